package org.cairn.simulation.internal;

/**
 * Where rivers and roads run, for any point of the landscape; depends on the seed only. Immutable.
 */
final class Ways {
  private static final double RIVER_EVERY = 760;
  private static final double ROAD_EVERY = 430;

  private final long seed;
  private final double riverAt;
  private final double roadAt;
  private final double crossRoadAt;

  Ways(long seed) {
    this.seed = seed;
    this.riverAt = RIVER_EVERY * (0.12 + 0.3 * Noise.uniform(seed + 91, 0, 0));
    this.roadAt = ROAD_EVERY * (0.3 + 0.4 * Noise.uniform(seed + 91, 1, 0));
    this.crossRoadAt = ROAD_EVERY * (0.3 + 0.4 * Noise.uniform(seed + 91, 2, 0));
  }

  /** Pixels from the middle of the nearest river's bed. */
  double toRiver(double x, double y) {
    return toLine(y - riverAt, bend(x - 1), bend(x + 1), RIVER_EVERY);
  }

  private double bend(double x) {
    return 100 * Noise.fractal(seed + 92, x / 190, 0.5, 3) + 0.15 * x;
  }

  /** Half of the river's width, in pixels. */
  double riverHalfWidth(double x) {
    return 1.7 + 0.8 * Noise.smooth(seed + 93, x / 60, 0.5);
  }

  /** Pixels from the middle of the nearest road. */
  double toRoad(double x, double y) {
    return Math.min(
        toLine(y - roadAt, swing(0, x - 1), swing(0, x + 1), ROAD_EVERY),
        toLine(x - crossRoadAt, swing(1, y - 1), swing(1, y + 1), ROAD_EVERY));
  }

  private double swing(int road, double along) {
    return 70 * Noise.fractal(seed + 41 + road, along / 210, 0.5, 2);
  }

  /**
   * Distance to the nearest of parallel lines. Where a line runs aslant, its slope says by how much
   * the way across is shorter than the way along the axis.
   */
  private static double toLine(double across, double before, double after, double every) {
    double slope = (after - before) / 2;
    double off = across - (before + after) / 2;
    return Math.abs(off - every * Math.rint(off / every)) / Math.sqrt(1 + slope * slope);
  }
}
