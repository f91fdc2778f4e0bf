package org.cairn.app.web.review;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.cairn.app.web.ReadOnlyMode;
import org.cairn.app.web.people.People;
import org.cairn.app.web.people.Tables;

/**
 * Who is looking at an alert to judge it, so that two of one organisation do not do the same work:
 * other organisations are told nothing, since they judge by themselves anyway. A claim is not given
 * up when its holder has judged but runs out, so that nobody can tell the one from the other.
 * Nobody is kept from judging by it. Thread-safe.
 */
final class Claims {
  static final Duration LASTS = Duration.ofMinutes(15);

  /** Who comes back to an alert within this time does not have the disk write it down again. */
  private static final Duration AGAIN = Duration.ofMinutes(1);

  private final Tables tables;
  private final InstantSource clock;
  private final ReadOnlyMode mode;

  Claims(People people, InstantSource clock, ReadOnlyMode mode) throws IOException {
    this.mode = mode;
    this.tables =
        people.tables(
            """
            CREATE TABLE IF NOT EXISTS review_claims (
              alert TEXT NOT NULL, organisation TEXT NOT NULL, person TEXT NOT NULL, until INTEGER NOT NULL,
              PRIMARY KEY (alert, organisation)) STRICT
            """);
    this.clock = clock;
  }

  /**
   * @param person id of who holds it
   */
  record Claim(String person, Instant until) {}

  /**
   * Takes the claim where it is free, has run out, or is the person's own.
   *
   * @return the one that holds; while the node takes nothing in and nobody holds one, the person's
   *     own, over at once
   */
  Claim take(String alert, String organisation, String person) throws IOException {
    Instant now = clock.instant();
    Optional<Claim> held = find(alert, organisation);
    if (held.isPresent()
        && (!held.get().person().equals(person)
            || held.get().until().isAfter(now.plus(LASTS).minus(AGAIN)))) {
      return held.get();
    }
    mode.note(() ->
        tables.change(
            """
            INSERT INTO review_claims VALUES (?, ?, ?, ?)
            ON CONFLICT (alert, organisation) DO UPDATE SET person = excluded.person, until = excluded.until
            WHERE review_claims.until <= ? OR review_claims.person = excluded.person
            """,
            alert,
            organisation,
            person,
            now.plus(LASTS).getEpochSecond(),
            now.getEpochSecond()));
    return find(alert, organisation).orElseGet(() -> new Claim(person, now));
  }

  /** That holds now. */
  Optional<Claim> find(String alert, String organisation) throws IOException {
    return tables.find(
        "SELECT person, until FROM review_claims WHERE alert = ? AND organisation = ? AND until > ?",
        row -> new Claim(row.getString(1), Instant.ofEpochSecond(row.getLong(2))),
        alert,
        organisation,
        clock.instant().getEpochSecond());
  }
}
