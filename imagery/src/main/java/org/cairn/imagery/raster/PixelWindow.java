package org.cairn.imagery.raster;

/**
 * A rectangle of pixels. May reach beyond the image: what lies outside reads as nodata.
 *
 * @param col leftmost column, may be negative
 * @param row topmost row, may be negative
 * @param cols width in pixels, at least 1
 * @param rows height in pixels, at least 1
 */
public record PixelWindow(int col, int row, int cols, int rows) {
  public PixelWindow {
    if (cols < 1 || rows < 1) {
      throw new IllegalArgumentException(
          "A window is at least 1 x 1, found " + cols + " x " + rows);
    }
  }

  /** Number of pixels. */
  public int size() {
    return Math.multiplyExact(cols, rows);
  }

  /** Grown by {@code margin} pixels on every side. */
  public PixelWindow grown(int margin) {
    return new PixelWindow(col - margin, row - margin, cols + 2 * margin, rows + 2 * margin);
  }
}
