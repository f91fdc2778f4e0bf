package org.cairn.app.web.stac;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.cairn.app.web.api.ProblemException;
import org.cairn.app.web.api.ServiceQuery;
import org.cairn.register.FeatureQuery.During;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads searches out of addresses and bodies. What is not understood and would change the answer is
 * refused; parameters that nobody knows are passed over. Stateless.
 */
final class QuestionReading {
  private static final int MOST_BODY_BYTES = 1 << 20;
  private static final int MOST_IDS = 1_000;

  /** Of extensions that this API does not have: an answer without them would be another. */
  private static final List<String> NOT_HERE = List.of("filter", "query", "sortby", "fields");

  private static final GeometryFactory GEOMETRIES = new GeometryFactory();

  private QuestionReading() {}

  /** By GET. */
  static Question ofAddress(HttpServletRequest request) {
    refuse(name -> request.getParameter(name) != null);
    Optional<String> intersects = parameter(request, "intersects");
    Optional<double[]> bbox = parameter(request, "bbox").map(ServiceQuery::bbox);
    return new Question(
        collections(list(request, "collections")),
        ids(list(request, "ids")),
        areas(bbox, intersects.map(QuestionReading::json)),
        parameter(request, "datetime").map(QuestionReading::times).orElse(Question.Times.ALL),
        parameter(request, "limit").map(QuestionReading::limit).orElse(Question.USUAL),
        parameter(request, "token"));
  }

  /** Of one collection, by GET: it is the address that says which. */
  static Question ofCollection(String collection, HttpServletRequest request) {
    return new Question(
        Set.of(collection),
        List.of(),
        areas(parameter(request, "bbox").map(ServiceQuery::bbox), Optional.empty()),
        parameter(request, "datetime").map(QuestionReading::times).orElse(Question.Times.ALL),
        parameter(request, "limit").map(QuestionReading::limit).orElse(Question.USUAL),
        parameter(request, "token"));
  }

  /** By POST. */
  static Question ofBody(HttpServletRequest request) throws IOException {
    String type = String.valueOf(request.getContentType()).toLowerCase(Locale.ROOT);
    if (!type.startsWith("application/json") && !type.startsWith("application/geo+json")) {
      throw new ProblemException(415, "A search is expected as 'application/json'");
    }
    byte[] body = request.getInputStream().readNBytes(MOST_BODY_BYTES + 1);
    if (body.length > MOST_BODY_BYTES) {
      throw new ProblemException(413, "A search has at most " + MOST_BODY_BYTES + " bytes");
    }
    return ofBody(json(new String(body, java.nio.charset.StandardCharsets.UTF_8)));
  }

  private static Question ofBody(JsonNode body) {
    if (!body.isObject()) {
      throw ProblemException.parameter("body", "a JSON object", body.getNodeType().toString());
    }
    refuse(body::has);
    Optional<double[]> bbox = Optional.empty();
    if (isSaid(body, "bbox")) {
      List<JsonNode> numbers = array(body, "bbox");
      String shown = body.path("bbox").toString();
      if (!numbers.stream().allMatch(JsonNode::isNumber)) {
        throw ProblemException.parameter("bbox", "four or six numbers", shown);
      }
      bbox =
          Optional.of(
              ServiceQuery.bbox(numbers.stream().mapToDouble(JsonNode::asDouble).toArray(), shown));
    }
    return new Question(
        collections(texts(body, "collections")),
        ids(texts(body, "ids")),
        areas(
            bbox,
            isSaid(body, "intersects") ? Optional.of(body.path("intersects")) : Optional.empty()),
        text(body, "datetime").map(QuestionReading::times).orElse(Question.Times.ALL),
        isSaid(body, "limit") ? limit(body.path("limit").asString("")) : Question.USUAL,
        text(body, "token"));
  }

  private static void refuse(java.util.function.Predicate<String> isThere) {
    for (String name : NOT_HERE) {
      if (isThere.test(name)) {
        throw ProblemException.badRequest(
            "'" + name + "' is of an extension that this API does not have: leave it out");
      }
    }
  }

