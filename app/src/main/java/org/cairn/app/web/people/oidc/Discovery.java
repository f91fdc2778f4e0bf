package org.cairn.app.web.people.oidc;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.cairn.app.web.people.oidc.ProviderException.Why;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says of itself (OpenID Connect Discovery 1.0), asked for when it is first needed
 * and kept. One that fails is not asked again for some seconds. Thread-safe.
 */
final class Discovery {
  private static final Duration FRESH = Duration.ofHours(1);

  /** While nothing newer is to be had. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private static final Duration BETWEEN_FAILURES = Duration.ofSeconds(10);

  private static final long KEYS_KEPT_MILLIS = Duration.ofMinutes(10).toMillis();
  private static final long KEYS_PATIENCE_MILLIS = Duration.ofSeconds(15).toMillis();

  /** Strangers' tokens with keys that nobody knows make this server ask no more often. */
  private static final long BETWEEN_KEYS_MILLIS = Duration.ofSeconds(30).toMillis();

  private static final long KEYS_OUTLIVE_MILLIS = Duration.ofHours(4).toMillis();

  /** By a key of the provider's that everybody knows: neither unsigned nor by a shared secret. */
  private static final Set<JWSAlgorithm> SIGNATURES =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private final String issuer;
  private final BoundedHttp http;
  private final InstantSource clock;

  /** Guarded by this, as all below. */
  private @Nullable Known known;

  private Instant since = Instant.MIN;
  private Instant failedAt = Instant.MIN;
  private @Nullable ProviderException failure;

  Discovery(String issuer, BoundedHttp http, InstantSource clock) {
    this.issuer = issuer;
    this.http = http;
    this.clock = clock;
  }

  /**
   * @param keys what tokens are verified with; asks for newer keys by itself
   */
  record Known(OIDCProviderMetadata metadata, JWKSource<SecurityContext> keys) {
    /** By the algorithms that the provider names, as far as they are any good. */
    JWSVerificationKeySelector<SecurityContext> signatures() throws ProviderException {
      Set<JWSAlgorithm> allowed = new LinkedHashSet<>(SIGNATURES);
      List<JWSAlgorithm> named = metadata.getIDTokenJWSAlgs();
      if (named != null) {
        allowed.retainAll(named);
      }
      if (allowed.isEmpty()) {
        throw new ProviderException(Why.UNTRUE, "it signs by none of " + SIGNATURES);
      }
      return new JWSVerificationKeySelector<>(allowed, keys);
    }
  }

  synchronized Known get() throws ProviderException {
    Instant now = clock.instant();
    Known old = known;
    if (old != null && now.isBefore(since.plus(FRESH))) {
      return old;
    }
    boolean usable = old != null && now.isBefore(since.plus(LONGEST));
    ProviderException last = failure;
    if (last != null && now.isBefore(failedAt.plus(BETWEEN_FAILURES)) && !now.isBefore(failedAt)) {
      if (usable && old != null) {
        return old;
      }
      throw new ProviderException(last.why(), String.valueOf(last.getMessage()), last);
    }
    try {
      Known read = read(old);
      known = read;
      since = now;
      failure = null;
      return read;
    } catch (ProviderException failed) {
      failure = failed;
      failedAt = now;
      if (usable && old != null && failed.why() == Why.AWAY) {
        return old;
      }
      throw failed;
    }
  }

  private Known read(@Nullable Known old) throws ProviderException {
    String bare = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    OIDCProviderMetadata metadata;
    try {
      metadata =
          OIDCProviderMetadata.parse(
              http.get(URI.create(bare + "/.well-known/openid-configuration")));
    } catch (IOException away) {
      throw new ProviderException(
          Why.AWAY, "its configuration cannot be had: " + away.getMessage(), away);
    } catch (ParseException garbage) {
      throw new ProviderException(
          Why.AWAY, "its configuration cannot be read: " + garbage.getMessage(), garbage);
    }
    if (!metadata.getIssuer().getValue().equals(issuer)) {
      throw new ProviderException(
          Why.UNTRUE,
          "its configuration says that the issuer is '%s', not '%s': write it in 'issuer' to the letter, if that is the provider"
              .formatted(metadata.getIssuer().getValue(), issuer));
    }
    checkHost("authorization_endpoint", metadata.getAuthorizationEndpointURI());
    checkHost("token_endpoint", metadata.getTokenEndpointURI());
    checkHost("jwks_uri", metadata.getJWKSetURI());
    boolean sameKeys = old != null && metadata.getJWKSetURI().equals(old.metadata().getJWKSetURI());
    return new Known(
        metadata, sameKeys && old != null ? old.keys() : keys(metadata.getJWKSetURI()));
  }

  private void checkHost(String member, @Nullable URI address) throws ProviderException {
    if (address == null) {
      throw new ProviderException(Why.AWAY, "its configuration has no " + member);
    }
    if (!http.allows(address)) {
      throw new ProviderException(
          Why.UNTRUE,
          "its %s is at %s, which the settings do not name: add it to 'hosts', if it is the provider's"
              .formatted(member, BoundedHttp.named(address)));
    }
  }

  private JWKSource<SecurityContext> keys(URI address) throws ProviderException {
    try {
      return JWKSourceBuilder.<SecurityContext>create(
              address.toURL(),
              url -> new Resource(http.get(URI.create(url.toString())), "application/json"))
          .cache(KEYS_KEPT_MILLIS, KEYS_PATIENCE_MILLIS)
          .refreshAheadCache(false)
          .rateLimited(BETWEEN_KEYS_MILLIS)
          .outageTolerant(KEYS_OUTLIVE_MILLIS)
          .build();
    } catch (MalformedURLException notOne) {
      throw new ProviderException(Why.AWAY, "its jwks_uri is no address", notOne);
    }
  }
}
