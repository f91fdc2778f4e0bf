package org.cairn.ledger.peer;

import java.io.IOException;
import java.util.List;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.log.LogReader;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.merkle.Merkle;
import org.cairn.ledger.merkle.TreeHead;

/**
 * What a tree says its own beginning was: the root of its first leaves, and the consistency proof
 * from that root to the tree's (RFC 6962 section 2.1.2). A tree has one beginning of each size, so
 * whoever signed the tree has signed this one too. Immutable.
 *
 * @param proof empty where the beginning is the whole tree, or nothing
 */
public record Beginning(Hash root, List<Hash> proof) {
  public Beginning {
    proof = List.copyOf(proof);
  }

  /** From a tree's tiles; they may be anybody's, for what they say is checked. */
  public static Beginning of(LogReader tree, long size) throws IOException, RefusedException {
    if (size == 0) {
      return new Beginning(Merkle.EMPTY_ROOT, List.of());
    }
    TreeHead head = new TreeHead(size, tree.rootAt(size));
    return new Beginning(head.root(), tree.consistencyProof(head));
  }

  /**
   * @throws RefusedException {@code consistency-length}, {@code consistency-root}
   */
  void requireLeadsTo(TreeHead tree, long size) throws RefusedException {
    if (size > 0) {
      Merkle.verifyConsistency(new TreeHead(size, root), tree, proof);
    } else if (!root.equals(Merkle.EMPTY_ROOT) || !proof.isEmpty()) {
      throw RefusedException.expected(
          "consistency-root", "size 0", "the root of the empty tree and no proof", "another");
    }
  }
}
