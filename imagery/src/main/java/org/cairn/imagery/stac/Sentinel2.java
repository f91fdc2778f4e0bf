package org.cairn.imagery.stac;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is special about items of Sentinel-2. Names of bands: Sentinel-2 Products Specification
 * Document, and STAC eo extension.
 */
final class Sentinel2 {
  private static final Map<String, String> COMMON_NAMES =
      Map.ofEntries(
          Map.entry("b01", "coastal"),
          Map.entry("b02", "blue"),
          Map.entry("b03", "green"),
          Map.entry("b04", "red"),
          Map.entry("b05", "rededge1"),
          Map.entry("b06", "rededge2"),
          Map.entry("b07", "rededge3"),
          Map.entry("b08", "nir"),
          Map.entry("b8a", "nir08"),
          Map.entry("b09", "nir09"),
          Map.entry("b10", "cirrus"),
          Map.entry("b11", "swir16"),
          Map.entry("b12", "swir22"));

  /** Also {@code Sentinel 2}, {@code sentinel-2a} and composites such as {@code sentinel-1/2}. */
  private static final Pattern MISSION = Pattern.compile("sentinel[ _-]?(1/)?2");

  /** {@code S2A_MSIL2A_20230602T100601_N0509_R022_T32TPS_...}: baseline 05.09. */
  private static final Pattern PRODUCT_BASELINE =
      Pattern.compile("MSIL[12][AC]_\\d{8}T\\d{6}_N(\\d\\d)(\\d\\d)_");

  /** {@code S2B_OPER_MSI_L2A_TL_S2RP_20230315T224658_A018417_T01VCG_N05.00}: baseline 05.00. */
  private static final Pattern PART_BASELINE = Pattern.compile("_N(\\d\\d\\.\\d\\d)$");

  private static final Pattern DOTTED_BASELINE = Pattern.compile("(\\d{1,2})\\.(\\d{1,2})");

  private Sentinel2() {}

  static boolean isMission(String text) {
    return MISSION.matcher(text.toLowerCase(Locale.ROOT)).find();
  }

  static boolean isMission(Item item) {
    return isMission(
        item.platform().orElse("")
            + "\n"
            + item.constellation().orElse("")
            + "\n"
            + item.collection().orElse(""));
  }

  /** B04 for red and red for B04, in lower case; empty where the name is neither. */
  static Optional<String> otherName(String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    String common = COMMON_NAMES.get(wanted);
    if (common != null) {
      return Optional.of(common);
    }
    return COMMON_NAMES.entrySet().stream()
        .filter(entry -> entry.getValue().equals(wanted))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** From a product's name; empty where it is none. */
  static Optional<String> baselineOfProduct(String product) {
    Matcher matcher = PRODUCT_BASELINE.matcher(product);
    return matcher.find()
        ? Optional.of(matcher.group(1) + "." + matcher.group(2))
        : Optional.empty();
  }

  /** From the name of a granule, datastrip or datatake; empty where it has none. */
  static Optional<String> baselineOfPart(String part) {
    Matcher matcher = PART_BASELINE.matcher(part);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /**
   * A baseline as a number that can be compared, {@code 05.09} = 509; empty where it is not one.
   */
  static Optional<Integer> baselineNumber(String baseline) {
    Matcher matcher = DOTTED_BASELINE.matcher(baseline.strip());
    return matcher.matches()
        ? Optional.of(Integer.parseInt(matcher.group(1)) * 100 + Integer.parseInt(matcher.group(2)))
        : Optional.empty();
  }

  /**
   * Whether a band of an L2A item is a reflectance in digital numbers, not a mask, a picture, an
   * index or a float.
   */
  static boolean isReflectance(AssetBand band) {
    return isReflectance(band.asset(), band.band());
  }

  private static boolean isReflectance(Asset asset, Band band) {
    if (asset.isPicture()) {
      return false;
    }
    String type = band.dataType().orElse("uint16").toLowerCase(Locale.ROOT);
    if (!type.equals("uint16") && !type.equals("int16") && !type.equals("uint32")) {
      return false;
    }
    if (asset.bands().size() > 1) {
      return band.name().map(Sentinel2::isBandName).orElse(false)
          || band.commonName().map(Sentinel2::isBandName).orElse(false);
    }
    return isBandName(asset.stem()) || band.name().map(Sentinel2::isBandName).orElse(false);
  }

  private static boolean isBandName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return COMMON_NAMES.containsKey(lower) || COMMON_NAMES.containsValue(lower);
  }

  /** DN 0 is no data in every reflectance band, whether or not the item says so. */
  static Asset withNodata(Asset asset) {
    List<Band> listed = asset.bands().isEmpty() ? List.of(Band.UNKNOWN) : asset.bands();
    List<Band> bands = new ArrayList<>();
    for (Band band : listed) {
      boolean lacksIt = band.nodata().isEmpty() && isReflectance(asset, band);
      bands.add(
          lacksIt
              ? new Band(
                  band.name(),
                  band.commonName(),
                  band.scale(),
                  band.offset(),
                  OptionalDouble.of(0),
                  band.dataType(),
                  band.unit())
              : band);
    }
    return asset.withBands(bands);
  }
}
