package org.cairn.app.web.stac;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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
    Optional<List<Double>> bbox = parameter(request, "bbox").map(QuestionReading::numbers);
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
        areas(parameter(request, "bbox").map(QuestionReading::numbers), Optional.empty()),
        parameter(request, "datetime").map(QuestionReading::times).orElse(Question.Times.ALL),
        parameter(request, "limit").map(QuestionReading::limit).orElse(Question.USUAL),
        parameter(request, "token"));
  }

  /** By POST. */
  static Question ofBody(HttpServletRequest request) throws IOException {
    String type = String.valueOf(request.getContentType()).toLowerCase(Locale.ROOT);
    if (!type.startsWith("application/json") && !type.startsWith("application/geo+json")) {
      throw new WrongQueryException(415, "A search is expected as 'application/json'");
    }
    byte[] body = request.getInputStream().readNBytes(MOST_BODY_BYTES + 1);
    if (body.length > MOST_BODY_BYTES) {
      throw new WrongQueryException(413, "A search has at most " + MOST_BODY_BYTES + " bytes");
    }
    return ofBody(json(new String(body, java.nio.charset.StandardCharsets.UTF_8)));
  }

  private static Question ofBody(JsonNode body) {
    if (!body.isObject()) {
      throw WrongQueryException.expected("body", "a JSON object", body.getNodeType().toString());
    }
    refuse(body::has);
    Optional<List<Double>> bbox = Optional.empty();
    if (isSaid(body, "bbox")) {
      List<Double> numbers = new ArrayList<>();
      for (JsonNode one : array(body, "bbox")) {
        if (!one.isNumber()) {
          throw WrongQueryException.expected("bbox", "4 or 6 numbers", one.toString());
        }
        numbers.add(one.asDouble());
      }
      bbox = Optional.of(numbers);
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
        throw new WrongQueryException(
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
      throw WrongQueryException.expected(name, "an array", body.path(name).toString());
    }
    return List.copyOf(body.path(name).values());
  }

  private static List<String> texts(JsonNode body, String name) {
    List<String> all = new ArrayList<>();
    if (isSaid(body, name)) {
      for (JsonNode one : array(body, name)) {
        if (!one.isString()) {
          throw WrongQueryException.expected(name, "an array of texts", one.toString());
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
      throw WrongQueryException.expected(name, "a text", body.path(name).toString());
    }
    return Optional.of(body.path(name).stringValue()).filter(text -> !text.isEmpty());
  }

  private static JsonNode json(String text) {
    try {
      return JsonMapper.shared().readTree(text);
    } catch (JacksonException malformed) {
      throw new WrongQueryException("What is asked is not JSON: " + malformed.getOriginalMessage());
    }
  }

  /** Those that are not here have no items. */
  private static Set<String> collections(List<String> asked) {
    return asked.isEmpty() ? Set.copyOf(CollectionIds.IDS) : new LinkedHashSet<>(asked);
  }

  private static List<String> ids(List<String> ids) {
    if (ids.size() > MOST_IDS) {
      throw WrongQueryException.expected("ids", "at most " + MOST_IDS, ids.size() + " of them");
    }
    return ids.stream().distinct().toList();
  }

  private static int limit(String text) {
    if (!text.matches("0*[1-9][0-9]{0,17}|0*[1-9][0-9]{18,}")) {
      throw WrongQueryException.expected("limit", "a whole number from 1", text);
    }
    String digits = text.replaceFirst("^0+", "");
    return digits.length() > 6 ? Question.MOST : Math.min(Question.MOST, Integer.parseInt(digits));
  }

  private static List<Double> numbers(String text) {
    List<Double> numbers = new ArrayList<>();
    for (String one : text.split(",", -1)) {
      try {
        numbers.add(Double.valueOf(one.strip()));
      } catch (NumberFormatException none) {
        throw WrongQueryException.expected("bbox", "4 or 6 numbers", text);
      }
    }
    return numbers;
  }

  private static List<Geometry> areas(Optional<List<Double>> bbox, Optional<JsonNode> intersects) {
    if (bbox.isPresent() && intersects.isPresent()) {
      throw new WrongQueryException("'bbox' and 'intersects' exclude each other: leave one out");
    }
    return bbox.isPresent()
        ? boxes(bbox.get())
        : intersects.map(GeoJsonReading::geometry).map(List::of).orElse(List.of());
  }

  /** {@code west,south,east,north}, with heights between them or not (RFC 7946, section 5). */
  private static List<Geometry> boxes(List<Double> numbers) {
    int each = numbers.size() / 2;
    if (numbers.size() != 4 && numbers.size() != 6) {
      throw WrongQueryException.expected("bbox", "4 or 6 numbers", numbers.size() + " of them");
    }
    double west = numbers.get(0);
    double south = numbers.get(1);
    double east = numbers.get(each);
    double north = numbers.get(each + 1);
    boolean onEarth =
        Math.abs(west) <= 180
            && Math.abs(east) <= 180
            && Math.abs(south) <= 90
            && Math.abs(north) <= 90;
    if (!onEarth || south > north || each == 3 && !(numbers.get(2) <= numbers.get(5))) {
      throw WrongQueryException.expected(
          "bbox",
          "west, south, east and north in degrees, south not above north",
          numbers.toString());
    }
    return west <= east
        ? List.of(box(west, south, east, north))
        : List.of(box(west, south, 180, north), box(-180, south, east, north));
  }

  private static Geometry box(double west, double south, double east, double north) {
    return GEOMETRIES.toGeometry(new Envelope(west, east, south, north));
  }

  /** RFC 3339: a time, or two with a slash between them of which one may be open. */
  private static Question.Times times(String text) {
    String[] ends = text.split("/", -1);
    String expected =
        "a time of RFC 3339, or two with a slash between them, one of which may be ..";
    if (ends.length > 2) {
      throw WrongQueryException.expected("datetime", expected, text);
    }
    try {
      if (ends.length == 1) {
        return new Question.Times(Optional.of(first(text)), Optional.of(last(text)));
      }
      boolean openBefore = ends[0].isEmpty() || ends[0].equals("..");
      boolean openAfter = ends[1].isEmpty() || ends[1].equals("..");
      Question.Times times =
          new Question.Times(
              openBefore ? Optional.empty() : Optional.of(first(ends[0])),
              openAfter ? Optional.empty() : Optional.of(last(ends[1])));
      boolean backwards =
          times.from().isPresent()
              && times.until().isPresent()
              && times.from().get().isAfter(times.until().get());
      if (openBefore && openAfter || backwards) {
        throw WrongQueryException.expected("datetime", expected + ", the earlier first", text);
      }
      return times;
    } catch (DateTimeException none) {
      throw WrongQueryException.expected("datetime", expected, text);
    }
  }

  private static Instant first(String text) {
    return isDay(text)
        ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
        : instant(text);
  }

  /** A bare day goes to its end. */
  private static Instant last(String text) {
    return isDay(text)
        ? LocalDate.parse(text).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusNanos(1)
        : instant(text);
  }

  private static boolean isDay(String text) {
    return text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  }

  private static Instant instant(String text) {
    if (!text.matches("[0-9]{4}-.*")) {
      throw new DateTimeException("No year of four digits");
    }
    return OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant();
  }
}
