package org.cairn.exchange.internal;

import java.util.Optional;
import org.cairn.exchange.RowProblem.Code;

/**
 * What is to be said about a row, before it is known whether the row is refused for it and where
 * the row stands.
 */
public record Finding(
    Code code,
    Optional<String> field,
    Optional<String> value,
    String expected,
    String message,
    String whatToDo) {
  private static final int EXCERPT_CHARACTERS = 60;

  public static Finding of(Code code, String message, String expected, String whatToDo) {
    return new Finding(code, Optional.empty(), Optional.empty(), expected, message, whatToDo);
  }

  public Finding withField(String name) {
    return new Finding(code, Optional.of(excerptOf(name)), value, expected, message, whatToDo);
  }

  public Finding withFieldIfAbsent(String name) {
    return field.isPresent() ? this : withField(name);
  }

  public Finding withValue(String text) {
    return new Finding(code, field, Optional.of(excerptOf(text)), expected, message, whatToDo);
  }

  /** At most 60 characters, on one line, safe to print: control and bidi characters escaped. */
  public static String excerptOf(String text) {
    StringBuilder out = new StringBuilder();
    int shown = 0;
    for (int i = 0; i < text.length(); shown++) {
      if (shown == EXCERPT_CHARACTERS) {
        return out.append('…').toString();
      }
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (CleanText.isUnprintable(c)) {
        out.append(String.format("\\u%04X", c));
      } else {
        out.appendCodePoint(c);
      }
    }
    return out.toString();
  }
}
