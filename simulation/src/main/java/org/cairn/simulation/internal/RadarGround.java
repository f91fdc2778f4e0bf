package org.cairn.simulation.internal;

import java.time.LocalDate;
import org.cairn.simulation.RadarSettings;

/**
 * Backscatter of an invented ground, per pixel and pass: fields with a season, bare soil that
 * answers rain, built ground that does not, texture that each orbit sees in its own way; and
 * speckle, whose power is gamma-distributed with a mean of 1 and as many looks as asked (Goodman,
 * J. Opt. Soc. Am. 66, 1976). Speckle is drawn pixel by pixel: that of a sensor is smooth over one
 * to two pixels.
 */
final class RadarGround {
  private static final double DAYS_PER_YEAR = 365.25;
  private static final int FIELD = 9;
  private static final int SETTLEMENT = 5;
  private static final int WEATHER = 12;

  private final RadarSettings settings;

  RadarGround(RadarSettings settings) {
    this.settings = settings;
  }

  /**
   * Linear power of one pass, {@code float[rows*cols]}, row-major.
   *
   * @param track number of it in the settings
   * @param cross VH, not VV
   */
  float[] power(int track, LocalDate date, boolean cross) {
    int cols = settings.grid().cols();
    float[] power = new float[cols * settings.grid().rows()];
    long look = Noise.hash(settings.seed(), date.toEpochDay(), 2L * track + (cross ? 1 : 0));
    for (int i = 0; i < power.length; i++) {
      int col = i % cols;
      int row = i / cols;
      double decibels = decibels(track, date, cross, col, row) + happened(date, cross, col, row);
      power[i] = (float) (StrictMath.pow(10, decibels / 10) * speckle(look, col, row));
    }
    return power;
  }

  private double decibels(int track, LocalDate date, boolean cross, int col, int row) {
    long seed = settings.seed();
    double built = share(Noise.smooth(seed + 1, col / (double) SETTLEMENT, row / 5.0) - 0.35);
    double green = share(Noise.smooth(seed + 2, col / (double) FIELD, row / 9.0));
    double phase = Noise.smooth(seed + 3, col / (double) FIELD, row / 9.0);
    long seen = seed + 10 + 2L * track + (cross ? 1 : 0);
    double texture = Noise.normal(seen, col, row) * (0.4 + 2 * built);
    double season =
        StrictMath.sin(2 * StrictMath.PI * date.toEpochDay() / DAYS_PER_YEAR + 1.5 * phase);
    long day = Noise.hash(seed + 4, date.toEpochDay(), track);
    double wet =
        0.8 * Noise.normal(seed + 5, date.toEpochDay(), track)
            + 0.6 * Noise.smooth(day, col / (double) WEATHER, row / 12.0);
    return (cross ? -19 + 5 * green : -12 + 2 * green)
        + 8 * built
        + texture
        + (cross ? 2.5 : 1.5) * green * season
        + (1 - built) * (1 - 0.6 * green) * wet;
  }

  private double happened(LocalDate date, boolean cross, int col, int row) {
    double change = 0;
    for (RadarSettings.Event event : settings.events()) {
      boolean inside =
          col >= event.col()
              && col < event.col() + event.cols()
              && row >= event.row()
              && row < event.row() + event.rows();
      if (inside && !date.isBefore(event.from())) {
        change += cross ? 0.6 * event.decibels() : event.decibels();
      }
    }
    return change;
  }

  /** The mean of as many exponential variates as there are looks. */
  private double speckle(long look, int col, int row) {
    double sum = 0;
    for (int i = 0; i < settings.looks(); i++) {
      sum -= StrictMath.log(1 - Noise.uniform(look + i, col, row));
    }
    return sum / settings.looks();
  }

  /** Between 0 and 1, mostly 0 below 0, with soft edges. */
  private static double share(double level) {
    return 1 / (1 + StrictMath.exp(-12 * level));
  }
}
