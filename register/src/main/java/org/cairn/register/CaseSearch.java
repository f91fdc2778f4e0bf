package org.cairn.register;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.heritage.casework.Case;
import org.cairn.heritage.casework.CaseStatus;
import org.cairn.ledger.RefusedException;

/**
 * What can be asked of cases. Each method throws {@link RefusedException} where the register cannot
 * be read, with its code.
 */
public interface CaseSearch {
  /** A page of cases, those that changed last first. A case that changes meanwhile comes first. */
  CasePage search(CaseQuery query) throws IOException, RefusedException;

  /** A case with all of its events. */
  Optional<Case> find(String id) throws IOException, RefusedException;

  /** Those in which a place, an assessment of it or an alert about it is; at most 1,000. */
  List<CaseHit> ofPlace(String place) throws IOException, RefusedException;

  /** Those in which an alert is; at most 1,000. */
  List<CaseHit> ofAlert(String alert) throws IOException, RefusedException;

  /**
   * How many there are in each status.
   *
   * @param query of which status, key and limit do not matter
   * @return every status, in its order
   */
  Map<CaseStatus, Long> count(CaseQuery query) throws IOException, RefusedException;
}
