package org.cairn.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Residuals, scores and thresholds of the design's prototype, on a small series. */
class GoldenPrototypeTest {
  private static final double TOLERANCE = 1e-5;

  @Test
  void the_series_is_the_one_the_golden_arrays_were_made_from() throws IOException {
    SceneSeries series = GoldenSeries.series();
    double sum = 0;
    int clear = 0;
    for (int t = 0; t < series.dates(); t++) {
      for (float value : series.layer(t)) {
        if (!Float.isNaN(value)) {
          sum += value;
          clear++;
        }
      }
    }
    assertThat(clear).isEqualTo(Integer.parseInt(GoldenSeries.quantity("clear")[0]));
    assertThat(sum)
        .isCloseTo(Double.parseDouble(GoldenSeries.quantity("layer-sum")[0]), within(1e-6));
  }

  @ParameterizedTest
  @EnumSource(DetectorParameters.Path.class)
  void residuals_equal_the_prototypes(DetectorParameters.Path path) throws IOException {
    SceneAnalysis analysis =
        MadeUpArea.analysed(GoldenSeries.series(), PrototypeParameters.of(path));
    float[] golden = GoldenSeries.residuals();
    int pixels = GoldenSeries.ROWS * GoldenSeries.COLS;
    for (int t = 0; t < GoldenSeries.DATES; t++) {
      float[] residuals = analysis.residuals(t);
      for (int i = 0; i < pixels; i++) {
        float expected = golden[t * pixels + i];
        if (Float.isNaN(expected)) {
          assertThat(residuals[i]).as("date %d pixel %d", t, i).isNaN();
        } else {
          assertThat((double) residuals[i])
              .as("date %d pixel %d", t, i)
              .isCloseTo(expected, within(TOLERANCE));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(DetectorParameters.Path.class)
  void scores_equal_the_prototypes(DetectorParameters.Path path) throws IOException {
    SceneAnalysis analysis =
        MadeUpArea.analysed(GoldenSeries.series(), PrototypeParameters.of(path));
    int[] monitored =
        Arrays.stream(GoldenSeries.quantity("monitored")).mapToInt(Integer::parseInt).toArray();
    assertThat(analysis.monitoredDates()).containsExactly(monitored);
    double[] golden = GoldenSeries.scores();
    int windows = golden.length / monitored.length;
    int window = 0;
    for (int r = 0; r <= GoldenSeries.ROWS - 8; r += 4) {
      for (int c = 0; c <= GoldenSeries.COLS - 8; c += 4) {
        SiteScores scores = analysis.score(Site.rectangle(r, c, 8, 8));
        for (int m = 0; m < monitored.length; m++) {
          double expected = golden[m * windows + window];
          assertThat(scores.score(m))
              .as("window at %d, %d, date %d", r, c, monitored[m])
              .isCloseTo(expected, within(TOLERANCE * Math.max(1, expected)));
        }
        window++;
      }
    }
    assertThat(window).isEqualTo(windows);
  }

  @Test
  void thresholds_equal_the_prototypes() throws IOException {
    double[] maxima =
        Arrays.stream(GoldenSeries.quantity("maxima")).mapToDouble(Double::parseDouble).toArray();
    for (String rate : new String[] {"0.05", "0.1", "0.3", "1", "3"}) {
      double expected = Double.parseDouble(GoldenSeries.quantity("threshold " + rate)[0]);
      assertThat(Calibration.threshold(maxima, Double.parseDouble(rate), 1.0))
          .as("rate %s", rate)
          .isCloseTo(expected, within(1e-9 * expected));
    }
  }
}
