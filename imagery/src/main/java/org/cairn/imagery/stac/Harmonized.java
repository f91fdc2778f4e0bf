package org.cairn.imagery.stac;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Items of the Harmonized Landsat and Sentinel-2 collections name their assets by the number of the
 * band, which means another wavelength in Landsat's (L30) than in Sentinel-2's (S30), and often say
 * no more of it (HLS Product User Guide 2.0, tables of bands). The near infrared that the two have
 * in common is the narrow one.
 */
final class Harmonized {
  private static final Map<String, String> LANDSAT =
      Map.ofEntries(
          Map.entry("coastal", "B01"),
          Map.entry("blue", "B02"),
          Map.entry("green", "B03"),
          Map.entry("red", "B04"),
          Map.entry("nir", "B05"),
          Map.entry("nir08", "B05"),
          Map.entry("swir16", "B06"),
          Map.entry("swir22", "B07"));

  private static final Map<String, String> SENTINEL =
      Map.ofEntries(
          Map.entry("coastal", "B01"),
          Map.entry("blue", "B02"),
          Map.entry("green", "B03"),
          Map.entry("red", "B04"),
          Map.entry("nir", "B8A"),
          Map.entry("nir08", "B8A"),
          Map.entry("swir16", "B11"),
          Map.entry("swir22", "B12"));

  private Harmonized() {}

  /** The band of a common name; empty for items of other collections. */
  static Optional<String> bandName(Item item, String commonName) {
    String named = (item.collection().orElse("") + "\n" + item.id()).toUpperCase(Locale.ROOT);
    String wanted = commonName.toLowerCase(Locale.ROOT);
    if (named.contains("HLSL30") || named.contains("HLS.L30")) {
      return Optional.ofNullable(LANDSAT.get(wanted));
    }
    if (named.contains("HLSS30") || named.contains("HLS.S30")) {
      return Optional.ofNullable(SENTINEL.get(wanted));
    }
    return Optional.empty();
  }
}
