package org.cairn.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our arrays against the prototype's on a real series, pixel by pixel. */
@Tag("slow")
class PrototypeOnSentinelTest {
  @TempDir Path out;

  @Test
  void residuals_and_scores_equal_the_prototypes_with_its_accidents_taken_out()
      throws IOException, InterruptedException {
    PrototypeRun.dump(PrototypeRun.shared("data/imagery/s2-slovenia-west"), out, "--exact");
    SceneSeries series = PrototypeRun.series(out);
    SceneAnalysis analysis =
        MadeUpArea.analysed(series, PrototypeParameters.of(DetectorParameters.Path.REFERENCE));
    assertThat(differing(analysis, 1e-5)).isZero();

    ByteBuffer dates = PrototypeRun.read(out.resolve("dates.i32"));
    for (int date : analysis.monitoredDates()) {
      assertThat(dates.getInt()).isEqualTo(date);
    }
    assertThat(dates.hasRemaining()).isFalse();
    assertThat(largestScoreDifference(analysis)).isLessThan(1e-5);
  }

  @Test
  void residuals_equal_the_untouched_prototypes_but_for_near_ties_among_neighbours()
      throws IOException, InterruptedException {
    PrototypeRun.dump(PrototypeRun.shared("data/imagery/s2-slovenia-west"), out);
    SceneSeries series = PrototypeRun.series(out);
    SceneAnalysis analysis =
        MadeUpArea.analysed(series, PrototypeParameters.of(DetectorParameters.Path.REFERENCE));
    // single-precision distances pick another 40th neighbour at 34 of the 4,949 pixels; sigma of
    // the untouched prototype counts rounding as looks, which lifts all its scores by about 1 %
    assertThat(differing(analysis, 1e-5)).isLessThan(series.rows() * series.cols() / 100);
    assertThat(largestScoreDifference(analysis)).isLessThan(0.08);
  }

  /** Pixels with a residual further off than the tolerance on any date. */
  private int differing(SceneAnalysis analysis, double tolerance) throws IOException {
    SceneSeries series = analysis.series();
    ByteBuffer golden = PrototypeRun.read(out.resolve("residuals.f64"));
    boolean[] off = new boolean[series.rows() * series.cols()];
    for (int t = 0; t < series.dates(); t++) {
      float[] residuals = analysis.residuals(t);
      for (int i = 0; i < off.length; i++) {
        double expected = golden.getDouble();
        assertThat(Float.isNaN(residuals[i])).isEqualTo(Double.isNaN(expected));
        off[i] |= Math.abs(residuals[i] - expected) > tolerance;
      }
    }
    int count = 0;
    for (boolean pixel : off) {
      count += pixel ? 1 : 0;
    }
    return count;
  }

  /** Relative to the prototype's score. */
  private double largestScoreDifference(SceneAnalysis analysis) throws IOException {
    ByteBuffer windows = PrototypeRun.read(out.resolve("windows.i32"));
    ByteBuffer golden = PrototypeRun.read(out.resolve("scores.f64"));
    int count = windows.remaining() / 8;
    double largest = 0;
    for (int w = 0; w < count; w++) {
      SiteScores scores =
          analysis.score(Site.rectangle(windows.getInt(), windows.getInt(), 10, 10));
      for (int m = 0; m < scores.size(); m++) {
        double expected = golden.getDouble((m * count + w) * Double.BYTES);
        largest = Math.max(largest, Math.abs(scores.score(m) - expected) / Math.max(1, expected));
      }
    }
    return largest;
  }
}
