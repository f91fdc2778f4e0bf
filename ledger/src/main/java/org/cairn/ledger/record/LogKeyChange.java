package org.cairn.ledger.record;

import java.util.Optional;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.note.VerifierKey;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an entry says that changes the key of the log. Other members are let through.
 *
 * <pre>{"type":"log-key","action":"rotate","old":VKEY,"new":VKEY,"reason":TEXT}</pre>
 */
record LogKeyChange(VerifierKey old, VerifierKey next, String reason) {
  /** The record type of such entries. */
  static final String TYPE = "log-key";

  private static final String CODE = "log-key-form";

  /** Empty when this is no such entry. */
  static Optional<LogKeyChange> find(ObjectNode record) throws RefusedException {
    if (!record.path("type").asString("").equals(TYPE)) {
      return Optional.empty();
    }
    String action = text(record, "action");
    if (!action.equals("rotate")) {
      throw RefusedException.expected(CODE, "member 'action'", "rotate", "'" + action + "'");
    }
    return Optional.of(
        new LogKeyChange(key(record, "old"), key(record, "new"), text(record, "reason")));
  }

  /** A log's key in a member of a record. */
  static VerifierKey key(ObjectNode record, String name) throws RefusedException {
    String where = "member '" + name + "'";
    VerifierKey key;
    try {
      key = VerifierKey.parse(text(record, name));
    } catch (RefusedException e) {
      throw e.code().equals(CODE)
          ? e
          : new RefusedException(new Fault(CODE, where, e.fault().toString()), e);
    }
    if (key.kind() != VerifierKey.Kind.LOG) {
      throw RefusedException.expected(CODE, where, "the key of a log", "" + key);
    }
    return key;
  }

  private static String text(ObjectNode record, String name) throws RefusedException {
    JsonNode value = record.path(name);
    if (!value.isString() || value.stringValue().isBlank()) {
      throw RefusedException.expected(
          CODE,
          "member '" + name + "'",
          "a text",
          value.isMissingNode() ? "nothing" : value.toString());
    }
    return value.stringValue();
  }
}
