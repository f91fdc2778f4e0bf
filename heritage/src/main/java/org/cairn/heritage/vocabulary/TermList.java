package org.cairn.heritage.vocabulary;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The terms that one question can be answered with. Immutable. */
public final class TermList {
  private static final int MAX_COMPARED = 120;
  private static final int MAX_COMMAS = 4;

  private final String name;
  private final Map<String, VocabularyTerm> byId;
  private final Map<String, VocabularyTerm> byLabel;
  private final List<Entry> entries;

  TermList(String name, List<VocabularyTerm> terms) {
    this.name = name;
    Map<String, VocabularyTerm> ids = new LinkedHashMap<>();
    for (VocabularyTerm term : terms) {
      if (ids.put(term.id(), term) != null) {
        throw new IllegalArgumentException(
            "Terms of a list have different ids, found '%s' twice in '%s'"
                .formatted(term.id(), name));
      }
    }
    this.byId = ids;
    this.byLabel = new HashMap<>();
    this.entries = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    enter(terms, term -> List.of(term.label()), taken);
    enter(terms, term -> List.copyOf(term.labels().values()), taken);
    enter(terms, TermList::alternatives, taken);
    byLabel.forEach((folded, term) -> entries.add(new Entry(folded, term)));
  }

  /** For example {@code condition-state}. */
  public String name() {
    return name;
  }

  /** In the order of the vocabulary. */
  public List<VocabularyTerm> terms() {
    return List.copyOf(byId.values());
  }

  /**
   * @throws IllegalArgumentException where there is none
   */
  public VocabularyTerm get(String id) {
    return findById(id)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "There is no '%s' in '%s': expected one of %s".formatted(id, name, byId.keySet())));
  }

  public Optional<VocabularyTerm> findById(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /**
   * By any of its labels, in any language, whatever case, punctuation, diacritics and Arabic
   * spelling it has; also without a closing bracket, where that leaves one term only. Empty where
   * no term has it, or two have.
   */
  public Optional<VocabularyTerm> find(String label) {
    String folded = Folding.fold(label);
    return folded.isEmpty() ? Optional.empty() : Optional.ofNullable(byLabel.get(folded));
  }

  /**
   * The terms whose labels are most like an unknown word, best first, none that differs in more
   * than half its letters.
   */
  public List<VocabularyTerm> nearest(String word, int most) {
    String folded = Folding.fold(word);
    if (folded.isEmpty() || folded.length() > MAX_COMPARED) {
      return List.of();
    }
    Map<VocabularyTerm, Double> best = new LinkedHashMap<>();
    for (Entry entry : entries) {
      int longer = Math.max(folded.length(), entry.folded.length());
      double share = (double) EditDistance.between(folded, entry.folded) / longer;
      if (share <= 0.5) {
        best.merge(entry.term, share, Math::min);
      }
    }
    List<VocabularyTerm> order = terms();
    return best.entrySet().stream()
        .sorted(
            Map.Entry.<VocabularyTerm, Double>comparingByValue()
                .thenComparing(each -> order.indexOf(each.getKey())))
        .limit(most)
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * Splits values that were joined by {@code ", "} where some contain it themselves: at each comma
   * the longest run that is a term of this list is one value. Parts stay as they were written; an
   * empty part is a value that is missing, and keeps its place.
   */
  public List<String> split(String joined) {
    String[] pieces = joined.split(",", -1);
    List<String> values = new ArrayList<>();
    int from = 0;
    while (from < pieces.length) {
      int to = from + 1;
      for (int end = Math.min(pieces.length, from + MAX_COMMAS + 1); end > from + 1; end--) {
        if (isOneValue(join(pieces, from, end), end - from - 1)) {
          to = end;
          break;
        }
      }
      values.add(join(pieces, from, to).strip());
      from = to;
    }
    return values;
  }

  /** "Building, Enclosure" are two, though there is a "Building/Enclosure". */
  private boolean isOneValue(String text, int commas) {
    return find(text).stream()
        .flatMap(
            term -> Stream.concat(term.labels().values().stream(), term.sourceLabels().stream()))
        .anyMatch(label -> label.chars().filter(each -> each == ',').count() == commas);
  }

  private static String join(String[] pieces, int from, int to) {
    return String.join(",", List.of(pieces).subList(from, to));
  }

  /**
   * Labels that were entered before win; one that two terms have is taken too, but leads to
   * neither.
   */
  private void enter(
      List<VocabularyTerm> terms,
      Function<VocabularyTerm, List<String>> labels,
      Set<String> taken) {
    Map<String, Set<VocabularyTerm>> found = new LinkedHashMap<>();
    for (VocabularyTerm term : terms) {
      for (String label : labels.apply(term)) {
        String folded = Folding.fold(label);
        if (!taken.contains(folded)) {
          found.computeIfAbsent(folded, key -> new LinkedHashSet<>()).add(term);
        }
      }
    }
    taken.addAll(found.keySet());
    found.forEach((folded, candidates) -> {
      if (candidates.size() == 1) {
        byLabel.put(folded, candidates.iterator().next());
      }
    });
  }

  private static List<String> alternatives(VocabularyTerm term) {
    List<String> labels = new ArrayList<>(term.sourceLabels());
    for (String label : term.labels().values()) {
      int bracket = label.lastIndexOf('(');
      if (bracket > 0 && label.endsWith(")")) {
        labels.add(label.substring(0, bracket));
      }
    }
    return labels;
  }

  private record Entry(String folded, VocabularyTerm term) {}
}
