package org.cairn.heritage.place;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateXY;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.AffineTransformation;

/**
 * Geometries over the 180th meridian, cut there as RFC 7946 section 3.1.9 asks. A step of more than
 * half the globe between two neighbouring positions is taken for the short way round; a step of
 * exactly 360° is not, since that is how a band around the globe is written. Stateless.
 */
public final class Antimeridian {
  private static final GeometryFactory FACTORY = new GeometryFactory();

  private Antimeridian() {}

  /**
   * The same point, line or polygon with longitudes that run on beyond ±180 instead of jumping.
   * Polygons around a pole are closed along the pole.
   */
  public static Geometry unwrapped(Geometry part) {
    return switch (part) {
      case Polygon polygon -> unwrappedPolygon(polygon);
      case LineString line -> FACTORY.createLineString(steps(line.getCoordinates()));
      default -> part;
    };
  }

  /** Moved and cut so that all longitudes lie within -180 to 180. */
  public static Geometry withinBounds(Geometry geometry) {
    Envelope envelope = geometry.getEnvelopeInternal();
    if (envelope.getMinX() >= -180 && envelope.getMaxX() <= 180) {
      return geometry;
    }
    if (geometry instanceof Point) {
      return shifted(geometry, geometry.getCoordinate().getX() > 180 ? -360 : 360);
    }
    List<Geometry> pieces = new ArrayList<>();
    int first = (int) Math.floor((envelope.getMinX() + 180) / 360);
    int last = (int) Math.floor((envelope.getMaxX() + 180) / 360);
    for (int turn = first; turn <= last; turn++) {
      double west = -180 + 360.0 * turn;
      Geometry strip = FACTORY.toGeometry(new Envelope(west, west + 360, -90, 90));
      Geometry piece = geometry.intersection(strip);
      for (int i = 0; i < piece.getNumGeometries(); i++) {
        // A shape that ends on the meridian leaves a mere touching line or point on its far side.
        if (piece.getGeometryN(i).getDimension() == geometry.getDimension()) {
          pieces.add(shifted(piece.getGeometryN(i), -360.0 * turn));
        }
      }
    }
    return FACTORY.buildGeometry(pieces);
  }

  private static Geometry shifted(Geometry geometry, double degrees) {
    return degrees == 0
        ? geometry
        : AffineTransformation.translationInstance(degrees, 0).transform(geometry);
  }

  private static Polygon unwrappedPolygon(Polygon polygon) {
    LinearRing shell = unwrappedRing(polygon.getExteriorRing());
    double shellCentre = shell.getEnvelopeInternal().centre().getX();
    LinearRing[] holes = new LinearRing[polygon.getNumInteriorRing()];
    for (int i = 0; i < holes.length; i++) {
      LinearRing hole = unwrappedRing(polygon.getInteriorRingN(i));
      double turns = Math.rint((shellCentre - hole.getEnvelopeInternal().centre().getX()) / 360);
      Envelope outer = shell.getEnvelopeInternal();
      holes[i] =
          outer.contains(hole.getEnvelopeInternal())
              ? hole
              : (LinearRing) shifted(hole, 360 * turns);
    }
    return FACTORY.createPolygon(shell, holes);
  }

  private static LinearRing unwrappedRing(LinearRing ring) {
    Coordinate[] steps = steps(ring.getCoordinates());
    Coordinate start = steps[0];
    Coordinate end = steps[steps.length - 1];
    if (start.getX() == end.getX()) {
      return FACTORY.createLinearRing(steps);
    }
    double sum = 0;
    for (Coordinate step : steps) {
      sum += step.getY();
    }
    double pole = sum < 0 ? -90 : 90;
    List<Coordinate> closed = new ArrayList<>(List.of(steps));
    closed.add(new CoordinateXY(end.getX(), pole));
    closed.add(new CoordinateXY(start.getX(), pole));
    closed.add(start.copy());
    return FACTORY.createLinearRing(closed.toArray(Coordinate[]::new));
  }

  private static Coordinate[] steps(Coordinate[] written) {
    Coordinate[] steps = new Coordinate[written.length];
    double turn = 0;
    for (int i = 0; i < written.length; i++) {
      if (i > 0) {
        double step = written[i].getX() - written[i - 1].getX();
        if (step > 180 && step < 360) {
          turn -= 360;
        } else if (step < -180 && step > -360) {
          turn += 360;
        }
      }
      steps[i] = new CoordinateXY(written[i].getX() + turn, written[i].getY());
    }
    return steps;
  }
}
