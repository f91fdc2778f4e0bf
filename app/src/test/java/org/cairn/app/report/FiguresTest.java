package org.cairn.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.app.text.Language;
import org.cairn.app.text.Texts;
import org.cairn.heritage.Coverage;
import org.cairn.heritage.Coverage.Detection;
import org.cairn.heritage.Coverage.Placebos;
import org.cairn.heritage.Coverage.Smallest;
import org.junit.jupiter.api.Test;

/** A place among its placebos, and what would have been found there: numbers, paths, words. */
class FiguresTest {
  private static final Texts ENGLISH = Texts.of(Language.ENGLISH, HtmlReport.class);
  private static final Asked NDVI = new Asked("NDVI", true, 0.1);
  private static final Pattern BAR = Pattern.compile("M(-?\\d+) 1000v-(\\d+)h([\\d.]+)v\\d+Z");

  private static Coverage coverage(
      OptionalDouble score,
      OptionalDouble threshold,
      Optional<Placebos> placebos,
      List<Detection> detection) {
    return new Coverage(
        "p",
        Coverage.Status.WATCHED,
        "",
        20,
        30,
        Optional.of(ReportFixture.FROM),
        Optional.of(ReportFixture.UNTIL),
        score,
        threshold,
        List.of(),
        Optional.empty(),
        placebos,
        detection);
  }

  private static Optional<AmongView> among(double score, double threshold, Placebos placebos) {
    return AmongView.of(
        coverage(
            OptionalDouble.of(score),
            OptionalDouble.of(threshold),
            Optional.of(placebos),
            List.of()),
        ENGLISH);
  }

  private static Placebos of(
      int atLeast, int above, double lowest, double highest, Integer... counts) {
    int n = List.of(counts).stream().mapToInt(Integer::intValue).sum();
    return new Placebos(n, 4, atLeast, above, true, 0.02, lowest, highest, List.of(counts));
  }

  private static double x(String line) {
    Matcher matcher = Pattern.compile("M(-?[\\d.]+) ").matcher(line);
    assertThat(matcher.find()).isTrue();
    return Double.parseDouble(matcher.group(1));
  }

  @Test
  void bars_stand_for_the_windows_and_lines_where_the_scores_are() {
    AmongView view = among(12, 7, of(0, 1, 2, 10, 5, 20, 0, 1)).orElseThrow();
    List<Double> lefts = new ArrayList<>();
    List<Double> heights = new ArrayList<>();
    Matcher bars = BAR.matcher(view.bars());
    while (bars.find()) {
      lefts.add(Double.valueOf(bars.group(1)));
      heights.add(Double.valueOf(bars.group(2)));
    }
    // From 1.6 to 12.4: the scores and a margin.
    double unit = 1000 / 10.8;
    assertThat(lefts).hasSize(3);
    assertThat(lefts.get(0)).isCloseTo(0.4 * unit, within(1.0));
    assertThat(lefts.get(1)).isCloseTo(2.4 * unit, within(1.0));
    assertThat(lefts.get(2)).isCloseTo(6.4 * unit, within(1.0));
    assertThat(heights.get(0)).isCloseTo(heights.get(1) / 4, within(1.0));
    assertThat(heights.get(2)).isCloseTo(heights.get(1) / 20, within(1.0));
    assertThat(x(view.thresholdLine())).isCloseTo(5.4 * unit, within(0.1));
    assertThat(x(view.placeLine())).isCloseTo(10.4 * unit, within(0.1));
    assertThat(view.isAbove()).isTrue();
    assertThat(view.rows())
        .containsExactly(
            new AmongView.Row("2.00", "4.00", "5"),
            new AmongView.Row("4.00", "6.00", "20"),
            new AmongView.Row("8.00", "10.00", "1"));
    assertThat(view.alt())
        .isEqualTo(
            "The highest scores of 26 windows like this place as bars, from 2.0 to 10.0, half of"
                + " them up to 6.0. This place: 12.0. Alarm threshold: 7.0.");
  }

  @Test
  void a_single_window_is_seen_beside_a_thousand() {
    AmongView view = among(5, 7, of(3, 1, 2, 10, 1000, 1)).orElseThrow();
    Matcher bars = BAR.matcher(view.bars());
    assertThat(bars.results().map(bar -> Integer.valueOf(bar.group(2))))
        .satisfies(heights -> assertThat(heights.getLast()).isGreaterThanOrEqualTo(30));
  }

  @Test
  void labels_stay_on_the_page_wherever_the_scores_are() {
    AmongView right = among(40, 7, of(0, 1, 2, 10, 5, 3)).orElseThrow();
    assertThat(right.placeLabel().kind()).isEqualTo("end");
    assertThat(right.placeLabel().place()).startsWith("right-");
    assertThat(right.thresholdLabel().kind()).isEqualTo("start");
    assertThat(among(7.5, 9, of(2, 1, 2, 13, 5, 3)).orElseThrow().placeLabel().kind())
        .isEqualTo("middle");
  }

