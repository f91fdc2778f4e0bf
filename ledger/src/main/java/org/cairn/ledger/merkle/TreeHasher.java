package org.cairn.ledger.merkle;

import java.security.DigestException;
import java.security.MessageDigest;
import org.cairn.ledger.crypto.Sha256;

/**
 * The two hashes of RFC 6962 section 2.1: leaf = SHA-256(0x00 || entry), node = SHA-256(0x01 ||
 * left || right). Keeps its digest and its buffers: for one thread, many hashes.
 */
public final class TreeHasher {
  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private final MessageDigest sha256 = Sha256.start();
  private final byte[] node = new byte[1 + 2 * Hash.LENGTH];

  public TreeHasher() {
    node[0] = NODE;
  }

  /** Hashes an entry's bytes into 32 bytes of another array. */
  public void leaf(byte[] entry, int offset, int length, byte[] into, int at) {
    sha256.update(LEAF);
    sha256.update(entry, offset, length);
    finish(into, at);
  }

  /**
   * As {@link #leaf}, for an entry that has a byte before it which the caller no longer needs: that
   * byte is overwritten, and one call hashes all.
   */
  public void leafWithRoom(byte[] buffer, int entryOffset, int length, byte[] into, int at) {
    buffer[entryOffset - 1] = LEAF;
    sha256.update(buffer, entryOffset - 1, length + 1);
    finish(into, at);
  }

  /** Hashes two hashes that stand anywhere; {@code into} may be where they stand. */
  public void node(byte[] left, int leftAt, byte[] right, int rightAt, byte[] into, int at) {
    System.arraycopy(left, leftAt, node, 1, Hash.LENGTH);
    System.arraycopy(right, rightAt, node, 1 + Hash.LENGTH, Hash.LENGTH);
    sha256.update(node, 0, node.length);
    finish(into, at);
  }

  private void finish(byte[] into, int at) {
    try {
      sha256.digest(into, at, Hash.LENGTH);
    } catch (DigestException impossible) {
      throw new IllegalStateException("SHA-256 refused a place of 32 bytes", impossible);
    }
  }
}
