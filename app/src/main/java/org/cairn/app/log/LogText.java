package org.cairn.app.log;

import java.util.Locale;

/** Makes of any text one that stays on its line and keeps its direction. */
final class LogText {
  private LogText() {}

  /**
   * Line breaks and other controls, and what turns the direction of writing, as {@code \\uXXXX}.
   */
  static String clean(String text) {
    if (text.chars().noneMatch(LogText::steers)) {
      return text;
    }
    StringBuilder clean = new StringBuilder(text.length() + 16);
    for (char c : text.toCharArray()) {
      clean.append(steers(c) ? String.format(Locale.ROOT, "\\u%04x", (int) c) : c);
    }
    return clean.toString();
  }

  private static boolean steers(int c) {
    return Character.isISOControl(c)
        || Character.getType(c) == Character.FORMAT
        || c == 0x2028
        || c == 0x2029;
  }
}
