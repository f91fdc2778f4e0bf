package org.cairn.heritage.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimeSpanTest {
  private static final TimeBound Y1200 = TimeBound.inYear(1200);

  @Test
  void a_start_alone_is_that_year_when_read_as_during_and_from_then_on_when_read_as_from() {
    TimeSpan during = TimeSpan.during(Y1200);
    TimeSpan from = TimeSpan.from(Y1200, TimeBound.UNKNOWN);
    DaySpan later = years(1500, 1600);
    assertThat(during.mayOverlap(later)).isFalse();
    assertThat(from.mayOverlap(later)).isTrue();
    assertThat(during.mayGoOn()).isFalse();
    assertThat(from.mayGoOn()).isTrue();
    assertThat(during).isNotEqualTo(from);
  }

  @Test
  void what_goes_on_is_certain_today_and_what_has_an_unknown_end_is_not() {
    assertThat(TimeSpan.from(Y1200, TimeBound.OPEN).certain())
        .contains(new DaySpan(Optional.of(IsoDay.lastOf(1200)), Optional.empty()));
    assertThat(TimeSpan.from(Y1200, TimeBound.UNKNOWN).certain()).isEmpty();
    assertThat(TimeSpan.during(Y1200).certain()).isEmpty();
  }

  @Test
  void between_its_vague_ends_it_is_certain() {
    TimeSpan span =
        TimeSpan.from(
            TimeBound.between(EdtfDate.ofYear(-330), EdtfDate.ofYear(-320)),
            TimeBound.between(EdtfDate.ofYear(-100), EdtfDate.ofYear(-90)));
    assertThat(span.possible()).isEqualTo(years(-330, -90));
    assertThat(span.certain()).contains(DaySpan.of(IsoDay.lastOf(-320), IsoDay.firstOf(-100)));
  }

  @Test
  void takes_the_years_of_a_period_only_where_it_has_none_of_its_own() {
    Period period =
        new Period(
            Optional.of("http://n2t.net/ark:/99152/p06c6g3whtg"),
            Optional.of("Iron Age"),
            Optional.of(TimeBound.inYear(-799)),
            Optional.of(TimeBound.between(EdtfDate.ofYear(-60), EdtfDate.ofYear(-49))),
            Optional.empty(),
            Optional.empty());
    assertThat(TimeSpan.during(period).possible()).isEqualTo(years(-799, -49));
    assertThat(TimeSpan.during(Y1200).withPeriods(List.of(period)).possible())
        .isEqualTo(years(1200, 1200));
    assertThat(TimeSpan.during(Period.of("u", "Iron Age")).possible()).isEqualTo(DaySpan.ALWAYS);
  }

  @Test
  void an_edtf_date_is_during_and_an_interval_from() {
    assertThat(TimeSpan.of(Edtf.of("1200~")).reading()).isEqualTo(TimeSpan.Reading.DURING);
    TimeSpan interval = TimeSpan.of(Edtf.of("1200/.."));
    assertThat(interval.reading()).isEqualTo(TimeSpan.Reading.FROM);
    assertThat(interval.end()).isEqualTo(TimeBound.OPEN);
    assertThat(TimeSpan.of(Edtf.of("/1200")).start()).isEqualTo(TimeBound.UNKNOWN);
  }

  @Test
  void refuses_reversed_ends_and_an_end_after_during() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TimeSpan.from(TimeBound.inYear(-100), TimeBound.inYear(-320)))
        .withMessageContaining("before it starts");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TimeBound.between(EdtfDate.ofYear(1300), EdtfDate.ofYear(1200)));
    TimeSpan during = TimeSpan.during(Y1200);
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new TimeSpan(
                during.reading(),
                during.start(),
                TimeBound.OPEN,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void spans_are_before_overlap_and_contain_each_other() {
    assertThat(years(1, 2).isBefore(years(3, 4))).isTrue();
    assertThat(years(1, 3).overlaps(years(3, 4))).isTrue();
    assertThat(years(1, 9).contains(years(3, 4))).isTrue();
    assertThat(years(3, 4).contains(years(1, 9))).isFalse();
    assertThat(DaySpan.ALWAYS.contains(years(3, 4))).isTrue();
    assertThat(years(3, 4).contains(DaySpan.ALWAYS)).isFalse();
  }

  private static DaySpan years(long first, long last) {
    return DaySpan.of(IsoDay.firstOf(first), IsoDay.lastOf(last));
  }
}
