package org.cairn.app.report;

/** How a chance per place and year is shown. */
public final class Chance {
  /** The bar of certainty is full here. */
  static final double FULL_BAR_YEARS = 1000;

  private Chance() {}

  /**
   * Length of the bar of certainty: the logarithm of the years between two such alerts by chance.
   *
   * @return 0 to 100
   */
  public static double barPercent(double perYear) {
    if (!(perYear > 0)) {
      return 100;
    }
    double share = Math.log10(1 / perYear) / Math.log10(FULL_BAR_YEARS);
    return 100 * Math.clamp(share, 0.02, 1);
  }
}
