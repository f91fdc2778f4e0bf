package org.cairn.simulation.internal;

/** What grows on a parcel through the year: how much of the ground green leaves hide on a day. */
enum Cover {
  WINTER_CROP(95, 172, 15, 5, 0.9),
  SUMMER_CROP(170, 265, 15, 6, 0.88),
  DOUBLE_CROP(84, 150, 13, 5, 0.8),
  MEADOW(100, 300, 22, 26, 0.72),
  ORCHARD(112, 300, 20, 20, 0.55),
  GARDEN(105, 295, 24, 24, 0.5),
  FALLOW(98, 190, 22, 25, 0.3),
  WOOD(108, 300, 12, 13, 0.9),
  BARE(0, 0, 1, 1, 0.0);

  /** Fields lie under stubble so many days after the harvest, then they are ploughed. */
  private static final double STUBBLE_DAYS = 55;

  private final double rise;
  private final double fall;
  private final double riseDays;
  private final double fallDays;
  private final double most;

  Cover(double rise, double fall, double riseDays, double fallDays, double most) {
    this.rise = rise;
    this.fall = fall;
    this.riseDays = riseDays;
    this.fallDays = fallDays;
    this.most = most;
  }

  /**
   * Share of the ground hidden by green leaves: a rise and a fall of logistic form (Zhang et al.
   * 2003).
   *
   * @param dayOfYear 1 to 366
   * @param shift days by which this parcel is late this year
   */
  double greenness(double dayOfYear, double shift) {
    double day = dayOfYear - shift;
    double green = season(day);
    if (this == DOUBLE_CROP) {
      green = Math.max(green, 0.85 * season(day - 120));
    }
    return switch (this) {
      case BARE -> 0;
      case WOOD -> 0.35 + 0.57 * green / most;
      case MEADOW -> 0.2 + green * 0.75;
      case ORCHARD -> 0.2 + green * 0.65;
      case GARDEN -> 0.22 + green * 0.7;
      case FALLOW -> 0.06 + green;
      // Sown in autumn, it comes up before the winter.
      case WINTER_CROP ->
          0.04 + 0.93 * Math.max(green, Math.max(step(day, 318, 9), 1 - step(day, 120, 12)) * 0.22);
      case SUMMER_CROP, DOUBLE_CROP -> 0.04 + 0.93 * green;
    };
  }

  /** Share of the open ground that is stubble, 0 to 1. */
  double stubble(double dayOfYear, double shift) {
    double day = dayOfYear - shift;
    return switch (this) {
      case WINTER_CROP, SUMMER_CROP -> after(day - fall);
      case DOUBLE_CROP -> Math.max(after(day - fall) * 0.5, after(day - fall - 120));
      case MEADOW, ORCHARD, GARDEN, FALLOW, WOOD, BARE -> 0;
    };
  }

  private static double after(double sinceHarvest) {
    return step(sinceHarvest, 0, 4) * (1 - step(sinceHarvest, STUBBLE_DAYS, 4));
  }

  private double season(double day) {
    return most * step(day, rise, riseDays) * (1 - step(day, fall, fallDays));
  }

  private static double step(double day, double middle, double days) {
    return 1 / (1 + StrictMath.exp((middle - day) / days));
  }

  /** What is seen between the leaves. */
  Spectrum ground(double chance) {
    return switch (this) {
      case MEADOW, FALLOW, GARDEN -> Spectrum.DRY_GRASS;
      case WOOD -> Spectrum.LITTER;
      case WINTER_CROP, SUMMER_CROP, DOUBLE_CROP, ORCHARD, BARE ->
          chance < 0.2 ? Spectrum.RED_SOIL : chance < 0.5 ? Spectrum.PALE_SOIL : Spectrum.SOIL;
    };
  }

  Spectrum leaves() {
    return switch (this) {
      case WOOD -> Spectrum.FOREST;
      case MEADOW, FALLOW, GARDEN -> Spectrum.GRASS_LEAVES;
      case WINTER_CROP, SUMMER_CROP, DOUBLE_CROP, ORCHARD, BARE -> Spectrum.GREEN_LEAVES;
    };
  }

  /** Whether another crop may follow next year. */
  boolean rotates() {
    return this == WINTER_CROP || this == SUMMER_CROP || this == DOUBLE_CROP;
  }

  /** What is sown, from a chance of 0 to below 1. */
  static Cover crop(double chance) {
    return chance < 0.45 ? WINTER_CROP : chance < 0.82 ? SUMMER_CROP : DOUBLE_CROP;
  }
}
