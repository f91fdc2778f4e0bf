package org.cairn.register;

import java.util.List;
import java.util.Optional;
import org.cairn.heritage.contribution.PlaceHistory;
import org.cairn.heritage.contribution.StatementOrigin;
import org.cairn.heritage.place.PlaceDescription;

/**
 * What was said of a place from one entry of the ledger on: its newest whole description, and what
 * people added that stands.
 *
 * @param entry its index
 * @param time the writer's clock, a claim
 * @param origins where each of the place's statements comes from, in their order
 */
public record PlaceVersion(
    long entry, Optional<String> time, PlaceDescription place, List<StatementOrigin> origins) {
  public PlaceVersion {
    origins = List.copyOf(origins);
    if (origins.size() != place.statements().size()) {
      throw new IllegalArgumentException(
          "Expected an origin for each of %d statements, found %d"
              .formatted(place.statements().size(), origins.size()));
    }
  }

  static PlaceVersion of(PlaceHistory history) {
    return new PlaceVersion(history.entry(), history.time(), history.place(), history.origins());
  }
}
