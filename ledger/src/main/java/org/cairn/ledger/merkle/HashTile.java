package org.cairn.ledger.merkle;

import java.util.Arrays;

/**
 * Up to 256 neighbouring hashes of one level, with every whole subtree over them: what a tile file
 * holds, ready for proofs. Grows at its right end. For one thread while it grows; never changed
 * after that it may be shared.
 */
public final class HashTile {
  private static final int HEIGHT = 8;

  /** {@code rows[k]}: hashes of whole subtrees over 2^k hashes of the tile, left to right. */
  private final byte[][] rows;

  private final TreeHasher hasher = new TreeHasher();
  private int width;

  public HashTile() {
    rows = new byte[HEIGHT + 1][];
    for (int row = 0; row <= HEIGHT; row++) {
      rows[row] = new byte[(TileAddress.FULL >> row) * Hash.LENGTH];
    }
  }

  /**
   * @param content of a tile file: a whole number of hashes, at most 256
   */
  public static HashTile of(byte[] content) {
    if (content.length % Hash.LENGTH != 0 || content.length > TileAddress.FULL * Hash.LENGTH) {
      throw new IllegalArgumentException(
          "A tile has up to 256 hashes of 32 bytes, found " + content.length + " bytes");
    }
    HashTile tile = new HashTile();
    for (int at = 0; at < content.length; at += Hash.LENGTH) {
      tile.add(content, at);
    }
    return tile;
  }

  public HashTile copy() {
    return copy(width);
  }

  /**
   * The tile as it was when it had fewer hashes.
   *
   * @param hashes 0 to width
   */
  public HashTile copy(int hashes) {
    if (hashes < 0 || hashes > width) {
      throw new IllegalArgumentException(
          "A tile of width " + width + " never had " + hashes + " hashes");
    }
    HashTile copy = new HashTile();
    for (int row = 0; row <= HEIGHT; row++) {
      System.arraycopy(rows[row], 0, copy.rows[row], 0, (hashes >> row) * Hash.LENGTH);
    }
    copy.width = hashes;
    return copy;
  }

  /** Adds one hash at the right end. */
  public void add(byte[] hash, int offset) {
    if (width == TileAddress.FULL) {
      throw new IllegalStateException("The tile is full");
    }
    System.arraycopy(hash, offset, rows[0], width * Hash.LENGTH, Hash.LENGTH);
    width++;
    for (int row = 1; row <= HEIGHT && (width & ((1 << row) - 1)) == 0; row++) {
      int at = (width >> row) - 1;
      byte[] below = rows[row - 1];
      hasher.node(
          below,
          2 * at * Hash.LENGTH,
          below,
          (2 * at + 1) * Hash.LENGTH,
          rows[row],
          at * Hash.LENGTH);
    }
  }

  public int width() {
    return width;
  }

  public boolean isFull() {
    return width == TileAddress.FULL;
  }

  /** The hash over 2^row hashes of the tile; they must all be there. */
  public Hash node(int row, int at) {
    if (at < 0 || (at + 1) << row > width) {
      throw new IllegalArgumentException(
          "A tile of width " + width + " has no node " + at + " in row " + row);
    }
    return Hash.of(rows[row], at * Hash.LENGTH, Hash.LENGTH);
  }

  /** The hash a full tile has in the level above. */
  public Hash root() {
    return node(HEIGHT, 0);
  }

  /** The bytes of the tile file. */
  public byte[] content() {
    return Arrays.copyOf(rows[0], width * Hash.LENGTH);
  }
}
