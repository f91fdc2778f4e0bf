package org.cairn.ledger.note;

import org.cairn.ledger.RefusedException;

/** The rule for names of keys in notes. */
final class KeyName {
  private static final int MAX_LENGTH = 255;

  private KeyName() {}

  /**
   * C2SP signed-note: not empty, no Unicode space, no plus sign; here also no control character.
   */
  static boolean isValid(String name) {
    return !name.isEmpty()
        && name.length() <= MAX_LENGTH
        && name.indexOf('+') < 0
        && name.codePoints()
            .noneMatch(c ->
                Character.isWhitespace(c)
                    || Character.isSpaceChar(c)
                    || Character.isISOControl(c)
                    || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
  }

  static void require(String name, String code, String where) throws RefusedException {
    if (!isValid(name)) {
      throw RefusedException.expected(
          code, where, "a key name without spaces and plus signs", "'" + name + "'");
    }
  }
}
