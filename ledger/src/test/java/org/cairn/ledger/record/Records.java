package org.cairn.ledger.record;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import org.cairn.ledger.crypto.Sha256;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Keys and records made for the tests: the same in every run. */
final class Records {
  private Records() {}

  static ActorKey key(String name) {
    return ActorKey.generate(random(name));
  }

  /** Not random at all: a stream of digests of this name. */
  static SecureRandom random(String name) {
    try {
      SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
      random.setSeed(Sha256.of(Base64Url.ascii(name)));
      return random;
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every JDK has SHA1PRNG", e);
    }
  }

  /** JSON with single quotes for double ones. */
  static ObjectNode record(String json) {
    return (ObjectNode) json(json);
  }

  static JsonNode json(String json) {
    return JsonMapper.shared().readTree(json.replace('\'', '"'));
  }
}
