package org.cairn.register;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Rules that replace small letters of ASCII by others, from the first letter of a word to its last:
 * of the rules that fit the longest is taken, those for the start of a word first. Other letters
 * stay. Immutable.
 */
final class Respelling {
  private static final int ASCII = 128;

  /** By the first letter. */
  private final List<List<Rule>> rules;

  private record Rule(String from, String to, boolean atStart) {}

  private Respelling(List<List<Rule>> rules) {
    this.rules = rules;
  }

  /**
   * @param text rules with commas between, each what is read and what is written for it, if
   *     anything: {@code "gh g, w, ^ye a"}; ^ stands for the start of a word
   */
  static Respelling of(String text) {
    List<List<Rule>> rules = new ArrayList<>();
    for (int letter = 0; letter < ASCII; letter++) {
      rules.add(new ArrayList<>());
    }
    for (String one : text.split(", ")) {
      String[] parts = one.split(" ");
      boolean atStart = parts[0].startsWith("^");
      String from = atStart ? parts[0].substring(1) : parts[0];
      rules.get(from.charAt(0)).add(new Rule(from, parts.length > 1 ? parts[1] : "", atStart));
    }
    rules.forEach(list ->
        list.sort(
            Comparator.comparing((Rule rule) -> !rule.atStart)
                .thenComparing(rule -> -rule.from.length())));
    return new Respelling(rules);
  }

  String apply(String word) {
    StringBuilder written = new StringBuilder(word.length());
    int at = 0;
    while (at < word.length()) {
      at += next(word, at, written);
    }
    return written.toString();
  }

  /** How many letters it took. */
  private int next(String word, int at, StringBuilder written) {
    char letter = word.charAt(at);
    if (letter < ASCII) {
      for (Rule rule : rules.get(letter)) {
        if ((!rule.atStart || at == 0) && word.startsWith(rule.from, at)) {
          written.append(rule.to);
          return rule.from.length();
        }
      }
    }
    written.append(letter);
    return 1;
  }
}
