package org.cairn.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.cairn.app.run.Timetable.Every;
import org.junit.jupiter.api.Test;

class TimetableTest {
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

  private static Instant next(Timetable table, String now) {
    return table.next(Instant.parse(now), Optional.empty(), "images");
  }

  private static Timetable daily(String time) {
    return new Timetable(Every.DAY, 1, LocalTime.parse(time), PARIS, 0);
  }

  @Test
  void every_day_at_the_time_of_the_places_clocks() {
    assertThat(next(daily("02:00"), "2026-11-29T10:00:00Z")).isEqualTo("2026-11-30T01:00:00Z");
    assertThat(next(daily("02:00"), "2026-07-01T00:00:00Z")).isEqualTo("2026-07-02T00:00:00Z");
    assertThat(next(daily("02:00"), "2026-06-30T23:59:59Z")).isEqualTo("2026-07-01T00:00:00Z");
  }

  @Test
  void a_time_that_clocks_leave_out_is_when_they_are_put_forward() {
    assertThat(next(daily("02:30"), "2026-03-28T12:00:00Z")).isEqualTo("2026-03-29T01:30:00Z");
    assertThat(next(daily("02:30"), "2026-03-29T01:30:00Z")).isEqualTo("2026-03-30T00:30:00Z");
  }

  @Test
  void a_time_that_clocks_have_twice_counts_once() {
    assertThat(next(daily("02:30"), "2026-10-24T12:00:00Z")).isEqualTo("2026-10-25T00:30:00Z");
    assertThat(next(daily("02:30"), "2026-10-25T00:30:00Z")).isEqualTo("2026-10-26T01:30:00Z");
  }

  @Test
  void every_week_and_every_month_also_where_it_is_shorter() {
    Timetable weekly = new Timetable(Every.WEEK, 1, LocalTime.NOON, PARIS, 0);
    assertThat(next(weekly, "2026-11-29T10:00:00Z")).isEqualTo("2026-11-30T11:00:00Z");
    assertThat(next(weekly, "2026-11-30T11:00:00Z")).isEqualTo("2026-12-07T11:00:00Z");
    Timetable monthly = new Timetable(Every.MONTH, 31, LocalTime.NOON, PARIS, 0);
    assertThat(next(monthly, "2027-02-01T00:00:00Z")).isEqualTo("2027-02-28T11:00:00Z");
    assertThat(next(monthly, "2027-02-28T11:00:00Z")).isEqualTo("2027-03-31T10:00:00Z");
    assertThat(next(monthly, "2027-12-31T11:00:00Z")).isEqualTo("2028-01-31T11:00:00Z");
  }

  @Test
  void a_clock_put_back_a_little_does_not_have_a_run_twice_and_one_far_ahead_is_forgotten() {
    Instant due = Instant.parse("2026-11-30T01:00:00Z");
    Timetable table = daily("02:00");
    assertThat(table.next(due.minus(Duration.ofHours(1)), Optional.of(due), "images"))
        .isEqualTo("2026-12-01T01:00:00Z");
    Instant years = Instant.parse("2040-01-01T01:00:00Z");
    assertThat(table.next(due.minus(Duration.ofHours(1)), Optional.of(years), "images"))
        .isEqualTo(due);
  }

  @Test
  void jitter_differs_from_day_to_day_and_stays_within_its_bound() {
    Timetable table = new Timetable(Every.DAY, 1, LocalTime.of(2, 0), PARIS, 60);
    Instant first = next(table, "2026-11-29T10:00:00Z");
    Instant second = table.next(first, Optional.of(first), "images");
    assertThat(first)
        .isBetween(Instant.parse("2026-11-30T01:00:00Z"), Instant.parse("2026-11-30T02:00:00Z"));
    assertThat(second)
        .isBetween(Instant.parse("2026-12-01T01:00:00Z"), Instant.parse("2026-12-01T02:00:00Z"));
    assertThat(Duration.between(first, second)).isNotEqualTo(Duration.ofDays(1));
    assertThat(next(table, "2026-11-29T10:00:00Z")).isEqualTo(first);
  }

  @Test
  void refuses_days_that_are_none() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Timetable(Every.WEEK, 8, LocalTime.NOON, PARIS, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Timetable(Every.MONTH, 0, LocalTime.NOON, PARIS, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Timetable(Every.DAY, 1, LocalTime.NOON, PARIS, 10_000));
  }
}
