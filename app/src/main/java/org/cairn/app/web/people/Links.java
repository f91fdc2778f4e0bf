package org.cairn.app.web.people;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.cairn.app.node.NodeFile;
import org.cairn.app.web.Role;

/**
 * Addresses that let one person in, once: kept as hashes, so that who reads the database cannot use
 * them. Thread-safe.
 */
final class Links {
  /** What one is for. */
  enum Kind {
    SET_UP(Duration.ofDays(1)),
    INVITATION(Duration.ofDays(7)),
    RESET(Duration.ofDays(1));

    private final Duration lasts;

    Kind(Duration lasts) {
      this.lasts = lasts;
    }

    String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * What it gives.
   *
   * @param person whose account is to be opened again; empty for a new one
   * @param organisation empty where one is to be made
   */
  record Grant(Kind kind, Optional<String> person, Optional<String> organisation, Set<Role> roles) {
    Grant {
      roles = Set.copyOf(roles);
    }
  }

  private final NodeFile file;
  private final InstantSource clock;
  private final Tokens tokens;

  Links(NodeFile file, InstantSource clock, Tokens tokens) {
    this.file = file;
    this.clock = clock;
    this.tokens = tokens;
  }

  /** A new one; those of set-up, and of one person's account, that there were before, end. */
  String make(Grant grant) throws IOException {
    String token = tokens.secret();
    long now = clock.instant().getEpochSecond();
    file.work(questions -> {
      questions.change("DELETE FROM links WHERE expires < ?", now);
      if (grant.kind() == Kind.SET_UP) {
        questions.change("DELETE FROM links WHERE kind = ?", grant.kind().code());
      }
      questions.change(
          "DELETE FROM links WHERE kind = ? AND person IS NOT NULL AND person = ?",
          grant.kind().code(),
          grant.person().orElse(null));
      return questions.change(
          "INSERT INTO links (hash, kind, person, organisation, roles, expires)"
              + " VALUES (?, ?, ?, ?, ?, ?)",
          Tokens.hash(token),
          grant.kind().code(),
          grant.person().orElse(null),
          grant.organisation().orElse(null),
          Accounts.text(grant.roles()),
          now + grant.kind().lasts.toSeconds());
    });
    return token;
  }

  /** Without using it. Empty where it was used, has expired, or never was. */
  Optional<Grant> find(Kind kind, String token) throws IOException {
    return file.read(questions ->
        questions.find(
            "SELECT person, organisation, roles FROM links"
                + " WHERE hash = ? AND kind = ? AND expires >= ?",
            row ->
                new Grant(
                    kind,
                    Optional.ofNullable(row.getString(1)),
                    Optional.ofNullable(row.getString(2)),
                    Accounts.roles(row.getString(3))),
            Tokens.hash(token),
            kind.code(),
            clock.instant().getEpochSecond()));
  }

  /**
   * @return whether it was there: of two at the same time, one has it
   */
  boolean use(Kind kind, String token) throws IOException {
    return file.work(questions ->
        questions.change(
                "DELETE FROM links WHERE hash = ? AND kind = ? AND expires >= ?",
                Tokens.hash(token),
                kind.code(),
                clock.instant().getEpochSecond())
            == 1);
  }
}
