package org.cairn.register;

import org.cairn.heritage.casework.CaseStep;
import org.cairn.heritage.codec.CaseCodec;
import tools.jackson.databind.node.ObjectNode;

/**
 * What people do in cases as records of the ledger:
 *
 * <pre>{"type":"case", members of {@link CaseCodec}}</pre>
 *
 * Stateless.
 */
public final class CaseRecords {
  /** The member {@code type}. */
  public static final String TYPE = "case";

  /** Room for three more protected members before their number would tell anything. */
  private static final int DIGESTS = CaseCodec.PROTECTED_MEMBERS.size() + 3;

  private CaseRecords() {}

  /**
   * Signed as the step says; whoever signs it anew replaces member {@code signed}.
   *
   * @throws IllegalArgumentException where a text is missing that such an event is written with
   */
  public static Draft draft(CaseStep step) {
    if (!step.event().isWhole()) {
      throw new IllegalArgumentException(
          "Expected a text for '%s', found none: say what, or why".formatted(step.event().code()));
    }
    ObjectNode record = CaseCodec.encode(step).put("type", TYPE);
    return new Draft(record, CaseCodec.PROTECTED_MEMBERS, DIGESTS);
  }
}
