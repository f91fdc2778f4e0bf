package org.cairn.heritage.time;

import java.util.regex.Pattern;

/** The time of day of an EDTF date: {@code hh:mm:ss}, maybe with {@code Z} or {@code ±hh[:mm]}. */
final class EdtfTime {
  private static final Pattern TIME =
      Pattern.compile(
          "([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(Z|[+-]([01][0-9]|2[0-3])(:[0-5][0-9])?)?");

  private EdtfTime() {}

  static boolean isTime(String text) {
    return TIME.matcher(text).matches() || text.equals("24:00:00");
  }
}
