package org.cairn.simulation.internal;

import java.util.List;

/**
 * An invented place.
 *
 * @param col leftmost pixel of its footprint in the scene
 * @param row topmost pixel of its footprint
 */
record SimulatedPlace(
    String id, PlaceKind kind, List<PlaceNames.Name> names, int col, int row, int cols, int rows) {
  SimulatedPlace {
    names = List.copyOf(names);
  }
}
