package org.cairn.heritage.place;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Language tags, held to the shape of BCP 47 only and kept as read: sources have their own, such as
 * {@code eng-latn}.
 */
final class Language {
  private static final Pattern TAG = Pattern.compile("[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*");
  private static final Pattern SCRIPT = Pattern.compile("[A-Z][a-z]{3}");

  private Language() {}

  static void check(Optional<String> language) {
    if (language.isPresent()
        && (language.get().length() > 100 || !TAG.matcher(language.get()).matches())) {
      throw new IllegalArgumentException(
          "Expected a language tag of BCP 47 such as 'ar' or 'el-Grek', found '%s'"
              .formatted(shortened(language.get())));
    }
  }

  static void checkScript(Optional<String> script) {
    if (script.isPresent() && !SCRIPT.matcher(script.get()).matches()) {
      throw new IllegalArgumentException(
          "Expected a script of ISO 15924 such as 'Arab' or 'Grek', found '%s'"
              .formatted(shortened(script.get())));
    }
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
