package org.cairn.watch.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.cairn.watch.WatchSettings;
import org.junit.jupiter.api.Test;

class WatchPeriodTest {
  private static final int START = (int) LocalDate.parse("2024-01-01").toEpochDay();

  private static WatchSettings settings(Optional<LocalDate> from, Optional<LocalDate> until) {
    return new WatchSettings(Optional.empty(), Optional.empty(), from, until, 0.1);
  }

  @Test
  void a_long_series_is_watched_from_its_second_year() {
    WatchPeriod period =
        WatchPeriod.of(
                settings(Optional.empty(), Optional.empty()),
                List.of(START + 800, START, START + 9))
            .orElseThrow();
    assertThat(period.from()).isEqualTo("2024-12-31");
    assertThat(period.until()).isEqualTo(LocalDate.ofEpochDay(START + 800));
  }

  @Test
  void a_short_series_is_watched_from_halfway() {
    WatchPeriod period =
        WatchPeriod.of(settings(Optional.empty(), Optional.empty()), List.of(START, START + 99))
            .orElseThrow();
    assertThat(period.fromDay()).isEqualTo(START + 50);
  }

  @Test
  void days_asked_for_are_taken_as_they_are() {
    LocalDate from = LocalDate.parse("2024-02-01");
    LocalDate until = LocalDate.parse("2024-03-01");
    WatchPeriod period =
        WatchPeriod.of(settings(Optional.of(from), Optional.of(until)), List.of(START))
            .orElseThrow();
    assertThat(period.watches((int) until.toEpochDay())).isTrue();
    assertThat(period.watches((int) until.toEpochDay() + 1)).isFalse();
    assertThat(period.watches((int) from.toEpochDay() - 1)).isFalse();
  }

  @Test
  void no_acquisition_gives_no_period() {
    assertThat(WatchPeriod.of(settings(Optional.empty(), Optional.empty()), List.of())).isEmpty();
  }
}
