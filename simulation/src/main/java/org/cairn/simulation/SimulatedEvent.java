package org.cairn.simulation;

import java.time.LocalDate;

/**
 * Something that happens to a place.
 *
 * @param placeId to which place
 * @param kind what
 * @param day from when on it is seen
 * @param outline what it covers
 * @param strength share of the covered ground's look that is replaced, above 0 to 1
 */
public record SimulatedEvent(
    String placeId, Kind kind, LocalDate day, Outline outline, double strength) {
  public SimulatedEvent {
    if (!(strength > 0 && strength <= 1)) {
      throw new IllegalArgumentException(
          "Event of strength " + strength + " at " + placeId + ", expected above 0 to 1");
    }
  }

  /** What can happen. */
  public enum Kind {
    DEMOLITION,
    LEVELLING,
    PITS,
    NEW_BUILDING,
    ROAD,
    FIRE
  }
}
