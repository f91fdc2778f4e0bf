package org.cairn.change.internal;

import org.cairn.change.DetectorParameters.Scan;

/** The lags of a scan and what each asks of a box. Immutable: nobody writes to its arrays. */
final class Lags {
  /** A box with exactly the least number of clear dates has enough, whatever rounding says. */
  private static final double ROUNDING = 1e-9;

  /**
   * Added to the variance for each clear pixel that a box lacks: its Z becomes 0 without a branch.
   */
  static final double HUGE = 1e60;

  /** Numbers of latest usable dates summed, rising. */
  final int[] dates;

  /** Per lag, what correlation between looks makes of the variance of their sum. */
  final double[] growths;

  /** Per lag, a box with fewer clear dates on average scores 0. */
  private final double[] leastDates;

  Lags(Scan scan) {
    this.dates = scan.lags().stream().mapToInt(Integer::intValue).toArray();
    this.growths = new double[dates.length];
    this.leastDates = new double[dates.length];
    for (int k = 0; k < dates.length; k++) {
      growths[k] = 1 + scan.lookCorrelation() * (dates[k] - 1);
      leastDates[k] = Math.min(scan.minClearDates(), dates[k] - 0.5);
    }
  }

  /** Clear pixel-dates that a box needs over the k-th lag. */
  double least(int box, int k) {
    return leastDates[k] * box * box - ROUNDING;
  }
}
