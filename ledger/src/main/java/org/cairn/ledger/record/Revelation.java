package org.cairn.ledger.record;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One run of RFC 9901 section 7.1 over a record and the disclosures at hand. Single-thread, used
 * once.
 */
final class Revelation {
  private static final String ARRAY_ELEMENT = "...";

  /** By digest; what has been put back is removed. */
  private final Map<String, Disclosure> unused = new HashMap<>();

  private final Set<String> digestsSeen = new HashSet<>();

  Revelation(List<Disclosure> disclosures) throws RefusedException {
    for (Disclosure disclosure : disclosures) {
      if (unused.put(disclosure.digest(), disclosure) != null) {
        throw refused("disclosure-repeated", disclosure.digest(), "is given twice");
      }
    }
  }

  ObjectNode reveal(ObjectNode record) throws RefusedException {
    ObjectNode revealed = record.deepCopy();
    JsonNode algorithm = revealed.remove(Disclosures.ALGORITHM);
    if (algorithm != null && !algorithm.asString("").equals(Disclosures.SHA_256)) {
      throw RefusedException.expected(
          "disclosure-algorithm", "member '_sd_alg'", Disclosures.SHA_256, algorithm.toString());
    }
    revealIn(revealed, 1);
    for (String digest : unused.keySet()) {
      throw refused("disclosure-unmatched", digest, "has no digest in this record");
    }
    return revealed;
  }

  /** Disclosed values can hold digests themselves, so the depth is counted, not known. */
  private void revealIn(JsonNode node, int depth) throws RefusedException {
    if (node.isContainer() && depth > CanonicalJson.MAX_DEPTH) {
      throw RefusedException.expected(
          "json-too-deep",
          "revealed record",
          "at most " + CanonicalJson.MAX_DEPTH + " levels",
          "more");
    }
    if (node instanceof ObjectNode object) {
      putBack(object);
    }
    for (JsonNode member : node.values()) {
      revealIn(member, depth + 1);
    }
  }

  private void putBack(ObjectNode object) throws RefusedException {
    if (object.has(ARRAY_ELEMENT)) {
      throw new RefusedException(
          new Fault("disclosure-record", "member '...'", "array elements are not protected here"));
    }
    JsonNode digests = object.remove(Disclosures.DIGESTS);
    if (digests == null) {
      return;
    }
    if (!(digests instanceof ArrayNode)) {
      throw RefusedException.expected(
          "disclosure-record", "member '_sd'", "an array of digests", "another value");
    }
    for (JsonNode digest : digests.values()) {
      Disclosure disclosure = unused.remove(unseenDigest(digest));
      if (disclosure != null) {
        putBack(disclosure, object);
      }
    }
  }

  private String unseenDigest(JsonNode node) throws RefusedException {
    String digest = node.asString("");
    if (!node.isString() || Base64Url.decode(digest, "member '_sd'").length != 32) {
      throw RefusedException.expected(
          "disclosure-record", "member '_sd'", "SHA-256 digests in base64url", node.toString());
    }
    if (!digestsSeen.add(digest)) {
      throw refused("disclosure-digest-repeated", digest, "is in the record twice");
    }
    return digest;
  }

  private static void putBack(Disclosure disclosure, ObjectNode object) throws RefusedException {
    if (object.has(disclosure.name())) {
      throw refused(
          "disclosure-collision",
          disclosure.digest(),
          "discloses '" + disclosure.name() + "', which the record has in the open");
    }
    object.set(disclosure.name(), disclosure.value());
  }

  private static RefusedException refused(String code, String digest, String message) {
    return new RefusedException(new Fault(code, "disclosure " + digest, message));
  }
}
