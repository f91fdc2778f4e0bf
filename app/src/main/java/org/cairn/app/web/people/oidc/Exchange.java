package org.cairn.app.web.people.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.AuthorizedParty;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.cairn.app.web.people.oidc.Discovery.Known;
import org.cairn.app.web.people.oidc.ProviderException.Why;
import org.cairn.register.SignInSettings;

/**
 * The way from a provider's answer to who somebody is (OpenID Connect Core 1.0, 3.1.2.5 to 3.1.3.7
 * and 5.3). Thread-safe.
 */
final class Exchange {
  /** Clocks that differ are no lie. */
  private static final Duration SKEW = Duration.ofMinutes(1);

  /** OpenID Connect Core 1.0, 2: of {@code sub}. */
  private static final int LONGEST_SUBJECT = 255;

  private final SignInSettings.Provider settings;
  private final BoundedHttp http;
  private final InstantSource clock;

  Exchange(SignInSettings.Provider settings, BoundedHttp http, InstantSource clock) {
    this.settings = settings;
    this.http = http;
    this.clock = clock;
  }

  Identity finish(Known known, Pending pending, Map<String, List<String>> parameters)
      throws ProviderException {
    AuthorizationCode code = code(known.metadata(), pending, parameters);
    OIDCTokens tokens = tokens(known.metadata(), pending, code);
    IDTokenClaimsSet token = verified(known, tokens.getIDToken(), pending);
    checkHow(token, pending);
    Claims claims = claims(known.metadata(), tokens, token);
    return new Identity(
        settings.issuer(),
        token.getSubject().getValue(),
        claims.text("name"),
        claims.text("preferred_username"),
        claims.text("email"),
        claims.groups(settings.groupsClaim()),
        claims.text("sid"),
        tokens.getIDTokenString(),
        shown(token, pending));
  }

  private AuthorizationCode code(
      OIDCProviderMetadata metadata, Pending pending, Map<String, List<String>> parameters)
      throws ProviderException {
    AuthenticationResponse response;
    try {
      response = AuthenticationResponseParser.parse(pending.back(), parameters);
    } catch (ParseException garbage) {
      throw new ProviderException(
          Why.AWAY, "what a browser brought back cannot be read: " + garbage.getMessage(), garbage);
    }
    Issuer said = response.getIssuer();
    if (said == null
        ? metadata.supportsAuthorizationResponseIssuerParam()
        : !said.getValue().equals(settings.issuer())) {
      throw new ProviderException(
          Why.UNTRUE,
          said == null
              ? "an answer without the issuer (RFC 9207), which it promises"
              : "an answer of the issuer '" + said.getValue() + "' (RFC 9207)");
    }
    if (!response.indicatesSuccess()) {
      throw new ProviderException(
          Why.REFUSED, "it answered '" + code(response.toErrorResponse().getErrorObject()) + "'");
    }
    AuthorizationCode code = response.toSuccessResponse().getAuthorizationCode();
    if (code == null) {
      throw new ProviderException(Why.AWAY, "an answer without a code");
    }
    return code;
  }

  private OIDCTokens tokens(OIDCProviderMetadata metadata, Pending pending, AuthorizationCode code)
      throws ProviderException {
    AuthorizationCodeGrant grant =
        new AuthorizationCodeGrant(code, pending.back(), new CodeVerifier(pending.verifier()));
    TokenResponse response;
    try {
      response = OIDCTokenResponseParser.parse(http.send(request(metadata, grant).toHTTPRequest()));
    } catch (IOException away) {
      throw new ProviderException(Why.AWAY, "it gives no tokens: " + away.getMessage(), away);
    } catch (ParseException garbage) {
      throw new ProviderException(
          Why.AWAY, "its tokens cannot be read: " + garbage.getMessage(), garbage);
    }
    if (!response.indicatesSuccess()) {
      String error = code(response.toErrorResponse().getErrorObject());
      boolean ours = Set.of("invalid_client", "unauthorized_client").contains(error);
      throw new ProviderException(
          ours ? Why.SETTINGS : Why.REFUSED,
          "it gives no tokens: '%s'%s"
              .formatted(error, ours ? "; look at client_id and client_secret_file" : ""));
    }
    if (response.toSuccessResponse() instanceof OIDCTokenResponse tokens
        && tokens.getOIDCTokens().getIDToken() != null) {
      return tokens.getOIDCTokens();
    }
    throw new ProviderException(Why.UNTRUE, "its tokens say of nobody (no id_token)");
  }

