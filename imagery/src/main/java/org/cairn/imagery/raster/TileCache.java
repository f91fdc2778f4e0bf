package org.cairn.imagery.raster;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Decoded tiles of any number of files, the least recently used dropped first when they take more
 * than the given bytes. Two readers that want one tile at the same time decode it once.
 * Thread-safe.
 */
public final class TileCache {
  private static final int ENTRY_OVERHEAD_BYTES = 128;

  /**
   * @param file number of an open file
   * @param image offset of the directory
   * @param tile number of the tile over all planes
   */
  record Key(long file, long image, int tile) {}

  /** What a reader that wants a tile must do. */
  sealed interface Claim {
    /** Use it. */
    record Ready(Tile tile) implements Claim {}

    /** Decode it and tell {@link TileCache#finish} or {@link TileCache#giveUp}. */
    record Mine(Key key, CompletableFuture<Tile> tile) implements Claim {}

    /** Another reader is at it. */
    record Awaited(CompletableFuture<Tile> tile) implements Claim {}
  }

  /** Decoded samples, little-endian; shared and never written again. */
  static final class Tile {
    final byte[] samples;

    Tile(byte[] samples) {
      this.samples = samples;
    }
  }

  /**
   * Counts since the cache was made.
   *
   * @param found tiles that were there when wanted
   * @param decoded tiles that had to be decoded
   * @param bytes held now
   */
  public record Statistics(long found, long decoded, long bytes) {}

  private final long maxBytes;

  // All guarded by this.
  private final LinkedHashMap<Key, Tile> tiles = new LinkedHashMap<>(64, 0.75f, true);
  private final Map<Key, CompletableFuture<Tile>> underWay = new HashMap<>();
  private long bytes;
  private long found;
  private long decoded;

  /**
   * @param maxBytes 0 keeps nothing
   */
  public TileCache(long maxBytes) {
    if (maxBytes < 0) {
      throw new IllegalArgumentException("A cache holds 0 bytes or more, found " + maxBytes);
    }
    this.maxBytes = maxBytes;
  }

  /** What the cache did so far. */
  public synchronized Statistics statistics() {
    return new Statistics(found, decoded, bytes);
  }

  synchronized Claim claim(Key key) {
    Tile tile = tiles.get(key);
    if (tile != null) {
      found++;
      return new Claim.Ready(tile);
    }
    CompletableFuture<Tile> other = underWay.get(key);
    if (other != null) {
      return new Claim.Awaited(other);
    }
    CompletableFuture<Tile> mine = new CompletableFuture<>();
    underWay.put(key, mine);
    return new Claim.Mine(key, mine);
  }

  /** The claimed tile, decoded. */
  void finish(Claim.Mine claim, Tile tile) {
    synchronized (this) {
      underWay.remove(claim.key());
      decoded++;
      put(claim.key(), tile);
    }
    claim.tile().complete(tile);
  }

  /** The claimed tile could not be decoded, or was not tried; others have to try themselves. */
  void giveUp(Claim.Mine claim) {
    synchronized (this) {
      underWay.remove(claim.key(), claim.tile());
    }
    claim.tile().cancel(false);
  }

  private void put(Key key, Tile tile) {
    long size = sizeOf(tile);
    if (size > maxBytes) {
      return;
    }
    @Nullable Tile before = tiles.put(key, tile);
    bytes += size - (before == null ? 0 : sizeOf(before));
    Iterator<Tile> oldest = tiles.values().iterator();
    while (bytes > maxBytes) {
      bytes -= sizeOf(oldest.next());
      oldest.remove();
    }
  }

  /** Drops the tiles of a closed file. */
  synchronized void forget(long file) {
    tiles
        .entrySet()
        .removeIf(entry -> {
          boolean gone = entry.getKey().file() == file;
          if (gone) {
            bytes -= sizeOf(entry.getValue());
          }
          return gone;
        });
  }

  private static long sizeOf(Tile tile) {
    return tile.samples.length + ENTRY_OVERHEAD_BYTES;
  }
}
