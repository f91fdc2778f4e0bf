package org.cairn.change.internal;

import org.cairn.change.DetectorParameters;

/**
 * One block at one place, added to what the dates of an injection show there, with any contrast.
 * What does not depend on the contrast is worked out once: masks, neighbours, variances, and the
 * sums of the dates before the change. Numbers are those of {@link RegionScan}, to the last bit.
 * Holds scratch: used by one thread.
 */
final class InjectionTrial {
  /** Makes a limit so much lower that no rounding of a square root leads below it. */
  private static final double BELOW = 1 - 1e-9;

  private final double share;
  private final float clip;
  private final int height;
  private final int width;

  /** Of the rectangle with a margin of one pixel. */
  private final int paddedWidth;

  /** The change begins on this date, counted from the first that enters a score. */
  private final int start;

  private final double[] weights;

  /** {@code [dates][padded rectangle]}: standardised residuals, 0 where masked. */
  private final float[][] base;

  /** What a contrast of 1 adds to them, 0 where masked. */
  private final float[][] gain;

  private final boolean[][] clear;

  /** {@code [dates][rectangle]}: weights of the clear neighbours of each pixel. */
  private final double[][] neighbours;

  /**
   * {@code [dates][(height + 1) * (width + 1)]}: sums over all pixels above and left, in quanta.
   */
  private final long[][] sums;

  private final float[] values;
  private final Box[] boxes;

  /**
   * @param weights of the dates that enter a score
   * @param start the change begins on this one of them
   * @param base {@code [dates][(height + 2) * (width + 2)]}: standardised residuals over the
   *     rectangle of the boxes and one pixel around it, NaN = masked; taken over
   * @param gain likewise, what a contrast of 1 adds; taken over
   * @param sides of the boxes that count
   * @param places of their corners, {@code r * (width + 1) + c} within the rectangle
   * @param sigmas what their Z are divided by
   */
  InjectionTrial(
      DetectorParameters parameters,
      int height,
      int width,
      double[] weights,
      int start,
      float[][] base,
      float[][] gain,
      int[] sides,
      int[] places,
      double[] sigmas) {
    this.share = parameters.scan().whitening();
    this.clip = (float) parameters.scale().clip();
    this.height = height;
    this.width = width;
    this.paddedWidth = width + 2;
    this.weights = weights;
    this.start = start;
    this.base = base;
    this.gain = gain;
    int dates = weights.length;
    this.clear = new boolean[dates][base[0].length];
    this.neighbours = new double[dates][height * width];
    this.sums = new long[dates][(height + 1) * (width + 1)];
    this.values = new float[base[0].length];
    int[][] looks = new int[dates][(height + 1) * (width + 1)];
    for (int t = 0; t < dates; t++) {
      unmask(t);
      countNeighbours(t);
      countLooks(t, looks[t]);
      if (t < start) {
        load(t, 0);
      }
    }
    Lags lags = new Lags(parameters.scan());
    this.boxes = new Box[sides.length];
    for (int k = 0; k < boxes.length; k++) {
      boxes[k] = new Box(sides[k], places[k], sigmas[k], lags, looks);
    }
  }

  private void unmask(int t) {
    for (int i = 0; i < values.length; i++) {
      clear[t][i] = !Float.isNaN(base[t][i]);
      if (!clear[t][i]) {
        base[t][i] = 0;
        gain[t][i] = 0;
      }
    }
  }

  private void countNeighbours(int t) {
    for (int r = 0; r < height; r++) {
      for (int c = 0; c < width; c++) {
        int at = (r + 1) * paddedWidth + c + 1;
        neighbours[t][r * width + c] =
            2 * (seen(t, at - 1) + seen(t, at + 1))
                + 2 * (seen(t, at - paddedWidth) + seen(t, at + paddedWidth))
                + seen(t, at - paddedWidth - 1)
                + seen(t, at - paddedWidth + 1)
                + seen(t, at + paddedWidth - 1)
                + seen(t, at + paddedWidth + 1);
      }
    }
  }

  private int seen(int t, int at) {
    return clear[t][at] ? 1 : 0;
  }

  /** Sums of clear pixels above and left. */
  private void countLooks(int t, int[] looks) {
    for (int r = 0; r < height; r++) {
      int above = r * (width + 1) + 1;
      int count = 0;
      for (int c = 0; c < width; c++) {
        count += seen(t, (r + 1) * paddedWidth + c + 1);
        looks[above + width + 1 + c] = looks[above + c] + count;
      }
    }
  }

