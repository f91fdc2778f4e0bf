package org.cairn.ledger.record;

import java.util.Optional;
import java.util.Set;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.crypto.Ed25519;
import org.cairn.ledger.crypto.Sha256;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A record with its author's signature, the content of one log entry: an SD-JWT in flattened JWS
 * JSON (RFC 9901, RFC 7515 section 7.2.2) without unprotected header. Immutable, thread-safe. In
 * canonical form (see {@link CanonicalJson}) and nothing else:
 *
 * <pre>
 * {"payload":B64(record),"protected":B64(header),"signature":B64(64 bytes)}
 * header = {"alg":"EdDSA","kid":THUMBPRINT,"typ":"cairn+sd-jwt"}
 * </pre>
 *
 * B64 is base64url without padding of the canonical bytes, so each record has exactly one entry per
 * signature and key.
 */
public final class SignedRecord {
  /** Largest entry, 32 KiB; larger content is a blob that the record names by its hash. */
  public static final int MAX_BYTES = 32 << 10;

  private static final String ALGORITHM = "EdDSA";
  private static final String TYPE = "cairn+sd-jwt";

  private final byte[] bytes;
  private final byte[] payload;
  private final ObjectNode record;
  private final String kid;
  private final byte[] signingInput;
  private final byte[] signature;

  /** The key whose signature this was found to be; empty while nobody has asked. */
  private volatile Optional<Ed25519.Key> verifiedWith = Optional.empty();

  private SignedRecord(byte[] bytes, Parts parts, byte[] payload, ObjectNode record, String kid)
      throws RefusedException {
    this.bytes = bytes;
    this.payload = payload;
    this.record = record;
    this.kid = kid;
    this.signingInput = Base64Url.ascii(parts.header + "." + parts.payload);
    this.signature = Base64Url.decode(parts.signature, "member 'signature'");
    if (signature.length != Ed25519.SIGNATURE_LENGTH) {
      throw RefusedException.expected(
          "record-form",
          "member 'signature'",
          Ed25519.SIGNATURE_LENGTH + " bytes",
          signature.length + " bytes");
    }
  }

  /** The three members as in the entry, still in base64url. */
  private record Parts(String payload, String header, String signature) {
    /** In canonical form: base64url needs no escapes. */
    byte[] entry() {
      return Base64Url.ascii(
          "{\"payload\":\"%s\",\"protected\":\"%s\",\"signature\":\"%s\"}"
              .formatted(payload, header, signature));
    }
  }

  private static RefusedException tooLarge(int bytes) {
    return RefusedException.expected(
        "record-too-large",
        "entry",
        "at most " + MAX_BYTES + " bytes; keep larger content as a blob",
        bytes + "");
  }

  /**
   * Signs a record.
   *
   * @throws IllegalArgumentException when it is no record: numbers other than integers within
   *     2^53-1, lone surrogates, too many levels, or more than {@value #MAX_BYTES} bytes signed
   */
  public static SignedRecord sign(ObjectNode record, ActorKey key) {
    byte[] canonical = CanonicalJson.canonicalize(record);
    String payload = Base64Url.encode(canonical);
    String header = Base64Url.encode(CanonicalJson.canonicalize(header(key.kid())));
    byte[] signature = key.sign(Base64Url.ascii(header + "." + payload));
    Parts parts = new Parts(payload, header, Base64Url.encode(signature));
    byte[] bytes = parts.entry();
    try {
      if (bytes.length > MAX_BYTES) {
        throw tooLarge(bytes.length);
      }
      CanonicalJson.requireRecordNumbers(record);
      return new SignedRecord(bytes, parts, canonical, record.deepCopy(), key.kid());
    } catch (RefusedException e) {
      throw new IllegalArgumentException("Not a record that can be signed: " + e.getMessage(), e);
    }
  }

