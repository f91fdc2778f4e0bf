package org.cairn.app.web.people.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.langtag.LangTag;
import com.nimbusds.langtag.LangTagException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.Prompt;
import com.nimbusds.openid.connect.sdk.claims.ACR;
import com.nimbusds.openid.connect.sdk.claims.LogoutTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.validators.LogoutTokenValidator;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.app.web.people.oidc.ProviderException.Why;
import org.cairn.register.SignInSettings;

/** One institution by which people sign in. Thread-safe; each question waits for its answer. */
public final class Provider implements AutoCloseable {
  private static final int LONGEST_TOKEN = 64 * 1024;

  /** Of a token that says what is over, from when it was made. */
  private static final Duration LOGOUT_LASTS = Duration.ofMinutes(10);

  private final SignInSettings.Provider settings;
  private final InstantSource clock;
  private final BoundedHttp http;
  private final Discovery discovery;
  private final Exchange exchange;
  private final OnceOnly logouts = new OnceOnly();

  Provider(SignInSettings.Provider settings, InstantSource clock, Duration patience) {
    this.settings = settings;
    this.clock = clock;
    this.http = new BoundedHttp(URI.create(settings.issuer()), settings.hosts(), patience);
    this.discovery = new Discovery(settings.issuer(), http, clock);
    this.exchange = new Exchange(settings, http, clock);
  }

  public SignInSettings.Provider settings() {
    return settings;
  }

  public String id() {
    return settings.id();
  }

  /**
   * Somebody is to be sent there.
   *
   * @param address for the browser
   * @param pending for when they come back
   */
  public record Going(URI address, Pending pending) {}

  /**
   * @param back this node's address that the provider knows
   * @param language of the page that they come from, as a tag
   * @param anew whether they are to show who they are even where the provider knows them still
   */
  public Going begin(URI back, String language, boolean anew) throws ProviderException {
    Discovery.Known known = discovery.get();
    State state = new State();
    Nonce nonce = new Nonce();
    CodeVerifier verifier = new CodeVerifier();
    AuthenticationRequest.Builder request =
        new AuthenticationRequest.Builder(
                ResponseType.CODE,
                new Scope(settings.scopes().toArray(String[]::new)),
                new ClientID(settings.clientId()),
                back)
            .endpointURI(known.metadata().getAuthorizationEndpointURI())
            .state(state)
            .nonce(nonce)
            .codeChallenge(verifier, CodeChallengeMethod.S256);
    try {
      request.uiLocales(List.of(LangTag.parse(language)));
    } catch (LangTagException notATag) {
      throw new IllegalArgumentException("No tag of a language: '" + language + "'", notATag);
    }
    if (!settings.acr().isEmpty()) {
      request.acrValues(settings.acr().stream().map(ACR::new).toList());
    }
    if (anew) {
      request.prompt(Prompt.Type.LOGIN).maxAge(0);
    }
    return new Going(
        request.build().toURI(),
        new Pending(
            settings.id(),
            state.getValue(),
            nonce.getValue(),
            verifier.getValue(),
            back,
            anew,
            clock.instant()));
  }

  /**
   * Somebody came back.
   *
   * @param parameters of the request, its state being that of {@code pending}
   */
  public Identity finish(Pending pending, Map<String, List<String>> parameters)
      throws ProviderException {
    return exchange.finish(discovery.get(), pending, parameters);
  }

  /**
   * Where a browser ends the session at the provider, too.
   *
   * @param back this node's page that is shown afterwards
   * @return empty where the provider has no such address
   */
  public Optional<URI> findSignOut(Optional<String> idToken, URI back) throws ProviderException {
    URI address = discovery.get().metadata().getEndSessionEndpointURI();
    if (address == null || !http.allows(address)) {
      return Optional.empty();
    }
    try {
      JWT hint = idToken.isPresent() ? JWTParser.parse(idToken.get()) : null;
      return Optional.of(
          new LogoutRequest(
                  address, hint, null, new ClientID(settings.clientId()), back, null, null)
              .toURI());
    } catch (java.text.ParseException notAToken) {
      throw new ProviderException(
          Why.UNTRUE, "the ID token of a session cannot be read", notAToken);
    }
  }

  /**
   * Reads the message by which a provider says that a session is over (Back-Channel Logout 1.0,
   * 2.4), once.
   */
  public Identity.Over over(String logoutToken) throws ProviderException {
    if (logoutToken.length() > LONGEST_TOKEN) {
      throw new ProviderException(
          Why.UNTRUE, "a logout token of " + logoutToken.length() + " characters");
    }
    try {
      LogoutTokenClaimsSet claims =
          new LogoutTokenValidator(
                  new Issuer(settings.issuer()),
                  new ClientID(settings.clientId()),
                  discovery.get().signatures(),
                  null)
              .validate(SignedJWT.parse(logoutToken));
      Instant made = claims.getIssueTime().toInstant();
      Instant now = clock.instant();
      if (made.plus(LOGOUT_LASTS).isBefore(now)) {
        throw new ProviderException(Why.UNTRUE, "a logout token of more than ten minutes ago");
      }
      if (!logouts.isFirst(
          claims.getJWTID().getValue(), now, now.plus(LOGOUT_LASTS.multipliedBy(2)))) {
        throw new ProviderException(Why.UNTRUE, "a logout token for the second time");
      }
      return new Identity.Over(
          settings.issuer(),
          Optional.ofNullable(claims.getSubject()).map(subject -> subject.getValue()),
          Optional.ofNullable(claims.getSessionID()).map(session -> session.getValue()));
    } catch (java.text.ParseException | BadJOSEException untrue) {
      throw new ProviderException(Why.UNTRUE, "a logout token: " + untrue.getMessage(), untrue);
    } catch (JOSEException keys) {
      throw new ProviderException(Why.AWAY, "its keys cannot be had: " + keys.getMessage(), keys);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
