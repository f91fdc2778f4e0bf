package org.cairn.change.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NumericsTest {
  @Test
  void median_is_the_middle_or_the_mean_of_the_middle_two() {
    assertThat(Medians.median(new double[] {3, 1, 2}, 3)).isEqualTo(2);
    assertThat(Medians.median(new double[] {4, 1, 3, 2, 99}, 4)).isEqualTo(2.5);
    assertThat(Medians.median(new double[0], 0)).isNaN();
    Random random = new Random(1);
    for (int n = 1; n < 300; n++) {
      double[] values = new double[n];
      float[] floats = new float[n];
      for (int i = 0; i < n; i++) {
        values[i] = random.nextInt(n % 7 == 0 ? 4 : 1_000);
        floats[i] = (float) values[i];
      }
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      double expected = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
      assertThat(Medians.median(values, n)).as("n %d", n).isEqualTo(expected);
      assertThat((double) Medians.median(floats, n)).as("n %d", n).isEqualTo(expected);
    }
  }

  @Test
  void quantiles_interpolate_linearly() {
    double[] sorted = {1, 2, 4, 8};
    assertThat(Medians.quantileOfSorted(sorted, 0)).isEqualTo(1);
    assertThat(Medians.quantileOfSorted(sorted, 0.5)).isEqualTo(3);
    assertThat(Medians.quantileOfSorted(sorted, 1)).isEqualTo(8);
    assertThat(Medians.quantileOfSorted(sorted, 0.9)).isCloseTo(6.8, within(1e-12));
  }

  @Test
  void eigenvectors_diagonalise_a_symmetric_matrix() {
    Random random = new Random(2);
    for (int n : new int[] {1, 2, 5, 25, 60}) {
      double[][] matrix = new double[n][n];
      for (int i = 0; i < n; i++) {
        for (int j = i; j < n; j++) {
          matrix[i][j] = random.nextGaussian();
          matrix[j][i] = matrix[i][j];
        }
      }
      SymmetricEigen eigen = SymmetricEigen.of(matrix);
      assertPairs(matrix, eigen);
      matrix[0][0] += 0.01;
      SymmetricEigen again = SymmetricEigen.of(matrix, eigen.vectors);
      assertPairs(matrix, again);
    }
  }

  private static void assertPairs(double[][] matrix, SymmetricEigen eigen) {
    int n = matrix.length;
    for (int k = 0; k < n; k++) {
      if (k > 0) {
        assertThat(eigen.values[k]).isLessThanOrEqualTo(eigen.values[k - 1]);
      }
      double length = 0;
      for (int i = 0; i < n; i++) {
        double image = 0;
        for (int j = 0; j < n; j++) {
          image += matrix[i][j] * eigen.vectors[k][j];
        }
        assertThat(image).isCloseTo(eigen.values[k] * eigen.vectors[k][i], within(1e-11 * n));
        length += eigen.vectors[k][i] * eigen.vectors[k][i];
      }
      assertThat(length).isCloseTo(1, within(1e-12 * n));
    }
  }

  @Test
  void cholesky_solves_and_gives_empty_columns_nothing() {
    double[][] matrix = {{4, 2, 0}, {0, 5, 0}, {0, 0, 0}};
    double[] right = {8, 9, 7};
    Cholesky.solve(matrix, right, 3);
    assertThat(4 * right[0] + 2 * right[1]).isCloseTo(8, within(1e-12));
    assertThat(2 * right[0] + 5 * right[1]).isCloseTo(9, within(1e-12));
    assertThat(right[2]).isZero();
  }

  @Test
  void gaps_of_a_low_rank_matrix_are_filled_with_what_belongs_there() {
    int dates = 12;
    int pixels = 400;
    Random random = new Random(3);
    double[][] truth = new double[dates][pixels];
    double[][] left = new double[dates][2];
    double[][] right = new double[2][pixels];
    for (double[] row : left) {
      row[0] = random.nextGaussian();
      row[1] = random.nextGaussian();
    }
    for (int i = 0; i < pixels; i++) {
      right[0][i] = random.nextGaussian();
      right[1][i] = 0.5 * random.nextGaussian();
    }
    double[][] gappy = new double[dates][pixels];
    for (int j = 0; j < dates; j++) {
      for (int i = 0; i < pixels; i++) {
        truth[j][i] = 0.3 * j + left[j][0] * right[0][i] + left[j][1] * right[1][i];
        gappy[j][i] = random.nextDouble() < 0.15 ? Double.NaN : truth[j][i];
      }
    }
    int[] order = new int[pixels];
    Arrays.setAll(order, i -> i);
    double[][] filled = new double[dates][];
    Arrays.setAll(filled, j -> gappy[j].clone());
    LowRankFill.fill(filled, order, pixels, 2, 60);
    for (int j = 0; j < dates; j++) {
      for (int i = 0; i < pixels; i++) {
        assertThat(filled[j][i]).isCloseTo(truth[j][i], within(0.02));
        if (!Double.isNaN(gappy[j][i])) {
          assertThat(filled[j][i]).isEqualTo(gappy[j][i]);
        }
      }
    }
  }

  @Test
  void whitening_takes_the_weighted_mean_of_the_neighbours_off() {
    float nan = Float.NaN;
    float[] u = {
      1, 2, 1, //
      2, 3, nan,
      1, 0, 1
    };
    float[] result = new float[9];
    Whitening.apply(u, 3, 3, 0.9, 0.5, result);
    double neighbours = (2 * (2 + 2 + 0) + 1 + 1 + 1 + 1) / (2.0 * 3 + 4);
    assertThat((double) result[4]).isCloseTo(0.5 * (3 - 0.9 * neighbours), within(1e-6));
    assertThat(result[5]).isNaN();
    double corner = (2 * (2 + 2) + 3) / 5.0;
    assertThat((double) result[0]).isCloseTo(0.5 * (1 - 0.9 * corner), within(1e-6));
  }

  @Test
  void a_lonely_pixel_is_whitened_by_itself() {
    float nan = Float.NaN;
    float[] u = {2, nan, nan, nan, nan, 1, nan, nan, 1};
    float[] result = new float[9];
    Whitening.apply(u, 3, 3, 0.9, 1, result);
    assertThat((double) result[0]).isCloseTo(0.2, within(1e-6));
    // one side neighbour has weight 2, under the 3 that a mean needs
    assertThat((double) result[5]).isCloseTo(0.1, within(1e-6));
  }

  @Test
  void the_sign_of_a_component_does_not_change_the_prediction() {
    // products of components change sign together with their standardised columns; the ridge is
    // blind to it: solving with a column negated negates its coefficient only
    Random random = new Random(4);
    int n = 60;
    double[][] rows = new double[n][4];
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      rows[i] = new double[] {1, random.nextGaussian(), random.nextGaussian(), 0};
      rows[i][3] = rows[i][1] * rows[i][2];
      values[i] = random.nextGaussian() + rows[i][3];
    }
    double[] one = ridge(rows, values);
    for (double[] row : rows) {
      row[3] = -row[3];
    }
    double[] other = ridge(rows, values);
    assertThat(other[3]).isCloseTo(-one[3], within(1e-12));
    assertThat(other[1]).isCloseTo(one[1], within(1e-12));
  }

  private static double[] ridge(double[][] rows, double[] values) {
    double[][] matrix = new double[4][4];
    double[] right = new double[4];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < 4; j++) {
        right[j] += rows[i][j] * values[i];
        for (int k = 0; k < 4; k++) {
          matrix[j][k] += rows[i][j] * rows[i][k];
        }
      }
    }
    for (int j = 0; j < 4; j++) {
      matrix[j][j] += 5;
    }
    Cholesky.solve(matrix, right, 4);
    return right;
  }

  @Test
  void a_date_of_the_history_is_predicted_by_those_apart_from_it() {
    int[] days = {0, 40, 75, 80, 90, 166, 300, 310, 320, 330};
    assertThat(Profiles.predictors(days, 3, 75))
        .containsExactly(true, false, false, false, false, true, true, true, true, true);
    assertThat(Profiles.predictors(days, -1, 75)).doesNotContain(false);
    assertThat(Profiles.predictors(days, 0, 0))
        .containsExactly(false, true, true, true, true, true, true, true, true, true);
  }

  @Test
  void however_near_all_dates_are_half_of_the_others_predict() {
    int[] days = {0, 1, 2, 3, 4, 5, 6, 7};
    assertThat(Profiles.predictors(days, 0, 75))
        .containsExactly(false, false, false, false, true, true, true, true);
    assertThat(Profiles.predictors(days, 4, 75))
        .containsExactly(true, true, false, false, false, false, true, true);
  }
}
