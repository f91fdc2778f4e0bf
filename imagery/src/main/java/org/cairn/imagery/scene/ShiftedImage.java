package org.cairn.imagery.scene;

import java.util.Arrays;

/** Moves an image by parts of a pixel. Stateless. */
final class ShiftedImage {
  /** Shifts nearer to whole pixels than this are whole pixels. */
  private static final double WHOLE = 1e-6;

  private ShiftedImage() {}

  /**
   * The image whose pixel (row, col) shows what lay at {@code (row + shiftRows, col + shiftCols)}.
   */
  static float[] of(float[] image, int rows, int cols, double shiftRows, double shiftCols) {
    float[] moved = new float[image.length];
    if (!(Math.abs(shiftRows) < rows && Math.abs(shiftCols) < cols)) {
      Arrays.fill(moved, Float.NaN);
      return moved;
    }
    int wholeRows = (int) Math.floor(shiftRows + WHOLE);
    int wholeCols = (int) Math.floor(shiftCols + WHOLE);
    double partRows = Math.max(shiftRows - wholeRows, 0);
    double partCols = Math.max(shiftCols - wholeCols, 0);
    double[] cubicRows = cubic(partRows < WHOLE ? 0 : partRows);
    double[] cubicCols = cubic(partCols < WHOLE ? 0 : partCols);
    double[] linearRows = linear(partRows < WHOLE ? 0 : partRows);
    double[] linearCols = linear(partCols < WHOLE ? 0 : partCols);
    for (int row = 0; row < rows; row++) {
      for (int col = 0; col < cols; col++) {
        int top = row + wholeRows - 1;
        int left = col + wholeCols - 1;
        float value = weighed(image, rows, cols, top, left, cubicRows, cubicCols);
        if (Float.isNaN(value)) {
          // Beside a gap the four nearest pixels are enough.
          value = weighed(image, rows, cols, top, left, linearRows, linearCols);
        }
        moved[row * cols + col] = value;
      }
    }
    return moved;
  }

  private static float weighed(
      float[] image, int rows, int cols, int top, int left, double[] down, double[] across) {
    double sum = 0;
    for (int i = 0; i < 4; i++) {
      if (down[i] == 0) {
        continue;
      }
      int row = top + i;
      if (row < 0 || row >= rows) {
        return Float.NaN;
      }
      for (int j = 0; j < 4; j++) {
        if (across[j] == 0) {
          continue;
        }
        int col = left + j;
        if (col < 0 || col >= cols) {
          return Float.NaN;
        }
        sum += down[i] * across[j] * image[row * cols + col];
      }
    }
    return (float) sum;
  }

  /** Keys' weights with a = -1/2 of the pixels -1, 0, 1, 2. */
  private static double[] cubic(double t) {
    return new double[] {
      t * (-0.5 + t * (1 - 0.5 * t)),
      1 + t * t * (-2.5 + 1.5 * t),
      t * (0.5 + t * (2 - 1.5 * t)),
      t * t * (-0.5 + 0.5 * t)
    };
  }

  private static double[] linear(double t) {
    return new double[] {0, 1 - t, t, 0};
  }
}
