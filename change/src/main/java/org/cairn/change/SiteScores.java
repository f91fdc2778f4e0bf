package org.cairn.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How strongly a site looked changed on each usable monitored date. A score is a rank statistic,
 * not a sigma; {@link Calibration} gives it a meaning. Immutable.
 */
public final class SiteScores {
  /** Numbers that say where a score was found. */
  private static final int PLACE = 5;

  private final int[] dates;
  private final List<Optional<Hit>> hits;

  /**
   * @param dates {@code int[n]}, indices into the series, rising; copied
   * @param hits one per date
   */
  public SiteScores(int[] dates, List<Optional<Hit>> hits) {
    Numbers.requireLength(hits.size(), dates.length);
    this.dates = dates.clone();
    this.hits = List.copyOf(hits);
  }

  /** Of no date. */
  public static SiteScores none() {
    return new SiteScores(new int[0], List.of());
  }

  public void write(Numbers.Sink sink) {
    double[] scores = new double[size()];
    int[] places = new int[PLACE * size()];
    for (int i = 0; i < scores.length; i++) {
      if (hits.get(i).isPresent()) {
        Hit hit = hits.get(i).get();
        scores[i] = hit.score;
        int[] place = {hit.box, hit.lag, hit.row, hit.col, hit.sign};
        System.arraycopy(place, 0, places, PLACE * i, PLACE);
      }
    }
    sink.put(dates);
    sink.put(scores);
    sink.put(places);
  }

  /**
   * @throws IllegalArgumentException where the arrays do not fit each other
   */
  public static SiteScores read(Numbers.Source source) {
    int[] dates = source.ints();
    double[] scores = source.doubles();
    int[] p = source.ints();
    Numbers.requireLength(scores.length, dates.length);
    Numbers.requireLength(p.length, PLACE * dates.length);
    List<Optional<Hit>> hits = new ArrayList<>();
    for (int i = 0; i < dates.length; i++) {
      int at = PLACE * i;
      hits.add(
          scores[i] > 0
              ? Optional.of(new Hit(scores[i], p[at], p[at + 1], p[at + 2], p[at + 3], p[at + 4]))
              : Optional.empty());
    }
    return new SiteScores(dates, hits);
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
