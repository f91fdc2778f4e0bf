package org.cairn.app.run;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.cairn.imagery.raster.ByteSources;
import org.cairn.imagery.raster.HttpSettings;
import org.cairn.imagery.raster.Reach;
import org.cairn.imagery.raster.WebAccess;
import org.cairn.imagery.stac.HrefSigner;
import org.cairn.imagery.stac.StacCatalog;
import org.cairn.imagery.stac.StacException;
import org.cairn.imagery.stac.StacSettings;
import org.cairn.register.Workspace;

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
   * @param access how servers are asked
   * @throws RunFailure where the catalogue or its images cannot be read, or the reading is stopped
   *     ({@code stopped})
   */
  public static <T> T over(String catalog, Optional<URI> signer, WebAccess access, Use<T> use)
      throws RunFailure {
    try (ByteSources sources = new ByteSources(HttpSettings.defaults(), access)) {
      StacCatalog images = StacCatalog.open(catalog, StacSettings.defaults(), access);
      HrefSigner signs =
          signer
              .map(endpoint -> HrefSigner.planetaryComputer(endpoint, access))
              .orElseGet(HrefSigner::none);
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

  /** Without credentials, for who names a catalogue on the command line. */
  public static WebAccess access() {
    return new WebAccess(List.of(), Reach.ofNetworks(true));
  }

  /** With the credentials of a workspace's catalogue, for who is at the command line. */
  public static WebAccess access(Workspace workspace, String catalog) throws IOException {
    try (RunBook book = RunBook.open(workspace)) {
      return new WebAccess(book.secrets().of(catalog), Reach.ofNetworks(true));
    }
  }

  /** As pages ask: into private networks only where the catalogue may lead there. */
  static WebAccess accessOfPages(RunBook book, String catalog) throws IOException {
    boolean privateToo =
        book.catalogs().find(catalog).map(CatalogBook.Kept::privateToo).orElse(false);
    return new WebAccess(book.secrets().of(catalog), Reach.ofNetworks(privateToo));
  }

  private static RunFailure stopped(Exception cause) {
    Thread.currentThread().interrupt();
    return new RunFailure(RunFailure.STOPPED, "Stopped; nothing was written.", cause);
  }
}
