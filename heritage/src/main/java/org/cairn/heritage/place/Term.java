package org.cairn.heritage.place;

import java.util.Optional;
import org.cairn.heritage.TextLimit;

/**
 * A word of a vocabulary, or one that is in none.
 *
 * @param vocabulary its short name: {@code aat}, {@code eamena}, {@code cairn}; empty for a word
 *     that was found in none, which is kept as it is
 * @param id within the vocabulary: {@code 300008375}; or a URI
 * @param label as read
 * @param language of the label, as read
 */
public record Term(
    Optional<String> vocabulary,
    Optional<String> id,
    Optional<String> label,
    Optional<String> language) {
  public Term {
    if (id.isEmpty() && label.isEmpty()) {
      throw new IllegalArgumentException("A term needs an id or a label, found neither");
    }
    TextLimit.SHORT.check("a vocabulary", vocabulary);
    TextLimit.URI.check("a term's id", id);
    TextLimit.LONG.check("a term's label", label);
    Language.check(language);
  }

  /** A term of a vocabulary with the label that was read. */
  public static Term of(String vocabulary, String id, String label) {
    return new Term(Optional.of(vocabulary), Optional.of(id), Optional.of(label), Optional.empty());
  }

  /** A word that is in no vocabulary known here. */
  public static Term unknown(String label) {
    return new Term(Optional.empty(), Optional.empty(), Optional.of(label), Optional.empty());
  }
}
