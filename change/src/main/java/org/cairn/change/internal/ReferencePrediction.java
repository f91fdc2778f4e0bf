package org.cairn.change.internal;

import java.util.Arrays;
import org.cairn.change.DetectorParameters.Prediction;
import org.cairn.change.SceneSeries;

/**
 * Design 1.1 step by step, with every clear pixel in the fit and every pixel a possible control.
 * The yardstick of {@link FastPrediction}; written to be read.
 */
final class ReferencePrediction implements Controls {
  private static final double SMALLEST_SPREAD = 1e-6;

  private final SceneSeries series;
  private final Prediction p;
  private final boolean[] leftOut;
  private final int pixels;
  private final int[] history;
  private final int[] days;
  private final Profiles profiles;
  private final int[][] controls;

  /** By history, to the farthest of a pixel's controls; 0 without controls. */
  private final float[] distances;

  ReferencePrediction(SceneSeries series, boolean[] usable, boolean[] leftOut, Prediction p) {
    this.series = series;
    this.p = p;
    this.leftOut = leftOut;
    this.pixels = series.rows() * series.cols();
    this.history = Profiles.usableHistory(usable, series.historyDates());
    this.days = Arrays.stream(history).map(series::day).toArray();
    int[] order = new int[pixels];
    Arrays.setAll(order, i -> i);
    double[][] filled = Residuals.filledHistory(series, history, order, pixels, p);
    this.profiles = Profiles.of(filled, series.rows(), series.cols(), p);
    this.distances = new float[pixels];
    this.controls = controls(profiles.scaledForDistance());
  }

  /** {@code float[pixels]}: by history, to the farthest of a pixel's controls, 0 without. */
  float[] distances() {
    return distances;
  }

  /** {@code float[dates][pixels]}, before centring. */
  float[][] residuals(boolean[] usable) {
    float[][] residuals = new float[series.dates()][];
    for (int date = 0; date < residuals.length; date++) {
      residuals[date] = usable[date] ? residual(date) : Residuals.unknown(pixels);
    }
    return residuals;
  }

  private float[] residual(int date) {
    double[][] columns = columns(date);
    float[] layer = series.layer(date);
    int[] clear = new int[pixels];
    int clearCount = 0;
    for (int i = 0; i < pixels; i++) {
      if (Residuals.isClear(layer[i]) && !leftOut[i]) {
        clear[clearCount++] = i;
      }
    }
    double[] weights = new double[clearCount];
    Arrays.fill(weights, 1);
    double[] coefficients = fit(columns, layer, clear, weights);
    double[][] gradients = new double[3][pixels];
    Gradients.of(predict(columns, coefficients), series.rows(), series.cols(), gradients);
    double[][] wider = Arrays.copyOf(columns, columns.length + 3);
    System.arraycopy(gradients, 0, wider, columns.length, 3);
    coefficients = fit(wider, layer, clear, weights);

    double[] residual = predict(wider, coefficients);
    for (int i = 0; i < pixels; i++) {
      residual[i] = Residuals.isClear(layer[i]) ? layer[i] - residual[i] : Double.NaN;
    }
    return minusControls(residual);
  }

  /** Intercept, history without the date itself and what is near it, products and position. */
  private double[][] columns(int date) {
    int own = Arrays.binarySearch(history, date);
    boolean[] predictors = Profiles.predictors(days, Math.max(-1, own), p.apartDays());
    double[][] columns = new double[1 + history.length + profiles.common.length][];
    columns[0] = new double[pixels];
    Arrays.fill(columns[0], 1);
    int next = 1;
    for (int j = 0; j < history.length; j++) {
      if (predictors[j]) {
        columns[next++] = profiles.standardised[j];
      }
    }
    for (double[] column : profiles.common) {
      columns[next++] = column;
    }
    return Arrays.copyOf(columns, next);
  }

