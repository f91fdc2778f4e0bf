package org.cairn.watch.internal;

import java.util.List;
import java.util.Optional;
import org.cairn.heritage.Alert;
import org.cairn.heritage.Coverage;
import org.cairn.watch.PlaceResult;

/**
 * What is said of a place from all kinds of images, before pictures are read.
 *
 * @param raised empty where no alert was raised
 * @param evidence of each kind of images and each layer, where there were several; what raised the
 *     alert first
 */
record Said(
    Coverage coverage,
    List<PlaceResult.ScoreRise> scores,
    Optional<Raised> raised,
    List<Alert.Evidence> evidence) {
  Said {
    scores = List.copyOf(scores);
    evidence = List.copyOf(evidence);
  }

  Said with(Coverage changed) {
    return new Said(changed, scores, raised, evidence);
  }

  /** What the watched layer alone says. */
  static Said of(Verdict.Judged judged) {
    return new Said(
        judged.coverage(), judged.scores(), judged.finding().map(one -> one), List.of());
  }
}
