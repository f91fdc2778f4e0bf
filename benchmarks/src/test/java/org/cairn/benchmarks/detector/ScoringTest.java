package org.cairn.benchmarks.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A bench that counts wrongly flatters somebody. */
class ScoringTest {
  private static final LocalDate FIRST = LocalDate.parse("2021-01-01");
  private static final LocalDate LAST = LocalDate.parse("2021-12-31");
  private static final LocalDate EVENT = LocalDate.parse("2021-07-01");
  private static final Truth TRUTH =
      new Truth(
          "here",
          10,
          List.of(
              new Truth.Event("soon", EVENT, 9, ""),
              new Truth.Event("early", EVENT, 9, ""),
              new Truth.Event("never", EVENT, 9, "")),
          List.of("quiet", "loud"));

  @Test
  void an_alarm_before_its_event_is_a_false_one_and_a_miss() {
    Scoring.At at = scoring().threshold(5);
    // Of five windows, two alarm before anything happened: one is untouched.
    assertThat(at.falseAlarms()).isEqualTo(2);
    assertThat(at.early()).isEqualTo(1);
    assertThat(at.found()).isEqualTo(1);
    assertThat(at.recall()).isEqualTo(1 / 3.0);
    assertThat(at.detections().getFirst().delayDays()).isEqualTo(10);
  }

  @Test
  void a_window_counts_until_its_alarm_its_event_or_the_end() {
    // quiet all 364 days, loud until its alarm after 31, early until its alarm after 59, the
    // other two until the event after 181.
    assertThat(scoring().threshold(5).siteYears())
        .isCloseTo((364 + 31 + 59 + 181 + 181) / 365.25, within(1e-12));
  }

  @Test
  void the_threshold_of_a_rate_is_the_lowest_score_with_no_more_false_alarms() {
    Scoring scoring = scoring();
    // From 8 on the window that alarmed early does so after its event only.
    assertThat(scoring.rate(0).threshold()).isEqualTo(8);
    assertThat(scoring.rate(0).found()).isEqualTo(2);
    assertThat(scoring.rate(100).threshold()).isEqualTo(2);
    assertThat(scoring.rate(100).found()).isZero();
  }

  @Test
  void scores_below_those_of_earlier_days_are_no_rises() {
    Rises rises = new Rises();
    Rises.Window window = new Rises.Window("here", "soon");
    rises.add(window, 1, 4);
    rises.add(window, 2, 3);
    rises.add(window, 3, 5);
    assertThat(rises.of(window)).containsExactly(new Rises.Rise(1, 4), new Rises.Rise(3, 5));
  }

  @Test
  void delays_between_two_events_are_between_theirs() {
    Rises.Window window = new Rises.Window("here", "soon");
    Scoring.At at =
        new Scoring.At(
            1,
            0,
            0,
            1,
            2,
            0,
            0,
            List.of(new Scoring.Detection(window, 0, 10), new Scoring.Detection(window, 0, 30)));
    assertThat(at.delayQuantile(0.5)).isEqualTo(20);
    assertThat(at.delayQuantile(1)).isEqualTo(30);
  }

  @Test
  void an_interval_counts_groups_where_sites_of_one_alarm_together() {
    AlarmCount apart = new AlarmCount();
    AlarmCount together = new AlarmCount();
    for (int i = 0; i < 100; i++) {
      apart.add(1, 5, 1);
      together.add(i % 5 == 0 ? 5 : 0, 5, 1);
    }
    assertThat(apart.rate().observed()).isCloseTo(-Math.log(0.8), within(1e-12));
    assertThat(together.rate().observed()).isEqualTo(apart.rate().observed());
    double narrow = apart.rate().to() - apart.rate().from();
    double wide = together.rate().to() - together.rate().from();
    assertThat(wide / narrow).isBetween(2.0, 2.5);
  }

  private static Scoring scoring() {
    Rises rises = new Rises();
    add(rises, "loud", "2021-02-01", 6);
    add(rises, "early", "2021-03-01", 7);
    add(rises, "early", "2021-08-01", 8);
    add(rises, "soon", "2021-03-01", 2);
    add(rises, "soon", "2021-07-11", 9);
    return new Scoring(List.of(TRUTH), rises, FIRST, LAST);
  }

  private static void add(Rises rises, String window, String day, double score) {
    rises.add(new Rises.Window("here", window), (int) LocalDate.parse(day).toEpochDay(), score);
  }
}