  private static Optional<String> parameter(HttpServletRequest request, String name) {
    return Optional.ofNullable(request.getParameter(name)).filter(text -> !text.isEmpty());
  }

  /** Separated by commas, or given several times. */
  private static List<String> list(HttpServletRequest request, String name) {
    List<String> all = new ArrayList<>();
    String[] values = request.getParameterValues(name);
    for (String value : values == null ? new String[0] : values) {
      for (String one : value.split(",")) {
        if (!one.isEmpty()) {
          all.add(one);
        }
      }
    }
    return all;
  }

  private static boolean isSaid(JsonNode body, String name) {
    return body.has(name) && !body.path(name).isNull();
  }

  private static List<JsonNode> array(JsonNode body, String name) {
    if (!body.path(name).isArray()) {
      throw ProblemException.parameter(name, "an array", body.path(name).toString());
    }
    return List.copyOf(body.path(name).values());
  }

  private static List<String> texts(JsonNode body, String name) {
    List<String> all = new ArrayList<>();
    if (isSaid(body, name)) {
      for (JsonNode one : array(body, name)) {
        if (!one.isString()) {
          throw ProblemException.parameter(name, "an array of texts", one.toString());
        }
        all.add(one.stringValue());
      }
    }
    return all;
  }

  private static Optional<String> text(JsonNode body, String name) {
    if (!isSaid(body, name)) {
      return Optional.empty();
    }
    if (!body.path(name).isString()) {
      throw ProblemException.parameter(name, "a text", body.path(name).toString());
    }
    return Optional.of(body.path(name).stringValue()).filter(text -> !text.isEmpty());
  }

  private static JsonNode json(String text) {
    try {
      return JsonMapper.shared().readTree(text);
    } catch (JacksonException malformed) {
      throw ProblemException.badRequest(
          "What is asked is not JSON: " + malformed.getOriginalMessage());
    }
  }

  /** Those that are not here have no items. */
  private static Set<String> collections(List<String> asked) {
    return asked.isEmpty() ? Set.copyOf(CollectionIds.IDS) : new LinkedHashSet<>(asked);
  }

  private static List<String> ids(List<String> ids) {
    if (ids.size() > MOST_IDS) {
      throw ProblemException.parameter("ids", "at most " + MOST_IDS, ids.size() + " of them");
    }
    return ids.stream().distinct().toList();
  }

  private static List<Geometry> areas(Optional<double[]> bbox, Optional<JsonNode> intersects) {
    if (bbox.isPresent() && intersects.isPresent()) {
      throw ProblemException.badRequest(
          "'bbox' and 'intersects' exclude each other: leave one out");
    }
    return bbox.isPresent()
        ? boxes(bbox.get())
        : intersects.map(GeoJsonReading::geometry).map(List::of).orElse(List.of());
  }

  /** {@code west,south,east,north} in degrees (RFC 7946, section 5). */
  private static List<Geometry> boxes(double[] box) {
    double west = box[0];
    double south = box[1];
    double east = box[2];
    double north = box[3];
    boolean onEarth =
        Math.abs(west) <= 180
            && Math.abs(east) <= 180
            && Math.abs(south) <= 90
            && Math.abs(north) <= 90;
    if (!onEarth || south > north) {
      throw ProblemException.parameter(
          ServiceQuery.BBOX,
          "west, south, east and north in degrees, south not above north",
          Arrays.toString(box));
    }
    return west <= east
        ? List.of(box(west, south, east, north))
        : List.of(box(west, south, 180, north), box(-180, south, east, north));
  }

  private static Geometry box(double west, double south, double east, double north) {
    return GEOMETRIES.toGeometry(new Envelope(west, east, south, north));
  }

  private static Question.Times times(String text) {
    During during = ServiceQuery.datetime(text);
    return new Question.Times(during.from(), during.until());
  }

  private static int limit(String text) {
    return ServiceQuery.limit(text, Question.MOST);
  }
}
