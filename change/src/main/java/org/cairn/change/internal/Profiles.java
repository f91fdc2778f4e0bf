package org.cairn.change.internal;

import java.util.Arrays;
import org.cairn.change.DetectorParameters.Prediction;

/**
 * What is known of each pixel from the history: its values on the history dates with the gaps
 * filled, and the columns of the regression made from them. Does not depend on the date predicted.
 */
final class Profiles {
  /** Added to standard deviations before dividing. */
  private static final double TINY = 1e-9;

  private static final double LARGEST = 1e15;

  /** Columns made from the pixel's position. */
  static final int POSITIONS = 5;

  /** {@code double[history dates][pixels]}: the history without gaps, units of the layer. */
  final double[][] filled;

  /** {@code double[history dates][pixels]}: {@link #filled} standardised per date. */
  final double[][] standardised;

  /**
   * {@code double[quadratic + 5][pixels]}: products of the first principal components and the
   * position's v, u, v², u², vu, all standardised. The sign of a component is arbitrary and turns
   * that of its products with others, hence of their coefficients: the prediction stays the same.
   */
  final double[][] common;

  /** What {@link #standardised} was made with, per history date. */
  final double[] means;

  final double[] scales;

  /** {@code double[quadratic components][pixels]}. */
  final double[][] components;

  /** What the products of the components were standardised with. */
  final double[] productMeans;

  final double[] productScales;

  private Profiles(double[][] filled, int rows, int cols, Prediction p) {
    this.filled = filled;
    this.means = new double[filled.length];
    this.scales = new double[filled.length];
    this.standardised = new double[filled.length][];
    for (int j = 0; j < filled.length; j++) {
      standardised[j] = standardise(filled[j], means, scales, j);
    }
    this.components = components(standardised, p.quadraticComponents());
    int products = components.length * (components.length + 1) / 2;
    this.productMeans = new double[products];
    this.productScales = new double[products];
    this.common = Arrays.copyOf(positions(rows, cols), POSITIONS + products);
    int next = 0;
    for (int a = 0; a < components.length; a++) {
      for (int b = a; b < components.length; b++) {
        double[] product = product(components[a], components[b]);
        common[POSITIONS + next] = standardise(product, productMeans, productScales, next);
        next++;
      }
    }
  }

  static Profiles of(double[][] filled, int rows, int cols, Prediction p) {
    return new Profiles(filled, rows, cols, p);
  }

  /** {@code double[5][pixels]}: v, u, v², u², vu, standardised. */
  static double[][] positions(int rows, int cols) {
    double[][] position = new double[POSITIONS][rows * cols];
    double[] across = new double[cols];
    for (int c = 0; c < cols; c++) {
      across[c] = (double) c / cols - 0.5;
    }
    for (int r = 0; r < rows; r++) {
      double v = (double) r / rows - 0.5;
      for (int c = 0; c < cols; c++) {
        double u = across[c];
        int i = r * cols + c;
        position[0][i] = v;
        position[1][i] = u;
        position[2][i] = v * v;
        position[3][i] = u * u;
        position[4][i] = v * u;
      }
    }
    for (int k = 0; k < POSITIONS; k++) {
      position[k] = standardise(position[k], new double[1], new double[1], 0);
    }
    return position;
  }

  static double[] product(double[] a, double[] b) {
    double[] product = new double[a.length];
    for (int i = 0; i < product.length; i++) {
      product[i] = a[i] * b[i];
    }
    return product;
  }

  private static double[] standardise(double[] values, double[] means, double[] scales, int at) {
    double mean = Gradients.mean(values);
    double scale = Gradients.standardDeviation(values) + TINY;
    means[at] = mean;
    scales[at] = scale;
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = (values[i] - mean) / scale;
    }
    return result;
  }

  /**
   * First principal components of standardised columns, each of variance 1 (0 where degenerate).
   */
  private static double[][] components(double[][] columns, int count) {
    int dates = columns.length;
    int pixels = columns[0].length;
    double[][] gram = Gram.of(columns, pixels);
    SymmetricEigen eigen = SymmetricEigen.of(gram);
    double[][] components = new double[Math.min(count, dates)][pixels];
    for (int k = 0; k < components.length; k++) {
      if (eigen.values[k] <= eigen.values[0] * 1e-12) {
        continue;
      }
      double scale = Math.sqrt(pixels / eigen.values[k]);
      for (int j = 0; j < dates; j++) {
        double weight = eigen.vectors[k][j] * scale;
        double[] column = columns[j];
        double[] component = components[k];
        for (int i = 0; i < pixels; i++) {
          component[i] += weight * column[i];
        }
      }
    }
    return components;
  }

  /**
   * Distances between pixels are taken between these: the filled history in units of each date's
   * robust spread, absurd values held where their squares still fit a float.
   *
   * @return {@code float[history dates][pixels]}
   */
  float[][] scaledForDistance() {
    float[][] scaled = new float[filled.length][];
    for (int j = 0; j < filled.length; j++) {
      double[] values = filled[j].clone();
      double median = Medians.median(values, values.length);
      for (int i = 0; i < values.length; i++) {
        values[i] = Math.abs(values[i] - median);
      }
      double scale = Medians.TO_SIGMA * Medians.median(values, values.length) + 0.02;
      float[] row = new float[values.length];
      for (int i = 0; i < row.length; i++) {
        row[i] = (float) Math.max(-LARGEST, Math.min(LARGEST, filled[j][i] / scale));
      }
      scaled[j] = row;
    }
    return scaled;
  }

  /**
   * Which history dates may predict one of them: neither itself nor those near it in time, but
   * never fewer than half of the others.
   *
   * @param days {@code int[history dates]}, rising
   * @param own number of the date predicted; -1 for a monitored date, which all may predict
   */
  static boolean[] predictors(int[] days, int own, int apartDays) {
    boolean[] predictors = new boolean[days.length];
    Arrays.fill(predictors, true);
    if (own < 0) {
      return predictors;
    }
    predictors[own] = false;
    int before = own - 1;
    int behind = own + 1;
    for (int left = (days.length - 1) / 2; left > 0; left--) {
      int toBefore = before >= 0 ? days[own] - days[before] : Integer.MAX_VALUE;
      int toBehind = behind < days.length ? days[behind] - days[own] : Integer.MAX_VALUE;
      if (Math.min(toBefore, toBehind) > apartDays) {
        break;
      }
      predictors[toBefore <= toBehind ? before-- : behind++] = false;
    }
    return predictors;
  }

  /** Numbers of the usable history dates. */
  static int[] usableHistory(boolean[] usable, int historyDates) {
    int[] dates = new int[historyDates];
    int count = 0;
    for (int date = 0; date < historyDates; date++) {
      if (usable[date]) {
        dates[count++] = date;
      }
    }
    return Arrays.copyOf(dates, count);
  }
}
