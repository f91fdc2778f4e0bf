package org.cairn.app.web.map;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.cairn.register.PlaceQuery.Box;
import org.cairn.register.PlaceSpots;

/**
 * Places along a Z-order curve over the tiles of a map, so that those of a tile are a run of one
 * array: eight bytes for each. Immutable, thread-safe.
 */
final class SpotOrder {
  /** Tiles of a zoom of at most so much less the depth of clusters in them. */
  static final int DEPTH = 19;

  private static final int INDEX_BITS = 24;
  private static final long INDEX = (1L << INDEX_BITS) - 1;

  /** Cells that a box is cut into, in each direction. */
  private static final int BOX_CELLS = 16;

  private final PlaceSpots spots;
  private final boolean exact;

  /** Ascending: the place's code of 2 × 19 bits, then its index of 24. */
  private final long[] keys;

  /**
   * @param exact whether by the positions that not everyone may know
   */
  SpotOrder(PlaceSpots spots, boolean exact) {
    this.spots = spots;
    this.exact = exact;
    if (spots.size() > INDEX) {
      throw new IllegalArgumentException(
          "A map holds at most %d places, found %d".formatted(INDEX, spots.size()));
    }
    long[] all = new long[spots.size()];
    int placed = 0;
    for (int index = 0; index < spots.size(); index++) {
      if (spots.isPlaced(index, exact)) {
        long x = (long) (Mercator.x(spots.lon(index, exact)) * (1 << DEPTH));
        long y = (long) (Mercator.y(spots.lat(index, exact)) * (1 << DEPTH));
        all[placed++] = Mercator.interleave(x, y) << INDEX_BITS | index;
      }
    }
    keys = Arrays.copyOf(all, placed);
    Arrays.parallelSort(keys);
  }

  boolean exact() {
    return exact;
  }

  /** Where the run of a tile's places begins. */
  int from(int zoom, long x, long y) {
    return search(Mercator.interleave(x, y) << 2 * (DEPTH - zoom));
  }

  /** Where it ends: the first that is not in it. */
  int to(int zoom, long x, long y) {
    return search((Mercator.interleave(x, y) + 1) << 2 * (DEPTH - zoom));
  }

  private int search(long code) {
    int found = Arrays.binarySearch(keys, code << INDEX_BITS);
    return found < 0 ? -found - 1 : found;
  }

  /** The index of the place at a position of the order. */
  int index(int at) {
    return (int) (keys[at] & INDEX);
  }

  /** In which cell of a depth the place at a position of the order lies. */
  long cell(int at, int depth) {
    return keys[at] >>> INDEX_BITS + 2 * (DEPTH - depth);
  }

  /** Where the run of a cell's places ends: the first that is not in it. */
  int endOfCell(long cell, int depth) {
    return search((cell + 1) << 2 * (DEPTH - depth));
  }

  /** Hands over the index of each place in a box, in no order that tells anything. */
  void inBox(Box box, IntConsumer taker) {
    if (box.west() > box.east()) {
      inBox(new Box(box.west(), box.south(), 180, box.north()), taker);
      inBox(new Box(-180, box.south(), box.east(), box.north()), taker);
      return;
    }
    double west = Mercator.x(box.west());
    double east = Mercator.x(box.east());
    double north = Mercator.y(box.north());
    double south = Mercator.y(box.south());
    double side = Math.max(east - west, south - north);
    int depth = 0;
    while (depth < DEPTH && side * (2L << depth) <= BOX_CELLS) {
      depth++;
    }
    long cells = 1L << depth;
    long left = (long) (west * cells);
    long right = (long) (east * cells);
    long top = (long) (north * cells);
    long bottom = (long) (south * cells);
    for (long y = top; y <= bottom; y++) {
      for (long x = left; x <= right; x++) {
        // Whatever lies in a cell between those that the edges go through lies in the box.
        boolean whole = x > left && x < right && y > top && y < bottom;
        int end = to(depth, x, y);
        for (int at = from(depth, x, y); at < end; at++) {
          if (whole) {
            taker.accept(index(at));
          } else {
            take(index(at), box, taker);
          }
        }
      }
    }
  }

  private void take(int index, Box box, IntConsumer taker) {
    double lon = spots.lon(index, exact);
    double lat = spots.lat(index, exact);
    if (lon >= box.west() && lon <= box.east() && lat >= box.south() && lat <= box.north()) {
      taker.accept(index);
    }
  }
}
