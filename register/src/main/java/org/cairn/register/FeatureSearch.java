package org.cairn.register;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.cairn.ledger.RefusedException;

/**
 * Features of a register, page by page. Pages are asked for by the key of the last feature of the
 * page before, so that however many features are added meanwhile, each that was there comes once.
 */
public interface FeatureSearch {
  /** Takes features, one after the other. */
  @FunctionalInterface
  interface Taker {
    /**
     * @return whether the page may have another one
     */
    boolean take(FeatureRow row);
  }

  /**
   * One page, as of one state of the register; no writer can finish meanwhile, so that whoever
   * takes should keep nobody waiting.
   *
   * @return the key to go on after; empty on the last page
   * @throws IllegalArgumentException where a filter names a property that the layer does not have
   *     for that sight, or compares it with what it is not
   */
  Optional<String> read(FeatureLayer layer, FeatureQuery query, Taker taker)
      throws IOException, RefusedException;

  /** How many features a layer has, where that costs next to nothing. */
  OptionalLong count(FeatureLayer layer) throws IOException, RefusedException;
}