  private TokenRequest request(OIDCProviderMetadata metadata, AuthorizationCodeGrant grant)
      throws ProviderException {
    URI address = metadata.getTokenEndpointURI();
    ClientID client = new ClientID(settings.clientId());
    if (settings.secretFile().isEmpty()) {
      return new TokenRequest.Builder(address, client, grant).build();
    }
    Secret secret = new Secret(ClientSecret.read(settings.secretFile().get()));
    List<ClientAuthenticationMethod> ways = metadata.getTokenEndpointAuthMethods();
    boolean inBody =
        ways != null
            && !ways.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
            && ways.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST);
    return new TokenRequest.Builder(
            address,
            inBody ? new ClientSecretPost(client, secret) : new ClientSecretBasic(client, secret),
            grant)
        .build();
  }

  private IDTokenClaimsSet verified(Known known, JWT token, Pending pending)
      throws ProviderException {
    ClientID client = new ClientID(settings.clientId());
    IDTokenClaimsSet claims;
    try {
      IDTokenValidator validator =
          new IDTokenValidator(new Issuer(settings.issuer()), client, known.signatures(), null);
      validator.setMaxClockSkew((int) SKEW.toSeconds());
      claims = validator.validate(token, new Nonce(pending.nonce()));
    } catch (BadJOSEException untrue) {
      throw new ProviderException(
          Why.UNTRUE, "its ID token is refused: " + untrue.getMessage(), untrue);
    } catch (JOSEException keys) {
      throw new ProviderException(Why.AWAY, "its keys cannot be had: " + keys.getMessage(), keys);
    }
    // The SDK leaves azp to its callers (3.1.3.7, steps 4 and 5).
    AuthorizedParty authorised = claims.getAuthorizedParty();
    if (authorised == null
        ? claims.getAudience().size() > 1
        : !authorised.getValue().equals(client.getValue())) {
      throw new ProviderException(
          Why.UNTRUE, "its ID token is refused: authorised for another, or for several (azp)");
    }
    if (claims.getSubject().getValue().length() > LONGEST_SUBJECT) {
      throw new ProviderException(Why.UNTRUE, "its ID token is refused: the subject is too long");
    }
    return claims;
  }

  /** How they signed in there, and when. */
  private void checkHow(IDTokenClaimsSet token, Pending pending) throws ProviderException {
    String reached = token.getACR() == null ? "" : token.getACR().getValue();
    if (!settings.acr().isEmpty() && !settings.acr().contains(reached)) {
      throw new ProviderException(
          Why.WEAK, "it let somebody in by '" + reached + "', where require_acr asks for another");
    }
    List<String> ways =
        token.getAMR() == null
            ? List.of()
            : token.getAMR().stream().map(way -> way.getValue()).toList();
    if (!settings.amr().isEmpty() && Collections.disjoint(settings.amr(), ways)) {
      throw new ProviderException(
          Why.WEAK, "it let somebody in by " + ways + ", where require_amr asks for another");
    }
    Optional<Instant> shown = time(token);
    if (pending.anew() && shown.isPresent() && shown.get().isBefore(pending.since().minus(SKEW))) {
      throw new ProviderException(
          Why.WEAK, "it was to have somebody show anew who they are, and did not");
    }
  }

  private static Optional<Instant> time(IDTokenClaimsSet token) {
    return Optional.ofNullable(token.getAuthenticationTime()).map(date -> date.toInstant());
  }

  /**
   * When they showed who they are: what the provider says, and no later than now; where it says
   * nothing it is known only of those who were to do so anew.
   */
  private Optional<Instant> shown(IDTokenClaimsSet token, Pending pending) {
    Instant now = clock.instant();
    return time(token)
        .map(time -> time.isAfter(now) ? now : time)
        .or(() -> pending.anew() ? Optional.of(now) : Optional.empty());
  }

  /** Of the token; what it leaves out is asked for, where the provider has an address for that. */
  private Claims claims(OIDCProviderMetadata metadata, OIDCTokens tokens, IDTokenClaimsSet token)
      throws ProviderException {
    try {
      Claims own = new Claims(token.toJWTClaimsSet().toJSONObject());
      URI address = metadata.getUserInfoEndpointURI();
      boolean enough =
          own.has("name") && (settings.groups().isEmpty() || own.has(settings.groupsClaim()));
      if (enough || address == null) {
        return own;
      }
      UserInfoResponse response =
          UserInfoResponse.parse(
              http.send(
                  new UserInfoRequest(address, tokens.getBearerAccessToken()).toHTTPRequest()));
      if (!response.indicatesSuccess() || response.toSuccessResponse().getUserInfo() == null) {
        throw new ProviderException(Why.AWAY, "it does not say more of a person (userinfo)");
      }
      Map<String, Object> more = response.toSuccessResponse().getUserInfo().toJSONObject();
      if (!Objects.equals(more.get("sub"), token.getSubject().getValue())) {
        throw new ProviderException(Why.UNTRUE, "it says more of another person (userinfo)");
      }
      Map<String, Object> both = new HashMap<>(more);
      both.putAll(own.all());
      return new Claims(both);
    } catch (IOException away) {
      throw new ProviderException(
          Why.AWAY, "it does not say more of a person (userinfo): " + away.getMessage(), away);
    } catch (ParseException garbage) {
      throw new ProviderException(
          Why.AWAY, "what it says of a person cannot be read: " + garbage.getMessage(), garbage);
    }
  }

  /** Of an error, and nothing that was written for people. */
  private static String code(ErrorObject error) {
    String code = error == null || error.getCode() == null ? "error" : error.getCode();
    return code.replaceAll("[^a-z_]", "");
  }
}
