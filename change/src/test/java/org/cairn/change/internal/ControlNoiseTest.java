package org.cairn.change.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.cairn.change.DetectorParameters.Scale;
import org.junit.jupiter.api.Test;

class ControlNoiseTest {
  private static final int PIXELS = 400;
  private static final int DATES = 14;
  private static final int HISTORY = 10;
  private static final Scale SCALE = new Scale(0.2, 0.005, 0.5, 0.5, 0, 0.5, 3.0);

  /** The last date is noisy over the second half of the pixels. */
  private static float[][] residuals() {
    Random random = new Random(5);
    float[][] residuals = new float[DATES][PIXELS];
    for (int t = 0; t < DATES; t++) {
      for (int i = 0; i < PIXELS; i++) {
        double noise = t == DATES - 1 && i >= PIXELS / 2 ? 0.09 : 0.03;
        residuals[t][i] = (float) (noise * random.nextGaussian());
      }
    }
    residuals[DATES - 1][3] = Float.NaN;
    return residuals;
  }

  /** Controls of a pixel are the pixels of its half. */
  private static double[] medianOfTheHalf(double[] image) {
    double[] medians = new double[image.length];
    for (int half = 0; half < 2; half++) {
      double[] seen =
          Arrays.stream(image, half * PIXELS / 2, (half + 1) * PIXELS / 2)
              .filter(value -> !Double.isNaN(value))
              .toArray();
      double median = Medians.median(seen, seen.length);
      Arrays.fill(medians, half * PIXELS / 2, (half + 1) * PIXELS / 2, median);
    }
    for (int i = 0; i < image.length; i++) {
      medians[i] = Double.isNaN(image[i]) ? Double.NaN : medians[i];
    }
    return medians;
  }

  @Test
  void ground_whose_controls_scatter_counts_as_noisy_on_that_date_only() {
    float[][] residuals = residuals();
    Standardised standardised = Standardised.of(residuals, HISTORY, SCALE);
    ControlNoise noise =
        ControlNoise.of(
            date -> residuals[date], standardised, SCALE, () -> ControlNoiseTest::medianOfTheHalf);
    float[] usual = noise.of(DATES - 2);
    float[] last = noise.of(DATES - 1);
    assertThat((double) usual[PIXELS - 1] / usual[0]).isCloseTo(1, within(0.15));
    assertThat((double) last[PIXELS - 1] / last[0]).isCloseTo(Math.sqrt(3), within(0.2));
    assertThat(last[3]).isEqualTo(1);
    assertThat(noise.of(DATES - 1)).isSameAs(last);
  }

  @Test
  void scatter_is_believed_between_half_and_four_times_the_scenes() {
    float[][] residuals = residuals();
    Standardised standardised = Standardised.of(residuals, HISTORY, SCALE);
    for (double median : new double[] {0, 1e9}) {
      ControlNoise noise =
          ControlNoise.of(
              date -> residuals[date],
              standardised,
              SCALE,
              () ->
                  image -> {
                    double[] medians = new double[image.length];
                    Arrays.fill(medians, median);
                    return medians;
                  });
      assertThat((double) noise.of(0)[0]).isCloseTo(median == 0 ? Math.sqrt(0.5) : 2, within(1e-6));
    }
  }

  @Test
  void without_it_all_ground_is_alike() {
    Standardised standardised = Standardised.of(residuals(), HISTORY, SCALE);
    assertThat(ControlNoise.even(standardised).of(4)).hasSize(PIXELS).containsOnly(1f);
  }
}
