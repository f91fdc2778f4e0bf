package org.cairn.register;

import java.util.Set;
import org.cairn.ledger.RefusedException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * That a passkey is a person's, as the ledger says it: from this entry on their decisions may be
 * signed with it, until an entry ends it. Both are signed by the node, which knows its people. All
 * members are open; a person is a random id. Immutable.
 *
 * <pre>
 * {"change":"added","credential":ID,"jwk":{…},"organisation":ID,"person":ID,"rp":HOST,"type":"person-key",…}
 * {"change":"ended","credential":ID,"person":ID,"type":"person-key",…}
 * </pre>
 *
 * @param person opaque
 * @param organisation for which the person was there when it was added
 * @param credential its id, base64url
 * @param jwk public: EC on P-256, OKP on Ed25519, or RSA
 * @param host that it was made for (relying party id)
 */
public record PersonKey(
    String person, String organisation, String credential, ObjectNode jwk, String host) {
  static final String TYPE = "person-key";
  static final String CHANGE = "change";
  static final String ADDED = "added";
  static final String ENDED = "ended";

  private static final Set<String> TEXTS = Set.of("person", "organisation", "credential", "rp");

  public PersonKey {
    jwk = jwk.deepCopy();
  }

  /** The key, a copy. */
  @Override
  public ObjectNode jwk() {
    return jwk.deepCopy();
  }

  /** From the entry on that this becomes. */
  public Draft added() {
    ObjectNode record = bare(person, credential, ADDED);
    record.put("organisation", organisation).put("rp", host).set("jwk", jwk.deepCopy());
    return Draft.open(record);
  }

  /** What was signed with it before stands. */
  public static Draft ended(String person, String credential) {
    return Draft.open(bare(person, credential, ENDED));
  }

  private static ObjectNode bare(String person, String credential, String change) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", TYPE)
        .put(CHANGE, change)
        .put("person", person)
        .put("credential", credential);
  }

  /**
   * @throws RefusedException {@code person-key-form}
   */
  static PersonKey parse(ObjectNode record) throws RefusedException {
    for (String name : TEXTS) {
      if (!record.path(name).isString() || record.path(name).asString().isEmpty()) {
        throw RefusedException.expected(
            "person-key-form", "member '" + name + "'", "a text", record.path(name).toString());
      }
    }
    JsonNode jwk = record.path("jwk");
    if (!(jwk instanceof ObjectNode key)) {
      throw RefusedException.expected("person-key-form", "member 'jwk'", "a JWK", jwk.toString());
    }
    PasskeyKey.of(key);
    return new PersonKey(
        record.get("person").stringValue(),
        record.get("organisation").stringValue(),
        record.get("credential").stringValue(),
        key,
        record.get("rp").stringValue());
  }
}