  @Test
  void a_place_within_its_placebos_is_said_to_be() {
    AmongView view = among(5, 7, of(9, 2, 2, 10, 5, 20, 0, 1)).orElseThrow();
    assertThat(view.isAbove()).isFalse();
    assertThat(view.sentence())
        .isEqualTo(
            "Of 26 windows of the same shape around it, 4 of which do not overlap, 9 reached at"
                + " least what this place reached.");
    assertThat(view.standing())
        .isEqualTo(
            "The place lies within what windows like it show. Chance alone would score as high"
                + " about once in 50 years here.");
    assertThat(view.setting(0.1))
        .containsExactly(
            "The alarm threshold is set so that by chance alone a place like this would be flagged"
                + " about once in 10 years.",
            "2 of the windows passed it: so much chance is accepted.");
    assertThat(view.witnesses()).hasSize(1);
    assertThat(among(6, 7, of(0, 0, 2, 5, 5, 20)).orElseThrow().standing())
        .startsWith("The place lies above all windows like it, and below the alarm threshold.");
  }

  @Test
  void what_overlaps_and_what_lies_over_other_places_is_told() {
    Placebos crowded = new Placebos(26, 7, 0, 0, false, 0.02, 2, 5, List.of(6, 20));
    assertThat(among(6, 7, crowded).orElseThrow().witnesses())
        .containsExactly(
            "Windows that overlap see partly the same ground and repeat one another: only the 7"
                + " that do not overlap count as separate witnesses.",
            "None in 7 means rarer than about one in 7, not impossible.",
            "For want of room, windows over other watched places are among them.");
  }

  @Test
  void without_a_threshold_there_is_no_line_for_it() {
    for (OptionalDouble none :
        List.of(OptionalDouble.empty(), OptionalDouble.of(Double.POSITIVE_INFINITY))) {
      AmongView view =
          AmongView.of(
                  coverage(
                      OptionalDouble.of(6), none, Optional.of(of(0, 0, 2, 5, 5, 20)), List.of()),
                  ENGLISH)
              .orElseThrow();
      assertThat(view.hasThreshold()).isFalse();
      assertThat(view.isAbove()).isFalse();
      assertThat(view.alt()).doesNotContain("threshold");
      assertThat(view.standing()).startsWith("The place lies above all windows like it. ");
      assertThat(view.setting(0.1))
          .containsExactly("There are too few windows to set an alarm threshold.");
      assertThat(x(view.placeLine())).isBetween(0.0, 1000.0);
    }
  }

  @Test
  void nothing_is_drawn_where_there_is_nothing_to_compare() {
    assertThat(among(6, 7, new Placebos(0, 0, 0, 0, true, 2, 0, 0, List.of()))).isEmpty();
    assertThat(among(Double.NaN, 7, of(0, 0, 2, 5, 5, 20))).isEmpty();
    assertThat(among(6, 7, of(0, 0, Double.NaN, 5, 5, 20))).isEmpty();
    assertThat(
            AmongView.of(
                coverage(OptionalDouble.of(6), OptionalDouble.of(7), Optional.empty(), List.of()),
                ENGLISH))
        .isEmpty();
  }

  @Test
  void windows_that_are_all_alike_make_one_bar_where_their_score_is() {
    AmongView view = among(4.5, 4.5, of(25, 0, 4.5, 4.5, 25, 0, 0)).orElseThrow();
    Matcher bar = BAR.matcher(view.bars());
    assertThat(bar.results().map(one -> one.group(1))).containsExactly("500");
    assertThat(x(view.placeLine())).isEqualTo(500);
  }

  // ---- what would have been found

  private static DetectionView detection(Detection... sizes) {
    return DetectionView.of(
            coverage(OptionalDouble.of(5), OptionalDouble.of(7), Optional.empty(), List.of(sizes)),
            NDVI,
            ENGLISH)
        .orElseThrow();
  }

  /** Found with a contrast in half and in nine of ten cases; 0: not even with 0.5. */
  private static Detection size(int pixels, double half, double most) {
    return new Detection(
        pixels,
        100.0 * pixels * pixels,
        20,
        0.5,
        List.of(
            new Smallest(0.5, half > 0 ? OptionalDouble.of(half) : OptionalDouble.empty(), 0.5),
            new Smallest(0.9, most > 0 ? OptionalDouble.of(most) : OptionalDouble.empty(), 0.8)));
  }

