package org.cairn.simulation.internal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.cairn.simulation.SimulationSettings;

/**
 * When an image is taken, how it lies, and what is between the ground and the sensor then.
 *
 * @param index position in the series, from 0
 * @param sensor 'A' or 'B', whose passes alternate
 * @param orbit relative orbit
 * @param haze brightness added to blue, about 0 to 0.04
 * @param hazeEast by which share of itself the haze grows across the scene to the east
 * @param hazeSouth by which share of itself the haze grows across the scene to the south
 * @param shiftCols pixels by which the image lies too far right
 * @param shiftRows pixels by which the image lies too far down
 * @param snow share of open ground under snow, 0 to 1
 * @param drought how dry it is everywhere, 0 to 1
 * @param flood how high the river stands, 0 in its bed to 1
 */
record Weather(
    int index,
    LocalDate date,
    char sensor,
    int orbit,
    Clouds clouds,
    double haze,
    double hazeEast,
    double hazeSouth,
    double shiftCols,
    double shiftRows,
    double snow,
    double drought,
    double flood) {

  /**
   * @param cover share of the sky that is wanted cloudy, 0 to 1
   * @param size of the largest clouds, in pixels
   * @param edge how far a cloud thins out, in units of the noise that makes it
   * @param shadowCols pixels from a cloud to its shadow
   * @param shadowRows pixels from a cloud to its shadow
   * @param cirrus how thick the thin ice clouds are, 0 to 0.25
   * @param missed whether the mask overlooks thinner clouds in the scene's north-western corner
   */
  record Clouds(
      double cover,
      double size,
      double edge,
      double shadowCols,
      double shadowRows,
      double cirrus,
      boolean missed) {}

  /** Standard deviation of the misregistration in pixels, each way. */
  static final double SHIFT = 0.2;

  private static final int ORBIT = 8;
  private static final int OTHER_ORBIT = 51;

  /** The passes of one sensor lie ten days apart, those of both five. */
  private static final int PASS_DAYS = 5;

  static List<Weather> series(SimulationSettings settings) {
    List<Weather> series = new ArrayList<>();
    boolean snowed = false;
    boolean missed = false;
    for (int i = 0; i < settings.acquisitions(); i++) {
      Weather day = day(settings, i);
      if (settings.disturbances()) {
        boolean watched = !day.date().isBefore(settings.watchedFrom());
        boolean winter = day.date().getMonthValue() % 12 <= 1;
        if (winter
            && (Noise.uniform(settings.seed() + 101, i, 5) < 0.25
                || (watched && !snowed && day.clouds().cover() < 0.25))) {
          day = day.withSnow(0.85);
          snowed |= watched;
        }
        boolean broken = day.clouds().cover() > 0.1 && day.clouds().cover() < 0.6;
        if (broken && (i % 19 == 12 || (watched && !missed))) {
          day = day.withMissedClouds();
          missed |= watched;
        }
      }
      series.add(day);
    }
    return series;
  }

  private static Weather day(SimulationSettings settings, int i) {
    long seed = settings.seed() + 101;
    int step = settings.revisitDays();
    int later = step >= 2 * PASS_DAYS && Noise.uniform(seed, i, 0) < 0.3 ? PASS_DAYS : 0;
    LocalDate date = settings.firstDay().plusDays((long) i * step + later);
    long passes = (date.toEpochDay() - settings.firstDay().toEpochDay()) / PASS_DAYS;
    int watchedDays = (int) (settings.lastDay().toEpochDay() - settings.watchedFrom().toEpochDay());
    long fromDrought =
        date.toEpochDay()
            - settings.watchedFrom().plusDays((long) (watchedDays * 0.35)).toEpochDay();
    long sinceFlood =
        date.toEpochDay()
            - settings.watchedFrom().plusDays((long) (watchedDays * 0.62)).toEpochDay();
    boolean unusual = settings.disturbances();
    // Now and then a scene lies off by more than a pixel.
    double slip = i % 23 == 17 ? 1.6 : 0;
    return new Weather(
        i,
        date,
        passes % 2 == 0 ? 'A' : 'B',
        step % PASS_DAYS == 0 || passes % 2 == 0 ? ORBIT : OTHER_ORBIT,
        clouds(seed, i, date),
        0.003 + 0.03 * square(Noise.uniform(seed, i, 2)),
        0.9 * (Noise.uniform(seed, i, 6) - 0.5),
        0.9 * (Noise.uniform(seed, i, 7) - 0.5),
        SHIFT * Noise.normal(seed, i, 3) + slip,
        SHIFT * Noise.normal(seed, i, 4),
        0,
        unusual ? 0.5 * StrictMath.exp(-fromDrought * fromDrought / (2 * 35.0 * 35)) : 0,
        unusual && sinceFlood >= 0 && sinceFlood < 24 ? 1 - sinceFlood / 32.0 : 0);
  }

  private static Clouds clouds(long seed, int i, LocalDate date) {
    double sky = Noise.uniform(seed, i, 1);
    double cover =
        sky < 0.48 ? 0.02 * sky : sky < 0.75 ? 0.05 + (sky - 0.48) * 1.6 : 0.5 + (sky - 0.75) * 2;
    // Fair-weather clouds are small and sharp, those of a front wide and soft.
    double front = Noise.uniform(seed, i, 8);
    double winter = 0.5 + 0.5 * StrictMath.cos((date.getDayOfYear() - 356) / 365.25 * 2 * Math.PI);
    double height = 22 + 45 * Noise.uniform(seed, i, 9);
    return new Clouds(
        cover,
        cover > 0.6 ? 70 + 90 * front : 26 + 70 * front,
        0.17 + 0.17 * front,
        -height * (0.42 + 0.5 * winter),
        -height * (0.34 + 1.0 * winter),
        Noise.uniform(seed, i, 10) < 0.2 ? 0.05 + 0.2 * Noise.uniform(seed, i, 11) : 0,
        false);
  }

  private static double square(double value) {
    return value * value;
  }

  private Weather withSnow(double share) {
    return new Weather(
        index, date, sensor, orbit, clouds, haze, hazeEast, hazeSouth, shiftCols, shiftRows, share,
        drought, flood);
  }

  private Weather withMissedClouds() {
    Clouds overlooked =
        new Clouds(
            clouds.cover(),
            clouds.size(),
            clouds.edge(),
            clouds.shadowCols(),
            clouds.shadowRows(),
            clouds.cirrus(),
            true);
    return new Weather(
        index,
        date,
        sensor,
        orbit,
        overlooked,
        haze,
        hazeEast,
        hazeSouth,
        shiftCols,
        shiftRows,
        snow,
        drought,
        flood);
  }

  /** As this image lies on another grid. */
  Weather shiftedBy(double byCols, double byRows) {
    return new Weather(
        index,
        date,
        sensor,
        orbit,
        clouds,
        haze,
        hazeEast,
        hazeSouth,
        shiftCols + byCols,
        shiftRows + byRows,
        snow,
        drought,
        flood);
  }
}
