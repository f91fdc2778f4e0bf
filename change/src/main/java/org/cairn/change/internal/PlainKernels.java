package org.cairn.change.internal;

import java.util.Arrays;

/**
 * Loops of a single kind each, without branches that depend on data: the compiler makes vector
 * instructions of those over ranks, and conditional moves of the choices while values are parted.
 */
final class PlainKernels implements Kernels {
  /** Fewer values are sorted. */
  static final int FEW = 16;

  @Override
  public double median(double[] values, int count) {
    int middle = count / 2;
    double upper = select(values, count, middle);
    double result = upper;
    if ((count & 1) == 0) {
      double lower = values[0];
      for (int i = 1; i < middle; i++) {
        lower = Math.max(lower, values[i]);
      }
      result = (lower + upper) / 2;
    }
    return result + 0.0;
  }

  @Override
  public float median(float[] values, int count) {
    int middle = count / 2;
    float upper = select(values, count, middle);
    float result = upper;
    if ((count & 1) == 0) {
      float lower = values[0];
      for (int i = 1; i < middle; i++) {
        lower = Math.max(lower, values[i]);
      }
      result = (lower + upper) / 2;
    }
    return result + 0.0f;
  }

  /** The k-th smallest (from 0) of {@code a[0..count)}; none before it is larger afterwards. */
  static double select(double[] a, int count, int k) {
    int low = 0;
    int high = count - 1;
    while (high - low > FEW) {
      double pivot = middleOf(a[low], a[(low + high) >>> 1], a[high]);
      int first = part(a, low, high, pivot);
      if (k < first) {
        high = first - 1;
      } else {
        low = partEqual(a, first, high, pivot);
        if (k < low) {
          return pivot;
        }
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

  /** Brings the smaller ones to the front; returns where the others begin. */
  private static int part(double[] a, int low, int high, double pivot) {
    int next = low;
    for (int i = low; i <= high; i++) {
      double value = a[i];
      a[i] = a[next];
      a[next] = value;
      next += value < pivot ? 1 : 0;
    }
    return next;
  }

  /** Of none that is smaller, brings the equal ones to the front. */
  private static int partEqual(double[] a, int low, int high, double pivot) {
    int next = low;
    for (int i = low; i <= high; i++) {
      double value = a[i];
      a[i] = a[next];
      a[next] = value;
      next += value <= pivot ? 1 : 0;
    }
    return next;
  }

  /** As of doubles. */
  static float select(float[] a, int count, int k) {
    int low = 0;
    int high = count - 1;
    while (high - low > FEW) {
      float pivot = (float) middleOf(a[low], a[(low + high) >>> 1], a[high]);
      int first = part(a, low, high, pivot);
      if (k < first) {
        high = first - 1;
      } else {
        low = partEqual(a, first, high, pivot);
        if (k < low) {
          return pivot;
        }
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

  private static int part(float[] a, int low, int high, float pivot) {
    int next = low;
    for (int i = low; i <= high; i++) {
      float value = a[i];
      a[i] = a[next];
      a[next] = value;
      next += value < pivot ? 1 : 0;
    }
    return next;
  }

  private static int partEqual(float[] a, int low, int high, float pivot) {
    int next = low;
    for (int i = low; i <= high; i++) {
      float value = a[i];
      a[i] = a[next];
      a[next] = value;
      next += value <= pivot ? 1 : 0;
    }
    return next;
  }

  static double middleOf(double a, double b, double c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }

  @Override
  public void countBelow(int[][] ranks, int[] limits, int[] counts) {
    Arrays.fill(counts, ranks.length * RankBlock.ONES);
    int k = 0;
    for (; k + 3 < ranks.length; k += 4) {
      subtractNotBelow(ranks[k], ranks[k + 1], ranks[k + 2], ranks[k + 3], limits, counts);
    }
    for (; k < ranks.length; k++) {
      subtractNotBelow(ranks[k], limits, counts);
    }
  }

  private static void subtractNotBelow(
      int[] a, int[] b, int[] c, int[] d, int[] limits, int[] counts) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] -=
          (((a[i] - limits[i]) >>> 15) & RankBlock.ONES)
              + (((b[i] - limits[i]) >>> 15) & RankBlock.ONES)
              + (((c[i] - limits[i]) >>> 15) & RankBlock.ONES)
              + (((d[i] - limits[i]) >>> 15) & RankBlock.ONES);
    }
  }

  private static void subtractNotBelow(int[] ranks, int[] limits, int[] counts) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] -= ((ranks[i] - limits[i]) >>> 15) & RankBlock.ONES;
    }
  }

  @Override
  public void nextAbove(int[][] ranks, int[] limits, int[] next) {
    Arrays.fill(next, ~RankBlock.TOPS);
    for (int[] own : ranks) {
      lower(own, limits, next);
    }
  }

  /** Takes those ranks above their limits that are smaller than the smallest so far. */
  private static void lower(int[] ranks, int[] limits, int[] next) {
    for (int i = 0; i < next.length; i++) {
      int rank = ranks[i] & ~RankBlock.TOPS;
      int above = ranks[i] - limits[i] - RankBlock.ONES;
      int tops = above & ((next[i] | RankBlock.TOPS) - rank) & RankBlock.TOPS;
      int taken = (tops - (tops >>> 15)) | tops;
      next[i] = (rank & taken) | (next[i] & ~taken);
    }
  }
}
