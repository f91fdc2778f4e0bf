package org.cairn.register;

import java.util.Optional;
import org.cairn.heritage.place.StatementKind;
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
 * @param condition that some assessment says it is in: a state's label in any language of its
 *     vocabulary, its id, or the code of the source's own scheme, alone or as {@code scheme:code}
 * @param disturbance category or cause of a disturbance that somebody claims, or a change of use:
 *     its label in any language, or its id
 * @param organisation id of one that added something to it
 * @param stated kind of a statement that somebody made of it
 * @param limit the most places, at least 1
 */
public record PlaceQuery(
    Optional<String> name,
    Optional<Box> box,
    Optional<String> type,
    Optional<DaySpan> during,
    Optional<String> status,
    Optional<String> condition,
    Optional<String> disturbance,
    Optional<String> organisation,
    Optional<StatementKind> stated,
    int limit) {
  /** Every place. */
  public static final PlaceQuery ALL =
      new PlaceQuery(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
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
    checkWords("A name", name);
    checkWords("A condition", condition);
    checkWords("A disturbance", disturbance);
  }

  private static void checkWords(String what, Optional<String> text) {
    if (text.isPresent() && FoldedName.of(text.get()).words().isEmpty()) {
      throw new IllegalArgumentException(
          "%s to look for needs a letter or digit, found '%s'".formatted(what, text.get()));
    }
  }

  public PlaceQuery withName(String name) {
    return new PlaceQuery(
        Optional.of(name),
        box,
        type,
        during,
        status,
        condition,
        disturbance,
        organisation,
        stated,
        limit);
  }

  public PlaceQuery withBox(Box box) {
    return new PlaceQuery(
        name,
        Optional.of(box),
        type,
        during,
        status,
        condition,
        disturbance,
        organisation,
        stated,
        limit);
  }

  public PlaceQuery withType(String type) {
    return new PlaceQuery(
        name,
        box,
        Optional.of(type),
        during,
        status,
        condition,
        disturbance,
        organisation,
        stated,
        limit);
  }

  public PlaceQuery withDuring(DaySpan during) {
    return new PlaceQuery(
        name,
        box,
        type,
        Optional.of(during),
        status,
        condition,
        disturbance,
        organisation,
        stated,
        limit);
  }

  public PlaceQuery withStatus(String status) {
    return new PlaceQuery(
        name,
        box,
        type,
        during,
        Optional.of(status),
        condition,
        disturbance,
        organisation,
        stated,
        limit);
  }

  public PlaceQuery withCondition(String condition) {
    return new PlaceQuery(
        name,
        box,
        type,
        during,
        status,
        Optional.of(condition),
        disturbance,
        organisation,
        stated,
        limit);
  }

  public PlaceQuery withDisturbance(String disturbance) {
    return new PlaceQuery(
        name,
        box,
        type,
        during,
        status,
        condition,
        Optional.of(disturbance),
        organisation,
        stated,
        limit);
  }

  public PlaceQuery withOrganisation(String organisation) {
    return new PlaceQuery(
        name,
        box,
        type,
        during,
        status,
        condition,
        disturbance,
        Optional.of(organisation),
        stated,
        limit);
  }

  public PlaceQuery withStated(StatementKind kind) {
    return new PlaceQuery(
        name,
        box,
        type,
        during,
        status,
        condition,
        disturbance,
        organisation,
        Optional.of(kind),
        limit);
  }

  public PlaceQuery withLimit(int limit) {
    return new PlaceQuery(
        name, box, type, during, status, condition, disturbance, organisation, stated, limit);
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
