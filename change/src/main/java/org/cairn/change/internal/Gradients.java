package org.cairn.change.internal;

/**
 * What a small shift or blur does to an image: half differences along columns and rows, and the
 * difference to the mean of the four sides. The image's edge is repeated.
 */
final class Gradients {
  private Gradients() {}

  /**
   * @param image {@code double[rows*cols]}, row-major, no NaN
   * @param result three arrays of that size, overwritten, each divided by its standard deviation
   */
  static void of(double[] image, int rows, int cols, double[][] result) {
    double[] alongCols = result[0];
    double[] alongRows = result[1];
    double[] laplacian = result[2];
    for (int r = 0; r < rows; r++) {
      int here = r * cols;
      int up = Math.max(0, r - 1) * cols;
      int down = Math.min(rows - 1, r + 1) * cols;
      for (int c = 0; c < cols; c++) {
        double east = image[here + Math.min(cols - 1, c + 1)];
        double west = image[here + Math.max(0, c - 1)];
        double south = image[down + c];
        double north = image[up + c];
        alongCols[here + c] = (east - west) / 2;
        alongRows[here + c] = (south - north) / 2;
        laplacian[here + c] = (east + west + south + north) / 4 - image[here + c];
      }
    }
    for (double[] column : result) {
      double scale = 1 / (standardDeviation(column) + 1e-6);
      for (int i = 0; i < column.length; i++) {
        column[i] *= scale;
      }
    }
  }

  /** Summed in a fixed order: four running sums. */
  static double mean(double[] values) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < values.length; i += 4) {
      s0 += values[i];
      s1 += values[i + 1];
      s2 += values[i + 2];
      s3 += values[i + 3];
    }
    for (; i < values.length; i++) {
      s0 += values[i];
    }
    return ((s0 + s1) + (s2 + s3)) / values.length;
  }

  /** Of the population, about the mean. */
  static double standardDeviation(double[] values) {
    double mean = mean(values);
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < values.length; i += 4) {
      s0 += (values[i] - mean) * (values[i] - mean);
      s1 += (values[i + 1] - mean) * (values[i + 1] - mean);
      s2 += (values[i + 2] - mean) * (values[i + 2] - mean);
      s3 += (values[i + 3] - mean) * (values[i + 3] - mean);
    }
    for (; i < values.length; i++) {
      s0 += (values[i] - mean) * (values[i] - mean);
    }
    return Math.sqrt(((s0 + s1) + (s2 + s3)) / values.length);
  }
}
