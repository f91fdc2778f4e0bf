package org.cairn.app.web.people;

import java.io.IOException;
import java.sql.ResultSet;
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
import java.util.stream.Collectors;
import org.cairn.app.node.NodeFile;
import org.cairn.app.node.NodeFile.Questions;
import org.cairn.app.web.Role;
import org.cairn.app.web.people.oidc.Identity;

/**
 * Those whom a provider knows and this node does not yet, until they get an account. Thread-safe.
 */
final class Newcomers {
  /** Whoever waits for longer comes anew. */
  private static final Duration WAITS = Duration.ofDays(30);

  private static final Duration REFUSED = Duration.ofDays(365);

  /** Of one provider: more than an administrator would look through. */
  private static final int MOST_WAITING = 500;

  private static final int GROUPS_KEPT = 50;

  private static final String ALL =
      "SELECT id, issuer, subject, name, username, email, groups, came, refused FROM newcomers";

  private final NodeFile file;
  private final InstantSource clock;
  private final Tokens tokens;
  private final Identities identities;

  Newcomers(NodeFile file, InstantSource clock, Tokens tokens, Identities identities) {
    this.file = file;
    this.clock = clock;
    this.tokens = tokens;
    this.identities = identities;
  }

  private long now() {
    return clock.instant().getEpochSecond();
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
            .collect(Collectors.joining("\n"));
    return file.work(questions -> {
      questions.change(
          "DELETE FROM newcomers WHERE refused IS NULL AND came < ?", now() - WAITS.toSeconds());
      questions.change("DELETE FROM newcomers WHERE refused < ?", now() - REFUSED.toSeconds());
      int known =
          questions.change(
              "UPDATE newcomers SET name = ?, username = ?, email = ?, groups = ?, came = ?"
                  + " WHERE issuer = ? AND subject = ?",
              Identities.name(identity),
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
          Identities.name(identity),
          identity.username().orElse(""),
          identity.email().orElse(""),
          lines,
          now());
      return Waiting.WAITS;
    });
  }

  /** Those who wait first, the last who came before others. */
  List<Newcomer> list() throws IOException {
    return file.read(questions ->
        questions.list(ALL + " ORDER BY refused IS NOT NULL, came DESC, id", Newcomers::newcomer));
  }

  Optional<Newcomer> find(String id) throws IOException {
    return file.read(questions -> find(questions, id));
  }

  private static Optional<Newcomer> find(Questions questions, String id) throws SQLException {
    return questions.find(ALL + " WHERE id = ?", Newcomers::newcomer, id);
  }

  private static Newcomer newcomer(ResultSet row) throws SQLException {
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
      Optional<Newcomer> found = find(questions, newcomer);
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
              Identities.name(identity),
              identity.username().orElse("")),
          byGroups);
    });
  }

  private record Named(String issuer, String subject, String name, String username) {}

  /** Of two at the same time, the second finds the account of the first. */
  private String make(
      Questions questions, String provider, Named named, Map<String, Set<Role>> byGroups)
      throws SQLException {
    Optional<String> known = Identities.findPerson(questions, named.issuer(), named.subject());
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
            questions, person, person.substring(0, 10) + "@" + provider, named.name(), now())) {
      throw new IllegalStateException("A random sign-in name is taken");
    }
    identities.insert(questions, person, named.issuer(), named.subject(), named.name());
    identities.setRoles(questions, person, named.issuer(), byGroups);
    return person;
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
