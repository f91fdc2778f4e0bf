package org.cairn.app.web.stac;

import java.util.ArrayList;
import java.util.List;
import org.cairn.app.web.api.ProblemException;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryCollection;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.locationtech.jts.operation.valid.TopologyValidationError;
import tools.jackson.databind.JsonNode;

/** A geometry that somebody sends (RFC 7946, section 3.1): refused unless it is one. For one. */
final class GeoJsonReading {
  private static final int MOST_POSITIONS = 10_000;
  private static final int DEEPEST = 4;
  private static final GeometryFactory GEOMETRIES = new GeometryFactory();

  private int positions;

  private GeoJsonReading() {}

  static Geometry geometry(JsonNode json) {
    Geometry read;
    try {
      read = new GeoJsonReading().read(json, 0);
    } catch (IllegalArgumentException refused) { // By the library: an open ring, a line of one.
      throw wrong(String.valueOf(refused.getMessage()));
    }
    if (read.isEmpty()) {
      throw wrong("nothing is in it");
    }
    TopologyValidationError error = new IsValidOp(read).getValidationError();
    if (error != null) {
      throw wrong(String.valueOf(error.getMessage()));
    }
    // What is prepared for intersecting takes no collections.
    return read.getClass() == GeometryCollection.class ? read.union() : read;
  }

  private static ProblemException wrong(String why) {
    return ProblemException.badRequest("'intersects' is no geometry of GeoJSON: " + why);
  }

  private Geometry read(JsonNode json, int depth) {
    if (depth > DEEPEST) {
      throw wrong("geometries in one another more than " + DEEPEST + " deep");
    }
    JsonNode at = json.path("coordinates");
    return switch (json.path("type").asString("")) {
      case "Point" -> GEOMETRIES.createPoint(position(at));
      case "MultiPoint" ->
          GEOMETRIES.createMultiPoint(
              list(at).stream()
                  .map(each -> GEOMETRIES.createPoint(position(each)))
                  .toArray(Point[]::new));
      case "LineString" -> line(at);
      case "MultiLineString" ->
          GEOMETRIES.createMultiLineString(
              list(at).stream().map(this::line).toArray(LineString[]::new));
      case "Polygon" -> polygon(at);
      case "MultiPolygon" ->
          GEOMETRIES.createMultiPolygon(
              list(at).stream().map(this::polygon).toArray(Polygon[]::new));
      case "GeometryCollection" ->
          GEOMETRIES.createGeometryCollection(
              list(json.path("geometries")).stream()
                  .map(each -> read(each, depth + 1))
                  .toArray(Geometry[]::new));
      default -> throw wrong("'type' is none of its seven");
    };
  }

  private static List<JsonNode> list(JsonNode array) {
    if (!array.isArray()) {
      throw wrong("an array is missing");
    }
    return List.copyOf(array.values());
  }

  private Coordinate[] line(List<JsonNode> positionsOfIt) {
    List<Coordinate> all = new ArrayList<>();
    positionsOfIt.forEach(each -> all.add(position(each)));
    return all.toArray(Coordinate[]::new);
  }

  private LineString line(JsonNode at) {
    return GEOMETRIES.createLineString(line(list(at)));
  }

  private LinearRing ring(JsonNode at) {
    return GEOMETRIES.createLinearRing(line(list(at)));
  }

  private Polygon polygon(JsonNode at) {
    List<LinearRing> rings = list(at).stream().map(this::ring).toList();
    if (rings.isEmpty()) {
      throw wrong("a polygon without a ring");
    }
    return GEOMETRIES.createPolygon(
        rings.getFirst(), rings.subList(1, rings.size()).toArray(LinearRing[]::new));
  }

  private Coordinate position(JsonNode at) {
    if (++positions > MOST_POSITIONS) {
      throw wrong("more than " + MOST_POSITIONS + " positions");
    }
    boolean numbers = at.isArray() && at.size() >= 2 && at.size() <= 4;
    if (!numbers || !at.path(0).isNumber() || !at.path(1).isNumber()) {
      throw wrong("a position is two or three numbers");
    }
    double lon = at.path(0).asDouble();
    double lat = at.path(1).asDouble();
    if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) {
      throw wrong("longitudes go to 180 degrees and latitudes to 90");
    }
    return new Coordinate(lon, lat);
  }
}
