package org.cairn.watch.internal;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.cairn.watch.WatchSettings;

/**
 * The days that are watched. Everything before teaches the model.
 *
 * @param fromDay first watched day, days since 1970-01-01
 * @param untilDay last watched day, not before {@code fromDay}
 */
record WatchPeriod(int fromDay, int untilDay) {
  static final int DAYS_PER_YEAR = 365;

  /**
   * As asked; else from a year after the first acquisition, or from halfway where there are less
   * than two years.
   *
   * @param days of all acquisitions, in any order
   * @return empty where there is no acquisition at all
   */
  static Optional<WatchPeriod> of(WatchSettings settings, List<Integer> days) {
    if (days.isEmpty()) {
      return Optional.empty();
    }
    int first = days.stream().mapToInt(Integer::intValue).min().orElseThrow();
    int last = days.stream().mapToInt(Integer::intValue).max().orElseThrow();
    int from =
        settings
            .from()
            .map(WatchPeriod::day)
            .orElse(
                last - first >= 2 * DAYS_PER_YEAR
                    ? first + DAYS_PER_YEAR
                    : first + (last - first + 1) / 2);
    int until = settings.until().map(WatchPeriod::day).orElse(last);
    return Optional.of(new WatchPeriod(from, Math.max(from, until)));
  }

  boolean watches(int day) {
    return day >= fromDay && day <= untilDay;
  }

  LocalDate from() {
    return LocalDate.ofEpochDay(fromDay);
  }

  LocalDate until() {
    return LocalDate.ofEpochDay(untilDay);
  }

  private static int day(LocalDate date) {
    return Math.toIntExact(date.toEpochDay());
  }
}
