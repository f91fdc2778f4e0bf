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

  /** In characters: a browser sends it back in an address. */
  static final int LONGEST_ID_TOKEN = 6_000;

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
   * @param proved when they last showed who they are
   */
  record Kept(String person, String organisation, Instant seen, Instant proved) {}

  /**
   * Where somebody signed in, if not here.
   *
   * @param session the provider's, where it names it
   * @param idToken as it came; empty where it is not kept
   */
  record Elsewhere(
      String issuer, String subject, Optional<String> session, Optional<String> idToken) {}

  private long now() {
    return clock.instant().getEpochSecond();
  }

  /** Whatever became of it meanwhile: who was idle for too long is found too. */
  Optional<Kept> find(String secret) throws IOException {
    return file.read(questions ->
        questions.find(
            "SELECT person, organisation, seen, proved FROM sessions WHERE hash = ? AND began > ?",
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
  void begin(
      String secret,
      String person,
      String organisation,
      Instant proved,
      Optional<Elsewhere> elsewhere)
      throws IOException {
    long now = now();
    file.work(questions -> {
      questions.change(
          "DELETE FROM sessions WHERE began <= ? OR seen <= ?",
          now - LONGEST.toSeconds(),
          now - IDLE.toSeconds());
      return questions.change(
          "INSERT INTO sessions (hash, person, organisation, began, seen, proved, issuer, subject,"
              + " provider_session, id_token) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          Tokens.hash(secret),
          person,
          organisation,
          now,
          now,
          proved.getEpochSecond(),
          elsewhere.map(Elsewhere::issuer).orElse(null),
          elsewhere.map(Elsewhere::subject).orElse(null),
          elsewhere.flatMap(Elsewhere::session).orElse(null),
          elsewhere.flatMap(Elsewhere::idToken).orElse(null));
    });
  }

  /** Where the person of a session signed in; empty where that was here. */
  Optional<Elsewhere> findElsewhere(String secret) throws IOException {
    return file.read(questions ->
        questions.find(
            "SELECT issuer, subject, provider_session, id_token FROM sessions"
                + " WHERE hash = ? AND issuer IS NOT NULL",
            row ->
                new Elsewhere(
                    row.getString(1),
                    row.getString(2),
                    Optional.ofNullable(row.getString(3)),
                    Optional.ofNullable(row.getString(4))),
            Tokens.hash(secret)));
  }

  /**
   * What a provider says is over. Sessions of which it never told a name are over with all of the
   * person's.
   *
   * @return how many it was
   */
  int endFrom(String issuer, Optional<String> subject, Optional<String> session)
      throws IOException {
    return file.work(questions ->
        questions.change(
            "DELETE FROM sessions WHERE issuer = ?1 AND (?2 IS NULL OR subject = ?2)"
                + " AND (?3 IS NULL OR provider_session = ?3"
                + " OR provider_session IS NULL AND ?2 IS NOT NULL)",
            issuer,
            subject.orElse(null),
            session.orElse(null)));
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
