package org.cairn.imagery.stac;

/** Where a catalogue's items come from: asked for each time, or kept in memory. Thread-safe. */
sealed interface ItemSource permits StacApi, ItemSource.Kept {
  SearchResult search(ItemSearch search) throws StacException;

  /** Items read once. */
  record Kept(SearchResult all) implements ItemSource {
    @Override
    public SearchResult search(ItemSearch search) {
      return new SearchResult(all.items().stream().filter(search::wants).toList(), all.problems());
    }
  }
}
