package org.cairn.app.web.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import org.cairn.app.web.Role;
import org.cairn.register.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long somebody stays signed in, over restarts of the server. */
class SessionsTest {
  @TempDir private Path folder = Path.of("");
  private final SetClock clock = new SetClock();
  private ServedWorkspace served;

  @BeforeEach
  void serve() throws Exception {
    served = ServedWorkspace.create(folder.resolve("ws"), clock);
  }

  @AfterEach
  void stop() throws Exception {
    served.close();
  }

  /** What a browser would go on with. */
  private HttpVisitor restarted(HttpVisitor visitor) throws Exception {
    Workspace workspace = served.workspace();
    served.close();
    served = ServedWorkspace.serve(workspace, clock);
    return visitor.at(served.address());
  }

  private HttpVisitor signIn(String login) throws Exception {
    HttpVisitor visitor = served.visitor();
    visitor.post("/sign-in", "login", login, "password", ServedWorkspace.PASSWORD);
    assertThat(isIn(visitor)).isTrue();
    return visitor;
  }

  private static boolean isIn(HttpVisitor visitor) throws Exception {
    return visitor.get("/me").statusCode() == 200;
  }

  private byte[] database() throws Exception {
    return Files.readAllBytes(served.workspace().root().resolve("people.db"));
  }

  @Test
  void who_is_signed_in_stays_so_over_a_restart_and_open_forms_count() throws Exception {
    HttpVisitor amal = served.signedIn("amal", "Stone Watch", Role.ADMINISTRATOR);
    String open = amal.csrf();
    HttpVisitor visitor = served.visitor();
    String signIn = visitor.csrf();
    amal = restarted(amal);
    assertThat(isIn(amal)).isTrue();
    assertThat(amal.postWith(open, "/me", "name", "Amal H.").statusCode()).isEqualTo(303);
    assertThat(amal.get("/me").body()).contains("Amal H.");
    visitor = visitor.at(served.address());
    var entered =
        visitor.postWith(signIn, "/sign-in", "login", "amal", "password", ServedWorkspace.PASSWORD);
    assertThat(entered.statusCode()).isEqualTo(303);
    assertThat(isIn(visitor)).isTrue();
  }

