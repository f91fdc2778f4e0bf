package org.cairn.register;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A name as it is searched for; what is shown is never this. Immutable.
 *
 * @param words without case, compatibility forms (NFKD), marks of Latin, Greek, Cyrillic, Arabic
 *     and Hebrew letters, tatweel, hamza and its carriers, final forms, with digits of ASCII;
 *     blanks between words. Each character of a script that is written without blanks is a word;
 *     what a zero-width non-joiner parts is there joined and parted
 * @param sound how the words sound in Latin letters, and their bones: see {@link Sounds}
 */
record FoldedName(String words, String sound) {
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
  private static final Set<UnicodeScript> WITHOUT_BLANKS =
      EnumSet.of(
          UnicodeScript.HAN,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA,
          UnicodeScript.THAI,
          UnicodeScript.LAO,
          UnicodeScript.KHMER,
          UnicodeScript.MYANMAR,
          UnicodeScript.TIBETAN);

  /** Letters that no normal form takes apart. */
  private static final Map<Integer, String> LETTERS =
      Map.ofEntries(
          letter('ß', "ss"),
          letter('æ', "ae"),
          letter('œ', "oe"),
          letter('ø', "o"),
          letter('đ', "d"),
          letter('ð', "d"),
          letter('þ', "th"),
          letter('ł', "l"),
          letter('ħ', "h"),
          letter('ı', "i"),
          letter('ə', "a"),
          letter('ς', "σ"),
          letter('ى', "ي"),
          letter('ی', "ي"),
          letter('ێ', "ي"),
          letter('ې', "ي"),
          letter('ۆ', "و"),
          letter('ۇ', "و"),
          letter('ە', "ه"),
          letter('ک', "ك"),
          letter('ة', "ه"),
          letter('ہ', "ه"),
          letter('ھ', "ه"),
          letter('ٱ', "ا"),
          letter('ء', ""),
          letter('ـ', ""),
          letter('ך', "כ"),
          letter('ם', "מ"),
          letter('ן', "נ"),
          letter('ף', "פ"),
          letter('ץ', "צ"),
          letter('\'', ""),
          letter('’', ""),
          letter('‘', ""),
          letter('`', ""),
          letter('ʻ', ""),
          letter('ʼ', ""),
          letter('ʾ', ""),
          letter('ʿ', ""),
          letter('ʹ', ""),
          letter('ʺ', ""),
          letter('′', ""),
          letter('׳', ""),
          letter('״', ""),
          letter('ʔ', ""),
          letter('ʕ', ""),
          letter('ꜣ', ""),
          letter('ꜥ', ""),
          letter('ŋ', "ng"),
          letter('ŧ', "t"),
          letter('ɛ', "e"),
          letter('ɔ', "o"),
          letter('ɣ', "gh"),
          letter('ɓ', "b"),
          letter('ɖ', "d"),
          letter('ɗ', "d"),
          letter('ƙ', "k"),
          letter('ƴ', "y"));

  private static final char NON_JOINER = '\u200C';

  /** NFKD would make a blank of it. */
  private static final char ACUTE = '\u00B4';

  static FoldedName of(String text) {
    String words = words(text);
    if (text.indexOf(NON_JOINER) >= 0) {
      words = (words + " " + words(text.replace(NON_JOINER, ' '))).strip();
    }
    return new FoldedName(words, Sounds.indexed(list(words)));
  }

  /** What may be asked for a text: as it is, or without its non-joiners. */
  static List<String> asked(String text) {
    String joined = words(text);
    String parted = words(text.replace(NON_JOINER, ' '));
    return joined.equals(parted) ? List.of(joined) : List.of(parted, joined);
  }

  private static String words(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    String plain =
        Normalizer.normalize(text.replace(ACUTE, '\''), Normalizer.Form.NFKD)
            .toLowerCase(Locale.ROOT);
    plain.codePoints().forEach(point -> fold(point, folded));
    return NO_WORD.matcher(folded).replaceAll(" ").strip();
  }

  /** The words; none where the text has no letter and no digit. */
  static List<String> list(String words) {
    return words.isEmpty() ? List.of() : Arrays.asList(words.split(" "));
  }

  private static void fold(int point, StringBuilder folded) {
    if (point >= 'a' && point <= 'z') {
      folded.append((char) point);
      return;
    }
    String letter = LETTERS.get(point);
    if (letter != null) {
      folded.append(letter);
      return;
    }
    UnicodeScript script = UnicodeScript.of(point);
    int type = Character.getType(point);
    boolean mark = type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
    if (mark && isFolded(script) || type == Character.FORMAT) {
      return;
    }
    if (type == Character.DECIMAL_DIGIT_NUMBER) {
      folded.append(Character.digit(point, 10));
    } else if (WITHOUT_BLANKS.contains(script)
        && !mark
        && type != Character.COMBINING_SPACING_MARK) {
      folded.append(' ').appendCodePoint(point).append(' ');
    } else {
      folded.appendCodePoint(point);
    }
  }

  private static boolean isFolded(UnicodeScript script) {
    return switch (script) {
      case INHERITED, COMMON, LATIN, GREEK, CYRILLIC, ARABIC, HEBREW, SYRIAC -> true;
      default -> false;
    };
  }

  private static Map.Entry<Integer, String> letter(char from, String to) {
    return Map.entry((int) from, to);
  }
}
