package org.cairn.ledger.record;

import java.util.OptionalLong;
import org.cairn.ledger.note.VerifierKey;

/**
 * Which checkpoints a key of the log signs. Spans of neighbours share one size, that of the step
 * with the entry that changes the key: its checkpoint is signed by both.
 *
 * @param key what they are verified with
 * @param from size of the first checkpoint it signs
 * @param to size of the last one; empty while the key is the log's present one
 * @param reason as the entry that began or ended it gives it, the last one
 */
public record LogKeySpan(VerifierKey key, long from, OptionalLong to, String reason) {
  /** Whether the key signs the checkpoint of this size. */
  public boolean contains(long size) {
    return size >= from && (to.isEmpty() || size <= to.getAsLong());
  }

  LogKeySpan endedAt(long size, String why) {
    return new LogKeySpan(key, from, OptionalLong.of(size), why);
  }
}
