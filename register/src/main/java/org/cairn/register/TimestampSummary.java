package org.cairn.register;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far a ledger's times are vouched for from outside. Immutable.
 *
 * @param checkpoints with a token that holds
 * @param newest the largest of them; empty where there is none
 * @param tokens that hold, by authority
 * @param waiting checkpoints that an authority has yet to stamp, by authority
 */
public record TimestampSummary(
    long checkpoints,
    Optional<Stamped> newest,
    SortedMap<String, Long> tokens,
    SortedMap<String, Long> waiting) {
  /** Nothing was stamped, nobody is asked. */
  static final TimestampSummary NONE =
      new TimestampSummary(0, Optional.empty(), new TreeMap<>(), new TreeMap<>());

  /**
   * Entries up to a size existed by a time.
   *
   * @param by the authority
   */
  public record Stamped(long size, Instant time, String by) {}

  public TimestampSummary {
    tokens = Collections.unmodifiableSortedMap(new TreeMap<>(tokens));
    waiting = Collections.unmodifiableSortedMap(new TreeMap<>(waiting));
  }
}
