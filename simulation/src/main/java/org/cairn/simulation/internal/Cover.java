package org.cairn.simulation.internal;

/** What grows on a parcel through the year: how much of the ground green leaves hide on a day. */
enum Cover {
  WINTER_CROP(60, 130, 175, 18, 5, 0.9),
  SUMMER_CROP(135, 205, 265, 16, 6, 0.88),
  DOUBLE_CROP(50, 110, 150, 14, 5, 0.8),
  MEADOW(70, 140, 290, 25, 28, 0.72),
  ORCHARD(85, 150, 300, 22, 20, 0.55),
  FALLOW(80, 120, 190, 25, 25, 0.28),
  WOOD(85, 130, 300, 14, 14, 0.92),
  BARE(0, 0, 0, 1, 1, 0.0),
  LAKE(0, 0, 0, 1, 1, 0.0);

  private final double rise;
  private final double fall;
  private final double riseDays;
  private final double fallDays;
  private final double most;

  Cover(double rise, double peak, double fall, double riseDays, double fallDays, double most) {
    this.rise = (rise + peak) / 2;
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
      green = Math.max(green, 0.8 * season(day - 125));
    }
    return switch (this) {
      case BARE, LAKE -> 0;
      case WOOD -> 0.35 + 0.57 * green / most;
      case MEADOW -> 0.18 + green * 0.75;
      case ORCHARD -> 0.2 + green * 0.65;
      case FALLOW -> 0.06 + green;
      case WINTER_CROP, SUMMER_CROP, DOUBLE_CROP -> 0.04 + 0.93 * green;
    };
  }

  private double season(double day) {
    return most
        / (1 + Math.exp(-(day - rise) / riseDays))
        / (1 + Math.exp((day - fall) / fallDays));
  }

  /** What is seen between the leaves. */
  Spectrum ground(boolean reddish) {
    return switch (this) {
      case LAKE -> Spectrum.WATER;
      case MEADOW, FALLOW -> Spectrum.DRY_GRASS;
      case WOOD -> Spectrum.FOREST;
      case WINTER_CROP, SUMMER_CROP, DOUBLE_CROP, ORCHARD, BARE ->
          reddish ? Spectrum.RED_SOIL : Spectrum.SOIL;
    };
  }

  Spectrum leaves() {
    return this == WOOD ? Spectrum.FOREST : Spectrum.GREEN_LEAVES;
  }

  /** Common covers often, rare ones rarely. */
  static Cover draw(double chance) {
    Cover[] often = {
      WINTER_CROP,
      WINTER_CROP,
      WINTER_CROP,
      SUMMER_CROP,
      SUMMER_CROP,
      SUMMER_CROP,
      DOUBLE_CROP,
      MEADOW,
      MEADOW,
      MEADOW,
      MEADOW,
      ORCHARD,
      ORCHARD,
      FALLOW,
      FALLOW,
      WOOD,
      WOOD,
      WOOD,
      BARE
    };
    return often[(int) (chance * often.length)];
  }
}
