package org.cairn.ledger.timestamp;

import java.time.Duration;

/**
 * How long to wait after failed attempts: doubled each time, up to a cap. Immutable.
 *
 * @param first after the first failure
 * @param cap never longer
 */
public record RetrySchedule(Duration first, Duration cap) {
  private static final int MAX_DOUBLINGS = 20;
  private static final Duration LONGEST = Duration.ofDays(365);

  /** A minute, two, four … six hours. */
  public static final RetrySchedule USUAL =
      new RetrySchedule(Duration.ofMinutes(1), Duration.ofHours(6));

  public RetrySchedule {
    if (first.isZero()
        || first.isNegative()
        || first.compareTo(cap) > 0
        || cap.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "A retry waits longer than 0, at most its cap of up to a year: found "
              + first
              + " and "
              + cap);
    }
  }

  /**
   * @param failures so far, 1 or more
   */
  Duration after(int failures) {
    Duration wait = first.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
    return wait.compareTo(cap) > 0 ? cap : wait;
  }
}
