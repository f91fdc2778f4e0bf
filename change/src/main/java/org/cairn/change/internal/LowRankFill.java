package org.cairn.change.internal;

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
    double[] centred = new double[dates];
    for (int iteration = 0; iteration < iterations; iteration++) {
      for (int j = 0; j < dates; j++) {
        double sum = 0;
        for (int i = 0; i < sample; i++) {
          sum += values[j][order[i]];
        }
        means[j] = sum / sample;
        for (int i = 0; i < sample; i++) {
          sampled[j][i] = values[j][order[i]] - means[j];
        }
      }
      double[][] gram = Gram.of(sampled, sample);
      SymmetricEigen eigen =
          start.length == 0 ? SymmetricEigen.of(gram) : SymmetricEigen.of(gram, start);
      start = eigen.vectors;
      for (int g = 0; g < gappyCount; g++) {
        int i = gappy[g];
        for (int j = 0; j < dates; j++) {
          centred[j] = values[j][i] - means[j];
        }
        replaceGaps(values, gaps, i, centred, means, eigen.vectors, kept);
      }
    }
  }

  private static void replaceGaps(
      double[][] values,
      boolean[][] gaps,
      int pixel,
      double[] centred,
      double[] means,
      double[][] vectors,
      int kept) {
    int dates = centred.length;
    double[] fitted = means.clone();
    for (int k = 0; k < kept; k++) {
      double[] vector = vectors[k];
      double score = 0;
      for (int j = 0; j < dates; j++) {
        score += vector[j] * centred[j];
      }
      for (int j = 0; j < dates; j++) {
        fitted[j] += score * vector[j];
      }
    }
    for (int j = 0; j < dates; j++) {
      if (gaps[j][pixel]) {
        values[j][pixel] = fitted[j];
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
