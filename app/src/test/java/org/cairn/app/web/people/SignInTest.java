package org.cairn.app.web.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.cairn.app.web.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Coming in, over HTTP, in a browser without scripts. */
class SignInTest {
  private static final String WRONG = "no such password at all";

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
  void the_first_link_makes_an_administrator_and_an_organisation_once() throws Exception {
    assertThat(served.people().isEmpty()).isTrue();
    String path = served.people().setUpPath();
    HttpVisitor first = served.visitor();
    assertThat(first.get(path).body()).contains("name=\"organisation\"");
    var answer =
        first.post(
            path,
            "name",
            "Amal Haddad",
            "organisation",
            "Stone Watch",
            "login",
            "Amal",
            "password",
            ServedWorkspace.PASSWORD);
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(first.get("/people").body()).contains("Amal Haddad", "Stone Watch", "stone-watch");
    assertThat(served.people().isEmpty()).isFalse();
    assertThat(served.visitor().get(path).statusCode()).isEqualTo(404);
    assertThat(served.visitor().post(path, "name", "B").statusCode()).isEqualTo(404);
    assertThat(isIn(signIn("aMAL", ServedWorkspace.PASSWORD))).isTrue();
  }

  @Test
  void a_later_set_up_link_ends_the_earlier_and_all_end_after_a_day() throws Exception {
    String first = served.people().setUpPath();
    String second = served.people().setUpPath();
    assertThat(served.visitor().get(first).statusCode()).isEqualTo(404);
    assertThat(served.visitor().get(second).statusCode()).isEqualTo(200);
    clock.advance(Duration.ofDays(1).plusSeconds(1));
    assertThat(served.visitor().get(second).statusCode()).isEqualTo(404);
  }

  @Test
  void what_does_not_fit_is_said_and_the_link_stays_good() throws Exception {
    String path = served.people().setUpPath();
    HttpVisitor visitor = served.visitor();
    var answer =
        visitor.post(path, "name", "", "organisation", "", "login", "a b", "password", "short");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("aria-invalid=\"true\"").contains("12 characters");
    assertThat(answer.body()).doesNotContain("value=\"short\"");
    assertThat(visitor.get(path).statusCode()).isEqualTo(200);
  }

  @Test
  void the_database_is_its_owners_alone_and_has_no_password_or_link() throws Exception {
    String path = served.people().setUpPath();
    served.signedIn("amal", "Stone Watch", Role.ANALYST);
    for (String name : List.of("people.db", "people.db-wal", "people.db-shm")) {
      Path file = served.workspace().root().resolve(name);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      String content =
          new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
      assertThat(content)
          .doesNotContain(ServedWorkspace.PASSWORD)
          .doesNotContain(path.substring("/set-up/".length()));
    }
  }

  @Test
  void an_invitation_gives_its_roles_to_one_person() throws Exception {
    HttpVisitor administrator = served.signedIn("amal", "Stone Watch", Role.ADMINISTRATOR);
    var page =
        administrator.post(
            "/people/invitations",
            "organisation",
            "stone-watch",
            "role",
            "analyst",
            "role",
            "custodian");
    var link = Pattern.compile("http://localhost:\\d+(/invitation/[\\w-]+)").matcher(page.body());
    assertThat(link.find()).isTrue();
    HttpVisitor invited = served.visitor();
    var answer =
        invited.post(
            link.group(1), "name", "Bo", "login", "bo", "password", ServedWorkspace.PASSWORD);
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(invited.get("/me").body())
        .contains("Analyst", "Custodian")
        .doesNotContain("Planner");
    assertThat(served.visitor().get(link.group(1)).statusCode()).isEqualTo(404);
    assertThat(
            served
                .visitor()
                .post(
                    link.group(1), "name", "C", "login", "c", "password", ServedWorkspace.PASSWORD)
                .statusCode())
        .isEqualTo(404);
  }

  @Test
  void signing_in_gives_another_session_and_token() throws Exception {
    served.signedIn("amal", "Stone Watch", Role.ANALYST);
    HttpVisitor visitor = served.visitor();
    String token = visitor.csrf();
    String before = visitor.session().orElseThrow();
    var answer =
        visitor.post(
            "/sign-in",
            "login",
            "amal",
            "password",
            ServedWorkspace.PASSWORD,
            "next",
            "/places?q=a");
    assertThat(answer.headers().firstValue("Location")).contains("/places?q=a");
    assertThat(visitor.session().orElseThrow()).isNotEqualTo(before);
    assertThat(visitor.postWith(token, "/me", "name", "X").statusCode()).isEqualTo(403);
    HttpVisitor fixed = served.visitor();
    fixed.get("/sign-in");
    assertThat(isIn(fixed)).isFalse();
    visitor.post("/sign-out");
    assertThat(isIn(visitor)).isFalse();
  }

