package org.cairn.app.web.people.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cairn.app.web.people.oidc.LyingIssuer.Lie;
import org.cairn.app.web.people.oidc.ProviderException.Why;
import org.cairn.register.SignInSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is believed of a provider, and what is not. */
class ProviderTest {
  private static final URI BACK = URI.create("http://localhost:8080/sign-in/oidc/museum/callback");

  private LyingIssuer issuer;
  private Provider provider;

  @BeforeEach
  void start() throws Exception {
    issuer = LyingIssuer.start();
    provider = provider(List.of(), Set.of(), Optional.empty());
  }

  @AfterEach
  void stop() {
    provider.close();
    issuer.close();
  }

  private Provider provider(List<String> acr, Set<String> amr, Optional<Path> secret) {
    return new Provider(
        new SignInSettings.Provider(
            "museum",
            Map.of("", "Museum"),
            issuer.address(),
            LyingIssuer.CLIENT,
            secret,
            Set.of(),
            List.of("openid", "profile"),
            "realm.groups",
            List.of(new SignInSettings.GroupRoles("watch", "museum", Set.of("analyst"))),
            SignInSettings.Approval.FIRST_LOGIN,
            acr,
            amr),
        InstantSource.system(),
        Duration.ofMillis(400));
  }

  private Identity signIn(String... further) throws Exception {
    Provider.Going going = provider.begin(BACK, "en", false);
    return finish(going, further);
  }

  private Identity finish(Provider.Going going, String... further) throws Exception {
    issuer.expect(going.pending().nonce());
    Map<String, List<String>> parameters = new HashMap<>();
    parameters.put("code", List.of("a-code"));
    parameters.put("state", List.of(going.pending().state()));
    for (int i = 0; i < further.length; i += 2) {
      parameters.put(further[i], List.of(further[i + 1]));
    }
    return provider.finish(going.pending(), parameters);
  }

  private ProviderException refused() {
    ProviderException failure = catchThrowableOfType(ProviderException.class, () -> signIn());
    assertThat(failure).isNotNull();
    return failure;
  }

  @Test
  void asks_nothing_before_somebody_signs_in_and_then_in_the_way_of_the_standard()
      throws Exception {
    assertThat(issuer.asked()).isEmpty();
    Provider.Going going = provider.begin(BACK, "ar", false);
    assertThat(issuer.asked()).containsExactly("/.well-known/openid-configuration");
    assertThat(going.address().toString())
        .startsWith(issuer.address() + "/authorize?")
        .contains("response_type=code")
        .contains("code_challenge_method=S256")
        .contains("code_challenge=")
        .contains("nonce=" + going.pending().nonce())
        .contains("state=" + going.pending().state())
        .contains("ui_locales=ar")
        .contains("redirect_uri=http%3A%2F%2Flocalhost%3A8080%2Fsign-in%2Foidc%2Fmuseum%2Fcallback")
        .doesNotContain(going.pending().verifier());
    assertThat(provider.begin(BACK, "en", true).address().toString())
        .contains("prompt=login")
        .contains("max_age=0");
    assertThat(issuer.asked()).hasSize(1);
  }

  @Test
  void somebody_is_who_the_token_says_with_the_groups_that_it_says() throws Exception {
    issuer.set(
        new Lie().claims(right -> right.claim("realm", Map.of("groups", List.of("watch", 7)))));
    Identity identity = signIn();
    assertThat(identity.issuer()).isEqualTo(issuer.address());
    assertThat(identity.subject()).isEqualTo("1234");
    assertThat(identity.name()).contains("Somebody of theirs");
    assertThat(identity.groups()).isEqualTo(Set.of("watch"));
    assertThat(identity.session()).contains("session-1");
  }

  static Stream<Arguments> lies() {
    Date before = Date.from(Instant.now().minusSeconds(600));
    Date after = Date.from(Instant.now().plusSeconds(600));
    return Stream.of(
        Arguments.of("unsigned", new Lie().signature("none")),
        Arguments.of("signed by a shared secret", new Lie().signature("HS256")),
        Arguments.of("signed by another key", new Lie().otherKey()),
        Arguments.of("of another issuer", claims(right -> right.issuer("https://other.example"))),
        Arguments.of("for another client", claims(right -> right.audience("another"))),
        Arguments.of(
            "for several, authorised for none",
            claims(right -> right.audience(List.of(LyingIssuer.CLIENT, "another")))),
        Arguments.of("authorised for another", claims(right -> right.claim("azp", "another"))),
        Arguments.of("expired", claims(right -> right.expirationTime(before))),
        Arguments.of("of the future", claims(right -> right.issueTime(after))),
        Arguments.of("with another nonce", claims(right -> right.claim("nonce", "another"))),
        Arguments.of("without a nonce", claims(right -> right.claim("nonce", null))),
        Arguments.of("of nobody", claims(right -> right.subject(null))),
        Arguments.of("of no end", claims(right -> right.subject("1".repeat(300)))),
        Arguments.of("of no token", new Lie().tokens(ProviderTest::withoutToken)));
  }

