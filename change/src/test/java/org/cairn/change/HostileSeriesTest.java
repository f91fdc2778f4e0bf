package org.cairn.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.cairn.change.AnalysisOutcome.Analysed;
import org.cairn.change.AnalysisOutcome.NotAnalysable;
import org.cairn.change.AnalysisOutcome.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Series nobody should send: an answer or a reason, never an exception or NaN. */
class HostileSeriesTest {
  private static final int ROWS = 25;
  private static final int COLS = 24;
  private static final int DATES = 24;
  private static final int HISTORY = 12;

  private static SceneSeries series(float[][] layers) {
    int[] days = new int[layers.length];
    Arrays.setAll(days, t -> 5 * t);
    return new SceneSeries(ROWS, COLS, days, Math.min(HISTORY, layers.length), layers);
  }

  private static float[][] constant(float value) {
    float[][] layers = new float[DATES][ROWS * COLS];
    for (float[] layer : layers) {
      Arrays.fill(layer, value);
    }
    return layers;
  }

  private static float[][] natural() {
    return new MadeUpArea(ROWS, COLS, DATES, HISTORY, 3).layers();
  }

  private static DetectorParameters parameters(DetectorParameters.Path path) {
    DetectorParameters p = DetectorParameters.defaults();
    return p.withPrediction(p.prediction().withPath(path).withCaps(300, 300));
  }

  /** Asks everything there is to ask and checks that the answers are numbers. */
  private static SceneAnalysis interrogated(float[][] layers, DetectorParameters.Path path) {
    SceneAnalysis analysis = MadeUpArea.analysed(series(layers), parameters(path));
    Site site = Site.rectangle(8, 7, 9, 9);
    SiteScores scores = analysis.score(site);
    for (int m = 0; m < scores.size(); m++) {
      assertThat(scores.score(m)).isFinite().isNotNegative();
      assertThat(analysis.dateQuality(scores.date(m))).isFinite().isPositive();
      if (scores.findHit(m).isPresent()) {
        assertThat(analysis.change(site, scores, m).pixels()).isPositive();
      }
    }
    Placebos placebos = analysis.placebos(site, List.of());
    for (double max : placebos.maxima()) {
      assertThat(max).isFinite().isNotNegative();
    }
    double threshold = Calibration.threshold(placebos.maxima(), 0.1, 1);
    assertThat(threshold).isNotNaN().isPositive();
    assertThat(Calibration.expectedPerSiteYear(scores.max(), placebos.maxima(), 1))
        .isFinite()
        .isPositive();
    for (Sensitivity one : analysis.sensitivity(site, threshold)) {
      assertThat(one.power()).isBetween(0.0, 1.0);
    }
    for (float value : analysis.spread()) {
      assertThat(value).isFinite().isPositive();
    }
    return analysis;
  }

  private static void assertNoAlarm(SceneAnalysis analysis) {
    Site site = Site.rectangle(8, 7, 9, 9);
    double threshold = Calibration.threshold(analysis.placebos(site, List.of()).maxima(), 1.0, 1);
    assertThat(analysis.score(site).max()).isLessThan(threshold);
  }

  @ParameterizedTest
  @EnumSource(DetectorParameters.Path.class)
  void constants_raise_no_alarm(DetectorParameters.Path path) {
    for (float value : new float[] {0, 0.3f, -1, 12_345.678f, 1e-30f, 1e30f}) {
      assertNoAlarm(interrogated(constant(value), path));
    }
  }

  @ParameterizedTest
  @EnumSource(DetectorParameters.Path.class)
  void a_constant_for_each_date_raises_no_alarm(DetectorParameters.Path path) {
    float[][] layers = constant(0);
    Random random = new Random(1);
    for (float[] layer : layers) {
      Arrays.fill(layer, random.nextFloat());
    }
    assertNoAlarm(interrogated(layers, path));
  }

  @ParameterizedTest
  @EnumSource(DetectorParameters.Path.class)
  void constants_with_gaps_raise_no_alarm(DetectorParameters.Path path) {
    float[][] layers = constant(0.25f);
    Random random = new Random(2);
    for (float[] layer : layers) {
      for (int i = 0; i < layer.length; i++) {
        if (random.nextDouble() < 0.3) {
          layer[i] = Float.NaN;
        }
      }
    }
    assertNoAlarm(interrogated(layers, path));
  }

