package org.cairn.imagery.scene;

import java.util.ArrayList;
import java.util.List;
import org.cairn.imagery.raster.Crs;
import org.cairn.imagery.raster.Grid;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.GeometryFixer;
import org.locationtech.jts.operation.union.UnaryUnionOp;

/**
 * Takes shapes from the globe to an image's coordinate system and back, and outlines pixels. Edges
 * are straight in the system they come from: points are added until the result is off by less than
 * 5 cm. Stateless.
 */
public final class Footprints {
  static final GeometryFactory FACTORY = new GeometryFactory();

  private Footprints() {}

  /**
   * Projects a shape. One that crosses the antimeridian (wider than 180 degrees as its numbers
   * stand) becomes one piece again where the system allows it; for geographic systems and
   * world-wide cylindrical ones it then reaches beyond their edge, on the side of its first point.
   *
   * @param lonLat WGS 84 degrees, x = longitude
   * @return valid, of the same dimension; empty where the projection is undefined for a part of it
   */
  public static Geometry toCrs(Geometry lonLat, Crs crs) {
    if (lonLat.isEmpty()) {
      return lonLat.copy();
    }
    boolean crosses = lonLat.getEnvelopeInternal().getWidth() > 180;
    double first = lonLat.getCoordinate().x;
    double period = crs.isGeographic() ? 360 : worldWidth(crs);
    EdgePath.Projection projection =
        (longitude, latitude) -> {
          double near =
              crosses ? longitude - 360 * Math.rint((longitude - first) / 360) : longitude;
          double turns = Math.rint(near / 360);
          double[] xy = crs.fromLonLat(near - 360 * turns, latitude);
          return new double[] {xy[0] + turns * period, xy[1]};
        };
    EdgePath path =
        new EdgePath(
            projection,
            crosses ? longitude -> longitude - 360 * Math.rint((longitude - first) / 360) : x -> x,
            crs.isGeographic() ? EdgePath.Tolerance.DEGREES : EdgePath.Tolerance.METRES);
    List<Geometry> parts = new ArrayList<>();
    for (Geometry part : partsOf(lonLat)) {
      Geometry projected = project(part, path);
      if (projected.isEmpty()) {
        return FACTORY.createEmpty(lonLat.getDimension());
      }
      parts.addAll(partsOf(projected));
    }
    return joined(parts, crosses);
  }

  /**
   * The WGS 84 shape of one in an image's system.
   *
   * @return valid, longitudes -180 to 180, cut into several parts at the antimeridian (RFC 7946
   *     section 3.1.9), exterior rings counter-clockwise (section 3.1.6); a shape around a pole
   *     reaches up to it. Empty where the projection cannot be undone for a part of it
   */
  public static Geometry toLonLat(Geometry inCrs, Crs crs) {
    if (inCrs.isEmpty()) {
      return inCrs.copy();
    }
    EdgePath.Projection projection =
        (x, y) -> {
          // The transform itself would stop at the antimeridian.
          double turns = crs.isGeographic() ? Math.rint(x / 360) : 0;
          double[] lonLat = crs.toLonLat(x - 360 * turns, y);
          return new double[] {lonLat[0] + 360 * turns, lonLat[1]};
        };
    EdgePath path = new EdgePath(projection, x -> x, EdgePath.Tolerance.LONGITUDE_LATITUDE);
    List<Geometry> parts = new ArrayList<>();
    boolean cut = false;
    for (Geometry part : partsOf(inCrs)) {
      List<Geometry> pieces = GlobeShapes.pieces(part, path);
      if (pieces.isEmpty()) {
        return FACTORY.createEmpty(inCrs.getDimension());
      }
      cut |= pieces.size() > 1;
      parts.addAll(pieces);
    }
    return GlobeShapes.counterClockwise(joined(parts, cut && inCrs.getNumGeometries() > 1));
  }

  /**
   * The exact outline of pixels along their edges, in the grid's system, without points on straight
   * runs. Pixels that touch only at a corner become polygons of their own.
   *
   * @param mask {@code boolean[grid.rows*grid.cols]}, row-major
   * @return a valid polygon or multipolygon; an empty polygon for an empty mask
   */
  public static Geometry outline(Grid grid, boolean[] mask) {
    PixelArrays.checkShape("mask", mask.length, grid.rows(), grid.cols());
    return PixelOutline.of(grid, mask, FACTORY);
  }

  private static List<Geometry> partsOf(Geometry geometry) {
    List<Geometry> parts = new ArrayList<>();
    for (int i = 0; i < geometry.getNumGeometries(); i++) {
      Geometry part = geometry.getGeometryN(i);
      if (part.getNumGeometries() > 1) {
        parts.addAll(partsOf(part));
      } else if (!part.isEmpty()) {
        parts.add(part);
      }
    }
    return parts;
  }

  /** Empty where a part is undefined. */
  private static Geometry project(Geometry part, EdgePath path) {
    return switch (part) {
      case Point point -> {
        Coordinate at = path.point(point.getCoordinate());
        yield EdgePath.defined(at) ? FACTORY.createPoint(at) : FACTORY.createPoint();
      }
      case LineString line ->
          FACTORY.createLineString(path.along(line.getCoordinates()).toArray(new Coordinate[0]));
      case Polygon polygon -> polygon(polygon, path);
      default ->
          throw new IllegalArgumentException(
              "Cannot project a "
                  + part.getGeometryType()
                  + ": expected points, lines or polygons");
    };
  }

  private static Geometry polygon(Polygon polygon, EdgePath path) {
    List<Coordinate> shell = path.along(polygon.getExteriorRing().getCoordinates());
    if (shell.isEmpty()) {
      return FACTORY.createPolygon();
    }
    List<List<Coordinate>> holes = new ArrayList<>();
    for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
      List<Coordinate> hole = path.along(polygon.getInteriorRingN(i).getCoordinates());
      if (hole.isEmpty()) {
        return FACTORY.createPolygon();
      }
      holes.add(hole);
    }
    return GlobeShapes.polygon(shell, holes);
  }

  private static Geometry joined(List<Geometry> parts, boolean touching) {
    Geometry whole = parts.size() == 1 ? parts.getFirst() : FACTORY.buildGeometry(parts);
    if (touching && parts.size() > 1) {
      // What was cut at the antimeridian meets there again.
      whole = UnaryUnionOp.union(parts);
    }
    return whole.isValid() ? whole : GeometryFixer.fix(whole);
  }

  /** Width of the whole world in a cylindrical system around Greenwich; 0 for all others. */
  private static double worldWidth(Crs crs) {
    double west = crs.fromLonLat(-90, 0)[0];
    double middle = crs.fromLonLat(0, 0)[0];
    double east = crs.fromLonLat(90, 0)[0];
    double eastNorth = crs.fromLonLat(90, 60)[0];
    double quarter = east - middle;
    boolean cylindrical =
        Math.abs(middle) < 1
            && quarter > 5e6
            && Math.abs(west + east) < 1
            && Math.abs(eastNorth - east) < 1
            && Math.abs(crs.fromLonLat(45, 0)[0] * 2 - east) < 1;
    return cylindrical ? 4 * quarter : 0;
  }
}
