package org.cairn.register;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cairn.heritage.review.Finding;
import org.cairn.heritage.review.FindingRule;

/**
 * A finding as it stands in the ledger; the newest of an alert holds.
 *
 * @param entry its index
 * @param time the writer's clock, a claim
 * @param judgements entries of those it rested on
 */
public record RecordedFinding(
    long entry,
    Optional<Instant> time,
    String alert,
    Finding.Status status,
    List<Long> judgements,
    FindingRule rule) {
  public RecordedFinding {
    judgements = List.copyOf(judgements);
  }

  /** Whether it says what follows from the judgements now. */
  boolean says(Finding derived) {
    return status == derived.status()
        && judgements.equals(derived.judgements())
        && rule.equals(derived.rule());
  }
}
