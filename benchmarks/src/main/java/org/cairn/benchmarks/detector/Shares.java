package org.cairn.benchmarks.detector;

/** Intervals of shares and of rates. */
final class Shares {
  private static final double Z = 1.96;

  private Shares() {}

  /** Wilson's 95 % interval (1927) of a binomial share, {from, to}. */
  static double[] wilson(int count, int of) {
    double share = (double) count / of;
    double weight = Z * Z / of;
    double middle = (share + weight / 2) / (1 + weight);
    double half = Math.sqrt(share * (1 - share) * weight + weight * weight / 4) / (1 + weight);
    return new double[] {middle - half, middle + half};
  }

  /** Alarms per site and year of a share of sites that alarmed within some years: -ln(1-p)/y. */
  static double perYear(double share, double years) {
    return -Math.log1p(-share) / years;
  }
}
