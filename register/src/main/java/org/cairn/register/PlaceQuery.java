package org.cairn.register;

import java.util.Optional;
import java.util.function.Consumer;
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
    return with(draft -> draft.name = Optional.of(name));
  }

  public PlaceQuery withBox(Box box) {
    return with(draft -> draft.box = Optional.of(box));
  }

  public PlaceQuery withType(String type) {
    return with(draft -> draft.type = Optional.of(type));
  }

  public PlaceQuery withDuring(DaySpan during) {
    return with(draft -> draft.during = Optional.of(during));
  }

  public PlaceQuery withStatus(String status) {
    return with(draft -> draft.status = Optional.of(status));
  }

  public PlaceQuery withAnyStatus() {
    return with(draft -> draft.status = Optional.empty());
  }

  public PlaceQuery withCondition(String condition) {
    return with(draft -> draft.condition = Optional.of(condition));
  }

  public PlaceQuery withDisturbance(String disturbance) {
    return with(draft -> draft.disturbance = Optional.of(disturbance));
  }

  public PlaceQuery withOrganisation(String organisation) {
    return with(draft -> draft.organisation = Optional.of(organisation));
  }

  public PlaceQuery withStated(StatementKind kind) {
    return with(draft -> draft.stated = Optional.of(kind));
  }

  public PlaceQuery withLimit(int limit) {
    return with(draft -> draft.limit = limit);
  }

  private PlaceQuery with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.done();
  }

  /** One while it is changed. */
  private static final class Draft {
    private Optional<String> name;
    private Optional<Box> box;
    private Optional<String> type;
    private Optional<DaySpan> during;
    private Optional<String> status;
    private Optional<String> condition;
    private Optional<String> disturbance;
    private Optional<String> organisation;
    private Optional<StatementKind> stated;
    private int limit;

    Draft(PlaceQuery from) {
      this.name = from.name;
      this.box = from.box;
      this.type = from.type;
      this.during = from.during;
      this.status = from.status;
      this.condition = from.condition;
      this.disturbance = from.disturbance;
      this.organisation = from.organisation;
      this.stated = from.stated;
      this.limit = from.limit;
    }

    PlaceQuery done() {
      return new PlaceQuery(
          name, box, type, during, status, condition, disturbance, organisation, stated, limit);
    }
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
