package org.cairn.change.radar;

import java.util.List;
import org.cairn.change.internal.Medians;

/**
 * The two-sample t-test of boxes of one size in one track: the mean of the latest passes against
 * the mean of the history, over a pooled standard deviation. The variance of a box's mean is taken
 * from its own passes, before and after, and from boxes elsewhere, which count as a few passes
 * more: no assumption on how speckle is correlated in space is needed. Means of passes that follow
 * each other closely are less sure than their number says; how much less is taken from the history
 * of all boxes.
 */
final class BoxStatistic {
  /** Means of more values than this are no surer. */
  private static final int MOST = 512;

  private final List<Integer> lags;
  private final double priorDates;
  private final double priorVariance;

  /** Variance of the mean of n values of variance 1, by n. */
  private final double[] ofMean;

  private BoxStatistic(
      List<Integer> lags, double priorDates, double priorVariance, double[] ofMean) {
    this.lags = lags;
    this.priorDates = priorDates;
    this.priorVariance = priorVariance;
    this.ofMean = ofMean;
  }

  /**
   * @param samples {@code double[boxes][passes]}, means of boxes that do not overlap, NaN = unknown
   * @param history the first so many passes
   */
  static BoxStatistic of(double[][] samples, int history, RadarParameters.Scan parameters) {
    double squares = 0;
    double products = 0;
    int n = 0;
    int pairs = 0;
    int boxes = 0;
    double[] variances = new double[samples.length];
    for (double[] sample : samples) {
      Past past = Past.of(sample, history);
      if (past.n < 3) {
        continue;
      }
      variances[boxes++] = past.squares / (past.n - 1);
      squares += past.squares;
      n += past.n - 1;
      for (int d = 1; d < history; d++) {
        double product = (sample[d] - past.mean) * (sample[d - 1] - past.mean);
        if (!Double.isNaN(product)) {
          products += product;
          pairs++;
        }
      }
    }
    double usual = n > 0 ? squares / n : 0;
    double memory = 0;
    if (usual > 0 && pairs > 0) {
      // counted from the sample's own mean, products come out too small by variance / n
      double correction = (double) boxes / (n + boxes);
      memory = Math.max(0, Math.min(0.9, products / pairs / usual + correction));
    }
    double middle = boxes == 0 ? 0 : Medians.median(variances, boxes);
    return new BoxStatistic(
        parameters.lags(), parameters.priorDates(), Math.max(1e-6, middle), ofMean(memory));
  }

  /** Of a first-order autoregressive series. */
  private static double[] ofMean(double memory) {
    double[] variance = new double[MOST + 1];
    variance[0] = Double.POSITIVE_INFINITY;
    for (int n = 1; n <= MOST; n++) {
      double sum = 1;
      double power = 1;
      for (int k = 1; k < n && power > 1e-6; k++) {
        power *= memory;
        sum += 2 * (1 - (double) k / n) * power;
      }
      variance[n] = sum / n;
    }
    return variance;
  }

  /** Mean and sum of squared deviations of the history of a box. */
  record Past(int n, double mean, double squares) {
    static Past of(double[] values, int history) {
      int n = 0;
      double sum = 0;
      for (int d = 0; d < history; d++) {
        if (!Double.isNaN(values[d])) {
          sum += values[d];
          n++;
        }
      }
      double mean = n > 0 ? sum / n : 0;
      double squares = 0;
      for (int d = 0; d < history; d++) {
        if (!Double.isNaN(values[d])) {
          squares += (values[d] - mean) * (values[d] - mean);
        }
      }
      return new Past(n, mean, squares);
    }
  }

  /**
   * t of the latest values.
   *
   * @param means of the box by pass
   * @param latest the monitored passes with a value so far, the latest last
   * @param t {@code double[lags]}, filled; NaN where there are not so many passes yet
   */
  void test(Past past, double[] means, List<Integer> latest, double[] t) {
    double sum = 0;
    double squares = 0;
    int used = 0;
    for (int l = 0; l < t.length; l++) {
      int lag = lags.get(l);
      if (lag > latest.size()) {
        t[l] = Double.NaN;
        continue;
      }
      while (used < lag) {
        double value = means[latest.get(latest.size() - 1 - used)];
        sum += value;
        squares += value * value;
        used++;
      }
      double mean = sum / lag;
      double within = Math.max(0, squares - lag * mean * mean);
      double pooled =
          (priorDates * priorVariance + past.squares + within)
              / (priorDates + past.n - 1 + lag - 1);
      t[l] = (mean - past.mean) / Math.sqrt(pooled * (ofMean(lag) + ofMean(past.n)));
    }
  }

  private double ofMean(int n) {
    return ofMean[Math.min(n, MOST)];
  }
}
