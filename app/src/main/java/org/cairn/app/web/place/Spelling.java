package org.cairn.app.web.place;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Locations as people type them: latitude and longitude in degrees, perhaps with minutes and
 * seconds; well-known text; GeoJSON. Stateless.
 *
 * <pre>
 * 0.0123, -0.0456      0°00'44"N 0°02'44"W      POLYGON ((0 0, 0.1 0, 0 0.1, 0 0))
 * {"type":"Point","coordinates":[-0.0456,0.0123]}
 * </pre>
 */
final class Spelling {
  private static final String NUMBER = "([+-]?\\d{1,3}(?:\\.\\d+)?)";
  private static final String ANGLE =
      NUMBER
          + "\\s*°?\\s*(?:(\\d{1,2}(?:\\.\\d+)?)\\s*['′’]\\s*)?(?:(\\d{1,2}(?:\\.\\d+)?)\\s*[\"″”]\\s*)?";
  private static final Pattern PAIR =
      Pattern.compile(ANGLE + "([NSns])?\\s*[,;\\s]\\s*" + ANGLE + "([EWOewo])?");

  private static final GeometryFactory FACTORY = new GeometryFactory();

  private Spelling() {}

  /**
   * In WGS 84, x = longitude.
   *
   * @throws IllegalArgumentException for anything else; what was typed is not in the message, since
   *     it may be a protected location
   */
  static Geometry parse(String text) {
    String typed = text.strip();
    if (typed.startsWith("{")) {
      return json(typed);
    }
    Matcher pair = PAIR.matcher(typed);
    if (pair.matches()) {
      double lat = angle(pair, 1, "Ss");
      double lon = angle(pair, 5, "WwOo");
      return FACTORY.createPoint(new Coordinate(lon, lat));
    }
    try {
      return new WKTReader(FACTORY).read(typed);
    } catch (ParseException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Expected latitude and longitude, well-known text or GeoJSON, found another", e);
    }
  }

  private static double angle(Matcher pair, int group, String negative) {
    double degrees = Double.parseDouble(pair.group(group));
    double minutes = part(pair.group(group + 1)) / 60 + part(pair.group(group + 2)) / 3600;
    boolean below = pair.group(group).startsWith("-");
    String letter = pair.group(group + 3);
    double size = Math.abs(degrees) + minutes;
    return below || letter != null && negative.contains(letter) ? -size : size;
  }

  private static double part(@org.jspecify.annotations.Nullable String text) {
    return text == null ? 0 : Double.parseDouble(text);
  }

  private static Geometry json(String text) {
    try {
      JsonNode json = JsonMapper.shared().readTree(text);
      return geometry(
          json.path("type").asString("").equals("Feature") ? json.path("geometry") : json);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("Expected a geometry in GeoJSON, found no JSON", e);
    }
  }

  private static Geometry geometry(JsonNode json) {
    JsonNode at = json.path("coordinates");
    return switch (json.path("type").asString("")) {
      case "Point" -> FACTORY.createPoint(position(at));
      case "LineString" -> FACTORY.createLineString(positions(at));
      case "Polygon" -> polygon(at);
      case "MultiPoint" -> FACTORY.createMultiPointFromCoords(positions(at));
      case "MultiLineString" -> {
        List<LineString> lines = new ArrayList<>();
        at.forEach(line -> lines.add(FACTORY.createLineString(positions(line))));
        yield FACTORY.createMultiLineString(lines.toArray(LineString[]::new));
      }
      case "MultiPolygon" -> {
        List<Polygon> polygons = new ArrayList<>();
        at.forEach(polygon -> polygons.add(polygon(polygon)));
        yield FACTORY.createMultiPolygon(polygons.toArray(Polygon[]::new));
      }
      case "GeometryCollection" -> {
        List<Geometry> parts = new ArrayList<>();
        json.path("geometries").forEach(part -> parts.add(geometry(part)));
        yield FACTORY.createGeometryCollection(parts.toArray(Geometry[]::new));
      }
      default ->
          throw new IllegalArgumentException("Expected a geometry in GeoJSON, found another");
    };
  }

  private static Polygon polygon(JsonNode rings) {
    List<LinearRing> all = new ArrayList<>();
    rings.forEach(ring -> all.add(FACTORY.createLinearRing(positions(ring))));
    if (all.isEmpty()) {
      throw new IllegalArgumentException("Expected a polygon with a ring, found none");
    }
    return FACTORY.createPolygon(
        all.getFirst(), all.subList(1, all.size()).toArray(LinearRing[]::new));
  }

  private static Coordinate[] positions(JsonNode list) {
    List<Coordinate> all = new ArrayList<>();
    list.forEach(one -> all.add(position(one)));
    return all.toArray(Coordinate[]::new);
  }

  private static Coordinate position(JsonNode at) {
    if (at.size() < 2 || !at.path(0).isNumber() || !at.path(1).isNumber()) {
      throw new IllegalArgumentException("Expected a position of two numbers, found another");
    }
    return new Coordinate(at.path(0).asDouble(), at.path(1).asDouble());
  }
}
