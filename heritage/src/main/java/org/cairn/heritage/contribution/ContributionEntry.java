package org.cairn.heritage.contribution;

import java.util.Optional;
import org.cairn.heritage.review.Author;

/**
 * A contribution as the ledger has it. Immutable.
 *
 * @param entry its index
 * @param time the writer's clock, a claim
 */
public record ContributionEntry(long entry, Optional<String> time, Contribution contribution) {
  public Author by() {
    return contribution.by();
  }
}
