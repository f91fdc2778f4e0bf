package org.cairn.watch.internal;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairn.imagery.raster.ByteSources;
import org.cairn.imagery.raster.GeoTiff;
import org.cairn.imagery.raster.TileCache;
import org.cairn.imagery.stac.Asset;
import org.cairn.imagery.stac.HrefSigner;
import org.cairn.imagery.stac.Item;

/**
 * The run's open image files: headers are read once as long as the file stays among the most
 * recently used. Thread-safe; a file that is lent is not closed until it is given back.
 */
final class SceneFiles implements AutoCloseable {
  /**
   * Open files kept for reuse; with the usual limit of 1,024 descriptors this leaves room for
   * everything else.
   */
  private static final int KEPT_OPEN = 384;

  private final ByteSources sources;
  private final TileCache cache;
  private final HrefSigner signer;
  private final Map<URI, Slot> slots = new LinkedHashMap<>(64, 0.75f, true);

  SceneFiles(ByteSources sources, TileCache cache, HrefSigner signer) {
    this.sources = sources;
    this.cache = cache;
    this.signer = signer;
  }

  /** What is done with an open file. */
  @FunctionalInterface
  interface Use<T> {
    T with(GeoTiff file) throws IOException;
  }

  /** Opens the asset's file, or takes it from those still open, for the time of {@code use}. */
  <T> T use(Item item, Asset asset, Use<T> use) throws IOException {
    Slot slot = lend(asset.href());
    try {
      GeoTiff file;
      synchronized (slot) {
        if (slot.file.isEmpty()) {
          slot.file = List.of(GeoTiff.open(sources.open(signer.sign(item, asset)), cache));
        }
        file = slot.file.getFirst();
      }
      return use.with(file);
    } finally {
      giveBack(slot);
    }
  }

  private synchronized Slot lend(URI href) {
    Slot slot = slots.computeIfAbsent(href, unused -> new Slot());
    slot.users++;
    return slot;
  }

  private void giveBack(Slot slot) throws IOException {
    List<GeoTiff> toClose = new ArrayList<>();
    synchronized (this) {
      slot.users--;
      var oldestFirst = slots.values().iterator();
      int excess = slots.size() - KEPT_OPEN;
      while (excess > 0 && oldestFirst.hasNext()) {
        Slot candidate = oldestFirst.next();
        if (candidate.users == 0) {
          toClose.addAll(candidate.file);
          oldestFirst.remove();
          excess--;
        }
      }
    }
    for (GeoTiff file : toClose) {
      file.close();
    }
  }

  @Override
  public void close() throws IOException {
    List<Slot> open;
    synchronized (this) {
      open = List.copyOf(slots.values());
      slots.clear();
    }
    for (Slot slot : open) {
      for (GeoTiff file : slot.file) {
        file.close();
      }
    }
  }

  private static final class Slot {
    /**
     * Empty until opened, then the one file. Written and read under the slot's own lock while lent.
     */
    private List<GeoTiff> file = List.of();

    /** Guarded by the enclosing object's lock. */
    private int users;
  }
}
