package org.cairn.app.web.people;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.app.node.NodeFile;
import org.cairn.app.node.NodeFile.Questions;
import org.cairn.app.web.Role;
import org.cairn.app.web.people.oidc.Identity;
import org.cairn.app.web.people.oidc.Providers;

/**
 * Who is whom for the providers by which people sign in: known by issuer and subject, never by a
 * name or an address of mail. Those who are not known yet are {@link Newcomers}. Thread-safe.
 */
final class Identities {
  private static final int LONGEST_NAME = 120;

  private final NodeFile file;
  private final InstantSource clock;
  private final Tokens tokens;

  Identities(NodeFile file, InstantSource clock, Tokens tokens) {
    this.file = file;
    this.clock = clock;
    this.tokens = tokens;
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }

  /**
   * Of a person's account.
   *
   * @param name as the provider last called them
   * @param isShut whether an administrator does not let anybody in by it any more
   */
  record Linked(
      String id,
      String issuer,
      String name,
      Instant linked,
      Optional<Instant> used,
      boolean isShut) {}

  /** Whose account it is, shut or not. */
  Optional<String> findPerson(String issuer, String subject) throws IOException {
    return file.read(questions -> findPerson(questions, issuer, subject));
  }

  /** Whether an administrator does not let somebody in, with an account or without one. */
  boolean isRefused(String issuer, String subject) throws IOException {
    return file.read(questions ->
        questions
            .find(
                "SELECT 1 FROM identities WHERE issuer = ?1 AND subject = ?2 AND shut IS NOT NULL"
                    + " UNION ALL SELECT 1 FROM newcomers"
                    + " WHERE issuer = ?1 AND subject = ?2 AND refused IS NOT NULL",
                row -> 1,
                issuer,
                subject)
            .isPresent());
  }

  /** Whether somebody comes in by one of the providers, leaving out one of their identities. */
  boolean letsIn(String person, Providers providers, String but) throws IOException {
    return list(person).stream()
        .anyMatch(one ->
            !one.isShut()
                && !one.id().equals(but)
                && providers.findByIssuer(one.issuer()).isPresent());
  }

  static Optional<String> findPerson(Questions questions, String issuer, String subject)
      throws SQLException {
    return questions.find(
        "SELECT person FROM identities WHERE issuer = ? AND subject = ?",
        row -> row.getString(1),
        issuer,
        subject);
  }

  List<Linked> list(String person) throws IOException {
    return file.read(questions ->
        questions.list(
            "SELECT id, issuer, name, linked, used, shut IS NOT NULL FROM identities"
                + " WHERE person = ? ORDER BY linked, id",
            row -> {
              long used = row.getLong(5);
              return new Linked(
                  row.getString(1),
                  row.getString(2),
                  row.getString(3),
                  Instant.ofEpochSecond(row.getLong(4)),
                  used == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(used)),
                  row.getBoolean(6));
            },
            person));
  }

  /**
   * Adds it to an account that is there.
   *
   * @return false where it is another account's, and nothing was changed
   */
  boolean link(String person, Identity identity) throws IOException {
    return file.work(questions -> {
      Optional<String> owner = findPerson(questions, identity.issuer(), identity.subject());
      if (owner.isPresent()) {
        return owner.get().equals(person);
      }
      insert(questions, person, identity.issuer(), identity.subject(), name(identity));
      questions.change(
          "DELETE FROM newcomers WHERE issuer = ? AND subject = ?",
          identity.issuer(),
          identity.subject());
      return true;
    });
  }

  void insert(Questions questions, String person, String issuer, String subject, String name)
      throws SQLException {
    questions.change(
        "INSERT INTO identities (id, person, issuer, subject, name, linked)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        tokens.id(),
        person,
        issuer,
        subject,
        name,
        now());
  }

  /**
   * With it ends what its groups gave, and wherever it let the person in.
   *
   * @return whether it was there
   */
  boolean unlink(String person, String id) throws IOException {
    return file.work(questions ->
        endWhatItGives(questions, person, id)
            && questions.change("DELETE FROM identities WHERE id = ?", id) == 1);
  }

  private boolean endWhatItGives(Questions questions, String person, String id)
      throws SQLException {
    Optional<Map.Entry<String, String>> found =
        questions.find(
            "SELECT issuer, subject FROM identities WHERE person = ? AND id = ?",
            row -> Map.entry(row.getString(1), row.getString(2)),
            person,
            id);
    if (found.isEmpty()) {
      return false;
    }
    questions.change(
        "DELETE FROM sessions WHERE issuer = ? AND subject = ?",
        found.get().getKey(),
        found.get().getValue());
    questions.change(
        "UPDATE memberships SET until = ? WHERE person = ? AND source = ? AND until IS NULL",
        now(),
        person,
        found.get().getKey());
    return true;
  }

  /**
   * Lets nobody in by it any more, whatever groups the provider names, or lets them in again.
   *
   * @return whether it was there
   */
  boolean setShut(String person, String id, boolean shut) throws IOException {
    return file.work(questions -> {
      boolean there = endWhatItGives(questions, person, id);
      questions.change(
          "UPDATE identities SET shut = ? WHERE person = ? AND id = ?",
          shut ? now() : null,
          person,
          id);
      return there;
    });
  }

  /**
   * Somebody known came: what their groups give is given anew, and what other groups gave ends.
   *
   * @param byGroups roles by the organisation's id
   */
  void came(String person, Identity identity, Map<String, Set<Role>> byGroups) throws IOException {
    file.work(questions -> {
      questions.change(
          "UPDATE identities SET used = ?, name = ? WHERE issuer = ? AND subject = ?",
          now(),
          name(identity),
          identity.issuer(),
          identity.subject());
      setRoles(questions, person, identity.issuer(), byGroups);
      return true;
    });
  }

  /** What groups give: all of it, and nothing that they gave before. */
  void setRoles(Questions questions, String person, String issuer, Map<String, Set<Role>> byGroups)
      throws SQLException {
    Set<String> organisations = new LinkedHashSet<>(byGroups.keySet());
    organisations.addAll(
        questions.list(
            "SELECT organisation FROM memberships"
                + " WHERE person = ? AND source = ? AND until IS NULL",
            row -> row.getString(1),
            person,
            issuer));
    for (String organisation : organisations) {
      Accounts.setRoles(
          questions,
          person,
          organisation,
          issuer,
          byGroups.getOrDefault(organisation, Set.of()),
          now());
    }
  }

  /** Ends what groups of providers gave that the settings do not name any more. */
  void endOthers(Set<String> issuers) throws IOException {
    Set<String> gone =
        new LinkedHashSet<>(
            file.<List<String>>read(questions ->
                questions.list(
                    "SELECT DISTINCT source FROM memberships WHERE source <> '' AND until IS NULL"
                        + " UNION SELECT DISTINCT issuer FROM sessions WHERE issuer IS NOT NULL",
                    row -> row.getString(1))));
    gone.removeAll(issuers);
    for (String issuer : gone) {
      file.work(questions -> {
        questions.change("DELETE FROM sessions WHERE issuer = ?", issuer);
        return questions.change(
            "UPDATE memberships SET until = ? WHERE source = ? AND until IS NULL", now(), issuer);
      });
    }
  }

  /** As the provider calls somebody. */
  static String name(Identity identity) {
    String name = identity.name().or(identity::username).or(identity::email).orElse("—");
    return name.substring(0, Math.min(name.length(), LONGEST_NAME));
  }
}
