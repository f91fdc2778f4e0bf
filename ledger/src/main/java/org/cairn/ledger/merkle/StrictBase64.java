package org.cairn.ledger.merkle;

import java.util.Base64;
import org.cairn.ledger.RefusedException;

/**
 * RFC 4648 section 4 base64 with its padding, and nothing else: one value has one spelling, so that
 * changing a character of a signed file is never without effect.
 */
public final class StrictBase64 {
  private StrictBase64() {}

  /**
   * @param code of the refusal
   * @param where for the refusal
   */
  public static byte[] decode(String text, String code, String where) throws RefusedException {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException notBase64) {
      throw new RefusedException(
          RefusedException.expected(code, where, "padded base64 (RFC 4648 section 4)", quote(text))
              .fault(),
          notBase64);
    }
    if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
      throw RefusedException.expected(
          code, where, "base64 with its padding and no spare bits", quote(text));
    }
    return bytes;
  }

  private static String quote(String text) {
    return "'" + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + "'";
  }
}
