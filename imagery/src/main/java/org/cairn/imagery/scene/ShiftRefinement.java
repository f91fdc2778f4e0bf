package org.cairn.imagery.scene;

import java.util.Arrays;

/**
 * Refines a shift by least squares over the pixels that both images have (Lucas and Kanade 1981),
 * with a free gain. Immutable and thread-safe.
 */
final class ShiftRefinement {
  private static final int ITERATIONS = 3;

  /** Refinement that wanders farther from where it began than this, in pixels, has lost its way. */
  private static final double MOST_STEP = 0.75;

  /** Binomial weights of a Gaussian with a standard deviation of 1 pixel. */
  private static final float[] KERNEL = {1 / 16f, 4 / 16f, 6 / 16f, 4 / 16f, 1 / 16f};

  /** A smoothed pixel needs this share of its weight on data. */
  private static final float LEAST_WEIGHT = 0.4f;

  private static final int LEAST_PIXELS = 64;

  private final int rows;
  private final int cols;
  private final float[] reference;

  /**
   * @param reference {@code float[rows*cols]} without slow brightness, NaN = nodata
   */
  ShiftRefinement(float[] reference, int rows, int cols) {
    this.rows = rows;
    this.cols = cols;
    this.reference = smoothed(reference);
  }

  /**
   * @param image as the reference
   * @return {@code {rows, cols}}: the best shift near the one given, which is kept where no better
   *     one is found
   */
  double[] refine(float[] image, double shiftRows, double shiftCols) {
    float[] smooth = smoothed(image);
    double atRow = shiftRows;
    double atCol = shiftCols;
    for (int i = 0; i < ITERATIONS; i++) {
      double[] step = step(ShiftedImage.of(smooth, rows, cols, atRow, atCol));
      atRow += step[0];
      atCol += step[1];
      if (!(Math.abs(atRow - shiftRows) < MOST_STEP && Math.abs(atCol - shiftCols) < MOST_STEP)) {
        return new double[] {shiftRows, shiftCols};
      }
    }
    return new double[] {atRow, atCol};
  }

  /** How much farther to shift: solves moved + step . gradient = gain * reference + offset. */
  private double[] step(float[] moved) {
    double[][] normal = new double[4][5];
    double[] term = new double[5];
    int count = 0;
    for (int row = 1; row + 1 < rows; row++) {
      for (int col = 1; col + 1 < cols; col++) {
        int i = row * cols + col;
        double down = (moved[i + cols] - moved[i - cols]) / 2;
        double right = (moved[i + 1] - moved[i - 1]) / 2;
        if (Double.isNaN(down + right + moved[i] + reference[i])) {
          continue;
        }
        term[0] = -down;
        term[1] = -right;
        term[2] = reference[i];
        term[3] = 1;
        term[4] = moved[i];
        for (int a = 0; a < 4; a++) {
          for (int b = a; b < 5; b++) {
            normal[a][b] += term[a] * term[b];
          }
        }
        count++;
      }
    }
    for (int a = 0; a < 4; a++) {
      for (int b = 0; b < a; b++) {
        normal[a][b] = normal[b][a];
      }
    }
    double[] none = {Double.NaN, Double.NaN};
    return count < LEAST_PIXELS || !eliminate(normal)
        ? none
        : new double[] {normal[0][4], normal[1][4]};
  }

  /** Gauss and Jordan on a positive definite system; false where it is singular. */
  private static boolean eliminate(double[][] system) {
    double[] diagonal = new double[4];
    for (int a = 0; a < 4; a++) {
      diagonal[a] = system[a][a];
    }
    for (int a = 0; a < 4; a++) {
      double pivot = system[a][a];
      if (!(pivot > 1e-9 * diagonal[a])) {
        return false;
      }
      for (int b = a; b < 5; b++) {
        system[a][b] /= pivot;
      }
      for (int other = 0; other < 4; other++) {
        double factor = system[other][a];
        if (other != a && factor != 0) {
          for (int b = a; b < 5; b++) {
            system[other][b] -= factor * system[a][b];
          }
        }
      }
    }
    return true;
  }

  private float[] smoothed(float[] image) {
    float[] sums = new float[image.length];
    float[] weights = new float[image.length];
    for (int row = 0; row < rows; row++) {
      for (int col = 0; col < cols; col++) {
        float sum = 0;
        float weight = 0;
        for (int k = -2; k <= 2; k++) {
          int c = col + k;
          if (c >= 0 && c < cols && !Float.isNaN(image[row * cols + c])) {
            sum += KERNEL[k + 2] * image[row * cols + c];
            weight += KERNEL[k + 2];
          }
        }
        sums[row * cols + col] = sum;
        weights[row * cols + col] = weight;
      }
    }
    float[] smooth = new float[image.length];
    Arrays.fill(smooth, Float.NaN);
    for (int row = 0; row < rows; row++) {
      for (int col = 0; col < cols; col++) {
        float sum = 0;
        float weight = 0;
        for (int k = Math.max(-2, -row); k <= 2 && row + k < rows; k++) {
          sum += KERNEL[k + 2] * sums[(row + k) * cols + col];
          weight += KERNEL[k + 2] * weights[(row + k) * cols + col];
        }
        if (weight >= LEAST_WEIGHT) {
          smooth[row * cols + col] = sum / weight;
        }
      }
    }
    return smooth;
  }
}
