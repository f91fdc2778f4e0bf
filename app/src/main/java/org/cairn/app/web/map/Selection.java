package org.cairn.app.web.map;

import java.util.BitSet;
import java.util.Optional;
import org.cairn.register.PlaceQuery.Box;
import org.cairn.register.PlaceSpots;
import org.jspecify.annotations.Nullable;

/**
 * The places that meet a filter but for its box, by their indexes; what goes through all of them is
 * worked out once. Immutable as long as nobody changes the set; thread-safe.
 */
final class Selection {
  private final PlaceSpots spots;
  private final Optional<BitSet> some;
  private final int[] ranked;

  // Worked out when they are first asked for; twice does no harm.
  private volatile int @Nullable [] perStatus;
  private volatile @Nullable Optional<Box> exactBounds;
  private volatile @Nullable Optional<Box> shownBounds;

  private Selection(PlaceSpots spots, Optional<BitSet> some, int[] ranked) {
    this.spots = spots;
    this.some = some;
    this.ranked = ranked;
  }

  static Selection all(PlaceSpots spots) {
    return new Selection(spots, Optional.empty(), new int[0]);
  }

  /**
   * @param numbers of places; those that are not there, being newer, are left out
   * @param ordered whether their order is to be kept
   */
  static Selection of(PlaceSpots spots, long[] numbers, boolean ordered) {
    BitSet set = new BitSet(spots.size());
    int[] ranked = new int[ordered ? numbers.length : 0];
    int known = 0;
    for (long number : numbers) {
      int index = spots.find(number);
      if (index >= 0) {
        set.set(index);
        if (ordered) {
          ranked[known++] = index;
        }
      }
    }
    return new Selection(
        spots, Optional.of(set), ordered ? java.util.Arrays.copyOf(ranked, known) : ranked);
  }

  boolean has(int index) {
    return some.isEmpty() || some.get().get(index);
  }

  boolean isAll() {
    return some.isEmpty();
  }

  int count() {
    return some.map(BitSet::cardinality).orElseGet(spots::size);
  }

  /** The index of the first from there on; -1 where there is none. */
  int next(int index) {
    if (some.isPresent()) {
      return some.get().nextSetBit(index);
    }
    return index < spots.size() ? index : -1;
  }

  /** In the order of their likeness to a name that was asked for; else empty. */
  int[] ranked() {
    return ranked;
  }

  /** How many have each status, and last how many have none; not to be written to. */
  int[] perStatus() {
    int[] known = perStatus;
    if (known == null) {
      known = countPerStatus();
      perStatus = known;
    }
    return known;
  }

  private int[] countPerStatus() {
    int[] counts = new int[spots.statuses().size() + 1];
    for (int index = next(0); index >= 0; index = next(index + 1)) {
      int status = spots.status(index);
      counts[status < 0 ? counts.length - 1 : status]++;
    }
    return counts;
  }

  /** The least box around all; empty where none is placed. */
  Optional<Box> bounds(boolean exactly) {
    Optional<Box> known = exactly ? exactBounds : shownBounds;
    if (known == null) {
      known = findBounds(exactly);
      if (exactly) {
        exactBounds = known;
      } else {
        shownBounds = known;
      }
    }
    return known;
  }

  private Optional<Box> findBounds(boolean exactly) {
    double west = 180;
    double east = -180;
    double south = 90;
    double north = -90;
    for (int index = next(0); index >= 0; index = next(index + 1)) {
      if (spots.isPlaced(index, exactly)) {
        west = Math.min(west, spots.lon(index, exactly));
        east = Math.max(east, spots.lon(index, exactly));
        south = Math.min(south, spots.lat(index, exactly));
        north = Math.max(north, spots.lat(index, exactly));
      }
    }
    return west > east ? Optional.empty() : Optional.of(new Box(west, south, east, north));
  }
}
