package org.cairn.app.web.news;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cairn.exchange.DescriptionFormats;
import org.cairn.exchange.DescriptionSink;
import org.cairn.exchange.PlaceFormatException;
import org.cairn.exchange.RowProblem;
import org.cairn.heritage.place.PlaceDescription;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import org.locationtech.jts.operation.union.UnaryUnionOp;
import org.locationtech.jts.operation.valid.IsValidOp;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An area as somebody typed or sent it: polygons as well-known text or GeoJSON (RFC 7946), or a
 * file in any format that places are read from. Longitude before latitude, in degrees of WGS 84;
 * one that goes over the antimeridian may be cut there or go on beyond 180°. Stateless.
 */
final class OutlineReading {
  private static final int MOST_CORNERS = 50_000;
  private static final int MOST_POLYGONS = 1_000;
  private static final double WIDEST = 180;
  private static final GeometryFactory FACTORY = new GeometryFactory();

  private OutlineReading() {}

  /** What is wrong with it, as the end of a key of texts. */
  static final class NoOutlineException extends Exception {
    private static final long serialVersionUID = 1L;

    NoOutlineException(String code) {
      super(code);
    }

    NoOutlineException(String code, Throwable cause) {
      super(code, cause);
    }

    String code() {
      return String.valueOf(getMessage());
    }
  }

  /** A box; one whose west is greater than its east goes over the antimeridian. */
  static Geometry box(double west, double south, double east, double north)
      throws NoOutlineException {
    boolean fits =
        Math.abs(west) <= 180
            && Math.abs(east) <= 180
            && Math.abs(south) <= 90
            && Math.abs(north) <= 90
            && south < north
            && west != east;
    if (!fits) {
      throw new NoOutlineException("box");
    }
    if (west < east) {
      return FACTORY.toGeometry(new Envelope(west, east, south, north));
    }
    return FACTORY.createMultiPolygon(
        new Polygon[] {
          (Polygon) FACTORY.toGeometry(new Envelope(west, 180, south, north)),
          (Polygon) FACTORY.toGeometry(new Envelope(-180, east, south, north))
        });
  }

  static Geometry text(String text) throws NoOutlineException {
    if (text.startsWith("{")) {
      return within(geoJson(text));
    }
    if (text.startsWith("<")) {
      return file(text.getBytes(StandardCharsets.UTF_8), ".kml");
    }
    try {
      return within(polygons(new WKTReader().read(text)));
    } catch (ParseException | IllegalArgumentException e) {
      throw new NoOutlineException("form", e);
    }
  }

  /**
   * @param name of the file, as its sender has it
   */
  static Geometry sent(byte[] bytes, String name) throws NoOutlineException {
    String text = new String(bytes, StandardCharsets.UTF_8).strip();
    String bare = text.startsWith("\uFEFF") ? text.substring(1).strip() : text;
    if (bare.startsWith("{") || bare.matches("(?si)(MULTI)?POLYGON\\s.*")) {
      return text(bare);
    }
    String end = name.replaceAll("(?s).*(\\.[A-Za-z0-9]{1,8})$", "$1");
    return file(bytes, end.matches("\\.[A-Za-z0-9]{1,8}") ? end : ".kml");
  }

