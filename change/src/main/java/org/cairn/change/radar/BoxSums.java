package org.cairn.change.radar;

/** Sums over any rectangle of an image at once: its integral image. NaN counts as nothing. */
final class BoxSums {
  private final int cols;
  private final double[] sums;
  private final int[] counts;

  BoxSums(float[] values, int rows, int cols) {
    this.cols = cols;
    int stride = cols + 1;
    this.sums = new double[(rows + 1) * stride];
    this.counts = new int[sums.length];
    for (int r = 0; r < rows; r++) {
      double sum = 0;
      int count = 0;
      for (int c = 0; c < cols; c++) {
        float value = values[r * cols + c];
        if (!Float.isNaN(value)) {
          sum += value;
          count++;
        }
        int at = (r + 1) * stride + c + 1;
        sums[at] = sums[at - stride] + sum;
        counts[at] = counts[at - stride] + count;
      }
    }
  }

  double sum(int row, int col, int height, int width) {
    int top = row * (cols + 1);
    int bottom = (row + height) * (cols + 1);
    return sums[bottom + col + width]
        - sums[top + col + width]
        - sums[bottom + col]
        + sums[top + col];
  }

  int count(int row, int col, int height, int width) {
    int top = row * (cols + 1);
    int bottom = (row + height) * (cols + 1);
    return counts[bottom + col + width]
        - counts[top + col + width]
        - counts[bottom + col]
        + counts[top + col];
  }
}
