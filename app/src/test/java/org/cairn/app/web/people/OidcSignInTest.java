package org.cairn.app.web.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cairn.app.web.Role;
import org.cairn.app.web.people.oidc.LyingIssuer;
import org.cairn.app.web.people.oidc.LyingIssuer.Lie;
import org.cairn.app.web.people.oidc.TestIssuer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Coming in through providers of OpenID Connect, in browsers without scripts: a real one (the
 * museum), and two of the same server that answers wrongly when it is told to: one whose groups let
 * people in, and one for its groups only.
 */
class OidcSignInTest {
  @TempDir static Path folder;

  private static TestIssuer issuer;
  private static LyingIssuer river;
  private static LyingIssuer closed;
  private static ServedWorkspace served;
  private static HttpVisitor administrator;

  @BeforeAll
  static void serve() throws Exception {
    issuer = TestIssuer.start(0);
    river = LyingIssuer.start();
    closed = LyingIssuer.start();
    String group = "groups: [{group: watch, organisation: stone-watch, roles: [analyst]}]";
    served =
        OidcNode.serve(
            folder.resolve("ws"),
            issuer.settings("museum.secret")
                + river.settings("river", group, "approve: groups")
                + closed.settings("closed", group, "approve: groups-only"));
    issuer.serve(served.address());
    administrator = served.signedIn("keeper", "Stone Watch", Role.ADMINISTRATOR);
  }

  @AfterAll
  static void stop() throws Exception {
    served.close();
    issuer.close();
    river.close();
    closed.close();
  }

  @BeforeEach
  void tellTheTruth() {
    river.set(new Lie());
    closed.set(new Lie());
  }

  private static Lie who(String subject, String... groups) {
    return new Lie().claims(right -> right.subject(subject).claim("groups", Arrays.asList(groups)));
  }

  /** There and back, at a provider that has no pages. */
  private static HttpResponse<String> signIn(HttpVisitor visitor, String id, LyingIssuer there)
      throws Exception {
    return OidcNode.back(visitor, callback(OidcNode.begin(visitor, id), id, there));
  }

  private static URI callback(URI asked, String id, LyingIssuer there) {
    Map<String, String> query = query(asked);
    there.expect(Objects.requireNonNull(query.get("nonce")));
    return URI.create(
        served.address() + "/sign-in/oidc/" + id + "/callback?code=c&state=" + query.get("state"));
  }

