package org.cairn.change.internal;

import java.util.Arrays;
import org.cairn.change.DetectorParameters.Scan;

/**
 * The scan of one date over a whole area: sums over its latest dates first, then over boxes, so
 * that each lag takes one integral image, however many dates it has. All sums are exact ({@link
 * Whitening#exact}): they are those of {@link RegionScan}. Holds scratch: used by one thread.
 */
final class LatestSums {
  private static final int NAN = 0x7f800000;

  private final Lags lags;
  private final int rows;
  private final int cols;
  private final int stride;

  /** Sums per pixel over the latest dates. */
  private final double[] totals;

  private final double[] spreads;
  private final int[] looks;

  // Integral images of these, in quanta.
  private final long[] totalsAbove;
  private final long[] spreadsAbove;
  private final int[] looksAbove;

  private final float[] values;
  private final int[] seen;
  private final double[] boxTotals;
  private final double[] boxSpreads;
  private final float[] boxLooks;

  /** {@code double[box sizes][places]}, places numbered as in {@link RegionScan}. */
  private final double[][] best;

  private final int[] boxes;

  LatestSums(Scan scan, int rows, int cols) {
    this.lags = new Lags(scan);
    this.boxes = scan.boxes().stream().mapToInt(Integer::intValue).toArray();
    this.rows = rows;
    this.cols = cols;
    this.stride = cols + 1;
    this.totals = new double[rows * cols];
    this.spreads = new double[rows * cols];
    this.looks = new int[rows * cols];
    this.totalsAbove = new long[(rows + 1) * stride];
    this.spreadsAbove = new long[(rows + 1) * stride];
    this.looksAbove = new int[(rows + 1) * stride];
    this.values = new float[rows * cols];
    this.seen = new int[rows * cols];
    int most = RegionScan.places(rows, cols, boxes[0]);
    this.boxTotals = new double[most];
    this.boxSpreads = new double[most];
    this.boxLooks = new float[most];
    this.best = new double[boxes.length][];
    for (int i = 0; i < boxes.length; i++) {
      best[i] = new double[RegionScan.places(rows, cols, boxes[i])];
    }
  }

  int stride() {
    return stride;
  }

  /**
   * Scans the last of some dates.
   *
   * @param latest {@code float[dates][rows*cols]}, weighted, NaN where masked; as many as the
   *     largest lag, or all there are
   * @param variances of a clear pixel on each
   * @return {@code double[box sizes][places]}: largest Z² over the lags, below 1e-50 where too
   *     little was clear; valid until the next call. Places are numbered as in {@link RegionScan}
   */
  double[][] scan(float[][] latest, double[] variances) {
    Arrays.fill(totals, 0);
    Arrays.fill(spreads, 0);
    Arrays.fill(looks, 0);
    for (double[] own : best) {
      Arrays.fill(own, 0);
    }
    int next = 0;
    int last = latest.length - 1;
    for (int t = last; t >= 0 && next < lags.dates.length; t--) {
      unmask(latest[t], values, seen);
      add(totals, values);
      add(spreads, seen, variances[t]);
      add(looks, seen);
      if (last + 1 - t == lags.dates[next] || t == 0) {
        integrate();
        for (int i = 0; i < boxes.length; i++) {
          scan(boxes[i], next, best[i]);
        }
        next++;
      }
    }
    return best;
  }

  private void scan(int box, int k, double[] own) {
    int places = own.length;
    RegionScan.boxSums(totalsAbove, box, stride, boxTotals, places);
    RegionScan.boxSums(spreadsAbove, box, stride, boxSpreads, places);
    RegionScan.boxSums(looksAbove, box, stride, boxLooks, places);
    largest(boxTotals, boxSpreads, boxLooks, lags.least(box, k), lags.growths[k], own);
  }

  private void integrate() {
    for (int r = 0; r < rows; r++) {
      int above = r * stride + 1;
      int to = above + stride;
      long total = 0;
      long spread = 0;
      int look = 0;
      for (int c = 0; c < cols; c++) {
        int pixel = r * cols + c;
        total += (long) (totals[pixel] * RegionScan.QUANTA);
        spread += (long) (spreads[pixel] * RegionScan.QUANTA);
        look += looks[pixel];
        totalsAbove[to + c] = totalsAbove[above + c] + total;
        spreadsAbove[to + c] = spreadsAbove[above + c] + spread;
        looksAbove[to + c] = looksAbove[above + c] + look;
      }
    }
  }

  // Without branches that depend on data: the compiler makes vector instructions of each loop.

  /** Masked values become 0 and are not counted. */
  private static void unmask(float[] from, float[] values, int[] seen) {
    for (int i = 0; i < values.length; i++) {
      int bits = Float.floatToRawIntBits(from[i]);
      int masked = (NAN - (bits & Integer.MAX_VALUE)) >> 31;
      values[i] = Float.intBitsToFloat(bits & ~masked);
      seen[i] = 1 + masked;
    }
  }

  private static void add(double[] sums, float[] values) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += values[i];
    }
  }

  private static void add(double[] sums, int[] seen, double variance) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += variance * seen[i];
    }
  }

  private static void add(int[] sums, int[] seen) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += seen[i];
    }
  }

  private static void largest(
      double[] totals,
      double[] spreads,
      float[] looks,
      double least,
      double growth,
      double[] best) {
    for (int i = 0; i < best.length; i++) {
      double lacking = Math.max(0, least - looks[i]);
      double divisor = (spreads[i] + lacking * Lags.HUGE) * growth;
      best[i] = Math.max(best[i], totals[i] * totals[i] / divisor);
    }
  }
}
