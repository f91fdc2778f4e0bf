package org.cairn.ledger.fuzz;

import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.crypto.Sha256;

/** A parser, and what must hold for every input it is given. Used by one thread. */
public interface FuzzTarget {
  /** Short, for reports and {@code -Dcairn.fuzz.only}. */
  default String name() {
    return getClass().getSimpleName().replace("Fuzz", "").toLowerCase(Locale.ROOT);
  }

  /** Inputs that are accepted, made by our own code: where a campaign starts from. */
  List<byte[]> seeds() throws Exception;

  /**
   * Parses and checks all that must hold of what was accepted; returns when it was.
   *
   * @throws RefusedException where the input is not accepted
   * @throws IntegrityException the same, of a file of our own
   * @throws AssertionError where a promise is broken
   */
  void accept(byte[] input) throws RefusedException, IntegrityException;

  /** What must hold; a plain check, as it runs millions of times. */
  static void require(boolean holds, String promise) {
    if (!holds) {
      throw new AssertionError("Broken promise: " + promise);
    }
  }

  /** Not random at all: the same for a name in every process, so that a finding can be repeated. */
  static SecureRandom random(String name) {
    try {
      SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
      random.setSeed(Sha256.of(name.getBytes(StandardCharsets.UTF_8)));
      return random;
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every JDK has SHA1PRNG", e);
    }
  }
}
