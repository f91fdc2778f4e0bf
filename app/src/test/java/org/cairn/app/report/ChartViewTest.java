package org.cairn.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.cairn.app.text.Language;
import org.cairn.app.text.Texts;
import org.cairn.watch.AlertEvidence;
import org.cairn.watch.AlertEvidence.Look;
import org.cairn.watch.AlertEvidence.Point;
import org.junit.jupiter.api.Test;

class ChartViewTest {
  private static final Pattern NUMBER = Pattern.compile("-?\\d+\\.\\d+");

  /** The fixture's first alert: changed between 3 and 11 May 2026. */
  private static final AlertEvidence ALERT =
      Summary.of(ReportFixture.full()).ranked().getFirst().evidence();

  @Test
  void draws_looks_before_and_from_the_first_that_shows_it_apart() {
    ChartView chart =
        chart(
            clear("2026-04-25", 0.6, false),
            clear("2026-05-03", 0.6, true),
            cloudy("2026-05-07"),
            clear("2026-05-11", 0.3, true),
            clear("2026-05-16", 0.3, true));
    assertThat(count(chart.dots(false), "M")).isEqualTo(2);
    assertThat(count(chart.dots(true), "M")).isEqualTo(2);
    assertThat(count(chart.cloudyMarks(), "M")).isEqualTo(1);
  }

  @Test
  void stays_inside_its_box_with_any_series() {
    List<ChartView> charts =
        List.of(
            chart(),
            chart(cloudy("2026-05-07")),
            chart(clear("2026-05-11", 0.3, true)),
            chart(clear("2026-05-11", Double.NaN, true), clear("2026-05-12", 1e9, true)),
            chart(clear("2020-01-01", -4000, false), clear("2026-05-11", 12000, true)));
    for (ChartView chart : charts) {
      String paths =
          chart.dots(false)
              + chart.dots(true)
              + chart.cloudyMarks()
              + chart.expectedLine()
              + chart.surroundingsLine()
              + chart.bandArea()
              + chart.intervalArea()
              + chart.valueLines()
              + chart.dateMarks();
      assertThat(paths).doesNotContain("NaN").doesNotContain("Infinity");
      assertThat(NUMBER.matcher(paths).results().map(MatchResult::group).map(Double::valueOf))
          .allSatisfy(number -> assertThat(number).isBetween(0.0, 1000.0));
      assertThat(chart.valueLabels()).isNotEmpty();
      assertThat(chart.alt()).isNotBlank();
    }
  }

  @Test
  void labels_time_with_at_most_seven_months_over_any_span() {
    for (String start : List.of("2026-05-01", "2026-01-05", "2024-02-29", "1984-03-01")) {
      ChartView chart = chart(clear(start, 0.5, false), clear("2026-05-11", 0.3, true));
      assertThat(chart.dateLabels()).hasSizeBetween(1, 8);
    }
  }

  @Test
  void says_in_words_what_the_picture_shows() {
    ChartView chart =
        chart(
            clear("2026-04-25", 0.62, false),
            cloudy("2026-05-07"),
            clear("2026-05-11", 0.31, true));
    assertThat(chart.alt())
        .contains("25 April 2026", "11 May 2026", "2 clear looks, one cloudy date.")
        .contains("Mean after the change 0.31, where the surroundings predict 0.60.");
    assertThat(chart.title()).contains("NDVI").endsWith("(index)");
  }

  @Test
  void has_a_row_for_every_date_in_time_order() {
    ChartView chart =
        chart(
            clear("2026-05-11", 0.31, true), cloudy("2026-05-07"), clear("2026-04-25", 0.6, false));
    assertThat(chart.rows())
        .extracting(ChartView.Row::date)
        .containsExactly("25 Apr 2026", "7 May 2026", "11 May 2026");
    assertThat(chart.rows().get(1).value()).isEqualTo("–");
    assertThat(chart.rows().get(0).use()).isEqualTo("learning");
    assertThat(chart.rows().get(2).after()).isTrue();
  }

  private static ChartView chart(Point... points) {
    return new ChartView(
        new AlertEvidence(
            ALERT.alert(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            10,
            "ndvi",
            new ArrayList<>(List.of(points))),
        Texts.of(Language.ENGLISH, HtmlReport.class));
  }

  private static Point clear(String date, double value, boolean monitored) {
    return new Point(
        LocalDate.parse(date),
        Look.CLEAR,
        OptionalDouble.of(value),
        OptionalDouble.of(0.6),
        OptionalDouble.of(0.04),
        OptionalDouble.of(0.5),
        monitored);
  }

  private static Point cloudy(String date) {
    return new Point(
        LocalDate.parse(date),
        Look.CLOUDY,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        true);
  }

  private static long count(String path, String command) {
    return path.chars().filter(c -> c == command.charAt(0)).count();
  }
}
