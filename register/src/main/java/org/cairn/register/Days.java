package org.cairn.register;

import java.util.Optional;
import org.cairn.heritage.time.DaySpan;
import org.cairn.heritage.time.IsoDay;

/**
 * Days as numbers in their order, for years that SQL has no dates for: year·512 + month·32 + day.
 */
final class Days {
  private Days() {}

  /** The smallest number there is, where nothing bounds the span. */
  static long first(DaySpan span) {
    return span.earliest().map(Days::number).orElse(Long.MIN_VALUE);
  }

  /** The largest number there is, where nothing bounds the span. */
  static long last(DaySpan span) {
    return span.latest().map(Days::number).orElse(Long.MAX_VALUE);
  }

  static Optional<String> text(Optional<IsoDay> day) {
    return day.map(IsoDay::toString);
  }

  /** Not after any day of a year. */
  static long firstOf(int year) {
    return year * 512L;
  }

  static int year(long day) {
    return Math.toIntExact(Math.floorDiv(day, 512L));
  }

  private static long number(IsoDay day) {
    return day.year() * 512 + day.month() * 32L + day.day();
  }
}