  @ParameterizedTest
  @EnumSource(DetectorParameters.Path.class)
  void infinities_count_as_masked(DetectorParameters.Path path) {
    float[][] masked = natural();
    float[][] infinite = natural();
    for (int i = 0; i < ROWS * COLS; i += 7) {
      masked[3][i] = Float.NaN;
      masked[15][i] = Float.NaN;
      infinite[3][i] = Float.POSITIVE_INFINITY;
      infinite[15][i] = Float.NEGATIVE_INFINITY;
    }
    SceneAnalysis one = interrogated(masked, path);
    SceneAnalysis other = interrogated(infinite, path);
    for (int t = 0; t < DATES; t++) {
      assertThat(other.residuals(t)).containsExactly(one.residuals(t));
    }
  }

  @ParameterizedTest
  @EnumSource(DetectorParameters.Path.class)
  void dates_ten_thousand_times_too_large_are_survived(DetectorParameters.Path path) {
    float[][] layers = natural();
    for (int t : new int[] {4, 14, 15, 20}) {
      for (int i = 0; i < ROWS * COLS; i++) {
        layers[t][i] *= 10_000;
      }
    }
    assertNoAlarm(interrogated(layers, path));
  }

  @ParameterizedTest
  @EnumSource(DetectorParameters.Path.class)
  void a_scale_lost_for_good_raises_no_alarm(DetectorParameters.Path path) {
    float[][] layers = natural();
    for (int t = HISTORY + 3; t < DATES; t++) {
      for (int i = 0; i < ROWS * COLS; i++) {
        layers[t][i] *= 10_000;
      }
    }
    assertNoAlarm(interrogated(layers, path));
  }

  @ParameterizedTest
  @EnumSource(DetectorParameters.Path.class)
  void a_sensor_that_sends_its_last_image_again_and_again_raises_no_alarm(
      DetectorParameters.Path path) {
    float[][] layers = natural();
    for (int t = HISTORY + 3; t < DATES; t++) {
      layers[t] = layers[HISTORY + 2].clone();
    }
    assertNoAlarm(interrogated(layers, path));
  }

  @ParameterizedTest
  @EnumSource(DetectorParameters.Path.class)
  void a_detector_line_that_is_stuck_from_the_start_raises_no_alarm(DetectorParameters.Path path) {
    float[][] layers = natural();
    for (float[] layer : layers) {
      for (int c = 0; c < COLS; c++) {
        layer[12 * COLS + c] = 0.4f;
      }
    }
    assertNoAlarm(interrogated(layers, path));
  }

  @ParameterizedTest
  @EnumSource(DetectorParameters.Path.class)
  void single_absurd_pixels_are_survived(DetectorParameters.Path path) {
    float[][] layers = natural();
    for (int t = 0; t < DATES; t++) {
      layers[t][(t * 37) % (ROWS * COLS)] = t % 2 == 0 ? 1e30f : -Float.MAX_VALUE;
    }
    interrogated(layers, path);
  }

  @ParameterizedTest
  @EnumSource(DetectorParameters.Path.class)
  void pixels_never_seen_in_the_history_get_no_residual(DetectorParameters.Path path) {
    float[][] layers = natural();
    for (int t = 0; t < HISTORY; t++) {
      for (int i = 0; i < 40; i++) {
        layers[t][i] = Float.NaN;
      }
    }
    SceneAnalysis analysis = interrogated(layers, path);
    for (int t = 0; t < DATES; t++) {
      for (int i = 0; i < 40; i++) {
        assertThat(analysis.residuals(t)[i]).isNaN();
      }
    }
    assertThat(analysis.findObstacle(Site.rectangle(0, 2, 2, 9)))
        .map(NotAnalysable::reason)
        .contains(Reason.SITE_RARELY_SEEN);
  }

  @Test
  void an_all_masked_series_is_not_analysable() {
    assertThat(SceneAnalysis.of(series(constant(Float.NaN)), DetectorParameters.defaults()))
        .isInstanceOfSatisfying(
            NotAnalysable.class, n -> assertThat(n.reason()).isEqualTo(Reason.SHORT_HISTORY));
  }

  @Test
  void one_look_and_three_looks_are_too_short_a_history() {
    for (int dates : new int[] {0, 1, 3}) {
      SceneSeries series = series(Arrays.copyOf(natural(), dates));
      assertThat(SceneAnalysis.of(series, DetectorParameters.defaults()))
          .isInstanceOfSatisfying(
              NotAnalysable.class,
              n -> {
                assertThat(n.reason()).isEqualTo(Reason.SHORT_HISTORY);
                assertThat(n.message()).contains("8 are needed");
              });
    }
  }

