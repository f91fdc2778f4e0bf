package org.cairn.change.radar;

/**
 * The first eigenvectors of a positive semi-definite matrix by orthogonal iteration (Golub and Van
 * Loan, Matrix Computations, 4th ed., 8.2), a fixed number of rounds from a fixed start: near
 * enough for features, and the same every time.
 */
final class LeadingVectors {
  private static final int ROUNDS = 40;

  private LeadingVectors() {}

  /**
   * @param matrix {@code double[n][n]}, symmetric; not changed
   * @param in the rows and columns that take part
   * @param wanted how many
   * @return {@code double[wanted][n]}, length 1 or, beyond the matrix's rank, 0; 0 where not in
   */
  static double[][] of(double[][] matrix, boolean[] in, int wanted) {
    int n = in.length;
    double[][] vectors = new double[wanted][n];
    for (int k = 0; k < wanted; k++) {
      for (int i = 0; i < n; i++) {
        vectors[k][i] = in[i] ? Math.cos((k + 1) * (i + 0.5) * Math.PI / n) + 0.01 : 0;
      }
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (int k = 0; k < wanted; k++) {
        vectors[k] = times(matrix, in, vectors[k]);
        for (int l = 0; l < k; l++) {
          double product = dot(vectors[l], vectors[k]);
          for (int i = 0; i < n; i++) {
            vectors[k][i] -= product * vectors[l][i];
          }
        }
        double length = Math.sqrt(dot(vectors[k], vectors[k]));
        for (int i = 0; i < n; i++) {
          vectors[k][i] = length > 1e-9 ? vectors[k][i] / length : 0;
        }
      }
    }
    return vectors;
  }

  private static double[] times(double[][] matrix, boolean[] in, double[] vector) {
    double[] product = new double[vector.length];
    for (int i = 0; i < vector.length; i++) {
      product[i] = in[i] ? dot(matrix[i], vector) : 0;
    }
    return product;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
