package org.cairn.ledger;

import java.util.Locale;

/**
 * One thing that does not hold. Immutable. Texts may quote what others sent: they are shortened in
 * the middle, and what would steer a terminal or begin a line of its own in a log is escaped.
 *
 * @param code stable, kebab-case, for example {@code tile-mismatch}: scripts count by it
 * @param where the file, index, line or byte it is about
 * @param message a sentence: expected, found, and what to do where that is known
 */
public record Fault(String code, String where, String message) {
  private static final int MAX_WHERE = 300;
  private static final int MAX_MESSAGE = 600;

  public Fault {
    where = shown(where, MAX_WHERE);
    message = shown(message, MAX_MESSAGE);
  }

  /** A fault of the usual kind. */
  public static Fault expected(String code, String where, String expected, String found) {
    return new Fault(
        code,
        where,
        "expected " + shown(expected, MAX_WHERE) + ", found " + shown(found, MAX_WHERE));
  }

  /** The beginning and the end, which often says what to do. */
  private static String shown(String text, int most) {
    String whole = escaped(text.length() <= most ? text : middleOut(text, most));
    return whole.length() <= most ? whole : middleOut(whole, most);
  }

  private static String middleOut(String text, int most) {
    int end = most / 3;
    return text.substring(0, most - end - 3) + " … " + text.substring(text.length() - end);
  }

  private static String escaped(String text) {
    if (text.chars().noneMatch(Fault::steers)) {
      return text;
    }
    StringBuilder escaped = new StringBuilder();
    for (char c : text.toCharArray()) {
      escaped.append(steers(c) ? String.format(Locale.ROOT, "\\u%04x", (int) c) : c);
    }
    return escaped.toString();
  }

  /** Controls, line and paragraph separators, and what turns the direction of writing. */
  private static boolean steers(int c) {
    return Character.isISOControl(c) || c >= 0x2028 && c <= 0x202e || c >= 0x2066 && c <= 0x2069;
  }

  @Override
  public String toString() {
    return code + ": " + where + ": " + message;
  }
}