  private static Map<String, Object> withoutToken(Map<String, Object> right) {
    right.remove("id_token");
    return right;
  }

  private static Lie claims(LyingIssuer.Change<com.nimbusds.jwt.JWTClaimsSet.Builder> change) {
    return new Lie().claims(change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lies")
  void refuses_a_token(String how, Lie lie) {
    issuer.set(lie);
    ProviderException failure = refused();
    assertThat(failure.why()).as("%s: %s", how, failure.getMessage()).isIn(Why.UNTRUE, Why.AWAY);
    assertThat(failure.getMessage()).doesNotContain("1234").doesNotContain("Somebody");
  }

  static Stream<Arguments> configurations() {
    return Stream.of(
        Arguments.of("another issuer", with("issuer", "https://other.example"), Why.UNTRUE),
        Arguments.of(
            "tokens elsewhere", with("token_endpoint", "http://127.0.0.1:1/token"), Why.UNTRUE),
        Arguments.of("keys elsewhere", with("jwks_uri", "https://10.0.0.1/keys"), Why.UNTRUE),
        Arguments.of("keys of a file", with("jwks_uri", "file:///etc/passwd"), Why.UNTRUE),
        Arguments.of("no keys", with("jwks_uri", "nowhere at all"), Why.AWAY),
        Arguments.of("an error", answering(500, "{}"), Why.AWAY),
        Arguments.of("garbage", answering(200, "<html>"), Why.AWAY),
        Arguments.of("what has no end", answering(200, "[" + "1,".repeat(400_000)), Why.AWAY));
  }

  private static Lie with(String name, String value) {
    return new Lie()
        .configuration(right -> {
          right.put(name, value);
          return right;
        });
  }

  private static Lie answering(int status, String text) {
    return new Lie()
        .exchange(exchange -> {
          LyingIssuer.send(exchange, status, text);
          return exchange;
        });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("configurations")
  void refuses_a_configuration_with(String how, Lie lie, Why why) {
    issuer.set(lie);
    ProviderException failure = refused();
    assertThat(failure.why()).as("%s: %s", how, failure.getMessage()).isEqualTo(why);
    assertThat(issuer.asked()).containsOnly("/.well-known/openid-configuration");
  }

  @Test
  void follows_no_redirect() {
    issuer.set(
        new Lie()
            .exchange(exchange -> {
              exchange.getResponseHeaders().set("Location", exchange.getRequestURI().toString());
              LyingIssuer.send(exchange, 302, "");
              return exchange;
            }));
    assertThat(refused().why()).isEqualTo(Why.AWAY);
    assertThat(issuer.asked()).hasSize(1);
  }

  @Test
  void waits_a_bounded_time_and_asks_no_more_for_a_while() {
    issuer.set(
        new Lie()
            .exchange(exchange -> {
              issuer.hang();
              return exchange;
            }));
    assertThat(refused().why()).isEqualTo(Why.AWAY);
    assertThat(refused().getMessage()).contains("no whole answer");
    assertThat(issuer.asked()).hasSize(1);
  }

  @Test
  void one_that_is_down_is_away() {
    issuer.close();
    assertThat(refused().why()).isEqualTo(Why.AWAY);
  }

  @Test
  void learns_new_keys_by_itself() throws Exception {
    signIn();
    issuer.changeKey();
    assertThat(signIn().subject()).isEqualTo("1234");
  }

  @Test
  void refuses_an_answer_of_another_issuer_and_an_error() throws Exception {
    assertThatThrownBy(() -> signIn("iss", "https://other.example"))
        .hasMessageContaining("RFC 9207");
    assertThat(signIn("iss", issuer.address()).subject()).isEqualTo("1234");
    Provider.Going going = provider.begin(BACK, "en", false);
    assertThatThrownBy(() ->
            provider.finish(
                going.pending(),
                Map.of(
                    "error", List.of("access_denied"),
                    "error_description", List.of("Amal\nHaddad may not"),
                    "state", List.of(going.pending().state()))))
        .isInstanceOfSatisfying(
            ProviderException.class,
            refused -> {
              assertThat(refused.why()).isEqualTo(Why.REFUSED);
              assertThat(refused.getMessage()).contains("access_denied").doesNotContain("Amal");
            });
  }

  @Test
  void asks_for_the_issuer_where_it_was_promised() {
    issuer.set(
        new Lie()
            .configuration(right -> {
              right.put("authorization_response_iss_parameter_supported", true);
              return right;
            }));
    assertThat(refused().why()).isEqualTo(Why.UNTRUE);
  }

  @Test
  void more_of_another_person_is_not_believed() throws Exception {
    Lie lie =
        new Lie()
            .configuration(right -> {
              right.put("userinfo_endpoint", issuer.address() + "/userinfo");
              return right;
            });
    issuer.set(
        lie.exchange(exchange -> {
          if (exchange.getRequestURI().getPath().equals("/userinfo")) {
            LyingIssuer.send(exchange, 200, "{\"sub\":\"1234\",\"realm\":{\"groups\":\"watch\"}}");
          }
          return exchange;
        }));
    assertThat(signIn().groups()).isEqualTo(Set.of("watch"));
    issuer.set(
        lie.exchange(exchange -> {
          if (exchange.getRequestURI().getPath().equals("/userinfo")) {
            LyingIssuer.send(exchange, 200, "{\"sub\":\"4321\",\"realm\":{\"groups\":\"watch\"}}");
          }
          return exchange;
        }));
    assertThat(refused().why()).isEqualTo(Why.UNTRUE);
  }

  @Test
  void a_weaker_way_than_the_settings_ask_for_is_not_enough() throws Exception {
    provider = provider(List.of("silver", "gold"), Set.of("mfa"), Optional.empty());
    assertThat(provider.begin(BACK, "en", false).address().toString())
        .contains("acr_values=silver+gold");
    issuer.set(claims(right -> right.claim("acr", "bronze").claim("amr", List.of("mfa"))));
    assertThat(refused().why()).isEqualTo(Why.WEAK);
    issuer.set(claims(right -> right.claim("acr", "gold").claim("amr", List.of("pwd"))));
    assertThat(refused().why()).isEqualTo(Why.WEAK);
    issuer.set(claims(right -> right.claim("acr", "gold").claim("amr", List.of("pwd", "mfa"))));
    assertThat(signIn().subject()).isEqualTo("1234");
  }

  @Test
  void who_was_to_show_anew_who_they_are_and_did_not_is_not_let_in() throws Exception {
    Provider.Going going = provider.begin(BACK, "en", true);
    long hourAgo = Instant.now().minusSeconds(3600).getEpochSecond();
    issuer.set(claims(right -> right.claim("auth_time", hourAgo)));
    assertThatThrownBy(() -> finish(going))
        .isInstanceOfSatisfying(
            ProviderException.class, failure -> assertThat(failure.why()).isEqualTo(Why.WEAK));
    assertThat(signIn().shown()).contains(Instant.ofEpochSecond(hourAgo));
    issuer.set(new Lie());
    assertThat(signIn().shown()).isEmpty();
  }

  @Test
  void a_secret_that_others_may_read_is_not_used(@TempDir Path folder) throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "between us");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
    provider = provider(List.of(), Set.of(), Optional.of(secret));
    assertThat(refused().getMessage()).contains("chmod 600").doesNotContain("between us");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    assertThat(signIn().subject()).isEqualTo("1234");
    Files.delete(secret);
    assertThat(refused().why()).isEqualTo(Why.SETTINGS);
  }

  @Test
  void hears_that_a_session_is_over_once_and_only_by_a_token_that_holds() throws Exception {
    String right = issuer.sign(issuer.over("1234").build(), "logout+jwt");
    assertThat(provider.over(right).subject()).contains("1234");
    Date before = Date.from(Instant.now().minusSeconds(3600));
    List<String> wrong =
        List.of(
            right,
            "",
            "a.b.c",
            "x".repeat(100_000),
            issuer.sign(issuer.over("1234").audience("another").build(), "logout+jwt"),
            issuer.sign(issuer.over("1234").claim("nonce", "n").build(), "logout+jwt"),
            issuer.sign(issuer.over("1234").claim("events", Map.of()).build(), "logout+jwt"),
            issuer.sign(issuer.over("1234").issueTime(before).build(), "logout+jwt"),
            issuer.sign(issuer.over("1234").subject(null).build(), "logout+jwt"));
    for (String token : wrong) {
      assertThatThrownBy(() -> provider.over(token)).isInstanceOf(ProviderException.class);
    }
    for (Lie lie : Arrays.asList(new Lie().signature("none"), new Lie().otherKey())) {
      issuer.set(lie);
      String token = issuer.sign(issuer.over("1234").build(), "logout+jwt");
      assertThatThrownBy(() -> provider.over(token)).isInstanceOf(ProviderException.class);
    }
  }
}
