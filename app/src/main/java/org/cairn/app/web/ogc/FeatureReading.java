package org.cairn.app.web.ogc;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.cairn.app.web.Registers;
import org.cairn.app.web.api.ProblemException;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.merkle.TreeHead;
import org.cairn.register.FeatureLayer;
import org.cairn.register.FeatureQuery;
import org.cairn.register.FeatureSearch;

/** Reads features for pages; what is asked wrongly costs no register. Thread-safe. */
final class FeatureReading {
  private final Registers registers;

  FeatureReading(Registers registers) {
    this.registers = registers;
  }

  /** How far the register goes: what is read then may be another. */
  TreeHead head() throws IOException, RefusedException {
    return registers.read(register -> register.head());
  }

  /**
   * One page.
   *
   * @return the key to go on after
   * @throws ProblemException where the question does not fit the layer
   */
  Optional<String> read(FeatureLayer layer, FeatureQuery query, FeatureSearch.Taker taker)
      throws IOException, RefusedException {
    // Not thrown within, where it would be taken for a register that failed.
    Object answer =
        registers.read(register -> {
          try {
            return register.features().read(layer, query, taker);
          } catch (IllegalArgumentException wrong) {
            return ProblemException.badRequest(String.valueOf(wrong.getMessage()));
          }
        });
    if (answer instanceof ProblemException wrong) {
      throw wrong;
    }
    @SuppressWarnings("unchecked")
    Optional<String> next = (Optional<String>) answer;
    return next;
  }

  OptionalLong count(FeatureLayer layer) throws IOException, RefusedException {
    return registers.read(register -> register.features().count(layer));
  }
}
