package org.cairn.imagery.stac;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What an item says of itself as radar (STAC extensions sar 1.0, sat 1.0 and card4l 0.1):
 *
 * <pre>
 * "sar:instrument_mode": "IW", "sar:product_type": "GRD", "sat:orbit_state": "ascending",
 * "sat:relative_orbit": 88, "card4l:measurement_type": "gamma0", "card4l:measurement_convention": "linear power"
 * </pre>
 *
 * Texts are as written; nothing here is checked against another member or the pixels.
 *
 * @param instrumentMode how the instrument looked, for example {@code IW}
 * @param productType for example {@code GRD}; terrain-corrected products often name what they were
 *     made from
 * @param orbitState {@code ascending} or {@code descending}
 * @param relativeOrbit number of the orbit within the repeat cycle, 0 or more
 * @param measurement for example {@code gamma0}; empty where the item does not say
 * @param convention for example {@code linear power} or {@code dB}; empty where it does not say
 */
public record RadarAcquisition(
    Optional<String> instrumentMode,
    Optional<String> productType,
    Optional<String> orbitState,
    OptionalInt relativeOrbit,
    Optional<String> measurement,
    Optional<String> convention) {
  private static final Pattern SENTINEL_1 = Pattern.compile("sentinel[-_ ]?1(?![0-9])");
  private static final int LARGEST_ORBIT = 100_000;

  /** Empty where nothing says that the item is radar. */
  static Optional<RadarAcquisition> read(JsonNode properties, String names) {
    boolean radar =
        properties.propertyNames().stream().anyMatch(name -> name.startsWith("sar:"))
            || SENTINEL_1.matcher(names.toLowerCase(Locale.ROOT)).find();
    return radar
        ? Optional.of(
            new RadarAcquisition(
                Json.text(properties, "sar:instrument_mode"),
                Json.text(properties, "sar:product_type"),
                Json.text(properties, "sat:orbit_state"),
                orbit(Json.number(properties, "sat:relative_orbit").orElse(Double.NaN)),
                Json.text(properties, "card4l:measurement_type"),
                Json.text(properties, "card4l:measurement_convention")))
        : Optional.empty();
  }

  private static OptionalInt orbit(double number) {
    return number >= 0 && number <= LARGEST_ORBIT && number == Math.rint(number)
        ? OptionalInt.of((int) number)
        : OptionalInt.empty();
  }
}
