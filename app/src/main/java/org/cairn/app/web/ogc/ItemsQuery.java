package org.cairn.app.web.ogc;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.app.web.api.ProblemException;
import org.cairn.app.web.api.ServiceQuery;
import org.cairn.app.web.ogc.cql.Cql2Context;
import org.cairn.app.web.ogc.cql.Cql2Exception;
import org.cairn.app.web.ogc.cql.Cql2Json;
import org.cairn.app.web.ogc.cql.Cql2Text;
import org.cairn.register.FeatureFilter;
import org.cairn.register.FeatureProperty;
import org.cairn.register.FeatureProperty.Type;
import org.cairn.register.FeatureQuery;
import org.cairn.register.FeatureQuery.During;
import org.cairn.register.FeatureSight;
import org.locationtech.jts.geom.Geometry;

/**
 * Which features of a collection an address asks for (OGC 17-069r4, 7.15; 18-058r1; 19-079r2).
 *
 * @param crs that they are to be given in
 * @param limited whether the address says how many, and others than the usual
 */
record ItemsQuery(FeatureQuery query, CoordinateSystem crs, boolean limited) {
  static final String TOKEN = "token";
  private static final String BBOX_CRS = "bbox-crs";
  private static final String CRS = "crs";
  private static final String FILTER = "filter";
  private static final String FILTER_LANG = "filter-lang";
  private static final String FILTER_CRS = "filter-crs";

  private static final Set<String> OWN =
      Set.of(
          ServiceQuery.LIMIT,
          TOKEN,
          ServiceQuery.BBOX,
          BBOX_CRS,
          CRS,
          ServiceQuery.DATETIME,
          FILTER,
          FILTER_LANG,
          FILTER_CRS);

  /** Features on a page where nobody says, as the standard has it. */
  static final int USUAL = 10;

  /** Of the pages for people. */
  static final int ON_A_PAGE = 50;

  static ItemsQuery of(
      HttpServletRequest request, Collection collection, FeatureSight sight, boolean html) {
    Map<String, Type> queryables = queryables(collection, sight);
    Set<String> known = new HashSet<>(OWN);
    known.addAll(queryables.keySet());
    Formats.check(request, known);
    Map<String, String> given = new LinkedHashMap<>();
    for (Map.Entry<String, String[]> one : request.getParameterMap().entrySet()) {
      if (one.getValue().length != 1) {
        throw ProblemException.badRequest(
            "Parameter '%s': expected once, found %d times"
                .formatted(one.getKey(), one.getValue().length));
      }
      given.put(one.getKey(), one.getValue()[0]);
    }
    CoordinateSystem crs = system(given, CRS);
    FeatureQuery query =
        new FeatureQuery(
            sight,
            Optional.empty(),
            within(given),
            during(given),
            filter(given, queryables),
            token(given, collection),
            limit(given, html));
    return new ItemsQuery(query, crs, query.limit() != USUAL);
  }

  /** The properties by which features can be asked for. */
  static Map<String, Type> queryables(Collection collection, FeatureSight sight) {
    Map<String, Type> all = new LinkedHashMap<>();
    all.put("id", Type.TEXT);
    for (FeatureProperty each : collection.layer().properties(sight)) {
      all.put(each.name(), each.type());
    }
    return all;
  }

  static CoordinateSystem crs(HttpServletRequest request) {
    String crs = request.getParameter(CRS);
    return crs == null ? CoordinateSystem.CRS84 : CoordinateSystem.parse(CRS, crs);
  }

  private static CoordinateSystem system(Map<String, String> given, String name) {
    String crs = given.get(name);
    return crs == null ? CoordinateSystem.CRS84 : CoordinateSystem.parse(name, crs);
  }

  private static int limit(Map<String, String> given, boolean html) {
    String limit = given.get(ServiceQuery.LIMIT);
    if (limit == null) {
      return html ? ON_A_PAGE : USUAL;
    }
    return ServiceQuery.limit(limit, FeatureQuery.MOST);
  }

  private static Optional<Geometry> within(Map<String, String> given) {
    CoordinateSystem crs = system(given, BBOX_CRS);
    String text = given.get(ServiceQuery.BBOX);
    if (text == null) {
      return Optional.empty();
    }
    return Optional.of(crs.area(ServiceQuery.BBOX, ServiceQuery.bbox(text), text));
  }

  private static Optional<During> during(Map<String, String> given) {
    return Optional.ofNullable(given.get(ServiceQuery.DATETIME)).map(ServiceQuery::datetime);
  }

  private static Optional<FeatureFilter> filter(
      Map<String, String> given, Map<String, Type> queryables) {
    List<FeatureFilter> all = new ArrayList<>();
    for (Map.Entry<String, String> one : given.entrySet()) {
      if (queryables.containsKey(one.getKey())) {
        all.add(
            new FeatureFilter.Compare(
                one.getKey(),
                FeatureFilter.Operator.EQUAL,
                new FeatureFilter.Literal.OfText(one.getValue()),
                false));
      }
    }
    CoordinateSystem crs = system(given, FILTER_CRS);
    String language = given.getOrDefault(FILTER_LANG, "");
    String filter = given.get(FILTER);
    if (!Set.of("", "cql2-text", "cql2-json").contains(language)) {
      throw ProblemException.parameter(FILTER_LANG, "cql2-text or cql2-json", language);
    }
    if (filter != null) {
      Cql2Context context = new Cql2Context(queryables, crs::toLonLat);
      try {
        all.add(
            language.equals("cql2-json")
                ? Cql2Json.parse(filter, context)
                : Cql2Text.parse(filter, context));
      } catch (Cql2Exception wrong) {
        throw ProblemException.badRequest("Parameter 'filter': " + wrong.getMessage());
      }
    }
    return switch (all.size()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(all.getFirst());
      default -> Optional.of(new FeatureFilter.All(all));
    };
  }

  private static Optional<String> token(Map<String, String> given, Collection collection) {
    String token = given.get(TOKEN);
    if (token == null) {
      return Optional.empty();
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      String start = collection.id() + ":";
      if (text.startsWith(start)) {
        return Optional.of(text.substring(start.length()));
      }
    } catch (IllegalArgumentException noBase64) {
      // Told below.
    }
    throw ProblemException.parameter(TOKEN, "that of a link 'next' of this collection", token);
  }

  /** What an address has as a token, to go on after a feature. */
  static String token(Collection collection, String key) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((collection.id() + ":" + key).getBytes(StandardCharsets.UTF_8));
  }
}
