package org.cairn.app.web.assess;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.app.text.Language;
import org.cairn.app.text.Texts;
import org.cairn.heritage.place.Term;
import org.cairn.heritage.vocabulary.Eamena;
import org.cairn.heritage.vocabulary.TermList;
import org.cairn.heritage.vocabulary.UseAndIdentity;
import org.cairn.heritage.vocabulary.VocabularyTerm;

/**
 * Terms as the reader can read them: in the page's language where the vocabulary has it, else in
 * English and marked as such; nothing is translated that its keepers did not translate. Stateless.
 */
final class Terms {
  private Terms() {}

  /**
   * A text in a language.
   *
   * @param language BCP 47
   */
  record Word(String text, String language) {}

  /**
   * A choice of a field.
   *
   * @param id within its list
   * @param note what it covers, in the page's language, or empty
   */
  record Option(String id, Word label, String note) {}

  /**
   * Choices under one heading.
   *
   * @param heading absent where they stand alone
   */
  record Group(Optional<Word> heading, List<Option> options) {
    Group {
      options = List.copyOf(options);
    }
  }

  /** All terms of a list, those of a group together; a group's own term can be chosen too. */
  static List<Group> groups(TermList list, Language language) {
    Map<String, List<Option>> within = new LinkedHashMap<>();
    List<Option> alone = new ArrayList<>();
    for (VocabularyTerm term : list.terms()) {
      term.broader().ifPresent(group -> within.computeIfAbsent(group, id -> new ArrayList<>()));
    }
    for (VocabularyTerm term : list.terms()) {
      List<Option> options = within.getOrDefault(term.broader().orElse(term.id()), alone);
      options.add(option(term, language));
    }
    List<Group> groups = new ArrayList<>();
    if (!alone.isEmpty()) {
      groups.add(new Group(Optional.empty(), alone));
    }
    within.forEach(
        (id, options) -> groups.add(new Group(Optional.of(word(list.get(id), language)), options)));
    return groups;
  }

  private static Option option(VocabularyTerm term, Language language) {
    return new Option(
        term.id(), word(term, language), term.scopeNotes().getOrDefault(language.tag(), ""));
  }

  static Word word(VocabularyTerm term, Language language) {
    return new Word(
        term.label(language.tag()),
        term.labels().containsKey(language.tag()) ? language.tag() : "en");
  }

  /** A term of a statement: of a vocabulary kept here, or as its source has it. */
  static Word word(Term term, Language language) {
    return find(term)
        .map(known -> word(known, language))
        .orElseGet(() ->
            new Word(
                Texts.clean(term.label().or(term::id).orElse("")), term.language().orElse("")));
  }

  static Optional<VocabularyTerm> find(Term term) {
    return term.vocabulary()
        .flatMap(vocabulary ->
            switch (vocabulary) {
              case Eamena.VOCABULARY -> term.id().flatMap(Eamena::findByPath);
              case UseAndIdentity.VOCABULARY ->
                  term.id()
                      .map(path -> path.substring(path.indexOf('/') + 1))
                      .flatMap(UseAndIdentity.terms()::findById);
              default -> Optional.empty();
            });
  }
}
