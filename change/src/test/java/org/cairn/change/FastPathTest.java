package org.cairn.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The fast path against the reference: equal where its caps do not bind, and close where they do.
 */
class FastPathTest {
  private static DetectorParameters fast(int fitSample, int controlCandidates) {
    DetectorParameters p = DetectorParameters.defaults();
    return p.withPrediction(p.prediction().withCaps(fitSample, controlCandidates));
  }

  private static double largestDifference(SceneAnalysis a, SceneAnalysis b) {
    double largest = 0;
    for (int t = 0; t < a.series().dates(); t++) {
      float[] x = a.residuals(t);
      float[] y = b.residuals(t);
      for (int i = 0; i < x.length; i++) {
        assertThat(Float.isNaN(x[i])).as("date %d pixel %d", t, i).isEqualTo(Float.isNaN(y[i]));
        if (!Float.isNaN(x[i])) {
          largest = Math.max(largest, Math.abs(x[i] - y[i]));
        }
      }
    }
    return largest;
  }

  private static double relativeDifference(SceneAnalysis a, SceneAnalysis b) {
    double difference = 0;
    double size = 0;
    for (int t = 0; t < a.series().dates(); t++) {
      float[] x = a.residuals(t);
      float[] y = b.residuals(t);
      for (int i = 0; i < x.length; i++) {
        if (!Float.isNaN(x[i]) && !Float.isNaN(y[i])) {
          difference += (x[i] - y[i]) * (x[i] - y[i]);
          size += x[i] * x[i];
        }
      }
    }
    return Math.sqrt(difference / size);
  }

  @ParameterizedTest(name = "{0} x {1} px, {2} dates, seed {4}")
  @CsvSource({
    "21, 23, 22, 12, 1, 0.3",
    "33, 17, 20, 9, 2, 0.5",
    "20, 41, 27, 20, 3, 0.6",
    "29, 29, 16, 8, 4, 0.0"
  })
  void equals_the_reference_where_the_caps_do_not_bind(
      int rows, int cols, int dates, int history, long seed, double cloud) {
    SceneSeries series =
        new MadeUpArea(rows, cols, dates, history, seed).withCloudShare(cloud).series();
    SceneAnalysis reference = MadeUpArea.analysed(series, DetectorParameters.reference());
    SceneAnalysis fast = MadeUpArea.analysed(series, fast(5_000, 5_000));
    assertThat(largestDifference(reference, fast)).as("seed %d", seed).isLessThan(1e-5);
    SiteScores slowScores = reference.score(Site.rectangle(3, 2, 9, 11));
    SiteScores fastScores = fast.score(Site.rectangle(3, 2, 9, 11));
    for (int m = 0; m < slowScores.size(); m++) {
      assertThat(Math.abs(slowScores.score(m) - fastScores.score(m)))
          .as("seed %d date %d", seed, m)
          .isLessThan(1e-5 * Math.max(1, slowScores.score(m)));
    }
  }

  @Test
  void equals_the_reference_with_a_large_site_left_out_of_the_fit() {
    SceneSeries series = new MadeUpArea(26, 27, 18, 10, 5).series();
    List<Site> sites = List.of(Site.rectangle(4, 5, 14, 12));
    SceneAnalysis reference = left(SceneAnalysis.of(series, DetectorParameters.reference(), sites));
    SceneAnalysis fast = left(SceneAnalysis.of(series, fast(5_000, 5_000), sites));
    assertThat(largestDifference(reference, fast)).isLessThan(1e-5);
    SceneAnalysis all = MadeUpArea.analysed(series, DetectorParameters.reference());
    assertThat(relativeDifference(reference, all)).isGreaterThan(0.05);
  }

  private static SceneAnalysis left(AnalysisOutcome outcome) {
    return ((AnalysisOutcome.Analysed) outcome).analysis();
  }

  @Test
  void stays_close_to_the_reference_where_the_caps_bind() {
    SceneSeries series = new MadeUpArea(50, 48, 24, 14, 6).series();
    SceneAnalysis reference = MadeUpArea.analysed(series, DetectorParameters.reference());
    SceneAnalysis fast = MadeUpArea.analysed(series, fast(600, 600));
    // sampling noise of some 35 coefficients from 600 pixels, and of medians of other controls
    assertThat(relativeDifference(reference, fast)).isLessThan(0.5);
  }

  @Test
  void equal_input_gives_equal_bits() {
    SceneSeries series = new MadeUpArea(40, 30, 20, 12, 7).series();
    SceneAnalysis first = MadeUpArea.analysed(series, fast(300, 300));
    SceneAnalysis second = MadeUpArea.analysed(series, fast(300, 300));
    for (int t = 0; t < series.dates(); t++) {
      assertThat(Arrays.equals(first.residuals(t), second.residuals(t))).isTrue();
    }
    Site site = Site.rectangle(10, 10, 8, 8);
    assertThat(first.placebos(site, List.of()).maxima())
        .containsExactly(second.placebos(site, List.of()).maxima());
    assertThat(first.sensitivity(site, 6)).isEqualTo(second.sensitivity(site, 6));
  }
}
