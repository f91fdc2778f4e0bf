package org.cairn.watch.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cairn.watch.AlertEvidence;

/**
 * Which looks are shown beside the two that date an alert: those next to it in time, since they say
 * whether the change was there already, whether it stayed, and whether a cloud stands for it. They
 * are chosen by the curve alone, so that no pixels are fetched for it, and the earlier ones do not
 * change with later looks.
 */
final class StripLooks {
  /** Looks on either side of the change. */
  static final int EACH_SIDE = 4;

  /** Of them, those that did not see the changed pixels. */
  static final int CLOUDY_EACH_SIDE = 1;

  private StripLooks() {}

  /**
   * Of the layer that raised the alert.
   *
   * @return in time order, without the looks that date the alert
   */
  static List<AreaStack.Look> of(AreaStack stack, Finding finding) {
    String layer = finding.after().shows().name();
    Map<Integer, AreaStack.Look> byDay =
        Stream.concat(stack.looks().stream(), stack.furtherLooks().stream())
            .filter(look -> look.shows().name().equals(layer))
            .collect(Collectors.toMap(AreaStack.Look::day, Function.identity()));
    List<AlertEvidence.Point> earlier = new ArrayList<>();
    List<AlertEvidence.Point> later = new ArrayList<>();
    for (AlertEvidence.Point point : finding.series()) {
      long day = point.date().toEpochDay();
      if (day > finding.after().day()) {
        later.add(point);
      } else if (day != finding.after().day() && day != finding.before().day()) {
        earlier.add(point);
      }
    }
    List<AreaStack.Look> chosen = new ArrayList<>();
    for (AlertEvidence.Point point : nearest(earlier.reversed())) {
      Optional.ofNullable(byDay.get((int) point.date().toEpochDay())).ifPresent(chosen::add);
    }
    for (AlertEvidence.Point point : nearest(later)) {
      Optional.ofNullable(byDay.get((int) point.date().toEpochDay())).ifPresent(chosen::add);
    }
    chosen.sort(Comparator.comparingInt(AreaStack.Look::day));
    return chosen;
  }

  private static List<AlertEvidence.Point> nearest(List<AlertEvidence.Point> points) {
    List<AlertEvidence.Point> nearest = new ArrayList<>();
    int cloudy = 0;
    for (AlertEvidence.Point point : points) {
      boolean isCloudy = point.look() == AlertEvidence.Look.CLOUDY;
      if (nearest.size() < EACH_SIDE && (!isCloudy || cloudy < CLOUDY_EACH_SIDE)) {
        nearest.add(point);
        cloudy += isCloudy ? 1 : 0;
      }
    }
    return nearest;
  }
}
