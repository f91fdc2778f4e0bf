package org.cairn.app.web.map;

/**
 * The square that web maps lay the globe on, cut into tiles (<a
 * href="https://www.ogc.org/standards/tms/">OGC Two Dimensional Tile Matrix Set</a>,
 * WebMercatorQuad): x from 0 in the west to 1 in the east, y from 0 in the north to 1 in the south.
 * Latitudes beyond 85.0511 lie on its edge. Stateless.
 */
final class Mercator {
  private Mercator() {}

  static double x(double lon) {
    return Math.clamp((lon + 180) / 360, 0, Math.nextDown(1.0));
  }

  static double y(double lat) {
    double sine = Math.sin(Math.toRadians(Math.clamp(lat, -89.9, 89.9)));
    return Math.clamp(
        0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI), 0, Math.nextDown(1.0));
  }

  /** The latitude of a row; of one beyond the square, that of its edge. */
  static double lat(double y) {
    return Math.toDegrees(Math.atan(Math.sinh(Math.PI * (1 - 2 * Math.clamp(y, 0, 1)))));
  }

  /** The bits of two numbers in turn, those of y first. */
  static long interleave(long x, long y) {
    return spread(x) | spread(y) << 1;
  }

  private static long spread(long value) {
    long bits = value;
    bits = (bits | bits << 16) & 0x0000FFFF0000FFFFL;
    bits = (bits | bits << 8) & 0x00FF00FF00FF00FFL;
    bits = (bits | bits << 4) & 0x0F0F0F0F0F0F0F0FL;
    bits = (bits | bits << 2) & 0x3333333333333333L;
    bits = (bits | bits << 1) & 0x5555555555555555L;
    return bits;
  }
}
