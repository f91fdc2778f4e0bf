package org.cairn.change.internal;

import java.util.Arrays;

/** Solves a symmetric positive definite system in place. */
public final class Cholesky {
  private Cholesky() {}

  /**
   * Solves {@code matrix x = right}. A column without information (pivot not above rounding) gets
   * coefficient 0 instead of a division by nothing.
   *
   * @param matrix {@code double[n][≥n]}, the upper triangle is read and overwritten
   * @param right {@code double[≥n]}, overwritten by the solution
   */
  public static void solve(double[][] matrix, double[] right, int n) {
    for (int k = 0; k < n; k++) {
      double[] rowK = matrix[k];
      double pivot = rowK[k];
      if (!(pivot > 1e-12) || !(pivot < Double.MAX_VALUE)) {
        Arrays.fill(rowK, k, n, 0);
        rowK[k] = Double.POSITIVE_INFINITY;
        right[k] = 0;
        continue;
      }
      double inverse = 1 / pivot;
      for (int i = k + 1; i < n; i++) {
        double factor = rowK[i] * inverse;
        double[] rowI = matrix[i];
        for (int j = i; j < n; j++) {
          rowI[j] -= factor * rowK[j];
        }
        right[i] -= factor * right[k];
      }
    }
    for (int k = n - 1; k >= 0; k--) {
      double[] rowK = matrix[k];
      if (Double.isInfinite(rowK[k])) {
        right[k] = 0;
        continue;
      }
      double sum = right[k];
      for (int j = k + 1; j < n; j++) {
        sum -= rowK[j] * right[j];
      }
      right[k] = sum / rowK[k];
    }
  }
}
