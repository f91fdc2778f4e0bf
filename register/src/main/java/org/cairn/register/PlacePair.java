package org.cairn.register;

/**
 * Two places of a register, in the order of their ids' UTF-16 code units, whichever is named first.
 */
public record PlacePair(String first, String second) implements Comparable<PlacePair> {
  /**
   * @throws IllegalArgumentException where both are one
   */
  public PlacePair {
    int order = first.compareTo(second);
    if (order == 0) {
      throw new IllegalArgumentException(
          "A pair is two places, found '%s' twice: name another".formatted(first));
    }
    if (order > 0) {
      String swapped = first;
      first = second;
      second = swapped;
    }
  }

  /**
   * @throws IllegalArgumentException where it is neither
   */
  public String other(String place) {
    if (place.equals(first)) {
      return second;
    }
    if (place.equals(second)) {
      return first;
    }
    throw new IllegalArgumentException(
        "The pair of '%s' and '%s' has no place '%s'".formatted(first, second, place));
  }

  @Override
  public int compareTo(PlacePair other) {
    int order = first.compareTo(other.first);
    return order == 0 ? second.compareTo(other.second) : order;
  }
}
