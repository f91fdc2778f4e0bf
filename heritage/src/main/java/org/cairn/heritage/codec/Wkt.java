package org.cairn.heritage.codec;

import java.math.BigDecimal;
import java.util.Locale;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryCollection;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/**
 * Geometries as well-known text in which every number is the shortest plain decimal that reads back
 * as the same double. Written by itself, so that the bytes depend on no library's formatting; where
 * some coordinates have a height and others not, those have {@code NaN}.
 *
 * <pre>POLYGON ((0 0, 0.5 0, 0.5 0.25, 0 0))    POINT Z (10.1 -4 312.5)</pre>
 */
final class Wkt {
  private Wkt() {}

  static String write(Geometry geometry) {
    StringBuilder text = new StringBuilder();
    write(geometry, text);
    return text.toString();
  }

  static Geometry read(Members json, String member) {
    String text = json.text(member);
    try {
      return new WKTReader().read(text);
    } catch (ParseException | IllegalArgumentException e) {
      // What cannot be read may be a protected location: it stays out of the message.
      throw json.malformed(
          member, "expected well-known text, found one that cannot be read: see who wrote it");
    }
  }

  static Polygon readPolygon(Members json, String member) {
    if (read(json, member) instanceof Polygon polygon) {
      return polygon;
    }
    throw json.malformed(member, "expected a polygon, found another geometry: see who wrote it");
  }

  private static void write(Geometry geometry, StringBuilder text) {
    boolean heights = hasHeights(geometry);
    text.append(geometry.getGeometryType().toUpperCase(Locale.ROOT)).append(heights ? " Z " : " ");
    body(geometry, heights, text);
  }

  private static void body(Geometry geometry, boolean heights, StringBuilder text) {
    if (geometry.isEmpty()) {
      text.append("EMPTY");
      return;
    }
    switch (geometry) {
      case Point point -> sequence(point.getCoordinateSequence(), heights, text);
      case LineString line -> sequence(line.getCoordinateSequence(), heights, text);
      case Polygon polygon -> rings(polygon, heights, text);
      case GeometryCollection collection -> members(collection, heights, text);
      default ->
          throw new IllegalArgumentException(
              "Geometries are points, lines, polygons and collections, found "
                  + geometry.getGeometryType());
    }
  }

  private static void rings(Polygon polygon, boolean heights, StringBuilder text) {
    text.append('(');
    sequence(polygon.getExteriorRing().getCoordinateSequence(), heights, text);
    for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
      text.append(", ");
      sequence(polygon.getInteriorRingN(i).getCoordinateSequence(), heights, text);
    }
    text.append(')');
  }

  private static void members(GeometryCollection collection, boolean heights, StringBuilder text) {
    boolean mixed = collection.getClass() == GeometryCollection.class;
    text.append('(');
    for (int i = 0; i < collection.getNumGeometries(); i++) {
      text.append(i == 0 ? "" : ", ");
      if (mixed) {
        write(collection.getGeometryN(i), text);
      } else {
        body(collection.getGeometryN(i), heights, text);
      }
    }
    text.append(')');
  }

  private static void sequence(CoordinateSequence lonLat, boolean heights, StringBuilder text) {
    text.append('(');
    for (int i = 0; i < lonLat.size(); i++) {
      Coordinate each = lonLat.getCoordinate(i);
      text.append(i == 0 ? "" : ", ").append(decimal(each.x)).append(' ').append(decimal(each.y));
      if (heights) {
        text.append(' ').append(decimal(each.getZ()));
      }
    }
    text.append(')');
  }

  private static boolean hasHeights(Geometry geometry) {
    for (Coordinate each : geometry.getCoordinates()) {
      if (!Double.isNaN(each.getZ())) {
        return true;
      }
    }
    return false;
  }

  /** Never with an exponent; {@code -0.0} is 0. */
  static String decimal(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (value == 0) {
      return "0";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }
}
