package org.cairn.imagery.stac;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Finds a band of an item by any of the names catalogues give it. */
final class BandFinder {
  private static final Map<String, String> SYNONYMS =
      Map.of("swir16", "swir1", "swir22", "swir2", "swir1", "swir16", "swir2", "swir22");

  private static final String NIR = "nir";

  /** All that Landsat 8 and 9 have of the near infrared. */
  private static final String NARROW_NIR = "nir08";

  /** Readable first, then finer; the order of the document decides what is left. */
  private static final Comparator<AssetBand> BEST_FIRST =
      Comparator.comparing((AssetBand band) -> !isReachable(band.asset()))
          .thenComparing(band -> band.asset().isJpeg2000())
          .thenComparing(band -> !band.asset().isTiff())
          .thenComparingDouble(band -> band.asset().resolutionMetres());

  private BandFinder() {}

  static Optional<AssetBand> find(Item item, String name) {
    Asset exact = item.assets().get(name);
    if (exact != null) {
      return Optional.of(new AssetBand(exact, 0, name));
    }
    Optional<AssetBand> found = named(item, name, name);
    if (found.isEmpty()) {
      String synonym = SYNONYMS.get(name.toLowerCase(Locale.ROOT));
      found = synonym == null ? Optional.empty() : named(item, synonym, name);
    }
    if (found.isEmpty() && Sentinel2.isMission(item)) {
      found = Sentinel2.otherName(name).flatMap(other -> named(item, other, name));
    }
    if (found.isEmpty()) {
      found = Harmonized.bandName(item, name).flatMap(other -> named(item, other, name));
    }
    if (found.isEmpty() && name.equalsIgnoreCase(NIR)) {
      found = named(item, NARROW_NIR, name);
    }
    return found;
  }

  private static Optional<AssetBand> named(Item item, String wanted, String askedAs) {
    Optional<AssetBand> byKey = byKey(item, wanted, askedAs);
    if (byKey.isPresent()) {
      return byKey;
    }
    Optional<AssetBand> byName =
        byBand(item, wanted, askedAs, (band, text) -> matches(band.name(), text));
    if (byName.isPresent()) {
      return byName;
    }
    return byBand(item, wanted, askedAs, (band, text) -> matches(band.commonName(), text));
  }

  private static Optional<AssetBand> byKey(Item item, String wanted, String askedAs) {
    List<AssetBand> candidates = new ArrayList<>();
    for (Asset asset : item.assets().values()) {
      if (asset.key().equalsIgnoreCase(wanted)) {
        candidates.add(new AssetBand(asset, 0, askedAs));
      }
    }
    return candidates.stream().min(BEST_FIRST);
  }

  private static Optional<AssetBand> byBand(
      Item item, String wanted, String askedAs, BiPredicate<Band, String> is) {
    List<AssetBand> candidates = new ArrayList<>();
    for (Asset asset : item.assets().values()) {
      for (int index = 0; index < asset.bands().size() && !asset.isPicture(); index++) {
        if (is.test(asset.bands().get(index), wanted)) {
          candidates.add(new AssetBand(asset, index, askedAs));
        }
      }
    }
    return candidates.stream().min(BEST_FIRST);
  }

  private static boolean matches(Optional<String> name, String wanted) {
    return name.isPresent() && name.get().equalsIgnoreCase(wanted);
  }

  private static boolean isReachable(Asset asset) {
    String scheme = String.valueOf(asset.href().getScheme()).toLowerCase(Locale.ROOT);
    return scheme.equals("https") || scheme.equals("http") || scheme.equals("file");
  }
}
