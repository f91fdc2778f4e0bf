package org.cairn.app.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cairn.app.web.api.Program.json;
import static org.cairn.app.web.api.Program.problem;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.app.web.Right;
import org.cairn.app.web.Role;
import org.cairn.app.web.people.HttpVisitor;
import org.cairn.app.web.people.ServedWorkspace;
import org.cairn.app.web.people.SetClock;
import org.cairn.app.web.people.TokenFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens: what they let through, and when they stop. */
class TokensTest {
  private static final Pattern REVOKE = Pattern.compile("action=\"([^\"]+/revoke)\"");
  private static final String NONE = "cairn_" + "A".repeat(43);

  @TempDir private static Path folder;

  private static final SetClock CLOCK = new SetClock();
  private static ServedWorkspace served;
  private static HttpVisitor administrator;

  @BeforeAll
  static void serve() throws Exception {
    served = ServedWorkspace.create(folder.resolve("workspace"), CLOCK);
    administrator = served.signedIn("root", "University", Role.ADMINISTRATOR);
  }

  @AfterAll
  static void stop() throws Exception {
    served.close();
  }

  private static Program program(String token) {
    return new Program(served.address(), token);
  }

  private static HttpResponse<String> send(String path, String... headers) throws Exception {
    return program("").get(path, headers);
  }

  private static String id(String token) throws Exception {
    return json(program(token).get("/api/v1/me")).path("id").asString();
  }

  @Test
  void says_whose_it_is_and_what_roles_and_scopes_give_together() throws Exception {
    HttpVisitor ida = served.signedIn("ida", "University", Role.ANALYST);
    String token = TokenFixture.of(ida, Right.SEE_PLACES, Right.JUDGE, Right.ADMINISTER);
    var me = json(program(token).get("/api/v1/me"));
    assertThat(me.path("name").asString()).isEqualTo("Name of ida");
    assertThat(me.path("machine").asBoolean()).isFalse();
    assertThat(me.path("organisation").path("name").asString()).isEqualTo("University");
    assertThat(me.path("rights").valueStream().map(one -> one.asString()).toList())
        .containsExactly("enter", "see-places", "judge");
    HttpResponse<String> alerts = program(token).get("/api/v1/alerts");
    assertThat(alerts.statusCode()).isEqualTo(403);
    assertThat(alerts.headers().firstValue("WWW-Authenticate").orElse(""))
        .contains("insufficient_scope", "see-alerts");
    assertThat(program(token).post("/api/v1/people/organisations", "{\"name\":\"x\"}").statusCode())
        .isEqualTo(403);
    assertThat(ida.get("/me/tokens").body())
        .contains("for a test", "last used 29 November 2026")
        .doesNotContain(token);
    assertThat(
            Files.readString(
                served.workspace().root().resolve("people.db"), StandardCharsets.ISO_8859_1))
        .doesNotContain(token);
  }