  private static ObjectNode header(String kid) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("alg", ALGORITHM)
        .put("kid", kid)
        .put("typ", TYPE);
  }

  /**
   * Reads an entry. The signature is not verified: see {@link #verifySignature} and {@link
   * ActorKeys}.
   *
   * @throws RefusedException {@code record-too-large}, {@code record-form}, {@code
   *     record-algorithm}, {@code record-type}, {@code record-number}, {@code base64url}, {@code
   *     json-not-canonical}, and what {@link CanonicalJson#canonicalize(byte[])} refuses
   */
  public static SignedRecord parse(byte[] leaf) throws RefusedException {
    if (leaf.length > MAX_BYTES) {
      throw tooLarge(leaf.length);
    }
    JsonNode entry = CanonicalJson.parseCanonical(leaf);
    requireStrings(entry, Set.of("payload", "protected", "signature"), "entry");
    var parts =
        new Parts(
            entry.get("payload").stringValue(),
            entry.get("protected").stringValue(),
            entry.get("signature").stringValue());
    String kid = parseHeader(parts.header);
    byte[] payload = Base64Url.decode(parts.payload, "member 'payload'");
    if (!(CanonicalJson.parseCanonical(payload) instanceof ObjectNode record)) {
      throw RefusedException.expected("record-form", "payload", "a JSON object", "another value");
    }
    CanonicalJson.requireRecordNumbers(record);
    return new SignedRecord(leaf.clone(), parts, payload, record, kid);
  }

  /** The entry as it stands in the log, a copy. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The record, a copy. */
  public ObjectNode record() {
    return record.deepCopy();
  }

  /** The record itself: for readers that do not write to it. */
  ObjectNode content() {
    return record;
  }

  /** SHA-256 of the record's canonical bytes (of the payload, not of the entry); 32 bytes. */
  public byte[] recordHash() {
    return Sha256.of(payload);
  }

  /** The thumbprint of the key that the author says this is signed with. */
  public String kid() {
    return kid;
  }

  /**
   * Verifies with the key that {@link #kid} names. Whether that key may sign here is for {@link
   * ActorKeys} to say.
   *
   * @throws RefusedException {@code record-key-mismatch} when this is another key, {@code
   *     record-signature} when the signature does not hold
   */
  public void verifySignature(byte[] publicKey32) throws RefusedException {
    requireKey(publicKey32);
    if (!Ed25519.verify(publicKey32, signingInput, signature)) {
      throw doesNotHold();
    }
  }

  /**
   * The same with a key that verifies many. Asked again with the same one it answers at once, so
   * that many records can be verified at the same time before they are judged in their order.
   *
   * @throws RefusedException as {@link #verifySignature(byte[])}
   */
  public void verifySignature(Ed25519.Key key) throws RefusedException {
    if (verifiedWith.filter(known -> known == key).isPresent()) {
      return;
    }
    requireKey(key.bytes());
    if (!key.verify(signingInput, signature)) {
      throw doesNotHold();
    }
    verifiedWith = Optional.of(key);
  }

  private void requireKey(byte[] publicKey32) throws RefusedException {
    String thumbprint = Jwk.thumbprint(publicKey32);
    if (!thumbprint.equals(kid)) {
      throw RefusedException.expected(
          "record-key-mismatch", "header 'kid'", thumbprint + ", the key to verify with", kid);
    }
  }

  private RefusedException doesNotHold() {
    return new RefusedException(
        new Fault(
            "record-signature",
            "member 'signature'",
            "the Ed25519 signature by key " + kid + " does not hold: the entry was altered"));
  }

  private static String parseHeader(String encoded) throws RefusedException {
    JsonNode header = CanonicalJson.parseCanonical(Base64Url.decode(encoded, "member 'protected'"));
    requireStrings(header, Set.of("alg", "kid", "typ"), "protected header");
    requireValue("record-algorithm", "alg", ALGORITHM, header);
    requireValue("record-type", "typ", TYPE, header);
    String kid = header.get("kid").stringValue();
    if (Base64Url.decode(kid, "header 'kid'").length != 32) {
      throw RefusedException.expected(
          "record-form", "header 'kid'", "a SHA-256 thumbprint in base64url", kid);
    }
    return kid;
  }

  private static void requireStrings(JsonNode object, Set<String> names, String where)
      throws RefusedException {
    boolean strings = object.isObject() && object.size() == names.size();
    for (String name : names) {
      strings &= object.path(name).isString();
    }
    if (!strings) {
      throw RefusedException.expected(
          "record-form",
          where,
          "an object of exactly the strings " + names.stream().sorted().toList(),
          object.isObject() ? object.propertyNames().toString() : "another value");
    }
  }

  private static void requireValue(String code, String name, String expected, JsonNode header)
      throws RefusedException {
    String found = header.get(name).stringValue();
    if (!found.equals(expected)) {
      throw RefusedException.expected(code, "header '" + name + "'", expected, found);
    }
  }
}
