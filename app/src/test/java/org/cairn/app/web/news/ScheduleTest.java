package org.cairn.app.web.news;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import org.cairn.app.web.news.Schedule.Frequency;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {
  @ParameterizedTest
  @CsvSource({
    "DAILY, MONDAY, 7, UTC, 2026-05-11T06:59:59Z, 2026-05-11T07:00:00Z",
    "DAILY, MONDAY, 7, UTC, 2026-05-11T07:00:00Z, 2026-05-12T07:00:00Z",
    "DAILY, MONDAY, 7, Asia/Kathmandu, 2026-05-11T00:00:00Z, 2026-05-11T01:15:00Z",
    // Clocks put forward: there is no two o'clock.
    "DAILY, MONDAY, 2, Europe/Paris, 2026-03-28T12:00:00Z, 2026-03-29T01:00:00Z",
    // Clocks put back: two o'clock comes twice, the first counts.
    "DAILY, MONDAY, 2, Europe/Paris, 2026-10-24T12:00:00Z, 2026-10-25T00:00:00Z",
    "DAILY, MONDAY, 2, Europe/Paris, 2026-10-25T00:00:00Z, 2026-10-26T01:00:00Z",
    "WEEKLY, FRIDAY, 7, UTC, 2026-05-11T07:00:00Z, 2026-05-15T07:00:00Z",
    "WEEKLY, MONDAY, 7, UTC, 2026-05-11T07:00:00Z, 2026-05-18T07:00:00Z",
    "MONTHLY, MONDAY, 0, UTC, 2026-01-31T23:00:00Z, 2026-02-01T00:00:00Z",
    "MONTHLY, MONDAY, 0, UTC, 2026-12-01T00:00:00Z, 2027-01-01T00:00:00Z",
  })
  void is_due_at_the_next_such_hour(
      Frequency frequency, DayOfWeek day, int hour, String zone, Instant after, Instant next) {
    assertThat(new Schedule(frequency, day, hour, ZoneId.of(zone)).next(after)).isEqualTo(next);
  }
}
