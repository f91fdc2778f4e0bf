package org.cairn.imagery.scene;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.GeometryFixer;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import org.locationtech.jts.operation.union.UnaryUnionOp;

/** Lays paths of unrolled longitudes back on the globe, between -180 and 180. Stateless. */
final class GlobeShapes {
  private GlobeShapes() {}

  /**
   * A point, line or polygon as WGS 84 pieces of longitudes -180 to 180; empty where undefined.
   *
   * @param path gives unrolled longitudes
   */
  static List<Geometry> pieces(Geometry part, EdgePath path) {
    return switch (part) {
      case Point point -> {
        Coordinate at = path.point(point.getCoordinate());
        if (!EdgePath.defined(at)) {
          yield List.of();
        }
        at.x -= 360 * Math.rint(at.x / 360);
        yield List.of(Footprints.FACTORY.createPoint(at));
      }
      case LineString line -> {
        List<Coordinate> along = path.along(line.getCoordinates());
        yield along.isEmpty() ? List.of() : wrapped(lineOf(along));
      }
      case Polygon polygon -> polygonPieces(polygon, path);
      default ->
          throw new IllegalArgumentException(
              "Cannot project a "
                  + part.getGeometryType()
                  + ": expected points, lines or polygons");
    };
  }

  private static List<Geometry> polygonPieces(Polygon polygon, EdgePath path) {
    List<List<Coordinate>> rings = new ArrayList<>();
    boolean plain = true;
    for (int i = -1; i < polygon.getNumInteriorRing(); i++) {
      LineString ring = i < 0 ? polygon.getExteriorRing() : polygon.getInteriorRingN(i);
      List<Coordinate> along = path.along(ring.getCoordinates());
      if (along.isEmpty()) {
        return List.of();
      }
      plain &= closes(along) && along.stream().allMatch(at -> Math.abs(at.x) <= 180);
      rings.add(along);
    }
    if (plain) {
      return polygonsOf(polygon(rings.getFirst(), rings.subList(1, rings.size())));
    }
    // Rings may start on different turns around the globe, so each is laid on it by itself.
    Geometry shell = UnaryUnionOp.union(wrapped(polygon(closed(rings.getFirst()), List.of())));
    for (List<Coordinate> hole : rings.subList(1, rings.size())) {
      Geometry cut = UnaryUnionOp.union(wrapped(polygon(closed(hole), List.of())));
      shell = OverlayNGRobust.overlay(shell, cut, OverlayNG.DIFFERENCE);
    }
    return polygonsOf(shell);
  }

  private static boolean closes(List<Coordinate> ring) {
    return Math.abs(ring.getFirst().x - ring.getLast().x) < 180;
  }

  /** A ring that goes once around the globe is closed by way of the pole it surrounds. */
  private static List<Coordinate> closed(List<Coordinate> ring) {
    if (closes(ring)) {
      return ring;
    }
    double latitudes = 0;
    for (Coordinate at : ring) {
      latitudes += at.y;
    }
    double pole = latitudes < 0 ? -90 : 90;
    List<Coordinate> closed = new ArrayList<>(ring);
    closed.add(new Coordinate(ring.getLast().x, pole));
    closed.add(new Coordinate(ring.getFirst().x, pole));
    closed.add(ring.getFirst().copy());
    return closed;
  }

  /** The first and last point of rings are made the same, which rounding may have parted. */
  static Geometry polygon(List<Coordinate> shell, List<List<Coordinate>> holes) {
    Polygon polygon =
        Footprints.FACTORY.createPolygon(
            ring(shell), holes.stream().map(GlobeShapes::ring).toArray(LinearRing[]::new));
    return polygon.isValid() ? polygon : GeometryFixer.fix(polygon);
  }

  private static LinearRing ring(List<Coordinate> path) {
    Coordinate[] coordinates = path.toArray(new Coordinate[0]);
    coordinates[coordinates.length - 1] = coordinates[0].copy();
    return Footprints.FACTORY.createLinearRing(coordinates);
  }

  private static Geometry lineOf(List<Coordinate> path) {
    return Footprints.FACTORY.createLineString(path.toArray(new Coordinate[0]));
  }

  /** Cut at every odd multiple of 180 degrees and shifted to between -180 and 180. */
  private static List<Geometry> wrapped(Geometry unrolled) {
    Envelope box = unrolled.getEnvelopeInternal();
    int firstTurn = (int) Math.floor((box.getMinX() + 180) / 360);
    int lastTurn = (int) Math.ceil((box.getMaxX() + 180) / 360) - 1;
    List<Geometry> pieces = new ArrayList<>();
    for (int turn = firstTurn; turn <= Math.max(firstTurn, lastTurn); turn++) {
      double west = turn * 360.0 - 180;
      Geometry strip = Footprints.FACTORY.toGeometry(new Envelope(west, west + 360, -91, 91));
      Geometry piece =
          firstTurn >= lastTurn
              ? unrolled
              : OverlayNGRobust.overlay(unrolled, strip, OverlayNG.INTERSECTION);
      for (int i = 0; i < piece.getNumGeometries(); i++) {
        // A copy, as pieces share coordinates with the whole.
        Geometry single = piece.getGeometryN(i).copy();
        if (!single.isEmpty() && single.getDimension() == unrolled.getDimension()) {
          double shift = turn * 360.0;
          single.apply((Coordinate at) -> at.x = Math.clamp(at.x - shift, -180.0, 180.0));
          single.geometryChanged();
          pieces.add(single);
        }
      }
    }
    return pieces;
  }

  private static List<Geometry> polygonsOf(Geometry geometry) {
    List<Geometry> polygons = new ArrayList<>();
    for (int i = 0; i < geometry.getNumGeometries(); i++) {
      if (geometry.getGeometryN(i) instanceof Polygon polygon && !polygon.isEmpty()) {
        polygons.add(polygon);
      }
    }
    return polygons;
  }

  /** Exterior rings counter-clockwise, holes clockwise (RFC 7946 section 3.1.6). */
  static Geometry counterClockwise(Geometry geometry) {
    if (geometry instanceof Polygon polygon) {
      LinearRing[] holes = new LinearRing[polygon.getNumInteriorRing()];
      for (int i = 0; i < holes.length; i++) {
        holes[i] = turned(polygon.getInteriorRingN(i), false);
      }
      return Footprints.FACTORY.createPolygon(turned(polygon.getExteriorRing(), true), holes);
    }
    if (geometry.getNumGeometries() > 1 && geometry.getDimension() == 2) {
      List<Geometry> parts = new ArrayList<>();
      for (int i = 0; i < geometry.getNumGeometries(); i++) {
        parts.add(counterClockwise(geometry.getGeometryN(i)));
      }
      return Footprints.FACTORY.buildGeometry(parts);
    }
    return geometry;
  }

  private static LinearRing turned(LinearRing ring, boolean counterClockwise) {
    return Orientation.isCCW(ring.getCoordinateSequence()) == counterClockwise
        ? ring
        : ring.reverse();
  }
}
