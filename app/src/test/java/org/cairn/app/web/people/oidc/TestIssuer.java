package org.cairn.app.web.people.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;

/**
 * An institution's sign-in for tests: a real provider of OpenID Connect (Spring's authorization
 * server) with its own page to sign in on. People are Amal and Bo, whose password is {@link
 * #PASSWORD}; which groups they are in can be changed meanwhile. {@link #main} runs one to try by
 * hand.
 */
public final class TestIssuer implements AutoCloseable {
  public static final String CLIENT = "cairn-test";
  public static final String SECRET = "a secret of the two servers";
  public static final String PASSWORD = "at the museum";

  private final ServletWebServerApplicationContext context;
  private final State state;

  /** What can be changed while it runs. */
  private record State(
      RSAKey key, AtomicReference<String> client, Map<String, Set<String>> groups) {}

  private TestIssuer(ServletWebServerApplicationContext context, State state) {
    this.context = context;
    this.state = state;
  }

  /**
   * @param port 0 for a free one
   */
  public static TestIssuer start(int port) throws JOSEException {
    State state =
        new State(
            new RSAKeyGenerator(2048)
                .keyID("museum-key")
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.RS256)
                .generate(),
            new AtomicReference<>("http://localhost:8080"),
            new ConcurrentHashMap<>(
                Map.of("amal", Set.of("heritage-watch", "everybody"), "bo", Set.of("everybody"))));
    SpringApplication application = new SpringApplication(Wiring.class);
    application.setWebApplicationType(WebApplicationType.SERVLET);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    application.setRegisterShutdownHook(false);
    application.addInitializers(context -> {
      GenericApplicationContext beans = (GenericApplicationContext) context;
      beans.registerBean(State.class, () -> state);
      beans.registerBean(TomcatServletWebServerFactory.class, () -> tomcat(port));
    });
    return new TestIssuer((ServletWebServerApplicationContext) application.run(), state);
  }

  /** Filters answer only where there is a servlet behind them. */
  private static TomcatServletWebServerFactory tomcat(int port) {
    TomcatServletWebServerFactory tomcat = new TomcatServletWebServerFactory(port);
    tomcat.setRegisterDefaultServlet(true);
    return tomcat;
  }

  public String address() {
    return "http://localhost:" + Objects.requireNonNull(context.getWebServer()).getPort();
  }

  /** Where the node that people sign in to is. */
  public void serve(String node) {
    state.client().set(node);
  }

  public void setGroups(String user, String... groups) {
    state.groups().put(user, Set.of(groups));
  }

  /** What to write into {@code cairn.yaml}. */
  public String settings(String secretFile, String... further) {
    return """
    sign_in:
      oidc:
        - id: museum
          name: {en: Museum of the River, fr: Musée du Fleuve, ar: متحف النهر}
          issuer: %s
          client_id: %s
          client_secret_file: %s
          groups:
            - group: heritage-watch
              organisation: stone-watch
              roles: [contributor, analyst]
    """
            .formatted(address(), CLIENT, secretFile)
        + String.join(
            "", java.util.Arrays.stream(further).map(line -> "      " + line + "\n").toList());
  }

  /** What a provider says when a session is over; Spring's server does not, so it is made here. */
  public String logoutToken(JWTClaimsSet.Builder claims) throws JOSEException {
    claims
        .issuer(address())
        .audience(CLIENT)
        .issueTime(Date.from(Instant.now()))
        .expirationTime(Date.from(Instant.now().plusSeconds(120)))
        .jwtID(UUID.randomUUID().toString())
        .claim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID(state.key().getKeyID())
                .type(new JOSEObjectType("logout+jwt"))
                .build(),
            claims.build());
    token.sign(new RSASSASigner(state.key()));
    return token.serialize();
  }

  /** A browser of somebody's, as far as this provider sees it. */
  public Browser browser() {
    return new Browser();
  }

  /** Follows the provider's pages; keeps its cookies. */
  public final class Browser {
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final HttpClient client =
        HttpClient.newBuilder()
            .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
            .build();

    private Browser() {}

    /** Signs in where that is asked; returns the address that leads back to the node. */
    public URI follow(URI start, String user) throws Exception {
      URI next = start;
      for (int step = 0; step < 8; step++) {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(next).GET());
        if (answer.statusCode() == 200 && next.getPath().equals("/login")) {
          Matcher csrf = CSRF.matcher(answer.body());
          String form =
              "username=%s&password=%s&_csrf=%s"
                  .formatted(
                      user,
                      URLEncoder.encode(PASSWORD, UTF_8),
                      csrf.find() ? URLEncoder.encode(csrf.group(1), UTF_8) : "");
          answer =
              send(
                  HttpRequest.newBuilder(next)
                      .header("Content-Type", "application/x-www-form-urlencoded")
                      .POST(HttpRequest.BodyPublishers.ofString(form)));
        }
        URI from = next;
        next =
            answer
                .headers()
                .firstValue("Location")
                .map(from::resolve)
                .orElseThrow(() -> new IllegalStateException("Stays at " + from));
        if (!next.toString().startsWith(address())) {
          return next;
        }
      }
      throw new IllegalStateException("Does not lead back: " + next);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
      return client.send(
          request.header("Accept", "text/html").build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  @Override
  public void close() {
    context.close();
  }

  /** How it is put together. */
  @Configuration(proxyBeanMethods = false)
  @EnableWebSecurity
  static class Wiring {
    @Bean
    DelegatingFilterProxyRegistrationBean security() {
      return new DelegatingFilterProxyRegistrationBean("springSecurityFilterChain");
    }

    @Bean
    @Order(1)
    SecurityFilterChain protocol(HttpSecurity http) throws Exception {
      return http.oauth2AuthorizationServer(
              server -> {
                http.securityMatcher(server.getEndpointsMatcher());
                server.oidc(Customizer.withDefaults());
              })
          .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
          .exceptionHandling(handling ->
              handling.defaultAuthenticationEntryPointFor(
                  new LoginUrlAuthenticationEntryPoint("/login"),
                  new MediaTypeRequestMatcher(MediaType.TEXT_HTML)))
          .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain page(HttpSecurity http) throws Exception {
      return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
          .formLogin(Customizer.withDefaults())
          .build();
    }

    @Bean
    UserDetailsService users() {
      return new InMemoryUserDetailsManager(
          User.withUsername("amal").password("{noop}" + PASSWORD).roles("STAFF").build(),
          User.withUsername("bo").password("{noop}" + PASSWORD).roles("STAFF").build());
    }

    @Bean
    RegisteredClientRepository clients(State state) {
      return new RegisteredClientRepository() {
        /** Called to keep the secret as a hash: there is one client, and it stays as it is. */
        @Override
        public void save(RegisteredClient client) {}

        @Override
        public RegisteredClient findById(String id) {
          return client(state.client().get());
        }

        @Override
        public RegisteredClient findByClientId(String id) {
          return client(state.client().get());
        }
      };
    }

    private static RegisteredClient client(String node) {
      return RegisteredClient.withId("1")
          .clientId(CLIENT)
          .clientSecret("{noop}" + SECRET)
          .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
          .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
          .redirectUri(node + "/sign-in/oidc/museum/callback")
          .postLogoutRedirectUri(node + "/sign-in")
          .scope("openid")
          .scope("profile")
          .clientSettings(ClientSettings.builder().requireProofKey(true).build())
          .build();
    }

    @Bean
    JWKSource<SecurityContext> keys(State state) {
      return (selector, context) -> selector.select(new JWKSet(state.key()));
    }

    @Bean
    JwtDecoder decoder(JWKSource<SecurityContext> keys) {
      return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
    }

    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> claims(State state) {
      return context -> {
        if (OidcParameterNames.ID_TOKEN.equals(context.getTokenType().getValue())) {
          String user = context.getPrincipal().getName();
          context
              .getClaims()
              .claim("name", user.equals("amal") ? "Amal Haddad" : "Bo Lindqvist")
              .claim("preferred_username", user)
              .claim("groups", List.copyOf(state.groups().getOrDefault(user, Set.of())));
        }
      };
    }

    @Bean
    AuthorizationServerSettings settings() {
      return AuthorizationServerSettings.builder().build();
    }
  }

  /**
   * Runs until it is stopped, and says what to write into {@code cairn.yaml}.
   *
   * @param arguments the port (9000 without it), and the node's address (http://localhost:8080)
   */
  public static void main(String[] arguments) throws Exception {
    int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 9000;
    try (TestIssuer issuer = start(port)) {
      if (arguments.length > 1) {
        issuer.serve(arguments[1]);
      }
      System.out.println("# In the workspace: printf '" + SECRET + "' > keys/museum.secret");
      System.out.println("# and: chmod 600 keys/museum.secret");
      System.out.println("# People: amal and bo, password '" + PASSWORD + "'. In cairn.yaml:");
      System.out.println(issuer.settings("keys/museum.secret"));
      new CountDownLatch(1).await();
    }
  }
}
