package org.cairn.exchange.internal.eamena;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.TermLists;
import org.cairn.heritage.place.Term;
import org.cairn.heritage.vocabulary.Eamena;
import org.cairn.heritage.vocabulary.VocabularyTerm;

/**
 * Words of EAMENA's value lists as terms that keep the source's spelling. Words of no list are kept
 * and told with the nearest; another spelling of a term is told once a file. Single-thread, one for
 * each file.
 */
final class EamenaWords {
  private static final int NEAREST = 3;

  /** A list is told whole up to so many words. */
  private static final int SHORT_LIST = 12;

  private final TermLists others;
  private final Set<String> told = new HashSet<>();

  /**
   * @param others lists of the user's own, asked where EAMENA's do not have a word
   */
  EamenaWords(TermLists others) {
    this.others = others;
  }

  /** Who is told. */
  interface Teller {
    void note(Code code, String value, String message, String expected, String whatToDo);
  }

  /** The term a word is, or the word as EAMENA's own where it is on no list. */
  Term of(Eamena list, String key, String word) {
    return list.find(word)
        .map(term -> Term.of(term, word))
        .or(() -> others.find(key, word))
        .orElse(
            new Term(
                Optional.of(Eamena.VOCABULARY),
                Optional.empty(),
                Optional.of(word),
                Optional.empty()));
  }

  /**
   * As {@link #of}, and tells what is to be said of the word.
   *
   * @param key of the column's heading, by which the user's own lists are named
   */
  Term term(Eamena list, String key, String word, Teller teller) {
    Optional<VocabularyTerm> found = list.find(word);
    if (found.isPresent()) {
      tellSpelling(found.get(), word, teller);
    } else if (others.find(key, word).isEmpty()) {
      tellUnknown(word, expected(list, key, word), teller);
    }
    return of(list, key, word);
  }

  /** Tells of a word of a column for which only the user has a list. */
  void check(String key, String word, Teller teller) {
    if (others.find(key, word).isEmpty()) {
      tellUnknown(word, alike(others.nearest(key, word)), teller);
    }
  }

  private static void tellUnknown(String word, String expected, Teller teller) {
    teller.note(
        Code.TERM_UNKNOWN,
        word,
        "The word is not on the list of this column; it was kept.",
        expected,
        "Where one of these is meant, put it in.");
  }

  /** The most alike; where none is, all of a short list. */
  private String expected(Eamena list, String key, String word) {
    List<String> own = others.knows(key) ? others.nearest(key, word) : List.of();
    if (!own.isEmpty()) {
      return alike(own);
    }
    List<String> all = labels(list.terms().terms());
    List<String> nearest = labels(list.terms().nearest(word, NEAREST));
    return nearest.isEmpty() && all.size() <= SHORT_LIST
        ? "one of " + String.join(" · ", all)
        : alike(nearest);
  }

  private static String alike(List<String> nearest) {
    return nearest.isEmpty()
        ? "a word of the list; none is like it"
        : "a word of the list, most alike: " + String.join(" · ", nearest);
  }

  private static List<String> labels(List<VocabularyTerm> terms) {
    return terms.stream().map(VocabularyTerm::label).toList();
  }

  private void tellSpelling(VocabularyTerm term, String word, Teller teller) {
    Set<String> labels =
        term.labels().values().stream()
            .map(label -> label.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    if (!labels.contains(word.toLowerCase(Locale.ROOT)) && told.add(term.path() + " " + word)) {
      teller.note(
          Code.TERM_RESPELT,
          word,
          "It was read as '%s' wherever it stands in this file; its spelling was kept."
              .formatted(term.label()),
          "",
          "See whether this term is meant.");
    }
  }
}
