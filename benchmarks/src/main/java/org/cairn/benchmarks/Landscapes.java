package org.cairn.benchmarks;

import static org.cairn.benchmarks.Machine.say;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.cairn.heritage.Place;
import org.cairn.imagery.raster.ByteSources;
import org.cairn.imagery.raster.HttpSettings;
import org.cairn.imagery.stac.HrefSigner;
import org.cairn.imagery.stac.StacCatalog;
import org.cairn.imagery.stac.StacSettings;
import org.cairn.simulation.SimulationSettings;
import org.cairn.simulation.Simulator;
import org.cairn.watch.Watch;
import org.cairn.watch.WatchProgress;
import org.cairn.watch.WatchResult;
import org.cairn.watch.WatchSettings;
import org.cairn.watch.WatchState;
import org.cairn.watch.internal.WatchRun;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * Simulated scenes that are made once and kept, places on them, and runs of the watch over both.
 */
public final class Landscapes {
  /** Acquisitions in a written landscape. */
  public static final int ACQUISITIONS = 70;

  /** About 10 m in degrees on the equator, where the scenes lie. */
  private static final double PIXEL_DEGREES = 10 / 111_320.0;

  private static final int PLACE_PIXELS = 8;
  private static final long SEED = 7;
  private static final GeometryFactory FACTORY = new GeometryFactory();

  private final SimulationSettings settings;
  private final Path folder;

  private Landscapes(SimulationSettings settings, Path folder) {
    this.settings = settings;
    this.folder = folder;
  }

  /** The scenes in a folder below {@code cache}; made there where they are missing. */
  public static Landscapes of(Path cache, int pixels) throws IOException {
    SimulationSettings settings = SimulationSettings.bench(SEED, pixels, ACQUISITIONS, 0);
    Path folder = cache.resolve("landscape-" + pixels);
    if (!Files.exists(folder.resolve("truth.json"))) {
      say("making %d scenes of %d x %d pixels in %s …", ACQUISITIONS, pixels, pixels, folder);
      Simulator.write(settings, folder, List.of("red", "nir"));
    }
    return new Landscapes(settings, folder);
  }

  /** Square places of 8 x 8 pixels all over the scene, by chance; they may overlap. */
  public List<Place> places(int count) {
    SplittableRandom random = new SplittableRandom(SEED);
    double half = settings.pixels() / 2.0 - 2 * PLACE_PIXELS;
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double west = (2 * random.nextDouble() - 1) * half * PIXEL_DEGREES;
      double south = (2 * random.nextDouble() - 1) * half * PIXEL_DEGREES;
      Envelope box =
          new Envelope(
              west,
              west + PLACE_PIXELS * PIXEL_DEGREES,
              south,
              south + PLACE_PIXELS * PIXEL_DEGREES);
      places.add(new Place("place-" + i, List.of(), FACTORY.toGeometry(box)));
    }
    return places;
  }

  /** Watches from a little before the middle of the first so many acquisitions to their end. */
  public WatchSettings watching(int acquisitions) {
    LocalDate first = settings.firstDay();
    long days = (long) acquisitions * settings.revisitDays();
    return new WatchSettings(
        Optional.empty(),
        Optional.empty(),
        Optional.of(first.plusDays(days / 2)),
        Optional.of(first.plusDays(days - settings.revisitDays() / 2)),
        0.1);
  }

  /** A whole run. */
  WatchResult watch(List<Place> places, WatchSettings watching) throws Exception {
    return watch(places, watching, WatchState.none());
  }

  /** The same, going on from what earlier runs kept. */
  WatchResult watch(List<Place> places, WatchSettings watching, WatchState state) throws Exception {
    try (ByteSources sources = new ByteSources(HttpSettings.defaults())) {
      return new Watch(catalog(), sources, HrefSigner.none(), state)
          .run(places, watching, WatchProgress.silent());
    }
  }

  /** The reading of that run alone. */
  long read(List<Place> places, WatchSettings watching) throws Exception {
    try (ByteSources sources = new ByteSources(HttpSettings.defaults());
        WatchRun run =
            new WatchRun(
                catalog(),
                sources,
                HrefSigner.none(),
                watching,
                Watch.METHOD,
                WatchProgress.silent(),
                WatchState.none())) {
      return run.readOnly(places);
    }
  }

  /** The catalogue of its scenes. */
  public Path items() {
    return folder.resolve("items.json");
  }

  private StacCatalog catalog() throws Exception {
    return StacCatalog.open(items().toString(), StacSettings.defaults());
  }
}
