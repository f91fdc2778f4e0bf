package org.cairn.app.web.news;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When digests are due.
 *
 * @param day of weekly ones
 * @param hour 0 to 23, by the clocks of the zone; where it is left out on the day they are put
 *     forward, an hour later
 */
record Schedule(Frequency frequency, DayOfWeek day, int hour, ZoneId zone) {
  Schedule {
    if (hour < 0 || hour > 23) {
      throw new IllegalArgumentException("An hour is 0 to 23, found " + hour);
    }
  }

  /** How often. */
  enum Frequency {
    /** Within minutes of a run or a finding, where there is something. */
    AT_ONCE(Duration.ofMinutes(1)),
    DAILY(Duration.ofHours(26)),
    WEEKLY(Duration.ofDays(8)),
    /** On the first of each month. */
    MONTHLY(Duration.ofDays(32));

    private final Duration longest;

    Frequency(Duration longest) {
      this.longest = longest;
    }

    /** No two are further apart. */
    Duration longest() {
      return longest;
    }

    String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Frequency> findByCode(String code) {
      return Stream.of(values()).filter(one -> one.code().equals(code)).findFirst();
    }
  }

  boolean isAtOnce() {
    return frequency == Frequency.AT_ONCE;
  }

  /** The first time after that. */
  Instant next(Instant after) {
    ZonedDateTime from = after.atZone(zone);
    LocalTime time = LocalTime.of(hour, 0);
    ZonedDateTime first =
        switch (frequency) {
          case AT_ONCE -> from;
          case DAILY -> from.toLocalDate().atTime(time).atZone(zone);
          case WEEKLY ->
              from.toLocalDate().with(TemporalAdjusters.nextOrSame(day)).atTime(time).atZone(zone);
          case MONTHLY -> from.toLocalDate().withDayOfMonth(1).atTime(time).atZone(zone);
        };
    if (frequency == Frequency.AT_ONCE || first.toInstant().isAfter(after)) {
      return first.toInstant();
    }
    return switch (frequency) {
      case AT_ONCE -> after;
      case DAILY -> first.toLocalDate().plusDays(1).atTime(time).atZone(zone).toInstant();
      case WEEKLY -> first.toLocalDate().plusWeeks(1).atTime(time).atZone(zone).toInstant();
      case MONTHLY -> first.toLocalDate().plusMonths(1).atTime(time).atZone(zone).toInstant();
    };
  }
}
