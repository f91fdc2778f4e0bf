package org.cairn.register;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.cairn.heritage.review.Finding;
import org.cairn.heritage.review.RecordedJudgement;
import org.cairn.heritage.review.Visibility;
import org.cairn.ledger.RefusedException;

/**
 * What can be asked of alerts and their review; what keeps it may be a file or a server. Each
 * method throws {@link RefusedException} where the register cannot be read, with its code.
 *
 * <p>Judgements are given as they are: what of them somebody may be shown is for {@link Visibility}
 * to say.
 */
public interface AlertSearch {
  /**
   * Alerts of one place stand together, under the first of them.
   *
   * @param after where the page before ended; empty for the first
   * @param groups the most places, at least 1
   */
  AlertPage page(AlertQuery query, Optional<AlertKey> after, int groups)
      throws IOException, RefusedException;

  /** How many alerts meet everything but the question's statuses, by status; all are there. */
  Map<Finding.Status, Long> counts(AlertQuery query) throws IOException, RefusedException;

  Optional<AlertHit> find(String alert) throws IOException, RefusedException;

  /** Of one alert, all there ever were, in the order of their entries. */
  List<RecordedJudgement> judgements(String alert) throws IOException, RefusedException;

  /** Of all alerts, in the order of their entries. */
  void forEachJudgement(Consumer<RecordedJudgement> taker) throws IOException, RefusedException;

  /** Of one alert, all there ever were, the newest last; that one holds. */
  List<RecordedFinding> findings(String alert) throws IOException, RefusedException;
}
