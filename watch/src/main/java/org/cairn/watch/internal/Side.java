package org.cairn.watch.internal;

import java.util.Optional;
import java.util.OptionalInt;
import org.cairn.change.Fusion;
import org.cairn.change.SiteScores;
import org.cairn.heritage.Alert;

/**
 * What one kind of evidence says of one site: a layer of optical images, or radar. Used by one
 * thread.
 */
interface Side {
  /** Scores, their days and placebos, to be fused with those of others. */
  Fusion.Evidence numbers();

  /** Day of the last look or pass before the watched period, or its first day without one. */
  int lastHistoryDay();

  /** Day of the last look or pass. */
  int lastDay();

  /**
   * The change behind an alarm; empty where nothing before shows the place as it was.
   *
   * @param number of the raising date in the scores
   */
  Optional<Raised> raised(int number, double score, double expected, Alert.Placebos windows);

  /**
   * @param raised number of the date that raised the alert; empty where another side did: then of
   *     the largest score
   */
  Alert.Evidence evidence(OptionalInt raised, double probability);

  /** Number of the date with the largest score; empty where none is above 0. */
  static OptionalInt largest(SiteScores scores) {
    for (int i = 0; i < scores.size(); i++) {
      if (scores.score(i) > 0 && scores.score(i) == scores.max()) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }
}
