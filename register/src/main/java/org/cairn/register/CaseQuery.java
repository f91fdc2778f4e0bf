package org.cairn.register;

import java.util.Optional;
import org.cairn.heritage.casework.CaseStatus;

/**
 * Which cases are asked for: those that meet every condition that is set. Immutable.
 *
 * @param status as it is now
 * @param organisation id of one that did something in it
 * @param person id of one who did something in it, or who is to do a task of it
 * @param place id of one that is in it, or is that of an assessment or alert in it
 * @param alert id of one that is in it
 * @param after the key of the page before; empty for the first
 * @param limit the most cases in a page, 1 to 1000
 */
public record CaseQuery(
    Optional<CaseStatus> status,
    Optional<String> organisation,
    Optional<String> person,
    Optional<String> place,
    Optional<String> alert,
    Optional<Long> after,
    int limit) {
  /** The first hundred of all. */
  public static final CaseQuery ALL =
      new CaseQuery(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          100);

  private static final int MOST = 1_000;

  public CaseQuery {
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException(
          "Expected a limit from 1 to %d, found %d".formatted(MOST, limit));
    }
  }

  public CaseQuery withStatus(CaseStatus status) {
    return new CaseQuery(Optional.of(status), organisation, person, place, alert, after, limit);
  }

  public CaseQuery withOrganisation(String organisation) {
    return new CaseQuery(status, Optional.of(organisation), person, place, alert, after, limit);
  }

  public CaseQuery withPerson(String person) {
    return new CaseQuery(status, organisation, Optional.of(person), place, alert, after, limit);
  }

  public CaseQuery withPlace(String place) {
    return new CaseQuery(status, organisation, person, Optional.of(place), alert, after, limit);
  }

  public CaseQuery withAlert(String alert) {
    return new CaseQuery(status, organisation, person, place, Optional.of(alert), after, limit);
  }

  public CaseQuery withAfter(long key) {
    return new CaseQuery(status, organisation, person, place, alert, Optional.of(key), limit);
  }

  public CaseQuery withLimit(int limit) {
    return new CaseQuery(status, organisation, person, place, alert, after, limit);
  }
}
