package org.cairn.change;

import java.util.Arrays;
import org.cairn.change.internal.Medians;

/**
 * What a score means: how often windows where nothing is known to have happened reach it (design
 * 1.6). Up to the median of the placebos' maxima their own quantiles are used; above it a
 * generalised Pareto distribution fitted by probability-weighted moments (Hosking and Wallis,
 * Technometrics 29, 1987), its shape held between -0.2 and 0.5, because some 40 independent windows
 * do not reach a 1-in-20 quantile by themselves.
 *
 * <p>{@link #threshold} and {@link #expectedPerSiteYear} are inverse to one another down to the
 * probability that the windows can carry. Below it {@code expectedPerSiteYear} says no smaller
 * number: n maxima say something of chances down to 1/n, and the fitted tail is trusted for one
 * power of ten beyond, 1/(10 (n + 1)), never further and never 0. A fitted tail with an end
 * (negative shape) would otherwise call scores beyond it impossible.
 */
public final class Calibration {
  /** Least shape of Hosking's k = -shape, and the largest. */
  private static final double SMALLEST_K = -0.5;

  private static final double LARGEST_K = 0.2;

  /** A score of 0 is no finding whatever the windows did. */
  private static final double SMALLEST_THRESHOLD = 1e-9;

  private Calibration() {}

  /**
   * The score that chance alone passes at the given rate: P(largest score of the period above it) =
   * 1 - exp(-rate × years). Alarm on scores above it.
   *
   * @param maxima {@code double[n]}, largest score of each placebo window over the period; not
   *     changed
   * @param ratePerSiteYear false alarms wanted, above 0
   * @param years length of the period, above 0
   * @return above 0; infinite where there is no placebo at all: without windows to compare with no
   *     alarm can be justified
   */
  public static double threshold(double[] maxima, double ratePerSiteYear, double years) {
    requirePositive("Alarm rate", ratePerSiteYear);
    requirePositive("Period in years", years);
    if (maxima.length == 0) {
      return Double.POSITIVE_INFINITY;
    }
    double probability = -Math.expm1(-ratePerSiteYear * years);
    double[] sorted = sorted(maxima);
    if (probability >= 0.5) {
      return Math.max(SMALLEST_THRESHOLD, Medians.quantileOfSorted(sorted, 1 - probability));
    }
    return Math.max(SMALLEST_THRESHOLD, Tail.of(sorted).scoreAt(probability));
  }

  /**
   * How often per site and year chance alone would score so high: the inverse of {@link
   * #threshold}.
   *
   * @param score of a site
   * @param maxima {@code double[n]}, largest score of each placebo window over the period; not
   *     changed
   * @param years length of the period, above 0
   * @return above 0 and finite; at least what a probability of 1/(10 (n + 1)) comes to, at most
   *     what n/(n + 1) does
   */
  public static double expectedPerSiteYear(double score, double[] maxima, double years) {
    return expectedPerSiteYear(score, maxima, maxima.length, years);
  }

  /**
   * As {@link #expectedPerSiteYear(double, double[], double)}, with the bound set by the windows
   * that do not overlap: the honest form, overlapping windows repeat one another.
   *
   * @param independent {@link Placebos#independent()}
   */
  public static double expectedPerSiteYear(
      double score, double[] maxima, int independent, double years) {
    requirePositive("Period in years", years);
    int carried = Math.max(0, Math.min(independent, maxima.length));
    double least = 0.1 / (carried + 1);
    double most = (maxima.length + 1.0) / (maxima.length + 2.0);
    double probability = maxima.length == 0 ? most : probabilityAbove(score, sorted(maxima));
    double bounded = Math.max(least, Math.min(most, probability));
    return -Math.log1p(-bounded) / years;
  }

  /**
   * The probability that a window scores so high over the period, the fitted tail included.
   *
   * @param maxima {@code double[n]}, largest score of each placebo window; not changed
   * @return between 1/(10 (n + 1)) and 1; 1 where there is no window
   */
  public static double probability(double score, double[] maxima) {
    return maxima.length == 0
        ? 1
        : Math.max(0.1 / (maxima.length + 1), probabilityAbove(score, sorted(maxima)));
  }

  private static double probabilityAbove(double score, double[] sorted) {
    Tail tail = Tail.of(sorted);
    if (score > tail.start) {
      return tail.probabilityAbove(score);
    }
    int above = 0;
    while (above < sorted.length && sorted[above] < score) {
      above++;
    }
    if (above == 0) {
      return 1;
    }
    if (above == sorted.length) {
      return 0;
    }
    double gap = sorted[above] - sorted[above - 1];
    double within = gap > 0 ? (score - sorted[above - 1]) / gap : 1;
    return 1 - (above - 1 + within) / (sorted.length - 1.0);
  }

  private static double[] sorted(double[] maxima) {
    double[] sorted = maxima.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  private static void requirePositive(String name, double value) {
    if (!(value > 0) || value == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(name + " is " + value + ", allowed: above 0, finite");
    }
  }

  /**
   * The generalised Pareto tail above the median.
   *
   * @param start the median of the maxima
   * @param k Hosking's shape, the negative of the usual one
   * @param scale 0 where no maximum is above the median
   */
  private record Tail(double start, double k, double scale) {
    static Tail of(double[] sorted) {
      double start = Medians.quantileOfSorted(sorted, 0.5);
      int from = sorted.length;
      while (from > 0 && sorted[from - 1] > start) {
        from--;
      }
      int n = sorted.length - from;
      if (n == 0) {
        return new Tail(start, 0, 0);
      }
      double a0 = 0;
      double a1 = 0;
      for (int i = 0; i < n; i++) {
        double excess = sorted[from + i] - start;
        a0 += excess;
        a1 += excess * (n - 1 - i) / Math.max(1, n - 1);
      }
      a0 /= n;
      a1 /= n;
      double k = a0 / Math.max(a0 - 2 * a1, 1e-9) - 2;
      k = Math.max(SMALLEST_K, Math.min(LARGEST_K, k));
      return new Tail(start, k, (1 + k) * a0);
    }

    double scoreAt(double probability) {
      double share = probability / 0.5;
      return Math.abs(k) < 1e-6
          ? start - scale * Math.log(share)
          : start + scale / k * (1 - Math.pow(share, k));
    }

    double probabilityAbove(double score) {
      if (scale <= 0) {
        return 0;
      }
      double excess = (score - start) / scale;
      if (Math.abs(k) < 1e-6) {
        return 0.5 * Math.exp(-excess);
      }
      return 0.5 * Math.pow(Math.max(0, 1 - k * excess), 1 / k);
    }
  }
}
