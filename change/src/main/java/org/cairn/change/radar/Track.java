package org.cairn.change.radar;

import java.util.Arrays;
import org.cairn.change.internal.Medians;

/**
 * One channel made comparable: what each of its passes shows beyond the expectation, in units of
 * what is usual for the pixel.
 */
final class Track {
  /** The share of quietest pixels that stand for speckle alone. */
  private static final double QUIET = 0.25;

  final Channel channel;

  /** Its passes: indices into the series, rising. */
  final int[] passes;

  /** The first so many of them are history. */
  final int history;

  /** {@code float[passes][rows*cols]}, standardised; NaN = masked. */
  final float[][] values;

  /** {@code double[rows*cols]}, dB: standard deviation of a pixel's residual, above 0. */
  final double[] spread;

  /** How the scene's spread on each pass compares with that in the history, about 1, never less. */
  final double[] quality;

  /** Equivalent number of looks that the quietest pixels' variance over time corresponds to. */
  final double looks;

  private Track(
      Channel channel,
      int[] passes,
      int history,
      float[][] values,
      double[] spread,
      double[] quality,
      double looks) {
    this.channel = channel;
    this.passes = passes;
    this.history = history;
    this.values = values;
    this.spread = spread;
    this.quality = quality;
    this.looks = looks;
  }

  /**
   * @param residuals {@code float[passes][rows*cols]}, dB, NaN = masked; overwritten and kept
   */
  static Track of(
      Channel channel,
      int[] passes,
      int history,
      float[][] residuals,
      RadarParameters.Scale parameters) {
    double[] variance = variances(residuals, history);
    double[] spread = spread(variance, residuals, history, parameters);
    double[] quality = new double[passes.length];
    for (int d = 0; d < passes.length; d++) {
      quality[d] = size(residuals[d], spread);
    }
    double[] past = Arrays.copyOf(quality, history);
    double usual = Math.max(1e-6, Medians.median(past, history));
    for (int d = 0; d < passes.length; d++) {
      quality[d] = Math.max(1, quality[d] / usual);
      standardise(residuals[d], spread, quality[d], parameters.clip());
    }
    return new Track(
        channel, passes, history, residuals, spread, quality, looks(variance, history));
  }

  /** Sample variances over the history about 0, dB²; NaN where there are under three values. */
  private static double[] variances(float[][] residuals, int history) {
    double[] variance = new double[residuals[0].length];
    for (int i = 0; i < variance.length; i++) {
      double squares = 0;
      int n = 0;
      for (int d = 0; d < history; d++) {
        float value = residuals[d][i];
        if (!Float.isNaN(value)) {
          squares += value * value;
          n++;
        }
      }
      // each residual is counted from the mean of the others: too large by n / (n - 1)
      variance[i] = n < 3 ? Double.NaN : squares / n * (n - 1) / n;
    }
    return variance;
  }

  private static double[] spread(
      double[] variance, float[][] residuals, int history, RadarParameters.Scale parameters) {
    double[] known = Arrays.stream(variance).filter(v -> !Double.isNaN(v)).toArray();
    double usual = known.length == 0 ? 0 : Medians.median(known, known.length);
    double[] spread = new double[variance.length];
    for (int i = 0; i < spread.length; i++) {
      int n = 0;
      for (int d = 0; d < history; d++) {
        n += Float.isNaN(residuals[d][i]) ? 0 : 1;
      }
      double own = Double.isNaN(variance[i]) ? 0 : n;
      double sum = parameters.priorDates() * usual + own * (own > 0 ? variance[i] : 0);
      spread[i] =
          Math.sqrt(sum / Math.max(1e-9, parameters.priorDates() + own)) + parameters.floor();
    }
    return spread;
  }

  private static double looks(double[] variance, int history) {
    double[] known = Arrays.stream(variance).filter(v -> !Double.isNaN(v)).sorted().toArray();
    if (known.length == 0) {
      return Speckle.looks(0);
    }
    double quiet = Medians.quantileOfSorted(known, QUIET);
    // the quantile of chi-square over its degrees of freedom, by Wilson and Hilferty (1931)
    double freedom = Math.max(1, history - 1);
    double root = 1 - 2 / (9 * freedom) - 0.6745 * Math.sqrt(2 / (9 * freedom));
    return Speckle.looks(quiet / Math.max(1e-3, root * root * root));
  }

  private static double size(float[] residual, double[] spread) {
    float[] sizes = new float[residual.length];
    int n = 0;
    for (int i = 0; i < residual.length; i++) {
      if (!Float.isNaN(residual[i])) {
        sizes[n++] = (float) Math.abs(residual[i] / spread[i]);
      }
    }
    return n == 0 ? 0 : Medians.TO_SIGMA * Medians.median(sizes, n);
  }

  private static void standardise(float[] residual, double[] spread, double quality, double clip) {
    for (int i = 0; i < residual.length; i++) {
      double value = residual[i] / (spread[i] * quality);
      residual[i] = (float) Math.max(-clip, Math.min(clip, value));
    }
  }
}
