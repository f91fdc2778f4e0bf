package org.cairn.imagery.stac;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import org.cairn.imagery.raster.WebAccess;

/**
 * Turns an asset's address into one that may be read, where a catalogue asks for that.
 * Implementations are thread-safe.
 */
@FunctionalInterface
public interface HrefSigner {
  /**
   * The address to read an asset at.
   *
   * @return address to read the asset at, now
   * @throws IOException where no permission can be had
   */
  URI sign(Item item, Asset asset) throws IOException;

  /** Leaves addresses as they are. */
  static HrefSigner none() {
    return (item, asset) -> asset.href();
  }

  /**
   * Adds the token that Planetary Computer hands out per collection to addresses in its storage
   * ({@code *.blob.core.windows.net}); all others stay as they are.
   *
   * @param tokenEndpoint a collection's token is at {@code tokenEndpoint/collection}, for example
   *     {@code https://planetarycomputer.microsoft.com/api/sas/v1/token}
   */
  static HrefSigner planetaryComputer(URI tokenEndpoint) {
    return planetaryComputer(tokenEndpoint, StacSettings.defaults(), Clock.systemUTC());
  }

  /** As {@link #planetaryComputer(URI)}, with its own settings and clock. */
  static HrefSigner planetaryComputer(URI tokenEndpoint, StacSettings settings, Clock clock) {
    return new TokenSigner(tokenEndpoint, settings, clock, WebAccess.open());
  }

  /** As {@link #planetaryComputer(URI)}, asking as the rest of a run does. */
  static HrefSigner planetaryComputer(URI tokenEndpoint, WebAccess access) {
    return new TokenSigner(tokenEndpoint, StacSettings.defaults(), Clock.systemUTC(), access);
  }
}
