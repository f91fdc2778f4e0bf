package org.cairn.simulation.internal;

import java.util.Optional;

/**
 * How one product codes reflectance. Three forms occur in public catalogues: old baselines without
 * an offset, new ones with 1000 added, and new ones from which a catalogue has taken it off again.
 *
 * @param baseline Sentinel-2 processing baseline
 * @param flag {@code earthsearch:boa_offset_applied}; empty where the catalogue has no such flag
 * @param listedOffset the offset in {@code raster:bands}
 * @param addedNumber what is really added to the digital numbers
 */
record Radiometry(String baseline, Optional<Boolean> flag, double listedOffset, int addedNumber) {
  private static final int ADDED = 1_000;

  /** Forms come in turn. */
  static Radiometry of(int index) {
    return switch (index % 3) {
      case 0 -> new Radiometry("02.14", Optional.empty(), 0, 0);
      case 1 -> new Radiometry("05.09", Optional.of(false), -0.1, ADDED);
      default -> new Radiometry("05.10", Optional.of(true), -0.1, 0);
    };
  }

  /** The flag says that the offset was taken off; the pixels still hold it. */
  static Radiometry lying() {
    return new Radiometry("05.09", Optional.of(true), -0.1, ADDED);
  }

  /** Whether the flag contradicts the pixels. */
  boolean lies() {
    return flag.orElse(false) && addedNumber != 0;
  }

  /** Digital number of a reflectance; 0 is kept for no data. */
  float digitalNumber(float reflectance) {
    return Math.clamp(Math.round(reflectance * 10_000.0) + addedNumber, 1L, 65_535L);
  }
}
