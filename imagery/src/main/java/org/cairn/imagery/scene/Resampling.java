package org.cairn.imagery.scene;

import org.cairn.imagery.raster.Grid;
import org.cairn.imagery.raster.PixelWindow;

/**
 * Lays a window of one grid on another with a different phase, pixel size or coordinate reference
 * system. Stateless.
 *
 * <p>Use: {@link #sourceWindow} says which pixels to read; what was read, with the grid of that
 * window, goes to {@link #bilinear} (measured values) or {@link #nearest} (classes).
 */
public final class Resampling {
  /** Pixels read around what is covered, for the neighbours that interpolation weighs in. */
  private static final int MARGIN = 1;

  /**
   * From this many source pixels per target pixel on, these are averaged: interpolation would skip
   * some.
   */
  private static final double AVERAGED_FROM = 2;

  /** A value needs at least this share of its weight on pixels with data. */
  private static final double LEAST_WEIGHT = 0.5 - 1e-6;

  /** Tolerates rounding where positions fall on a pixel's edge. */
  private static final double EDGE = 1e-6;

  /** Positions beyond are no longer exact in {@code int}; no image is near as large. */
  private static final double MOST_PIXELS = 1e8;

  private static final PixelWindow NOWHERE = new PixelWindow(-10, -10, 1, 1);

  private Resampling() {}

  /**
   * The pixels of {@code source} that show {@code target}: exactly these where the grids are
   * aligned, otherwise with a margin of one pixel. May lie partly or wholly outside the source's
   * image; is a single pixel outside it where the target cannot be projected to the source's system
   * at all.
   */
  public static PixelWindow sourceWindow(Grid target, Grid source) {
    if (target.alignedWith(source)) {
      double col = Math.rint(source.colOf(target.originX()));
      double row = Math.rint(source.rowOf(target.originY()));
      if (Math.max(Math.abs(col), Math.abs(row)) > MOST_PIXELS) {
        return NOWHERE;
      }
      return new PixelWindow((int) col, (int) row, target.cols(), target.rows());
    }
    double left = Double.POSITIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    // Straight borders bend between systems; 16 points a side follow them to well within the
    // margin.
    int steps = target.crs().equals(source.crs()) ? 1 : 16;
    for (int j = 0; j <= steps; j++) {
      for (int i = 0; i <= steps; i++) {
        if (j > 0 && j < steps && i > 0 && i < steps) {
          continue;
        }
        double[] at =
            PixelMapping.position(
                target,
                source,
                (double) i * target.cols() / steps,
                (double) j * target.rows() / steps);
        if (!(Math.abs(at[0]) < MOST_PIXELS && Math.abs(at[1]) < MOST_PIXELS)) {
          continue;
        }
        left = Math.min(left, at[0]);
        right = Math.max(right, at[0]);
        top = Math.min(top, at[1]);
        bottom = Math.max(bottom, at[1]);
      }
    }
    if (!(left <= right && top <= bottom)
        || (right - left + 4) * (bottom - top + 4) > Integer.MAX_VALUE) {
      return NOWHERE;
    }
    int col = (int) Math.floor(left + EDGE);
    int row = (int) Math.floor(top + EDGE);
    int cols = Math.max((int) Math.ceil(right - EDGE) - col, 1);
    int rows = Math.max((int) Math.ceil(bottom - EDGE) - row, 1);
    return new PixelWindow(col, row, cols, rows).grown(MARGIN);
  }

  /**
   * Measured values on the target's pixels: bilinear, or the mean of the source pixels under a
   * target pixel where that is at least twice as large. A value is NaN where less than half of its
   * weight lies on pixels with data.
   *
   * @param source grid of the window that was read
   * @param sourceValues {@code float[source.rows*source.cols]}, row-major, NaN = nodata
   * @return {@code float[target.rows*target.cols]}; {@code sourceValues} itself where both grids
   *     are the same
   */
  public static float[] bilinear(Grid target, Grid source, float[] sourceValues) {
    PixelArrays.checkShape("source", sourceValues.length, source.rows(), source.cols());
    if (same(target, source)) {
      return sourceValues;
    }
    PixelMapping mapping = PixelMapping.of(target, source);
    // A box one pixel wide, weighed by what it covers of each pixel, is bilinear interpolation.
    double[] widths = boxOf(target, source);
    float[] values = new float[target.rows() * target.cols()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          boxMean(source, sourceValues, mapping.cols[i], mapping.rows[i], widths[0], widths[1]);
    }
    return values;
  }

