package org.cairn.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  private static double[] gumbel(int n, long seed) {
    Random random = new Random(seed);
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = 6 - Math.log(-Math.log(random.nextDouble()));
    }
    return values;
  }

  @Test
  void expected_rate_is_the_inverse_of_the_threshold() {
    for (long seed = 0; seed < 30; seed++) {
      double[] maxima = gumbel(40 + (int) seed * 7, seed);
      for (double years : new double[] {0.5, 1, 2.2}) {
        for (double rate : new double[] {0.05, 0.1, 0.3, 0.7, 1, 2}) {
          double threshold = Calibration.threshold(maxima, rate, years);
          if (Math.exp(-rate * years) < 1.0 / (maxima.length + 1)) {
            continue; // so common that all windows but one exceed it
          }
          assertThat(Calibration.expectedPerSiteYear(threshold, maxima, years))
              .as("seed %d rate %s years %s", seed, rate, years)
              .isCloseTo(rate, within(1e-6 * rate));
        }
      }
    }
  }

  @Test
  void a_higher_score_is_never_expected_more_often() {
    double[] maxima = gumbel(60, 3);
    double last = Double.POSITIVE_INFINITY;
    for (double score = 0; score < 60; score += 0.05) {
      double rate = Calibration.expectedPerSiteYear(score, maxima, 1);
      assertThat(rate).isPositive().isFinite().isLessThanOrEqualTo(last);
      last = rate;
    }
  }

  @Test
  void a_score_beyond_the_tail_is_expected_no_rarer_than_the_windows_can_carry() {
    double[] maxima = new double[99];
    Arrays.setAll(maxima, i -> i / 10.0);
    double least = -Math.log1p(-0.1 / 100);
    assertThat(Calibration.expectedPerSiteYear(1e9, maxima, 1)).isCloseTo(least, within(1e-12));
    assertThat(Calibration.expectedPerSiteYear(1e9, maxima, 2)).isCloseTo(least / 2, within(1e-12));
    assertThat(Calibration.expectedPerSiteYear(1e9, maxima, 9, 1))
        .isCloseTo(-Math.log1p(-0.01), within(1e-12));
  }

  @Test
  void a_lower_rate_asks_for_a_higher_score() {
    double[] maxima = gumbel(80, 5);
    double last = 0;
    for (double rate : new double[] {3, 1, 0.5, 0.3, 0.1, 0.05, 0.01}) {
      double threshold = Calibration.threshold(maxima, rate, 1);
      assertThat(threshold).isGreaterThan(last);
      last = threshold;
    }
  }

  @Test
  void without_placebos_nothing_alarms() {
    assertThat(Calibration.threshold(new double[0], 0.1, 1)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Calibration.expectedPerSiteYear(20, new double[0], 1)).isFinite().isPositive();
  }

  @Test
  void placebos_that_are_all_alike_give_that_score() {
    double[] alike = new double[20];
    Arrays.fill(alike, 4.0);
    assertThat(Calibration.threshold(alike, 0.1, 1)).isEqualTo(4.0);
    assertThat(Calibration.threshold(new double[20], 0.1, 1)).isPositive();
    assertThat(Calibration.threshold(new double[] {3.0}, 0.1, 1)).isEqualTo(3.0);
  }

  @Test
  void large_samples_are_met_where_quantiles_are_known() {
    double[] maxima = gumbel(20_000, 9);
    // P(max > x) = 1 - exp(-exp(-(x - 6))) = 1 - exp(-rate): x = 6 - log(rate)
    assertThat(Calibration.threshold(maxima, 0.1, 1)).isCloseTo(6 - Math.log(0.1), within(0.1));
    assertThat(Calibration.threshold(maxima, 0.3, 1)).isCloseTo(6 - Math.log(0.3), within(0.1));
    assertThat(Calibration.threshold(maxima, 1, 1)).isCloseTo(6, within(0.05));
  }

  @Test
  void refuses_rates_and_periods_that_make_no_sense() {
    double[] maxima = gumbel(20, 1);
    for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException().isThrownBy(() -> Calibration.threshold(maxima, bad, 1));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Calibration.threshold(maxima, 0.1, bad));
    }
  }
}
