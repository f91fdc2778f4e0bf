package org.cairn.geopackage;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;

/**
 * Well-known binary of strangers: ISO codes (1000 higher with z, 2000 with m, 3000 with both) and
 * the older flags for the same. Nothing is allocated for a count that the bytes cannot hold, and
 * collections nest ten deep at most. Single-thread, one per geometry.
 */
final class WellKnownBinary {
  private static final GeometryFactory FACTORY = new GeometryFactory();
  private static final int MAX_DEPTH = 10;
  private static final int FLAG_Z = 0x80000000;
  private static final int FLAG_M = 0x40000000;
  private static final int FLAG_SRID = 0x20000000;

  private final ByteBuffer bytes;

  private WellKnownBinary(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /** From where the buffer stands. */
  static Geometry read(ByteBuffer bytes) throws GeometryBlobException {
    try {
      return new WellKnownBinary(bytes).geometry(0);
    } catch (BufferUnderflowException e) {
      throw new GeometryBlobException("it ends in the middle");
    } catch (IllegalArgumentException e) {
      throw new GeometryBlobException("a line or ring has too few positions or is not closed");
    }
  }

  /** What the code of a geometry says of its positions. */
  private record Kind(int type, boolean heights, boolean measures) {
    int positionLength() {
      return 16 + (heights ? 8 : 0) + (measures ? 8 : 0);
    }
  }

  private Geometry geometry(int depth) throws GeometryBlobException {
    if (depth > MAX_DEPTH) {
      throw new GeometryBlobException("its collections are nested too deep");
    }
    bytes.order(bytes.get() == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    Kind kind = kind(bytes.getInt());
    return switch (kind.type()) {
      case 1 -> point(kind);
      case 2 -> FACTORY.createLineString(positions(kind));
      case 3 -> polygon(kind);
      case 4 -> FACTORY.createMultiPoint(members(depth, Point.class).toArray(Point[]::new));
      case 5 ->
          FACTORY.createMultiLineString(
              members(depth, LineString.class).toArray(LineString[]::new));
      case 6 -> FACTORY.createMultiPolygon(members(depth, Polygon.class).toArray(Polygon[]::new));
      case 7 ->
          FACTORY.createGeometryCollection(members(depth, Geometry.class).toArray(Geometry[]::new));
      case 8, 9, 10, 11, 12, 13, 14 ->
          throw new GeometryBlobException("it is a curve: turn curves into lines first");
      default -> throw new GeometryBlobException("its type %d is not known".formatted(kind.type()));
    };
  }

  private Kind kind(int code) {
    boolean heights = (code & FLAG_Z) != 0;
    boolean measures = (code & FLAG_M) != 0;
    if ((code & FLAG_SRID) != 0) {
      bytes.getInt();
    }
    int plain = code & 0x1FFFFFFF;
    int thousands = plain / 1000;
    return new Kind(
        plain % 1000, heights || thousands == 1 || thousands == 3, measures || thousands >= 2);
  }

  private Point point(Kind kind) {
    Coordinate at = position(kind);
    boolean empty = Double.isNaN(at.x) && Double.isNaN(at.y);
    return empty ? FACTORY.createPoint() : FACTORY.createPoint(at);
  }

  private Polygon polygon(Kind kind) throws GeometryBlobException {
    int count = count(4);
    List<LinearRing> rings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rings.add(FACTORY.createLinearRing(positions(kind)));
    }
    return rings.isEmpty()
        ? FACTORY.createPolygon()
        : FACTORY.createPolygon(
            rings.getFirst(), rings.subList(1, rings.size()).toArray(LinearRing[]::new));
  }

  private <T extends Geometry> List<T> members(int depth, Class<T> wanted)
      throws GeometryBlobException {
    ByteOrder order = bytes.order();
    int count = count(5);
    List<T> members = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Geometry member = geometry(depth + 1);
      if (!wanted.isInstance(member)) {
        throw new GeometryBlobException("a part of it is of another kind than the whole");
      }
      members.add(wanted.cast(member));
    }
    bytes.order(order);
    return members;
  }

  private Coordinate[] positions(Kind kind) throws GeometryBlobException {
    Coordinate[] positions = new Coordinate[count(kind.positionLength())];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = position(kind);
    }
    return positions;
  }

  private Coordinate position(Kind kind) {
    Coordinate at = new Coordinate(bytes.getDouble(), bytes.getDouble());
    if (kind.heights()) {
      at.setZ(bytes.getDouble());
    }
    if (kind.measures()) {
      bytes.getDouble();
    }
    return at;
  }

  /** Of things that take at least so many bytes each. */
  private int count(int length) throws GeometryBlobException {
    int count = bytes.getInt();
    if (count < 0 || (long) count * length > bytes.remaining()) {
      throw new GeometryBlobException("it says to have more positions than it has bytes for");
    }
    return count;
  }
}