  private static Map<String, String> query(URI address) {
    return Arrays.stream(address.getQuery().split("&"))
        .map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  private static String newcomer(String name) throws Exception {
    String list = administrator.get("/people").body();
    Matcher newcomer =
        Pattern.compile("id=\"newcomer-([a-z0-9]+)\"><bdi>" + Pattern.quote(name)).matcher(list);
    assertThat(newcomer.find()).as(list).isTrue();
    return newcomer.group(1);
  }

  @Test
  void somebody_new_waits_is_let_in_and_has_the_roles_of_their_groups_as_long_as_those_last()
      throws Exception {
    HttpVisitor amal = served.visitor();
    HttpResponse<String> first = OidcNode.signIn(amal, "museum", issuer.browser(), "amal");
    assertThat(OidcNode.location(first)).isEqualTo("/sign-in/oidc/museum/waiting");
    assertThat(amal.get(OidcNode.location(first)).body()).contains("Museum of the River");
    assertThat(OidcNode.isIn(amal)).isFalse();

    String list = administrator.get("/people").body();
    assertThat(list).contains("Amal Haddad").contains("heritage-watch").contains("everybody");
    assertThat(
            OidcNode.location(
                administrator.post(
                    "/people/newcomers/" + newcomer("Amal Haddad"),
                    "organisation",
                    "stone-watch",
                    "role",
                    "planner")))
        .isEqualTo("/people?said=newcomer-let-in");

    HttpResponse<String> second =
        OidcNode.signIn(amal, "museum", issuer.browser(), "amal", "next", "/cases");
    assertThat(OidcNode.location(second)).isEqualTo("/cases");
    assertThat(OidcNode.isIn(amal)).isTrue();
    Account account = account("amal@museum");
    assertThat(account.name()).isEqualTo("Amal Haddad");
    assertThat(account.byGroups("stone-watch")).isEqualTo(Set.of(Role.CONTRIBUTOR, Role.ANALYST));
    assertThat(account.byHand("stone-watch")).isEqualTo(Set.of(Role.PLANNER));
    assertThat(administrator.get("/people").body()).contains("by groups of the institution");
    assertThat(administrator.get("/people/" + account.id()).body()).contains("Change them there");

    issuer.setGroups("amal", "everybody");
    OidcNode.signIn(amal, "museum", issuer.browser(), "amal");
    assertThat(account("amal@museum").byGroups("stone-watch")).isEmpty();
    assertThat(account("amal@museum").byHand("stone-watch")).isEqualTo(Set.of(Role.PLANNER));
  }

  private static Account account(String login) throws Exception {
    return served.people().accounts().findByLogin(login).orElseThrow();
  }

  @Test
  void who_goes_out_here_goes_out_there_and_what_is_over_there_is_over_here() throws Exception {
    HttpVisitor bo = served.visitor();
    TestIssuer.Browser there = issuer.browser();
    OidcNode.signIn(bo, "museum", there, "bo");
    administrator.post(
        "/people/newcomers/" + newcomer("Bo Lindqvist"),
        "organisation",
        "stone-watch",
        "role",
        "analyst");
    OidcNode.signIn(bo, "museum", there, "bo");
    assertThat(OidcNode.isIn(bo)).isTrue();

    URI end = OidcNode.onward(bo.post("/sign-out"));
    assertThat(OidcNode.isIn(bo)).isFalse();
    assertThat(query(end)).containsKey("id_token_hint").containsEntry("client_id", "cairn-test");
    assertThat(there.follow(end, "bo").toString()).isEqualTo(served.address() + "/sign-in");

    HttpVisitor elsewhere = served.visitor();
    OidcNode.signIn(bo, "museum", issuer.browser(), "bo");
    OidcNode.signIn(elsewhere, "museum", issuer.browser(), "bo");
    assertThat(OidcNode.isIn(bo) && OidcNode.isIn(elsewhere)).isTrue();
    String token = issuer.logoutToken(new JWTClaimsSet.Builder().subject("bo"));
    assertThat(over("museum", token.substring(0, token.length() - 8)).statusCode()).isEqualTo(400);
    assertThat(over("river", token).statusCode()).isEqualTo(400);
    assertThat(over("nobody", token).statusCode()).isEqualTo(404);
    assertThat(OidcNode.isIn(bo)).isTrue();
    HttpResponse<String> heard = over("museum", token);
    assertThat(heard.statusCode()).isEqualTo(200);
    assertThat(heard.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(OidcNode.isIn(bo) || OidcNode.isIn(elsewhere)).isFalse();
    assertThat(OidcNode.isIn(administrator)).isTrue();
  }

  /** As a provider sends it: without cookies. */
  private static HttpResponse<String> over(String provider, String token) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(
                  URI.create(served.address() + "/sign-in/oidc/" + provider + "/logout"))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      "logout_token=" + URLEncoder.encode(token, StandardCharsets.UTF_8)))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void one_session_of_several_is_over_where_the_provider_names_it() throws Exception {
    river.set(who("two-sessions", "watch"));
    HttpVisitor first = served.visitor();
    signIn(first, "river", river);
    HttpVisitor second = served.visitor();
    river.set(
        new Lie()
            .claims(right ->
                right.subject("two-sessions").claim("groups", "watch").claim("sid", "session-2")));
    signIn(second, "river", river);
    assertThat(OidcNode.isIn(first) && OidcNode.isIn(second)).isTrue();
    over(
        "river",
        river.sign(river.over("two-sessions").claim("sid", "session-2").build(), "logout+jwt"));
    assertThat(OidcNode.isIn(first)).isTrue();
    assertThat(OidcNode.isIn(second)).isFalse();
  }

