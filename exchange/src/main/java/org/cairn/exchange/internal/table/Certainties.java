package org.cairn.exchange.internal.table;

import java.util.Locale;
import java.util.Optional;
import org.cairn.heritage.Certainty;

/**
 * Words for how sure a source is, of the Linked Places Format and of EAMENA, in our three. The
 * source's own word is kept beside it by whoever reads the cell.
 */
public final class Certainties {
  private Certainties() {}

  public static Optional<Certainty> of(String word) {
    return switch (word.strip().toLowerCase(Locale.ROOT).replace(' ', '-')) {
      case "certain", "definite", "sûr", "certaine", "yes", "مؤكد" ->
          Optional.of(Certainty.CERTAIN);
      case "less-certain", "very-high", "high", "medium", "probable", "likely" ->
          Optional.of(Certainty.LESS_CERTAIN);
      case "uncertain", "low", "negligible", "possible", "doubtful", "incertain", "غير-مؤكد" ->
          Optional.of(Certainty.UNCERTAIN);
      default -> Optional.empty();
    };
  }
}
