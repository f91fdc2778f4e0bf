package org.cairn.simulation.internal;

/**
 * How land is divided: into estates of some 20 ha with bent borders, and these into parcels that
 * run in one direction each. Answers for any point; depends on the seed only. Single-thread.
 */
final class Parcels {
  private static final double ESTATE = 62;

  /** What an estate is mostly used for. */
  enum Use {
    ARABLE,
    PASTURE,
    WOODLAND,
    ORCHARDS
  }

  private final long seed;

  // The answer of the last question.
  private long estate;
  private long parcel;
  private double toEstateBorder;
  private double toParcelBorder;
  private long estatePair;
  private long parcelPair;
  private double along;

  Parcels(long seed) {
    this.seed = seed;
  }

  /** Asks about a point; the other methods answer. */
  void ask(double x, double y) {
    double warpedX = x + 7 * Noise.smooth(seed + 31, x / 45, y / 45);
    double warpedY = y + 7 * Noise.smooth(seed + 32, x / 45, y / 45);
    askEstate(warpedX, warpedY);
    askParcel(warpedX, warpedY);
  }

  private void askEstate(double x, double y) {
    long cellX = (long) Math.floor(x / ESTATE);
    long cellY = (long) Math.floor(y / ESTATE);
    double nearest = Double.MAX_VALUE;
    double second = Double.MAX_VALUE;
    double nearestX = 0;
    double nearestY = 0;
    double secondX = 0;
    double secondY = 0;
    long other = 0;
    for (long cy = cellY - 1; cy <= cellY + 1; cy++) {
      for (long cx = cellX - 1; cx <= cellX + 1; cx++) {
        double px = (cx + 0.5 + 0.8 * (Noise.uniform(seed + 37, cx, cy) - 0.5)) * ESTATE;
        double py = (cy + 0.5 + 0.8 * (Noise.uniform(seed + 38, cx, cy) - 0.5)) * ESTATE;
        double distance = (px - x) * (px - x) + (py - y) * (py - y);
        if (distance < nearest) {
          second = nearest;
          secondX = nearestX;
          secondY = nearestY;
          other = estate;
          nearest = distance;
          nearestX = px;
          nearestY = py;
          estate = Noise.hash(seed + 39, cx, cy);
        } else if (distance < second) {
          second = distance;
          secondX = px;
          secondY = py;
          other = Noise.hash(seed + 39, cx, cy);
        }
      }
    }
    // Distance to the line halfway between the two nearest middles.
    toEstateBorder =
        (second - nearest) / (2 * Math.max(1, Math.hypot(secondX - nearestX, secondY - nearestY)));
    estatePair = estate ^ other;
  }

  private void askParcel(double x, double y) {
    double angle = Math.PI * Noise.uniform(estate, 11, 0);
    double length = 17 + 17 * Noise.uniform(estate, 11, 1);
    double width = 8.5 + 7 * Noise.uniform(estate, 11, 2);
    double jitter = 0.2 + 0.5 * Noise.uniform(estate, 11, 3);
    double cos = cosOf(angle);
    double sin = cosOf(angle - Math.PI / 2);
    double u = (x * cos + y * sin) / length;
    along = y * cos - x * sin;
    double v = along / width;
    long cellX = (long) Math.floor(u);
    long cellY = (long) Math.floor(v);
    double nearest = Double.MAX_VALUE;
    double second = Double.MAX_VALUE;
    long other = 0;
    for (long cy = cellY - 1; cy <= cellY + 1; cy++) {
      // Rows of parcels do not line up with each other.
      double brick = Noise.uniform(estate, 12, cy);
      for (long cx = cellX - 1; cx <= cellX + 1; cx++) {
        long id = Noise.hash(estate, cx, cy);
        double du = cx + 0.5 + jitter * (Noise.uniform(id, 1, 0) - 0.5) + 0.3 * (brick - 0.5) - u;
        double dv = cy + 0.5 + jitter * (Noise.uniform(id, 1, 1) - 0.5) - v;
        // Between round and square: fields have corners.
        double distance = Math.max(Math.abs(du), Math.abs(dv)) + 0.3 * Math.hypot(du, dv);
        if (distance < nearest) {
          second = nearest;
          other = parcel;
          nearest = distance;
          parcel = id;
        } else if (distance < second) {
          second = distance;
          other = id;
        }
      }
    }
    toParcelBorder = (second - nearest) * width / 2.6;
    parcelPair = parcel ^ other;
  }

  /**
   * Cosine by a polynomial (Abramowitz and Stegun 1964, 4.3.99; error below 1e-9), the same on
   * every machine and quicker than the exact one, which this needs for every pixel.
   *
   * @param angle from -pi/2 to pi
   */
  private static double cosOf(double angle) {
    double a = Math.abs(angle);
    boolean mirrored = a > Math.PI / 2;
    double x = mirrored ? Math.PI - a : a;
    double s = x * x;
    double cos =
        1
            + s
                * (-0.4999999963
                    + s
                        * (0.0416666418
                            + s * (-0.0013888397 + s * (0.0000247609 + s * -0.0000002605))));
    return mirrored ? -cos : cos;
  }

  long estate() {
    return estate;
  }

  long parcel() {
    return parcel;
  }

  /** In pixels. */
  double toEstateBorder() {
    return toEstateBorder;
  }

  /** In pixels, about. */
  double toParcelBorder() {
    return toParcelBorder;
  }

  /** Number of the border between the two nearest estates, the same from both sides. */
  long estatePair() {
    return estatePair;
  }

  /** Number of the border between the two nearest parcels, the same from both sides. */
  long parcelPair() {
    return parcelPair;
  }

  /** Position across the furrows, in pixels. */
  double acrossFurrows() {
    return along;
  }

  static Use use(long estate) {
    double chance = Noise.uniform(estate, 13, 0);
    return chance < 0.62
        ? Use.ARABLE
        : chance < 0.78 ? Use.PASTURE : chance < 0.9 ? Use.WOODLAND : Use.ORCHARDS;
  }

  /** What is on a parcel in the simulation's first years. */
  static Cover cover(long estate, long parcel) {
    double chance = Noise.uniform(parcel, 2, 1);
    double second = Noise.uniform(parcel, 2, 2);
    return switch (use(estate)) {
      case ARABLE ->
          chance < 0.74
              ? Cover.crop(second)
              : chance < 0.86
                  ? Cover.MEADOW
                  : chance < 0.93 ? Cover.FALLOW : chance < 0.97 ? Cover.WOOD : Cover.BARE;
      case PASTURE ->
          chance < 0.72 ? Cover.MEADOW : chance < 0.86 ? Cover.crop(second) : Cover.FALLOW;
      case WOODLAND -> chance < 0.86 ? Cover.WOOD : Cover.MEADOW;
      case ORCHARDS ->
          chance < 0.66 ? Cover.ORCHARD : chance < 0.85 ? Cover.crop(second) : Cover.MEADOW;
    };
  }
}
