package org.cairn.heritage.place;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryCollection;
import org.locationtech.jts.geom.Point;

/**
 * One position that stands for a geometry on a map: the point itself, else one inside the largest
 * of its parts, so that a shape cut at the antimeridian has one that lies in it. Stateless.
 */
public final class Middle {
  private Middle() {}

  /**
   * @param geometry in WGS 84 degrees, not empty
   * @return x = longitude, y = latitude in degrees
   */
  public static Coordinate of(Geometry geometry) {
    Geometry part = largest(geometry);
    if (part instanceof Point point) {
      return point.getCoordinate();
    }
    Geometry whole = Antimeridian.withinBounds(Antimeridian.unwrapped(part));
    Point inside = largest(whole).getInteriorPoint();
    // An outline without area has no inside.
    return inside.isEmpty() ? part.getCoordinate() : inside.getCoordinate();
  }

  private static Geometry largest(Geometry geometry) {
    if (!(geometry instanceof GeometryCollection)) {
      return geometry;
    }
    Geometry best = largest(geometry.getGeometryN(0));
    for (int i = 1; i < geometry.getNumGeometries(); i++) {
      Geometry next = largest(geometry.getGeometryN(i));
      if (size(next) > size(best)) {
        best = next;
      }
    }
    return best;
  }

  /** Areas before lines before points, then by size; -1 for an empty one. */
  private static double size(Geometry part) {
    return part.isEmpty()
        ? -1
        : part.getDimension() * 1e6
            + (part.getDimension() == 2 ? part.getArea() : part.getLength());
  }
}
