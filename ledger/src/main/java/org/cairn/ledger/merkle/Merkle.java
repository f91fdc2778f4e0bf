package org.cairn.ledger.merkle;

import java.util.List;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.crypto.Sha256;

/** Hashes and proof checks of RFC 6962 (the tree RFC 9162 keeps). Pure functions, thread-safe. */
public final class Merkle {
  /** The root of the tree without leaves, SHA-256 of nothing. */
  public static final Hash EMPTY_ROOT = Hash.of(Sha256.of(new byte[0]));

  private Merkle() {}

  public static Hash leafHash(byte[] entry) {
    byte[] out = new byte[Hash.LENGTH];
    new TreeHasher().leaf(entry, 0, entry.length, out, 0);
    return Hash.of(out);
  }

  public static Hash nodeHash(Hash left, Hash right) {
    byte[] out = new byte[Hash.LENGTH];
    new TreeHasher().node(left.bytes(), 0, right.bytes(), 0, out, 0);
    return Hash.of(out);
  }

  /**
   * Checks that a leaf is in a tree: RFC 9162 section 2.1.3.2.
   *
   * @param proof the siblings, the leaf's own first
   * @throws RefusedException {@code inclusion-index}, {@code inclusion-length}, {@code
   *     inclusion-root}
   */
  public static void verifyInclusion(Hash leaf, long index, TreeHead head, List<Hash> proof)
      throws RefusedException {
    if (index < 0 || index >= head.size()) {
      throw RefusedException.expected(
          "inclusion-index", "index " + index, "0 to " + (head.size() - 1), "index " + index);
    }
    int expected = inclusionLength(index, head.size());
    if (proof.size() != expected) {
      throw RefusedException.expected(
          "inclusion-length", "index " + index, expected + " hashes", proof.size() + " hashes");
    }
    Fold fold = new Fold(leaf);
    long node = index;
    long last = head.size() - 1;
    for (Hash sibling : proof) {
      if ((node & 1) == 1 || node == last) {
        fold.under(sibling);
        while ((node & 1) == 0 && node != 0) {
          node >>>= 1;
          last >>>= 1;
        }
      } else {
        fold.over(sibling);
      }
      node >>>= 1;
      last >>>= 1;
    }
    if (!fold.result().equals(head.root())) {
      throw RefusedException.expected(
          "inclusion-root", "index " + index, head.root().base64(), fold.result().base64());
    }
  }

  /**
   * Checks that one tree is the beginning of another: RFC 9162 section 2.1.4.2. Every tree begins
   * with the empty one, but no proof can say so: the caller handles an old size of 0.
   *
   * @throws RefusedException {@code consistency-size}, {@code consistency-length}, {@code
   *     consistency-root}
   */
  public static void verifyConsistency(TreeHead old, TreeHead later, List<Hash> proof)
      throws RefusedException {
    String where = "sizes " + old.size() + " and " + later.size();
    if (old.size() == 0 || old.size() > later.size()) {
      throw RefusedException.expected(
          "consistency-size", where, "an older size of 1 to " + later.size(), "" + old.size());
    }
    int expected = consistencyLength(old.size(), later.size());
    if (proof.size() != expected) {
      throw RefusedException.expected(
          "consistency-length", where, expected + " hashes", proof.size() + " hashes");
    }
    if (old.size() == later.size()) {
      requireRoot("consistency-root", where, later.root(), old.root());
      return;
    }
    long node = old.size() - 1;
    long last = later.size() - 1;
    while ((node & 1) == 1) {
      node >>>= 1;
      last >>>= 1;
    }
    boolean wholeTree = Long.bitCount(old.size()) == 1;
    Hash seed = wholeTree ? old.root() : proof.getFirst();
    Fold older = new Fold(seed);
    Fold newer = new Fold(seed);
    for (Hash sibling : wholeTree ? proof : proof.subList(1, proof.size())) {
      if ((node & 1) == 1 || node == last) {
        older.under(sibling);
        newer.under(sibling);
        while ((node & 1) == 0 && node != 0) {
          node >>>= 1;
          last >>>= 1;
        }
      } else {
        newer.over(sibling);
      }
      node >>>= 1;
      last >>>= 1;
    }
    requireRoot("consistency-root", where, old.root(), older.result());
    requireRoot("consistency-root", where, later.root(), newer.result());
  }

  private static void requireRoot(String code, String where, Hash stated, Hash proven)
      throws RefusedException {
    if (!stated.equals(proven)) {
      throw new RefusedException(
          new Fault(
              code,
              where,
              "the tree does not continue the older one: expected root "
                  + stated
                  + ", the proof leads to "
                  + proven));
    }
  }

  /** How many hashes a proof for this leaf has: at most ceil(log2 size). */
  static int inclusionLength(long index, long size) {
    int inner = 64 - Long.numberOfLeadingZeros(index ^ (size - 1));
    return inner + Long.bitCount(index >>> inner);
  }

  /** How many hashes a proof between these sizes has. */
  static int consistencyLength(long old, long size) {
    if (old == size) {
      return 0;
    }
    int shared = Long.numberOfTrailingZeros(old);
    int inner = 64 - Long.numberOfLeadingZeros((old - 1) ^ (size - 1)) - shared;
    int length = inner + Long.bitCount((old - 1) >>> (inner + shared));
    return Long.bitCount(old) == 1 ? length : length + 1;
  }

  /** A hash climbing a proof. */
  private static final class Fold {
    private final TreeHasher hasher = new TreeHasher();
    private final byte[] value;
    private final byte[] sibling = new byte[Hash.LENGTH];

    Fold(Hash start) {
      this.value = start.bytes();
    }

    /** The sibling stands to the left. */
    void under(Hash left) {
      left.copyTo(sibling, 0);
      hasher.node(sibling, 0, value, 0, value, 0);
    }

    /** The sibling stands to the right. */
    void over(Hash right) {
      right.copyTo(sibling, 0);
      hasher.node(value, 0, sibling, 0, value, 0);
    }

    Hash result() {
      return Hash.of(value);
    }
  }
}
