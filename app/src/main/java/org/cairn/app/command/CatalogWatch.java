package org.cairn.app.command;

import java.io.PrintWriter;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.cairn.app.run.CatalogImages;
import org.cairn.app.run.RunFailure;
import org.cairn.heritage.Place;
import org.cairn.imagery.raster.WebAccess;
import org.cairn.watch.InputReader;
import org.cairn.watch.Watch;
import org.cairn.watch.WatchProgress;
import org.cairn.watch.WatchResult;
import org.cairn.watch.WatchSettings;

/** The watch over one catalogue, with a progress bar, that keeps nothing. */
final class CatalogWatch {
  private final PrintWriter err;
  private final Clock clock;
  private final WebAccess access;

  CatalogWatch(PrintWriter err, Clock clock, WebAccess access) {
    this.err = err;
    this.clock = clock;
    this.access = access;
  }

  /**
   * @param catalog address or file
   * @param signer token endpoint for image addresses
   */
  WatchResult run(
      String catalog, Optional<URI> signer, List<Place> places, WatchSettings settings) {
    WatchProgress progress = ProgressBar.of(err, clock, places.size());
    return over(
        catalog,
        signer,
        (images, sources, signs) ->
            new Watch(images, sources, signs).run(places, settings, progress));
  }

  /** Reads again what an earlier run read of the catalogue's images; see {@link InputReader}. */
  List<InputReader.Outcome> read(
      String catalog, Optional<URI> signer, List<InputReader.Recorded> inputs, List<Place> places) {
    return over(
        catalog,
        signer,
        (images, sources, signs) -> new InputReader(images, sources, signs).read(inputs, places));
  }

  private <T> T over(String catalog, Optional<URI> signer, CatalogImages.Use<T> use) {
    try {
      return CatalogImages.over(catalog, signer, access, use);
    } catch (RunFailure e) {
      throw CommandFailure.unreadable(String.valueOf(e.getMessage()), e);
    }
  }
}
