package org.cairn.watch.internal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.cairn.change.Calibration;
import org.cairn.change.Fusion;
import org.cairn.change.SiteScores;
import org.cairn.heritage.Alert;
import org.cairn.heritage.Coverage;
import org.cairn.watch.PlaceResult;
import org.cairn.watch.WatchSettings;

/**
 * Holds further evidence beside what the watched layer says of a place. Where several speak, their
 * evidence becomes one calibrated score, and the alarm rate asked for is that of alarms on it;
 * where only one does, it is that one's. Thread-safe.
 */
final class EvidenceJudge {
  private final WatchSettings settings;

  EvidenceJudge(WatchSettings settings) {
    this.settings = settings;
  }

  /**
   * @param layer name of the watched layer, where there are several; else empty
   * @param sides each further kind of evidence there is on the place
   */
  Said said(Verdict.Judged judged, Optional<String> layer, List<FurtherSide> sides) {
    return judged
        .optical()
        .map(optical -> beside(judged, optical, new OpticalSide(optical, layer), sides))
        .orElseGet(() -> without(judged, sides));
  }

  /** Each of the sides that has enough windows in common with those before it is used. */
  private Said beside(
      Verdict.Judged judged, Verdict.Optical optical, Side first, List<FurtherSide> sides) {
    List<Side> used = new ArrayList<>(List.of(first));
    Map<FurtherSide, String> reasons = new HashMap<>();
    Optional<Fusion> fusion = Optional.empty();
    for (FurtherSide side : sides) {
      if (side.why().isPresent()) {
        reasons.put(side, side.why().get());
        continue;
      }
      used.add(side);
      Fusion with = Fusion.of(used.stream().map(Side::numbers).toList());
      if (with.independent() < SiteStatement.LEAST_INDEPENDENT_PLACEBOS) {
        used.removeLast();
        reasons.put(side, side.tooFewInCommon(with.independent()));
      } else {
        fusion = Optional.of(with);
      }
    }
    Said said =
        fusion.isEmpty() ? Said.of(judged) : fused(judged.coverage(), optical, used, fusion.get());
    Coverage coverage = said.coverage();
    for (FurtherSide side : sides) {
      coverage = side.told(coverage, reasons.getOrDefault(side, ""), "");
    }
    return said.with(coverage);
  }

  /** Where the watched layer says nothing. */
  private Said without(Verdict.Judged judged, List<FurtherSide> sides) {
    Optional<FurtherSide> alone =
        sides.stream().filter(side -> side.speaksAlone() && side.why().isEmpty()).findFirst();
    Said said = alone.map(side -> alone(judged.coverage(), side)).orElseGet(() -> Said.of(judged));
    Coverage coverage = said.coverage();
    for (FurtherSide side : sides) {
      boolean speaks = alone.filter(side::equals).isPresent();
      coverage =
          side.told(
              coverage,
              speaks
                  ? ""
                  : side.why().orElse("It is held beside the watched layer, which says nothing."),
              speaks ? why(judged.coverage()) : "");
    }
    return said.with(coverage);
  }

  private static String why(Coverage coverage) {
    return coverage.status() == Coverage.Status.NO_IMAGERY
            && coverage.from().isPresent()
            && coverage.until().isPresent()
        ? "No optical image covers it between "
            + coverage.from().get()
            + " and "
            + coverage.until().get()
            + "."
        : coverage.why();
  }

