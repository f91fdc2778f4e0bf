package org.cairn.ledger.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.merkle.HashTile;
import org.cairn.ledger.merkle.TileAddress;
import org.cairn.ledger.merkle.TreeHasher;
import org.cairn.ledger.merkle.TreeHead;
import org.cairn.ledger.merkle.TreeReader;

/**
 * The right edge of a log: of each level the tile that still grows, and the bundle that still
 * grows. All that appending needs. A step is built on a copy, so that a failed one is forgotten by
 * dropping the copy. For one thread.
 */
final class Frontier {
  /** Of each level, the tile that takes the next hash; never full. */
  private final List<HashTile> growing = new ArrayList<>();

  private final ByteArrayOutputStream bundle = new ByteArrayOutputStream();
  private long size;

  /** What this step touched, by place: tiles for proofs. */
  private final Map<Place, HashTile> touched = new LinkedHashMap<>();

  /** What this step filled, for the disk. */
  private final Map<TileAddress, byte[]> filled = new LinkedHashMap<>();

  private final TreeHasher hasher = new TreeHasher();

  private record Place(int level, long index) {}

  /** The frontier of the empty log. */
  Frontier() {}

  /**
   * The frontier of a log that has tiles.
   *
   * @param tailBundle bytes of the partial bundle; empty where the size is a multiple of 256
   */
  static Frontier of(long size, TreeReader.Tiles tiles, byte[] tailBundle)
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
    frontier.bundle.writeBytes(tailBundle);
    return frontier;
  }

  /** The same edge, with nothing touched or filled. */
  Frontier step() {
    Frontier next = new Frontier();
    growing.forEach(tile -> next.growing.add(tile.copy()));
    next.bundle.writeBytes(bundle.toByteArray());
    next.size = size;
    return next;
  }

  void add(byte[] entry) {
    byte[] leaf = new byte[Hash.LENGTH];
    hasher.leaf(entry, 0, entry.length, leaf, 0);
    EntryBundle.write(entry, bundle);
    size++;
    if (size % TileAddress.FULL == 0) {
      long index = size / TileAddress.FULL - 1;
      filled.put(
          new TileAddress(TileAddress.ENTRIES, index, TileAddress.FULL), bundle.toByteArray());
      bundle.reset();
    }
    add(0, leaf);
  }

  private void add(int level, byte[] hash) {
    if (level == growing.size()) {
      growing.add(new HashTile());
    }
    HashTile tile = growing.get(level);
    long index = (TileAddress.nodes(size, level) - 1) / TileAddress.FULL;
    tile.add(hash, 0);
    touched.put(new Place(level, index), tile);
    if (tile.isFull()) {
      filled.put(new TileAddress(level, index, TileAddress.FULL), tile.content());
      growing.set(level, new HashTile());
      add(level + 1, tile.root().bytes());
    }
  }

  long size() {
    return size;
  }

  TreeHead head() throws IOException, RefusedException {
    return new TreeHead(size, tree().root());
  }

  /** Proofs for entries added in this step, against its head. */
  TreeReader tree() {
    return new TreeReader(this::tile, size);
  }

  private HashTile tile(TileAddress address) {
    HashTile known = touched.get(new Place(address.level(), address.index()));
    if (known == null && address.index() == TileAddress.nodes(size, address.level()) / 256) {
      known = growing.get(address.level());
    }
    if (known == null) {
      throw new IllegalStateException("Tile " + address.path() + " is not at the edge");
    }
    return known;
  }

  /** Files to write for this step's head: those it filled, and the partial ones it grew. */
  Map<TileAddress, byte[]> files() {
    Map<TileAddress, byte[]> files = new LinkedHashMap<>(filled);
    files.putAll(partials());
    return files;
  }

  /** Files this step filled. */
  Map<TileAddress, byte[]> filled() {
    return filled;
  }

  /** Partial files of this step's head that it grew. */
  Map<TileAddress, byte[]> partials() {
    Map<TileAddress, byte[]> files = new LinkedHashMap<>();
    int width = (int) (size % TileAddress.FULL);
    if (width > 0) {
      files.put(
          new TileAddress(TileAddress.ENTRIES, size / TileAddress.FULL, width),
          bundle.toByteArray());
    }
    touched.forEach((place, tile) -> {
      if (!tile.isFull()) {
        files.put(new TileAddress(place.level, place.index, tile.width()), tile.content());
      }
    });
    return files;
  }
}
