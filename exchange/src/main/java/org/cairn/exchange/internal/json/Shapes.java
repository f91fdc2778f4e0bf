package org.cairn.exchange.internal.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.internal.Finding;
import org.cairn.exchange.internal.Refusal;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryCollection;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * GeoJSON geometries (RFC 7946 section 3.1) and well-known text as they were written: nothing is
 * repaired, exchanged or projected, heights are kept. Only a ring that does not end where it began
 * is closed.
 */
public final class Shapes {
  private static final GeometryFactory FACTORY = new GeometryFactory();
  private static final int MAX_DEPTH = 50;

  /** What is wrong with a geometry, in the words of its owner. */
  public static final class ShapeException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Code code;
    private final String expected;
    private final String whatToDo;

    /** The same as a reason to refuse a row. */
    public Refusal refusal() {
      return new Refusal(Finding.of(code, String.valueOf(getMessage()), expected, whatToDo));
    }

    ShapeException(Code code, String message, String expected, String whatToDo) {
      super(message, null, false, false);
      this.code = code;
      this.expected = expected;
      this.whatToDo = whatToDo;
    }

    /** Notes it; the geometry is left out of the statements. */
    public void note(Problems problems, String path) {
      problems.note(
          code,
          path,
          "",
          getMessage() + " The geometry was kept as it is, but not used.",
          expected,
          whatToDo);
    }
  }

  private Shapes() {}

  /** As {@link #read(JsonNode)}, whatever its numbers are. */
  public static Geometry readUnchecked(JsonNode json) throws ShapeException {
    return read(json, 0);
  }

  /** A geometry object; its other members are not looked at. */
  public static Geometry read(JsonNode json) throws ShapeException {
    return checked(read(json, 0));
  }

  /** Whether every ring of a polygon ends where it began; reading closes those that do not. */
  public static boolean hasClosedRings(JsonNode json) {
    return switch (json.path("type").asString("")) {
      case "Polygon" -> areClosed(json.path("coordinates"));
      case "MultiPolygon" -> {
        boolean closed = true;
        for (JsonNode each : json.path("coordinates")) {
          closed &= areClosed(each);
        }
        yield closed;
      }
      case "GeometryCollection" -> {
        boolean closed = true;
        for (JsonNode each : json.path("geometries")) {
          closed &= hasClosedRings(each);
        }
        yield closed;
      }
      default -> true;
    };
  }

  private static boolean areClosed(JsonNode rings) {
    boolean closed = true;
    for (JsonNode ring : rings) {
      closed &= ring.isEmpty() || ring.path(0).equals(ring.path(ring.size() - 1));
    }
    return closed;
  }

  public static Geometry readWkt(String text) throws ShapeException {
    String wkt = text.strip();
    if (wkt.toUpperCase(Locale.ROOT).startsWith("SRID=4326;")) {
      wkt = wkt.substring("SRID=4326;".length());
    }
    if (wkt.chars().filter(c -> c == '(').count() > 1_000_000 || nesting(wkt) > MAX_DEPTH) {
      throw malformed("The well-known text is nested too deep.");
    }
    try {
      return checked(new WKTReader(FACTORY).read(wkt));
    } catch (ParseException | IllegalArgumentException e) {
      throw new ShapeException(
          Code.WKT_BROKEN,
          "The well-known text cannot be read.",
          "text such as POINT (12.34 56.78), longitude first",
          "Correct it, or give the coordinates.");
    }
  }

  /** As a GeoJSON geometry. */
  public static ObjectNode write(Geometry geometry) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("type", geometry.getGeometryType());
    if (geometry.getClass() == GeometryCollection.class) {
      ArrayNode members = json.putArray("geometries");
      for (int i = 0; i < geometry.getNumGeometries(); i++) {
        members.add(write(geometry.getGeometryN(i)));
      }
    } else {
      json.set("coordinates", coordinates(geometry));
    }
    return json;
  }

  private static ArrayNode coordinates(Geometry geometry) {
    ArrayNode json = Json.MAPPER.createArrayNode();
    switch (geometry) {
      case Point point -> {
        return point.isEmpty() ? json : position(point.getCoordinate());
      }
      case LineString line -> {
        for (Coordinate each : line.getCoordinates()) {
          json.add(position(each));
        }
      }
      case Polygon polygon -> {
        if (!polygon.isEmpty()) {
          json.add(coordinates(polygon.getExteriorRing()));
          for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
            json.add(coordinates(polygon.getInteriorRingN(i)));
          }
        }
      }
      default -> {
        for (int i = 0; i < geometry.getNumGeometries(); i++) {
          json.add(coordinates(geometry.getGeometryN(i)));
        }
      }
    }
    return json;
  }

  private static ArrayNode position(Coordinate lonLat) {
    ArrayNode json = Json.MAPPER.createArrayNode().add(lonLat.x).add(lonLat.y);
    return Double.isNaN(lonLat.getZ()) ? json : json.add(lonLat.getZ());
  }

  private static Geometry read(JsonNode json, int depth) throws ShapeException {
    if (depth > MAX_DEPTH) {
      throw malformed("The geometry is nested too deep.");
    }
    String type = json.path("type").asString("");
    JsonNode at = json.path("coordinates");
    try {
      return switch (type) {
        case "Point" ->
            at.isArray() && at.isEmpty()
                ? FACTORY.createPoint()
                : FACTORY.createPoint(coordinate(at));
        case "LineString" -> line(at);
        case "Polygon" -> polygon(at);
        case "MultiPoint" -> {
          List<Point> points = new ArrayList<>();
          for (JsonNode each : list(at)) {
            points.add(FACTORY.createPoint(coordinate(each)));
          }
          yield FACTORY.createMultiPoint(points.toArray(Point[]::new));
        }
        case "MultiLineString" -> {
          List<LineString> lines = new ArrayList<>();
          for (JsonNode each : list(at)) {
            lines.add(line(each));
          }
          yield FACTORY.createMultiLineString(lines.toArray(LineString[]::new));
        }
        case "MultiPolygon" -> {
          List<Polygon> polygons = new ArrayList<>();
          for (JsonNode each : list(at)) {
            polygons.add(polygon(each));
          }
          yield FACTORY.createMultiPolygon(polygons.toArray(Polygon[]::new));
        }
        case "GeometryCollection" -> {
          List<Geometry> members = new ArrayList<>();
          for (JsonNode each : list(json.path("geometries"))) {
            members.add(read(each, depth + 1));
          }
          yield FACTORY.createGeometryCollection(members.toArray(Geometry[]::new));
        }
        default ->
            throw new ShapeException(
                Code.GEOMETRY_TYPE_UNKNOWN,
                "The geometry has an unknown type.",
                "Point, LineString, Polygon, a Multi… of them, or GeometryCollection",
                "Correct the type.");
      };
    } catch (IllegalArgumentException e) {
      throw malformed("A line or ring has too few positions.");
    }
  }

  private static JsonNode list(JsonNode json) throws ShapeException {
    if (!json.isArray()) {
      throw malformed("Its coordinates are not nested as its type asks for.");
    }
    return json;
  }

  private static LineString line(JsonNode json) throws ShapeException {
    return FACTORY.createLineString(coordinates(json).toArray(Coordinate[]::new));
  }

  private static Polygon polygon(JsonNode json) throws ShapeException {
    List<LinearRing> rings = new ArrayList<>();
    for (JsonNode each : list(json)) {
      List<Coordinate> ring = coordinates(each);
      if (!ring.isEmpty() && !ring.getFirst().equals2D(ring.getLast())) {
        ring.add(ring.getFirst().copy());
      }
      rings.add(FACTORY.createLinearRing(ring.toArray(Coordinate[]::new)));
    }
    return rings.isEmpty()
        ? FACTORY.createPolygon()
        : FACTORY.createPolygon(
            rings.getFirst(), rings.subList(1, rings.size()).toArray(LinearRing[]::new));
  }

  private static List<Coordinate> coordinates(JsonNode json) throws ShapeException {
    List<Coordinate> positions = new ArrayList<>();
    for (JsonNode each : list(json)) {
      positions.add(coordinate(each));
    }
    return positions;
  }

  private static Coordinate coordinate(JsonNode json) throws ShapeException {
    if (!json.isArray() || json.size() < 2 || !json.get(0).isNumber() || !json.get(1).isNumber()) {
      throw new ShapeException(
          Code.COORDINATE_NOT_A_NUMBER,
          "A position is no pair of numbers.",
          "[longitude, latitude] in degrees",
          "Fill in the coordinates, or put null for the geometry.");
    }
    double height = json.size() > 2 && json.get(2).isNumber() ? number(json.get(2)) : Double.NaN;
    return new Coordinate(number(json.get(0)), number(json.get(1)), height);
  }

  /** One too large for a double is infinite. */
  private static double number(JsonNode json) {
    return json.asDouble(Double.POSITIVE_INFINITY);
  }

  /** A geometry with coordinates in degrees; what they look like instead is said, not mended. */
  private static Geometry checked(Geometry geometry) throws ShapeException {
    if (geometry.isEmpty()) {
      throw new ShapeException(
          Code.GEOMETRY_MISSING, "The geometry has no coordinates.", "coordinates, or null", "");
    }
    for (Coordinate each : geometry.getCoordinates()) {
      double lon = Math.abs(each.x);
      double lat = Math.abs(each.y);
      if (!Double.isFinite(lon) || !Double.isFinite(lat) || Double.isInfinite(each.getZ())) {
        throw new ShapeException(
            Code.COORDINATE_NOT_A_NUMBER,
            "A coordinate is not a finite number.",
            "longitude and latitude in degrees",
            "Fill in the coordinates.");
      } else if (lon > 1_000 || lat > 1_000) {
        throw new ShapeException(
            Code.COORDINATES_PROJECTED,
            "The coordinates look projected (metres, not degrees).",
            "WGS 84 longitude -180 to 180 and latitude -90 to 90 in degrees",
            "Convert the file first, for example with 'ogr2ogr -t_srs EPSG:4326 out.geojson in'.");
      } else if (lat > 90 && lat <= 180 && lon <= 90) {
        throw new ShapeException(
            Code.COORDINATES_SWAPPED,
            "The latitude is out of range; longitude and latitude look exchanged.",
            "longitude first, then latitude -90 to 90",
            "Are they? Then exchange them in the file and read it again.");
      } else if (lat > 90 || lon > 180) {
        throw new ShapeException(
            Code.COORDINATE_OUT_OF_RANGE,
            "A coordinate is out of range.",
            "longitude -180 to 180 and latitude -90 to 90",
            "Correct it; cut shapes at the 180th meridian.");
      }
    }
    return geometry;
  }

  private static ShapeException malformed(String message) {
    return new ShapeException(
        Code.GEOMETRY_MALFORMED,
        message,
        "a GeoJSON geometry (RFC 7946)",
        "Correct it, or export the file again.");
  }

  private static int nesting(String wkt) {
    int depth = 0;
    int deepest = 0;
    for (int i = 0; i < wkt.length(); i++) {
      depth += wkt.charAt(i) == '(' ? 1 : wkt.charAt(i) == ')' ? -1 : 0;
      deepest = Math.max(deepest, depth);
    }
    return deepest;
  }
}
