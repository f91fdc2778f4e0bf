package org.cairn.app.web.people;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.cairn.app.node.NodeFile;

/**
 * Slows down whoever guesses: after some failures under one login, or from one address, each
 * further one is a longer wait. Logins that do not exist count like those that do. An attempt
 * counts as failed before it is judged, so that many at the same time are no way around. Kept are
 * keyed hashes, under a key that is forgotten when the server stops, and of addresses no longer
 * than a day. Thread-safe.
 */
final class Attempts {
  /** Failures that cost nothing: anybody mistypes. */
  private static final int FREE = 5;

  /** From one address, behind which there may be a whole institution. */
  private static final int FREE_PER_ADDRESS = 40;

  private static final Duration FIRST_WAIT = Duration.ofSeconds(10);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(30);
  private static final Duration FORGOTTEN = Duration.ofDays(1);

  private final NodeFile file;
  private final InstantSource clock;
  private final byte[] key;

  Attempts(NodeFile file, InstantSource clock, byte[] key) {
    this.file = file;
    this.clock = clock;
    this.key = key.clone();
  }

  /**
   * Counts one.
   *
   * @return how long it has to wait; zero where it may be judged now
   */
  Duration begin(String login, String address) throws IOException {
    Instant now = clock.instant();
    return file.work(questions -> {
      questions.change(
          "DELETE FROM attempts WHERE last < ?", now.minus(FORGOTTEN).getEpochSecond());
      Duration wait = Duration.ZERO;
      for (Count count : counts(login, address)) {
        Duration own =
            questions
                .find(
                    "SELECT failures, last FROM attempts WHERE who = ?",
                    row ->
                        Duration.between(
                            now,
                            Instant.ofEpochSecond(row.getLong(2))
                                .plus(wait(row.getInt(1) - count.free()))),
                    count.who())
                .orElse(Duration.ZERO);
        wait = own.compareTo(wait) > 0 ? own : wait;
      }
      if (wait.isZero()) {
        for (Count count : counts(login, address)) {
          questions.change(
              "INSERT INTO attempts (who, failures, last) VALUES (?, 1, ?)"
                  + " ON CONFLICT (who) DO UPDATE SET failures = failures + 1, last = excluded.last",
              count.who(),
              now.getEpochSecond());
        }
      }
      return wait;
    });
  }

  /**
   * It was the right one: nothing is counted against the login, and this one not against the
   * address.
   */
  void succeeded(String login, String address) throws IOException {
    file.work(questions -> {
      questions.change("DELETE FROM attempts WHERE who = ?", who("login", login));
      return questions.change(
          "UPDATE attempts SET failures = failures - 1 WHERE who = ? AND failures > 0",
          who("address", address));
    });
  }

  private record Count(String who, int free) {}

  private List<Count> counts(String login, String address) {
    return List.of(
        new Count(who("login", login), FREE), new Count(who("address", address), FREE_PER_ADDRESS));
  }

  /** After so many failures beyond the free ones. */
  private static Duration wait(int beyond) {
    if (beyond < 0) {
      return Duration.ZERO;
    }
    Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(beyond, 12));
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }

  private String who(String kind, String value) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return Tokens.base64(mac.doFinal((kind + "\n" + value).getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has HmacSHA256", e);
    }
  }
}
