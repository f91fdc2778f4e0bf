package org.cairn.change.internal;

/** Products of columns. */
final class Gram {
  private Gram() {}

  /**
   * {@code double[n][n]} of the dot products of n columns over their first so many values. Summed
   * in a fixed order: four running sums per product.
   */
  static double[][] of(double[][] columns, int length) {
    int n = columns.length;
    double[][] gram = new double[n][n];
    for (int j = 0; j < n; j++) {
      for (int k = j; k < n; k++) {
        double product = dot(columns[j], columns[k], length);
        gram[j][k] = product;
        gram[k][j] = product;
      }
    }
    return gram;
  }

  private static double dot(double[] a, double[] b, int length) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < length; i += 4) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
    }
    for (; i < length; i++) {
      s0 += a[i] * b[i];
    }
    return (s0 + s1) + (s2 + s3);
  }
}
