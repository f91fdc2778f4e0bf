package org.cairn.change.radar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SpeckleTest {
  @Test
  void one_look_has_the_variance_known_in_closed_form() {
    double decibels = 10 / Math.log(10);
    assertThat(Speckle.variance(1))
        .isCloseTo(decibels * decibels * Math.PI * Math.PI / 6, within(1e-9));
    assertThat(Speckle.variance(0.5))
        .isCloseTo(decibels * decibels * Math.PI * Math.PI / 2, within(1e-9));
  }

  @Test
  void many_looks_have_the_variance_of_a_small_relative_error() {
    assertThat(Speckle.variance(10_000)).isCloseTo(18.8612 / 10_000, within(1e-6));
  }

  @Test
  void looks_and_variance_are_inverse() {
    for (double looks : new double[] {0.3, 1, 2.7, 4.4, 10.7, 81, 1_000}) {
      assertThat(Speckle.looks(Speckle.variance(looks))).isCloseTo(looks, within(1e-6 * looks));
    }
    assertThat(Speckle.looks(0)).isCloseTo(1e6, within(1.0));
    assertThat(Speckle.looks(1e9)).isCloseTo(0.1, within(1e-6));
  }

  @Test
  void gamma_distributed_power_has_that_variance_in_decibels() {
    Random random = new Random(5);
    int n = 200_000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double power = 0;
      for (int look = 0; look < 4; look++) {
        power -= Math.log(1 - random.nextDouble()) / 4;
      }
      double decibels = Backscatter.decibels((float) (0.03 * power));
      sum += decibels;
      squares += decibels * decibels;
    }
    double variance = squares / n - sum / n * (sum / n);
    assertThat(variance).isCloseTo(Speckle.variance(4), within(0.1));
  }

  @Test
  void refuses_a_number_of_looks_that_is_none() {
    assertThatThrownBy(() -> Speckle.variance(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Speckle.variance(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void decibels_and_power_are_inverse_and_what_is_no_power_is_masked() {
    for (float power : new float[] {1e-4f, 0.03f, 1, 250}) {
      assertThat(Backscatter.power(Backscatter.decibels(power)))
          .isCloseTo(power, within(power * 1e-5f));
    }
    assertThat(Backscatter.decibels(0.01f)).isCloseTo(-20, within(1e-5f));
    for (float none :
        new float[] {0, -0.01f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      assertThat(Backscatter.decibels(none)).isNaN();
    }
  }
}