  /** Ridge regression with Huber weights; {@code weights} go in and come out. */
  private double[] fit(double[][] columns, float[] layer, int[] clear, double[] weights) {
    int n = columns.length;
    int count = weights.length;
    double[] coefficients = new double[n];
    double[] residual = new double[count];
    double[] sizes = new double[count];
    for (int iteration = 0; iteration < p.huberIterations(); iteration++) {
      double[][] matrix = new double[n][n];
      double[] right = new double[n];
      double[] row = new double[n];
      for (int c = 0; c < count; c++) {
        int i = clear[c];
        for (int j = 0; j < n; j++) {
          row[j] = columns[j][i];
        }
        for (int j = 0; j < n; j++) {
          double weighted = weights[c] * row[j];
          double[] sums = matrix[j];
          for (int k = j; k < n; k++) {
            sums[k] += weighted * row[k];
          }
          right[j] += weighted * layer[i];
        }
      }
      matrix[0][0] += 1e-6;
      for (int j = 1; j < n; j++) {
        matrix[j][j] += p.ridge();
      }
      Cholesky.solve(matrix, right, n);
      coefficients = right;
      for (int c = 0; c < count; c++) {
        int i = clear[c];
        double predicted = 0;
        for (int j = 0; j < n; j++) {
          predicted += columns[j][i] * coefficients[j];
        }
        residual[c] = layer[i] - predicted;
        sizes[c] = Math.abs(residual[c]);
      }
      double spread =
          count == 0 ? 1 : Medians.TO_SIGMA * Medians.median(sizes, count) + SMALLEST_SPREAD;
      for (int c = 0; c < count; c++) {
        weights[c] = huberWeight(residual[c], spread, p.huber());
      }
    }
    return coefficients;
  }

  static double huberWeight(double residual, double spread, double huber) {
    return Math.min(1, huber / Math.max(Math.abs(residual) / spread, 1e-9));
  }

  private double[] predict(double[][] columns, double[] coefficients) {
    double[] predicted = new double[pixels];
    for (int j = 0; j < columns.length; j++) {
      double[] column = columns[j];
      double weight = coefficients[j];
      for (int i = 0; i < pixels; i++) {
        predicted[i] += weight * column[i];
      }
    }
    return predicted;
  }

  private float[] minusControls(double[] residual) {
    double[] medians = medians(residual);
    float[] result = new float[pixels];
    for (int i = 0; i < pixels; i++) {
      result[i] = (float) (controls[i].length == 0 ? residual[i] : residual[i] - medians[i]);
    }
    return result;
  }

  @Override
  public double[] medians(double[] image) {
    double[] medians = new double[pixels];
    double[] seen = new double[p.controls()];
    for (int i = 0; i < pixels; i++) {
      int count = 0;
      for (int control : controls[i]) {
        if (!Double.isNaN(image[control])) {
          seen[count++] = image[control];
        }
      }
      medians[i] = count == 0 || Double.isNaN(image[i]) ? Double.NaN : Medians.median(seen, count);
    }
    return medians;
  }

  /** The nearest pixels by history, equal distances by number; fewer where there are no more. */
  private int[][] controls(float[][] scaled) {
    int cols = series.cols();
    int[][] nearest = new int[pixels][];
    double[] squares = new double[pixels];
    double[] sorted = new double[pixels];
    for (int i = 0; i < pixels; i++) {
      int candidates = 0;
      for (int other = 0; other < pixels; other++) {
        boolean near =
            Math.abs(i / cols - other / cols) < p.exclusionPixels()
                && Math.abs(i % cols - other % cols) < p.exclusionPixels();
        double sum = 0;
        for (float[] date : scaled) {
          double difference = (double) date[i] - date[other];
          sum += difference * difference;
        }
        squares[other] = near || leftOut[other] ? Double.POSITIVE_INFINITY : sum;
        if (squares[other] < Double.POSITIVE_INFINITY) {
          sorted[candidates++] = squares[other];
        }
      }
      Arrays.sort(sorted, 0, candidates);
      int wanted = Math.min(p.controls(), candidates);
      int[] chosen = new int[wanted];
      double limit = wanted == 0 ? -1 : sorted[wanted - 1];
      distances[i] = (float) Math.sqrt(Math.max(0, limit));
      int found = 0;
      for (int other = 0; other < pixels && found < wanted; other++) {
        if (squares[other] < limit) {
          chosen[found++] = other;
        }
      }
      for (int other = 0; other < pixels && found < wanted; other++) {
        if (squares[other] == limit) {
          chosen[found++] = other;
        }
      }
      nearest[i] = chosen;
    }
    return nearest;
  }
}
