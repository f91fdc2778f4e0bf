package org.cairn.app.web.people.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;

/**
 * A provider that can be made to answer wrongly in one thing, and answers rightly in all others.
 * What it is to do is set before it is asked.
 */
public final class LyingIssuer implements AutoCloseable {
  public static final String CLIENT = "cairn-test";

  private final HttpServer server;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile Lie lie = new Lie();

  /** Made once: it takes longer than a test. */
  private static final List<RSAKey> KEYS = List.of(newKey("first"), newKey("second"));

  private volatile RSAKey key = KEYS.getFirst();
  private volatile String nonce = "";

  private LyingIssuer(HttpServer server) {
    this.server = server;
  }

  /** Changes the one thing that is to be wrong. */
  @FunctionalInterface
  public interface Change<T> {
    T of(T right) throws Exception;
  }

  /** How each answer is made wrong; nothing, at first. */
  public static final class Lie {
    Change<Map<String, Object>> configuration = right -> right;
    Change<JWTClaimsSet.Builder> claims = right -> right;
    Change<Map<String, Object>> tokens = right -> right;
    Change<HttpExchange> exchange = right -> right;
    String signature = "RS256";
    boolean otherKey;

    public Lie configuration(Change<Map<String, Object>> change) {
      configuration = change;
      return this;
    }

    public Lie claims(Change<JWTClaimsSet.Builder> change) {
      claims = change;
      return this;
    }

    public Lie tokens(Change<Map<String, Object>> change) {
      tokens = change;
      return this;
    }

    /** Answers by itself, or returns for the right answer. */
    public Lie exchange(Change<HttpExchange> change) {
      exchange = change;
      return this;
    }

    /** {@code none}, {@code HS256} or {@code RS256}. */
    public Lie signature(String algorithm) {
      signature = algorithm;
      return this;
    }

    /** By one that it does not publish. */
    public Lie otherKey() {
      otherKey = true;
      return this;
    }
  }

  public static LyingIssuer start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    LyingIssuer issuer = new LyingIssuer(server);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            issuer.answer(exchange);
          } catch (IOException gone) {
            throw gone;
          } catch (Exception e) {
            throw new IOException(e);
          }
        });
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return issuer;
  }

  public String address() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  public void set(Lie next) {
    lie = next;
  }

  /** Of the request to sign in that comes next. */
  public void expect(String next) {
    nonce = next;
  }

  /** From now on signs by a new key, and publishes that alone. */
  public void changeKey() {
    key = KEYS.getLast();
  }

  /** Paths of all requests. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  /** Waits until the test is over: an answer that never comes. */
  public void hang() throws InterruptedException {
    closed.await();
  }

  public String settings(String id, String... further) {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "- id: " + id,
                "  name: " + id + " sign-in",
                "  issuer: " + address(),
                "  client_id: " + CLIENT));
    Arrays.stream(further).map("  "::concat).forEach(lines::add);
    return String.join("\n", lines.stream().map("    "::concat).toList()) + "\n";
  }

  private void answer(HttpExchange exchange) throws Exception {
    String path = exchange.getRequestURI().getPath();
    asked.add(path);
    lie.exchange.of(exchange);
    if (exchange.getResponseCode() > 0) {
      return;
    }
    switch (path) {
      case "/.well-known/openid-configuration" ->
          send(exchange, 200, json(lie.configuration.of(configuration())));
      case "/keys" -> send(exchange, 200, new JWKSet(key.toPublicJWK()).toString());
      case "/token" -> {
        Map<String, Object> tokens = new TreeMap<>();
        tokens.put("access_token", "of no use");
        tokens.put("token_type", "Bearer");
        tokens.put("id_token", token());
        send(exchange, 200, json(lie.tokens.of(tokens)));
      }
      default -> send(exchange, 404, "{}");
    }
  }

  private Map<String, Object> configuration() {
    Map<String, Object> all = new TreeMap<>();
    all.put("issuer", address());
    all.put("authorization_endpoint", address() + "/authorize");
    all.put("token_endpoint", address() + "/token");
    all.put("jwks_uri", address() + "/keys");
    all.put("end_session_endpoint", address() + "/end");
    all.put("response_types_supported", List.of("code"));
    all.put("subject_types_supported", List.of("public"));
    all.put("id_token_signing_alg_values_supported", List.of("RS256"));
    return all;
  }

  /** Of somebody known as {@code 1234}. */
  private String token() throws Exception {
    Instant now = Instant.now();
    JWTClaimsSet claims =
        lie.claims
            .of(
                new JWTClaimsSet.Builder()
                    .issuer(address())
                    .audience(CLIENT)
                    .subject("1234")
                    .issueTime(Date.from(now))
                    .expirationTime(Date.from(now.plusSeconds(300)))
                    .claim("nonce", nonce)
                    .claim("sid", "session-1")
                    .claim("name", "Somebody of theirs")
                    .claim("preferred_username", "somebody"))
            .build();
    return sign(claims, "JWT");
  }

  /** As the lie has it. */
  public String sign(JWTClaimsSet claims, String type) throws JOSEException {
    RSAKey by =
        lie.otherKey ? new RSAKey.Builder(KEYS.getLast()).keyID(key.getKeyID()).build() : key;
    return switch (lie.signature) {
      case "none" -> new PlainJWT(claims).serialize();
      case "HS256" -> {
        SignedJWT token = new SignedJWT(header(JWSAlgorithm.HS256, by, type), claims);
        token.sign(new MACSigner(by.toPublicJWK().toRSAPublicKey().getEncoded()));
        yield token.serialize();
      }
      default -> {
        SignedJWT token = new SignedJWT(header(JWSAlgorithm.RS256, by, type), claims);
        token.sign(new RSASSASigner(by));
        yield token.serialize();
      }
    };
  }

  private static JWSHeader header(JWSAlgorithm algorithm, RSAKey key, String type) {
    return new JWSHeader.Builder(algorithm)
        .keyID(key.getKeyID())
        .type(new com.nimbusds.jose.JOSEObjectType(type))
        .build();
  }

  /** What a provider says when all sessions of somebody are over. */
  public JWTClaimsSet.Builder over(String subject) {
    Instant now = Instant.now();
    return new JWTClaimsSet.Builder()
        .issuer(address())
        .audience(CLIENT)
        .subject(subject)
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(120)))
        .jwtID(UUID.randomUUID().toString())
        .claim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
  }

  private static RSAKey newKey(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String json(Map<String, Object> all) {
    return JsonMapper.shared().writeValueAsString(all);
  }

  public static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
