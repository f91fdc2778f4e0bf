package org.cairn.app.web.people;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cairn.app.node.NodeFile;
import org.cairn.app.web.Right;
import org.cairn.app.web.Viewer;

/**
 * Tokens by which programs are known: of a person, or of a machine. Only their hashes are kept.
 * What one lets through is what the roles give now, as far as its scopes name it; it stops at once
 * when it expires or is revoked, or when the membership that it speaks for ends. Thread-safe.
 */
public final class AccessTokens {
  /** {@code cairn_} and 32 random bytes in base64url. */
  static final Pattern FORM = Pattern.compile("cairn_[A-Za-z0-9_-]{43}");

  static final int MOST_DAYS = 365;

  /** Of one person or machine, that could be used. */
  static final int MOST = 50;

  private static final String PREFIX = "cairn_";
  private static final String COLUMNS =
      "t.id, t.person, t.organisation, o.name, t.name, t.scopes, t.made, t.expires, t.used, t.revoked"
          + " FROM tokens t JOIN organisations o ON o.id = t.organisation";

  private final NodeFile file;
  private final InstantSource clock;
  private final Tokens tokens;
  private final Accounts accounts;

  AccessTokens(NodeFile file, InstantSource clock, Tokens tokens, Accounts accounts) {
    this.file = file;
    this.clock = clock;
    this.tokens = tokens;
    this.accounts = accounts;
  }

  /**
   * What is kept of one.
   *
   * @param person whose it is, or machine
   * @param organisation for which it speaks
   * @param name as its owner calls it
   * @param used the day of its last use
   * @param revoked when it was
   */
  public record Token(
      String id,
      String person,
      Viewer.Organisation organisation,
      String name,
      Set<Right> scopes,
      Instant made,
      Instant expires,
      Optional<LocalDate> used,
      Optional<Instant> revoked) {
    public Token {
      scopes = Set.copyOf(scopes);
    }

    /** In the order of rights. */
    public List<Right> sorted() {
      return List.copyOf(new TreeSet<>(scopes));
    }

    boolean lasts(Instant now) {
      return revoked.isEmpty() && expires.isAfter(now);
    }
  }

  /**
   * Who a request with a token is from, as things are now.
   *
   * @param machine whether it is a machine's
   */
  public record Bearer(
      Token token, Viewer.Person person, boolean machine, Set<org.cairn.app.web.Role> roles) {
    public Bearer {
      roles = Set.copyOf(roles);
    }
  }

  /** Whether a text has something in it that looks like a token. */
  public static boolean isIn(String text) {
    return FORM.matcher(text).find();
  }

  /** Empty for what is no token, or one that counts no more. */
  public Optional<Bearer> find(String secret) throws IOException {
    if (!FORM.matcher(secret).matches()) {
      return Optional.empty();
    }
    Optional<Token> token =
        file.read(questions ->
            questions.find(
                "SELECT " + COLUMNS + " WHERE t.hash = ?",
                AccessTokens::token,
                Tokens.hash(secret)));
    if (token.isEmpty() || !token.get().lasts(clock.instant())) {
      return Optional.empty();
    }
    Token found = token.get();
    return accounts
        .find(found.person())
        .flatMap(account ->
            account.memberships().stream()
                .filter(one -> one.organisation().id().equals(found.organisation().id()))
                .findFirst()
                .map(membership ->
                    new Bearer(
                        found,
                        new Viewer.Person(account.id(), account.name()),
                        account.isMachine(),
                        membership.roles())));
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  /** Whether its use today is not noted yet. */
  public boolean isNewToday(Token token) {
    return token.used().filter(today()::equals).isEmpty();
  }

  /** That it was used today. */
  public void noteUse(Token token) throws IOException {
    file.work(questions ->
        questions.change(
            "UPDATE tokens SET used = ? WHERE id = ?", today().toEpochDay(), token.id()));
  }

  /**
   * Makes one.
   *
   * @param scopes at least one
   * @param days from now
   * @return the token, which is not kept; empty where there are {@link #MOST}
   */
  Optional<String> make(
      String person, String organisation, String name, Set<Right> scopes, int days)
      throws IOException {
    if (scopes.isEmpty() || days < 1 || days > MOST_DAYS) {
      throw new IllegalArgumentException("No token of " + scopes + " for " + days + " days");
    }
    String secret = PREFIX + tokens.secret();
    Instant now = clock.instant();
    boolean made =
        file.work(questions -> {
          int lasting =
              questions
                  .find(
                      "SELECT count(*) FROM tokens"
                          + " WHERE person = ? AND revoked IS NULL AND expires > ?",
                      row -> row.getInt(1),
                      person,
                      now.getEpochSecond())
                  .orElse(0);
          if (lasting >= MOST) {
            return false;
          }
          questions.change(
              "INSERT INTO tokens (id, hash, person, organisation, name, scopes, made, expires)"
                  + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
              tokens.id(),
              Tokens.hash(secret),
              person,
              organisation,
              name.strip(),
              text(scopes),
              now.getEpochSecond(),
              now.plus(Duration.ofDays(days)).getEpochSecond());
          return true;
        });
    return made ? Optional.of(secret) : Optional.empty();
  }

  /** All that last, and those that ended in the last ninety days; the newest first. */
  List<Token> list(String person) throws IOException {
    Instant ended = clock.instant().minus(Duration.ofDays(90));
    return file.read(questions ->
        questions.list(
            "SELECT "
                + COLUMNS
                + " WHERE t.person = ? AND t.expires > ? AND coalesce(t.revoked, t.expires) > ?"
                + " ORDER BY t.made DESC, t.id",
            AccessTokens::token,
            person,
            ended.getEpochSecond(),
            ended.getEpochSecond()));
  }

  boolean lasts(Token token) {
    return token.lasts(clock.instant());
  }

  /**
   * @return false where the person has no such token
   */
  boolean revoke(String person, String id) throws IOException {
    return file.work(questions ->
        questions.change(
                "UPDATE tokens SET revoked = coalesce(revoked, ?) WHERE person = ? AND id = ?",
                clock.instant().getEpochSecond(),
                person,
                id)
            == 1);
  }

  private static Token token(ResultSet row) throws SQLException {
    long used = row.getLong(9);
    boolean never = row.wasNull();
    long revoked = row.getLong(10);
    boolean stands = row.wasNull();
    return new Token(
        row.getString(1),
        row.getString(2),
        new Viewer.Organisation(row.getString(3), row.getString(4)),
        row.getString(5),
        rights(Arrays.asList(row.getString(6).split(" "))),
        Instant.ofEpochSecond(row.getLong(7)),
        Instant.ofEpochSecond(row.getLong(8)),
        never ? Optional.empty() : Optional.of(LocalDate.ofEpochDay(used)),
        stands ? Optional.empty() : Optional.of(Instant.ofEpochSecond(revoked)));
  }

  /** Codes that are none are passed over. */
  static Set<Right> rights(List<String> codes) {
    Set<Right> rights = EnumSet.noneOf(Right.class);
    for (Right right : Right.values()) {
      if (right != Right.ENTER && codes.contains(right.code())) {
        rights.add(right);
      }
    }
    return rights;
  }

  private static String text(Set<Right> scopes) {
    return new TreeSet<>(scopes).stream().map(Right::code).collect(Collectors.joining(" "));
  }
}