  @Test
  void a_token_that_is_none_is_refused_with_a_challenge() throws Exception {
    for (String bad :
        List.of(
            "Bearer " + NONE,
            "Bearer x",
            "Bearer",
            "Basic !!!",
            "Basic " + base64("no colon"),
            "Digest a=b",
            "Bearer " + "a".repeat(5_000))) {
      HttpResponse<String> answer = send("/api/v1/me", "Authorization", bad);
      assertThat(answer.statusCode()).as(bad).isEqualTo(401);
      assertThat(answer.headers().allValues("WWW-Authenticate"))
          .containsExactly("Bearer realm=\"cairn\", error=\"invalid_token\"");
      assertThat(problem(answer)).isEqualTo("invalid-token");
    }
    assertThat(
            send("/stac", "Authorization", "Bearer " + NONE)
                .headers()
                .allValues("WWW-Authenticate"))
        .hasSize(2)
        .anyMatch(one -> one.startsWith("Basic"));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void comes_once_and_never_in_the_address() throws Exception {
    HttpVisitor una = served.signedIn("una", "University", Role.ANALYST);
    String token = TokenFixture.of(una, Right.SEE_PLACES);
    HttpRequest twice =
        HttpRequest.newBuilder(URI.create(served.address() + "/api/v1/me"))
            .header("Authorization", "Bearer " + token)
            .header("Authorization", "Bearer " + token)
            .build();
    HttpResponse<String> answer = HttpClient.newHttpClient().send(twice, BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(problem(answer)).isEqualTo("authorization");
    for (String query :
        List.of(
            "access_token=" + token,
            "a=b&access_token=x",
            "key=" + token,
            "key=cairn%5F" + token.substring(6))) {
      for (String path : List.of("/api/v1/me", "/places")) {
        HttpResponse<String> refused = una.get(path + "?" + query);
        assertThat(refused.statusCode()).as(path + query).isEqualTo(400);
        assertThat(refused.body()).doesNotContain(token);
      }
    }
    assertThat(served.told()).doesNotContain(token);
  }

  @Test
  void a_cookie_does_not_count_beside_it() throws Exception {
    HttpVisitor pia = served.signedIn("pia", "University", Role.CONTRIBUTOR);
    String cookie = "cairn=" + administrator.session().orElseThrow();
    String token = TokenFixture.of(pia, Right.SEE_PLACES);
    HttpResponse<String> people =
        send("/people", "Authorization", "Bearer " + token, "Cookie", cookie);
    assertThat(people.statusCode()).isEqualTo(403);
    HttpResponse<String> bad = send("/people", "Authorization", "Bearer x", "Cookie", cookie);
    assertThat(bad.statusCode()).isEqualTo(401);
    assertThat(send("/people", "Cookie", cookie).statusCode()).isEqualTo(200);
    HttpResponse<String> factor =
        send("/me/second-factor", "Authorization", "Bearer " + token, "Cookie", cookie);
    assertThat(factor.headers().firstValue("Location").orElse("")).startsWith("/sign-in?again=1");
  }

  @Test
  void opens_pages_for_programs_that_know_a_password_only() throws Exception {
    HttpVisitor gis = served.signedIn("gis", "University", Role.CONTRIBUTOR);
    String token = TokenFixture.of(gis, Right.SEE_PLACES);
    assertThat(send("/places", "Authorization", "Basic " + base64("anyone:" + token)).statusCode())
        .isEqualTo(200);
    HttpResponse<String> form =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(served.address() + "/places/new"))
                    .header("Authorization", "Bearer " + token)
                    .POST(HttpRequest.BodyPublishers.ofString("text=x"))
                    .build(),
                BodyHandlers.ofString());
    assertThat(form.statusCode()).isEqualTo(403);
    assertThat(problem(form)).isEqualTo("token-not-here");
  }

  @Test
  void stops_at_once_when_it_is_revoked_or_its_owner_leaves() throws Exception {
    HttpVisitor kay = served.signedIn("kay", "University", Role.ANALYST);
    String first = TokenFixture.of(kay, Right.SEE_PLACES);
    assertThat(program(first).get("/api/v1/me").statusCode()).isEqualTo(200);
    Matcher revoke = REVOKE.matcher(kay.get("/me/tokens").body());
    assertThat(revoke.find()).isTrue();
    assertThat(administrator.post(revoke.group(1)).statusCode()).isEqualTo(404);
    assertThat(kay.post(revoke.group(1)).statusCode()).isEqualTo(303);
    assertThat(program(first).get("/api/v1/me").statusCode()).isEqualTo(401);
    assertThat(kay.get("/me/tokens").body()).contains("revoked 29 November 2026");

    String second = TokenFixture.of(kay, Right.SEE_PLACES, Right.CONTRIBUTE);
    String roles = "/people/" + id(second) + "/roles";
    administrator.post(roles, "organisation", "university", "role", "planner");
    assertThat(program(second).post("/api/v1/places/new", "{\"text\":\"x\"}").statusCode())
        .isEqualTo(403);
    administrator.post(roles, "organisation", "university");
    HttpResponse<String> gone = program(second).get("/api/v1/me");
    assertThat(gone.statusCode()).isEqualTo(401);
    assertThat(problem(gone)).isEqualTo("invalid-token");
  }

