package org.cairn.app.web.people;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.app.node.NodeFile;
import org.cairn.app.node.NodeFile.Questions;
import org.cairn.app.web.Role;
import org.cairn.app.web.people.oidc.Identity;

/**
 * Who is whom for the providers by which people sign in: known by issuer and subject, never by a
 * name or an address of mail. Those who are not known yet wait here. Thread-safe.
 */
final class Identities {
  /** Whoever waits for longer comes anew. */
  private static final Duration WAITS = Duration.ofDays(30);

  private static final Duration REFUSED = Duration.ofDays(365);

  /** Of one provider: more than an administrator would look through. */
  private static final int MOST_WAITING = 500;

  private static final int GROUPS_KEPT = 50;

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
   */
  record Linked(String id, String issuer, String name, Instant linked, Optional<Instant> used) {}

  /** Whose account it is. */
  Optional<String> findPerson(String issuer, String subject) throws IOException {
    return file.read(questions -> findPerson(questions, issuer, subject));
  }

  private static Optional<String> findPerson(Questions questions, String issuer, String subject)
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
            "SELECT id, issuer, name, linked, used FROM identities"
                + " WHERE person = ? ORDER BY linked, id",
            row -> {
              long used = row.getLong(5);
              return new Linked(
                  row.getString(1),
                  row.getString(2),
                  row.getString(3),
                  Instant.ofEpochSecond(row.getLong(4)),
                  used == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(used)));
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

