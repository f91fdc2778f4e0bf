package org.cairn.app.web.people;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.COSEKey;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.util.exception.WebAuthnException;
import java.math.BigInteger;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cairn.app.web.people.Passkeys.Passkey;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Making passkeys and signing in with them (WebAuthn level 2). Passkeys are found by the browser
 * and verify their owner, so one of them is both steps; what kind of authenticator has them is not
 * asked. Thread-safe.
 */
final class WebAuthn {
  private static final long PATIENCE_MILLIS = 180_000;
  private static final int CHALLENGE_BYTES = 32;

  /** Bytes of a coordinate on P-256 or Ed25519. */
  private static final int COORDINATE = 32;

  /** ES256, EdDSA, and RS256, which older desktop computers have: by the order of preference. */
  private static final List<COSEAlgorithmIdentifier> ALGORITHMS =
      List.of(
          COSEAlgorithmIdentifier.ES256,
          COSEAlgorithmIdentifier.EdDSA,
          COSEAlgorithmIdentifier.RS256);

  private final ObjectConverter converter = new ObjectConverter();
  private final WebAuthnManager manager = WebAuthnManager.createNonStrictWebAuthnManager(converter);
  private final AttestedCredentialDataConverter attested =
      new AttestedCredentialDataConverter(converter);
  private final Tokens tokens;

  WebAuthn(Tokens tokens) {
    this.tokens = tokens;
  }

  /** Where it happens: an origin, the host that passkeys are for, and what was to be signed. */
  record Ceremony(String origin, String host, byte[] challenge) {
    private ServerProperty property() {
      return ServerProperty.builder()
          .origin(new Origin(origin))
          .rpId(host)
          .challenge(new DefaultChallenge(challenge))
          .build();
    }
  }

  /** A passkey as its authenticator made it. */
  record Made(String credential, ObjectNode jwk, String attested, long count) {}

  byte[] challenge() {
    return tokens.bytes(CHALLENGE_BYTES);
  }

