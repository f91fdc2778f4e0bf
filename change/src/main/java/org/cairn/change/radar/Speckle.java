package org.cairn.change.radar;

/**
 * Fully developed speckle: power is the mean of so many independent exponential looks, hence gamma
 * distributed (Goodman, J. Opt. Soc. Am. 66, 1976), and its logarithm has a variance that depends
 * on the equivalent number of looks L only, the trigamma function of L (Hoekman, IEEE TGRS 29,
 * 1991).
 */
public final class Speckle {
  private static final double FEWEST_LOOKS = 0.1;
  private static final double MOST_LOOKS = 1e6;

  private Speckle() {}

  /**
   * Variance of backscatter in decibels that speckle alone causes.
   *
   * @param looks equivalent number of looks, above 0
   * @return dB²: 31 for a single look, 4.8 for the 4.4 looks of Sentinel-1 GRD
   */
  public static double variance(double looks) {
    if (!(looks > 0)) {
      throw new IllegalArgumentException("Number of looks is " + looks + ", allowed: above 0");
    }
    return Backscatter.DECIBELS_OF_E * Backscatter.DECIBELS_OF_E * trigamma(looks);
  }

  /**
   * The equivalent number of looks of speckle with such a variance: the inverse of {@link
   * #variance}.
   *
   * @param variance dB², 0 or more
   * @return between 0.1 and a million
   */
  public static double looks(double variance) {
    double few = Math.log(FEWEST_LOOKS);
    double many = Math.log(MOST_LOOKS);
    for (int i = 0; i < 60; i++) {
      double middle = (few + many) / 2;
      if (variance(Math.exp(middle)) > variance) {
        few = middle;
      } else {
        many = middle;
      }
    }
    return Math.exp((few + many) / 2);
  }

  /** Recurrence up to 10, from there the asymptotic series (NIST DLMF 5.15). */
  private static double trigamma(double x) {
    double sum = 0;
    double y = x;
    while (y < 10) {
      sum += 1 / (y * y);
      y++;
    }
    double s = 1 / (y * y);
    return sum + 1 / y + s / 2 + s / y * (1.0 / 6 - s * (1.0 / 30 - s * (1.0 / 42 - s / 30)));
  }
}
