package org.cairn.heritage.vocabulary;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Cairn's own scheme of what vocabularies of fabric cannot say: change of use, closure,
 * inscriptions or marks removed or replaced, re-attribution, relocation, graves disturbed. A term
 * says what is different; cause, intent and right are no part of it.
 */
public final class UseAndIdentity {
  /** {@link VocabularyTerm#vocabulary()} of its terms. */
  public static final String VOCABULARY = "cairn";

  private static final String LIST = "use-and-identity";
  private static final TermList TERMS = read();

  private UseAndIdentity() {}

  public static TermList terms() {
    return TERMS;
  }

  private static TermList read() {
    return new TermList(
        LIST, Table.rows("use-and-identity.tsv", 8).stream().map(UseAndIdentity::term).toList());
  }

  private static VocabularyTerm term(List<String> row) {
    return new VocabularyTerm(
        VOCABULARY,
        LIST,
        row.get(0),
        texts(row.get(1), row.get(2), row.get(3)),
        texts(row.get(4), row.get(5), row.get(6)),
        Optional.empty(),
        List.of(),
        Table.values(row.get(7)));
  }

  private static Map<String, String> texts(String english, String french, String arabic) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("en", english);
    texts.put("fr", french);
    texts.put("ar", arabic);
    return texts;
  }
}
