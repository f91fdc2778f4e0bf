package org.cairn.watch;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.cairn.heritage.Coverage;
import org.cairn.heritage.Place;

/**
 * Everything the watch says of one place.
 *
 * @param alerts empty where nothing was raised
 * @param scores each time the running maximum of the place's score rose
 * @param registrations the acquisitions that had to be moved onto the others, or could not be
 * @param area what it was judged in; empty where it lies on no image
 */
public record PlaceResult(
    Place place,
    Coverage coverage,
    List<AlertEvidence> alerts,
    List<ScoreRise> scores,
    List<Registration> registrations,
    Optional<AreaUse> area) {
  public PlaceResult {
    alerts = List.copyOf(alerts);
    scores = List.copyOf(scores);
    registrations = List.copyOf(registrations);
  }

  /** That was judged in no area. */
  public PlaceResult(
      Place place,
      Coverage coverage,
      List<AlertEvidence> alerts,
      List<ScoreRise> scores,
      List<Registration> registrations) {
    this(place, coverage, alerts, scores, registrations, Optional.empty());
  }

  /**
   * An acquisition that did not lie on the place's own reference.
   *
   * @param shiftRows pixels by which the image lay too far down
   * @param shiftCols pixels by which the image lay too far right
   * @param rejected true where it was left out; false where it was moved back
   */
  public record Registration(
      LocalDate date, double shiftRows, double shiftCols, boolean rejected) {}

  /** From this date on the place's running maximum is at least this score. */
  public record ScoreRise(LocalDate date, double score) {}
}
