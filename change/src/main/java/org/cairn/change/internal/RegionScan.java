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
  static final double SMALLEST_VARIANCE = 1e-9;

  /** A sum of whitened values times this is a whole number ({@link Whitening#exact}). */
  static final double QUANTA = 1 << 24;

  /** What a clear pixel of a hopeless date adds to the variance. */
  private static final double LEAST_VARIANCE = 1.0 / (1 << 24);

  private final Scan scan;
  private final int rows;
  private final int cols;
  private final int stride;

  /** The usable date that the sums begin with; earlier ones are not looked at. */
  private final int first;

  /**
   * {@code [usable dates from first on][(rows+1)*(cols+1)]}: sums over all pixels above and left,
   * in quanta.
   */
  private final long[][] sums;

  private final int[][] clear;
  private final double[] weights;
  private final double[] variances;
  private final Lags lags;

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
    this.lags = new Lags(scan);
    this.sums = new long[weights.length - first][(rows + 1) * stride];
    this.clear = new int[weights.length - first][(rows + 1) * stride];
  }

  /** What a clear pixel of a date of that weight adds to the variance. */
  static double variance(double weight) {
    return Math.max(LEAST_VARIANCE, Whitening.exact(weight * weight));
  }

  int stride() {
    return stride;
  }

  /** Numbers to loop over for a box; 0 where it does not fit. */
  int places(int box) {
    return places(rows, cols, box);
  }

  static int places(int rows, int cols, int box) {
    return rows < box || cols < box ? 0 : (rows - box) * (cols + 1) + cols - box + 1;
  }

  /**
   * Takes in the u-th usable date.
   *
   * @param whitened {@code float[areaRows*areaCols]}, weighted, NaN where masked
   */
  void load(int u, float[] whitened, int areaCols, int row0, int col0) {
    long[] sum = sums[u - first];
    int[] count = clear[u - first];
    for (int r = 0; r < rows; r++) {
      int from = (row0 + r) * areaCols + col0;
      int above = r * stride + 1;
      int to = above + stride;
      long rowSum = 0;
      int rowCount = 0;
      for (int c = 0; c < cols; c++) {
        float value = whitened[from + c];
        boolean masked = Float.isNaN(value);
        rowSum += (long) (value * QUANTA); // 0 where masked
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
    int places = places(box);
    int ring = scan.largestLag() + 1;
    double[][] totals = new double[ring][places];
    double[][] spreads = new double[ring][places];
    double[][] looks = new double[ring][places];
    double[] sum = new double[places];
    float[] seen = new float[places];
    double[] best = new double[places];
    for (int u = first; u < weights.length; u++) {
      int summed = u + 1 - first;
      int now = summed % ring;
      int before = (summed - 1) % ring;
      boxSums(sums[u - first], box, stride, sum, places);
      boxSums(clear[u - first], box, stride, seen, places);
      add(totals[before], sum, totals[now]);
      add(spreads[before], seen, variances[u], spreads[now]);
      add(looks[before], seen, 1, looks[now]);
      if (u >= from) {
        Arrays.fill(best, 0);
        for (int k = 0; k < lags.dates.length; k++) {
          int then = Math.max(0, summed - lags.dates[k]) % ring;
          largest(
              totals[now],
              totals[then],
              spreads[now],
              spreads[then],
              looks[now],
              looks[then],
              lags.least(box, k),
              lags.growths[k],
              best);
        }
        visitor.accept(u, best);
      }
    }
  }

  // The result is of another type than what it is made from: the compiler then knows that they do
  // not overlap and uses vector instructions in spite of the offsets.
  static void boxSums(long[] integral, int box, int stride, double[] result, int places) {
    int below = box * stride;
    int corner = below + box;
    for (int i = 0; i < places; i++) {
      long sum = integral[i + corner] - integral[i + below] - integral[i + box] + integral[i];
      result[i] = sum * (1 / QUANTA);
    }
  }

  static void boxSums(int[] integral, int box, int stride, float[] result, int places) {
    int below = box * stride;
    int corner = below + box;
    for (int i = 0; i < places; i++) {
      result[i] = integral[i + corner] - integral[i + below] - integral[i + box] + integral[i];
    }
  }

  private static void add(double[] total, double[] one, double[] result) {
    for (int i = 0; i < result.length; i++) {
      result[i] = total[i] + one[i];
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
      double divisor = (variance[i] - earlierVariance[i] + lacking * Lags.HUGE) * growth;
      best[i] = Math.max(best[i], sum * sum / divisor);
    }
  }

  /**
   * Signed Z of one box over the latest dates of the k-th lag, 0 where too little was clear. The
   * same sums as {@link #scan}, one by one.
   */
  double z(int box, int place, int k, int u) {
    int lag = lags.dates[k];
    double total = 0;
    double variance = 0;
    double looks = 0;
    for (int t = Math.max(first, u + 1 - lag); t <= u; t++) {
      total += sum(t, box, place);
      double seen = seen(t, box, place);
      variance += variances[t] * seen;
      looks += seen;
    }
    if (looks < lags.least(box, k)) {
      return 0;
    }
    return total / Math.sqrt(Math.max(variance, SMALLEST_VARIANCE) * lags.growths[k]);
  }

  /**
   * Adds |Z| of single dates behind those there; 0 is left out.
   *
   * @param ownedRows so many rows of places
   * @param dates the first so many
   * @param found how many are there
   * @return how many are there now
   */
  int sizes(int box, int ownedRows, int dates, float[] sizes, int found) {
    int next = found;
    for (int u = 0; u < dates; u++) {
      for (int r = 0; r < ownedRows; r++) {
        for (int c = 0; c + box <= cols; c++) {
          double z = z(box, r * stride + c, u);
          if (z != 0) {
            sizes[next++] = (float) Math.abs(z);
          }
        }
      }
    }
    return next;
  }

  /** Z of one date alone, 0 where nothing was clear. */
  private double z(int box, int place, int u) {
    double seen = seen(u, box, place);
    return seen < 0.5 ? 0 : sum(u, box, place) / (weights[u] * Math.sqrt(seen));
  }

  private double sum(int u, int box, int place) {
    long[] integral = sums[u - first];
    int below = place + box * stride;
    long sum = integral[below + box] - integral[below] - integral[place + box] + integral[place];
    return sum * (1 / QUANTA);
  }

  private int seen(int u, int box, int place) {
    int[] integral = clear[u - first];
    int below = place + box * stride;
    return integral[below + box] - integral[below] - integral[place + box] + integral[place];
  }
}
