package org.cairn.imagery.stac;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.PrecisionModel;
import tools.jackson.databind.JsonNode;

/** GeoJSON geometries (RFC 7946 section 3.1). */
final class GeoJson {
  private static final GeometryFactory FACTORY = new GeometryFactory(new PrecisionModel(), 4326);

  /** Collections within collections beyond this are no footprint of an image. */
  private static final int DEEPEST = 8;

  private GeoJson() {}

  /**
   * @throws IllegalArgumentException where it is no geometry, saying why
   */
  static Geometry read(JsonNode node) {
    return read(node, 0);
  }

  private static Geometry read(JsonNode node, int depth) {
    String type = Json.text(node, "type").orElse("");
    JsonNode coordinates = node.path("coordinates");
    return switch (type) {
      case "Point" -> point(coordinates);
      case "MultiPoint" ->
          FACTORY.createMultiPoint(
              elements(coordinates).stream().map(GeoJson::point).toArray(Point[]::new));
      case "LineString" -> FACTORY.createLineString(positions(coordinates));
      case "MultiLineString" ->
          FACTORY.createMultiLineString(
              elements(coordinates).stream()
                  .map(line -> FACTORY.createLineString(positions(line)))
                  .toArray(LineString[]::new));
      case "Polygon" -> polygon(coordinates);
      case "MultiPolygon" ->
          FACTORY.createMultiPolygon(
              elements(coordinates).stream().map(GeoJson::polygon).toArray(Polygon[]::new));
      case "GeometryCollection" -> {
        if (depth >= DEEPEST) {
          throw new IllegalArgumentException("collections are nested too deeply");
        }
        yield FACTORY.createGeometryCollection(
            elements(node.path("geometries")).stream()
                .map(part -> read(part, depth + 1))
                .toArray(Geometry[]::new));
      }
      default -> throw new IllegalArgumentException("geometry type '" + type + "' is not GeoJSON");
    };
  }

  private static Point point(JsonNode position) {
    return FACTORY.createPoint(position(position));
  }

  private static Polygon polygon(JsonNode rings) {
    List<JsonNode> elements = elements(rings);
    if (elements.isEmpty()) {
      return FACTORY.createPolygon();
    }
    LinearRing[] holes = elements.stream().skip(1).map(GeoJson::ring).toArray(LinearRing[]::new);
    return FACTORY.createPolygon(ring(elements.getFirst()), holes);
  }

  private static LinearRing ring(JsonNode node) {
    return FACTORY.createLinearRing(positions(node));
  }

  private static Coordinate[] positions(JsonNode node) {
    return elements(node).stream().map(GeoJson::position).toArray(Coordinate[]::new);
  }

  private static Coordinate position(JsonNode node) {
    List<Double> numbers = Json.numbers(node).orElse(List.of());
    if (numbers.size() < 2) {
      throw new IllegalArgumentException("a position is two or three numbers, found " + node);
    }
    return new Coordinate(numbers.get(0), numbers.get(1));
  }

  private static List<JsonNode> elements(JsonNode node) {
    if (!node.isArray()) {
      throw new IllegalArgumentException("coordinates are a list, found " + node.getNodeType());
    }
    List<JsonNode> elements = new ArrayList<>();
    node.forEach(elements::add);
    return elements;
  }
}
