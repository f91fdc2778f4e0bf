package org.cairn.change;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The made-up series of golden/synthetic; mirrors src/test/python/golden_synthetic.py. */
final class GoldenSeries {
  static final int ROWS = 24;
  static final int COLS = 20;
  static final int DATES = 30;
  static final int HISTORY = 14;
  private static final int CELL = 4;
  private static final int LOADINGS = 5;

  private long state = 20_261_123;

  private GoldenSeries() {}

  static SceneSeries series() {
    return new GoldenSeries().make();
  }

  private double next() {
    state = (1_664_525 * state + 1_013_904_223L) % 4_294_967_296L;
    return state / 4_294_967_296.0;
  }

  private SceneSeries make() {
    double[][] loadings = new double[LOADINGS][];
    for (int k = 0; k < LOADINGS; k++) {
      loadings[k] = smoothField();
    }
    float[][] layers = new float[DATES][ROWS * COLS];
    int[] days = new int[DATES];
    for (int t = 0; t < DATES; t++) {
      days[t] = 10 * t;
      double[] weights = new double[LOADINGS];
      for (int k = 0; k < LOADINGS; k++) {
        weights[k] = next();
      }
      double base = 0.3 + 0.4 * next();
      double cloudRow = next() * ROWS;
      double cloudCol = next() * COLS;
      double radius = next() * 14 - 3;
      for (int r = 0; r < ROWS; r++) {
        for (int c = 0; c < COLS; c++) {
          double v = base;
          for (int k = 0; k < LOADINGS; k++) {
            v = v + 0.5 * weights[k] * loadings[k][r * COLS + c];
          }
          v = v + 0.03 * (next() + next() + next() - 1.5);
          if (t >= HISTORY + 6 && r >= 8 && r < 12 && c >= 6 && c < 10) {
            v = v - 0.12;
          }
          double squared = (r - cloudRow) * (r - cloudRow) + (c - cloudCol) * (c - cloudCol);
          boolean cloudy =
              (radius > 0 && squared < radius * radius) || t == 9 || (t == 20 && r > 1);
          layers[t][r * COLS + c] = cloudy ? Float.NaN : (float) v;
        }
      }
    }
    return new SceneSeries(ROWS, COLS, days, HISTORY, layers);
  }

  private double[] smoothField() {
    int gridCols = COLS / CELL + 2;
    double[][] grid = new double[ROWS / CELL + 2][gridCols];
    for (double[] row : grid) {
      for (int j = 0; j < gridCols; j++) {
        row[j] = next() - 0.5;
      }
    }
    double[] field = new double[ROWS * COLS];
    for (int r = 0; r < ROWS; r++) {
      for (int c = 0; c < COLS; c++) {
        int i = r / CELL;
        int j = c / CELL;
        double fr = (double) (r % CELL) / CELL;
        double fc = (double) (c % CELL) / CELL;
        double top = grid[i][j] * (1 - fc) + grid[i][j + 1] * fc;
        double bottom = grid[i + 1][j] * (1 - fc) + grid[i + 1][j + 1] * fc;
        field[r * COLS + c] = top * (1 - fr) + bottom * fr;
      }
    }
    return field;
  }

  static float[] residuals() throws IOException {
    ByteBuffer bytes = read("residuals.f32");
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    return values;
  }

  static double[] scores() throws IOException {
    ByteBuffer bytes = read("scores.f64");
    double[] values = new double[bytes.remaining() / Double.BYTES];
    bytes.asDoubleBuffer().get(values);
    return values;
  }

  /** The words of the line that starts with a name, without it. */
  static String[] quantity(String name) throws IOException {
    String text = StandardCharsets.UTF_8.decode(read("quantities.txt")).toString();
    return text.lines()
        .filter(line -> line.startsWith(name + " "))
        .findFirst()
        .map(line -> line.substring(name.length() + 1).split(" "))
        .orElseThrow();
  }

  private static ByteBuffer read(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            GoldenSeries.class.getResourceAsStream("/golden/synthetic/" + name), name)) {
      return ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
    }
  }
}
