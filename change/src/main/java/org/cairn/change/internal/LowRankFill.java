package org.cairn.change.internal;

import java.util.Arrays;

/**
 * Fills gaps by an iterated low-rank fit: gaps start at their date's mean, then are replaced by the
 * first components of the whole matrix, so many times (hard-impute; Mazumder, Hastie and
 * Tibshirani, JMLR 11, 2010, without the shrinkage). The components come from the dates × dates
 * Gram matrix.
 */
final class LowRankFill {
  private LowRankFill() {}

  /**
   * @param values {@code double[dates][pixels]}, NaN = gap; every date has some value; overwritten
   *     by the filled values
   * @param sample pixels {@code order[0..sample)} the components are learnt from
   * @param order a permutation of the pixels
   */
  static void fill(double[][] values, int[] order, int sample, int rank, int iterations) {
    int dates = values.length;
    int pixels = values[0].length;
    boolean[][] gaps = new boolean[dates][pixels];
    int[] gappy = new int[pixels];
    int gappyCount = startAtMeans(values, gaps, gappy);
    if (gappyCount == 0) {
      return;
    }
    int kept = Math.min(rank, dates);
    double[][] sampled = new double[dates][sample];
    double[] means = new double[dates];
    double[][] start = new double[0][];
    Gappy gappyPixels = new Gappy(values, gaps, Arrays.copyOf(gappy, gappyCount));
    for (int iteration = 0; iteration < iterations; iteration++) {
      for (int j = 0; j < dates; j++) {
        means[j] = centre(values[j], order, sampled[j]);
      }
      double[][] gram = Gram.of(sampled, sample);
      SymmetricEigen eigen =
          start.length == 0 ? SymmetricEigen.of(gram) : SymmetricEigen.of(gram, start);
      start = eigen.vectors;
      gappyPixels.refill(means, eigen.vectors, kept);
      gappyPixels.store(values);
    }
  }

  private static double centre(double[] from, int[] order, double[] to) {
    double sum = 0;
    for (int i = 0; i < to.length; i++) {
      to[i] = from[order[i]];
      sum += to[i];
    }
    double mean = sum / to.length;
    for (int i = 0; i < to.length; i++) {
      to[i] -= mean;
    }
    return mean;
  }

  /** The pixels with gaps, side by side per date. */
  private static final class Gappy {
    private final int[] pixels;
    private final double[][] values;

    /** 1 where there is a gap, else 0. */
    private final double[][] gaps;

    private final double[][] scores;
    private final double[] fitted;

    Gappy(double[][] all, boolean[][] allGaps, int[] pixels) {
      this.pixels = pixels;
      this.values = new double[all.length][pixels.length];
      this.gaps = new double[all.length][pixels.length];
      for (int j = 0; j < all.length; j++) {
        for (int g = 0; g < pixels.length; g++) {
          values[j][g] = all[j][pixels[g]];
          gaps[j][g] = allGaps[j][pixels[g]] ? 1 : 0;
        }
      }
      this.scores = new double[all.length][pixels.length];
      this.fitted = new double[pixels.length];
    }

    /** Puts the fit of the first components where there are gaps. */
    void refill(double[] means, double[][] vectors, int kept) {
      for (int k = 0; k < kept; k++) {
        Arrays.fill(scores[k], 0);
        for (int j = 0; j < values.length; j++) {
          addCentred(scores[k], values[j], means[j], vectors[k][j]);
        }
      }
      for (int j = 0; j < values.length; j++) {
        Arrays.fill(fitted, means[j]);
        for (int k = 0; k < kept; k++) {
          addCentred(fitted, scores[k], 0, vectors[k][j]);
        }
        replace(values[j], gaps[j], fitted);
      }
    }

    void store(double[][] all) {
      for (int j = 0; j < all.length; j++) {
        for (int g = 0; g < pixels.length; g++) {
          all[j][pixels[g]] = values[j][g];
        }
      }
    }

    private static void addCentred(double[] sum, double[] values, double mean, double weight) {
      for (int g = 0; g < sum.length; g++) {
        sum[g] += weight * (values[g] - mean);
      }
    }

    private static void replace(double[] values, double[] gap, double[] fitted) {
      for (int g = 0; g < values.length; g++) {
        values[g] = (1 - gap[g]) * values[g] + gap[g] * fitted[g];
      }
    }
  }

  /** Sets gaps to their date's mean and lists the pixels that have any. */
  private static int startAtMeans(double[][] values, boolean[][] gaps, int[] gappy) {
    int pixels = values[0].length;
    boolean[] any = new boolean[pixels];
    for (int j = 0; j < values.length; j++) {
      double sum = 0;
      int count = 0;
      for (int i = 0; i < pixels; i++) {
        if (Double.isNaN(values[j][i])) {
          gaps[j][i] = true;
          any[i] = true;
        } else {
          sum += values[j][i];
          count++;
        }
      }
      double mean = count == 0 ? 0 : sum / count;
      for (int i = 0; i < pixels; i++) {
        if (gaps[j][i]) {
          values[j][i] = mean;
        }
      }
    }
    int found = 0;
    for (int i = 0; i < pixels; i++) {
      if (any[i]) {
        gappy[found++] = i;
      }
    }
    return found;
  }
}