  @Test
  void a_group_of_the_settings_lets_in_at_once_and_others_wait_or_are_turned_away()
      throws Exception {
    river.set(who("in-the-group", "watch", "others"));
    HttpVisitor visitor = served.visitor();
    assertThat(OidcNode.location(signIn(visitor, "river", river))).isEqualTo("/");
    assertThat(OidcNode.isIn(visitor)).isTrue();
    river.set(who("outside", "others"));
    assertThat(OidcNode.location(signIn(served.visitor(), "river", river)))
        .isEqualTo("/sign-in/oidc/river/waiting");
    closed.set(who("outside", "others"));
    HttpResponse<String> away = signIn(served.visitor(), "closed", closed);
    assertThat(away.statusCode()).isEqualTo(403);
    assertThat(away.body()).contains("in none of the groups");
    // Who is in already and leaves the group stays known, with nothing to open.
    river.set(who("in-the-group", "others"));
    signIn(visitor, "river", river);
    assertThat(visitor.get("/review").statusCode()).isEqualTo(403);
  }

  @Test
  void who_is_refused_is_told_so_and_can_still_be_let_in() throws Exception {
    river.set(
        new Lie().claims(right -> right.subject("refused").claim("name", "Zoë <script>\u202e")));
    HttpVisitor visitor = served.visitor();
    signIn(visitor, "river", river);
    String id = newcomer("Zoë &lt;script&gt;");
    administrator.post("/people/newcomers/" + id + "/refuse");
    HttpResponse<String> again = signIn(visitor, "river", river);
    assertThat(OidcNode.location(again)).isEqualTo("/sign-in/oidc/river/waiting?refused=1");
    assertThat(administrator.get("/people").body()).contains("1 person was refused");
    assertThat(OidcNode.location(administrator.post("/people/newcomers/" + id)))
        .isEqualTo("/people?said=newcomer-wrong");
    administrator.post(
        "/people/newcomers/" + id, "organisation", "stone-watch", "role", "contributor");
    assertThat(OidcNode.location(signIn(visitor, "river", river))).isEqualTo("/");
  }

  @Test
  void nobody_gets_an_account_by_a_name_or_an_address_of_mail() throws Exception {
    river.set(
        new Lie()
            .claims(right ->
                right
                    .subject("impostor")
                    .claim("preferred_username", "keeper")
                    .claim("email", "keeper")
                    .claim("groups", "watch")));
    HttpVisitor impostor = served.visitor();
    signIn(impostor, "river", river);
    assertThat(OidcNode.isIn(impostor)).isTrue();
    assertThat(impostor.get("/people").statusCode()).isEqualTo(403);
    assertThat(account("keeper@river").isAnywhere(Role.ADMINISTRATOR)).isFalse();
  }

  @Test
  void an_answer_counts_once_and_in_the_browser_that_asked() throws Exception {
    river.set(who("once", "watch"));
    HttpVisitor visitor = served.visitor();
    URI callback = callback(OidcNode.begin(visitor, "river"), "river", river);
    HttpResponse<String> other = OidcNode.back(served.visitor(), callback);
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(other.body()).contains("Begin again");
    HttpResponse<String> elsewhere =
        OidcNode.back(visitor, URI.create(callback.toString().replace("/river/", "/closed/")));
    assertThat(elsewhere.statusCode()).isEqualTo(422);
    assertThat(OidcNode.back(visitor, callback).statusCode()).isEqualTo(303);
    assertThat(OidcNode.back(visitor, callback).statusCode()).isEqualTo(422);
  }

  @Test
  void nothing_leads_to_another_site_afterwards() throws Exception {
    river.set(who("hostile-next", "watch"));
    HttpVisitor visitor = served.visitor();
    URI asked = OidcNode.begin(visitor, "river", "next", "https://evil.example/");
    assertThat(OidcNode.location(OidcNode.back(visitor, callback(asked, "river", river))))
        .isEqualTo("/");
  }

