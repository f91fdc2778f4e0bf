package org.cairn.app.web.people;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.cairn.app.node.NodeFile;

/**
 * Who is signed in, in the database of accounts, so that it outlives a restart: of the secret that
 * a browser holds, the hash. Thread-safe.
 */
final class KeptSessions {
  /** Nobody stays signed in for longer without doing anything. */
  static final Duration IDLE = Duration.ofHours(12);

  /** Nor at all. */
  static final Duration LONGEST = Duration.ofDays(7);

  /** So often it is written down that somebody is still there. */
  static final Duration NOTED = Duration.ofMinutes(5);

  private final NodeFile file;
  private final InstantSource clock;

  KeptSessions(NodeFile file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
  }

  /**
   * One that lasts.
   *
   * @param organisation for which the person is here; empty where for none
   * @param since when they signed in
   * @param seen when it was last noted that they are there
   */
  record Kept(String person, String organisation, Instant since, Instant seen) {}

  private long now() {
    return clock.instant().getEpochSecond();
  }

  /** Whatever became of it meanwhile: who was idle for too long is found too. */
  Optional<Kept> find(String secret) throws IOException {
    return file.read(questions ->
        questions.find(
            "SELECT person, organisation, began, seen FROM sessions WHERE hash = ? AND began > ?",
            row ->
                new Kept(
                    row.getString(1),
                    row.getString(2),
                    Instant.ofEpochSecond(row.getLong(3)),
                    Instant.ofEpochSecond(row.getLong(4))),
            Tokens.hash(secret),
            now() - LONGEST.toSeconds()));
  }

  /** How many last. */
  long count() throws IOException {
    return file.read(questions ->
        questions
            .find(
                "SELECT COUNT(*) FROM sessions WHERE began > ? AND seen > ?",
                row -> row.getLong(1),
                now() - LONGEST.toSeconds(),
                now() - IDLE.toSeconds())
            .orElseThrow());
  }

  /** Those that are over go meanwhile. */
  void begin(String secret, String person, String organisation) throws IOException {
    long now = now();
    file.work(questions -> {
      questions.change(
          "DELETE FROM sessions WHERE began <= ? OR seen <= ?",
          now - LONGEST.toSeconds(),
          now - IDLE.toSeconds());
      return questions.change(
          "INSERT INTO sessions (hash, person, organisation, began, seen) VALUES (?, ?, ?, ?, ?)",
          Tokens.hash(secret),
          person,
          organisation,
          now,
          now);
    });
  }

  void move(String secret, String organisation) throws IOException {
    file.work(questions ->
        questions.change(
            "UPDATE sessions SET organisation = ? WHERE hash = ?",
            organisation,
            Tokens.hash(secret)));
  }

  void noteSeen(String secret) throws IOException {
    file.work(questions ->
        questions.change(
            "UPDATE sessions SET seen = ? WHERE hash = ?", now(), Tokens.hash(secret)));
  }

  void end(String secret) throws IOException {
    file.work(
        questions -> questions.change("DELETE FROM sessions WHERE hash = ?", Tokens.hash(secret)));
  }

  /** Wherever the person is signed in, but for one place. */
  void endOthers(String person, String secret) throws IOException {
    file.work(questions ->
        questions.change(
            "DELETE FROM sessions WHERE person = ? AND hash <> ?", person, Tokens.hash(secret)));
  }

  void endAll(String person) throws IOException {
    file.work(questions -> questions.change("DELETE FROM sessions WHERE person = ?", person));
  }
}
