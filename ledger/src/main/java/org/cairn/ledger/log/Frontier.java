package org.cairn.ledger.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.merkle.HashTile;
import org.cairn.ledger.merkle.TileAddress;
import org.cairn.ledger.merkle.TreeHead;
import org.cairn.ledger.merkle.TreeReader;

/**
 * The right edge of a log: of each level the tile that still grows, and the bundle that still
 * grows. All that appending needs. A step is built on a copy, so that a failed one is forgotten by
 * dropping the copy; the bundle's bytes are not copied, since a step writes only behind those that
 * an earlier one has. For one thread at a time.
 */
final class Frontier {
  /** Of each level, the tile that takes the next hash; never full. */
  private final List<HashTile> growing = new ArrayList<>();

  /** The growing bundle stands in its first {@link #bundleLength} bytes. */
  private byte[] bundle = new byte[0];

  private int bundleLength;
  private long size;

  /** What this step touched, by place: tiles for proofs. */
  private final Map<Place, HashTile> touched = new LinkedHashMap<>();

  /** What this step filled, for the disk. */
  private final Map<TileAddress, ByteBuffer> filled = new LinkedHashMap<>();

  private record Place(int level, long index) {}

  /** The frontier of the empty log. */
  Frontier() {}

  /**
   * The frontier of a log that has tiles.
   *
   * @param tailBundle the partial bundle; empty where the size is a multiple of 256
   */
  static Frontier of(long size, TreeReader.Tiles tiles, Entries tailBundle)
      throws IOException, RefusedException {
    Frontier frontier = new Frontier();
    frontier.size = size;
    for (int level = 0; TileAddress.nodes(size, level) > 0; level++) {
      long nodes = TileAddress.nodes(size, level);
      long index = nodes / TileAddress.FULL;
      int width = (int) (nodes % TileAddress.FULL);
      // What is found may be its full form, which replaced it since.
      frontier.growing.add(
          width == 0 ? new HashTile() : tiles.tile(TileAddress.in(size, level, index)).copy(width));
    }
    frontier.growBundle(tailBundle.encoded(), 0, tailBundle.bytes());
    return frontier;
  }

  /** The same edge, with nothing touched or filled. */
  Frontier step() {
    Frontier next = new Frontier();
    growing.forEach(tile -> next.growing.add(tile.copy()));
    next.bundle = bundle;
    next.bundleLength = bundleLength;
    next.size = size;
    return next;
  }

  void add(Entries entries) {
    int entry = 0;
    while (entry < entries.count()) {
      int room = TileAddress.FULL - (int) (size % TileAddress.FULL);
      int end = Math.min(entries.count(), entry + room);
      int from = entries.start(entry);
      int to = entries.start(end);
      boolean wholeBundle = end - entry == TileAddress.FULL;
      if (!wholeBundle) {
        growBundle(entries.encoded(), from, to);
      }
      size += end - entry;
      add(0, entries.leaves(), entry, end);
      entry = end;
      if (size % TileAddress.FULL == 0) {
        long index = size / TileAddress.FULL - 1;
        filled.put(
            new TileAddress(TileAddress.ENTRIES, index, TileAddress.FULL),
            wholeBundle ? slice(entries.encoded(), from, to) : slice(bundle, 0, bundleLength));
        bundle = new byte[0];
        bundleLength = 0;
      }
    }
  }

  private void growBundle(byte[] encoded, int from, int to) {
    int length = bundleLength + to - from;
    if (length > bundle.length) {
      byte[] larger = new byte[Math.max(length, Math.min(2 * length, EntryBundle.MAX_BYTES))];
      System.arraycopy(bundle, 0, larger, 0, bundleLength);
      bundle = larger;
    }
    System.arraycopy(encoded, from, bundle, bundleLength, to - from);
    bundleLength = length;
  }

  private static ByteBuffer slice(byte[] bytes, int from, int to) {
    return ByteBuffer.wrap(bytes, from, to - from).slice().asReadOnlyBuffer();
  }

  /**
   * Adds neighbouring hashes, no more than the level's tile has room for.
   *
   * @param hashes 32 bytes each
   */
  private void add(int level, byte[] hashes, int from, int to) {
    if (level == growing.size()) {
      growing.add(new HashTile());
    }
    HashTile tile = growing.get(level);
    long index = (TileAddress.nodes(size, level) - 1) / TileAddress.FULL;
    for (int hash = from; hash < to; hash++) {
      tile.add(hashes, hash * Hash.LENGTH);
    }
    touched.put(new Place(level, index), tile);
    if (tile.isFull()) {
      filled.put(new TileAddress(level, index, TileAddress.FULL), ByteBuffer.wrap(tile.content()));
      growing.set(level, new HashTile());
      add(level + 1, tile.root().bytes(), 0, 1);
    }
  }

  long size() {
    return size;
  }

  TreeHead head() throws IOException, RefusedException {
    return new TreeHead(size, tree().root());
  }

  private TreeReader tree() {
    return new TreeReader(tiles(), size);
  }

  /**
   * The tiles that proofs for entries added in this step need, against its head. Nobody changes
   * them once the next step is built on a copy.
   */
  TreeReader.Tiles tiles() {
    Map<Place, HashTile> known = new HashMap<>(touched);
    for (int level = 0; level < growing.size(); level++) {
      Place place = new Place(level, TileAddress.nodes(size, level) / TileAddress.FULL);
      known.putIfAbsent(place, growing.get(level));
    }
    return address -> {
      HashTile tile = known.get(new Place(address.level(), address.index()));
      if (tile == null) {
        throw new IllegalStateException("Tile " + address.path() + " is not at the edge");
      }
      return tile;
    };
  }

  /** Files to write for this step's head: those it filled, and the partial ones it grew. */
  Map<TileAddress, ByteBuffer> files() {
    Map<TileAddress, ByteBuffer> files = new LinkedHashMap<>(filled);
    int width = (int) (size % TileAddress.FULL);
    if (width > 0) {
      files.put(
          new TileAddress(TileAddress.ENTRIES, size / TileAddress.FULL, width),
          slice(bundle, 0, bundleLength));
    }
    touched.forEach((place, tile) -> {
      if (!tile.isFull()) {
        files.put(
            new TileAddress(place.level, place.index, tile.width()),
            ByteBuffer.wrap(tile.content()));
      }
    });
    return files;
  }

  /** What grows at this edge, whole as far as it goes: a file of each place that is partial. */
  Map<TileAddress, ByteBuffer> partials() {
    Map<TileAddress, ByteBuffer> partials = new LinkedHashMap<>();
    if (size % TileAddress.FULL > 0) {
      partials.put(
          new TileAddress(
              TileAddress.ENTRIES, size / TileAddress.FULL, (int) (size % TileAddress.FULL)),
          slice(bundle, 0, bundleLength));
    }
    for (int level = 0; level < growing.size(); level++) {
      HashTile tile = growing.get(level);
      if (tile.width() > 0) {
        long index = TileAddress.nodes(size, level) / TileAddress.FULL;
        partials.put(new TileAddress(level, index, tile.width()), ByteBuffer.wrap(tile.content()));
      }
    }
    return partials;
  }
}
