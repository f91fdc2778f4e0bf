package org.cairn.app.web.people;

import java.io.IOException;
import java.sql.SQLException;
import java.text.Normalizer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cairn.app.node.NodeFile;
import org.cairn.app.node.NodeFile.Questions;
import org.cairn.app.web.Role;
import org.cairn.app.web.Viewer;

/** Persons, organisations, and who is what where. Thread-safe. */
final class Accounts {
  /** The source of a membership that no group gave. */
  static final String BY_HAND = "";

  private static final int LONGEST_ID = 40;

  private final NodeFile file;
  private final InstantSource clock;
  private final Tokens tokens;

  Accounts(NodeFile file, InstantSource clock, Tokens tokens) {
    this.file = file;
    this.clock = clock;
    this.tokens = tokens;
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }

  boolean isEmpty() throws IOException {
    return file.read(
        questions -> questions.find("SELECT 1 FROM persons LIMIT 1", row -> 1).isEmpty());
  }

  Optional<Account> find(String person) throws IOException {
    return file.read(questions -> find(questions, "id", person));
  }

  Optional<Account> findByLogin(String login) throws IOException {
    return file.read(questions -> find(questions, "login", Logins.fold(login)));
  }

  private static Optional<Account> find(Questions questions, String column, String value)
      throws SQLException {
    Optional<Account> bare =
        questions.find(
            "SELECT id, login, name, contact FROM persons WHERE " + column + " = ?",
            row ->
                new Account(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    Optional.ofNullable(row.getString(4)),
                    List.of()),
            value);
    return bare.isEmpty() ? bare : Optional.of(withMemberships(questions, bare.get()));
  }

  private static Account withMemberships(Questions questions, Account bare) throws SQLException {
    Map<Viewer.Organisation, Map<Boolean, Set<Role>>> given = new LinkedHashMap<>();
    questions.list(
        "SELECT o.id, o.name, m.roles, m.source = '' FROM memberships m"
            + " JOIN organisations o ON o.id = m.organisation"
            + " WHERE m.person = ? AND m.until IS NULL ORDER BY o.name, o.id",
        row ->
            given
                .computeIfAbsent(
                    new Viewer.Organisation(row.getString(1), row.getString(2)),
                    none -> new HashMap<>())
                .computeIfAbsent(row.getBoolean(4), none -> EnumSet.noneOf(Role.class))
                .addAll(roles(row.getString(3))),
        bare.id());
    List<Account.Membership> memberships = new ArrayList<>();
    given.forEach((organisation, roles) ->
        memberships.add(
            new Account.Membership(
                organisation,
                roles.getOrDefault(true, Set.of()),
                roles.getOrDefault(false, Set.of()))));
    return new Account(bare.id(), bare.login(), bare.name(), bare.contact(), memberships);
  }

  /** All, by name. */
  List<Account> list() throws IOException {
    return file.read(questions -> {
      List<String> ids =
          questions.list("SELECT id FROM persons ORDER BY name, id", row -> row.getString(1));
      List<Account> all = new ArrayList<>();
      for (String id : ids) {
        find(questions, "id", id).ifPresent(all::add);
      }
      return all;
    });
  }

  /**
   * Who somebody was, membership or not.
   *
   * @param person an id as in the ledger
   */
  Optional<String> findName(String person) throws IOException {
    return file.read(questions ->
        questions.find("SELECT name FROM persons WHERE id = ?", row -> row.getString(1), person));
  }

  /** An organisation, and whether visitors are told of it. */
  record Listed(Viewer.Organisation organisation, boolean open) {}

  List<Listed> listOrganisations() throws IOException {
    return file.read(questions ->
        questions.list(
            "SELECT id, name, public FROM organisations ORDER BY name, id",
            row ->
                new Listed(
                    new Viewer.Organisation(row.getString(1), row.getString(2)),
                    row.getInt(3) != 0)));
  }

  Optional<Viewer.Organisation> findOrganisation(String id) throws IOException {
    return file.read(questions ->
        questions.find(
            "SELECT id, name FROM organisations WHERE id = ?",
            row -> new Viewer.Organisation(row.getString(1), row.getString(2)),
            id));
  }

  /** The id is made of the name where that has Latin letters. */
  Viewer.Organisation addOrganisation(String name) throws IOException {
    String plain =
        Normalizer.normalize(name, Normalizer.Form.NFKD)
            .toLowerCase(Locale.ROOT)
            .replaceAll("\\p{M}", "")
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-|-$", "");
    String stem = plain.substring(0, Math.min(plain.length(), LONGEST_ID)).replaceAll("-$", "");
    return file.work(questions -> {
      String id = stem.length() < 2 ? "o-" + tokens.id().substring(0, 8) : stem;
      if (questions.find("SELECT 1 FROM organisations WHERE id = ?", row -> 1, id).isPresent()) {
        id = id + "-" + tokens.id().substring(0, 6);
      }
      questions.change(
          "INSERT INTO organisations (id, name, made) VALUES (?, ?, ?)", id, name.strip(), now());
      return new Viewer.Organisation(id, name.strip());
    });
  }

  void changeOrganisation(String id, String name, boolean open) throws IOException {
    file.work(questions ->
        questions.change(
            "UPDATE organisations SET name = ?, public = ? WHERE id = ?",
            name.strip(),
            open ? 1 : 0,
            id));
  }