  @Test
  void one_look_a_year_is_too_short_a_history_until_there_are_eight() {
    int[] days = new int[DATES];
    Arrays.setAll(days, t -> 365 * t);
    for (int years : new int[] {3, 7}) {
      assertThat(
              SceneAnalysis.of(
                  new SceneSeries(ROWS, COLS, days, years, natural()),
                  DetectorParameters.defaults()))
          .isInstanceOfSatisfying(
              NotAnalysable.class, n -> assertThat(n.reason()).isEqualTo(Reason.SHORT_HISTORY));
    }
    assertNoAlarm(
        MadeUpArea.analysed(
            new SceneSeries(ROWS, COLS, days, 8, natural()), DetectorParameters.defaults()));
  }

  @Test
  void a_place_that_fills_the_image_has_no_controls() {
    Site all = Site.rectangle(0, 0, ROWS, COLS);
    assertThat(SceneAnalysis.of(series(natural()), DetectorParameters.defaults(), List.of(all)))
        .isInstanceOfSatisfying(
            NotAnalysable.class, n -> assertThat(n.reason()).isEqualTo(Reason.TOO_FEW_CONTROLS));
  }

  @Test
  void a_place_in_a_ring_that_is_never_clear_has_no_controls() {
    Site site = Site.rectangle(5, 5, 14, 14);
    float[][] layers = natural();
    for (float[] layer : layers) {
      for (int i = 0; i < layer.length; i++) {
        layer[i] = site.contains(i / COLS, i % COLS) ? layer[i] : Float.NaN;
      }
    }
    assertThat(SceneAnalysis.of(series(layers), DetectorParameters.defaults(), List.of(site)))
        .isInstanceOfSatisfying(
            NotAnalysable.class, n -> assertThat(n.reason()).isEqualTo(Reason.TOO_FEW_CONTROLS));
  }

  @ParameterizedTest
  @EnumSource(DetectorParameters.Path.class)
  void a_ring_that_is_masked_once_monitoring_starts_raises_no_alarm(DetectorParameters.Path path) {
    Site site = Site.rectangle(5, 5, 14, 14);
    float[][] layers = natural();
    for (int t = HISTORY; t < DATES; t++) {
      for (int i = 0; i < layers[t].length; i++) {
        layers[t][i] = site.contains(i / COLS, i % COLS) ? layers[t][i] : Float.NaN;
      }
    }
    AnalysisOutcome outcome = SceneAnalysis.of(series(layers), parameters(path), List.of(site));
    switch (outcome) {
      case NotAnalysable not -> assertThat(not.message()).isNotBlank();
      case Analysed(SceneAnalysis analysis) ->
          assertThat(analysis.score(site).max())
              .isLessThan(Calibration.threshold(analysis.placebos(site, List.of()).maxima(), 1, 1));
    }
  }

  @Test
  void dates_that_are_doubled_or_out_of_order_are_refused_before_anything_is_said() {
    float[][] layers = Arrays.copyOf(natural(), 2);
    for (int[] days : new int[][] {{5, 5}, {6, 5}}) {
      assertThatThrownBy(() -> new SceneSeries(ROWS, COLS, days, 1, layers))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("sort and merge first");
    }
  }

  @Test
  void a_history_without_anything_after_it_is_not_analysable() {
    float[][] layers = natural();
    for (int t = HISTORY; t < DATES; t++) {
      Arrays.fill(layers[t], Float.NaN);
    }
    assertThat(SceneAnalysis.of(series(layers), DetectorParameters.defaults()))
        .isInstanceOfSatisfying(
            NotAnalysable.class, n -> assertThat(n.reason()).isEqualTo(Reason.NO_MONITORED_DATE));
  }

  @Test
  void one_monitored_look_is_analysed_and_silent() {
    SceneSeries series = series(Arrays.copyOf(natural(), HISTORY + 1));
    assertThat(SceneAnalysis.of(series, DetectorParameters.defaults()))
        .isInstanceOf(Analysed.class);
  }

  @Test
  void a_small_image_has_too_few_controls() {
    SceneSeries series = new MadeUpArea(19, 20, DATES, HISTORY, 4).series();
    assertThat(SceneAnalysis.of(series, DetectorParameters.defaults()))
        .isInstanceOfSatisfying(
            NotAnalysable.class,
            n -> {
              assertThat(n.reason()).isEqualTo(Reason.TOO_FEW_CONTROLS);
              assertThat(n.message()).contains("19 x 20").contains("400");
            });
  }
}
