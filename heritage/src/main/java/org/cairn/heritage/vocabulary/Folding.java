package org.cairn.heritage.vocabulary;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Makes spellings of one word equal: case, diacritics and vowel signs, punctuation and blanks, the
 * Arabic forms of alif, ya, ta marbuta, hamza and kaf, tatweel, digits of any script, invisible
 * direction marks.
 */
final class Folding {
  private Folding() {}

  static String fold(String text) {
    String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
    StringBuilder folded = new StringBuilder(decomposed.length());
    boolean gap = false;
    for (int i = 0; i < decomposed.length(); ) {
      int point = decomposed.codePointAt(i);
      i += Character.charCount(point);
      if (isInvisible(point)) {
        continue;
      }
      if (!Character.isLetterOrDigit(point)) {
        gap = true;
        continue;
      }
      if (gap && !folded.isEmpty()) {
        folded.append(' ');
      }
      gap = false;
      if (Character.isDigit(point)) {
        folded.append(Character.digit(point, 10));
      } else {
        folded.appendCodePoint(letter(point));
      }
    }
    return folded.toString();
  }

  private static boolean isInvisible(int point) {
    int type = Character.getType(point);
    return type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT
        || point == 0x0640; // tatweel
  }

  private static int letter(int point) {
    return switch (point) {
      case 0x0671 -> 0x0627; // alif wasla
      case 0x0649, 0x06CC -> 0x064A; // alif maqsura, Persian ya
      case 0x0629, 0x06C1, 0x06D5 -> 0x0647; // ta marbuta and forms of ha
      case 0x06A9 -> 0x0643; // Persian kaf
      default -> point;
    };
  }
}