  private Said alone(Coverage coverage, FurtherSide side) {
    Fusion.Evidence numbers = side.numbers();
    SiteScores scores = numbers.scores();
    double[] maxima = numbers.placebos().maxima();
    double years =
        Math.max(1, side.lastDay() - side.lastHistoryDay()) / SiteStatement.DAYS_PER_YEAR;
    double threshold = Calibration.threshold(maxima, settings.alarmRatePerSiteYear(), years);
    double score = scores.max();
    Coverage.Placebos among = CoverageNumbers.placebos(numbers.placebos(), score, threshold, years);
    OptionalInt raised = scores.findFirstAbove(threshold);
    Optional<Raised> found =
        raised.isEmpty()
            ? Optional.empty()
            : side.raised(
                raised.getAsInt(),
                score,
                among.expectedPerSiteYear(),
                CoverageNumbers.ofAlert(among));
    List<PlaceResult.ScoreRise> rises = new ArrayList<>();
    for (int i = 0; i < scores.size(); i++) {
      addRise(rises, numbers.days().get(i), scores.score(i));
    }
    return new Said(
        coverage.watched(score, threshold, List.of(), among, List.of()),
        rises,
        found,
        found.isEmpty()
            ? List.of()
            : List.of(side.evidence(raised, Calibration.probability(score, maxima))));
  }

  /**
   * @param used first the watched layer's
   */
  private Said fused(Coverage coverage, Verdict.Optical optical, List<Side> used, Fusion fusion) {
    int first = used.stream().mapToInt(Side::lastHistoryDay).min().orElseThrow();
    int last = used.stream().mapToInt(Side::lastDay).max().orElseThrow();
    double years = Math.max(1, last - first) / SiteStatement.DAYS_PER_YEAR;
    double[] maxima = fusion.maxima();
    double threshold = Calibration.threshold(maxima, settings.alarmRatePerSiteYear(), years);
    Fusion.Score end = fusion.scores().getLast();
    List<Coverage.Detection> detection = detection(optical, threshold);
    Coverage.Placebos among =
        CoverageNumbers.placebos(
            maxima,
            fusion.independent(),
            used.stream().allMatch(side -> side.numbers().placebos().clearOfOtherSites()),
            end.score(),
            threshold,
            years);
    Coverage watched =
        coverage.watched(
            end.score(), threshold, CoverageNumbers.detectable(detection), among, detection);
    List<PlaceResult.ScoreRise> rises = new ArrayList<>();
    fusion.scores().forEach(score -> addRise(rises, score.day(), score.score()));
    Optional<Fusion.Score> alarm =
        fusion.scores().stream().filter(score -> score.score() > threshold).findFirst();
    Optional<Raised> found =
        alarm.flatMap(one ->
            used.get(one.added())
                .raised(
                    one.number(),
                    end.score(),
                    among.expectedPerSiteYear(),
                    CoverageNumbers.ofAlert(among)));
    return new Said(
        watched,
        rises,
        found,
        found.isEmpty() ? List.of() : evidence(used, alarm.orElseThrow(), end));
  }

  /** Of the side that raised the alert first, then of the others in their order. */
  private static List<Alert.Evidence> evidence(
      List<Side> used, Fusion.Score alarm, Fusion.Score end) {
    List<Alert.Evidence> evidence = new ArrayList<>();
    for (int i = 0; i < used.size(); i++) {
      boolean raised = i == alarm.added();
      evidence.add(
          raised ? 0 : evidence.size(),
          used.get(i)
              .evidence(
                  raised ? OptionalInt.of(alarm.number()) : OptionalInt.empty(),
                  end.probabilities().get(i)));
    }
    return evidence;
  }

  /** What the watched layer would still have found, by the threshold of all together. */
  private static List<Coverage.Detection> detection(Verdict.Optical optical, double threshold) {
    double probability = Math.exp(-threshold);
    double[] maxima = optical.placebos().maxima();
    if (probability < Calibration.probability(Double.MAX_VALUE, maxima)) {
      // So rare that the layer alone cannot reach it.
      return List.of();
    }
    double own = Calibration.threshold(maxima, -Math.log1p(-probability), 1);
    return optical
        .statement()
        .detection(optical.analysis().sensitivity(optical.injections().orElseThrow(), own));
  }

  private static void addRise(List<PlaceResult.ScoreRise> rises, int day, double score) {
    double most = rises.isEmpty() ? 0 : rises.getLast().score();
    if (score > most) {
      rises.add(new PlaceResult.ScoreRise(LocalDate.ofEpochDay(day), score));
    }
  }
}
