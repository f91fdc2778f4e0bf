package org.cairn.register;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

/**
 * Which pairs of many places are worth comparing: those within a few hundred metres, those within
 * ten kilometres that share a word of a name, those that share a whole set of words where one has
 * no geometry, and those that share a link. Places meet in cells of a grid, by their words; a cell
 * with many is cut into smaller ones, so that the work grows with the places and not with their
 * square. Single-thread.
 */
final class CandidatePairs {
  /** Metres within which a shared word makes a pair; a quarter at each cut. */
  private static final double REACH = 10_000;

  private static final int CUTS = 3;

  /** Metres within which nothing shared is needed. */
  private static final double NEAR = 200;

  /** More in one group are cut apart, or else only compared with a few neighbours. */
  private static final int MOST = 40;

  private static final int NEIGHBOURS = 8;
  private static final double METRES_A_DEGREE = 111_195;
  private static final int INDEX_BITS = 26;
  private static final long INDEX_MASK = (1L << INDEX_BITS) - 1;

  private final List<ComparedPlace> places;

  /** Of each place, by which alike ones are neighbours. */
  private final String[] order;

  private final LongList pairs = new LongList();

  private CandidatePairs(List<ComparedPlace> places) {
    this.places = places;
    this.order =
        places.stream()
            .map(place ->
                place.names().isEmpty() ? "" : String.join(" ", place.names().getFirst().keys()))
            .toArray(String[]::new);
  }

  /**
   * @return for each pair the indexes of its places, the smaller in the upper 32 bits; ascending,
   *     each once
   */
  static long[] of(List<ComparedPlace> places) {
    CandidatePairs candidates = new CandidatePairs(places);
    candidates.meetNearby();
    candidates.meetByWords();
    candidates.meetByLinks();
    candidates.meetByNames();
    long[] pairs = candidates.pairs.toArray();
    Arrays.parallelSort(pairs);
    return Arrays.stream(pairs).distinct().toArray();
  }

  private void meetNearby() {
    LongList entries = new LongList();
    for (int place = 0; place < places.size(); place++) {
      enter(entries, place, place, 0, NEAR);
    }
    group(
        entries,
        (from, to, sorted) -> {
          if (to - from <= MOST) {
            pairAll(members(sorted, from, to));
          }
        });
  }

  /** Where too many with a word are in one cell, these meet again in smaller ones. */
  private void meetByWords() {
    LongList owners = new LongList();
    LongList words = new LongList();
    for (int place = 0; place < places.size(); place++) {
      for (long key : keys(place)) {
        owners.add(place);
        words.add(key);
      }
    }
    int[] owner = Arrays.stream(owners.toArray()).mapToInt(each -> (int) each).toArray();
    long[] word = words.toArray();
    if (owner.length > INDEX_MASK) {
      throw new IllegalArgumentException(
          "Up to %d words of names are compared, found %d".formatted(INDEX_MASK, owner.length));
    }
    BitSet waiting = new BitSet();
    waiting.set(0, owner.length);
    double reach = REACH;
    for (int cut = 0; cut <= CUTS; cut++, reach /= 4) {
      LongList entries = new LongList();
      double within = reach;
      waiting.stream().forEach(each -> enter(entries, each, owner[each], word[each], within));
      BitSet crowded = new BitSet();
      boolean last = cut == CUTS;
      group(
          entries,
          (from, to, sorted) -> {
            if (to - from > MOST && !last) {
              Arrays.stream(members(sorted, from, to)).forEach(crowded::set);
            } else {
              pairAllOrNeighbours(
                  Arrays.stream(members(sorted, from, to))
                      .map(each -> owner[each])
                      .distinct()
                      .toArray());
            }
          });
      waiting = crowded;
    }
  }

  private void meetByLinks() {
    LongList entries = new LongList();
    for (int place = 0; place < places.size(); place++) {
      for (ComparedPlace.Link link : places.get(place).links()) {
        entries.add(entry(mix(link.hashCode(), 1), place));
      }
    }
    group(entries, (from, to, sorted) -> pairAllOrNeighbours(members(sorted, from, to)));
  }

