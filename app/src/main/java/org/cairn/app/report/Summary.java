package org.cairn.app.report;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.cairn.heritage.Coverage;
import org.cairn.heritage.Coverage.Detectable;
import org.cairn.heritage.Coverage.Status;
import org.cairn.watch.AlertEvidence;
import org.cairn.watch.PlaceResult;
import org.cairn.watch.WatchResult;

/**
 * What all languages of one report share: order and counts. Immutable.
 *
 * @param ranked all alerts, most certain first
 * @param quiet places watched without alert, in the order asked
 * @param unwatched places not watched, by status and then in the order asked
 * @param watched number of places watched
 * @param alertedPlaces number of places with at least one alert
 * @param heldBack number of scenes used nowhere
 * @param expectedByChance alerts that chance alone raises at the rate asked for, over all watched
 *     places and their periods; empty where no period is known
 */
record Summary(
    List<Ranked> ranked,
    List<PlaceResult> quiet,
    List<PlaceResult> unwatched,
    int watched,
    int alertedPlaces,
    int heldBack,
    Optional<LocalDate> from,
    Optional<LocalDate> until,
    OptionalDouble expectedByChance,
    Optional<Detectable> typicalDetectable) {
  private static final double DAYS_PER_YEAR = 365.25;

  /** A change is found when at least this share of tries found it (DETECTOR, 1.7). */
  static final double FOUND_POWER = 0.8;

  Summary {
    ranked = List.copyOf(ranked);
    quiet = List.copyOf(quiet);
    unwatched = List.copyOf(unwatched);
  }

  /**
   * An alert in its rank.
   *
   * @param number this alert's number among those of its place, from 1
   * @param ofPlace how many alerts the place has
   */
  record Ranked(PlaceResult place, AlertEvidence evidence, int number, int ofPlace) {}

  static Summary of(WatchResult result) {
    List<Ranked> ranked = new ArrayList<>();
    List<PlaceResult> quiet = new ArrayList<>();
    List<PlaceResult> unwatched = new ArrayList<>();
    int watched = 0;
    int alertedPlaces = 0;
    for (PlaceResult place : result.places()) {
      int number = 0;
      for (AlertEvidence evidence : place.alerts()) {
        ranked.add(new Ranked(place, evidence, ++number, place.alerts().size()));
      }
      boolean isWatched = place.coverage().status() == Status.WATCHED;
      watched += isWatched ? 1 : 0;
      alertedPlaces += place.alerts().isEmpty() ? 0 : 1;
      if (place.alerts().isEmpty()) {
        (isWatched ? quiet : unwatched).add(place);
      }
    }
    ranked.sort(
        Comparator.comparingDouble((Ranked entry) -> entry.evidence().alert().expectedPerSiteYear())
            .thenComparing(
                Comparator.comparingDouble((Ranked entry) -> entry.evidence().alert().score())
                    .reversed())
            .thenComparing(entry -> entry.evidence().alert().id()));
    unwatched.sort(Comparator.comparing(place -> place.coverage().status()));
    return new Summary(
        ranked,
        quiet,
        unwatched,
        watched,
        alertedPlaces,
        (int) result.scenes().stream().filter(scene -> scene.heldBack().isPresent()).count(),
        edge(result, true),
        edge(result, false),
        expectedByChance(result),
        typicalDetectable(result.places()));
  }

  private static Optional<LocalDate> edge(WatchResult result, boolean first) {
    Optional<LocalDate> asked = first ? result.settings().from() : result.settings().until();
    if (asked.isPresent()) {
      return asked;
    }
    var days =
        result.places().stream()
            .map(PlaceResult::coverage)
            .flatMap(c -> (first ? c.from() : c.until()).stream());
    return first ? days.min(Comparator.naturalOrder()) : days.max(Comparator.naturalOrder());
  }

  private static OptionalDouble expectedByChance(WatchResult result) {
    double siteYears = 0;
    for (PlaceResult place : result.places()) {
      Coverage coverage = place.coverage();
      if (coverage.status() == Status.WATCHED
          && coverage.from().isPresent()
          && coverage.until().isPresent()) {
        siteYears +=
            (ChronoUnit.DAYS.between(coverage.from().get(), coverage.until().get()) + 1)
                / DAYS_PER_YEAR;
      }
    }
    return siteYears > 0
        ? OptionalDouble.of(siteYears * result.settings().alarmRatePerSiteYear())
        : OptionalDouble.empty();
  }

  /** An area, on the ground or in pixels; those that are not known come last. */
  private record Size(double squareMetres, OptionalInt pixels) implements Comparable<Size> {
    static Size of(Detectable size) {
      return new Size(size.areaSquareMetres(), size.areaPixels());
    }

    Detectable with(double contrast) {
      return new Detectable(squareMetres, contrast, FOUND_POWER, pixels);
    }

    @Override
    public int compareTo(Size other) {
      int onTheGround = Double.compare(squareMetres, other.squareMetres);
      return onTheGround != 0
          ? onTheGround
          : Integer.compare(pixels.orElse(0), other.pixels.orElse(0));
    }
  }

  /**
   * The change that half of the watched places would have shown: for the smallest size at which
   * there is one, the median over all watched places of the least contrast found.
   */
  private static Optional<Detectable> typicalDetectable(List<PlaceResult> places) {
    int watched = 0;
    TreeMap<Size, List<Double>> contrastsByArea = new TreeMap<>();
    for (PlaceResult place : places) {
      if (place.coverage().status() != Status.WATCHED) {
        continue;
      }
      watched++;
      TreeMap<Size, Double> leastByArea = new TreeMap<>();
      for (Detectable size : place.coverage().smallestDetectable()) {
        if (size.power() >= FOUND_POWER && Double.isFinite(size.contrast())) {
          leastByArea.merge(Size.of(size), size.contrast(), Math::min);
        }
      }
      leastByArea.forEach((area, least) ->
          contrastsByArea.computeIfAbsent(area, each -> new ArrayList<>()).add(least));
    }
    for (var size : contrastsByArea.entrySet()) {
      List<Double> contrasts = size.getValue();
      int half = (watched + 1) / 2;
      if (contrasts.size() >= half) {
        contrasts.sort(Comparator.naturalOrder());
        return Optional.of(size.getKey().with(contrasts.get(half - 1)));
      }
    }
    return Optional.empty();
  }
}