  /**
   * @param id as {@link Tokens#id} gives it
   * @return false where the login is taken
   */
  boolean add(String id, String login, String name) throws IOException {
    return file.work(questions -> add(questions, id, login, name, now()));
  }

  static boolean add(Questions questions, String id, String login, String name, long now)
      throws SQLException {
    if (find(questions, "login", Logins.fold(login)).isPresent()) {
      return false;
    }
    questions.change(
        "INSERT INTO persons (id, login, name, made) VALUES (?, ?, ?, ?)",
        id,
        Logins.fold(login),
        name.strip(),
        now);
    return true;
  }

  /** An account that no browser can sign in with; gets its roles by {@link #setRoles}. */
  String addMachine(String name) throws IOException {
    String id = tokens.id();
    file.work(questions ->
        questions.change(
            "INSERT INTO persons (id, login, name, made) VALUES (?, ?, ?, ?)",
            id,
            Account.MACHINE + id,
            name.strip(),
            now()));
    return id;
  }

  void change(String person, String name, Optional<String> contact) throws IOException {
    file.work(questions ->
        questions.change(
            "UPDATE persons SET name = ?, contact = ? WHERE id = ?",
            name.strip(),
            contact.orElse(null),
            person));
  }

  /**
   * Ends the membership that lasts, and begins one with these roles, unless there are none. What
   * groups gave stays.
   *
   * @return false where nobody would administer this node any more, and nothing was changed
   */
  boolean setRoles(String person, String organisation, Set<Role> roles) throws IOException {
    return file.work(questions -> {
      if (!roles.contains(Role.ADMINISTRATOR)
          && isOnlyAdministrator(questions, person, organisation)) {
        return false;
      }
      setRoles(questions, person, organisation, BY_HAND, roles, now());
      return true;
    });
  }

  /**
   * Ends the membership of one source and begins one with these roles, unless there are none; the
   * same roles go on.
   *
   * @param source an issuer, or {@link #BY_HAND}
   */
  static void setRoles(
      Questions questions,
      String person,
      String organisation,
      String source,
      Set<Role> roles,
      long now)
      throws SQLException {
    Optional<String> before =
        questions.find(
            "SELECT roles FROM memberships"
                + " WHERE person = ? AND organisation = ? AND source = ? AND until IS NULL",
            row -> row.getString(1),
            person,
            organisation,
            source);
    if (before.filter(text(roles)::equals).isPresent()) {
      return;
    }
    questions.change(
        "UPDATE memberships SET until = ?"
            + " WHERE person = ? AND organisation = ? AND source = ? AND until IS NULL",
        now,
        person,
        organisation,
        source);
    if (!roles.isEmpty()) {
      questions.change(
          "INSERT INTO memberships (person, organisation, roles, since, source)"
              + " VALUES (?, ?, ?, ?, ?)",
          person,
          organisation,
          text(roles),
          now,
          source);
    }
  }

  /** Whether this membership is the only one left that lets anybody administer. */
  private static boolean isOnlyAdministrator(
      Questions questions, String person, String organisation) throws SQLException {
    List<String> administering =
        questions.list(
            "SELECT m.person || ' ' || m.organisation || ' ' || m.source FROM memberships m"
                + " JOIN persons p ON p.id = m.person WHERE m.until IS NULL"
                + " AND ' ' || m.roles || ' ' LIKE ? AND p.login NOT LIKE ?",
            row -> row.getString(1),
            "% " + Role.ADMINISTRATOR.code() + " %",
            Account.MACHINE + "%");
    return administering.equals(List.of(person + " " + organisation + " " + BY_HAND));
  }

  Optional<String> findPasswordHash(String person) throws IOException {
    return file.read(questions ->
        questions.find(
            "SELECT hash FROM passwords WHERE person = ?", row -> row.getString(1), person));
  }

  void setPassword(String person, String hash) throws IOException {
    file.work(questions ->
        questions.change(
            "INSERT INTO passwords (person, hash) VALUES (?, ?)"
                + " ON CONFLICT (person) DO UPDATE SET hash = excluded.hash",
            person,
            hash));
  }

  /** When and how, without from where. */
  void noteSignIn(String person, String means) throws IOException {
    file.work(questions ->
        questions.change(
            "INSERT INTO sign_ins (person, time, means) VALUES (?, ?, ?)", person, now(), means));
  }

  /** One of the past. */
  record SignIn(java.time.Instant time, String means) {}

  List<SignIn> listSignIns(String person, int most) throws IOException {
    return file.read(questions ->
        questions.list(
            "SELECT time, means FROM sign_ins WHERE person = ? ORDER BY time DESC, rowid DESC LIMIT ?",
            row -> new SignIn(java.time.Instant.ofEpochSecond(row.getLong(1)), row.getString(2)),
            person,
            most));
  }

  static String text(Set<Role> roles) {
    return new TreeSet<>(roles).stream().map(Role::code).collect(Collectors.joining(" "));
  }

  /** Codes that no role has are passed over. */
  static Set<Role> roles(String codes) {
    List<String> given = Arrays.asList(codes.split(" "));
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (Role role : Role.values()) {
      if (given.contains(role.code())) {
        roles.add(role);
      }
    }
    return roles;
  }
}
