package org.cairn.ledger.merkle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cairn.ledger.RefusedException;

/**
 * Roots and proofs computed from tiles. What the tiles say is not trusted here: check a proof
 * against a signed checkpoint before acting on it. For one thread.
 */
public final class TreeReader {
  /** Where tiles come from. */
  @FunctionalInterface
  public interface Tiles {
    /**
     * The tile with at least this many hashes.
     *
     * @throws RefusedException where the tile is not in format
     */
    HashTile tile(TileAddress address) throws IOException, RefusedException;
  }

  private static final int TILE_HEIGHT = 8;

  private final Tiles tiles;
  private final long size;
  private final TreeHasher hasher = new TreeHasher();

  /** By its first leaf, the root of each subtree along the right edge that is not whole. */
  private final Map<Long, Hash> edge = new HashMap<>();

  /**
   * @param size of the tree the tiles belong to
   */
  public TreeReader(Tiles tiles, long size) {
    this.tiles = tiles;
    this.size = size;
  }

  public Hash root() throws IOException, RefusedException {
    return size == 0 ? Merkle.EMPTY_ROOT : subtree(0, size);
  }

  /**
   * RFC 6962 section 2.1.1: the leaf's own sibling first.
   *
   * @param index 0 to size - 1
   */
  public List<Hash> inclusionProof(long index) throws IOException, RefusedException {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("Index " + index + " is not in 0 to " + (size - 1));
    }
    List<Hash> proof = new ArrayList<>();
    include(index, 0, size, proof);
    return proof;
  }

  private void include(long index, long from, long to, List<Hash> proof)
      throws IOException, RefusedException {
    if (to - from == 1) {
      return;
    }
    long middle = from + split(to - from);
    if (index < middle) {
      include(index, from, middle, proof);
      proof.add(subtree(middle, to));
    } else {
      include(index, middle, to, proof);
      proof.add(subtree(from, middle));
    }
  }

  /**
   * RFC 6962 section 2.1.2. Empty where the sizes are equal.
   *
   * @param old 1 to size
   */
  public List<Hash> consistencyProof(long old) throws IOException, RefusedException {
    if (old < 1 || old > size) {
      throw new IllegalArgumentException("Old size " + old + " is not in 1 to " + size);
    }
    List<Hash> proof = new ArrayList<>();
    continueFrom(old, 0, size, true, proof);
    return proof;
  }

  private void continueFrom(long old, long from, long to, boolean known, List<Hash> proof)
      throws IOException, RefusedException {
    if (old == to) {
      if (!known) {
        proof.add(subtree(from, to));
      }
      return;
    }
    long middle = from + split(to - from);
    if (old <= middle) {
      continueFrom(old, from, middle, known, proof);
      proof.add(subtree(middle, to));
    } else {
      continueFrom(old, middle, to, false, proof);
      proof.add(subtree(from, middle));
    }
  }

  /** The tree hash over leaves from..to-1, {@code from} a multiple of the next power of two. */
  private Hash subtree(long from, long to) throws IOException, RefusedException {
    long leaves = to - from;
    if (Long.bitCount(leaves) == 1) {
      int height = Long.numberOfTrailingZeros(leaves);
      return node(height, from >>> height);
    }
    Hash known = to == size ? edge.get(from) : null;
    if (known != null) {
      return known;
    }
    long middle = from + split(leaves);
    byte[] joined = new byte[2 * Hash.LENGTH];
    subtree(from, middle).copyTo(joined, 0);
    subtree(middle, to).copyTo(joined, Hash.LENGTH);
    hasher.node(joined, 0, joined, Hash.LENGTH, joined, 0);
    Hash root = Hash.of(joined, 0, Hash.LENGTH);
    if (to == size) {
      edge.put(from, root);
    }
    return root;
  }

  private Hash node(int height, long index) throws IOException, RefusedException {
    int level = height / TILE_HEIGHT;
    int row = height % TILE_HEIGHT;
    long tile = index >>> (TILE_HEIGHT - row);
    int at = (int) (index - (tile << (TILE_HEIGHT - row)));
    return tiles.tile(TileAddress.in(size, level, tile)).node(row, at);
  }

  /** The largest power of two below n; n is 2 or more. */
  private static long split(long n) {
    return Long.highestOneBit(n - 1);
  }
}
