package org.cairn.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.cairn.heritage.Place;
import org.cairn.imagery.raster.ByteSources;
import org.cairn.imagery.raster.HttpSettings;
import org.cairn.imagery.stac.HrefSigner;
import org.cairn.imagery.stac.StacCatalog;
import org.cairn.imagery.stac.StacException;
import org.cairn.imagery.stac.StacSettings;
import org.cairn.watch.InputReader;
import org.cairn.watch.Watch;
import org.cairn.watch.WatchResult;
import org.cairn.watch.WatchSettings;
import org.cairn.watch.WatchState;

/** The watch over one catalogue, with a progress bar. */
final class CatalogWatch {
  private final PrintWriter err;
  private final Clock clock;

  CatalogWatch(PrintWriter err, Clock clock) {
    this.err = err;
    this.clock = clock;
  }

  /** What is done with a catalogue's images. */
  @FunctionalInterface
  private interface Use<T> {
    T with(StacCatalog images, ByteSources sources, HrefSigner signer)
        throws IOException, InterruptedException;
  }

  /**
   * @param catalog address or file
   * @param signer token endpoint for image addresses
   */
  WatchResult run(
      String catalog, Optional<URI> signer, List<Place> places, WatchSettings settings) {
    return run(catalog, signer, places, settings, WatchState.none());
  }

  /** The same, going on from what earlier runs over the catalogue kept. */
  WatchResult run(
      String catalog,
      Optional<URI> signer,
      List<Place> places,
      WatchSettings settings,
      WatchState state) {
    boolean terminal = System.console() != null && System.console().isTerminal();
    ProgressBar progress = new ProgressBar(err, terminal, clock, places.size());
    return over(
        catalog,
        signer,
        (images, sources, signs) ->
            new Watch(images, sources, signs, state).run(places, settings, progress));
  }

  /** Reads again what an earlier run read of the catalogue's images; see {@link InputReader}. */
  List<InputReader.Outcome> read(
      String catalog, Optional<URI> signer, List<InputReader.Recorded> inputs, List<Place> places) {
    return over(
        catalog,
        signer,
        (images, sources, signs) -> new InputReader(images, sources, signs).read(inputs, places));
  }

  private static <T> T over(String catalog, Optional<URI> signer, Use<T> use) {
    try (ByteSources sources = new ByteSources(HttpSettings.defaults())) {
      StacCatalog images = StacCatalog.open(catalog, StacSettings.defaults());
      HrefSigner signs = signer.map(HrefSigner::planetaryComputer).orElseGet(HrefSigner::none);
      return use.with(images, sources, signs);
    } catch (StacException e) {
      throw CommandFailure.unreadable(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw CommandFailure.unreadable("Images could not be read: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.unreadable("Stopped; nothing was written.", e);
    }
  }
}
