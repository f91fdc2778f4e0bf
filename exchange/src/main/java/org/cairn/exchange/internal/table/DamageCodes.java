package org.cairn.exchange.internal.table;

import java.util.Optional;
import java.util.stream.Collectors;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.internal.CleanText;
import org.cairn.heritage.place.ConditionAssessment;
import org.cairn.heritage.vocabulary.Crosswalk;

/** States of damage given as codes of another scheme. */
public final class DamageCodes {
  private DamageCodes() {}

  /**
   * Takes a code as the source's state, with what the crosswalk puts beside it. The scheme's own
   * words are taken for their codes; a code that it does not have is kept and told.
   */
  public static void state(
      PlaceDraft draft, Cell cell, Crosswalk scheme, ConditionAssessment.Builder assessment) {
    String key = CleanText.key(cell.value());
    Optional<Crosswalk.Mapping> named =
        scheme.mappings().stream()
            .filter(each -> CleanText.key(each.label()).equals(key))
            .findFirst();
    // Tables that passed through floating point write 1 as 1.0.
    String code =
        named.map(Crosswalk.Mapping::code).orElse(cell.value().replaceFirst("\\.0+$", ""));
    if (scheme.find(code).isEmpty()) {
      draft.note(
          cell,
          Code.TERM_UNKNOWN,
          "The code is not one of the scheme '%s'; it was kept.".formatted(scheme.scheme()),
          scheme.mappings().stream()
              .map(each -> each.code() + " " + each.label())
              .collect(Collectors.joining(" · ")),
          "See whether the columns have shifted, or another scheme is meant.");
    }
    assessment.sourceState(scheme, code);
  }
}
