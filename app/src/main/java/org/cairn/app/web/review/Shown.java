package org.cairn.app.web.review;

import java.util.List;
import java.util.Optional;
import org.cairn.heritage.review.Finding;
import org.cairn.heritage.review.FindingRule;
import org.cairn.heritage.review.RecordedJudgement;
import org.cairn.heritage.review.Visibility;

/**
 * What of the judgements of one alert is shown to a viewer. Whoever may judge is shown nothing, not
 * even how many there are, before having judged; those who never judge, only what is complete.
 *
 * @param judgements all of them in their order, or none
 * @param finding what follows from them; empty where the viewer is not to know
 * @param own the viewer's newest judgement
 */
record Shown(
    List<RecordedJudgement> judgements,
    Optional<Finding> finding,
    Optional<RecordedJudgement> own) {
  Shown {
    judgements = List.copyOf(judgements);
  }

  static Shown to(
      Optional<Reviewer> reviewer, FindingRule rule, List<RecordedJudgement> judgements) {
    if (reviewer.isEmpty()) {
      return new Shown(
          Visibility.revealedToReaders(rule, judgements),
          Visibility.isComplete(rule, judgements)
              ? Optional.of(Finding.of(rule, judgements))
              : Optional.empty(),
          Optional.empty());
    }
    String person = reviewer.get().person();
    if (!Visibility.isRevealedTo(person, judgements)) {
      return new Shown(List.of(), Optional.empty(), Optional.empty());
    }
    return new Shown(
        Visibility.revealedTo(person, judgements),
        Optional.of(Finding.of(rule, judgements)),
        judgements.stream().filter(each -> each.person().equals(person)).reduce((a, b) -> b));
  }

  /** Whether others' views are among what is shown. */
  boolean hasOthers() {
    return judgements.stream().map(RecordedJudgement::person).distinct().count()
        > (own.isPresent() ? 1 : 0);
  }

  /** Each person's newest, which stands. */
  List<RecordedJudgement> standing() {
    return Visibility.standing(judgements);
  }

  /** What each said before. */
  List<RecordedJudgement> earlier() {
    List<RecordedJudgement> standing = standing();
    return judgements.stream().filter(each -> !standing.contains(each)).toList();
  }
}
