package org.cairn.simulation.internal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.cairn.simulation.SimulationSettings;

/**
 * When images are taken and what lies between the ground and the sensor then.
 *
 * @param index position in the series, from 0
 * @param cloudCover share of the sky that is wanted cloudy, 0 to 1
 * @param haze brightness added to blue, about 0 to 0.05
 * @param shiftCols pixels by which the image lies too far right
 * @param shiftRows pixels by which the image lies too far down
 * @param snow share of open ground under snow, 0 to 1
 * @param drought how dry it is everywhere, 0 to 1
 * @param flood share of the flooded ground's look that is water, 0 to 1
 * @param missedCloud whether the mask overlooks the clouds of one corner
 */
record Weather(
    int index,
    LocalDate date,
    double cloudCover,
    double haze,
    double shiftCols,
    double shiftRows,
    double snow,
    double drought,
    double flood,
    boolean missedCloud) {

  static List<Weather> series(SimulationSettings settings) {
    long seed = settings.seed() + 101;
    List<Weather> series = new ArrayList<>();
    int watchedDays = (int) (settings.lastDay().toEpochDay() - settings.watchedFrom().toEpochDay());
    LocalDate floodBegins = settings.watchedFrom().plusDays((long) (watchedDays * 0.62));
    LocalDate droughtPeaks = settings.watchedFrom().plusDays((long) (watchedDays * 0.35));
    for (int i = 0; i < settings.acquisitions(); i++) {
      long jitter =
          settings.revisitDays() >= 5 ? 5 * Math.round(Noise.uniform(seed, i, 0) - 0.5) : 0;
      LocalDate date = settings.firstDay().plusDays((long) i * settings.revisitDays() + jitter);
      double sky = Noise.uniform(seed, i, 1);
      double cover =
          sky < 0.48 ? 0.02 * sky : sky < 0.75 ? 0.05 + (sky - 0.48) * 1.6 : 0.5 + (sky - 0.75) * 2;
      boolean unusual = settings.disturbances();
      boolean winter = date.getMonthValue() == 1 || date.getMonthValue() == 12;
      double fromPeak = date.toEpochDay() - droughtPeaks.toEpochDay();
      long sinceFlood = date.toEpochDay() - floodBegins.toEpochDay();
      series.add(
          new Weather(
              i,
              date,
              cover,
              0.004 + 0.03 * Math.pow(Noise.uniform(seed, i, 2), 2),
              0.2 * Noise.normal(seed, i, 3) + (i % 23 == 17 ? 1.6 : 0),
              0.2 * Noise.normal(seed, i, 4),
              unusual && winter && Noise.uniform(seed, i, 5) < 0.3 ? 0.85 : 0,
              unusual ? 0.5 * Math.exp(-fromPeak * fromPeak / (2 * 35.0 * 35)) : 0,
              unusual && sinceFlood >= 0 && sinceFlood < 22 ? 1 - sinceFlood / 30.0 : 0,
              unusual && i % 19 == 12));
    }
    return series;
  }
}
