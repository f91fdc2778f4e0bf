package org.cairn.change;

import java.util.Random;

/**
 * Areas made for tests: smooth land covers with a season, noise that is correlated in space and
 * time, clouds; from a seed.
 */
public final class MadeUpArea {
  private final int rows;
  private final int cols;
  private final int dates;
  private final int history;
  private final Random random;
  private double cloudShare = 0.3;
  private double noise = 0.02;
  private double spatialNoise = 0.015;
  private double memory = 0.3;

  public MadeUpArea(int rows, int cols, int dates, int history, long seed) {
    this.rows = rows;
    this.cols = cols;
    this.dates = dates;
    this.history = history;
    this.random = new Random(seed);
  }

  MadeUpArea withCloudShare(double share) {
    this.cloudShare = share;
    return this;
  }

  SceneSeries series() {
    return new SceneSeries(rows, cols, days(), history, layers());
  }

  public int[] days() {
    int[] days = new int[dates];
    for (int t = 0; t < dates; t++) {
      days[t] = 10 * t;
    }
    return days;
  }

  public float[][] layers() {
    double[][] covers = new double[5][];
    for (int k = 0; k < covers.length; k++) {
      covers[k] = smooth(6);
    }
    double[] slow = new double[rows * cols];
    float[][] layers = new float[dates][rows * cols];
    for (int t = 0; t < dates; t++) {
      double season = Math.sin(2 * Math.PI * t / 36.5);
      double[] weights = new double[covers.length];
      for (int k = 0; k < weights.length; k++) {
        weights[k] = 0.06 * (Math.cos(2 * Math.PI * t / 36.5 + k) + 0.3 * random.nextGaussian());
      }
      double[] field = smooth(3);
      double[] cloud = smooth(10);
      double cloudEdge = random.nextDouble() < cloudShare ? 0.5 - random.nextDouble() : 3;
      for (int i = 0; i < slow.length; i++) {
        slow[i] = memory * slow[i] + spatialNoise * field[i];
        double value = 0.5 + 0.15 * season + slow[i] + noise * random.nextGaussian();
        for (int k = 0; k < covers.length; k++) {
          value += weights[k] * covers[k][i];
        }
        layers[t][i] = cloud[i] > cloudEdge ? Float.NaN : (float) value;
      }
    }
    return layers;
  }

  private double[] smooth(int cell) {
    return smooth(random, rows, cols, cell);
  }

  /** Bilinear between random values so many pixels apart, about standard normal. */
  public static double[] smooth(Random random, int rows, int cols, int cell) {
    int gridCols = cols / cell + 2;
    double[] grid = new double[(rows / cell + 2) * gridCols];
    for (int i = 0; i < grid.length; i++) {
      grid[i] = random.nextGaussian();
    }
    double[] field = new double[rows * cols];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < cols; c++) {
        int at = r / cell * gridCols + c / cell;
        double fr = (double) (r % cell) / cell;
        double fc = (double) (c % cell) / cell;
        double top = grid[at] * (1 - fc) + grid[at + 1] * fc;
        double bottom = grid[at + gridCols] * (1 - fc) + grid[at + gridCols + 1] * fc;
        field[r * cols + c] = top * (1 - fr) + bottom * fr;
      }
    }
    return field;
  }

  /** Adds a block from a date on. */
  public static void change(
      float[][] layers, int cols, int row, int col, int size, int fromDate, double contrast) {
    for (int t = fromDate; t < layers.length; t++) {
      for (int r = row; r < row + size; r++) {
        for (int c = col; c < col + size; c++) {
          layers[t][r * cols + c] += (float) contrast;
        }
      }
    }
  }

  public static SceneAnalysis analysed(SceneSeries series, DetectorParameters parameters) {
    return switch (SceneAnalysis.of(series, parameters)) {
      case AnalysisOutcome.Analysed(SceneAnalysis analysis) -> analysis;
      case AnalysisOutcome.NotAnalysable(AnalysisOutcome.Reason reason, String message) ->
          throw new AssertionError(reason + ": " + message);
    };
  }
}