  /** Argument {@code publicKey} of {@code navigator.credentials.create}, bytes in base64url. */
  static ObjectNode creation(
      byte[] challenge, String host, String person, String login, String name, List<Passkey> had) {
    ObjectNode options = JsonNodeFactory.instance.objectNode();
    options.put("challenge", Tokens.base64(challenge));
    options.putObject("rp").put("id", host).put("name", "Cairn");
    options
        .putObject("user")
        .put("id", Tokens.base64(person.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .put("name", login)
        .put("displayName", name);
    ArrayNode algorithms = options.putArray("pubKeyCredParams");
    ALGORITHMS.forEach(algorithm ->
        algorithms.addObject().put("type", "public-key").put("alg", algorithm.getValue()));
    allow(options.putArray("excludeCredentials"), had);
    options
        .putObject("authenticatorSelection")
        .put("residentKey", "required")
        .put("requireResidentKey", true)
        .put("userVerification", "required");
    return options.put("attestation", "none").put("timeout", PATIENCE_MILLIS);
  }

  /**
   * Argument {@code publicKey} of {@code navigator.credentials.get}, bytes in base64url.
   *
   * @param among these; none for any that the browser finds
   */
  static ObjectNode request(byte[] challenge, String host, List<Passkey> among) {
    ObjectNode options = JsonNodeFactory.instance.objectNode();
    options.put("challenge", Tokens.base64(challenge)).put("rpId", host);
    options.put("userVerification", "required").put("timeout", PATIENCE_MILLIS);
    allow(options.putArray("allowCredentials"), among);
    return options;
  }

  private static void allow(ArrayNode list, List<Passkey> passkeys) {
    passkeys.forEach(one -> list.addObject().put("type", "public-key").put("id", one.credential()));
  }

  /** Empty where the answer is not to this, or its key of no kind that is known here. */
  Optional<Made> make(String answer, Ceremony ceremony) {
    if (!isInForm(answer, "clientDataJSON", "attestationObject")) {
      return Optional.empty();
    }
    try {
      RegistrationData data =
          manager.verifyRegistrationResponseJSON(
              answer,
              new RegistrationParameters(
                  ceremony.property(),
                  ALGORITHMS.stream()
                      .map(one ->
                          new PublicKeyCredentialParameters(
                              PublicKeyCredentialType.PUBLIC_KEY, one))
                      .toList(),
                  true,
                  true));
      var object = data.getAttestationObject();
      if (object == null) {
        return Optional.empty();
      }
      var authenticator = object.getAuthenticatorData();
      AttestedCredentialData credential = authenticator.getAttestedCredentialData();
      if (credential == null) {
        return Optional.empty();
      }
      return jwk(credential.getCOSEKey())
          .map(jwk ->
              new Made(
                  Tokens.base64(credential.getCredentialId()),
                  jwk,
                  Tokens.base64(attested.convert(credential)),
                  authenticator.getSignCount()));
    } catch (WebAuthnException | JacksonException | IllegalArgumentException refused) {
      // What a browser sends may be anything; who sent it is told that it does not fit.
      return Optional.empty();
    }
  }

  /** Whether it is JSON with the texts that the library takes to be there. */
  private static boolean isInForm(String answer, String... members) {
    try {
      JsonNode json = JsonMapper.shared().readTree(answer);
      JsonNode response = json.path("response");
      return List.of(json.path("id"), json.path("rawId"), json.path("type")).stream()
              .allMatch(JsonNode::isString)
          && Arrays.stream(members).allMatch(name -> response.path(name).isString());
    } catch (JacksonException notJson) {
      return false;
    }
  }

  private static Optional<ObjectNode> jwk(COSEKey key) {
    ObjectNode jwk = JsonNodeFactory.instance.objectNode();
    return switch (key.getPublicKey()) {
      case ECPublicKey ec ->
          Optional.of(
              jwk.put("kty", "EC")
                  .put("crv", "P-256")
                  .put("x", unsigned(ec.getW().getAffineX(), COORDINATE))
                  .put("y", unsigned(ec.getW().getAffineY(), COORDINATE)));
      case EdECPublicKey ed ->
          Optional.of(
              jwk.put("kty", "OKP").put("crv", "Ed25519").put("x", lastBytes(ed.getEncoded())));
      case RSAPublicKey rsa ->
          Optional.of(
              jwk.put("kty", "RSA")
                  .put("n", unsigned(rsa.getModulus(), 0))
                  .put("e", unsigned(rsa.getPublicExponent(), 0)));
      case null, default -> Optional.empty();
    };
  }

  /** Big-endian without a sign, of this many bytes at least. */
  private static String unsigned(BigInteger number, int least) {
    byte[] signed = number.toByteArray();
    int sign = signed.length > 1 && signed[0] == 0 ? 1 : 0;
    byte[] bytes = new byte[Math.max(least, signed.length - sign)];
    System.arraycopy(
        signed, sign, bytes, bytes.length - signed.length + sign, signed.length - sign);
    return Tokens.base64(bytes);
  }

  /** An X.509 key on Ed25519 ends with its point (RFC 8410, section 4). */
  private static String lastBytes(byte[] encoded) {
    return Tokens.base64(Arrays.copyOfRange(encoded, encoded.length - COORDINATE, encoded.length));
  }

  /** Which passkey an answer says that it is by; nothing is verified. */
  static Optional<String> credential(String answer) {
    try {
      return Optional.of(JsonMapper.shared().readTree(answer).path("id").asString(""));
    } catch (JacksonException notInForm) {
      return Optional.empty();
    }
  }

  /**
   * Whether an answer is by this passkey, to this.
   *
   * @return its authenticator's count; empty where it is not
   */
  Optional<Long> verify(String answer, Passkey passkey, Ceremony ceremony) {
    if (!isInForm(answer, "clientDataJSON", "authenticatorData", "signature")) {
      return Optional.empty();
    }
    try {
      CredentialRecordImpl known =
          new CredentialRecordImpl(
              new NoneAttestationStatement(),
              true,
              null,
              null,
              passkey.count(),
              attested.convert(Base64.getUrlDecoder().decode(passkey.attested())),
              null,
              null,
              null,
              Set.of());
      AuthenticationData data =
          manager.verifyAuthenticationResponseJSON(
              answer, new AuthenticationParameters(ceremony.property(), known, null, true, true));
      var authenticator = data.getAuthenticatorData();
      return authenticator == null ? Optional.empty() : Optional.of(authenticator.getSignCount());
    } catch (WebAuthnException | JacksonException | IllegalArgumentException refused) {
      return Optional.empty();
    }
  }
}
