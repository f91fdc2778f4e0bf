package org.cairn.register;

import java.util.List;
import java.util.Optional;

/**
 * A part of the queue.
 *
 * @param groups in the order of their first alerts
 * @param next what to ask the next page after; empty on the last
 */
public record AlertPage(List<Group> groups, Optional<AlertKey> next) {
  /** The most alerts that are listed of one place; the rest is counted. */
  public static final int MOST_OF_A_PLACE = 20;

  public AlertPage {
    groups = List.copyOf(groups);
  }

  /**
   * The alerts of one place that meet the question.
   *
   * @param place its id
   * @param names all of them, shortened where they are long; empty where it has none
   * @param alerts in their order, the first {@value #MOST_OF_A_PLACE}
   * @param count of all that meet it
   */
  public record Group(String place, String names, List<AlertHit> alerts, long count) {
    public Group {
      alerts = List.copyOf(alerts);
    }
  }
}
