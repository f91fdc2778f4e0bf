package org.cairn.register;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.merkle.Hash;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The record that names a token in the log, so that every later entry is later than the token:
 *
 * <pre>
 * {"type":"timestamp","checkpoint":SHA-256 of its bytes, hex,"size":entries it covers,
 *  "authority":id,"genTime":"2026-01-01T00:00:00Z","token":"sha256:…"}
 * </pre>
 *
 * Immutable.
 *
 * @param token SHA-256 of the TimeStampResp as it is kept
 */
record TimestampRecord(Hash checkpoint, long size, String authority, Instant genTime, Hash token) {
  static final String CODE = "timestamp-record";
  private static final String TYPE = "timestamp";
  private static final String SHA256 = "sha256:";

  static boolean isOne(ObjectNode record) {
    return record.path("type").asString("").equals(TYPE);
  }

  ObjectNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", TYPE)
        .put("checkpoint", checkpoint.hex())
        .put("size", size)
        .put("authority", authority)
        .put("genTime", genTime.toString())
        .put("token", SHA256 + token.hex());
  }

  /**
   * @throws RefusedException {@code timestamp-record}
   */
  static TimestampRecord parse(ObjectNode record) throws RefusedException {
    String token = record.path("token").asString("");
    if (!token.startsWith(SHA256) || !record.path("size").canConvertToLong()) {
      throw RefusedException.expected(
          CODE, "members 'token', 'size'", "sha256: and 64 hexadecimal digits, a number", "others");
    }
    try {
      return new TimestampRecord(
          Hash.of(HexFormat.of().parseHex(record.path("checkpoint").asString(""))),
          record.path("size").longValue(),
          record.path("authority").asString(""),
          Instant.parse(record.path("genTime").asString("")),
          Hash.of(HexFormat.of().parseHex(token.substring(SHA256.length()))));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new RefusedException(
          Fault.expected(
              CODE,
              "members 'checkpoint', 'genTime', 'token'",
              "hashes in hexadecimal and a time",
              "others"),
          e);
    }
  }
}