  /** The largest score of a block of so much contrast. */
  double score(double contrast) {
    for (int t = start; t < weights.length; t++) {
      load(t, (float) contrast);
    }
    double largest = 0;
    for (Box box : boxes) {
      largest = box.largest(largest);
    }
    return largest;
  }

  /** Whitens a date with the block on it and sums it up. */
  private void load(int t, float contrast) {
    float[] own = base[t];
    float[] added = gain[t];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(-clip, Math.min(clip, own[i] + contrast * added[i]));
    }
    for (int r = 0; r < height; r++) {
      int middle = (r + 1) * paddedWidth + 1;
      int up = middle - paddedWidth;
      int down = middle + paddedWidth;
      int above = r * (width + 1) + 1;
      long rowSum = 0;
      for (int c = 0; c < width; c++) {
        if (clear[t][middle + c]) {
          double around =
              2
                      * ((double) values[middle + c + 1]
                          + values[middle + c - 1]
                          + values[down + c]
                          + values[up + c])
                  + values[down + c + 1]
                  + values[down + c - 1]
                  + values[up + c + 1]
                  + values[up + c - 1];
          float whitened =
              (float)
                  Whitening.whitened(
                      values[middle + c], around, neighbours[t][r * width + c], share, weights[t]);
          rowSum += (long) (whitened * RegionScan.QUANTA);
        }
        sums[t][above + width + 1 + c] = sums[t][above + c] + rowSum;
      }
    }
  }

  /** A box that counts. */
  private final class Box {
    private final int place;
    private final int side;
    private final double sigma;
    private final int[] lags;

    /** Sums of the dates before; those before the change stay as they are. */
    private final double[] totals;

    /**
     * {@code [dates of the change][lags]}: variance of a sum, infinite where too little was clear.
     */
    private final double[][] variances;

    Box(int side, int place, double sigma, Lags lags, int[][] looks) {
      this.side = side;
      this.place = place;
      this.sigma = sigma;
      this.lags = lags.dates;
      int dates = weights.length;
      this.totals = new double[dates + 1];
      double[] spreads = new double[dates + 1];
      double[] seen = new double[dates + 1];
      for (int t = 0; t < dates; t++) {
        int below = place + side * (width + 1);
        int[] integral = looks[t];
        int count =
            integral[below + side] - integral[below] - integral[place + side] + integral[place];
        spreads[t + 1] = spreads[t] + RegionScan.variance(weights[t]) * count;
        seen[t + 1] = seen[t] + count;
        if (t < start) {
          totals[t + 1] = totals[t] + sum(t);
        }
      }
      this.variances = new double[dates - start][lags.dates.length];
      for (int t = start; t < dates; t++) {
        for (int k = 0; k < lags.dates.length; k++) {
          int then = Math.max(0, t + 1 - lags.dates[k]);
          boolean enough = seen[t + 1] - seen[then] >= lags.least(side, k);
          variances[t - start][k] =
              enough
                  ? Math.max(spreads[t + 1] - spreads[then], RegionScan.SMALLEST_VARIANCE)
                      * lags.growths[k]
                  : Double.POSITIVE_INFINITY;
        }
      }
    }

    private double sum(int t) {
      long[] integral = sums[t];
      int below = place + side * (width + 1);
      long sum =
          integral[below + side] - integral[below] - integral[place + side] + integral[place];
      return sum * (1 / RegionScan.QUANTA);
    }

    /** The box's largest score, or {@code least} where that is larger. */
    double largest(double least) {
      double limit = least * sigma * BELOW;
      double largest = limit * limit;
      for (int t = start; t < weights.length; t++) {
        totals[t + 1] = totals[t] + sum(t);
        double[] own = variances[t - start];
        for (int k = 0; k < own.length; k++) {
          double total = totals[t + 1] - totals[Math.max(0, t + 1 - lags[k])];
          double square = total * total;
          // A quotient that is larger is never missed: rounding keeps the order. Most are not.
          if (square >= largest * own[k]) {
            largest = Math.max(largest, square / own[k]);
          }
        }
      }
      return Math.max(least, Math.sqrt(largest) / sigma);
    }
  }
}
