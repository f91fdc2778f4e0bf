package org.cairn.watch;

import java.time.LocalDate;
import java.util.List;
import org.cairn.heritage.Coverage;
import org.cairn.heritage.Place;

/**
 * Everything the watch says of one place.
 *
 * @param alerts empty where nothing was raised
 * @param scores each time the running maximum of the place's score rose
 */
public record PlaceResult(
    Place place, Coverage coverage, List<AlertEvidence> alerts, List<ScoreRise> scores) {
  public PlaceResult {
    alerts = List.copyOf(alerts);
    scores = List.copyOf(scores);
  }

  /** From this date on the place's running maximum is at least this score. */
  public record ScoreRise(LocalDate date, double score) {}
}
