package org.cairn.register;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A name as its words, each with what spellings of it share and how rare it is among all places.
 * The likeness of two is the measure "soft TF-IDF" of Cohen, Ravikumar and Fienberg (<i>A
 * comparison of string distance metrics for name-matching tasks</i>, 2003): words that all places
 * have ("church", "tell") count little, and words need to be alike, not the same.
 */
final class ComparedName {
  private static final int MOST_WORDS = 16;
  private static final int MOST_LETTERS = 40;

  /** Of two words that are less alike, nothing counts. */
  private static final double LEAST_ALIKE = 0.86;

  /** Of words that only share their consonants. */
  private static final double ALIKE_IN_BONES = 0.95;

  /** What one name in so many has is rare. In a small register little is known to be common. */
  private static final double RARE = 1_000;

  /** Words as short as articles count only where there is no other. */
  private static final int ARTICLE = 2;

  private final String text;
  private final List<Word> words;

  private ComparedName(String text, List<Word> words) {
    this.text = text;
    this.words = words;
  }

  /** The words of all names; for one thread. */
  static final class Words {
    private final Map<String, Word> words = new HashMap<>();
    private int names;

    /**
     * @param folded as {@link FoldedName#words()}
     */
    ComparedName name(String text, String folded) {
      names++;
      Set<Word> own = new LinkedHashSet<>();
      List<Word> inOrder = new ArrayList<>();
      List<String> all = FoldedName.list(folded);
      boolean longer = all.stream().anyMatch(word -> word.length() > ARTICLE);
      for (String word : all) {
        if (longer && word.length() <= ARTICLE && !Character.isDigit(word.charAt(0))) {
          continue;
        }
        if (inOrder.size() < MOST_WORDS) {
          String shortened = word.substring(0, Math.min(MOST_LETTERS, word.length()));
          Word known = words.computeIfAbsent(shortened, Word::new);
          own.add(known);
          inOrder.add(known);
        }
      }
      own.forEach(word -> word.names++);
      return new ComparedName(text, inOrder);
    }

    /** To be called when all names are there: how rare each word is. */
    void weigh() {
      Map<String, Integer> byKey = new HashMap<>();
      words.values().forEach(word -> byKey.merge(word.keys.getFirst(), word.names, Integer::sum));
      for (Word word : words.values()) {
        int having = byKey.getOrDefault(word.keys.getFirst(), 1);
        word.weight = Math.log1p((double) names / having);
        word.rarity = Math.min(1, Math.log((names + RARE) / having) / Math.log(RARE));
      }
    }
  }

  /** A folded word. */
  private static final class Word {
    private final String[] sounds;

    /** What it is found by among the words of others: its bones, else its sound, else itself. */
    private final List<String> keys;

    private final boolean hasDigits;
    private int names;
    private double weight;
    private double rarity;

    Word(String word) {
      this.sounds = Sounds.sounds(word).toArray(String[]::new);
      this.hasDigits = word.chars().anyMatch(Character::isDigit);
      Set<String> bones = new LinkedHashSet<>();
      Sounds.bones(word).forEach(each -> bones.add(each.substring(1)));
      if (!bones.isEmpty() && !hasDigits) {
        this.keys = List.copyOf(bones);
      } else {
        this.keys = List.of(sounds.length == 0 || hasDigits ? word : sounds[0]);
      }
    }

    double alike(Word other) {
      if (this == other) {
        return 1;
      }
      if (hasDigits || other.hasDigits) {
        return 0;
      }
      double most = 0;
      for (String sound : sounds) {
        for (String otherSound : other.sounds) {
          most = Math.max(most, JaroWinkler.of(sound, otherSound));
        }
      }
      if (sounds.length == 0 || other.sounds.length == 0) {
        most = keys.stream().anyMatch(other.keys::contains) ? ALIKE_IN_BONES : most;
      }
      return most < LEAST_ALIKE ? 0 : most;
    }
  }

  /** As it is written. */
  String text() {
    return text;
  }

  /** By which names that may be alike meet: each word's, some words have several. */
  Set<String> keys() {
    Set<String> keys = new LinkedHashSet<>();
    words.forEach(word -> keys.addAll(word.keys));
    return keys;
  }

  /**
   * @param share 0 to 1
   * @param rarity of the rarest word that both have, 0 to 1
   */
  record Likeness(double share, double rarity) {
    static final Likeness NONE = new Likeness(0, 0);
  }

  Likeness likeness(ComparedName other) {
    if (words.isEmpty() || other.words.isEmpty()) {
      return Likeness.NONE;
    }
    Likeness here = toward(other);
    Likeness there = other.toward(this);
    return new Likeness((here.share + there.share) / 2, Math.max(here.rarity, there.rarity));
  }

  private Likeness toward(ComparedName other) {
    double sum = 0;
    double rarity = 0;
    for (Word word : words) {
      double best = 0;
      double weight = 0;
      for (Word candidate : other.words) {
        double alike = word.alike(candidate);
        if (alike > best) {
          best = alike;
          weight = candidate.weight;
        }
      }
      sum += best * word.weight * weight;
      if (best > 0) {
        rarity = Math.max(rarity, word.rarity);
      }
    }
    return new Likeness(Math.min(1, sum / (length() * other.length())), rarity);
  }

  private double length() {
    return Math.sqrt(words.stream().mapToDouble(word -> word.weight * word.weight).sum());
  }
}
