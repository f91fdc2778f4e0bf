package org.cairn.register;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What spellings of one name in several scripts and manners share. Coarser than the words: finds
 * more, and some that are not meant. Stateless.
 *
 * <p>The <i>sound</i> of a word in Latin letters: {@code Ġ} and {@code gh} are {@code g}, {@code Q}
 * is {@code k}, {@code Dayr} and {@code Deir} meet, letters are not doubled. Its <i>bones</i> are
 * the consonants, the only thing that a name in Arabic or Hebrew letters surely shares with one in
 * Latin letters.
 */
final class Sounds {
  /** Before the bones of a word in Arabic or Hebrew letters. */
  private static final char UNVOICED = '1';

  /** Before the bones of all others. */
  private static final char VOICED = '2';

  private static final int LEAST_BONES = 2;
  private static final int LEAST_WITH_ARTICLE = 4;

  private static final Respelling SOUNDS =
      Respelling.of(
          "sch s, tsh c, tch c, sh s, ch c, gh g, kh h, dh d, th t, ph f, zh z, dj j, ck k, tz ts,"
              + " q k, x ks, aw u, au u, w v, ou u, oo u, oe u, ue u, ae a, ee i, ei ai, ey ai,"
              + " ay ai, y i, o u, e a, ^ye a");

  private static final String CONSONANTS =
      "sch s, tsh c, tch c, sh s, ch c, gh g, kh h, dh d, th t, ph f, zh z, dj j, ck k, c k, q k,"
          + " x ks, p f, tz ts, ^w v, ^v v, ^y y, w, y, a, e, i, o, u, ";

  /** Two ways: a {@code v} may stand for a consonant or for what is written as a vowel. */
  private static final List<Respelling> BONES =
      List.of(Respelling.of(CONSONANTS + "v b"), Respelling.of(CONSONANTS + "v"));

  private Sounds() {}

  /** What is looked for in the index: of each word its sounds and its bones, marked. */
  static String indexed(List<String> words) {
    StringBuilder all = new StringBuilder();
    for (String word : words) {
      sounds(word).forEach(each -> append(all, each));
      bones(word).forEach(each -> append(all, each));
    }
    return all.toString();
  }

  /** One or two ways in which a folded word may sound; none where the vowels are not written. */
  static Set<String> sounds(String word) {
    if (Romanisation.hasNoVowels(word)) {
      return Set.of();
    }
    Set<String> sounds = new LinkedHashSet<>();
    Romanisation.of(word).forEach(each -> sounds.add(sound(each)));
    return sounds;
  }

  /**
   * The consonants of a folded word, in one or more ways, with a mark for the kind of its script in
   * front; none where there are fewer than two of them.
   */
  static Set<String> bones(String word) {
    Set<String> bones = new LinkedHashSet<>();
    if (Romanisation.hasNoVowels(word)) {
      add(bones, UNVOICED, Romanisation.of(word));
      if (word.length() >= LEAST_WITH_ARTICLE) {
        if (word.startsWith("ال")) {
          add(bones, UNVOICED, Romanisation.of(word.substring(2)));
        } else if (word.startsWith("ה")) {
          add(bones, UNVOICED, Romanisation.of(word.substring(1)));
        }
      }
      return bones;
    }
    for (String reading : Romanisation.of(word)) {
      if (isLatin(reading)) {
        for (Respelling way : BONES) {
          add(bones, VOICED, List.of(way.apply(withoutLastH(single(reading)))));
        }
      }
    }
    return bones;
  }

  /** The bones of words that a word may be in the other kind of script, or in its own. */
  static Set<String> across(String word) {
    boolean unvoiced = Romanisation.hasNoVowels(word);
    Set<String> across = new LinkedHashSet<>();
    for (String own : bones(word)) {
      across.add((unvoiced ? VOICED : UNVOICED) + own.substring(1));
      if (unvoiced) {
        across.add(own);
      }
    }
    return across;
  }

  private static void add(Set<String> bones, char mark, Collection<String> found) {
    for (String each : found) {
      if (each.length() >= LEAST_BONES) {
        bones.add(mark + each);
      }
    }
  }

  private static boolean isLatin(String word) {
    return word.chars().allMatch(each -> each >= 'a' && each <= 'z');
  }

  private static String sound(String word) {
    return withoutLastH(single(SOUNDS.apply(word)));
  }

  /** Where a vowel is before it, an h at the end is not spoken. */
  private static String withoutLastH(String word) {
    int last = word.length() - 1;
    boolean silent =
        last > 0 && word.charAt(last) == 'h' && "aeiou".indexOf(word.charAt(last - 1)) >= 0;
    return silent ? word.substring(0, last) : word;
  }

  private static String single(String word) {
    StringBuilder single = new StringBuilder(word.length());
    for (int at = 0; at < word.length(); at++) {
      char letter = word.charAt(at);
      boolean again = at > 0 && letter == word.charAt(at - 1) && letter >= 'a' && letter <= 'z';
      if (!again) {
        single.append(letter);
      }
    }
    return single.toString();
  }

  private static void append(StringBuilder all, String token) {
    if (!token.isEmpty()) {
      all.append(all.isEmpty() ? "" : " ").append(token);
    }
  }
}
