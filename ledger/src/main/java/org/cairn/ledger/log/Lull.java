package org.cairn.ledger.log;

import java.util.concurrent.TimeUnit;

/**
 * Knows how long nobody has appended. What nobody waits for is left to such times: beside an append
 * it would take processor and disk from it. Thread-safe.
 */
final class Lull {
  private volatile long appended = System.nanoTime();

  void appended() {
    appended = System.nanoTime();
  }

  /** How long it is, with no append meanwhile, until there was none for so long; at least 0. */
  long nanosUntil(long millis) {
    return Math.max(0, appended + TimeUnit.MILLISECONDS.toNanos(millis) - System.nanoTime());
  }
}
