package org.cairn.imagery.stac;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which items are wanted.
 *
 * @param box items whose box shares a point with it; empty: everywhere
 * @param from inclusive
 * @param until inclusive
 * @param collections ids; empty: all
 */
public record ItemSearch(
    Optional<BoundingBox> box,
    Optional<Instant> from,
    Optional<Instant> until,
    List<String> collections) {
  public ItemSearch {
    collections = List.copyOf(collections);
    if (from.isPresent() && until.isPresent() && from.get().isAfter(until.get())) {
      throw new IllegalArgumentException(
          "A search runs from an earlier to a later time, found "
              + from.get()
              + " to "
              + until.get());
    }
  }

  /** Everything the catalogue has. */
  public static ItemSearch all() {
    return new ItemSearch(Optional.empty(), Optional.empty(), Optional.empty(), List.of());
  }

  /**
   * Whether an item is wanted. One that says nothing of where it lies is: nothing shows it is not.
   */
  boolean wants(Item item) {
    boolean here = box.isEmpty() || item.box().isEmpty() || box.get().intersects(item.box().get());
    boolean late = from.isPresent() && item.acquired().isBefore(from.get());
    boolean early = until.isPresent() && item.acquired().isAfter(until.get());
    boolean listed =
        collections.isEmpty() || item.collection().map(collections::contains).orElse(false);
    return here && !late && !early && listed;
  }
}
