package org.cairn.watch.internal;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.cairn.imagery.raster.ByteSource;
import org.cairn.imagery.raster.ByteSources;
import org.cairn.imagery.raster.GeoTiff;
import org.cairn.imagery.raster.ReadRecorder;
import org.cairn.imagery.raster.ReadSummary;
import org.cairn.imagery.raster.TileCache;
import org.cairn.imagery.stac.Asset;
import org.cairn.imagery.stac.HrefSigner;
import org.cairn.imagery.stac.Item;
import org.cairn.watch.AssetRead;
import org.cairn.watch.ItemRef;

/**
 * The run's open image files: headers are read once as long as the file stays among the most
 * recently used. Notes what is read of each, over all times it is opened. Thread-safe; a file that
 * is lent is not closed until it is given back.
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

  /** By catalogued address, kept for the whole run: a signed address changes. */
  private final Map<URI, ReadRecorder> recorders = new ConcurrentHashMap<>();

  /** The assets whose files were asked for, by key. */
  private final Map<ItemRef, Map<String, Asset>> asked = new ConcurrentHashMap<>();

  SceneFiles(ByteSources sources, TileCache cache, HrefSigner signer) {
    this.sources = sources;
    this.cache = cache;
    this.signer = signer;
  }

  /** What tells the asset's file from another in its place, see {@link ByteSources#stamp}. */
  Optional<String> stamp(Asset asset) {
    return sources.stamp(asset.href());
  }

  /** Counts as read what an earlier run read of the asset's file; call before it is used. */
  void resume(Item item, Asset asset, ReadSummary earlier) {
    ask(item, asset);
    recorderOf(asset).resume(earlier.bytes(), earlier.entityTag(), earlier.read());
  }

  /** The assets whose files were used. */
  List<Asset> askedOf(ItemRef item) {
    return List.copyOf(asked.getOrDefault(item, Map.of()).values());
  }

  /** What was read so far of one file. */
  ReadSummary summary(Asset asset) {
    return recorderOf(asset).summary();
  }

  private void ask(Item item, Asset asset) {
    asked
        .computeIfAbsent(Scene.refOf(item), unused -> new ConcurrentSkipListMap<>())
        .putIfAbsent(asset.key(), asset);
  }

  /** What is done with an open file. */
  @FunctionalInterface
  interface Use<T> {
    T with(GeoTiff file) throws IOException;
  }

  /** Opens the asset's file, or takes it from those still open, for the time of {@code use}. */
  <T> T use(Item item, Asset asset, Use<T> use) throws IOException {
    ask(item, asset);
    Slot slot = lend(asset.href());
    try {
      GeoTiff file;
      synchronized (slot) {
        if (slot.file.isEmpty()) {
          ByteSource source = sources.open(signer.sign(item, asset));
          slot.file = List.of(GeoTiff.open(recorderOf(asset).around(source), cache));
        }
        file = slot.file.getFirst();
      }
      return use.with(file);
    } finally {
      giveBack(slot);
    }
  }

  private ReadRecorder recorderOf(Asset asset) {
    return recorders.computeIfAbsent(asset.href(), unused -> new ReadRecorder());
  }

  /** What was read so far of an item's files, by asset key; files of which nothing was are not. */
  List<AssetRead> readsOf(ItemRef item) {
    List<AssetRead> reads = new ArrayList<>();
    for (Asset asset : asked.getOrDefault(item, Map.of()).values()) {
      ReadSummary summary = recorderOf(asset).summary();
      if (summary.read().size() > 0) {
        reads.add(
            new AssetRead(
                asset.key(),
                asset.address(),
                summary.bytes(),
                summary.entityTag(),
                asset.checksum(),
                summary.read(),
                summary.change().isPresent()));
      }
    }
    return reads;
  }

  /** What was found of files that were replaced while they were read, a sentence each. */
  List<String> changesOf(ItemRef item) {
    return asked.getOrDefault(item, Map.of()).values().stream()
        .flatMap(asset -> recorderOf(asset).summary().change().stream())
        .distinct()
        .toList();
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
