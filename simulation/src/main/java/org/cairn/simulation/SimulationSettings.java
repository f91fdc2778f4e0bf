package org.cairn.simulation;

import java.time.LocalDate;

/**
 * What is simulated. The same settings give the same bytes.
 *
 * @param seed of everything that is left to chance
 * @param pixels width and height of the scene at 10 m
 * @param acquisitions number of images
 * @param firstDay day of the first image
 * @param revisitDays mean days between images
 * @param watchedFrom first day on which something may happen; before it the places rest
 * @param places how many heritage places
 * @param eventShare share of the places to which something happens, 0 to 1
 * @param disturbances whether things happen that must not alarm: drought, flood, snow, missed
 *     clouds
 * @param lyingScene whether one scene's radiometric flag contradicts its pixels
 */
public record SimulationSettings(
    long seed,
    int pixels,
    int acquisitions,
    LocalDate firstDay,
    int revisitDays,
    LocalDate watchedFrom,
    int places,
    double eventShare,
    boolean disturbances,
    boolean lyingScene) {
  public SimulationSettings {
    if (pixels < 32 || pixels > 8_192) {
      throw new IllegalArgumentException("Scene of " + pixels + " pixels, expected 32 to 8192");
    }
    if (acquisitions < 1 || revisitDays < 1) {
      throw new IllegalArgumentException(
          acquisitions
              + " acquisitions every "
              + revisitDays
              + " days, expected at least 1 of each");
    }
    if (places < 0 || !(eventShare >= 0 && eventShare <= 1)) {
      throw new IllegalArgumentException(
          places + " places, event share " + eventShare + ", expected 0 or more and 0 to 1");
    }
  }

  /**
   * The landscape of {@code cairn demo}: 5 km, two years, a third of the places with an event in
   * the second.
   */
  public static SimulationSettings demo(long seed) {
    return new SimulationSettings(
        seed,
        512,
        74,
        LocalDate.parse("2024-05-03"),
        10,
        LocalDate.parse("2025-05-01"),
        30,
        0.34,
        true,
        true);
  }

  /** A scene for measuring speed: no events, nothing unusual. */
  public static SimulationSettings bench(long seed, int pixels, int acquisitions, int places) {
    return new SimulationSettings(
        seed,
        pixels,
        acquisitions,
        LocalDate.parse("2024-05-03"),
        10,
        LocalDate.parse("2025-01-15"),
        places,
        0,
        false,
        false);
  }

  /** Last possible day of the series. */
  public LocalDate lastDay() {
    return firstDay.plusDays((long) acquisitions * revisitDays);
  }
}
