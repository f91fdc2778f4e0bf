package org.cairn.change;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How strongly a site looked changed on each usable monitored date. A score is a rank statistic,
 * not a sigma; {@link Calibration} gives it a meaning. Immutable.
 */
public final class SiteScores {
  private final int[] dates;
  private final List<Optional<Hit>> hits;

  SiteScores(int[] dates, List<Optional<Hit>> hits) {
    this.dates = dates;
    this.hits = List.copyOf(hits);
  }

  /** Number of usable monitored dates. */
  public int size() {
    return dates.length;
  }

  /** Index into the series of the i-th usable monitored date. */
  public int date(int i) {
    return dates[i];
  }

  /** Largest score of the site on the i-th date; 0 where nothing could be scored, never NaN. */
  public double score(int i) {
    return hits.get(i).map(Hit::score).orElse(0.0);
  }

  /** Where and over how many dates the largest score was found; empty where it is 0. */
  public Optional<Hit> findHit(int i) {
    return hits.get(i);
  }

  /** Largest score up to and including the i-th date. */
  public double runningMax(int i) {
    double max = 0;
    for (int j = 0; j <= i; j++) {
      max = Math.max(max, score(j));
    }
    return max;
  }

  /** Largest score of all dates. */
  public double max() {
    return size() == 0 ? 0 : runningMax(size() - 1);
  }

  /** The first i whose score is above the threshold. */
  public OptionalInt findFirstAbove(double threshold) {
    for (int i = 0; i < size(); i++) {
      if (score(i) > threshold) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  /**
   * The box and span of the largest score on a date.
   *
   * @param score above 0
   * @param box side in pixels
   * @param lag number of usable dates summed, this one the last
   * @param row of the box's upper left pixel, in the area
   * @param col of the box's upper left pixel, in the area
   * @param sign 1 where the layer's values rose against expectation, -1 where they fell
   */
  public record Hit(double score, int box, int lag, int row, int col, int sign) {}
}
