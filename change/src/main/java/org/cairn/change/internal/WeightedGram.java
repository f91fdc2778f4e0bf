package org.cairn.change.internal;

/**
 * Sum of weighted outer products of rows with themselves, upper triangle. Rows can be weighted anew
 * or taken out by adding them with the difference of weights: after a small change of weights only
 * the few rows concerned are touched.
 *
 * <p>Rows and sums are arrays of their own, all read and written at the same index: the compiler
 * can then prove that they do not overlap shifted, and uses vector instructions.
 */
final class WeightedGram {
  final double[][] sums;

  WeightedGram(int width) {
    this.sums = new double[width][width];
  }

  /** Takes over the sums of a narrower one. */
  void copyFrom(WeightedGram other) {
    for (int j = 0; j < other.sums.length; j++) {
      System.arraycopy(other.sums[j], 0, sums[j], 0, other.sums.length);
    }
  }

  /**
   * Adds rows.
   *
   * @param rows {@code double[any][≥width]}
   * @param numbers of the rows; {@code numbers[0..count)} are read
   * @param weights one per row, may be negative
   * @param width columns beyond are left alone
   */
  void add(double[][] rows, int[] numbers, double[] weights, int count, int width) {
    int i = 0;
    for (; i + 3 < count; i += 4) {
      double[] r0 = rows[numbers[i]];
      double[] r1 = rows[numbers[i + 1]];
      double[] r2 = rows[numbers[i + 2]];
      double[] r3 = rows[numbers[i + 3]];
      for (int j = 0; j < width; j++) {
        add(
            sums[j],
            r0,
            weights[i] * r0[j],
            r1,
            weights[i + 1] * r1[j],
            r2,
            weights[i + 2] * r2[j],
            r3,
            weights[i + 3] * r3[j],
            j,
            width);
      }
    }
    for (; i < count; i++) {
      double[] row = rows[numbers[i]];
      for (int j = 0; j < width; j++) {
        add(sums[j], row, weights[i] * row[j], j, width);
      }
    }
  }

  /** Adds to row j of the upper triangle the products of one column with the columns from j on. */
  void addColumn(
      double[][] rows, int[] numbers, double[] weights, int count, int column, double[] products) {
    int width = products.length;
    int i = 0;
    for (; i + 3 < count; i += 4) {
      double[] r0 = rows[numbers[i]];
      double[] r1 = rows[numbers[i + 1]];
      double[] r2 = rows[numbers[i + 2]];
      double[] r3 = rows[numbers[i + 3]];
      add(
          products,
          r0,
          weights[i] * r0[column],
          r1,
          weights[i + 1] * r1[column],
          r2,
          weights[i + 2] * r2[column],
          r3,
          weights[i + 3] * r3[column],
          0,
          width);
    }
    for (; i < count; i++) {
      double[] row = rows[numbers[i]];
      add(products, row, weights[i] * row[column], 0, width);
    }
  }

  private static void add(
      double[] sum,
      double[] a,
      double ca,
      double[] b,
      double cb,
      double[] c,
      double cc,
      double[] d,
      double cd,
      int from,
      int to) {
    for (int k = from; k < to; k++) {
      sum[k] += (ca * a[k] + cb * b[k]) + (cc * c[k] + cd * d[k]);
    }
  }

  private static void add(double[] sum, double[] a, double ca, int from, int to) {
    for (int k = from; k < to; k++) {
      sum[k] += ca * a[k];
    }
  }
}
