package org.cairn.register;

import java.util.List;
import java.util.Optional;

/**
 * Some of the cases that were asked for, those that changed last first.
 *
 * @param next the key to go on with, see {@link CaseQuery#withAfter}; empty on the last page
 */
public record CasePage(List<CaseHit> cases, Optional<Long> next) {
  public CasePage {
    cases = List.copyOf(cases);
  }
}