  @Test
  void each_size_has_its_line_from_half_of_the_cases_to_nine_of_ten() {
    DetectionView view = detection(size(2, 0.2, 0), size(3, 0.1, 0.25), size(5, 0, 0));
    assertThat(view.shares()).containsExactly("50 %", "90 %");
    assertThat(view.end()).isEqualTo("0.5");
    List<DetectionView.Row> rows = view.rows();
    assertThat(rows)
        .extracting(DetectionView.Row::metres)
        .containsExactly("20\u00a0m × 20\u00a0m", "30\u00a0m × 30\u00a0m", "50\u00a0m × 50\u00a0m");
    assertThat(rows)
        .extracting(DetectionView.Row::pixels)
        .containsExactly("2 × 2 px", "3 × 3 px", "5 × 5 px");
    assertThat(rows)
        .extracting(DetectionView.Row::found)
        .containsExactly(
            List.of("0.20", "not even 0.5"),
            List.of("0.10", "0.25"),
            List.of("not even 0.5", "not even 0.5"));
    assertThat(x(rows.get(0).first())).isEqualTo(400);
    assertThat(x(rows.get(0).open())).isEqualTo(400);
    assertThat(rows.get(0).last()).isEmpty();
    assertThat(x(rows.get(1).first())).isEqualTo(200);
    assertThat(x(rows.get(1).last())).isEqualTo(500);
    assertThat(rows.get(1).sure()).isEqualTo("M200.0 50H500.0");
    assertThat(rows.get(1).open()).isEmpty();
    assertThat(rows.get(2).sure()).isEmpty();
    assertThat(x(rows.get(2).open())).isZero();
  }

  @Test
  void the_sentence_tells_the_smallest_size_that_is_found_most_surely() {
    assertThat(detection(size(2, 0.05, 0.08), size(3, 0.03, 0.05)).sentence())
        .isEqualTo(
            "A change of 0.08 in NDVI over 20\u00a0m × 20\u00a0m would have been found in 9 of 10"
                + " cases. That is less than grass or shrubs giving way to bare ground.");
    assertThat(detection(size(2, 0.2, 0), size(3, 0.1, 0.25)).sentence())
        .isEqualTo(
            "A change of 0.25 in NDVI over 30\u00a0m × 30\u00a0m would have been found in 9 of 10"
                + " cases. That is about grass or shrubs giving way to bare ground, or the reverse."
                + " Over less, not even a change of 0.5 would have been found so often.");
    assertThat(detection(size(2, 0, 0), size(3, 0.45, 0)).sentence())
        .isEqualTo(
            "A change of 0.45 in NDVI over 30\u00a0m × 30\u00a0m would have been found in 5 of 10"
                + " cases. That is about dense green giving way to bare ground, or the reverse."
                + " Over less, not even a change of 0.5 would have been found so often. In 9 of 10"
                + " cases not even a change of 0.5 would have been found, at any size tried.");
    assertThat(detection(size(2, 0, 0), size(3, 0, 0)).sentence())
        .isEqualTo(
            "Not even a change of 0.5 in NDVI, the largest tried, would have been found in 5 of 10"
                + " cases: silence says little here.");
  }

  @Test
  void small_contrasts_have_the_whole_width() {
    DetectionView faint = detection(size(2, 0.05, 0.08), size(3, 0.03, 0.05));
    assertThat(faint.end()).isEqualTo("0.1");
    assertThat(x(faint.rows().getFirst().last())).isEqualTo(800);
    assertThat(detection(size(2, 0.05, 0.15)).end()).isEqualTo("0.2");
    assertThat(detection(size(2, 0.05, 0.21)).end()).isEqualTo("0.5");
  }

  @Test
  void a_size_that_was_hardly_tried_says_so() {
    Detection hardly = new Detection(8, 6400, 2, 0.5, size(8, 0.1, 0.1).smallest());
    assertThat(detection(size(2, 0.05, 0.08), hardly).rows())
        .extracting(DetectionView.Row::few)
        .containsExactly("", ", 2 tries only");
  }

  @Test
  void what_a_contrast_means_is_said_of_vegetation_alone() {
    String sentence =
        DetectionView.of(
                coverage(
                    OptionalDouble.of(5),
                    OptionalDouble.of(7),
                    Optional.empty(),
                    List.of(size(2, 0.05, 0.2))),
                new Asked("red", false, 0.1),
                ENGLISH)
            .orElseThrow()
            .sentence();
    assertThat(sentence).contains("0.20 in red").doesNotContain("grass");
  }

  @Test
  void it_is_told_for_which_days_it_holds() {
    assertThat(detection(size(2, 0.05, 0.08)).holds())
        .isEqualTo(
            "Tried with up to 20 made-up changes of each size, put into this place’s own images"
                + " between 10 January and 12 June 2026: take it as the best case, real changes are"
                + " less regular.");
  }

  @Test
  void nothing_is_told_where_nothing_was_tried() {
    for (List<Detection> none :
        List.of(
            List.<Detection>of(),
            List.of(new Detection(2, 400, 20, 0.5, List.of())),
            List.of(new Detection(2, 400, 20, Double.NaN, size(2, 0.1, 0.2).smallest())),
            List.of(
                size(2, 0.1, 0.2),
                new Detection(3, 900, 20, 0.5, size(3, 0.1, 0.2).smallest().subList(0, 1))))) {
      assertThat(
              DetectionView.of(
                  coverage(OptionalDouble.of(5), OptionalDouble.of(7), Optional.empty(), none),
                  NDVI,
                  ENGLISH))
          .isEmpty();
    }
  }
}
