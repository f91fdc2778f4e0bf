package org.cairn.register;

import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.cairn.heritage.review.Finding;

/**
 * Which alerts are asked for: those that meet everything that is given.
 *
 * @param statuses of their findings; all where empty
 * @param place the id
 * @param placeName words of a name of the place, each whole or from its start; where no name has
 *     them, names that sound alike
 * @param from the first day on which they may have been raised
 * @param until the last such day
 * @param leastAreaSquareMetres of the change
 * @param largestByChance how often chance alone may score so high, per site and year
 * @param judgedBy id of a person who has judged them
 * @param notJudgedBy id of a person who has not
 * @param judgedByOrganisation id of an organisation of which somebody has
 * @param notJudgedByOrganisation id of one of which nobody has
 */
public record AlertQuery(
    Set<Finding.Status> statuses,
    Optional<String> place,
    Optional<String> placeName,
    Optional<LocalDate> from,
    Optional<LocalDate> until,
    OptionalDouble leastAreaSquareMetres,
    OptionalDouble largestByChance,
    Optional<String> judgedBy,
    Optional<String> notJudgedBy,
    Optional<String> judgedByOrganisation,
    Optional<String> notJudgedByOrganisation) {
  /** Every alert. */
  public static final AlertQuery ALL =
      new AlertQuery(
          Set.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /**
   * @throws IllegalArgumentException for words of a name without a letter or digit, and for numbers
   *     that are none
   */
  public AlertQuery {
    EnumSet<Finding.Status> copy = EnumSet.noneOf(Finding.Status.class);
    copy.addAll(statuses);
    statuses = Collections.unmodifiableSet(copy);
    if (placeName.isPresent() && FoldedName.of(placeName.get()).words().isEmpty()) {
      throw new IllegalArgumentException(
          "A name to look for needs a letter or digit, found '%s'".formatted(placeName.get()));
    }
    check("A least area", leastAreaSquareMetres);
    check("A largest rate by chance", largestByChance);
  }

  private static void check(String what, OptionalDouble number) {
    if (number.isPresent() && Double.isNaN(number.getAsDouble())) {
      throw new IllegalArgumentException(what + " is a number, found none");
    }
  }

  public AlertQuery withStatuses(Set<Finding.Status> statuses) {
    return new AlertQuery(
        statuses,
        place,
        placeName,
        from,
        until,
        leastAreaSquareMetres,
        largestByChance,
        judgedBy,
        notJudgedBy,
        judgedByOrganisation,
        notJudgedByOrganisation);
  }

  public AlertQuery withPlace(String place) {
    return new AlertQuery(
        statuses,
        Optional.of(place),
        placeName,
        from,
        until,
        leastAreaSquareMetres,
        largestByChance,
        judgedBy,
        notJudgedBy,
        judgedByOrganisation,
        notJudgedByOrganisation);
  }

  public AlertQuery withPlaceName(String words) {
    return new AlertQuery(
        statuses,
        place,
        Optional.of(words),
        from,
        until,
        leastAreaSquareMetres,
        largestByChance,
        judgedBy,
        notJudgedBy,
        judgedByOrganisation,
        notJudgedByOrganisation);
  }

  public AlertQuery withDays(Optional<LocalDate> from, Optional<LocalDate> until) {
    return new AlertQuery(
        statuses,
        place,
        placeName,
        from,
        until,
        leastAreaSquareMetres,
        largestByChance,
        judgedBy,
        notJudgedBy,
        judgedByOrganisation,
        notJudgedByOrganisation);
  }

  public AlertQuery withLeastAreaSquareMetres(double area) {
    return new AlertQuery(
        statuses,
        place,
        placeName,
        from,
        until,
        OptionalDouble.of(area),
        largestByChance,
        judgedBy,
        notJudgedBy,
        judgedByOrganisation,
        notJudgedByOrganisation);
  }

  public AlertQuery withLargestByChance(double rate) {
    return new AlertQuery(
        statuses,
        place,
        placeName,
        from,
        until,
        leastAreaSquareMetres,
        OptionalDouble.of(rate),
        judgedBy,
        notJudgedBy,
        judgedByOrganisation,
        notJudgedByOrganisation);
  }

  public AlertQuery withJudgedBy(String person) {
    return withJudges(
        Optional.of(person), notJudgedBy, judgedByOrganisation, notJudgedByOrganisation);
  }

  public AlertQuery withNotJudgedBy(String person) {
    return withJudges(judgedBy, Optional.of(person), judgedByOrganisation, notJudgedByOrganisation);
  }

  public AlertQuery withJudgedByOrganisation(String organisation) {
    return withJudges(judgedBy, notJudgedBy, Optional.of(organisation), notJudgedByOrganisation);
  }

  public AlertQuery withNotJudgedByOrganisation(String organisation) {
    return withJudges(judgedBy, notJudgedBy, judgedByOrganisation, Optional.of(organisation));
  }

  AlertQuery withJudges(
      Optional<String> person,
      Optional<String> notPerson,
      Optional<String> organisation,
      Optional<String> notOrganisation) {
    return new AlertQuery(
        statuses,
        place,
        placeName,
        from,
        until,
        leastAreaSquareMetres,
        largestByChance,
        person,
        notPerson,
        organisation,
        notOrganisation);
  }
}
