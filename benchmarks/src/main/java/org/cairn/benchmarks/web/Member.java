package org.cairn.benchmarks.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Somebody with an account.
 *
 * @param secret of the authenticator app, in base32
 * @param organisation its id
 */
record Member(String login, String name, String organisation, String password, String secret) {
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int SECONDS = 30;

  /** Signs in by password and code; waits for the next code where this one was used before. */
  void signIn(Visitor visitor) throws IOException, InterruptedException {
    if (enter(visitor)) {
      return;
    }
    long now = System.currentTimeMillis();
    Thread.sleep(SECONDS * 1000 - now % (SECONDS * 1000) + 200);
    if (!enter(visitor)) {
      throw new IOException(login + " could not sign in");
    }
  }

  private boolean enter(Visitor visitor) throws IOException, InterruptedException {
    visitor.get("/sign-in");
    visitor.post("/sign-in", Map.of("login", login, "password", password));
    try {
      visitor.post("/sign-in/code", Map.of("code", code(secret, Instant.now())));
      return true;
    } catch (IOException refused) {
      if (String.valueOf(refused.getMessage()).contains("answered 422")) {
        return false;
      }
      throw refused;
    }
  }

  /** RFC 6238: HMAC-SHA-1, 30 seconds, six digits. */
  static String code(String secret, Instant time) {
    byte[] hash;
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(bytes(secret), "HmacSHA1"));
      long step = Math.floorDiv(time.getEpochSecond(), SECONDS);
      hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has HmacSHA1", e);
    }
    int offset = hash[hash.length - 1] & 0xf;
    int number = ByteBuffer.wrap(hash, offset, Integer.BYTES).getInt() & 0x7fffffff;
    return String.format(Locale.ROOT, "%06d", number % 1_000_000);
  }

  private static byte[] bytes(String base32) {
    ByteBuffer bytes = ByteBuffer.allocate(base32.length() * 5 / 8);
    int buffer = 0;
    int bits = 0;
    for (char each : base32.toCharArray()) {
      buffer = buffer << 5 | BASE32.indexOf(each);
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.put((byte) (buffer >> bits));
        buffer &= (1 << bits) - 1;
      }
    }
    return bytes.array();
  }
}
