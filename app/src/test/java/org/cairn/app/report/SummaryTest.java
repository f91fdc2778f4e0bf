package org.cairn.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.assertj.core.data.Offset;
import org.cairn.heritage.Coverage;
import org.cairn.heritage.Coverage.Detectable;
import org.cairn.heritage.Coverage.Status;
import org.cairn.heritage.PlaceName;
import org.cairn.watch.PlaceResult;
import org.cairn.watch.WatchResult;
import org.junit.jupiter.api.Test;

class SummaryTest {
  private final Summary full = Summary.of(ReportFixture.full());

  @Test
  void ranks_alerts_by_certainty_across_places() {
    assertThat(full.ranked())
        .extracting(entry -> Math.round(1 / entry.evidence().alert().expectedPerSiteYear()))
        .containsExactly(140L, 64L, 51L, 22L, 11L);
  }

  @Test
  void parts_places_into_alerted_quiet_and_unwatched() {
    assertThat(full.alertedPlaces()).isEqualTo(4);
    assertThat(full.quiet()).hasSize(26);
    assertThat(full.unwatched()).hasSize(7);
    assertThat(full.watched()).isEqualTo(30);
    assertThat(full.heldBack()).isEqualTo(2);
  }

  @Test
  void expects_by_chance_the_rate_times_places_and_years() {
    double years = (ChronoUnit.DAYS.between(ReportFixture.FROM, ReportFixture.UNTIL) + 1) / 365.25;
    assertThat(full.expectedByChance().getAsDouble())
        .isCloseTo(0.1 * 30 * years, Offset.offset(1e-9));
    assertThat(Summary.of(ReportFixture.unwatchedOnly()).expectedByChance()).isEmpty();
  }

  @Test
  void counts_a_place_once_however_often_its_least_change_is_stated() {
    assertThat(
            Summary.of(
                    places(
                        List.of(new Detectable(400, 0.1, 0.85), new Detectable(400, 0.12, 0.95)),
                        List.of(new Detectable(900, 0.05, 0.9)),
                        List.of(new Detectable(900, 0.3, 1))))
                .typicalDetectable())
        .contains(new Detectable(900, 0.3, Summary.FOUND_POWER));
  }

  @Test
  void takes_as_typical_what_half_of_all_watched_places_would_have_shown() {
    assertThat(
            Summary.of(
                    places(
                        List.of(new Detectable(400, 0.2, 0.5), new Detectable(900, 0.05, 0.9)),
                        List.of(new Detectable(400, 0.1, 0.9), new Detectable(900, 0.07, 0.9)),
                        List.of(new Detectable(900, 0.3, 1))))
                .typicalDetectable())
        .contains(new Detectable(900, 0.07, Summary.FOUND_POWER));
    assertThat(
            Summary.of(places(List.of(new Detectable(400, Double.POSITIVE_INFINITY, 1)), List.of()))
                .typicalDetectable())
        .isEmpty();
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  private static WatchResult places(List<Detectable>... sizes) {
    List<PlaceResult> places =
        java.util.Arrays.stream(sizes)
            .map(size ->
                new PlaceResult(
                    ReportFixture.place("p", PlaceName.of("Name")),
                    new Coverage(
                        "p",
                        Status.WATCHED,
                        "",
                        9,
                        12,
                        Optional.empty(),
                        Optional.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        size),
                    List.of(),
                    List.of(),
                    List.of()))
            .toList();
    return new WatchResult(ReportFixture.settings(), places, List.of(), List.of());
  }
}
