package org.cairn.change.internal;

import java.util.Arrays;

/**
 * The pixels of a change: those joined by their sides to a box whose mean weighted residual has the
 * sign of the box's mean and at least half its size, not beyond the margin round the site; then
 * again with the mean of what was found, until nothing is added. That bound lies halfway between
 * two means of which one is 0 (Chan and Vese, IEEE Trans. Image Process. 10, 2001).
 *
 * <p>The box is the raising one. Whitened values tell a box from what is round it, so it may also
 * be what is left where all round it changed; then its plain mean does not have its sign, and the
 * box of its size within the site is taken that shows most, where that is more than a pixel's usual
 * spread. Where no box does, the raising one is all that the evidence supports, and nothing is
 * added. Immutable: owns its pixels.
 */
final class Footprint {
  private static final int MARGIN_PIXELS = 2;
  private static final double PIXEL_SHARE = 0.5;

  /** A pixel's usual spreads that a box must show to stand for the raising one. */
  private static final double LEAST_STRENGTH = 1;

  /** By then hardly a pixel is added. */
  private static final int ROUNDS = 8;

  private final boolean[] pixels;
  private final int sign;

  private Footprint(boolean[] pixels, int sign) {
    this.pixels = pixels;
    this.sign = sign;
  }

  /**
   * @param site {@code boolean[rows*cols]} of the area
   * @param best the raising box
   * @param size its side, pixels
   * @param from first of the usable dates that the box was summed over
   * @param until the last one
   */
  static Footprint of(
      AreaScan area, boolean[] site, AreaScan.Best best, int size, int from, int until) {
    int rows = area.rows();
    int cols = area.cols();
    double[] means = meanResiduals(area, from, until);
    Box box = new Box(best.row(), best.col(), size);
    if (box.mean(means, cols) * best.sign() <= 0) {
      Box most = strongest(box, means, area.standardised().spread(), site, rows, cols);
      if (most.equals(box)) {
        return new Footprint(box.mask(rows, cols), best.sign());
      }
      box = most;
    }
    boolean[] start = box.mask(rows, cols);
    boolean[] allowed = grown(site, rows, cols);
    double mean = box.mean(means, cols);
    int sign = mean > 0 ? 1 : -1;
    boolean[] pixels = start;
    for (int round = 0; round < ROUNDS; round++) {
      pixels = joined(start, allowed, means, cols, sign, PIXEL_SHARE * Math.abs(mean));
      double inside = mean(pixels, means);
      if (Math.abs(inside) >= Math.abs(mean)) {
        break;
      }
      mean = inside;
    }
    return new Footprint(pixels, sign);
  }

  /** {@code boolean[rows*cols]} of the area; not to be written to. */
  boolean[] pixels() {
    return pixels;
  }

  /** Of the mean residual. */
  int sign() {
    return sign;
  }

  /** Mean weighted residual over its pixels and some usable dates, units of the layer. */
  double meanResidual(AreaScan area, int from, int until) {
    return mean(pixels, meanResiduals(area, from, until));
  }

  private static double[] meanResiduals(AreaScan area, int from, int until) {
    int pixels = area.rows() * area.cols();
    double[] sums = new double[pixels];
    double[] weights = new double[pixels];
    for (int t = from; t <= until; t++) {
      float[] residual = area.residual(t);
      double weight = area.weight(t);
      for (int i = 0; i < pixels; i++) {
        if (!Float.isNaN(residual[i])) {
          sums[i] += weight * residual[i];
          weights[i] += weight;
        }
      }
    }
    for (int i = 0; i < pixels; i++) {
      sums[i] = weights[i] > 0 ? sums[i] / weights[i] : Double.NaN;
    }
    return sums;
  }

  private static double mean(boolean[] mask, double[] values) {
    double sum = 0;
    int known = 0;
    for (int i = 0; i < mask.length; i++) {
      if (mask[i] && !Double.isNaN(values[i])) {
        sum += values[i];
        known++;
      }
    }
    return known == 0 ? 0 : sum / known;
  }

  private record Box(int row, int col, int size) {
    double mean(double[] values, int cols) {
      double sum = 0;
      int known = 0;
      for (int r = row; r < row + size; r++) {
        for (int i = r * cols + col; i < r * cols + col + size; i++) {
          if (!Double.isNaN(values[i])) {
            sum += values[i];
            known++;
          }
        }
      }
      return known == 0 ? 0 : sum / known;
    }

    boolean liesWithin(boolean[] mask, int cols) {
      for (int r = row; r < row + size; r++) {
        for (int i = r * cols + col; i < r * cols + col + size; i++) {
          if (!mask[i]) {
            return false;
          }
        }
      }
      return true;
    }

    boolean[] mask(int rows, int cols) {
      boolean[] mask = new boolean[rows * cols];
      for (int r = row; r < row + size; r++) {
        Arrays.fill(mask, r * cols + col, r * cols + col + size, true);
      }
      return mask;
    }
  }

  /** The raising box itself where none shows enough. */
  private static Box strongest(
      Box raising, double[] means, double[] spread, boolean[] site, int rows, int cols) {
    double[] strengths = new double[means.length];
    Arrays.setAll(strengths, i -> means[i] / spread[i]);
    Box most = raising;
    double largest = LEAST_STRENGTH;
    for (int row = 0; row + raising.size <= rows; row++) {
      for (int col = 0; col + raising.size <= cols; col++) {
        Box box = new Box(row, col, raising.size);
        if (box.liesWithin(site, cols)) {
          double strength = Math.abs(box.mean(strengths, cols));
          if (strength > largest) {
            most = box;
            largest = strength;
          }
        }
      }
    }
    return most;
  }

  /** Pixels of at least that size among those to start from, and those joined to them. */
  private static boolean[] joined(
      boolean[] start, boolean[] allowed, double[] means, int cols, int sign, double least) {
    int rows = means.length / cols;
    boolean[] pixels = new boolean[means.length];
    int[] queue = new int[means.length];
    int queued = 0;
    for (int i = 0; i < means.length; i++) {
      if (start[i] && means[i] * sign >= least) {
        pixels[i] = true;
        queue[queued++] = i;
      }
    }
    for (int next = 0; next < queued; next++) {
      int r = queue[next] / cols;
      int c = queue[next] % cols;
      for (int side = 0; side < 4; side++) {
        int nr = r + (side == 0 ? 1 : side == 1 ? -1 : 0);
        int nc = c + (side == 2 ? 1 : side == 3 ? -1 : 0);
        if (nr < 0 || nr >= rows || nc < 0 || nc >= cols) {
          continue;
        }
        int i = nr * cols + nc;
        if (!pixels[i] && allowed[i] && means[i] * sign >= least) {
          pixels[i] = true;
          queue[queued++] = i;
        }
      }
    }
    return pixels;
  }

  private static boolean[] grown(boolean[] mask, int rows, int cols) {
    boolean[] grown = new boolean[mask.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < cols; c++) {
        if (mask[r * cols + c]) {
          for (int nr = Math.max(0, r - MARGIN_PIXELS);
              nr <= Math.min(rows - 1, r + MARGIN_PIXELS);
              nr++) {
            Arrays.fill(
                grown,
                nr * cols + Math.max(0, c - MARGIN_PIXELS),
                nr * cols + Math.min(cols - 1, c + MARGIN_PIXELS) + 1,
                true);
          }
        }
      }
    }
    return grown;
  }
}
