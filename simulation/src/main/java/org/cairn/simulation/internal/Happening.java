package org.cairn.simulation.internal;

import java.time.LocalDate;

/**
 * Something that happens to a place.
 *
 * @param kind what
 * @param placeIndex to which place
 * @param day from when on
 * @param left west edge in pixels of the scene
 * @param top north edge in pixels of the scene
 * @param width in pixels
 * @param height in pixels
 * @param strength share of the footprint's look that is replaced, 0 to 1
 */
record Happening(
    Kind kind,
    int placeIndex,
    LocalDate day,
    double left,
    double top,
    double width,
    double height,
    double strength) {

  enum Kind {
    DEMOLITION(Spectrum.RUBBLE),
    LEVELLING(Spectrum.BARE_EARTH),
    PITS(Spectrum.BARE_EARTH),
    NEW_BUILDING(Spectrum.GREY_ROOF),
    ROAD(Spectrum.ROAD),
    FIRE(Spectrum.ASH);

    private final Spectrum spectrum;

    Kind(Spectrum spectrum) {
      this.spectrum = spectrum;
    }

    Spectrum spectrum() {
      return spectrum;
    }
  }

  private static final double FIRE_FADES_DAYS = 120;

  /**
   * How much of a pixel's look is replaced on a day.
   *
   * @param col of the pixel in the scene
   * @param daysSince the event, negative before it
   * @return 0 to 1
   */
  double share(int col, int row, double daysSince) {
    if (daysSince < 0) {
      return 0;
    }
    double wide = Math.max(0, Math.min(left + width, col + 1) - Math.max(left, col));
    double high = Math.max(0, Math.min(top + height, row + 1) - Math.max(top, row));
    double share = wide * high * strength;
    return switch (kind) {
      case PITS -> share * (Noise.uniform(placeIndex + 77L, col, row) < 0.55 ? 1 : 0.15);
      case FIRE -> share * Math.exp(-daysSince / FIRE_FADES_DAYS);
      case DEMOLITION, LEVELLING, NEW_BUILDING, ROAD -> share;
    };
  }
}
