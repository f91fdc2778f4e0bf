package org.cairn.ledger.record;

import org.cairn.ledger.RefusedException;
import org.cairn.ledger.note.VerifierKey;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Records that change keys, before they are signed; {@link KeyHistory} says when they hold.
 * Stateless.
 */
public final class KeyRecords {
  private KeyRecords() {}

  /**
   * Gives an actor a key; only the root actor's signature makes it hold.
   *
   * @param jwk public, as {@link ActorKey#publicJwk} or {@link #parseJwk} gives it
   */
  public static ObjectNode register(String actor, ObjectNode jwk, String reason) {
    return key("register", actor, reason).set("jwk", jwk.deepCopy());
  }

  /** Puts a new key in the place of an actor's old one. */
  public static ObjectNode rotate(String actor, String oldKid, ObjectNode jwk, String reason) {
    return key("rotate", actor, reason).put("kid", oldKid).set("jwk", jwk.deepCopy());
  }

  /** Ends an actor's key. */
  public static ObjectNode revoke(String actor, String kid, String reason) {
    return key("revoke", actor, reason).put("kid", kid);
  }

  /** Puts a new key in the place of the log's old one. */
  public static ObjectNode rotateLog(VerifierKey old, VerifierKey next, String reason) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", LogKeyChange.TYPE)
        .put("action", "rotate")
        .put("old", old.text())
        .put("new", next.text())
        .put("reason", reason);
  }

  /**
   * Reads another person's public key (RFC 8037), with or without its thumbprint.
   *
   * @return with its thumbprint
   * @throws RefusedException {@code jwk-private} for a file with the private key in it, {@code
   *     jwk-form}, {@code jwk-kid}, {@code key-unacceptable}, {@code base64url}, {@code json-…}; no
   *     message has the content of a private key
   */
  public static ObjectNode parseJwk(byte[] json) throws RefusedException {
    if (!(StrictJson.parse(json) instanceof ObjectNode jwk)) {
      throw RefusedException.expected("jwk-form", "JWK", "a JSON object", "another value");
    }
    return Jwk.publicKey(Jwk.parsePublicKey(jwk));
  }

  private static ObjectNode key(String action, String actor, String reason) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", KeyChange.TYPE)
        .put("action", action)
        .put("actor", actor)
        .put("reason", reason);
  }
}