  /**
   * Classes on the target's pixels: each takes the source pixel in which its centre lies.
   *
   * @param source grid of the window that was read
   * @param sourceValues {@code float[source.rows*source.cols]}, row-major, NaN = nodata
   * @return {@code float[target.rows*target.cols]}, NaN outside the source; {@code sourceValues}
   *     itself where both grids are the same
   */
  public static float[] nearest(Grid target, Grid source, float[] sourceValues) {
    PixelArrays.checkShape("source", sourceValues.length, source.rows(), source.cols());
    if (same(target, source)) {
      return sourceValues;
    }
    PixelMapping mapping = PixelMapping.of(target, source);
    float[] values = new float[target.rows() * target.cols()];
    for (int i = 0; i < values.length; i++) {
      double col = Math.floor(mapping.cols[i] + EDGE);
      double row = Math.floor(mapping.rows[i] + EDGE);
      boolean inside = col >= 0 && row >= 0 && col < source.cols() && row < source.rows();
      values[i] = inside ? sourceValues[(int) row * source.cols() + (int) col] : Float.NaN;
    }
    return values;
  }

  private static boolean same(Grid target, Grid source) {
    return target.equals(source)
        || (target.cols() == source.cols()
            && target.rows() == source.rows()
            && target.alignedWith(source)
            && Math.abs(target.colOf(source.originX())) < 0.5
            && Math.abs(target.rowOf(source.originY())) < 0.5);
  }

  /**
   * Width and height of the box that is averaged, in source pixels: of a target pixel in the
   * middle.
   */
  private static double[] boxOf(Grid target, Grid source) {
    double col = target.cols() / 2.0;
    double row = target.rows() / 2.0;
    double[] centre = PixelMapping.position(target, source, col, row);
    double[] east = PixelMapping.position(target, source, col + 1, row);
    double[] south = PixelMapping.position(target, source, col, row + 1);
    double width = Math.hypot(east[0] - centre[0], south[0] - centre[0]);
    double height = Math.hypot(east[1] - centre[1], south[1] - centre[1]);
    return new double[] {
      width >= AVERAGED_FROM - EDGE ? width : 1, height >= AVERAGED_FROM - EDGE ? height : 1
    };
  }

  private static float boxMean(
      Grid source, float[] values, double col, double row, double width, double height) {
    if (!(col > -width && row > -height)
        || !(col < source.cols() + width && row < source.rows() + height)) {
      return Float.NaN;
    }
    double left = col - width / 2;
    double top = row - height / 2;
    double right = left + width;
    double bottom = top + height;
    int firstCol = Math.max((int) Math.floor(left), 0);
    int lastCol = Math.min((int) Math.ceil(right) - 1, source.cols() - 1);
    int firstRow = Math.max((int) Math.floor(top), 0);
    int lastRow = Math.min((int) Math.ceil(bottom) - 1, source.rows() - 1);
    double sum = 0;
    double weights = 0;
    for (int r = firstRow; r <= lastRow; r++) {
      double high = Math.min(bottom, r + 1) - Math.max(top, r);
      for (int c = firstCol; c <= lastCol; c++) {
        float value = values[r * source.cols() + c];
        double weight = high * (Math.min(right, c + 1) - Math.max(left, c));
        if (weight > EDGE * EDGE && !Float.isNaN(value)) {
          sum += weight * value;
          weights += weight;
        }
      }
    }
    return weights < LEAST_WEIGHT * width * height ? Float.NaN : (float) (sum / weights);
  }
}
