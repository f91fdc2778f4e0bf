package org.cairn.imagery.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FourierTest {
  @Test
  void equals_the_sum_that_defines_it_and_can_be_undone() {
    for (int size : new int[] {1, 2, 8, 32}) {
      Random random = new Random(size);
      double[] real = random.doubles(size).toArray();
      double[] imaginary = random.doubles(size).toArray();
      double[] re = real.clone();
      double[] im = imaginary.clone();
      Fourier fourier = new Fourier(size);
      fourier.transform(re, im, 0, 1, false);
      for (int k = 0; k < size; k++) {
        double sum = 0;
        for (int i = 0; i < size; i++) {
          double angle = -2 * Math.PI * k * i / size;
          sum += real[i] * Math.cos(angle) - imaginary[i] * Math.sin(angle);
        }
        assertThat(re[k]).isCloseTo(sum, within(1e-10));
      }
      fourier.transform(re, im, 0, 1, true);
      for (int i = 0; i < size; i++) {
        assertThat(re[i] / size).isCloseTo(real[i], within(1e-12));
        assertThat(im[i] / size).isCloseTo(imaginary[i], within(1e-12));
      }
    }
  }

  @Test
  void refuses_sizes_that_are_not_powers_of_two() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Fourier(12))
        .withMessageContaining("12");
  }
}
