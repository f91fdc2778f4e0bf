package org.cairn.imagery.scene;

import org.cairn.imagery.raster.Crs;
import org.cairn.imagery.raster.Grid;

/**
 * Where the pixel centres of one grid lie on another. Between systems, positions are projected
 * exactly at control points and interpolated between them where that is off by less than {@link
 * #MOST_ERROR}. Immutable.
 */
final class PixelMapping {
  /** In source pixels. */
  private static final double MOST_ERROR = 0.01;

  /** Distance of the control points tried first, in target pixels. */
  private static final int WIDEST_STEP = 16;

  /** A position that does not come back to within this many degrees lies outside the projection. */
  private static final double ROUND_TRIP_DEGREES = 1e-5;

  /** Fractional source columns and rows by target pixel, row-major; NaN where undefined. */
  final double[] cols;

  final double[] rows;

  private PixelMapping(int size) {
    this.cols = new double[size];
    this.rows = new double[size];
  }

  static PixelMapping of(Grid target, Grid source) {
    PixelMapping mapping = new PixelMapping(Math.multiplyExact(target.cols(), target.rows()));
    if (target.crs().equals(source.crs())) {
      mapping.scale(target, source);
      return mapping;
    }
    int step = WIDEST_STEP;
    while (step > 1 && !mapping.interpolate(target, source, step)) {
      step /= 2;
    }
    if (step == 1) {
      mapping.project(target, source);
    }
    return mapping;
  }

  /**
   * A position of the target on the source.
   *
   * @param col fractional target column, 0 = outer edge
   * @return {@code {col, row}}, NaN where one of the two projections is undefined
   */
  static double[] position(Grid target, Grid source, double col, double row) {
    double x = target.xOf(col);
    double y = target.yOf(row);
    if (!target.crs().equals(source.crs())) {
      // Degrees may count on past the antimeridian, in either grid.
      double unrolled = target.crs().isGeographic() ? x - 360 * Math.rint(x / 360) : x;
      double[] xy = reproject(target.crs(), source.crs(), unrolled, y);
      x = xy[0];
      y = xy[1];
      if (source.crs().isGeographic()) {
        x += 360 * Math.rint((source.xOf(source.cols() / 2.0) - x) / 360);
      }
    }
    return new double[] {source.colOf(x), source.rowOf(y)};
  }

  private static double[] reproject(Crs from, Crs to, double x, double y) {
    double[] undefined = {Double.NaN, Double.NaN};
    double[] lonLat = from.toLonLat(x, y);
    if (!finite(lonLat)) {
      return undefined;
    }
    double[] xy = to.fromLonLat(lonLat[0], lonLat[1]);
    if (!finite(xy)) {
      return undefined;
    }
    // Far from where a projection is meant to be used its series give numbers, but wrong ones.
    double[] back = to.toLonLat(xy[0], xy[1]);
    double east =
        Math.IEEEremainder(back[0] - lonLat[0], 360) * Math.cos(Math.toRadians(lonLat[1]));
    if (!finite(back)
        || !(Math.abs(east) < ROUND_TRIP_DEGREES)
        || !(Math.abs(back[1] - lonLat[1]) < ROUND_TRIP_DEGREES)) {
      return undefined;
    }
    return xy;
  }

  private static boolean finite(double[] pair) {
    return Double.isFinite(pair[0]) && Double.isFinite(pair[1]);
  }

  private void scale(Grid target, Grid source) {
    for (int row = 0; row < target.rows(); row++) {
      double sourceRow = source.rowOf(target.yOf(row + 0.5));
      for (int col = 0; col < target.cols(); col++) {
        int i = row * target.cols() + col;
        cols[i] = source.colOf(target.xOf(col + 0.5));
        rows[i] = sourceRow;
      }
    }
  }

  private void project(Grid target, Grid source) {
    for (int row = 0; row < target.rows(); row++) {
      for (int col = 0; col < target.cols(); col++) {
        double[] at = position(target, source, col + 0.5, row + 0.5);
        cols[row * target.cols() + col] = at[0];
        rows[row * target.cols() + col] = at[1];
      }
    }
  }

  /** Fills all positions; false where the middle of any cell of control points is too far off. */
  private boolean interpolate(Grid target, Grid source, int step) {
    int across = target.cols() / step + 2;
    int down = target.rows() / step + 2;
    double[][] controls = new double[across * down][];
    for (int j = 0; j < down; j++) {
      for (int i = 0; i < across; i++) {
        controls[j * across + i] = position(target, source, i * step, j * step);
      }
    }
    for (int j = 0; j + 1 < down; j++) {
      for (int i = 0; i + 1 < across; i++) {
        double[] exact = position(target, source, (i + 0.5) * step, (j + 0.5) * step);
        double[] guess = between(controls, across, i, j, 0.5, 0.5);
        // Written so that NaN counts as off.
        if (!(Math.abs(exact[0] - guess[0]) < MOST_ERROR
            && Math.abs(exact[1] - guess[1]) < MOST_ERROR)) {
          return false;
        }
      }
    }
    for (int row = 0; row < target.rows(); row++) {
      for (int col = 0; col < target.cols(); col++) {
        double u = (col + 0.5) / step;
        double v = (row + 0.5) / step;
        double[] at = between(controls, across, (int) u, (int) v, u - (int) u, v - (int) v);
        cols[row * target.cols() + col] = at[0];
        rows[row * target.cols() + col] = at[1];
      }
    }
    return true;
  }

  private static double[] between(
      double[][] controls, int across, int i, int j, double right, double down) {
    double[] a = controls[j * across + i];
    double[] b = controls[j * across + i + 1];
    double[] c = controls[(j + 1) * across + i];
    double[] d = controls[(j + 1) * across + i + 1];
    double[] at = new double[2];
    for (int k = 0; k < 2; k++) {
      at[k] =
          (1 - down) * ((1 - right) * a[k] + right * b[k])
              + down * ((1 - right) * c[k] + right * d[k]);
    }
    return at;
  }
}
