package org.cairn.exchange;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.exchange.internal.CleanText;
import org.cairn.heritage.place.Term;

/** Lists of words held in memory. Immutable. */
public final class WordLists implements TermLists {
  private static final int NEAREST = 3;
  private static final int MAX_COMPARED = 200;

  private final String vocabulary;
  private final Map<String, List<String>> lists;

  /**
   * @param vocabulary the short name of the vocabulary that the words are of
   * @param lists words by list
   */
  public WordLists(String vocabulary, Map<String, List<String>> lists) {
    this.vocabulary = vocabulary;
    Map<String, List<String>> copy = new HashMap<>();
    lists.forEach((list, words) -> copy.put(list, List.copyOf(words)));
    this.lists = Map.copyOf(copy);
  }

  @Override
  public boolean knows(String list) {
    return lists.containsKey(list);
  }

  @Override
  public Optional<Term> find(String list, String word) {
    String key = CleanText.key(word);
    return lists.getOrDefault(list, List.of()).stream()
        .filter(each -> CleanText.key(each).equals(key))
        .findFirst()
        .map(each -> Term.of(vocabulary, each, word));
  }

  @Override
  public List<String> nearest(String list, String word) {
    String key = shortened(CleanText.key(word));
    return lists.getOrDefault(list, List.of()).stream()
        .sorted(Comparator.comparingInt(each -> distance(shortened(CleanText.key(each)), key)))
        .limit(NEAREST)
        .toList();
  }

  private static String shortened(String key) {
    return key.length() <= MAX_COMPARED ? key : key.substring(0, MAX_COMPARED);
  }

  /** Levenshtein's: letters put in, taken out or exchanged. */
  private static int distance(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int exchanged = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(exchanged, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[b.length()];
  }
}