  private void insert(
      Questions questions, String person, String issuer, String subject, String name)
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
    return file.work(questions -> {
      Optional<Map.Entry<String, String>> gone =
          questions.find(
              "SELECT issuer, subject FROM identities WHERE person = ? AND id = ?",
              row -> Map.entry(row.getString(1), row.getString(2)),
              person,
              id);
      if (gone.isEmpty()) {
        return false;
      }
      questions.change("DELETE FROM identities WHERE id = ?", id);
      questions.change(
          "DELETE FROM sessions WHERE issuer = ? AND subject = ?",
          gone.get().getKey(),
          gone.get().getValue());
      questions.change(
          "UPDATE memberships SET until = ? WHERE person = ? AND source = ? AND until IS NULL",
          now(),
          person,
          gone.get().getKey());
      return true;
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

  private void setRoles(
      Questions questions, String person, String issuer, Map<String, Set<Role>> byGroups)
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

  /**
   * Somebody whom a provider knows and this node does not yet.
   *
   * @param username by which they sign in there, or empty
   * @param email as the provider says, or empty; tells nobody apart
   * @param refused since when an administrator does not let them in
   */
  record Newcomer(
      String id,
      String issuer,
      String subject,
      String name,
      String username,
      String email,
      Set<String> groups,
      Instant came,
      Optional<Instant> refused) {
    Newcomer {
      groups = Set.copyOf(groups);
    }
  }

  /** What became of somebody who came for the first time, or again without an account. */
  enum Waiting {
    WAITS,
    REFUSED,
    /** Too many wait: not noted. */
    FULL
  }

  /**
   * Notes that somebody waits to be let in.
   *
   * @param first those groups that the settings name; others as far as there is room
   */
  Waiting await(Identity identity, Set<String> first) throws IOException {
    Set<String> groups = new LinkedHashSet<>(first);
    groups.retainAll(identity.groups());
    identity.groups().stream().sorted().forEach(groups::add);
    String lines =
        groups.stream()
            .limit(GROUPS_KEPT)
            .map(group -> group.replace('\n', ' '))
            .collect(java.util.stream.Collectors.joining("\n"));
    return file.work(questions -> {
      questions.change(
          "DELETE FROM newcomers WHERE refused IS NULL AND came < ?", now() - WAITS.toSeconds());
      questions.change("DELETE FROM newcomers WHERE refused < ?", now() - REFUSED.toSeconds());
      int known =
          questions.change(
              "UPDATE newcomers SET name = ?, username = ?, email = ?, groups = ?, came = ?"
                  + " WHERE issuer = ? AND subject = ?",
              name(identity),
              identity.username().orElse(""),
              identity.email().orElse(""),
              lines,
              now(),
              identity.issuer(),
              identity.subject());
      if (known > 0) {
        boolean refused =
            questions
                .find(
                    "SELECT 1 FROM newcomers"
                        + " WHERE issuer = ? AND subject = ? AND refused IS NOT NULL",
                    row -> 1,
                    identity.issuer(),
                    identity.subject())
                .isPresent();
        return refused ? Waiting.REFUSED : Waiting.WAITS;
      }
      int waiting =
          questions
              .find(
                  "SELECT count(*) FROM newcomers WHERE issuer = ?",
                  row -> row.getInt(1),
                  identity.issuer())
              .orElse(0);
      if (waiting >= MOST_WAITING) {
        return Waiting.FULL;
      }
      questions.change(
          "INSERT INTO newcomers (id, issuer, subject, name, username, email, groups, came)"
              + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
          tokens.id(),
          identity.issuer(),
          identity.subject(),
          name(identity),
          identity.username().orElse(""),
          identity.email().orElse(""),
          lines,
          now());
      return Waiting.WAITS;
    });
  }

  /** Those who wait first, the last who came before others. */
  List<Newcomer> listNewcomers() throws IOException {
    return file.read(questions ->
        questions.list(
            NEWCOMERS + " ORDER BY refused IS NOT NULL, came DESC, id", Identities::newcomer));
  }

  Optional<Newcomer> findNewcomer(String id) throws IOException {
    return file.read(questions -> findNewcomer(questions, id));
  }

  private static Optional<Newcomer> findNewcomer(Questions questions, String id)
      throws SQLException {
    return questions.find(NEWCOMERS + " WHERE id = ?", Identities::newcomer, id);
  }

  private static final String NEWCOMERS =
      "SELECT id, issuer, subject, name, username, email, groups, came, refused FROM newcomers";

  private static Newcomer newcomer(java.sql.ResultSet row) throws SQLException {
    long refused = row.getLong(9);
    Set<String> groups = new LinkedHashSet<>(row.getString(7).lines().toList());
    return new Newcomer(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        groups,
        Instant.ofEpochSecond(row.getLong(8)),
        refused == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(refused)));
  }

  /** They are told so when they come again. */
  boolean refuse(String newcomer) throws IOException {
    return file.work(questions ->
        questions.change(
                "UPDATE newcomers SET refused = ? WHERE id = ? AND refused IS NULL",
                now(),
                newcomer)
            == 1);
  }

  /**
   * Makes the account of somebody who waits.
   *
   * @param provider id of theirs, for the sign-in name
   * @param byGroups roles by the organisation's id
   * @param byHand the same
   * @return whose it is; empty where nobody waits any more under this id
   */
  Optional<String> admit(
      String newcomer,
      String provider,
      Map<String, Set<Role>> byGroups,
      Map<String, Set<Role>> byHand)
      throws IOException {
    return file.work(questions -> {
      Optional<Newcomer> found = findNewcomer(questions, newcomer);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      Newcomer one = found.get();
      questions.change("DELETE FROM newcomers WHERE id = ?", newcomer);
      String person =
          make(
              questions,
              provider,
              new Named(one.issuer(), one.subject(), one.name(), one.username()),
              byGroups);
      for (Map.Entry<String, Set<Role>> each : byHand.entrySet()) {
        Accounts.setRoles(
            questions, person, each.getKey(), Accounts.BY_HAND, each.getValue(), now());
      }
      return Optional.of(person);
    });
  }

  /** Makes the account of somebody whom a group lets in at once. */
  String admit(Identity identity, String provider, Map<String, Set<Role>> byGroups)
      throws IOException {
    return file.work(questions -> {
      questions.change(
          "DELETE FROM newcomers WHERE issuer = ? AND subject = ?",
          identity.issuer(),
          identity.subject());
      return make(
          questions,
          provider,
          new Named(
              identity.issuer(),
              identity.subject(),
              name(identity),
              identity.username().orElse("")),
          byGroups);
    });
  }

  private record Named(String issuer, String subject, String name, String username) {}

  /** Of two at the same time, the second finds the account of the first. */
  private String make(
      Questions questions, String provider, Named named, Map<String, Set<Role>> byGroups)
      throws SQLException {
    Optional<String> known = findPerson(questions, named.issuer(), named.subject());
    if (known.isPresent()) {
      return known.get();
    }
    String person = tokens.id();
    String local = named.username().split("@", 2)[0];
    String wished = local + "@" + provider;
    boolean added =
        !local.isEmpty()
            && Logins.isLogin(wished)
            && Accounts.add(questions, person, wished, named.name(), now());
    if (!added
        && !Accounts.add(
            questions,
            person,
            person.substring(0, 10) + "@" + provider,
            named.name(),
            now())) {
      throw new IllegalStateException("A random sign-in name is taken");
    }
    insert(questions, person, named.issuer(), named.subject(), named.name());
    setRoles(questions, person, named.issuer(), byGroups);
    return person;
  }

  private static final int LONGEST_NAME = 120;

  private static String name(Identity identity) {
    String name = identity.name().or(identity::username).or(identity::email).orElse("—");
    return name.substring(0, Math.min(name.length(), LONGEST_NAME));
  }

  /** Roles of an organisation, for {@link #admit}. */
  static Map<String, Set<Role>> of(String organisation, Set<Role> roles) {
    Map<String, Set<Role>> one = new LinkedHashMap<>();
    if (!roles.isEmpty()) {
      one.put(organisation, roles);
    }
    return one;
  }
}
