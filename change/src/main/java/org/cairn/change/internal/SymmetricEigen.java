package org.cairn.change.internal;

import java.util.Arrays;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix by cyclic Jacobi rotations (Golub and Van
 * Loan, Matrix Computations, 4th ed., 8.5): slower than tridiagonal methods for large matrices, but
 * short, accurate to the last digits and quick when started from nearby vectors.
 */
final class SymmetricEigen {
  private static final int MAX_SWEEPS = 40;

  /** Falling. */
  final double[] values;

  /** {@code vectors[k]} belongs to {@code values[k]}, length 1. */
  final double[][] vectors;

  private SymmetricEigen(double[] values, double[][] vectors) {
    this.values = values;
    this.vectors = vectors;
  }

  /**
   * @param matrix {@code double[n][n]}, symmetric; not changed
   * @return all eigenpairs; the sign of a vector is arbitrary
   */
  static SymmetricEigen of(double[][] matrix) {
    int n = matrix.length;
    double[][] identity = new double[n][n];
    for (int i = 0; i < n; i++) {
      identity[i][i] = 1;
    }
    return of(matrix, identity);
  }

  /**
   * @param start {@code double[n][n]}, rows are orthonormal vectors near the wanted ones: the
   *     matrix is almost diagonal in them and few rotations are left; not changed
   */
  static SymmetricEigen of(double[][] matrix, double[][] start) {
    int n = matrix.length;
    double[][] vectors = new double[n][];
    for (int i = 0; i < n; i++) {
      vectors[i] = start[i].clone();
    }
    double[][] a = inBasis(matrix, vectors);
    double size = 0;
    for (int i = 0; i < n; i++) {
      size = Math.max(size, Math.abs(a[i][i]));
    }
    double negligible = size * 1e-15;
    for (int sweep = 0; sweep < MAX_SWEEPS; sweep++) {
      boolean rotated = false;
      for (int p = 0; p < n - 1; p++) {
        for (int q = p + 1; q < n; q++) {
          if (Math.abs(a[p][q]) > negligible) {
            rotate(a, vectors, p, q);
            rotated = true;
          }
        }
      }
      if (!rotated) {
        break;
      }
    }
    return sorted(a, vectors);
  }

  private static double[][] inBasis(double[][] matrix, double[][] basis) {
    int n = matrix.length;
    double[][] result = new double[n][n];
    double[] image = new double[n];
    for (int k = 0; k < n; k++) {
      Arrays.fill(image, 0);
      for (int j = 0; j < n; j++) {
        double weight = basis[k][j];
        double[] row = matrix[j];
        for (int i = 0; i < n; i++) {
          image[i] += weight * row[i];
        }
      }
      for (int l = k; l < n; l++) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
          sum += image[i] * basis[l][i];
        }
        result[k][l] = sum;
        result[l][k] = sum;
      }
    }
    return result;
  }

  private static void rotate(double[][] a, double[][] vectors, int p, int q) {
    int n = a.length;
    double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    double c = 1 / Math.sqrt(t * t + 1);
    double s = t * c;
    double app = a[p][p] - t * a[p][q];
    double aqq = a[q][q] + t * a[p][q];
    double[] rowP = a[p];
    double[] rowQ = a[q];
    for (int i = 0; i < n; i++) {
      double x = rowP[i];
      double y = rowQ[i];
      rowP[i] = c * x - s * y;
      rowQ[i] = s * x + c * y;
    }
    for (int i = 0; i < n; i++) {
      a[i][p] = rowP[i];
      a[i][q] = rowQ[i];
    }
    rowP[p] = app;
    rowQ[q] = aqq;
    rowP[q] = 0;
    rowQ[p] = 0;
    double[] vectorP = vectors[p];
    double[] vectorQ = vectors[q];
    for (int i = 0; i < n; i++) {
      double x = vectorP[i];
      double y = vectorQ[i];
      vectorP[i] = c * x - s * y;
      vectorQ[i] = s * x + c * y;
    }
  }

  private static SymmetricEigen sorted(double[][] a, double[][] vectors) {
    int n = a.length;
    double[] values = new double[n];
    double[][] ordered = new double[n][];
    boolean[] taken = new boolean[n];
    for (int k = 0; k < n; k++) {
      int best = -1;
      for (int i = 0; i < n; i++) {
        if (!taken[i] && (best < 0 || a[i][i] > a[best][best])) {
          best = i;
        }
      }
      taken[best] = true;
      values[k] = a[best][best];
      ordered[k] = vectors[best];
    }
    return new SymmetricEigen(values, ordered);
  }
}
