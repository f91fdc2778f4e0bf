package org.cairn.app.web.casework;

import java.util.Map;
import org.cairn.heritage.TextLimit;

/** What is wrong with texts that people type into cases. Stateless. */
final class CaseTexts {
  /** Of a comment, a task, a reason: longer ones are documents. */
  static final int LONGEST = 20_000;

  private CaseTexts() {}

  /** Puts the key of what is wrong with a text, where something is. */
  static void check(Map<String, String> wrong, String field, String text, int most) {
    if (text.isBlank()) {
      wrong.put(field, "cases.wrong.missing");
    } else if (text.length() > most) {
      wrong.put(field, "cases.wrong.long");
    } else {
      try {
        TextLimit.LONG.check("a field", text);
      } catch (IllegalArgumentException e) {
        wrong.put(field, "cases.wrong.characters");
      }
    }
  }
}
