package org.cairn.ledger.record;

import java.util.Set;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.crypto.Ed25519;
import org.cairn.ledger.crypto.Sha256;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Ed25519 public keys as JSON (RFC 8037 section 2), in exactly this form:
 *
 * <pre>{"crv":"Ed25519","kid":THUMBPRINT,"kty":"OKP","x":BASE64URL}</pre>
 */
final class Jwk {
  private static final Set<String> PUBLIC_MEMBERS = Set.of("crv", "kid", "kty", "x");

  private Jwk() {}

  static ObjectNode publicKey(byte[] publicKey32) {
    return bare(publicKey32).put("kid", thumbprint(publicKey32));
  }

  /** RFC 7638 with SHA-256 over the members that RFC 8037 section 2 requires. */
  static String thumbprint(byte[] publicKey32) {
    return Base64Url.encode(Sha256.of(CanonicalJson.canonicalize(bare(publicKey32))));
  }

  /**
   * The key's 32 bytes; the {@code kid} may be left out.
   *
   * @throws RefusedException {@code jwk-form}, {@code jwk-private} when it carries the private key,
   *     {@code jwk-kid}, {@code base64url}, or {@code key-unacceptable}
   */
  static byte[] parsePublicKey(JsonNode jwk) throws RefusedException {
    if (jwk.has("d")) {
      throw new RefusedException(
          new Fault(
              "jwk-private",
              "JWK",
              "carries the private key 'd': treat that key as stolen and generate a new one"));
    }
    for (String name : jwk.propertyNames()) {
      if (!PUBLIC_MEMBERS.contains(name)) {
        throw refused("only " + PUBLIC_MEMBERS.stream().sorted().toList(), "'" + name + "'");
      }
    }
    return parseKeyMembers(jwk);
  }

  /** As {@link #parsePublicKey}, whatever other members there are. */
  static byte[] parseKeyMembers(JsonNode jwk) throws RefusedException {
    if (!jwk.path("kty").asString("").equals("OKP")
        || !jwk.path("crv").asString("").equals("Ed25519")
        || !jwk.path("x").isString()) {
      throw refused("an object with kty OKP, crv Ed25519 and x", "another");
    }
    byte[] publicKey = Base64Url.decode(jwk.get("x").stringValue(), "JWK member 'x'");
    Ed25519.requireAcceptableKey(publicKey);
    String thumbprint = thumbprint(publicKey);
    if (jwk.has("kid") && !jwk.get("kid").asString("").equals(thumbprint)) {
      throw RefusedException.expected(
          "jwk-kid", "JWK", "the key's thumbprint " + thumbprint, jwk.get("kid").toString());
    }
    return publicKey;
  }

  private static ObjectNode bare(byte[] publicKey32) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("crv", "Ed25519")
        .put("kty", "OKP")
        .put("x", Base64Url.encode(publicKey32));
  }

  private static RefusedException refused(String expected, String found) {
    return RefusedException.expected("jwk-form", "JWK", expected, found);
  }
}
