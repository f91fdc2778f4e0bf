package org.cairn.simulation;

import java.time.LocalDate;

/**
 * What is simulated. The same settings give the same bytes.
 *
 * @param seed of everything that is left to chance
 * @param pixels width and height of the scene at 10 m, even
 * @param acquisitions number of images
 * @param firstDay earliest day of the first image
 * @param revisitDays mean days between images
 * @param watchedFrom first day on which something may happen; before it the places rest
 * @param places how many heritage places
 * @param eventShare share of the places to which something happens, 0 to 1
 * @param disturbances whether things happen that must not alarm: drought, flood, snow, missed
 *     clouds
 * @param lyingScene whether one scene's radiometric flag contradicts its pixels
 * @param twoZones whether every second image lies in EPSG:32630 instead of EPSG:32631; 0° E is
 *     their border
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
    boolean lyingScene,
    boolean twoZones) {
  /** Pixels along a side that a place and its surroundings need. */
  private static final int ROOM = 40;

  public SimulationSettings {
    if (pixels < 32 || pixels > 8_192 || pixels % 2 != 0) {
      throw new IllegalArgumentException(
          "Scene of " + pixels + " pixels, expected an even number from 32 to 8192");
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
    if (places > 0 && pixels / placesAlong(places) < ROOM) {
      throw new IllegalArgumentException(
          places
              + " places in "
              + pixels
              + " pixels lie too close: expected at least "
              + placesAlong(places) * ROOM
              + " pixels");
    }
  }

  /** One zone only. */
  public SimulationSettings(
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
    this(
        seed,
        pixels,
        acquisitions,
        firstDay,
        revisitDays,
        watchedFrom,
        places,
        eventShare,
        disturbances,
        lyingScene,
        false);
  }

  /**
   * The landscape of {@code cairn demo}: 5 km, two years, something happens to about a third of the
   * places in the second, one scene's flag lies.
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

  /**
   * One place in the middle of a small area, two years, for calibration: with {@link
   * SimulatedSeries} cheap enough for thousands of site-years.
   *
   * @param pixels width and height of the area
   * @param event whether something happens to the place in the second year
   */
  public static SimulationSettings site(long seed, int pixels, boolean event) {
    return demo(seed)
        .withPlaces(1)
        .withPixels(pixels)
        .withEventShare(event ? 1 : 0)
        .withLyingScene(false);
  }

  private static int placesAlong(int places) {
    return (int) Math.ceil(Math.sqrt(places));
  }

  /** Last possible day of the series. */
  public LocalDate lastDay() {
    return firstDay.plusDays((long) acquisitions * revisitDays);
  }

  public SimulationSettings withSeed(long other) {
    return new SimulationSettings(
        other,
        pixels,
        acquisitions,
        firstDay,
        revisitDays,
        watchedFrom,
        places,
        eventShare,
        disturbances,
        lyingScene,
        twoZones);
  }

  public SimulationSettings withPixels(int other) {
    return new SimulationSettings(
        seed,
        other,
        acquisitions,
        firstDay,
        revisitDays,
        watchedFrom,
        places,
        eventShare,
        disturbances,
        lyingScene,
        twoZones);
  }

  public SimulationSettings withAcquisitions(int other) {
    return new SimulationSettings(
        seed,
        pixels,
        other,
        firstDay,
        revisitDays,
        watchedFrom,
        places,
        eventShare,
        disturbances,
        lyingScene,
        twoZones);
  }

  public SimulationSettings withDates(LocalDate first, int everyDays, LocalDate watched) {
    return new SimulationSettings(
        seed,
        pixels,
        acquisitions,
        first,
        everyDays,
        watched,
        places,
        eventShare,
        disturbances,
        lyingScene,
        twoZones);
  }

  public SimulationSettings withPlaces(int other) {
    return new SimulationSettings(
        seed,
        pixels,
        acquisitions,
        firstDay,
        revisitDays,
        watchedFrom,
        other,
        eventShare,
        disturbances,
        lyingScene,
        twoZones);
  }

  public SimulationSettings withEventShare(double other) {
    return new SimulationSettings(
        seed,
        pixels,
        acquisitions,
        firstDay,
        revisitDays,
        watchedFrom,
        places,
        other,
        disturbances,
        lyingScene,
        twoZones);
  }

  public SimulationSettings withDisturbances(boolean other) {
    return new SimulationSettings(
        seed,
        pixels,
        acquisitions,
        firstDay,
        revisitDays,
        watchedFrom,
        places,
        eventShare,
        other,
        lyingScene,
        twoZones);
  }

  public SimulationSettings withLyingScene(boolean other) {
    return new SimulationSettings(
        seed,
        pixels,
        acquisitions,
        firstDay,
        revisitDays,
        watchedFrom,
        places,
        eventShare,
        disturbances,
        other,
        twoZones);
  }

  public SimulationSettings withTwoZones(boolean other) {
    return new SimulationSettings(
        seed,
        pixels,
        acquisitions,
        firstDay,
        revisitDays,
        watchedFrom,
        places,
        eventShare,
        disturbances,
        lyingScene,
        other);
  }
}