  @Test
  void a_provider_that_lies_lets_nobody_in_and_other_ways_go_on() throws Exception {
    closed.set(
        new Lie().claims(right -> right.subject("Noor of the secret name").audience("another")));
    HttpVisitor visitor = served.visitor();
    HttpResponse<String> answer = signIn(visitor, "closed", closed);
    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.body())
        .contains("gave an answer that does not hold")
        .contains("password or a passkey of this node works")
        .doesNotContain("secret name");
    assertThat(OidcNode.isIn(visitor)).isFalse();
    visitor.post("/sign-in", "login", "keeper", "password", ServedWorkspace.PASSWORD);
    assertThat(OidcNode.isIn(visitor)).isTrue();
    assertThat(served.visitor().get("/sign-in?lang=fr").body())
        .contains("Musée du Fleuve")
        .contains("river sign-in");
  }

  @Test
  void one_links_and_unlinks_it_and_keeps_a_way_in() throws Exception {
    HttpVisitor noor = served.signedIn("noor", "Stone Watch", Role.PLANNER);
    river.set(who("noor-there", "watch"));
    URI asked = OidcNode.onward(noor.post("/me/identities", "provider", "river"));
    assertThat(query(asked)).containsEntry("prompt", "login");
    URI callback = callback(asked, "river", river);
    assertThat(OidcNode.location(OidcNode.back(noor, callback)))
        .isEqualTo("/me?said=identity-added");
    assertThat(account("noor").byGroups("stone-watch")).isEqualTo(Set.of(Role.ANALYST));
    HttpVisitor by = served.visitor();
    signIn(by, "river", river);
    assertThat(by.get("/me").body()).contains("<bdi>noor</bdi>").contains("river sign-in");

    HttpVisitor other = served.signedIn("omar", "Stone Watch", Role.PLANNER);
    URI taken = OidcNode.onward(other.post("/me/identities", "provider", "river"));
    assertThat(OidcNode.location(OidcNode.back(other, callback(taken, "river", river))))
        .isEqualTo("/me?said=identity-taken");

    String person = account("noor").id();
    String id = served.people().identities().list(person).getFirst().id();
    assertThat(other.post("/me/identities/remove", "identity", id).statusCode()).isEqualTo(404);
    // By what the provider remembers alone nobody changes how they sign in.
    assertThat(OidcNode.location(by.post("/me/identities/remove", "identity", id)))
        .startsWith("/sign-in?again=1");
    assertThat(OidcNode.location(noor.post("/me/identities/remove", "identity", id)))
        .isEqualTo("/me?said=identity-removed");
    assertThat(OidcNode.isIn(by)).isFalse();
    assertThat(account("noor").byGroups("stone-watch")).isEmpty();
    assertThat(account("noor").byHand("stone-watch")).isEqualTo(Set.of(Role.PLANNER));
  }

  @Test
  void whom_an_administrator_lets_in_no_more_no_group_lets_in() throws Exception {
    river.set(
        new Lie()
            .claims(right ->
                right
                    .subject("shut")
                    .claim("preferred_username", "shut")
                    .claim("groups", "watch")));
    HttpVisitor visitor = served.visitor();
    signIn(visitor, "river", river);
    String person = account("shut@river").id();
    String id = served.people().identities().list(person).getFirst().id();
    administrator.post("/people/" + person + "/identities", "identity", id, "shut", "1");
    assertThat(OidcNode.isIn(visitor)).isFalse();
    assertThat(account("shut@river").memberships()).isEmpty();
    assertThat(OidcNode.location(signIn(visitor, "river", river)))
        .isEqualTo("/sign-in/oidc/river/waiting?refused=1");
    assertThat(administrator.get("/people/" + person).body()).contains("Let in again");
    administrator.post("/people/" + person + "/identities", "identity", id);
    assertThat(OidcNode.location(signIn(visitor, "river", river))).isEqualTo("/");
    assertThat(account("shut@river").byGroups("stone-watch")).isEqualTo(Set.of(Role.ANALYST));
  }

  @Test
  void the_only_way_in_cannot_be_removed() throws Exception {
    river.set(
        new Lie()
            .claims(right ->
                right
                    .subject("alone")
                    .claim("preferred_username", "alone")
                    .claim("groups", "watch")));
    HttpVisitor visitor = served.visitor();
    OidcNode.back(
        visitor, callback(OidcNode.begin(visitor, "river", "again", "1"), "river", river));
    String id = served.people().identities().list(account("alone@river").id()).getFirst().id();
    assertThat(OidcNode.location(visitor.post("/me/identities/remove", "identity", id)))
        .isEqualTo("/me?said=identity-last");
  }
}
