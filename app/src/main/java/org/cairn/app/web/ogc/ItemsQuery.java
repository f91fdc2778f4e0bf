package org.cairn.app.web.ogc;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  static final String LIMIT = "limit";
  static final String TOKEN = "token";
  private static final String BBOX = "bbox";
  private static final String BBOX_CRS = "bbox-crs";
  private static final String CRS = "crs";
  private static final String DATETIME = "datetime";
  private static final String FILTER = "filter";
  private static final String FILTER_LANG = "filter-lang";
  private static final String FILTER_CRS = "filter-crs";

  private static final Set<String> OWN =
      Set.of(LIMIT, TOKEN, BBOX, BBOX_CRS, CRS, DATETIME, FILTER, FILTER_LANG, FILTER_CRS);

  /** Features on a page where nobody says, as the standard has it. */
  static final int USUAL = 10;

  /** Of the pages for people. */
  static final int ON_A_PAGE = 50;

  static ItemsQuery of(
      HttpServletRequest request, Collection collection, FeatureSight sight, boolean html)
      throws ProblemException {
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

  static CoordinateSystem crs(HttpServletRequest request) throws ProblemException {
    String crs = request.getParameter(CRS);
    return crs == null ? CoordinateSystem.CRS84 : CoordinateSystem.parse(CRS, crs);
  }

  private static CoordinateSystem system(Map<String, String> given, String name)
      throws ProblemException {
    String crs = given.get(name);
    return crs == null ? CoordinateSystem.CRS84 : CoordinateSystem.parse(name, crs);
  }

  private static int limit(Map<String, String> given, boolean html) throws ProblemException {
    String limit = given.get(LIMIT);
    if (limit == null) {
      return html ? ON_A_PAGE : USUAL;
    }
    if (!limit.matches("[0-9]{1,80}") || limit.matches("0+")) {
      throw ProblemException.parameter(LIMIT, "a whole number from 1", limit);
    }
    String digits = limit.replaceFirst("^0+", "");
    return digits.length() > 5
        ? FeatureQuery.MOST
        : Math.min(FeatureQuery.MOST, Integer.parseInt(digits));
  }

  private static Optional<Geometry> within(Map<String, String> given) throws ProblemException {
    CoordinateSystem crs = system(given, BBOX_CRS);
    String text = given.get(BBOX);
    if (text == null) {
      return Optional.empty();
    }
    String[] parts = text.split(",", -1);
    if (parts.length != 4 && parts.length != 6) {
      throw ProblemException.parameter(BBOX, "four or six numbers", text);
    }
    double[] numbers = new double[parts.length];
    for (int each = 0; each < parts.length; each++) {
      numbers[each] = number(parts[each].strip(), text);
    }
    int upper = parts.length / 2;
    if (parts.length == 6 && numbers[2] > numbers[5]) {
      throw ProblemException.parameter(BBOX, "a lower height before the upper one", text);
    }
    double[] box = {numbers[0], numbers[1], numbers[upper], numbers[upper + 1]};
    return Optional.of(crs.area(BBOX, box, text));
  }

  private static double number(String part, String text) throws ProblemException {
    try {
      // What Java reads beyond numbers, as in "1d", is none here.
      if (part.matches("[-+0-9.eE]{1,40}")) {
        double number = Double.parseDouble(part);
        if (Double.isFinite(number)) {
          return number;
        }
      }
    } catch (NumberFormatException wrong) {
      // Told below.
    }
    throw ProblemException.parameter(BBOX, "numbers between commas", text);
  }

  private static Optional<During> during(Map<String, String> given) throws ProblemException {
    String text = given.get(DATETIME);
    if (text == null) {
      return Optional.empty();
    }
    String[] parts = text.split("/", -1);
    if (parts.length > 2) {
      throw ProblemException.parameter(DATETIME, "a time, or two with a slash between them", text);
    }
    Optional<Instant> from = bound(parts[0], true, parts.length == 2, text);
    Optional<Instant> until = bound(parts[parts.length - 1], false, parts.length == 2, text);
    if (from.isEmpty() && until.isEmpty()) {
      throw ProblemException.parameter(DATETIME, "an interval with a beginning or an end", text);
    }
    if (from.isPresent() && until.isPresent() && from.get().isAfter(until.get())) {
      throw ProblemException.parameter(DATETIME, "a beginning before the end", text);
    }
    return Optional.of(new During(from, until));
  }

  private static Optional<Instant> bound(String part, boolean first, boolean open, String text)
      throws ProblemException {
    if (open && (part.isEmpty() || part.equals(".."))) {
      return Optional.empty();
    }
    try {
      if (part.length() <= 10) {
        LocalDate day = LocalDate.parse(part);
        return Optional.of(
            (first ? day.atStartOfDay() : day.atTime(23, 59, 59)).toInstant(ZoneOffset.UTC));
      }
      // A plus sign in an address is a blank.
      return Optional.of(OffsetDateTime.parse(part.replace(' ', '+')).toInstant());
    } catch (DateTimeException wrong) {
      throw ProblemException.parameter(
          DATETIME, "times as 2026-02-07 or 2026-02-07T10:15:00Z (RFC 3339), or '..'", text);
    }
  }

  private static Optional<FeatureFilter> filter(
      Map<String, String> given, Map<String, Type> queryables) throws ProblemException {
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

  private static Optional<String> token(Map<String, String> given, Collection collection)
      throws ProblemException {
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