  @Test
  void cookies_are_for_this_server_alone() throws Exception {
    var cookie = served.visitor().get("/sign-in").headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).startsWith("cairn=").contains("HttpOnly", "SameSite=Lax", "Path=/");
    assertThat(cookie).doesNotContain("Domain");
  }

  @Test
  void behind_https_cookies_are_for_https_alone() throws Exception {
    served.close();
    Files.writeString(
        served.workspace().root().resolve("cairn.yaml"),
        "web:\n  address: https://watch.example.org\n  public: [places]\n");
    served = ServedWorkspace.serve(served.workspace(), clock);
    var answer = served.visitor().get("/sign-in");
    assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow()).contains("Secure");
    assertThat(answer.body()).contains("href=\"/places\"").doesNotContain("href=\"/review\"");
  }

  @Test
  void a_next_elsewhere_is_not_followed() throws Exception {
    served.signedIn("amal", "Stone Watch", Role.ANALYST);
    for (String evil : List.of("https://evil.example/", "//evil.example", "/\\evil.example")) {
      var answer =
          served
              .visitor()
              .post(
                  "/sign-in", "login", "amal", "password", ServedWorkspace.PASSWORD, "next", evil);
      assertThat(answer.headers().firstValue("Location")).contains("/");
    }
  }

  @Test
  void an_unknown_login_looks_like_a_wrong_password_and_takes_as_long() throws Exception {
    served.signedIn("amal", "Stone Watch", Role.ANALYST);
    Passwords passwords = served.people().passwords();
    var hash =
        served
            .people()
            .accounts()
            .findPasswordHash(served.people().accounts().findByLogin("amal").orElseThrow().id());
    List<Long> known = new ArrayList<>();
    List<Long> unknown = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      known.add(nanos(() -> passwords.matches(WRONG, hash)));
      unknown.add(nanos(() -> passwords.matches(WRONG, java.util.Optional.empty())));
    }
    assertThat((double) median(unknown) / median(known)).isCloseTo(1, within(0.5));
    String one = served.visitor().post("/sign-in", "login", "amal", "password", WRONG).body();
    String other = served.visitor().post("/sign-in", "login", "nobody", "password", WRONG).body();
    assertThat(plain(other)).isEqualTo(plain(one));
  }

  private static String plain(String page) {
    return page.replaceAll("value=\"[^\"]*\"|content=\"[^\"]*\"", "");
  }

  private static long nanos(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return System.nanoTime() - start;
  }

  private static long median(List<Long> values) {
    long[] sorted = values.stream().mapToLong(Long::longValue).sorted().toArray();
    return Arrays.stream(sorted).skip(sorted.length / 2).findFirst().orElseThrow();
  }

  @Test
  void guessing_is_slowed_down_whether_the_login_exists_or_not() throws Exception {
    served.signedIn("amal", "Stone Watch", Role.ANALYST);
    for (String login : List.of("amal", "nobody")) {
      HttpVisitor guesser = served.visitor();
      List<Integer> answers = new ArrayList<>();
      for (int i = 0; i < 7; i++) {
        answers.add(guesser.post("/sign-in", "login", login, "password", WRONG).statusCode());
      }
      assertThat(answers).containsExactly(422, 422, 422, 422, 422, 429, 429);
    }
    // Even the right one has to wait; the wait ends, and grows with the next failure.
    assertThat(isIn(signIn("amal", ServedWorkspace.PASSWORD))).isFalse();
    clock.advance(Duration.ofSeconds(11));
    assertThat(isIn(signIn("amal", WRONG))).isFalse();
    clock.advance(Duration.ofSeconds(11));
    assertThat(isIn(signIn("amal", ServedWorkspace.PASSWORD))).isFalse();
    clock.advance(Duration.ofSeconds(11));
    assertThat(isIn(signIn("amal", ServedWorkspace.PASSWORD))).isTrue();
    assertThat(isIn(signIn("amal", WRONG))).isFalse();
    assertThat(isIn(signIn("amal", ServedWorkspace.PASSWORD))).isTrue();
  }

  @Test
  void one_address_cannot_try_many_logins() throws Exception {
    HttpVisitor guesser = served.visitor();
    int refused = 0;
    for (int i = 0; i < 45; i++) {
      var answer = guesser.post("/sign-in", "login", "login" + i, "password", WRONG);
      refused += answer.statusCode() == 429 ? 1 : 0;
    }
    assertThat(refused).isEqualTo(5);
  }
}
