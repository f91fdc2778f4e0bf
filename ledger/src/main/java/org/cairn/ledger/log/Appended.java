package org.cairn.ledger.log;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.merkle.TreeReader;
import org.cairn.ledger.note.SignedNote;
import org.cairn.ledger.note.TlogProof;

/**
 * What an append gives back: entries that are durable, with all that proves it. Proofs are made
 * from what is in memory here, with no look at the disk. Immutable, thread-safe.
 */
public final class Appended {
  private final long firstIndex;
  private final int count;
  private final SignedNote checkpoint;

  /** Of the log after the step that added the entries. */
  private final long size;

  /** At the edge of that log; nobody changes them. */
  private final TreeReader.Tiles tiles;

  Appended(long firstIndex, int count, SignedNote checkpoint, long size, TreeReader.Tiles tiles) {
    this.firstIndex = firstIndex;
    this.count = count;
    this.checkpoint = checkpoint;
    this.size = size;
    this.tiles = tiles;
  }

  /** Of the entries, which follow each other. */
  public long firstIndex() {
    return firstIndex;
  }

  public int count() {
    return count;
  }

  /** The first that covers the entries. */
  public SignedNote checkpoint() {
    return checkpoint;
  }

  /**
   * The proof file of one of the entries.
   *
   * @param entry 0 to count - 1
   */
  public TlogProof proof(int entry) {
    if (entry < 0 || entry >= count) {
      throw new IllegalArgumentException("Entry " + entry + " is not in 0 to " + (count - 1));
    }
    long index = firstIndex + entry;
    try {
      List<Hash> proof = new TreeReader(tiles, size).inclusionProof(index);
      return new TlogProof(Optional.empty(), index, proof, checkpoint);
    } catch (IOException | RefusedException impossible) {
      throw new IllegalStateException("Tiles in memory were refused", impossible);
    }
  }
}
