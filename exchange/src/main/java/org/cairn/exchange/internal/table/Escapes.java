package org.cairn.exchange.internal.table;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Characters that XML cannot hold, as ECMA-376 part 1, 22.9.2.19 writes them: {@code _x000D_}. */
final class Escapes {
  private static final Pattern ESCAPE = Pattern.compile("_x([0-9A-Fa-f]{4})_");

  private Escapes() {}

  static String decoded(String text) {
    if (!text.contains("_x")) {
      return text;
    }
    Matcher escapes = ESCAPE.matcher(text);
    return escapes.replaceAll(match ->
        Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(match.group(1), 16))));
  }
}
