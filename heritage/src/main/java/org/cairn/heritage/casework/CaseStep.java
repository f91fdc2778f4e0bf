package org.cairn.heritage.casework;

import org.cairn.heritage.TextLimit;
import org.cairn.heritage.review.Author;
import org.cairn.heritage.review.Signing;

/**
 * What somebody does to a case. Immutable.
 *
 * @param caseId of the case; whoever opens one makes an id that nobody else makes
 */
public record CaseStep(String caseId, Author by, CaseEvent event, Signing signing) {
  public CaseStep {
    TextLimit.URI.check("the id of a case", caseId);
  }

  /** Signed by the node. */
  public static CaseStep of(String caseId, Author by, CaseEvent event) {
    return new CaseStep(caseId, by, event, new Signing.ByNode());
  }

  public CaseStep withSigning(Signing signing) {
    return new CaseStep(caseId, by, event, signing);
  }
}
