package org.cairn.heritage.review;

import java.time.Instant;
import java.util.Optional;

/**
 * A judgement as it stands in the ledger.
 *
 * @param entry its index; a later one has a higher
 * @param time the writer's clock, a claim
 */
public record RecordedJudgement(
    long entry, Optional<Instant> time, Judgement judgement, Signing signing) {
  public String alert() {
    return judgement.alert();
  }

  /** The id of who judged. */
  public String person() {
    return judgement.author().person();
  }

  /** The id of for whom. */
  public String organisation() {
    return judgement.author().organisation();
  }
}
