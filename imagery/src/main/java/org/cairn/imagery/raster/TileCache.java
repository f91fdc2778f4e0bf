package org.cairn.imagery.raster;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Decoded tiles of many files, the most recently used ones, bounded in bytes. Thread-safe. Tiles
 * are handed out as they are; nobody may write them.
 */
public final class TileCache {
  private final long maxBytes;
  private final Map<Key, Tile> tiles = new LinkedHashMap<>(64, 0.75f, true);
  private long bytes;

  /**
   * @param maxBytes 0 keeps nothing
   */
  public TileCache(long maxBytes) {
    if (maxBytes < 0) {
      throw new IllegalArgumentException("A cache of " + maxBytes + " bytes");
    }
    this.maxBytes = maxBytes;
  }

  /** One tile of one directory of one open file. Files are told apart by identity. */
  record Key(GeoTiff file, int directory, int tile) {}

  /**
   * Decoded samples, row by row; the last rows may be missing where nobody asked for them.
   *
   * @param rows how many rows are there
   */
  record Tile(Samples samples, int rows) {}

  /** Bytes of decoded samples, little-endian, predictor undone. Owned by the cache. */
  static final class Samples {
    private final byte[] bytes;

    Samples(byte[] bytes) {
      this.bytes = bytes;
    }

    byte[] bytes() {
      return bytes;
    }
  }

  synchronized Optional<Tile> find(Key key, int rows) {
    Tile tile = tiles.get(key);
    return tile != null && tile.rows() >= rows ? Optional.of(tile) : Optional.empty();
  }

  synchronized void put(Key key, Tile tile) {
    int size = tile.samples().bytes().length;
    if (size > maxBytes) {
      return;
    }
    Tile before = tiles.put(key, tile);
    bytes += size - (before == null ? 0 : before.samples().bytes().length);
    var oldestFirst = tiles.entrySet().iterator();
    while (bytes > maxBytes && oldestFirst.hasNext()) {
      bytes -= oldestFirst.next().getValue().samples().bytes().length;
      oldestFirst.remove();
    }
  }

  /** Forgets a closed file. */
  synchronized void drop(GeoTiff file) {
    tiles
        .entrySet()
        .removeIf(entry -> {
          boolean gone = entry.getKey().file() == file;
          if (gone) {
            bytes -= entry.getValue().samples().bytes().length;
          }
          return gone;
        });
  }
}
