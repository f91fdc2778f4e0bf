package org.cairn.ledger.record;

import java.util.Optional;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.crypto.Ed25519;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a key entry says. Other members are let through: they do not bear on the keys.
 *
 * <pre>
 * {"type":"key","action":"register","actor":ID,"jwk":NEW,"reason":TEXT}
 * {"type":"key","action":"rotate","actor":ID,"jwk":NEW,"kid":OLD,"reason":TEXT}
 * {"type":"key","action":"revoke","actor":ID,"kid":OLD,"reason":TEXT}
 * </pre>
 */
sealed interface KeyChange {
  /** The record type that key entries have. */
  String TYPE = "key";

  String actor();

  String reason();

  record Register(String actor, NewKey newKey, String reason) implements KeyChange {}

  record Rotate(String actor, NewKey newKey, String oldKid, String reason) implements KeyChange {}

  record Revoke(String actor, String oldKid, String reason) implements KeyChange {}

  /** A public key that passed {@link Ed25519#requireAcceptableKey}. */
  final class NewKey {
    private final Ed25519.Key publicKey;
    private final String kid;

    private NewKey(byte[] publicKey) throws RefusedException {
      this.publicKey = Ed25519.Key.of(publicKey);
      this.kid = Jwk.thumbprint(publicKey);
    }

    Ed25519.Key publicKey() {
      return publicKey;
    }

    String kid() {
      return kid;
    }
  }

  /** Empty when this is no key entry. */
  static Optional<KeyChange> find(ObjectNode record) throws RefusedException {
    return record.path("type").asString("").equals(TYPE)
        ? Optional.of(parse(record))
        : Optional.empty();
  }

  private static KeyChange parse(ObjectNode record) throws RefusedException {
    String action = text(record, "action");
    String actor = text(record, "actor");
    String reason = text(record, "reason");
    return switch (action) {
      case "register" -> {
        requireAbsent(record, "kid", action);
        yield new Register(actor, newKey(record), reason);
      }
      case "rotate" -> new Rotate(actor, newKey(record), text(record, "kid"), reason);
      case "revoke" -> {
        requireAbsent(record, "jwk", action);
        yield new Revoke(actor, text(record, "kid"), reason);
      }
      default -> throw refused("action", "register, rotate or revoke", "'" + action + "'");
    };
  }

  private static NewKey newKey(ObjectNode record) throws RefusedException {
    try {
      return new NewKey(Jwk.parsePublicKey(record.path("jwk")));
    } catch (RefusedException e) {
      throw new RefusedException(
          new Fault("record-key-unacceptable", "member 'jwk'", e.fault().toString()), e);
    }
  }

  private static String text(ObjectNode record, String name) throws RefusedException {
    JsonNode value = record.path(name);
    if (!value.isString() || value.stringValue().isBlank()) {
      throw refused(name, "a text", value.isMissingNode() ? "nothing" : value.toString());
    }
    return value.stringValue();
  }

  private static void requireAbsent(ObjectNode record, String name, String action)
      throws RefusedException {
    if (record.has(name)) {
      throw refused(name, "none when the action is " + action, "one");
    }
  }

  private static RefusedException refused(String member, String expected, String found) {
    return RefusedException.expected("record-key-form", "member '" + member + "'", expected, found);
  }
}
