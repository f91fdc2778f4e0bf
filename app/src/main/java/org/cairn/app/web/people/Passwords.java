package org.cairn.app.web.people;

import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * Argon2id, with the parameters of OWASP's second choice: 19 MiB, two passes, one lane. At most two
 * are computed at the same time, so that a crowd at the door takes no memory. Thread-safe.
 */
final class Passwords {
  static final int SHORTEST = 12;

  /** Longer ones are refused rather than cut. */
  static final int LONGEST = 256;

  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int MEMORY_KIB = 19 << 10;
  private static final int PASSES = 2;
  private static final int AT_ONCE = 2;

  /** Of no password that can be found, so that an unknown login takes as long as a known one. */
  private static final String NOBODYS =
      "$argon2id$v=19$m=%d,t=%d,p=1$%s$%s"
          .formatted(MEMORY_KIB, PASSES, zeros(SALT_BYTES), zeros(HASH_BYTES));

  private final Argon2PasswordEncoder argon2 =
      new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, 1, MEMORY_KIB, PASSES);
  private final Semaphore turns = new Semaphore(AT_ONCE, true);

  /** What is wrong with a new password. */
  enum Fault {
    SHORT,
    LONG,
    LOGIN,
    ONE_CHARACTER;

    String key() {
      return "people.password." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** No rules of composition: length is what counts (NIST SP 800-63B, 3.1.1). */
  static Optional<Fault> fault(String password, String login) {
    if (password.codePointCount(0, password.length()) < SHORTEST) {
      return Optional.of(Fault.SHORT);
    }
    if (password.length() > LONGEST) {
      return Optional.of(Fault.LONG);
    }
    String folded = Logins.fold(password);
    String own = Logins.fold(login);
    if (!own.isEmpty() && folded.replace(own, "").length() < SHORTEST / 2) {
      return Optional.of(Fault.LOGIN);
    }
    return password.chars().distinct().count() < 4
        ? Optional.of(Fault.ONE_CHARACTER)
        : Optional.empty();
  }

  private static String zeros(int bytes) {
    return Base64.getEncoder().withoutPadding().encodeToString(new byte[bytes]);
  }

  String hash(String password) {
    turns.acquireUninterruptibly();
    try {
      return String.valueOf(argon2.encode(password));
    } finally {
      turns.release();
    }
  }

  /**
   * Takes as long whether there is a hash or not.
   *
   * @param hash empty where the login is unknown, or has no password
   */
  boolean matches(String password, Optional<String> hash) {
    if (password.length() > LONGEST) {
      return false;
    }
    turns.acquireUninterruptibly();
    try {
      boolean same = argon2.matches(password, hash.orElse(NOBODYS));
      return same && hash.isPresent();
    } finally {
      turns.release();
    }
  }
}
