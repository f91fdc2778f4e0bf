package org.cairn.register;

import java.util.Optional;
import org.cairn.heritage.time.DaySpan;

/**
 * Which places are asked for: those that meet everything that is given.
 *
 * @param name words of a name in any script, each whole or from its start; case, marks and many
 *     ways of spelling do not matter
 * @param box that a geometry of the place must touch
 * @param type a term's id, or its words
 * @param during days on one of which some dated statement may hold
 * @param status of its newest coverage, such as {@code watched}
 * @param limit the most places, at least 1
 */
public record PlaceQuery(
    Optional<String> name,
    Optional<Box> box,
    Optional<String> type,
    Optional<DaySpan> during,
    Optional<String> status,
    int limit) {
  /** Every place. */
  public static final PlaceQuery ALL =
      new PlaceQuery(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Integer.MAX_VALUE);

  public PlaceQuery {
    if (limit < 1) {
      throw new IllegalArgumentException("A limit is at least 1, found " + limit);
    }
    if (name.isPresent() && FoldedName.of(name.get()).words().isEmpty()) {
      throw new IllegalArgumentException(
          "A name to look for needs a letter or digit, found '" + name.get() + "'");
    }
  }

  public PlaceQuery withName(String name) {
    return new PlaceQuery(Optional.of(name), box, type, during, status, limit);
  }

  public PlaceQuery withBox(Box box) {
    return new PlaceQuery(name, Optional.of(box), type, during, status, limit);
  }

  public PlaceQuery withType(String type) {
    return new PlaceQuery(name, box, Optional.of(type), during, status, limit);
  }

  public PlaceQuery withDuring(DaySpan during) {
    return new PlaceQuery(name, box, type, Optional.of(during), status, limit);
  }

  public PlaceQuery withStatus(String status) {
    return new PlaceQuery(name, box, type, during, Optional.of(status), limit);
  }

  public PlaceQuery withLimit(int limit) {
    return new PlaceQuery(name, box, type, during, status, limit);
  }

  /**
   * In WGS 84 degrees, edges included. One whose west is greater than its east goes over the
   * antimeridian.
   */
  public record Box(double west, double south, double east, double north) {
    public Box {
      boolean fits =
          Math.abs(west) <= 180
              && Math.abs(east) <= 180
              && Math.abs(south) <= 90
              && Math.abs(north) <= 90
              && south <= north;
      if (!fits) {
        throw new IllegalArgumentException(
            "A box is west, south, east, north in degrees, south no more than north; found %s,%s,%s,%s"
                .formatted(west, south, east, north));
      }
    }

    boolean goesOverAntimeridian() {
      return west > east;
    }
  }
}
