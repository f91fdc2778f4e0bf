package org.cairn.change.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.cairn.change.DetectorParameters;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An injection is scored like any other change: by the scan of the whole, made plainly here. */
class InjectionTrialTest {
  private static final DetectorParameters PARAMETERS = DetectorParameters.defaults();
  private static final int HEIGHT = 9;
  private static final int WIDTH = 7;
  private static final int PADDED = (HEIGHT + 2) * (WIDTH + 2);
  private static final int START = 15;
  private static final int DATES = 31;

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.6, 0.97})
  void scores_as_the_scan_of_the_changed_dates_does(double masked) {
    Random random = new Random(17);
    double[] weights = new double[DATES];
    float[][] base = new float[DATES][PADDED];
    float[][] gain = new float[DATES][PADDED];
    for (int t = 0; t < DATES; t++) {
      weights[t] = 0.4 + random.nextDouble();
      for (int i = 0; i < PADDED; i++) {
        base[t][i] =
            random.nextDouble() < masked ? Float.NaN : (float) (1.4 * random.nextGaussian());
        gain[t][i] = (float) (20 * random.nextDouble());
      }
    }
    int[] sides = {2, 3, 3, 5, 6};
    int[] places = {0, 8 * 2 + 3, 8 * 6 + 4, 8 * 1 + 1, 8 * 3 + 1};
    double[] sigmas = {1.2, 1.1, 1.1, 1.4, 0.9};
    double[] contrasts = {0.03, -0.12, 0.5};
    double[] expected = new double[contrasts.length];
    for (int i = 0; i < contrasts.length; i++) {
      RegionScan region = changed(base, gain, weights, (float) contrasts[i]);
      for (int k = 0; k < sides.length; k++) {
        expected[i] = Math.max(expected[i], largest(region, sides[k], places[k]) / sigmas[k]);
      }
    }
    InjectionTrial trial =
        new InjectionTrial(
            PARAMETERS, HEIGHT, WIDTH, weights, START, base, gain, sides, places, sigmas);
    // In another order, and again: one contrast leaves nothing behind for the next.
    for (int i : new int[] {2, 0, 1, 2}) {
      assertThat(trial.score(contrasts[i])).isCloseTo(expected[i], within(1e-12 * expected[i]));
    }
  }

  private static RegionScan changed(
      float[][] base, float[][] gain, double[] weights, float contrast) {
    RegionScan region = new RegionScan(PARAMETERS.scan(), HEIGHT, WIDTH, weights);
    float clip = (float) PARAMETERS.scale().clip();
    for (int t = 0; t < DATES; t++) {
      float[] values = new float[PADDED];
      for (int i = 0; i < PADDED; i++) {
        float added = t < START ? 0 : contrast * gain[t][i];
        values[i] = Math.max(-clip, Math.min(clip, base[t][i] + added));
      }
      float[] whitened = new float[PADDED];
      Whitening.apply(
          values, HEIGHT + 2, WIDTH + 2, PARAMETERS.scan().whitening(), weights[t], whitened);
      region.load(t, whitened, WIDTH + 2, 1, 1);
    }
    return region;
  }

  private static double largest(RegionScan region, int side, int place) {
    double largest = 0;
    for (int u = START; u < DATES; u++) {
      for (int k = 0; k < PARAMETERS.scan().lags().size(); k++) {
        largest = Math.max(largest, Math.abs(region.z(side, place, k, u)));
      }
    }
    return largest;
  }
}
