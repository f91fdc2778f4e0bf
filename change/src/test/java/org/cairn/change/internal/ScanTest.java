package org.cairn.change.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.cairn.change.DetectorParameters;
import org.cairn.change.Site;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The running scan against the same sums written out, over odd sizes and many gaps. */
class ScanTest {
  private static final DetectorParameters PARAMETERS = DetectorParameters.defaults();

  @ParameterizedTest(name = "{0} x {1} px, {2} dates, {4} masked, seed {5}")
  @CsvSource({
    "9, 11, 30, 10, 0.0, 1",
    "23, 7, 40, 12, 0.4, 2",
    "40, 90, 22, 9, 0.2, 3",
    "5, 5, 12, 9, 0.7, 4",
    "1, 40, 20, 9, 0.1, 5",
    "2, 3, 25, 10, 0.95, 6",
    "70, 33, 18, 10, 1.0, 7"
  })
  void equals_the_sums_written_out(
      int rows, int cols, int dates, int history, double masked, long seed) {
    Random random = new Random(seed);
    float[][] residuals = new float[dates][rows * cols];
    for (float[] residual : residuals) {
      boolean hidden = random.nextDouble() < 0.1;
      for (int i = 0; i < residual.length; i++) {
        boolean gap = hidden || random.nextDouble() < masked;
        residual[i] = gap ? Float.NaN : (float) (0.03 * random.nextGaussian());
      }
    }
    Standardised standardised = Standardised.of(residuals, history, PARAMETERS.scale());
    AreaScan area = area(residuals, rows, cols, standardised);
    WrittenOut written = new WrittenOut(residuals, rows, cols, standardised, area);
    List<Integer> boxes = PARAMETERS.scan().boxes();
    int usable = standardised.dates().length;
    for (int i = 0; i < boxes.size(); i++) {
      assertThat(area.sigma(i)).as("box %d", boxes.get(i)).isFinite().isPositive();
      int box = boxes.get(i);
      int[][] corners = new int[boxes.size()][0];
      corners[i] = new int[] {0};
      for (int r = 0; r + box <= rows; r += 1 + rows / 9) {
        for (int c = 0; c + box <= cols; c += 1 + cols / 9) {
          double largest = 0;
          AreaScan.Best[] scores = area.score(r, c, box, box, corners, 0);
          for (int u = standardised.historyCount(); u < usable; u++) {
            double expected = written.score(i, r, c, u);
            assertThat(scores[u - standardised.historyCount()].score())
                .as("box %d at %d, %d, date %d", box, r, c, u)
                .isCloseTo(expected, within(1e-6 * Math.max(1, expected)));
            largest = Math.max(largest, expected);
          }
          assertThat(area.windows(corners, box, new int[0]).maximum(r, c))
              .isCloseTo(largest, within(1e-5 * Math.max(1, largest)));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"8", "9", "10"})
  void the_score_of_a_mask_is_the_largest_of_its_boxes(long seed) {
    Random random = new Random(seed);
    int rows = 20;
    int cols = 22;
    float[][] residuals = new float[26][rows * cols];
    for (float[] residual : residuals) {
      for (int i = 0; i < residual.length; i++) {
        residual[i] =
            random.nextDouble() < 0.2 ? Float.NaN : (float) (0.02 * random.nextGaussian());
      }
    }
    Standardised standardised = Standardised.of(residuals, 12, PARAMETERS.scale());
    AreaScan area = area(residuals, rows, cols, standardised);
    WrittenOut written = new WrittenOut(residuals, rows, cols, standardised, area);
    boolean[] inside = new boolean[11 * 12];
    for (int i = 0; i < inside.length; i++) {
      inside[i] = random.nextDouble() < 0.85;
    }
    Site site = Site.of(4, 6, 11, 12, inside);
    List<Integer> boxes = PARAMETERS.scan().boxes();
    int[][] corners = new int[boxes.size()][];
    for (int i = 0; i < corners.length; i++) {
      corners[i] = site.boxCorners(boxes.get(i));
    }
    AreaScan.Best[] scores = area.score(4, 6, 11, 12, corners, 0);
    for (int u = 12; u < standardised.dates().length; u++) {
      double largest = 0;
      for (int i = 0; i < corners.length; i++) {
        for (int corner : corners[i]) {
          largest = Math.max(largest, written.score(i, 4 + corner / 12, 6 + corner % 12, u));
        }
      }
      assertThat(scores[u - 12].score()).isCloseTo(largest, within(1e-6 * Math.max(1, largest)));
    }
  }

  private static AreaScan area(float[][] residuals, int rows, int cols, Standardised standardised) {
    return new AreaScan(
        date -> residuals[date],
        rows,
        cols,
        standardised,
        ControlNoise.even(standardised),
        PARAMETERS);
  }

  /** Design 1.2 to 1.4 with a loop for every sum sign. */
  private static final class WrittenOut {
    private final float[][] whitened;
    private final float[][] residuals;
    private final int cols;
    private final Standardised standardised;
    private final AreaScan area;

    WrittenOut(float[][] all, int rows, int cols, Standardised standardised, AreaScan area) {
      this.cols = cols;
      this.standardised = standardised;
      this.area = area;
      int[] dates = standardised.dates();
      this.whitened = new float[dates.length][rows * cols];
      this.residuals = new float[dates.length][];
      for (int u = 0; u < dates.length; u++) {
        residuals[u] = all[dates[u]];
        for (int i = 0; i < rows * cols; i++) {
          double own = standardised(u, i);
          if (Double.isNaN(own)) {
            continue;
          }
          double sum = 0;
          double weight = 0;
          for (int r = Math.max(0, i / cols - 1); r <= Math.min(rows - 1, i / cols + 1); r++) {
            for (int c = Math.max(0, i % cols - 1); c <= Math.min(cols - 1, i % cols + 1); c++) {
              double other = standardised(u, r * cols + c);
              if (r * cols + c != i && !Double.isNaN(other)) {
                double share = r == i / cols || c == i % cols ? 2 : 1;
                sum += share * other;
                weight += share;
              }
            }
          }
          double neighbours = weight >= 3 ? sum / weight : own;
          whitened[u][i] =
              (float) ((own - PARAMETERS.scan().whitening() * neighbours) / standardised.factor(u));
        }
      }
    }

    private double standardised(int u, int i) {
      double value = residuals[u][i] / standardised.spread()[i] / standardised.factor(u);
      return Math.max(-3, Math.min(3, value));
    }

    double score(int boxIndex, int row, int col, int u) {
      int box = PARAMETERS.scan().boxes().get(boxIndex);
      double largest = 0;
      for (int lag : PARAMETERS.scan().lags()) {
        double sum = 0;
        double variance = 0;
        int clear = 0;
        for (int t = Math.max(0, u + 1 - lag); t <= u; t++) {
          for (int r = row; r < row + box; r++) {
            for (int c = col; c < col + box; c++) {
              if (!Float.isNaN(residuals[t][r * cols + c])) {
                sum += whitened[t][r * cols + c];
                variance += 1 / (standardised.factor(t) * standardised.factor(t));
                clear++;
              }
            }
          }
        }
        double dates = Math.min(PARAMETERS.scan().minClearDates(), lag - 0.5);
        if (clear >= dates * box * box) {
          double growth = 1 + PARAMETERS.scan().lookCorrelation() * (lag - 1);
          largest = Math.max(largest, Math.abs(sum) / Math.sqrt(variance * growth));
        }
      }
      return largest / area.sigma(boxIndex);
    }
  }
}
