package org.cairn.imagery.stac;

import java.util.List;

/**
 * What a search found.
 *
 * @param items by time of acquisition, then id
 * @param problems entries of the catalogue that could not be used; for catalogues kept in memory
 *     those of the whole catalogue, since a broken item does not say reliably where it lies
 */
public record SearchResult(List<Item> items, List<ItemProblem> problems) {
  public SearchResult {
    items = List.copyOf(items);
    problems = List.copyOf(problems);
  }
}
