package org.cairn.app.web.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.cairn.app.web.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keeping an account, one's own and others', over HTTP. */
class AccountsTest {
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

  private HttpVisitor signIn(String login, String password) throws Exception {
    HttpVisitor visitor = served.visitor();
    visitor.post("/sign-in", "login", login, "password", password);
    return visitor;
  }

  private static boolean isIn(HttpVisitor visitor) throws Exception {
    return visitor.get("/me").statusCode() == 200;
  }

  @Test
  void a_second_step_is_asked_for_once_set_up() throws Exception {
    HttpVisitor amal = served.signedIn("amal", "Stone Watch", Role.REVIEWER);
    assertThat(amal.get("/me").body()).contains("only a password protects them");
    byte[] secret = secret(amal.get("/me/second-factor").body());
    assertThat(amal.post("/me/second-factor", "code", "000000").statusCode()).isEqualTo(422);
    String codes = amal.post("/me/second-factor", "code", code(secret)).body();
    List<String> recovery =
        Pattern.compile("<code>([a-z2-7-]{19})</code>")
            .matcher(codes)
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(recovery).hasSize(10).doesNotHaveDuplicates();
    assertThat(amal.get("/me").body()).doesNotContain("only a password protects them");

    HttpVisitor again = signIn("amal", ServedWorkspace.PASSWORD);
    assertThat(isIn(again)).isFalse();
    // The code of setting up was used.
    assertThat(again.post("/sign-in/code", "code", code(secret)).statusCode()).isEqualTo(422);
    clock.advance(Duration.ofSeconds(30));
    assertThat(again.post("/sign-in/code", "code", code(secret)).statusCode()).isEqualTo(303);
    assertThat(isIn(again)).isTrue();

    for (boolean fits : new boolean[] {true, false}) {
      HttpVisitor lost = signIn("amal", ServedWorkspace.PASSWORD);
      lost.post("/sign-in/code", "code", recovery.getFirst());
      assertThat(isIn(lost)).isEqualTo(fits);
    }
    HttpVisitor slow = signIn("amal", ServedWorkspace.PASSWORD);
    clock.advance(Duration.ofMinutes(6));
    slow.post("/sign-in/code", "code", code(secret));
    assertThat(isIn(slow)).isFalse();
  }

  @Test
  void codes_cannot_be_guessed_by_beginning_anew() throws Exception {
    HttpVisitor amal = served.signedIn("amal", "Stone Watch", Role.REVIEWER);
    byte[] secret = secret(amal.get("/me/second-factor").body());
    amal.post("/me/second-factor", "code", code(secret));
    int last = 0;
    for (int i = 0; i < 6; i++) {
      HttpVisitor guesser = signIn("amal", ServedWorkspace.PASSWORD);
      last = guesser.post("/sign-in/code", "code", "12345" + i).statusCode();
    }
    assertThat(last).isEqualTo(429);
  }

  private String code(byte[] secret) {
    return Totp.code(secret, Totp.step(clock.instant()), Totp.DIGITS);
  }

