package org.cairn.simulation;

import java.util.List;

/**
 * An invented place.
 *
 * @param id unique in its scene
 * @param kind in English, such as Shrine
 * @param names in several languages and scripts; which comes first goes round
 * @param outline its footprint
 */
public record SimulatedPlace(String id, String kind, List<Name> names, Outline outline) {
  public SimulatedPlace {
    names = List.copyOf(names);
    if (names.isEmpty()) {
      throw new IllegalArgumentException("Place " + id + " has no name, expected at least one");
    }
  }

  /**
   * @param language BCP 47 tag
   */
  public record Name(String text, String language) {}
}
