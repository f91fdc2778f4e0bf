package org.cairn.imagery.raster;

/**
 * Where an image's pixels lie: an axis-parallel grid in a coordinate reference system. The outer
 * corner of pixel (col, row) is at {@code x = originX + col * stepX}, {@code y = originY + row *
 * stepY}.
 *
 * @param originX outer edge of the first column, in units of the CRS
 * @param originY outer edge of the first row, in units of the CRS
 * @param stepX width of a pixel, greater than 0
 * @param stepY height of a pixel, negative where rows run south (the usual case), never 0
 * @param cols image width in pixels
 * @param rows image height in pixels
 */
public record Grid(
    Crs crs, double originX, double originY, double stepX, double stepY, int cols, int rows) {
  public Grid {
    if (!(stepX > 0) || stepY == 0 || Double.isNaN(stepY)) {
      throw new IllegalArgumentException(
          "Pixel size must be positive in x and not 0 in y, found " + stepX + ", " + stepY);
    }
    if (cols < 1 || rows < 1) {
      throw new IllegalArgumentException("A grid is at least 1 x 1, found " + cols + " x " + rows);
    }
  }

  /** Fractional column of an x coordinate; 0 is the left edge of the first pixel. */
  public double colOf(double x) {
    return (x - originX) / stepX;
  }

  /** Fractional row of a y coordinate; 0 is the outer edge of the first pixel. */
  public double rowOf(double y) {
    return (y - originY) / stepY;
  }

  public double xOf(double col) {
    return originX + col * stepX;
  }

  public double yOf(double row) {
    return originY + row * stepY;
  }

  /** The grid of a window of this one. */
  public Grid window(PixelWindow window) {
    return new Grid(
        crs, xOf(window.col()), yOf(window.row()), stepX, stepY, window.cols(), window.rows());
  }

  /**
   * Whether both grids share system, pixel size and phase, so that pixels of one are pixels of the
   * other (to a thousandth of a pixel over either image).
   */
  public boolean alignedWith(Grid other) {
    if (!crs.equals(other.crs)) {
      return false;
    }
    double tolerance = 1e-3;
    double extent = Math.max(Math.max(cols, rows), Math.max(other.cols, other.rows));
    if (Math.abs(stepX - other.stepX) * extent > tolerance * stepX
        || Math.abs(stepY - other.stepY) * extent > tolerance * Math.abs(stepY)) {
      return false;
    }
    double col = colOf(other.originX);
    double row = rowOf(other.originY);
    return Math.abs(col - Math.rint(col)) < tolerance && Math.abs(row - Math.rint(row)) < tolerance;
  }
}