  @Test
  void a_machine_has_roles_and_tokens_and_no_way_in_by_a_browser() throws Exception {
    HttpResponse<String> added =
        administrator.post(
            "/people/machines",
            "name",
            "Ingest of the museum",
            "organisation",
            "university",
            "role",
            "contributor");
    String page = added.headers().firstValue("Location").orElseThrow();
    String token = TokenFixture.at(administrator, page, Right.SEE_PLACES, Right.CONTRIBUTE);
    var me = json(program(token).get("/api/v1/me"));
    assertThat(me.path("machine").asBoolean()).isTrue();
    assertThat(me.path("name").asString()).isEqualTo("Ingest of the museum");
    HttpResponse<String> made =
        program(token).post("/api/v1/places/new", "{\"id\":\"ford\",\"text\":\"The Ford\"}");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    assertThat(made.headers().firstValue("Location")).hasValue("/api/v1/places/ford");
    String machine = me.path("id").asString();
    assertThat(administrator.get("/people").body()).doesNotContain("Ingest of the museum");
    assertThat(administrator.get("/people/machines").body()).contains("Ingest of the museum");
    assertThat(administrator.post("/people/" + machine + "/reset").statusCode()).isEqualTo(404);
    assertThat(
            served
                .visitor()
                .post("/sign-in", "login", "machine:" + machine, "password", "")
                .statusCode())
        .isEqualTo(422);
    assertThat(
            administrator
                .post("/people/machines", "name", " ", "organisation", "university")
                .statusCode())
        .isEqualTo(422);
  }

  @Test
  void an_administrator_s_token_invites_and_its_link_is_not_kept() throws Exception {
    Program program = program(TokenFixture.of(administrator, Right.ADMINISTER));
    String body = "{\"organisation\":\"university\",\"role\":[\"analyst\"]}";
    HttpResponse<String> first =
        program.post("/api/v1/people/invitations", body, "Idempotency-Key", "one");
    assertThat(json(first).path("link").asString()).contains("/invitation/");
    HttpResponse<String> second =
        program.post("/api/v1/people/invitations", body, "Idempotency-Key", "one");
    assertThat(second.body()).contains("once").doesNotContain("/invitation/");
    HttpResponse<String> wrong = program.post("/api/v1/people/invitations", "{}");
    assertThat(wrong.statusCode()).isEqualTo(422);
    HttpResponse<String> unknownRole =
        program.post(
            "/api/v1/people/invitations", "{\"organisation\":\"university\",\"role\":[\"king\"]}");
    assertThat(json(unknownRole).path("errors").path(0).path("field").asString()).isEqualTo("role");
  }

  @Test
  void expires() throws Exception {
    HttpVisitor eve = served.signedIn("eve", "Museum", Role.ANALYST);
    String token = TokenFixture.of(eve, Right.SEE_PLACES);
    assertThat(eve.post("/me/tokens", "name", "n", "scope", "judge", "days", "366").statusCode())
        .isEqualTo(422);
    assertThat(eve.post("/me/tokens", "name", "", "scope", "", "days", "0").body())
        .contains("Choose at least one scope");
    assertThat(program(token).get("/api/v1/me").statusCode()).isEqualTo(200);
    CLOCK.advance(Duration.ofMinutes(21));
    assertThat(
            eve.post("/me/tokens", "name", "n", "scope", "judge", "days", "30")
                .headers()
                .firstValue("Location")
                .orElse(""))
        .startsWith("/sign-in?again=1");
    try {
      CLOCK.advance(Duration.ofDays(30));
      assertThat(program(token).get("/api/v1/me").statusCode()).isEqualTo(401);
    } finally {
      CLOCK.advance(Duration.ofDays(-30).minusMinutes(21));
    }
  }
}
