package org.cairn.watch;

import java.util.List;
import java.util.Optional;

/**
 * What a watch takes of an item.
 *
 * @param layer that is watched, as shown to people
 * @param bands of which it is made
 * @param mask that says what is clear; empty where the item has none, or is of radar
 */
public record ItemUse(String layer, List<String> bands, Optional<String> mask) {
  public ItemUse {
    bands = List.copyOf(bands);
  }
}
