package org.cairn.change.internal;

import java.util.Arrays;
import org.cairn.change.DetectorParameters.Scan;

/**
 * The space-time scan (design 1.4) over one rectangle of the area. Each date is held as an integral
 * image; per box size the sums of the latest dates come from running totals over time kept in a
 * ring as long as the largest lag, so that a score costs the same for every box and lag. Holds
 * scratch: used by one thread.
 *
 * <p>Places of a box are numbered {@code r * (cols + 1) + c}, r and c its upper left pixel within
 * the rectangle: one flat loop then covers all of them. Numbers with {@code c > cols - box} stand
 * for boxes that wrap round the edge; their values mean nothing and are never read.
 */
final class RegionScan {
  private static final double SMALLEST_VARIANCE = 1e-9;

  /** A box with exactly the least number of clear dates has enough, whatever rounding says. */
  private static final double ROUNDING = 1e-9;

  /**
   * Added to the variance for each clear date that a box lacks: its Z becomes 0 without a branch.
   */
  private static final double HUGE = 1e60;

  private final Scan scan;
  private final int rows;
  private final int cols;
  private final int stride;

  /** {@code [usable dates][(rows+1)*(cols+1)]}: sums over all pixels above and left. */
  private final double[][] sums;

  private final double[][] clear;
  private final double[] weights;
  private final int[] lags;

  RegionScan(Scan scan, int rows, int cols, double[] weights) {
    this.scan = scan;
    this.rows = rows;
    this.cols = cols;
    this.stride = cols + 1;
    this.weights = weights;
    this.lags = scan.lags().stream().mapToInt(Integer::intValue).toArray();
    this.sums = new double[weights.length][(rows + 1) * stride];
    this.clear = new double[weights.length][(rows + 1) * stride];
  }

  int stride() {
    return stride;
  }

  /** Numbers to loop over for a box; 0 where it does not fit. */
  int places(int box) {
    return rows < box || cols < box ? 0 : (rows - box) * stride + cols - box + 1;
  }

  /**
   * Takes in the u-th usable date.
   *
   * @param whitened {@code float[areaRows*areaCols]}, weighted, 0 where masked
   * @param residual {@code float[areaRows*areaCols]}, NaN where masked
   */
  void load(int u, float[] whitened, float[] residual, int areaCols, int row0, int col0) {
    double[] sum = sums[u];
    double[] count = clear[u];
    for (int r = 0; r < rows; r++) {
      int from = (row0 + r) * areaCols + col0;
      int above = r * stride + 1;
      int to = above + stride;
      double rowSum = 0;
      double rowCount = 0;
      for (int c = 0; c < cols; c++) {
        rowSum += whitened[from + c];
        float value = residual[from + c];
        rowCount += Float.isNaN(value) ? 0 : 1;
        sum[to + c] = sum[above + c] + rowSum;
        count[to + c] = count[above + c] + rowCount;
      }
    }
  }

  /** Receives, date by date, the best of all lags. */
  interface Visitor {
    /**
     * @param u number of the usable date
     * @param best {@code double[places]}: largest Z² over the lags, below 1e-50 where too little
     *     was clear; valid during the call only
     */
    void accept(int u, double[] best);
  }

  /** Scans with one box size; {@code visitor} sees every usable date from {@code from} on. */
  void scan(int box, int from, Visitor visitor) {
    int places = places(box);
    int ring = scan.largestLag() + 1;
    double[][] totals = new double[ring][places];
    double[][] variances = new double[ring][places];
    double[][] looks = new double[ring][places];
    float[] sum = new float[places];
    float[] seen = new float[places];
    double[] best = new double[places];
    for (int u = 0; u < weights.length; u++) {
      int now = (u + 1) % ring;
      int before = u % ring;
      boxSums(sums[u], box, stride, sum);
      boxSums(clear[u], box, stride, seen);
      add(totals[before], sum, 1, totals[now]);
      add(variances[before], seen, weights[u] * weights[u], variances[now]);
      add(looks[before], seen, 1.0 / (box * box), looks[now]);
      if (u >= from) {
        Arrays.fill(best, 0);
        for (int lag : lags) {
          int then = Math.max(0, u + 1 - lag) % ring;
          largest(
              totals[now],
              totals[then],
              variances[now],
              variances[then],
              looks[now],
              looks[then],
              scan.minClearDates() - ROUNDING,
              best);
        }
        visitor.accept(u, best);
      }
    }
  }

  // The result is of another type than what it is made from: the compiler then knows that they do
  // not overlap and uses vector instructions in spite of the offsets.
  private static void boxSums(double[] integral, int box, int stride, float[] result) {
    int below = box * stride;
    int corner = below + box;
    for (int i = 0; i < result.length; i++) {
      result[i] =
          (float) (integral[i + corner] - integral[i + below] - integral[i + box] + integral[i]);
    }
  }

  private static void add(double[] total, float[] one, double factor, double[] result) {
    for (int i = 0; i < result.length; i++) {
      result[i] = total[i] + factor * one[i];
    }
  }

  private static void largest(
      double[] total,
      double[] earlierTotal,
      double[] variance,
      double[] earlierVariance,
      double[] look,
      double[] earlierLook,
      double least,
      double[] best) {
    for (int i = 0; i < best.length; i++) {
      double lacking = Math.max(0, least - (look[i] - earlierLook[i]));
      double sum = total[i] - earlierTotal[i];
      double divisor = variance[i] - earlierVariance[i] + lacking * HUGE;
      best[i] = Math.max(best[i], sum * sum / divisor);
    }
  }

  /**
   * Signed Z of one box over the latest dates, 0 where too little was clear. The same sums as
   * {@link #scan}, one by one.
   */
  double z(int box, int place, int lag, int u) {
    double total = 0;
    double variance = 0;
    double looks = 0;
    for (int t = Math.max(0, u + 1 - lag); t <= u; t++) {
      total += boxSum(sums[t], box, place);
      double seen = boxSum(clear[t], box, place);
      variance += weights[t] * weights[t] * seen;
      looks += seen / box / box;
    }
    if (looks < scan.minClearDates() - ROUNDING) {
      return 0;
    }
    return total / Math.sqrt(Math.max(variance, SMALLEST_VARIANCE));
  }

  /** Whether |Z| of one box over any of the lags is above a limit on a date. */
  boolean exceeds(int box, int place, int u, double limit) {
    double total = 0;
    double variance = 0;
    double looks = 0;
    double squaredLimit = limit * limit;
    int next = 0;
    for (int summed = 1; summed <= u + 1; summed++) {
      int t = u + 1 - summed;
      total += boxSum(sums[t], box, place);
      double seen = boxSum(clear[t], box, place);
      variance += weights[t] * weights[t] * seen;
      looks += seen / box / box;
      if (summed == lags[next] || t == 0) {
        if (looks >= scan.minClearDates() - ROUNDING
            && total * total > squaredLimit * Math.max(variance, SMALLEST_VARIANCE)) {
          return true;
        }
        next++;
        if (next == lags.length) {
          return false;
        }
      }
    }
    return false;
  }

  /** Z of one date alone, 0 where nothing was clear. */
  double z(int box, int place, int u) {
    double seen = boxSum(clear[u], box, place);
    return seen < 0.5 ? 0 : boxSum(sums[u], box, place) / (weights[u] * Math.sqrt(seen));
  }

  private double boxSum(double[] integral, int box, int place) {
    int below = place + box * stride;
    return integral[below + box] - integral[below] - integral[place + box] + integral[place];
  }
}
