package org.cairn.register;

import java.util.Arrays;
import java.util.List;

/**
 * Where all places are, small enough to be kept in memory: some 40 bytes for each. A place is at
 * one position of what is said of it; one whose location is protected has, for who may not know it,
 * the middle of its grid cell or none. In the order of the places' numbers, which are those of
 * {@link PlaceSearch#numbers}. Immutable, thread-safe.
 */
public final class PlaceSpots {
  /** Ten millionths of a degree, about a centimetre. */
  static final double UNITS_PER_DEGREE = 1e7;

  /** In place of a coordinate that is not known. */
  static final int NOWHERE = Integer.MIN_VALUE;

  private final long logSize;
  private final PlacesVersion version;
  private final long[] numbers;
  private final int[][] exact;
  private final int[][] shown;
  private final byte[] status;
  private final List<String> statuses;

  /**
   * Owns the arrays from now on.
   *
   * @param numbers ascending
   * @param exact {@code [2][places]}: longitudes and latitudes in ten millionths of a degree, or
   *     {@link #NOWHERE}
   * @param shown likewise, to everyone
   * @param status of each place, one of the statuses, or -1
   */
  PlaceSpots(
      long logSize,
      PlacesVersion version,
      long[] numbers,
      int[][] exact,
      int[][] shown,
      byte[] status,
      List<String> statuses) {
    this.logSize = logSize;
    this.version = version;
    this.numbers = numbers;
    this.exact = exact;
    this.shown = shown;
    this.status = status;
    this.statuses = List.copyOf(statuses);
  }

  /** How far the register went in the ledger. */
  public long logSize() {
    return logSize;
  }

  /** What they were made of. */
  public PlacesVersion version() {
    return version;
  }

  public int size() {
    return numbers.length;
  }

  /**
   * @param index 0 to size - 1
   */
  public long number(int index) {
    return numbers[index];
  }

  /** The index of a place; negative where it is not here. */
  public int find(long number) {
    return Arrays.binarySearch(numbers, number);
  }

  /** The index of the first place with a greater number. */
  public int after(long number) {
    int found = find(number);
    return found < 0 ? -found - 1 : found + 1;
  }

  /**
   * @param exactly for who may know where protected places lie
   */
  public boolean isPlaced(int index, boolean exactly) {
    return (exactly ? exact : shown)[0][index] != NOWHERE;
  }

  /** In degrees; of one that {@link #isPlaced}. */
  public double lon(int index, boolean exactly) {
    return (exactly ? exact : shown)[0][index] / UNITS_PER_DEGREE;
  }

  /** In degrees; of one that {@link #isPlaced}. */
  public double lat(int index, boolean exactly) {
    return (exactly ? exact : shown)[1][index] / UNITS_PER_DEGREE;
  }

  /** Statuses of newest coverages. */
  public List<String> statuses() {
    return statuses;
  }

  /** Position in {@link #statuses}; -1 for a place that no run looked at. */
  public int status(int index) {
    return status[index];
  }
}
