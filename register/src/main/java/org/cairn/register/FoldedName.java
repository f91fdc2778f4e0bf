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
 *     and Hebrew letters, tatweel, hamza and its carriers, final forms; blanks between words. Each
 *     character of a script that is written without blanks is a word
 * @param sound what spellings of one name in Latin letters mostly share: {@code Ġ} and {@code gh}
 *     are {@code g}, {@code Q} is {@code k}, {@code Dayr} and {@code Deir} meet, letters are not
 *     doubled. Coarser than {@code words}: finds more, and some that are not meant
 */
record FoldedName(String words, String sound) {
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
  private static final Pattern DOUBLED = Pattern.compile("([a-z])\\1+");
  private static final Pattern LAST_H = Pattern.compile("(?<=[aiu])h\\b");

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
          letter('ې', "ي"),
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
          letter('ʹ', ""));

  /** In this order; the longer ones first. */
  private static final List<String[]> SOUNDS =
      List.of(
          pair("sch", "s"),
          pair("tsh", "c"),
          pair("tch", "c"),
          pair("sh", "s"),
          pair("ch", "c"),
          pair("gh", "g"),
          pair("kh", "h"),
          pair("dh", "d"),
          pair("th", "t"),
          pair("ph", "f"),
          pair("dj", "j"),
          pair("ck", "k"),
          pair("q", "k"),
          pair("aw", "u"),
          pair("au", "u"),
          pair("w", "v"),
          pair("ou", "u"),
          pair("oo", "u"),
          pair("ee", "i"),
          pair("ei", "ai"),
          pair("ey", "ai"),
          pair("ay", "ai"),
          pair("y", "i"),
          pair("o", "u"),
          pair("e", "a"));

  static FoldedName of(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
    plain.codePoints().forEach(point -> fold(point, folded));
    String words = NO_WORD.matcher(folded).replaceAll(" ").strip();
    return new FoldedName(words, sound(words));
  }

  /** The words; none where the text has no letter and no digit. */
  static List<String> list(String words) {
    return words.isEmpty() ? List.of() : Arrays.asList(words.split(" "));
  }

  private static void fold(int point, StringBuilder folded) {
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
    if (WITHOUT_BLANKS.contains(script) && !mark && type != Character.COMBINING_SPACING_MARK) {
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

  private static String sound(String words) {
    String sound = words;
    for (String[] pair : SOUNDS) {
      sound = sound.replace(pair[0], pair[1]);
    }
    sound = DOUBLED.matcher(sound).replaceAll("$1");
    return LAST_H.matcher(sound).replaceAll("");
  }

  private static Map.Entry<Integer, String> letter(char from, String to) {
    return Map.entry((int) from, to);
  }

  private static String[] pair(String from, String to) {
    return new String[] {from, to};
  }
}
