package org.cairn.watch;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.cairn.heritage.Alert;
import org.cairn.heritage.Place;
import org.cairn.imagery.raster.ByteSources;
import org.cairn.imagery.stac.HrefSigner;
import org.cairn.imagery.stac.Item;
import org.cairn.imagery.stac.StacCatalog;
import org.cairn.imagery.stac.StacException;
import org.cairn.watch.internal.WatchRun;

/**
 * The main job: places × acquisitions → alerts and coverage, as values. Stores nothing and prints
 * nothing; the same inputs give the same result, whatever the number of threads. Immutable.
 */
public final class Watch {
  /** Name and version written into alerts; the version changes whenever the numbers could. */
  public static final Alert.Method METHOD = new Alert.Method("cairn-scan", "7");

  private final StacCatalog catalog;
  private final ByteSources sources;
  private final HrefSigner signer;
  private final WatchState state;

  /** That keeps nothing: every run reads all images. */
  public Watch(StacCatalog catalog, ByteSources sources, HrefSigner signer) {
    this(catalog, sources, signer, WatchState.none());
  }

  /**
   * @param catalog where the images are listed
   * @param sources how their files are reached
   * @param signer how addresses of images are signed where a catalogue asks for that
   * @param state what earlier runs over the same catalogue kept; changes what has to be read, not
   *     what comes out
   */
  public Watch(StacCatalog catalog, ByteSources sources, HrefSigner signer, WatchState state) {
    this.catalog = catalog;
    this.sources = sources;
    this.signer = signer;
    this.state = state;
  }

  /**
   * What the numbers depend on in every run, by name: the detector's parameters, seeds among them
   * ({@code prediction.…}, {@code scan.…} …), and the watch's own. Numbers are written so that they
   * read back exactly. A run adds what was asked of it: {@link WatchResult#parameters}.
   */
  public static SortedMap<String, String> parameters() {
    return WatchRun.parameters();
  }

  /**
   * What a watch would take of an item, without reading its files.
   *
   * @return empty where it would take nothing
   */
  public static Optional<ItemUse> useOf(Item item, WatchSettings settings) {
    return WatchRun.useOf(item, settings);
  }

  /**
   * Watches the places. Runs on all processors; memory is bounded by the heap, not by the number of
   * places.
   *
   * @param places with distinct ids and with a location
   * @param settings with areas in them, the run repeats an earlier one: {@link
   *     WatchResult#findRepeat}
   * @return one result per place, in the order asked, whatever went wrong with single scenes
   * @throws IllegalArgumentException where the settings' areas are not those of exactly these
   *     places, or a place has no location
   * @throws StacException where the catalogue cannot be read at all
   * @throws IOException where image files cannot be closed
   * @throws InterruptedException where the run is being stopped; nothing is left behind
   */
  public WatchResult run(List<Place> places, WatchSettings settings, WatchProgress progress)
      throws StacException, IOException, InterruptedException {
    places.stream()
        .filter(place -> !place.isLocated())
        .findFirst()
        .ifPresent(place -> {
          throw new IllegalArgumentException(
              "Place '" + place.id() + "' lies nowhere: only its pictures can be watched");
        });
    try (WatchRun run = new WatchRun(catalog, sources, signer, settings, METHOD, progress, state)) {
      return run.over(places);
    }
  }
}
