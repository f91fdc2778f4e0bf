package org.cairn.ledger.record;

import java.util.OptionalLong;

/**
 * For which log entries a key may sign.
 *
 * @param actor who holds the key
 * @param kid the key's thumbprint
 * @param from index of the first entry it may sign
 * @param to index of the last one, of the entry that ended it; empty while the key is valid
 * @param reason as the last entry about this key gives it
 */
public record KeySpan(String actor, String kid, long from, OptionalLong to, String reason) {
  /** Whether the key may sign the entry of this index. */
  public boolean contains(long index) {
    return index >= from && (to.isEmpty() || index <= to.getAsLong());
  }

  KeySpan endedAt(long index, String why) {
    return new KeySpan(actor, kid, from, OptionalLong.of(index), why);
  }
}