  @Test
  void of_the_cookie_only_a_hash_is_kept_in_a_file_of_its_owner() throws Exception {
    HttpVisitor amal = served.signedIn("amal", "Stone Watch", Role.ANALYST);
    String secret = amal.session().orElseThrow();
    assertThat(secret).hasSize(43);
    Workspace workspace = served.workspace();
    served.close();
    String bytes = new String(database(), StandardCharsets.ISO_8859_1);
    assertThat(bytes).contains(Tokens.hash(secret)).doesNotContain(secret);
    assertThat(Files.getPosixFilePermissions(served.workspace().root().resolve("people.db")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    served = ServedWorkspace.serve(workspace, clock);
  }

  @Test
  void a_prepared_cookie_signs_nobody_in_and_an_old_one_neither() throws Exception {
    served.signedIn("amal", "Stone Watch", Role.ANALYST);
    HttpVisitor visitor = served.visitor();
    visitor.get("/sign-in");
    String prepared = visitor.session().orElseThrow();
    visitor.post("/sign-in", "login", "amal", "password", ServedWorkspace.PASSWORD);
    String first = visitor.session().orElseThrow();
    assertThat(first).isNotEqualTo(prepared);
    assertThat(isIn(served.visitor().with("cairn", prepared))).isFalse();
    assertThat(isIn(served.visitor().with("cairn", first))).isTrue();
    visitor.post("/sign-in", "login", "amal", "password", ServedWorkspace.PASSWORD);
    assertThat(isIn(visitor)).isTrue();
    assertThat(isIn(served.visitor().with("cairn", first))).isFalse();
    for (String wrong : new String[] {"", "x", "x".repeat(43), "x".repeat(5_000), "' OR 1=1 --"}) {
      assertThat(isIn(served.visitor().with("cairn", wrong))).as(wrong).isFalse();
    }
  }

  @Test
  void signing_out_ends_it_at_once_and_for_good() throws Exception {
    HttpVisitor amal = served.signedIn("amal", "Stone Watch", Role.ANALYST);
    String secret = amal.session().orElseThrow();
    amal.post("/sign-out");
    assertThat(isIn(served.visitor().with("cairn", secret))).isFalse();
    HttpVisitor later = restarted(served.visitor().with("cairn", secret));
    assertThat(isIn(later)).isFalse();
  }

  @Test
  void a_changed_password_and_second_factor_end_the_others() throws Exception {
    HttpVisitor here = served.signedIn("amal", "Stone Watch", Role.ANALYST);
    HttpVisitor there = signIn("amal");
    HttpVisitor other = served.signedIn("bo", "Stone Watch", Role.ANALYST);
    assertThat(here.post("/me/second-factor/remove").statusCode()).isEqualTo(303);
    assertThat(isIn(here)).isTrue();
    assertThat(isIn(there)).isFalse();
    there = signIn("amal");
    here.post("/me/password", "password", "another long password");
    assertThat(isIn(here)).isTrue();
    assertThat(isIn(there)).isFalse();
    assertThat(isIn(other)).isTrue();
  }

  @Test
  void it_ends_when_nobody_is_there_and_after_a_week_in_any_case() throws Exception {
    HttpVisitor idle = served.signedIn("amal", "Stone Watch", Role.ANALYST);
    HttpVisitor busy = served.signedIn("bo", "Stone Watch", Role.ANALYST);
    Duration step = Duration.ofHours(3);
    Duration passed = Duration.ZERO;
    while (passed.compareTo(KeptSessions.LONGEST.minus(step)) < 0) {
      clock.advance(step);
      passed = passed.plus(step);
      assertThat(isIn(busy)).as(passed.toString()).isTrue();
    }
    assertThat(isIn(idle)).isFalse();
    clock.advance(step);
    assertThat(isIn(restarted(busy))).isFalse();
  }

  @Test
  void who_is_for_which_organisation_stays_and_roles_are_those_of_now() throws Exception {
    HttpVisitor administrator = served.signedIn("amal", "Stone Watch", Role.ADMINISTRATOR);
    HttpVisitor bo = served.signedIn("bo", "Stone Watch", Role.ADMINISTRATOR);
    assertThat(bo.get("/people").statusCode()).isEqualTo(200);
    bo = restarted(bo);
    administrator = administrator.at(served.address());
    assertThat(bo.get("/people").statusCode()).isEqualTo(200);
    String id = served.people().accounts().findByLogin("bo").orElseThrow().id();
    administrator.post("/people/" + id + "/roles", "organisation", "stone-watch");
    assertThat(bo.get("/people").statusCode()).isEqualTo(403);
  }

  @Test
  void a_database_of_before_is_brought_up_and_people_sign_in_again() throws Exception {
    served.signedIn("amal", "Stone Watch", Role.ANALYST);
    Workspace workspace = served.workspace();
    served.close();
    try (Connection sqlite =
            DriverManager.getConnection("jdbc:sqlite:" + workspace.root().resolve("people.db"));
        Statement statement = sqlite.createStatement()) {
      statement.execute("DROP TABLE identities");
      statement.execute("DROP TABLE newcomers");
      statement.execute("ALTER TABLE memberships DROP COLUMN source");
      statement.execute("DROP TABLE tokens");
      statement.execute("DROP TABLE sessions");
      statement.execute("ALTER TABLE persons ADD COLUMN sessions INTEGER NOT NULL DEFAULT 0");
      statement.execute("PRAGMA user_version = 1");
    }
    served = ServedWorkspace.serve(workspace, clock);
    assertThat(isIn(restarted(signIn("amal")))).isTrue();
  }
}
