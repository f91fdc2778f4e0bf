package org.cairn.app.web.people;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Codes by time (RFC 6238) as authenticator apps make them: HMAC-SHA-1, 30 seconds, six digits.
 * Stateless.
 */
final class Totp {
  static final int SECRET_BYTES = 20;
  static final int DIGITS = 6;
  private static final int SECONDS = 30;

  /** Steps to either side that clocks may differ by. */
  private static final int SLACK = 1;

  private Totp() {}

  static long step(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), SECONDS);
  }

  /** RFC 4226, section 5.3. */
  static String code(byte[] secret, long step, int digits) {
    byte[] hash;
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret, "HmacSHA1"));
      hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has HmacSHA1", e);
    }
    int offset = hash[hash.length - 1] & 0xf;
    int number = ByteBuffer.wrap(hash, offset, Integer.BYTES).getInt() & 0x7fffffff;
    int modulus = 1;
    for (int digit = 0; digit < digits; digit++) {
      modulus *= 10;
    }
    return String.format(Locale.ROOT, "%0" + digits + "d", number % modulus);
  }

  /**
   * Which step a code is of.
   *
   * @param after steps up to this one were used before
   * @return empty where it is of none that counts now
   */
  static OptionalLong accept(byte[] secret, String code, Instant now, long after) {
    long present = step(now);
    for (long step = present - SLACK; step <= present + SLACK; step++) {
      byte[] expected =
          code(secret, step, DIGITS).getBytes(java.nio.charset.StandardCharsets.UTF_8);
      boolean same =
          MessageDigest.isEqual(expected, code.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      if (same && step > after) {
        return OptionalLong.of(step);
      }
    }
    return OptionalLong.empty();
  }
}
