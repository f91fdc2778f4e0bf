package org.cairn.ledger.record;

import java.security.SecureRandom;
import java.util.Set;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.crypto.Sha256;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One protected member of a record, kept outside the log (RFC 9901 section 4.2.1): base64url of the
 * JSON array {@code [salt, name, value]}. The log has its digest, which tells nothing without the
 * salt. Immutable, thread-safe.
 */
public final class Disclosure {
  /** Bytes of the salts made here. */
  static final int SALT_LENGTH = 32;

  /** 128 bits, what RFC 9901 section 9.3 recommends; here it is required. */
  private static final int SHORTEST_SALT = 16;

  /** Names that SD-JWT itself uses; the third only by our own rule. */
  static final Set<String> RESERVED_NAMES = Set.of("_sd", "...", "_sd_alg");

  private final String encoded;
  private final String name;
  private final JsonNode value;

  private Disclosure(String encoded, String name, JsonNode value) {
    this.encoded = encoded;
    this.name = name;
    this.value = value;
  }

  /** A new one, under a random salt of its own. */
  static Disclosure of(String name, JsonNode value, SecureRandom random) {
    byte[] salt = new byte[SALT_LENGTH];
    random.nextBytes(salt);
    JsonNode array =
        JsonNodeFactory.instance.arrayNode().add(Base64Url.encode(salt)).add(name).add(value);
    String encoded = Base64Url.encode(CanonicalJson.canonicalize(array));
    return new Disclosure(encoded, name, value.deepCopy());
  }

  /**
   * Reads the text between SD-JWT's tildes. The JSON inside need not be canonical: the digest is of
   * the text as it is.
   *
   * @throws RefusedException {@code disclosure-form}, {@code disclosure-name} for the names {@code
   *     _sd}, {@code ...} and {@code _sd_alg}, {@code disclosure-salt} for a salt that is not
   *     base64url of 16 bytes or more, {@code base64url}, and what {@link
   *     CanonicalJson#canonicalize(byte[])} refuses. No message has the value.
   */
  public static Disclosure parse(String encoded) throws RefusedException {
    JsonNode array = parseQuietly(Base64Url.decode(encoded, "disclosure"));
    if (!array.isArray()
        || array.size() != 3
        || !array.get(0).isString()
        || !array.get(1).isString()) {
      throw RefusedException.expected(
          "disclosure-form",
          "disclosure",
          "the array [salt, name, value]",
          array.isArray() ? array.size() + " elements" : "another value");
    }
    String name = array.get(1).stringValue();
    if (RESERVED_NAMES.contains(name)) {
      throw new RefusedException(
          new Fault("disclosure-name", "disclosure", "may not be named '" + name + "'"));
    }
    requireSalt(array.get(0).stringValue());
    return new Disclosure(encoded, name, array.get(2));
  }

  /** The text as it is passed on, base64url. */
  public String encoded() {
    return encoded;
  }

  /** Base64url of the SHA-256 of the text, 43 characters: what the record holds instead. */
  public String digest() {
    return Base64Url.encode(Sha256.of(Base64Url.ascii(encoded)));
  }

  public String name() {
    return name;
  }

  /** The value, a copy. */
  public JsonNode value() {
    return value.deepCopy();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Disclosure disclosure && disclosure.encoded.equals(encoded);
  }

  @Override
  public int hashCode() {
    return encoded.hashCode();
  }

  /** The digest only: the rest is secret. */
  @Override
  public String toString() {
    return "Disclosure[" + digest() + "]";
  }

  private static JsonNode parseQuietly(byte[] json) throws RefusedException {
    try {
      return StrictJson.parse(json);
    } catch (RefusedException e) {
      // Without its message and cause, which can quote the value.
      throw RefusedException.expected(e.code(), "disclosure", "I-JSON", "another text");
    }
  }

  private static void requireSalt(String salt) throws RefusedException {
    int length = Base64Url.decode(salt, "disclosure salt").length;
    if (length < SHORTEST_SALT) {
      throw RefusedException.expected(
          "disclosure-salt",
          "disclosure",
          "a salt of " + SHORTEST_SALT + " bytes or more",
          length + " bytes: its value can be guessed");
    }
  }
}
