package org.cairn.change.radar;

import java.util.Arrays;
import org.cairn.change.internal.Cholesky;
import org.cairn.change.internal.Medians;
import org.cairn.change.internal.PixelOrder;

/**
 * What the surroundings let expect of a pass: a robust regression, over the whole area, of the
 * pixels' deviations from their own means on what their history says of them. Rain, soil moisture,
 * snow, harvest and calibration are in the pass's own image: bare fields and walls answer rain
 * differently, and the regression learns how from all the others of their kind. Decibels.
 */
final class Surroundings {
  /** Least robust spread that weights are counted in, dB. */
  private static final double SMALLEST_SPREAD = 1e-3;

  private final int rows;
  private final int cols;
  private final OrbitHistory history;
  private final PixelOrder order;
  private final boolean[] eligible;
  private final RadarParameters.Prediction parameters;

  /**
   * @param order the pixels left out of the fit come last
   * @param eligible pixels seen often enough
   */
  Surroundings(
      int rows,
      int cols,
      OrbitHistory history,
      PixelOrder order,
      boolean[] eligible,
      RadarParameters.Prediction parameters) {
    this.rows = rows;
    this.cols = cols;
    this.history = history;
    this.order = order;
    this.eligible = eligible;
    this.parameters = parameters;
  }

  /**
   * The regression's columns, standardised: intercept, means, patterns, products of the first of
   * them, position.
   *
   * @param without number of a history pass that must not take part, or -1
   * @return {@code double[columns][rows*cols]}
   */
  double[][] features(int polarisations, int without) {
    double[][] patterns = history.patterns(without);
    int own = polarisations + patterns.length;
    int squared = Math.min(own, polarisations + 1);
    double[][] columns = new double[1 + own + squared * (squared + 1) / 2 + 2][];
    columns[0] = new double[rows * cols];
    Arrays.fill(columns[0], 1);
    int next = 1;
    for (int p = 0; p < polarisations; p++) {
      columns[next++] = standardised(history.mean(p, without));
    }
    for (double[] pattern : patterns) {
      columns[next++] = standardised(pattern);
    }
    for (int a = 1; a <= squared; a++) {
      for (int b = a; b <= squared; b++) {
        columns[next++] = standardised(product(columns[a], columns[b]));
      }
    }
    columns[next++] = standardised(position(true));
    columns[next] = standardised(position(false));
    return columns;
  }

  private static double[] product(double[] a, double[] b) {
    double[] product = new double[a.length];
    for (int i = 0; i < product.length; i++) {
      product[i] = a[i] * b[i];
    }
    return product;
  }

  private double[] position(boolean down) {
    double[] position = new double[rows * cols];
    for (int i = 0; i < position.length; i++) {
      position[i] = down ? i / cols : i % cols;
    }
    return position;
  }

  /**
   * Mean 0 and deviation 1 over the pixels of the fit; 0 where it is not known or all are equal.
   */
  private double[] standardised(double[] column) {
    double sum = 0;
    double squares = 0;
    int n = 0;
    for (int k = 0; k < order.eligible; k++) {
      int i = order.pixels[k];
      if (eligible[i] && Double.isFinite(column[i])) {
        sum += column[i];
        n++;
      }
    }
    double mean = n > 0 ? sum / n : 0;
    for (int k = 0; k < order.eligible; k++) {
      int i = order.pixels[k];
      if (eligible[i] && Double.isFinite(column[i])) {
        squares += (column[i] - mean) * (column[i] - mean);
      }
    }
    double deviation = n > 0 ? Math.sqrt(squares / n) : 0;
    double[] result = new double[column.length];
    for (int i = 0; i < result.length; i++) {
      result[i] =
          deviation > 1e-9 && Double.isFinite(column[i]) ? (column[i] - mean) / deviation : 0;
    }
    return result;
  }

  /**
   * What a pass shows beyond the pixels' means and the prediction.
   *
   * @param image {@code float[rows*cols]}, dB, NaN = masked
   * @param mean of the pixels, dB, the pass itself not in it
   * @return {@code float[rows*cols]}, dB; NaN where masked or not seen often enough
   */
  float[] residual(float[] image, double[] mean, double[][] features) {
    int[] sample = new int[Math.min(parameters.fitSample(), order.eligible)];
    int n = 0;
    for (int k = 0; k < order.eligible && n < sample.length; k++) {
      int i = order.pixels[k];
      if (eligible[i] && Double.isFinite(image[i] - mean[i])) {
        sample[n++] = i;
      }
    }
    double[] coefficients = fit(image, mean, features, Arrays.copyOf(sample, n));
    float[] residual = new float[image.length];
    for (int i = 0; i < residual.length; i++) {
      double value = image[i] - mean[i];
      residual[i] =
          eligible[i] && Double.isFinite(value)
              ? (float) (value - predicted(features, coefficients, i))
              : Float.NaN;
    }
    return residual;
  }

  private double[] fit(float[] image, double[] mean, double[][] features, int[] sample) {
    int width = features.length;
    double[][] rowsOf = new double[sample.length][width];
    double[] target = new double[sample.length];
    for (int k = 0; k < sample.length; k++) {
      int i = sample[k];
      target[k] = image[i] - mean[i];
      for (int j = 0; j < width; j++) {
        rowsOf[k][j] = features[j][i];
      }
    }
    double[] weights = new double[sample.length];
    Arrays.fill(weights, 1);
    double[] coefficients = new double[width];
    double[] sizes = new double[sample.length];
    for (int iteration = 0; iteration < parameters.iterations(); iteration++) {
      coefficients = solve(rowsOf, target, weights, width);
      for (int k = 0; k < sample.length; k++) {
        weights[k] = Math.abs(target[k] - dot(rowsOf[k], coefficients));
        sizes[k] = weights[k];
      }
      double limit =
          parameters.huber()
              * Math.max(SMALLEST_SPREAD, Medians.TO_SIGMA * Medians.median(sizes, sizes.length));
      for (int k = 0; k < weights.length; k++) {
        weights[k] = weights[k] > limit ? limit / weights[k] : 1;
      }
    }
    return coefficients;
  }

  private double[] solve(double[][] rowsOf, double[] target, double[] weights, int width) {
    double[][] system = new double[width][width];
    double[] right = new double[width];
    for (int k = 0; k < target.length; k++) {
      double[] row = rowsOf[k];
      for (int j = 0; j < width; j++) {
        double weighted = weights[k] * row[j];
        double[] sums = system[j];
        for (int l = j; l < width; l++) {
          sums[l] += weighted * row[l];
        }
        right[j] += weighted * target[k];
      }
    }
    for (int j = 1; j < width; j++) {
      system[j][j] += parameters.ridge();
    }
    Cholesky.solve(system, right, width);
    return right;
  }

  private static double predicted(double[][] features, double[] coefficients, int pixel) {
    double sum = 0;
    for (int j = 0; j < coefficients.length; j++) {
      sum += coefficients[j] * features[j][pixel];
    }
    return sum;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
