package org.cairn.change.internal;

/**
 * Order statistics with NumPy's conventions: the median of an even number of values is the mean of
 * the middle two, quantiles interpolate linearly. All of them reorder the array they are given.
 */
public final class Medians {
  /** Makes a median absolute value comparable to a standard deviation. */
  public static final double TO_SIGMA = 1.4826;

  private Medians() {}

  /** Median of {@code values[0..count)}, none of them NaN; NaN of none. Reorders them. */
  public static double median(double[] values, int count) {
    if (count == 0) {
      return Double.NaN;
    }
    int middle = count / 2;
    double upper = select(values, count, middle);
    if ((count & 1) == 1) {
      return upper;
    }
    double lower = values[0];
    for (int i = 1; i < middle; i++) {
      lower = Math.max(lower, values[i]);
    }
    return (lower + upper) / 2;
  }

  /** Median of {@code values[0..count)}, none of them NaN; NaN of none. Reorders them. */
  public static float median(float[] values, int count) {
    if (count == 0) {
      return Float.NaN;
    }
    int middle = count / 2;
    float upper = select(values, count, middle);
    if ((count & 1) == 1) {
      return upper;
    }
    float lower = values[0];
    for (int i = 1; i < middle; i++) {
      lower = Math.max(lower, values[i]);
    }
    return (lower + upper) / 2;
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

  /** The k-th smallest (from 0) of {@code a[0..count)}; smaller ones end up before it. */
  private static double select(double[] a, int count, int k) {
    int low = 0;
    int high = count - 1;
    while (high - low > 16) {
      double pivot = middleOf(a[low], a[(low + high) >>> 1], a[high]);
      int i = low;
      int j = high;
      while (i <= j) {
        while (a[i] < pivot) {
          i++;
        }
        while (a[j] > pivot) {
          j--;
        }
        if (i <= j) {
          double swap = a[i];
          a[i] = a[j];
          a[j] = swap;
          i++;
          j--;
        }
      }
      if (k <= j) {
        high = j;
      } else if (k >= i) {
        low = i;
      } else {
        return a[k];
      }
    }
    for (int i = low + 1; i <= high; i++) {
      double value = a[i];
      int j = i;
      while (j > low && a[j - 1] > value) {
        a[j] = a[j - 1];
        j--;
      }
      a[j] = value;
    }
    return a[k];
  }

  private static float select(float[] a, int count, int k) {
    int low = 0;
    int high = count - 1;
    while (high - low > 16) {
      float pivot = (float) middleOf(a[low], a[(low + high) >>> 1], a[high]);
      int i = low;
      int j = high;
      while (i <= j) {
        while (a[i] < pivot) {
          i++;
        }
        while (a[j] > pivot) {
          j--;
        }
        if (i <= j) {
          float swap = a[i];
          a[i] = a[j];
          a[j] = swap;
          i++;
          j--;
        }
      }
      if (k <= j) {
        high = j;
      } else if (k >= i) {
        low = i;
      } else {
        return a[k];
      }
    }
    for (int i = low + 1; i <= high; i++) {
      float value = a[i];
      int j = i;
      while (j > low && a[j - 1] > value) {
        a[j] = a[j - 1];
        j--;
      }
      a[j] = value;
    }
    return a[k];
  }

  private static double middleOf(double a, double b, double c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }
}
