package org.cairn.ledger.record;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;
import org.cairn.ledger.RefusedException;

/** Base64url without padding (RFC 4648 section 5), exactly one text for each array of bytes. */
final class Base64Url {
  private Base64Url() {}

  static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * @throws RefusedException {@code base64url}: padding, foreign characters, or set bits after the
   *     last byte
   */
  static byte[] decode(String text, String where) throws RefusedException {
    byte[] decoded;
    try {
      // Characters beyond Latin-1 become '?', which is no digit.
      decoded = Base64.getUrlDecoder().decode(text.getBytes(ISO_8859_1));
    } catch (IllegalArgumentException e) {
      throw refused(where, "other characters");
    }
    if (!encode(decoded).equals(text)) {
      throw refused(where, "padding or set bits after the last byte");
    }
    return decoded;
  }

  static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }

  private static RefusedException refused(String where, String found) {
    return RefusedException.expected("base64url", where, "base64url without padding", found);
  }
}
