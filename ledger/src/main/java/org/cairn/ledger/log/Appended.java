package org.cairn.ledger.log;

import java.util.List;
import java.util.Optional;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.note.SignedNote;
import org.cairn.ledger.note.TlogProof;

/**
 * What an append gives back: entries that are durable and published. Immutable.
 *
 * @param firstIndex of the entries, which follow each other
 * @param proofs of inclusion in the checkpoint, one per entry
 * @param checkpoint the first that covers them
 */
public record Appended(long firstIndex, List<List<Hash>> proofs, SignedNote checkpoint) {
  public Appended {
    proofs = proofs.stream().map(List::copyOf).toList();
  }

  public int count() {
    return proofs.size();
  }

  /**
   * The proof file of one of the entries.
   *
   * @param entry 0 to count - 1
   */
  public TlogProof proof(int entry) {
    return new TlogProof(Optional.empty(), firstIndex + entry, proofs.get(entry), checkpoint);
  }
}
