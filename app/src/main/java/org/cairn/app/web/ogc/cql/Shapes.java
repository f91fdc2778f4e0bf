package org.cairn.app.web.ogc.cql;

import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import tools.jackson.databind.JsonNode;

/** Geometries of filters: boxes, and GeoJSON. Stateless. */
final class Shapes {
  private static final GeometryFactory FACTORY = new GeometryFactory();

  private Shapes() {}

  /**
   * @param numbers first and second axis of the lower corner and of the upper one; with heights six
   */
  static Geometry box(String where, List<Double> numbers) throws Cql2Exception {
    if (numbers.size() != 4 && numbers.size() != 6) {
      throw new Cql2Exception(where, "four numbers of a box", numbers.size() + " of them");
    }
    int upper = numbers.size() / 2;
    double x = numbers.get(0);
    double y = numbers.get(1);
    double x2 = numbers.get(upper);
    double y2 = numbers.get(upper + 1);
    if (x > x2 || y > y2) {
      throw new Cql2Exception(
          where,
          "a lower corner before the upper one",
          "others: a box over the antimeridian is written as two");
    }
    if (x == x2 || y == y2) {
      return x == x2 && y == y2
          ? FACTORY.createPoint(new Coordinate(x, y))
          : FACTORY.createLineString(
              new Coordinate[] {new Coordinate(x, y), new Coordinate(x2, y2)});
    }
    return FACTORY.createPolygon(
        new Coordinate[] {
          new Coordinate(x, y),
          new Coordinate(x2, y),
          new Coordinate(x2, y2),
          new Coordinate(x, y2),
          new Coordinate(x, y)
        });
  }

  /** A geometry of GeoJSON (RFC 7946, 3.1). */
  static Geometry geoJson(String where, JsonNode json, int depth) throws Cql2Exception {
    Conditions.depth(depth, where);
    JsonNode at = json.path("coordinates");
    String places = where + ".coordinates";
    try {
      return switch (json.path("type").asString("")) {
        case "Point" -> FACTORY.createPoint(position(places, at));
        case "LineString" -> FACTORY.createLineString(line(places, at));
        case "Polygon" -> polygon(places, at);
        case "MultiPoint" -> FACTORY.createMultiPointFromCoords(line(places, at));
        case "MultiLineString" -> {
          LineString[] lines = new LineString[list(places, at).size()];
          for (int each = 0; each < lines.length; each++) {
            lines[each] = FACTORY.createLineString(line(places, at.get(each)));
          }
          yield FACTORY.createMultiLineString(lines);
        }
        case "MultiPolygon" -> {
          Polygon[] polygons = new Polygon[list(places, at).size()];
          for (int each = 0; each < polygons.length; each++) {
            polygons[each] = polygon(places, at.get(each));
          }
          yield FACTORY.createMultiPolygon(polygons);
        }
        case "GeometryCollection" -> {
          JsonNode members = list(where + ".geometries", json.path("geometries"));
          Geometry[] all = new Geometry[members.size()];
          for (int each = 0; each < all.length; each++) {
            all[each] = geoJson(where + ".geometries[" + each + "]", members.get(each), depth + 1);
          }
          yield FACTORY.createGeometryCollection(all);
        }
        default ->
            throw new Cql2Exception(where, "a geometry of GeoJSON", "another 'type', or none");
      };
    } catch (IllegalArgumentException wrong) {
      throw new Cql2Exception(
          where, "lines of two positions, rings that close and have four", "others");
    }
  }

  private static Polygon polygon(String where, JsonNode json) throws Cql2Exception {
    LinearRing[] rings = new LinearRing[list(where, json).size()];
    for (int each = 0; each < rings.length; each++) {
      rings[each] = FACTORY.createLinearRing(line(where, json.get(each)));
    }
    LinearRing[] holes = new LinearRing[rings.length - 1];
    System.arraycopy(rings, 1, holes, 0, holes.length);
    return FACTORY.createPolygon(rings[0], holes);
  }

  private static Coordinate[] line(String where, JsonNode json) throws Cql2Exception {
    Coordinate[] line = new Coordinate[list(where, json).size()];
    for (int each = 0; each < line.length; each++) {
      line[each] = position(where, json.get(each));
    }
    return line;
  }

  private static JsonNode list(String where, JsonNode json) throws Cql2Exception {
    if (!json.isArray() || json.isEmpty() || json.size() > Conditions.MOST_POSITIONS) {
      throw new Cql2Exception(
          where,
          "a list of 1 to %,d".formatted(Conditions.MOST_POSITIONS),
          json.isArray() ? json.size() + " of them" : "none");
    }
    return json;
  }

  private static Coordinate position(String where, JsonNode json) throws Cql2Exception {
    boolean fits =
        json.isArray()
            && json.size() >= 2
            && json.size() <= 3
            && json.get(0).isNumber()
            && json.get(1).isNumber();
    if (!fits) {
      throw new Cql2Exception(where, "positions of two or three numbers", "another");
    }
    return new Coordinate(json.get(0).asDouble(), json.get(1).asDouble());
  }
}
