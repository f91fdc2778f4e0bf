package org.cairn.register;

import java.util.List;
import org.cairn.ledger.crypto.Sha256;
import org.cairn.ledger.record.CanonicalJson;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a person's own key signs of a record: the SHA-256 of its canonical JSON (RFC 8785) with its
 * protected values in clear, before {@code signed}, {@code time} and {@code after} are added.
 * Stateless.
 */
final class Challenge {
  private static final List<String> ADDED = List.of("signed", "time", "after");

  private Challenge() {}

  /** 32 bytes. */
  static byte[] of(ObjectNode record) {
    ObjectNode signed = record.deepCopy();
    signed.remove(ADDED);
    return Sha256.of(CanonicalJson.canonicalize(signed));
  }
}
