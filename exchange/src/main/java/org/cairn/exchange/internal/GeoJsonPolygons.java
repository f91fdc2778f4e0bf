package org.cairn.exchange.internal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.cairn.heritage.place.Antimeridian;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.CoordinateSequenceFilter;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.Polygonal;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.precision.GeometryPrecisionReducer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Polygons as RFC 7946 has them: seven decimals at most (a centimetre), outer rings
 * counter-clockwise and holes clockwise (section 3.1.6), cut at the antimeridian (3.1.9).
 */
final class GeoJsonPolygons {
  private static final int DECIMALS = 7;
  private static final double STEPS_PER_DEGREE = 1e7;

  private GeoJsonPolygons() {}

  static ObjectNode write(Geometry geometry, JsonMapper mapper) {
    if (!(geometry instanceof Polygonal) || geometry.isEmpty()) {
      throw new IllegalArgumentException(
          "the changed area must be a polygon that is not empty, found "
              + geometry.getGeometryType());
    }
    Envelope box = geometry.getEnvelopeInternal();
    if (!(box.getMinX() >= -360
        && box.getMaxX() <= 360
        && box.getMinY() >= -90
        && box.getMaxY() <= 90)) {
      throw new IllegalArgumentException(
          "the changed area must be in WGS 84 degrees, found " + box);
    }
    return write(polygonsOf(rounded(Antimeridian.withinBounds(geometry))), mapper);
  }

  /** In columns and rows of a picture: the same members, and no position on Earth. */
  static ObjectNode writePixels(Geometry outline, JsonMapper mapper) {
    if (!(outline instanceof Polygonal) || outline.isEmpty()) {
      throw new IllegalArgumentException(
          "the outline in pixels must be a polygon that is not empty, found "
              + outline.getGeometryType());
    }
    return write(polygonsOf(outline), mapper);
  }

  private static ObjectNode write(List<Polygon> polygons, JsonMapper mapper) {
    ObjectNode node = mapper.createObjectNode();
    if (polygons.size() == 1) {
      node.put("type", "Polygon");
      node.set("coordinates", rings(polygons.getFirst(), mapper));
    } else {
      node.put("type", "MultiPolygon");
      ArrayNode all = node.putArray("coordinates");
      polygons.forEach(polygon -> all.add(rings(polygon, mapper)));
    }
    return node;
  }

  /** The geometry back, valid or not. */
  static Geometry read(JsonNode node) {
    GeometryFactory factory = Footprint.FACTORY;
    JsonNode coordinates = node.path("coordinates");
    return switch (node.path("type").asString("")) {
      case "Polygon" -> polygon(coordinates, factory);
      case "MultiPolygon" -> {
        List<Polygon> polygons = new ArrayList<>();
        coordinates.forEach(child -> polygons.add(polygon(child, factory)));
        yield factory.createMultiPolygon(polygons.toArray(Polygon[]::new));
      }
      default ->
          throw new IllegalArgumentException(
              "geometry must be a Polygon or MultiPolygon, found '"
                  + Finding.excerptOf(node.path("type").toString())
                  + "'");
    };
  }

  private static Polygon polygon(JsonNode rings, GeometryFactory factory) {
    List<LinearRing> read = new ArrayList<>();
    for (JsonNode ring : rings) {
      List<Coordinate> positions = new ArrayList<>();
      for (JsonNode position : ring) {
        if (position.size() != 2 || !position.get(0).isNumber() || !position.get(1).isNumber()) {
          throw new IllegalArgumentException(
              "a position must be two numbers, found " + Finding.excerptOf(position.toString()));
        }
        positions.add(new Coordinate(position.get(0).asDouble(), position.get(1).asDouble()));
      }
      read.add(factory.createLinearRing(positions.toArray(Coordinate[]::new)));
    }
    if (read.isEmpty()) {
      throw new IllegalArgumentException("a polygon must have a ring, found none");
    }
    return factory.createPolygon(
        read.getFirst(), read.subList(1, read.size()).toArray(LinearRing[]::new));
  }

  /** Rounding may fold a sliver; then the reducer is asked, which keeps polygons valid. */
  private static Geometry rounded(Geometry geometry) {
    Geometry copy = geometry.copy();
    copy.apply(new Rounding());
    if (copy.isValid()) {
      return copy;
    }
    Geometry reduced =
        GeometryPrecisionReducer.reduce(geometry.buffer(0), new PrecisionModel(STEPS_PER_DEGREE));
    if (reduced.isEmpty()) {
      throw new IllegalArgumentException("the changed area is smaller than a centimetre");
    }
    return reduced;
  }

  private static final class Rounding implements CoordinateSequenceFilter {
    @Override
    public void filter(CoordinateSequence sequence, int i) {
      for (int axis = 0; axis < 2; axis++) {
        sequence.setOrdinate(i, axis, decimal(sequence.getOrdinate(i, axis)).doubleValue());
      }
    }

    @Override
    public boolean isDone() {
      return false;
    }

    @Override
    public boolean isGeometryChanged() {
      return true;
    }
  }

  private static List<Polygon> polygonsOf(Geometry geometry) {
    List<Polygon> polygons = new ArrayList<>();
    for (int i = 0; i < geometry.getNumGeometries(); i++) {
      polygons.add((Polygon) geometry.getGeometryN(i));
    }
    return polygons;
  }

  private static ArrayNode rings(Polygon polygon, JsonMapper mapper) {
    ArrayNode rings = mapper.createArrayNode();
    rings.add(ring(polygon.getExteriorRing(), true, mapper));
    for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
      rings.add(ring(polygon.getInteriorRingN(i), false, mapper));
    }
    return rings;
  }

  private static ArrayNode ring(LinearRing ring, boolean counterClockwise, JsonMapper mapper) {
    LinearRing turned =
        Orientation.isCCW(ring.getCoordinateSequence()) == counterClockwise ? ring : ring.reverse();
    ArrayNode positions = mapper.createArrayNode();
    for (Coordinate c : turned.getCoordinates()) {
      positions.addArray().add(decimal(c.getX())).add(decimal(c.getY()));
    }
    return positions;
  }

  private static BigDecimal decimal(double degrees) {
    BigDecimal rounded =
        BigDecimal.valueOf(degrees).setScale(DECIMALS, RoundingMode.HALF_EVEN).stripTrailingZeros();
    return rounded.signum() == 0 ? BigDecimal.ZERO : rounded;
  }
}
