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
import org.cairn.watch.Watch;
import org.cairn.watch.WatchResult;
import org.cairn.watch.WatchSettings;

/** The watch over one catalogue, with a progress bar. */
final class CatalogWatch {
  private final PrintWriter err;
  private final Clock clock;

  CatalogWatch(PrintWriter err, Clock clock) {
    this.err = err;
    this.clock = clock;
  }

  /**
   * @param catalog address or file
   * @param signer token endpoint for image addresses
   */
  WatchResult run(
      String catalog, Optional<URI> signer, List<Place> places, WatchSettings settings) {
    boolean terminal = System.console() != null && System.console().isTerminal();
    ProgressBar progress = new ProgressBar(err, terminal, clock, places.size());
    try (ByteSources sources = new ByteSources(HttpSettings.defaults())) {
      StacCatalog images = StacCatalog.open(catalog, StacSettings.defaults());
      HrefSigner signs = signer.map(HrefSigner::planetaryComputer).orElseGet(HrefSigner::none);
      return new Watch(images, sources, signs).run(places, settings, progress);
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
