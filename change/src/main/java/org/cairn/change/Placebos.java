package org.cairn.change;

/**
 * Windows of a site's own shape elsewhere in its area, scored over the same dates: what chance
 * alone does here. Immutable: owns its array.
 */
public final class Placebos {
  private final double[] maxima;
  private final int independent;
  private final boolean clearOfOtherSites;

  Placebos(double[] maxima, int independent, boolean clearOfOtherSites) {
    this.maxima = maxima;
    this.independent = independent;
    this.clearOfOtherSites = clearOfOtherSites;
  }

  /** A copy: each window's largest score over the usable monitored dates. */
  public double[] maxima() {
    return maxima.clone();
  }

  /** All windows; they overlap. */
  public int n() {
    return maxima.length;
  }

  /** Windows that overlap neither the site nor one another, chosen greedily from the upper left. */
  public int independent() {
    return independent;
  }

  /** Whether there was room to keep all windows away from the other sites. */
  public boolean clearOfOtherSites() {
    return clearOfOtherSites;
  }

  public int atLeastAsLarge(double score) {
    int count = 0;
    for (double max : maxima) {
      count += max >= score ? 1 : 0;
    }
    return count;
  }

  /** Share of windows at least as large, the site itself counted: (1 + count) / (1 + n). */
  public double share(double score) {
    return (1.0 + atLeastAsLarge(score)) / (1.0 + n());
  }
}
