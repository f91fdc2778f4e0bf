package org.cairn.geopackage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryCollection;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.MultiLineString;
import org.locationtech.jts.geom.MultiPoint;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;

/**
 * A geometry in WGS 84 as a GeoPackage keeps it (<a
 * href="https://www.geopackage.org/spec130/#gpb_format">OGC 12-128r17, 2.1.3</a>): a header, the
 * bounds for all but points, and ISO well-known binary, which has the third dimension as a code
 * 1000 higher. Little-endian.
 *
 * <pre>'G' 'P' 0 flags srs:int32 [minx maxx miny maxy:float64] WKB</pre>
 */
public final class GeoPackageGeometry {
  private static final int HEADER = 8;
  private static final int ENVELOPE = 32;
  private static final int LITTLE_ENDIAN = 1;
  private static final int WITH_ENVELOPE = 1 << 1;
  private static final int EXTENDED = 1 << 5;

  /** In bytes, by their code: none, with x and y, also z, also m, all four. */
  private static final int[] BOUNDS_LENGTHS = {0, 32, 48, 48, 64};

  private GeoPackageGeometry() {}

  public static byte[] encode(Geometry geometry) {
    boolean heights = hasHeights(geometry);
    boolean point = geometry instanceof Point;
    ByteBuffer blob =
        ByteBuffer.allocate(HEADER + (point ? 0 : ENVELOPE) + length(geometry, heights))
            .order(ByteOrder.LITTLE_ENDIAN);
    blob.put((byte) 'G').put((byte) 'P').put((byte) 0);
    blob.put((byte) (point ? LITTLE_ENDIAN : LITTLE_ENDIAN | WITH_ENVELOPE));
    blob.putInt(Container.WGS_84);
    if (!point) {
      Envelope bounds = geometry.getEnvelopeInternal();
      blob.putDouble(bounds.getMinX()).putDouble(bounds.getMaxX());
      blob.putDouble(bounds.getMinY()).putDouble(bounds.getMaxY());
    }
    write(geometry, heights, blob);
    return blob.array();
  }

  /** Of a blob that {@link #encode} made. */
  public static Geometry decode(byte[] blob) {
    try {
      return parse(blob).geometry();
    } catch (GeometryBlobException e) {
      throw new IllegalArgumentException(
          "Expected a geometry as this project writes it, found another", e);
    }
  }

  /**
   * A geometry of somebody's file.
   *
   * @param srs its {@code srs_id} in the file's own table of coordinate systems
   * @param geometry as written, maybe empty; heights as z, measures left out
   */
  public record Parsed(int srs, Geometry geometry) {}

  /** Of any blob: either byte order, all kinds of bounds, extended ones and curves refused. */
  public static Parsed parse(byte[] blob) throws GeometryBlobException {
    if (blob.length < HEADER || blob[0] != 'G' || blob[1] != 'P') {
      throw new GeometryBlobException("it does not begin as a GeoPackage geometry does");
    }
    if (blob[2] != 0) {
      throw new GeometryBlobException("its version is %d, only 0 is known".formatted(blob[2]));
    }
    int flags = blob[3];
    if ((flags & EXTENDED) != 0) {
      throw new GeometryBlobException("it is of a kind that only another program knows");
    }
    int bounds = flags >> 1 & 7;
    if (bounds >= BOUNDS_LENGTHS.length) {
      throw new GeometryBlobException(
          "its bounds are of a kind that no version of the standard has");
    }
    ByteBuffer bytes =
        ByteBuffer.wrap(blob)
            .order((flags & LITTLE_ENDIAN) != 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int srs = bytes.getInt(4);
    int from = HEADER + BOUNDS_LENGTHS[bounds];
    if (blob.length < from) {
      throw new GeometryBlobException("it ends within its bounds");
    }
    return new Parsed(srs, WellKnownBinary.read(bytes.position(from)));
  }

  private static int length(Geometry geometry, boolean heights) {
    int coordinate = heights ? 24 : 16;
    return switch (geometry) {
      case Point point -> 5 + coordinate;
      case LineString line -> 9 + line.getNumPoints() * coordinate;
      case Polygon polygon ->
          9 + 4 * (1 + polygon.getNumInteriorRing()) + polygon.getNumPoints() * coordinate;
      default -> {
        int sum = 9;
        for (int part = 0; part < geometry.getNumGeometries(); part++) {
          sum += length(geometry.getGeometryN(part), heights);
        }
        yield sum;
      }
    };
  }

  private static void write(Geometry geometry, boolean heights, ByteBuffer blob) {
    blob.put((byte) 1).putInt(code(geometry) + (heights ? 1000 : 0));
    switch (geometry) {
      case Point point -> {
        if (point.isEmpty()) {
          blob.putDouble(Double.NaN).putDouble(Double.NaN);
          if (heights) {
            blob.putDouble(Double.NaN);
          }
        }
        coordinates(point.getCoordinateSequence(), heights, blob);
      }
      case LineString line -> counted(line.getCoordinateSequence(), heights, blob);
      case Polygon polygon -> {
        blob.putInt(1 + polygon.getNumInteriorRing());
        counted(polygon.getExteriorRing().getCoordinateSequence(), heights, blob);
        for (int ring = 0; ring < polygon.getNumInteriorRing(); ring++) {
          counted(polygon.getInteriorRingN(ring).getCoordinateSequence(), heights, blob);
        }
      }
      default -> {
        blob.putInt(geometry.getNumGeometries());
        for (int part = 0; part < geometry.getNumGeometries(); part++) {
          write(geometry.getGeometryN(part), heights, blob);
        }
      }
    }
  }

  private static int code(Geometry geometry) {
    return switch (geometry) {
      case Point point -> 1;
      case LineString line -> 2;
      case Polygon polygon -> 3;
      case MultiPoint points -> 4;
      case MultiLineString lines -> 5;
      case MultiPolygon polygons -> 6;
      case GeometryCollection collection -> 7;
      default ->
          throw new IllegalArgumentException(
              "Geometries are points, lines, polygons and collections, found "
                  + geometry.getGeometryType());
    };
  }

  private static void counted(CoordinateSequence sequence, boolean heights, ByteBuffer blob) {
    blob.putInt(sequence.size());
    coordinates(sequence, heights, blob);
  }

  private static void coordinates(CoordinateSequence sequence, boolean heights, ByteBuffer blob) {
    for (int each = 0; each < sequence.size(); each++) {
      blob.putDouble(sequence.getX(each)).putDouble(sequence.getY(each));
      if (heights) {
        blob.putDouble(sequence.getZ(each));
      }
    }
  }

  private static boolean hasHeights(Geometry geometry) {
    return Arrays.stream(geometry.getCoordinates())
        .mapToDouble(Coordinate::getZ)
        .anyMatch(height -> !Double.isNaN(height));
  }
}
