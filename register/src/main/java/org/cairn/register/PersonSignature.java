package org.cairn.register;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.crypto.Sha256;
import org.cairn.ledger.record.CanonicalJson;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How what a person decided is signed: member {@code signed} of its record. By the node on their
 * behalf:
 *
 * <pre>{"by":"node"}</pre>
 *
 * or by their passkey, with an assertion (WebAuthn level 2, section 6.3.3) over the record, all in
 * base64url:
 *
 * <pre>
 * {"authenticator_data":…,"by":"passkey","client_data":…,"credential":…,"signature":…}
 * </pre>
 *
 * Its challenge is the hash of the record: the SHA-256 of the canonical JSON (RFC 8785) of its
 * members without {@code signed}, {@code time} and {@code after}, protected values in clear. Where
 * several records are signed at once, each has member {@code "together"} too, the hashes of all of
 * them, and the challenge is the SHA-256 of that array's canonical JSON. Immutable.
 *
 * @param credential the passkey's id
 * @param clientData what the browser says that it asked for, JSON
 * @param authenticatorData what the authenticator says of itself
 * @param signature over the authenticator's data and the SHA-256 of the browser's
 * @param together hashes of all records that were signed at once; empty for one alone
 */
public record PersonSignature(
    String credential,
    String clientData,
    String authenticatorData,
    String signature,
    List<String> together) {
  /** Of a record. */
  public static final String MEMBER = "signed";

  private static final String BY = "by";
  private static final String NODE = "node";
  private static final String PASSKEY = "passkey";
  private static final String TOGETHER = "together";

  /** Added after the person signed. */
  private static final List<String> LATER = List.of(MEMBER, "time", "after");

  /** Flags of the authenticator's data: somebody was there, and was known to it. */
  private static final int PRESENT_AND_VERIFIED = 0b101;

  private static final int HOST_HASH = 32;
  private static final int LEAST_AUTHENTICATOR_DATA = 37;

  public PersonSignature {
    together = List.copyOf(together);
  }

  /** Value of {@link #MEMBER} where the node signs on behalf of the person. */
  public static ObjectNode byNode() {
    return JsonNodeFactory.instance.objectNode().put(BY, NODE);
  }

  /** Value of {@link #MEMBER}. */
  public ObjectNode json() {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put(BY, PASSKEY)
            .put("credential", credential)
            .put("client_data", clientData)
            .put("authenticator_data", authenticatorData)
            .put("signature", signature);
    if (!together.isEmpty()) {
      together.forEach(json.putArray(TOGETHER)::add);
    }
    return json;
  }

  /**
   * The hash of a record as a person decides it.
   *
   * @param record with protected values in clear
   * @return the SHA-256 in base64url without padding
   */
  public static String hash(ObjectNode record) {
    ObjectNode decided = record.deepCopy();
    decided.remove(LATER);
    return base64(Sha256.of(CanonicalJson.canonicalize(decided)));
  }

  /**
   * What a passkey signs of records.
   *
   * @param hashes of each, at least one
   * @return 32 bytes
   */
  public static byte[] challenge(List<String> hashes) {
    if (hashes.size() == 1) {
      return Base64.getUrlDecoder().decode(hashes.getFirst());
    }
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    hashes.forEach(array::add);
    return Sha256.of(CanonicalJson.canonicalize(array));
  }

  /** Whether a record claims to be signed by a passkey. */
  static boolean isByPasskey(ObjectNode record) {
    return record.path(MEMBER).path(BY).asString("").equals(PASSKEY);
  }

  /** Whether it says by whom it is signed, and in words that nobody here knows. */
  static boolean isUnknown(ObjectNode record) {
    JsonNode by = record.path(MEMBER).path(BY);
    return record.path(MEMBER).isObject()
        && !by.asString("").equals(NODE)
        && !by.asString("").equals(PASSKEY);
  }

  /**
   * @param signed value of {@link #MEMBER}
   * @throws RefusedException {@code person-signature-form}
   */
  public static PersonSignature parse(JsonNode signed) throws RefusedException {
    return new PersonSignature(
        text(signed, "credential"),
        text(signed, "client_data"),
        text(signed, "authenticator_data"),
        text(signed, "signature"),
        together(signed.path(TOGETHER)));
  }

  private static List<String> together(JsonNode hashes) throws RefusedException {
    boolean several = hashes.size() > 1 && hashes.values().stream().allMatch(JsonNode::isString);
    if (!hashes.isMissingNode() && !(hashes.isArray() && several)) {
      throw RefusedException.expected(
          "person-signature-form",
          "member 'signed', 'together'",
          "the hashes of two records or more",
          hashes.getNodeType().toString());
    }
    return hashes.values().stream().map(JsonNode::stringValue).toList();
  }

  private static String text(JsonNode signed, String name) throws RefusedException {
    if (!signed.path(name).isString()) {
      throw RefusedException.expected(
          "person-signature-form",
          "member 'signed', '" + name + "'",
          "a text",
          signed.path(name).toString());
    }
    return signed.path(name).stringValue();
  }

  /**
   * Verifies what the passkey signed.
   *
   * @param key that {@link #credential} names
   * @param hash of the record, see {@link #hash}
   * @return how often the authenticator says it has signed; 0 where it does not count
   * @throws RefusedException {@code person-signature-form}; {@code person-signature-challenge} for
   *     another record; {@code person-signature-client-data} for another purpose or address; {@code
   *     person-signature-host} for a passkey of another host; {@code person-signature-presence}
   *     where the authenticator did not see to it that its owner was there; {@code
   *     person-signature} where it does not hold; {@code person-key-form}
   */
  public long verify(PersonKey key, String hash) throws RefusedException {
    if (!together.isEmpty() && !together.contains(hash)) {
      throw RefusedException.expected(
          "person-signature-challenge",
          "member 'signed', 'together'",
          "the hash " + hash + " of this record with all its protected members",
          together.size() + " others");
    }
    byte[] client = bytes(clientData, "client_data");
    byte[] challenge = challenge(together.isEmpty() ? List.of(hash) : together);
    requireClientData(client, key.host(), base64(challenge));
    byte[] authenticator = bytes(authenticatorData, "authenticator_data");
    if (authenticator.length < LEAST_AUTHENTICATOR_DATA) {
      throw RefusedException.expected(
          "person-signature-form",
          "member 'signed', 'authenticator_data'",
          LEAST_AUTHENTICATOR_DATA + " bytes or more",
          authenticator.length + "");
    }
    byte[] host = Sha256.of(key.host().getBytes(StandardCharsets.UTF_8));
    if (!MessageDigest.isEqual(host, Arrays.copyOf(authenticator, HOST_HASH))) {
      throw RefusedException.expected(
          "person-signature-host",
          "member 'signed', 'authenticator_data'",
          "the hash of host '" + key.host() + "'",
          "another");
    }
    if ((authenticator[HOST_HASH] & PRESENT_AND_VERIFIED) != PRESENT_AND_VERIFIED) {
      throw RefusedException.expected(
          "person-signature-presence",
          "member 'signed', 'authenticator_data'",
          "flags that say that its owner was there and verified",
          "others");
    }
    byte[] message = Arrays.copyOf(authenticator, authenticator.length + HOST_HASH);
    System.arraycopy(Sha256.of(client), 0, message, authenticator.length, HOST_HASH);
    if (!PasskeyKey.of(key.jwk()).verifies(message, bytes(signature, "signature"))) {
      throw new RefusedException(
          new Fault(
              "person-signature",
              "member 'signed', 'signature'",
              "the signature by passkey " + credential + " does not hold"));
    }
    return java.nio.ByteBuffer.wrap(authenticator, HOST_HASH + 1, Integer.BYTES).getInt()
        & 0xffff_ffffL;
  }

  private static void requireClientData(byte[] bytes, String host, String expected)
      throws RefusedException {
    JsonNode data;
    try {
      data = JsonMapper.shared().readTree(bytes);
    } catch (JacksonException e) {
      throw new RefusedException(
          RefusedException.expected(
                  "person-signature-form", "member 'signed', 'client_data'", "JSON", "other bytes")
              .fault(),
          e);
    }
    String where = "member 'signed', 'client_data'";
    String found = data.path("challenge").asString("");
    if (!found.equals(expected)) {
      throw RefusedException.expected(
          "person-signature-challenge",
          where,
          "challenge " + expected + ", of the record with all its protected members",
          found);
    }
    if (!data.path("type").asString("").equals("webauthn.get")
        || data.path("crossOrigin").asBoolean(false)
        || !isOf(host, data.path("origin").asString(""))) {
      throw RefusedException.expected(
          "person-signature-client-data",
          where,
          "type webauthn.get by a page of " + host,
          data.path("type").asString("") + " by " + data.path("origin").asString(""));
    }
  }

  private static boolean isOf(String host, String origin) {
    URI uri;
    try {
      uri = URI.create(origin);
    } catch (IllegalArgumentException notAnAddress) {
      return false;
    }
    String found = uri.getHost();
    return found != null && (found.equals(host) || found.endsWith("." + host));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] bytes(String text, String name) throws RefusedException {
    try {
      return Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(
          RefusedException.expected(
                  "person-signature-form",
                  "member 'signed', '" + name + "'",
                  "base64url",
                  "other text")
              .fault(),
          e);
    }
  }
}
