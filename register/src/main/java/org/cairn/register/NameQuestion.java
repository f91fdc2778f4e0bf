package org.cairn.register;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a name that is looked for asks the full-text index of {@link GeoPackage#NAMES}. */
final class NameQuestion {
  /** More words of a question say nothing more. */
  private static final int MOST_WORDS = 32;

  /** Of bones with their mark: what begins with fewer is not looked for, it would be anything. */
  private static final int LEAST_BEGINNING = 4;

  private NameQuestion() {}

  /**
   * Questions, the narrowest first: the very words; their beginnings; what sounds so; what has the
   * same consonants in a script that leaves the vowels out, or the other way round.
   */
  static List<String> of(String name) {
    List<String> questions = new ArrayList<>();
    for (String asked : FoldedName.asked(name)) {
      List<String> words = FoldedName.list(asked).stream().limit(MOST_WORDS).toList();
      all(words, word -> List.of("\"" + word + "\""), "words").ifPresent(questions::add);
      all(words, word -> List.of("\"" + word + "\" *"), "words").ifPresent(questions::add);
      all(words, NameQuestion::sounds, "sound").ifPresent(questions::add);
      List<String> boned = words.stream().filter(word -> !Sounds.across(word).isEmpty()).toList();
      all(boned, NameQuestion::bones, "sound").ifPresent(questions::add);
    }
    return questions;
  }

  /**
   * Of names in no order of their own: those with all words, each whole or from its start; those
   * that sound so; those with the same consonants. The first that any name answers is meant.
   */
  static List<String> waysOf(String name) {
    List<String> beginnings = new ArrayList<>();
    List<String> sounding = new ArrayList<>();
    List<String> boned = new ArrayList<>();
    for (String asked : FoldedName.asked(name)) {
      List<String> words = FoldedName.list(asked).stream().limit(MOST_WORDS).toList();
      all(words, word -> List.of("\"" + word + "\" *"), "words").ifPresent(beginnings::add);
      all(words, NameQuestion::sounds, "sound").ifPresent(sounding::add);
      all(
              words.stream().filter(word -> !Sounds.across(word).isEmpty()).toList(),
              NameQuestion::bones,
              "sound")
          .ifPresent(boned::add);
    }
    return Stream.of(beginnings, sounding, boned)
        .filter(ways -> !ways.isEmpty())
        .map(ways -> String.join(" OR ", ways.stream().map(each -> "(" + each + ")").toList()))
        .toList();
  }

  /** Each word in one of its ways; empty where a word has none. */
  private static Optional<String> all(
      List<String> words, Function<String, Collection<String>> ways, String column) {
    List<Collection<String>> each = words.stream().map(ways).toList();
    if (each.isEmpty() || each.stream().anyMatch(Collection::isEmpty)) {
      return Optional.empty();
    }
    return Optional.of(
        each.stream()
            .map(one -> "%s : (%s)".formatted(column, String.join(" OR ", one)))
            .collect(Collectors.joining(" AND ")));
  }

  private static List<String> sounds(String word) {
    Set<String> sounds = Sounds.sounds(word);
    return sounds.stream()
        .filter(sound -> !sound.isEmpty())
        .map(sound -> "\"" + sound + "\" *")
        .toList();
  }

  private static List<String> bones(String word) {
    return Sounds.across(word).stream()
        .map(bones -> "\"" + bones + (bones.length() < LEAST_BEGINNING ? "\"" : "\" *"))
        .toList();
  }
}
