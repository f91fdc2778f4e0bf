package org.cairn.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What several observers said of several units, each by the number of a category. Who said what is
 * of no account: a unit has the values it was given, in any order. Immutable.
 *
 * @param categories how many there are, at least 1; for ordinal data in their order
 * @param units of each the values given, 0 to {@code categories} - 1; an observer who said nothing
 *     of a unit has none there
 */
public record Ratings(int categories, List<List<Integer>> units) {
  /**
   * @throws IllegalArgumentException for a value outside of the categories
   */
  public Ratings {
    if (categories < 1) {
      throw new IllegalArgumentException("Expected at least 1 category, found " + categories);
    }
    for (List<Integer> unit : units) {
      for (int value : unit) {
        if (value < 0 || value >= categories) {
          throw new IllegalArgumentException(
              "Expected a category of 0 to %d, found %d".formatted(categories - 1, value));
        }
      }
    }
    units = units.stream().map(List::copyOf).toList();
  }

  /** How often each category was given to one unit; {@code int[categories]}. */
  int[] counts(int unit) {
    int[] counts = new int[categories];
    units.get(unit).forEach(value -> counts[value]++);
    return counts;
  }

  /** Those of units with at least two values, which alone can agree or not. */
  List<int[]> pairable() {
    return IntStream.range(0, units.size())
        .mapToObj(this::counts)
        .filter(counts -> Arrays.stream(counts).sum() > 1)
        .toList();
  }
}
