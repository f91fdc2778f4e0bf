package org.cairn.app.run;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * When runs are due: every day, week or month, at a time of a place's clocks. Where clocks are put
 * forward over that time, at the moment they are; where they are put back, the first of the two
 * times. Immutable.
 *
 * @param day of the week from Monday on (1 to 7), or of the month (1 to 31; the last one where the
 *     month is shorter); of no meaning for every day
 * @param jitterMinutes a run may be due so much later, each time otherwise: many nodes shall not
 *     ask a catalogue at the same moment
 */
public record Timetable(Every every, int day, LocalTime time, ZoneId zone, int jitterMinutes) {
  /** How far the clock may have been put back without a run of just before being due once more. */
  private static final Duration SET_BACK = Duration.ofHours(26);

  public Timetable {
    int most = every == Every.WEEK ? 7 : 31;
    if (day < 1 || day > most) {
      throw new IllegalArgumentException("Day " + day + " is not between 1 and " + most);
    }
    if (jitterMinutes < 0 || jitterMinutes > 12 * 60) {
      throw new IllegalArgumentException(
          "Jitter of " + jitterMinutes + " minutes is not between 0 and 720");
    }
  }

  /** How often. */
  public enum Every {
    DAY,
    WEEK,
    MONTH;

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Every> find(String code) {
      return Arrays.stream(values()).filter(one -> one.code().equals(code)).findFirst();
    }
  }

  /**
   * The first time that is later than now.
   *
   * @param last when a run was due that has been started; it is not due again, also where the clock
   *     was put back a little since
   * @param salt makes the jitter another one for each schedule
   */
  public Instant next(Instant now, Optional<Instant> last, String salt) {
    Instant after =
        last.filter(due -> due.isAfter(now) && due.isBefore(now.plus(SET_BACK))).orElse(now);
    LocalDate date = LocalDate.ofInstant(after, zone).minusDays(1);
    while (true) {
      LocalDate on = onOrAfter(date);
      Instant due = at(on, salt);
      if (due.isAfter(after)) {
        return due;
      }
      date = on.plusDays(1);
    }
  }

  private LocalDate onOrAfter(LocalDate date) {
    return switch (every) {
      case DAY -> date;
      case WEEK -> date.with(TemporalAdjusters.nextOrSame(DayOfWeek.of(day)));
      case MONTH -> {
        LocalDate inMonth = date.withDayOfMonth(Math.min(day, date.lengthOfMonth()));
        if (!inMonth.isBefore(date)) {
          yield inMonth;
        }
        LocalDate month = date.withDayOfMonth(1).plusMonths(1);
        yield month.withDayOfMonth(Math.min(day, month.lengthOfMonth()));
      }
    };
  }

  private Instant at(LocalDate date, String salt) {
    long jitter =
        jitterMinutes == 0
            ? 0
            : Math.floorMod((date + salt).hashCode() * 0x9E3779B97F4A7C15L, jitterMinutes * 60L);
    return ZonedDateTime.of(date, time, zone).toInstant().plusSeconds(jitter);
  }
}
