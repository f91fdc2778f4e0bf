package org.cairn.imagery.stac;

/**
 * A box of WGS 84 longitudes and latitudes in degrees (RFC 7946 section 5).
 *
 * @param west from -360 to 360; greater than {@code east} where the box crosses the antimeridian
 * @param south from -90 to 90, not north of {@code north}
 */
public record BoundingBox(double west, double south, double east, double north) {
  public BoundingBox {
    if (!(Math.abs(west) <= 360 && Math.abs(east) <= 360)) {
      throw new IllegalArgumentException(
          "Longitudes of a box lie within 360 degrees, found " + west + " to " + east);
    }
    if (!(south >= -90 && south <= north && north <= 90)) {
      throw new IllegalArgumentException(
          "Latitudes of a box rise from south to north within -90 to 90, found "
              + south
              + " to "
              + north);
    }
  }

  /** Whether the boxes share a point; edges count. */
  public boolean intersects(BoundingBox other) {
    if (south > other.north || other.south > north) {
      return false;
    }
    for (int turn = -2; turn <= 2; turn++) {
      double shift = 360.0 * turn;
      if (west <= other.unrolledEast() + shift && other.west + shift <= unrolledEast()) {
        return true;
      }
    }
    return false;
  }

  /** In degrees of longitude, 0 to 720. */
  double width() {
    return unrolledEast() - west;
  }

  private double unrolledEast() {
    return east < west ? east + 360 : east;
  }
}