  private static Geometry file(byte[] bytes, String end) throws NoOutlineException {
    List<Polygon> found = new ArrayList<>();
    try {
      Path file = Files.createTempFile("area", end);
      try {
        Files.write(file, bytes);
        DescriptionFormats.all().of(file).read(file, new Polygons(found));
      } finally {
        Files.delete(file);
      }
    } catch (PlaceFormatException e) {
      throw new NoOutlineException("form", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return within(found);
  }

  /** Of every place in a file. */
  private record Polygons(List<Polygon> found) implements DescriptionSink {
    @Override
    public void place(PlaceDescription place, int row) {
      place.geometries().forEach(each -> found.addAll(polygons(each.geometry())));
    }

    @Override
    public void problem(RowProblem problem) {
      // Of what is no outline nothing is asked; where nothing is left that is told.
    }
  }

  private static List<Polygon> polygons(Geometry geometry) {
    List<Polygon> found = new ArrayList<>();
    for (int part = 0; part < geometry.getNumGeometries(); part++) {
      Geometry each = geometry.getGeometryN(part);
      if (each instanceof Polygon polygon && !polygon.isEmpty()) {
        found.add(polygon);
      } else if (each.getNumGeometries() > 1) {
        found.addAll(polygons(each));
      }
    }
    return found;
  }

  private static List<Polygon> geoJson(String text) throws NoOutlineException {
    try {
      List<Polygon> found = new ArrayList<>();
      collect(JsonMapper.shared().readTree(text), found);
      return found;
    } catch (JacksonException | IllegalArgumentException e) {
      throw new NoOutlineException("form", e);
    }
  }

  private static void collect(JsonNode node, List<Polygon> found) throws NoOutlineException {
    switch (node.path("type").asString("")) {
      case "FeatureCollection" -> {
        for (JsonNode each : node.path("features").values()) {
          collect(each, found);
        }
      }
      case "Feature" -> collect(node.path("geometry"), found);
      case "GeometryCollection" -> {
        for (JsonNode each : node.path("geometries").values()) {
          collect(each, found);
        }
      }
      case "MultiPolygon" -> {
        for (JsonNode each : node.path("coordinates").values()) {
          found.add(polygon(each));
        }
      }
      case "Polygon" -> found.add(polygon(node.path("coordinates")));
      default -> {
        // Points and lines enclose nothing.
      }
    }
    if (found.size() > MOST_POLYGONS) {
      throw new NoOutlineException("many");
    }
  }

  private static Polygon polygon(JsonNode rings) throws NoOutlineException {
    List<LinearRing> all = new ArrayList<>();
    for (JsonNode ring : rings.values()) {
      List<Coordinate> corners = new ArrayList<>();
      for (JsonNode at : ring.values()) {
        if (!at.path(0).isNumber() || !at.path(1).isNumber()) {
          throw new NoOutlineException("form");
        }
        corners.add(new Coordinate(at.path(0).asDouble(), at.path(1).asDouble()));
      }
      all.add(FACTORY.createLinearRing(corners.toArray(new Coordinate[0])));
    }
    if (all.isEmpty()) {
      throw new NoOutlineException("form");
    }
    return FACTORY.createPolygon(
        all.getFirst(), all.subList(1, all.size()).toArray(new LinearRing[0]));
  }

  /** All together, within 180°. */
  private static Geometry within(List<Polygon> polygons) throws NoOutlineException {
    if (polygons.isEmpty()) {
      throw new NoOutlineException("none");
    }
    if (polygons.size() > MOST_POLYGONS
        || polygons.stream().mapToInt(Geometry::getNumPoints).sum() > MOST_CORNERS) {
      throw new NoOutlineException("many");
    }
    List<Geometry> parts = new ArrayList<>();
    for (Polygon polygon : polygons) {
      check(polygon);
      for (int turn = -360; turn <= 360; turn += 360) {
        Geometry turned = AffineTransformation.translationInstance(turn, 0).transform(polygon);
        Envelope world = new Envelope(-180, 180, -90, 90);
        if (world.contains(turned.getEnvelopeInternal())) {
          parts.add(turned);
        } else if (world.intersects(turned.getEnvelopeInternal())) {
          parts.addAll(
              polygons(
                  OverlayNGRobust.overlay(
                      turned,
                      FACTORY.toGeometry(world),
                      org.locationtech.jts.operation.overlayng.OverlayNG.INTERSECTION)));
        }
      }
    }
    return UnaryUnionOp.union(parts);
  }

  private static void check(Polygon polygon) throws NoOutlineException {
    for (Coordinate at : polygon.getCoordinates()) {
      if (!(Math.abs(at.x) <= 360 && Math.abs(at.y) <= 90)) {
        throw new NoOutlineException("degrees");
      }
    }
    if (polygon.getEnvelopeInternal().getWidth() > WIDEST) {
      throw new NoOutlineException("wide");
    }
    if (!new IsValidOp(polygon).isValid()) {
      throw new NoOutlineException("crossing");
    }
  }
}
