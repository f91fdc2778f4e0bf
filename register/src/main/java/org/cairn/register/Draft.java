package org.cairn.register;

import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * A record to be added, before it is signed.
 *
 * @param record as whoever may see everything sees it
 * @param protectedFields members that stay out of the log: it gets salted digests of them, the
 *     vault their values
 * @param digests how many digests the log gets, decoys included; the same for all of a record type,
 *     so that their number tells nothing
 */
public record Draft(ObjectNode record, Set<String> protectedFields, int digests) {
  public Draft {
    record = record.deepCopy();
    protectedFields = Set.copyOf(protectedFields);
  }

  /** With nothing to protect. */
  public static Draft open(ObjectNode record) {
    return new Draft(record, Set.of(), 0);
  }

  /** The record, a copy. */
  @Override
  public ObjectNode record() {
    return record.deepCopy();
  }
}
