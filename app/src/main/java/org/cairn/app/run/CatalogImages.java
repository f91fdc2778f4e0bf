package org.cairn.app.run;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.cairn.imagery.raster.ByteSources;
import org.cairn.imagery.raster.HttpSettings;
import org.cairn.imagery.stac.HrefSigner;
import org.cairn.imagery.stac.StacCatalog;
import org.cairn.imagery.stac.StacException;
import org.cairn.imagery.stac.StacSettings;

/** Opens a catalogue's images for whatever is done with them. */
public final class CatalogImages {
  private CatalogImages() {}

  /** What is done with a catalogue's images. */
  @FunctionalInterface
  public interface Use<T> {
    T with(StacCatalog images, ByteSources sources, HrefSigner signer)
        throws IOException, InterruptedException;
  }

  /**
   * @param catalog address or file
   * @param signer token endpoint for image addresses
   * @throws RunFailure where the catalogue or its images cannot be read, or the reading is stopped
   *     ({@code stopped})
   */
  public static <T> T over(String catalog, Optional<URI> signer, Use<T> use) throws RunFailure {
    try (ByteSources sources = new ByteSources(HttpSettings.defaults())) {
      StacCatalog images = StacCatalog.open(catalog, StacSettings.defaults());
      HrefSigner signs = signer.map(HrefSigner::planetaryComputer).orElseGet(HrefSigner::none);
      return use.with(images, sources, signs);
    } catch (StacException e) {
      if (e.code() == StacException.Code.INTERRUPTED) {
        throw stopped(e);
      }
      throw new RunFailure(e.code().id(), String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new RunFailure("images-unreadable", "Images could not be read: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      throw stopped(e);
    }
  }

  private static RunFailure stopped(Exception cause) {
    Thread.currentThread().interrupt();
    return new RunFailure(RunFailure.STOPPED, "Stopped; nothing was written.", cause);
  }
}