  private static byte[] secret(String page) {
    var found = Pattern.compile("secret=([A-Z2-7]{32})").matcher(page);
    assertThat(found.find()).isTrue();
    java.math.BigInteger bits = java.math.BigInteger.ZERO;
    for (char c : found.group(1).toCharArray()) {
      bits =
          bits.shiftLeft(5)
              .or(java.math.BigInteger.valueOf("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c)));
    }
    byte[] bytes = bits.toByteArray();
    byte[] secret = new byte[Totp.SECRET_BYTES];
    int length = Math.min(bytes.length, secret.length);
    System.arraycopy(bytes, bytes.length - length, secret, secret.length - length, length);
    return secret;
  }

  @Test
  void a_reset_gives_a_new_password_and_ends_all_sessions() throws Exception {
    HttpVisitor administrator = served.signedIn("amal", "Stone Watch", Role.ADMINISTRATOR);
    HttpVisitor bo = served.signedIn("bo", "Stone Watch", Role.ANALYST);
    String id = served.people().accounts().findByLogin("bo").orElseThrow().id();
    String page = administrator.post("/people/" + id + "/reset").body();
    var link = Pattern.compile("(/reset/[\\w-]+)<").matcher(page);
    assertThat(link.find()).isTrue();
    HttpVisitor anew = served.visitor();
    assertThat(anew.post(link.group(1), "password", "bo").statusCode()).isEqualTo(422);
    assertThat(anew.post(link.group(1), "password", "another long password").statusCode())
        .isEqualTo(303);
    assertThat(isIn(anew)).isTrue();
    assertThat(isIn(bo)).isFalse();
    assertThat(anew.post(link.group(1), "password", "a third long password").statusCode())
        .isEqualTo(404);
    assertThat(isIn(signIn("bo", ServedWorkspace.PASSWORD))).isFalse();
    assertThat(isIn(signIn("bo", "another long password"))).isTrue();
  }

  @Test
  void roles_change_at_once_and_somebody_always_administers() throws Exception {
    HttpVisitor administrator = served.signedIn("amal", "Stone Watch", Role.ADMINISTRATOR);
    HttpVisitor bo = served.signedIn("bo", "Stone Watch", Role.ADMINISTRATOR);
    String own = served.people().accounts().findByLogin("amal").orElseThrow().id();
    String bos = served.people().accounts().findByLogin("bo").orElseThrow().id();
    assertThat(bo.get("/people").statusCode()).isEqualTo(200);
    administrator.post("/people/" + bos + "/roles", "organisation", "stone-watch");
    assertThat(bo.get("/people").statusCode()).isEqualTo(403);
    assertThat(
            administrator
                .post("/people/" + own + "/roles", "organisation", "stone-watch", "role", "analyst")
                .statusCode())
        .isEqualTo(422);
    assertThat(administrator.get("/people").statusCode()).isEqualTo(200);
  }

  @Test
  void visitors_are_told_of_an_organisation_only_where_that_is_wanted() throws Exception {
    HttpVisitor administrator = served.signedIn("amal", "Stone Watch", Role.ADMINISTRATOR);
    assertThat(served.visitor().get("/sign-in").body()).doesNotContain("Stone Watch");
    administrator.post(
        "/people/organisations/stone-watch", "name", "Stone Watch حجر", "public", "yes");
    assertThat(served.visitor().get("/sign-in").body()).contains("Stone Watch حجر");
  }

  @Test
  void one_acts_for_one_organisation_at_a_time() throws Exception {
    HttpVisitor administrator = served.signedIn("amal", "Stone Watch", Role.ADMINISTRATOR);
    administrator.post("/people/organisations", "name", "River Archive");
    String own = served.people().accounts().findByLogin("amal").orElseThrow().id();
    administrator.post(
        "/people/" + own + "/roles", "organisation", "river-archive", "role", "planner");
    administrator.post("/me/organisation", "organisation", "river-archive");
    assertThat(administrator.get("/people").statusCode()).isEqualTo(403);
    assertThat(administrator.post("/me/organisation", "organisation", "nobodys").statusCode())
        .isEqualTo(404);
    administrator.post("/me/organisation", "organisation", "stone-watch");
    assertThat(administrator.get("/people").statusCode()).isEqualTo(200);
  }

  @Test
  void how_one_signs_in_is_changed_only_soon_after_signing_in() throws Exception {
    HttpVisitor amal = served.signedIn("amal", "Stone Watch", Role.ANALYST);
    clock.advance(Duration.ofMinutes(21));
    for (String path : List.of("/me/password", "/me/passkeys", "/me/second-factor")) {
      var answer = amal.post(path, "password", "another long password", "code", "123456");
      assertThat(answer.headers().firstValue("Location")).contains("/sign-in?again=1&next=%2Fme");
    }
    assertThat(isIn(signIn("amal", ServedWorkspace.PASSWORD))).isTrue();
  }
}
