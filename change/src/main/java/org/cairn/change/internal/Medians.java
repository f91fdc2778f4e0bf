package org.cairn.change.internal;

/**
 * Order statistics with NumPy's conventions: the median of an even number of values is the mean of
 * the middle two, quantiles interpolate linearly. They may reorder the array they are given.
 */
public final class Medians {
  /** Makes a median absolute value comparable to a standard deviation. */
  public static final double TO_SIGMA = 1.4826;

  private static final Kernels KERNELS = Kernels.chosen();

  private Medians() {}

  /**
   * Median of {@code values[0..count)}, none of them NaN; NaN of none; a median of 0 is positive.
   */
  public static double median(double[] values, int count) {
    return count == 0 ? Double.NaN : KERNELS.median(values, count);
  }

  /** Likewise. */
  public static float median(float[] values, int count) {
    return count == 0 ? Float.NaN : KERNELS.median(values, count);
  }

  /**
   * Quantile of sorted values, linear between order statistics.
   *
   * @param share 0 to 1
   */
  public static double quantileOfSorted(double[] sorted, double share) {
    double position = share * (sorted.length - 1);
    int below = (int) Math.floor(position);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
