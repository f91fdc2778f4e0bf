package org.cairn.heritage.casework;

import java.util.Optional;
import org.cairn.heritage.review.Author;

/**
 * A step as the ledger has it. Immutable.
 *
 * @param entry its index
 * @param time the writer's clock, a claim
 */
public record CaseEntry(long entry, Optional<String> time, CaseStep step) {
  public CaseEvent event() {
    return step.event();
  }

  public Author by() {
    return step.by();
  }
}
