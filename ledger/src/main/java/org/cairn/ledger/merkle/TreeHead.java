package org.cairn.ledger.merkle;

/**
 * What a checkpoint commits to. Immutable.
 *
 * @param size number of leaves, 0 to 2^63 - 1
 * @param root RFC 6962 section 2.1 tree hash of that many leaves
 */
public record TreeHead(long size, Hash root) {
  /** No leaves: the root is SHA-256 of nothing. */
  public static final TreeHead EMPTY = new TreeHead(0, Merkle.EMPTY_ROOT);

  public TreeHead {
    if (size < 0) {
      throw new IllegalArgumentException("A tree has 0 leaves or more, found " + size);
    }
  }
}
