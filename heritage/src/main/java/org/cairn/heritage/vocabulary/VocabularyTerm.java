package org.cairn.heritage.vocabulary;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A term of a vocabulary.
 *
 * @param vocabulary its short name: {@code eamena} or {@code cairn}
 * @param list the {@link TermList#name()} it belongs to
 * @param id within its list; never changed
 * @param labels one for each language ({@code en}, {@code ar}, {@code fr}), in that order
 * @param scopeNotes what it covers, for each language; empty for vocabularies of others
 * @param broader id of the group it stands in, in the same list
 * @param sourceLabels other spellings in which sources have it, mistakes included
 * @param near terms of other lists that are near to it, as {@code list/id}; none is the same
 */
public record VocabularyTerm(
    String vocabulary,
    String list,
    String id,
    Map<String, String> labels,
    Map<String, String> scopeNotes,
    Optional<String> broader,
    List<String> sourceLabels,
    List<String> near) {
  public VocabularyTerm {
    if (!labels.containsKey("en")) {
      throw new IllegalArgumentException("A term needs an English label, found none for " + id);
    }
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    scopeNotes = Collections.unmodifiableMap(new LinkedHashMap<>(scopeNotes));
    sourceLabels = List.copyOf(sourceLabels);
    near = List.copyOf(near);
  }

  /** What records say: {@code condition-state/poor}, unique in its vocabulary. */
  public String path() {
    return list + "/" + id;
  }

  /** In this language where there is one, else in English. */
  public String label(String language) {
    return labels.getOrDefault(language, label());
  }

  /** In English. */
  public String label() {
    return labels.getOrDefault("en", id);
  }
}
