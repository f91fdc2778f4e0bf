package org.cairn.change.internal;

import java.util.Arrays;
import org.cairn.change.DetectorParameters.Scan;

/**
 * The space-time scan (design 1.4) over one rectangle of the area. Each date is held as an integral
 * image; per box size the sums of the latest dates come from running totals over time kept in a
 * ring as long as the largest lag, so that a score costs the same for every box and lag. All sums
 * are exact ({@link Whitening#exact}): they do not depend on the date the totals begin with. Holds
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

  /** What a clear pixel of a hopeless date adds to the variance. */
  private static final double LEAST_VARIANCE = 1.0 / (1 << 24);

  /**
   * Added to the variance for each clear pixel that a box lacks: its Z becomes 0 without a branch.
   */
  private static final double HUGE = 1e60;

  /** So few dates are summed one by one. */
  private static final int FEW_DATES = 3;

  private final Scan scan;
  private final int rows;
  private final int cols;
  private final int stride;

  /** The usable date that the sums begin with; earlier ones are not looked at. */
  private final int first;

  /**
   * {@code [usable dates from first on][(rows+1)*(cols+1)]}: sums over all pixels above and left.
   */
  private final double[][] sums;

  private final double[][] clear;
  private final double[] weights;
  private final double[] variances;
  private final int[] lags;

  /** Per lag, a box with fewer clear dates on average scores 0. */
  private final double[] leastDates;

  /** Per lag, what correlation between looks makes of the variance of their sum. */
  private final double[] growths;

  /** Of all dates. */
  RegionScan(Scan scan, int rows, int cols, double[] weights) {
    this(scan, rows, cols, weights, 0);
  }

  /**
   * @param weights of all usable dates
   * @param first 0, or scores are asked for dates only whose largest lag begins there or later
   */
  RegionScan(Scan scan, int rows, int cols, double[] weights, int first) {
    this.scan = scan;
    this.rows = rows;
    this.cols = cols;
    this.stride = cols + 1;
    this.first = first;
    this.weights = weights;
    this.variances = new double[weights.length];
    for (int u = 0; u < variances.length; u++) {
      variances[u] = variance(weights[u]);
    }
    this.lags = scan.lags().stream().mapToInt(Integer::intValue).toArray();
    this.leastDates = new double[lags.length];
    this.growths = new double[lags.length];
    for (int k = 0; k < lags.length; k++) {
      leastDates[k] = Math.min(scan.minClearDates(), lags[k] - 0.5);
      growths[k] = 1 + scan.lookCorrelation() * (lags[k] - 1);
    }
    this.sums = new double[weights.length - first][(rows + 1) * stride];
    this.clear = new double[weights.length - first][(rows + 1) * stride];
  }

  private static double variance(double weight) {
    return Math.max(LEAST_VARIANCE, Whitening.exact(weight * weight));
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
   * @param whitened {@code float[areaRows*areaCols]}, weighted, NaN where masked
   */
  void load(int u, float[] whitened, int areaCols, int row0, int col0) {
    double[] sum = sums[u - first];
    double[] count = clear[u - first];
    for (int r = 0; r < rows; r++) {
      int from = (row0 + r) * areaCols + col0;
      int above = r * stride + 1;
      int to = above + stride;
      double rowSum = 0;
      double rowCount = 0;
      for (int c = 0; c < cols; c++) {
        float value = whitened[from + c];
        boolean masked = Float.isNaN(value);
        rowSum += masked ? 0 : value;
        rowCount += masked ? 0 : 1;
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
    if (weights.length - from <= FEW_DATES) {
      for (int u = from; u < weights.length; u++) {
        scanOne(box, u, visitor);
      }
    } else {
      scanRunning(box, from, visitor);
    }
  }

  /** One date by itself: summed backwards. The sums are exact, so they are the running ones. */
  private void scanOne(int box, int u, Visitor visitor) {
    int places = places(box);
    double[] totals = new double[places];
    double[] spreads = new double[places];
    double[] looks = new double[places];
    float[] sum = new float[places];
    float[] seen = new float[places];
    double[] best = new double[places];
    int next = 0;
    for (int t = u; t >= first && next < lags.length; t--) {
      boxSums(sums[t - first], box, stride, sum);
      boxSums(clear[t - first], box, stride, seen);
      add(sum, seen, variances[t], totals, spreads, looks);
      if (u + 1 - t == lags[next] || t == first) {
        largest(totals, spreads, looks, least(box, next), growths[next], best);
        next++;
      }
    }
    visitor.accept(u, best);
  }

  private static void add(
      float[] sum,
      float[] seen,
      double variance,
      double[] totals,
      double[] spreads,
      double[] looks) {
    for (int i = 0; i < totals.length; i++) {
      totals[i] += sum[i];
      spreads[i] += variance * seen[i];
      looks[i] += seen[i];
    }
  }

  private static void largest(
      double[] totals,
      double[] spreads,
      double[] looks,
      double least,
      double growth,
      double[] best) {
    for (int i = 0; i < best.length; i++) {
      double lacking = Math.max(0, least - looks[i]);
      double divisor = (spreads[i] + lacking * HUGE) * growth;
      best[i] = Math.max(best[i], totals[i] * totals[i] / divisor);
    }
  }

  /** Clear pixel-dates that a box needs over the k-th lag. */
  private double least(int box, int k) {
    return leastDates[k] * box * box - ROUNDING;
  }

  private void scanRunning(int box, int from, Visitor visitor) {
    int places = places(box);
    int ring = scan.largestLag() + 1;
    double[][] totals = new double[ring][places];
    double[][] spreads = new double[ring][places];
    double[][] looks = new double[ring][places];
    float[] sum = new float[places];
    float[] seen = new float[places];
    double[] best = new double[places];
    for (int u = first; u < weights.length; u++) {
      int summed = u + 1 - first;
      int now = summed % ring;
      int before = (summed - 1) % ring;
      boxSums(sums[u - first], box, stride, sum);
      boxSums(clear[u - first], box, stride, seen);
      add(totals[before], sum, 1, totals[now]);
      add(spreads[before], seen, variances[u], spreads[now]);
      add(looks[before], seen, 1, looks[now]);
      if (u >= from) {
        Arrays.fill(best, 0);
        for (int k = 0; k < lags.length; k++) {
          int then = Math.max(0, summed - lags[k]) % ring;
          largest(
              totals[now],
              totals[then],
              spreads[now],
              spreads[then],
              looks[now],
              looks[then],
              least(box, k),
              growths[k],
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
      double growth,
      double[] best) {
    for (int i = 0; i < best.length; i++) {
      double lacking = Math.max(0, least - (look[i] - earlierLook[i]));
      double sum = total[i] - earlierTotal[i];
      double divisor = (variance[i] - earlierVariance[i] + lacking * HUGE) * growth;
      best[i] = Math.max(best[i], sum * sum / divisor);
    }
  }

  /**
   * Signed Z of one box over the latest dates of the k-th lag, 0 where too little was clear. The
   * same sums as {@link #scan}, one by one.
   */
  double z(int box, int place, int k, int u) {
    int lag = lags[k];
    double total = 0;
    double variance = 0;
    double looks = 0;
    for (int t = Math.max(first, u + 1 - lag); t <= u; t++) {
      total += boxSum(sums[t - first], box, place);
      double seen = boxSum(clear[t - first], box, place);
      variance += variances[t] * seen;
      looks += seen;
    }
    if (looks < least(box, k)) {
      return 0;
    }
    return total / Math.sqrt(Math.max(variance, SMALLEST_VARIANCE) * growths[k]);
  }

  /**
   * Largest Z² of one box over the lags and the dates {@code from} to {@code until}, both included;
   * 0 where too little was clear.
   */
  double largest(int box, int place, int from, int until) {
    int begin = Math.max(first, from + 1 - scan.largestLag());
    int count = until + 1 - begin;
    double[] totals = new double[count + 1];
    double[] spreads = new double[count + 1];
    double[] looks = new double[count + 1];
    for (int t = 0; t < count; t++) {
      double seen = boxSum(clear[begin + t - first], box, place);
      totals[t + 1] = totals[t] + boxSum(sums[begin + t - first], box, place);
      spreads[t + 1] = spreads[t] + variances[begin + t] * seen;
      looks[t + 1] = looks[t] + seen;
    }
    double largest = 0;
    for (int now = from + 1 - begin; now <= count; now++) {
      for (int k = 0; k < lags.length; k++) {
        int then = Math.max(0, now - lags[k]);
        if (looks[now] - looks[then] >= least(box, k)) {
          double total = totals[now] - totals[then];
          double variance = Math.max(spreads[now] - spreads[then], SMALLEST_VARIANCE);
          largest = Math.max(largest, total * total / (variance * growths[k]));
        }
      }
    }
    return largest;
  }

  /** Z of one date alone, 0 where nothing was clear. */
  double z(int box, int place, int u) {
    double seen = boxSum(clear[u - first], box, place);
    return seen < 0.5 ? 0 : boxSum(sums[u - first], box, place) / (weights[u] * Math.sqrt(seen));
  }

  private double boxSum(double[] integral, int box, int place) {
    int below = place + box * stride;
    return integral[below + box] - integral[below] - integral[place + box] + integral[place];
  }
}