  private void meetByNames() {
    LongList entries = new LongList();
    for (int place = 0; place < places.size(); place++) {
      for (ComparedName name : places.get(place).names()) {
        Set<String> keys = name.keys();
        if (!keys.isEmpty()) {
          entries.add(entry(mix(keys.hashCode(), 2), place));
        }
      }
    }
    group(
        entries,
        (from, to, sorted) -> {
          if (to - from <= MOST) {
            int[] members = members(sorted, from, to);
            for (int one : members) {
              for (int other : members) {
                if (places.get(one).bounds().isEmpty()) {
                  pair(one, other);
                }
              }
            }
          }
        });
  }

  private long[] keys(int place) {
    return places.get(place).names().stream()
        .flatMap(name -> name.keys().stream())
        .distinct()
        .mapToLong(key -> mix(key.hashCode(), 3))
        .toArray();
  }

  /**
   * Into each cell that lies within reach of the middle of a geometry.
   *
   * @param entered the place itself, or one of its words
   */
  private void enter(LongList entries, int entered, int place, long key, double reach) {
    double size = 2 * reach / METRES_A_DEGREE;
    for (Envelope bounds : places.get(place).bounds()) {
      Coordinate middle = bounds.centre();
      long south = (long) Math.floor((middle.y - size / 2) / size);
      long north = (long) Math.floor((middle.y + size / 2) / size);
      for (long row = south; row <= north; row++) {
        double shrink = Math.max(0.01, Math.cos(Math.toRadians((row + 0.5) * size)));
        long columns = Math.max(1, (long) Math.floor(360 * shrink / size));
        double column = (middle.x + 180) / 360 * columns;
        double half = Math.min(columns / 2.0, degreesEast(middle.y, size / 2) / 360 * columns);
        long west = (long) Math.floor(column - half);
        long east = (long) Math.floor(column + half);
        for (long each = west; each <= east && each - west < columns; each++) {
          long cell = mix(row, Math.floorMod(each, columns));
          entries.add(entry(mix(cell, key), entered));
        }
      }
    }
  }

  /** How many degrees of longitude reach as far as so many of latitude, all of them at a pole. */
  private static double degreesEast(double latitude, double degrees) {
    double farthest = Math.abs(latitude) + degrees;
    return farthest >= 89.9 ? 180 : degrees / Math.cos(Math.toRadians(farthest));
  }

  private static long entry(long key, int entered) {
    return (key << INDEX_BITS) | entered;
  }

  /** Each to each other, by the finaliser of SplitMix64 (Steele, Lea, Flood 2014). */
  private static long mix(long one, long other) {
    long mixed = one * 0x9E3779B97F4A7C15L + other;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  /** Takes the entries of one key. */
  @FunctionalInterface
  private interface Group {
    void take(int from, int to, long[] sorted);
  }

  private static void group(LongList entries, Group group) {
    long[] sorted = entries.toArray();
    Arrays.parallelSort(sorted);
    int from = 0;
    for (int at = 1; at <= sorted.length; at++) {
      if (at == sorted.length || sorted[at] >>> INDEX_BITS != sorted[from] >>> INDEX_BITS) {
        if (at - from > 1) {
          group.take(from, at, sorted);
        }
        from = at;
      }
    }
  }

  private static int[] members(long[] sorted, int from, int to) {
    return Arrays.stream(sorted, from, to)
        .mapToInt(entry -> (int) (entry & INDEX_MASK))
        .distinct()
        .toArray();
  }

  private void pairAllOrNeighbours(int[] members) {
    if (members.length <= MOST) {
      pairAll(members);
    } else {
      pairNeighbours(members);
    }
  }

  private void pairAll(int[] members) {
    for (int one = 0; one < members.length; one++) {
      for (int other = one + 1; other < members.length; other++) {
        pair(members[one], members[other]);
      }
    }
  }

  /** In the order of their first names. */
  private void pairNeighbours(int[] members) {
    int[] ordered =
        Arrays.stream(members)
            .boxed()
            .sorted(
                Comparator.comparing((Integer place) -> order[place]).thenComparing(place -> place))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int one = 0; one < ordered.length; one++) {
      for (int other = one + 1; other < Math.min(ordered.length, one + NEIGHBOURS); other++) {
        pair(ordered[one], ordered[other]);
      }
    }
  }

  private void pair(int one, int other) {
    if (one != other) {
      pairs.add(((long) Math.min(one, other) << 32) | Math.max(one, other));
    }
  }

  /** A list of longs that grows. */
  private static final class LongList {
    private long[] values = new long[1024];
    private int size;

    void add(long value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, size * 2);
      }
      values[size++] = value;
    }

    long[] toArray() {
      return Arrays.copyOf(values, size);
    }
  }
}
