package org.cairn.register;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.Character.UnicodeScript;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Words of other scripts in Latin letters, as people may spell them: to look names up, never to
 * show them. Letters and readings are in {@code romanisation.tsv}. Alphabets are read letter by
 * letter; of scripts that leave the vowels out only the consonants are. Stateless.
 */
final class Romanisation {
  /** Letters before it are Latin. */
  private static final int LATIN = 0x250;

  private static final int MOST = 8;

  private static final char START = '^';
  private static final char END = '$';

  /** By what is read: one letter or two, with a mark for the start or end of a word. */
  private static final Map<String, Reading> READINGS = readings();

  private record Reading(String first, String second) {}

  private Romanisation() {}

  /** Whether a word is of a script that leaves the vowels out: Arabic or Hebrew. */
  static boolean hasNoVowels(String word) {
    if (word.charAt(0) < LATIN) {
      return false;
    }
    UnicodeScript script = UnicodeScript.of(word.codePointAt(0));
    return script == UnicodeScript.ARABIC || script == UnicodeScript.HEBREW;
  }

  /**
   * An alphabet is read in one manner or in another, from the first letter of a word to its last;
   * in scripts without vowels each letter that has two readings may have either.
   *
   * @param word folded; of a script that is not read here, it is its own only reading
   * @return at least one, no more than {@value #MOST}
   */
  static Set<String> of(String word) {
    if (word.codePoints().allMatch(each -> each < LATIN)) {
      return Set.of(word);
    }
    boolean mixed = hasNoVowels(word);
    Set<String> first = Set.of("");
    Set<String> second = Set.of("");
    int at = 0;
    while (at < word.length()) {
      int letters = find(word, at, 2).isPresent() ? 2 : 1;
      String asItIs = word.substring(at, at + 1);
      Reading reading = find(word, at, letters).orElse(new Reading(asItIs, asItIs));
      if (mixed) {
        first = union(with(first, reading.first), with(first, reading.second));
      } else {
        first = with(first, reading.first);
        second = with(second, reading.second);
      }
      at += letters;
    }
    return mixed ? first : union(first, second);
  }

  private static Set<String> with(Set<String> starts, String more) {
    Set<String> longer = new LinkedHashSet<>();
    starts.forEach(each -> longer.add(each + more));
    return longer;
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    Set<String> all = new LinkedHashSet<>(some);
    for (String each : others) {
      if (all.size() < MOST) {
        all.add(each);
      }
    }
    return all;
  }

  private static Optional<Reading> find(String word, int at, int letters) {
    int end = at + letters;
    if (end > word.length()) {
      return Optional.empty();
    }
    String read = word.substring(at, end);
    Optional<Reading> found = Optional.empty();
    if (at == 0) {
      found = Optional.ofNullable(READINGS.get(START + read));
    } else if (end == word.length()) {
      found = Optional.ofNullable(READINGS.get(read + END));
    }
    return found.or(() -> Optional.ofNullable(READINGS.get(read)));
  }

  private static Map<String, Reading> readings() {
    try (InputStream file = Romanisation.class.getResourceAsStream("romanisation.tsv")) {
      if (file == null) {
        throw new IllegalStateException("The program has no romanisation.tsv: build it again");
      }
      Map<String, Reading> readings = new HashMap<>();
      Stream<String> rows = new String(file.readAllBytes(), UTF_8).lines();
      for (String row : rows.filter(each -> !each.startsWith("#")).toList()) {
        String[] cells = row.split("\t", -1);
        if (cells.length != 3
            || readings.put(cells[0], new Reading(text(cells[1]), text(cells[2]))) != null) {
          throw new IllegalStateException(
              "romanisation.tsv: expected each letter once with two readings, found '%s'"
                  .formatted(row));
        }
      }
      return readings;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(String cell) {
    return cell.equals("-") ? "" : cell;
  }
}
