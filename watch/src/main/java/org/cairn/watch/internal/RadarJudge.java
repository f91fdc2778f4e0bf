package org.cairn.watch.internal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import org.cairn.change.Calibration;
import org.cairn.change.Fusion;
import org.cairn.change.Placebos;
import org.cairn.change.radar.RadarAnalysis;
import org.cairn.change.radar.RadarOutcome;
import org.cairn.change.radar.RadarParameters;
import org.cairn.change.radar.RadarSeries;
import org.cairn.heritage.Alert;
import org.cairn.heritage.Coverage;
import org.cairn.watch.PlaceResult;
import org.cairn.watch.Problem;
import org.cairn.watch.WatchSettings;

/**
 * Holds radar beside what optical images say of the places of an area. Where both speak, their
 * evidence becomes one calibrated score, and the alarm rate asked for is that of alarms on it;
 * where only one does, it is that one's. Thread-safe.
 */
final class RadarJudge {
  /** Share of the heap for the analyses under way. */
  private static final double HEAP_SHARE = 0.3;

  /** What an analysis holds for each pixel, pass and polarisation, beside the pixel itself. */
  private static final long BYTES_PER_VALUE = 28;

  private static final int MEBIBYTE = 1 << 20;

  private final WatchSettings settings;
  private final RadarParameters parameters;
  private final WatchPeriod period;

  /** In mebibytes: a wide area with a long series is analysed with few others beside it. */
  private final Semaphore memory;

  private final int memoryInAll;

  RadarJudge(WatchSettings settings, RadarParameters parameters, WatchPeriod period) {
    this.settings = settings;
    this.parameters = parameters;
    this.period = period;
    this.memoryInAll =
        (int)
            Math.clamp(
                (long) (Runtime.getRuntime().maxMemory() * HEAP_SHARE / MEBIBYTE),
                1,
                Integer.MAX_VALUE);
    this.memory = new Semaphore(memoryInAll, true);
  }

  /**
   * @param optical verdict of the same area, with the numbers behind it
   * @param problems gets the scenes that could not be compared with the others
   * @return one per site of the area
   * @throws KeptArea.Lost where pixels that were kept are needed and not there any more
   */
  List<Said> judge(Matter matter, Verdict optical, List<Problem> problems) {
    RadarStack.Passes passes = matter.stack().radar().passes(period.untilDay());
    tell(passes, problems);
    if (passes.passes().isEmpty()) {
      return optical.places().stream().map(Said::of).toList();
    }
    int needed =
        (int)
            Math.clamp(
                BYTES_PER_VALUE
                    * matter.area().pixels()
                    * passes.passes().stream()
                        .mapToLong(pass -> pass.images().polarisations().size())
                        .sum()
                    / MEBIBYTE,
                1,
                memoryInAll);
    memory.acquireUninterruptibly(needed);
    try {
      RadarSeries series =
          new RadarSeries(
              matter.area().window().rows(),
              matter.area().window().cols(),
              period.fromDay(),
              passes.passes().stream().map(RadarStack.Pass::images).toList());
      RadarOutcome outcome = RadarAnalysis.of(series, parameters, matter.sites());
      List<Said> said = new ArrayList<>();
      for (int i = 0; i < matter.sites().size(); i++) {
        RadarSide side = new RadarSide(series, outcome, matter.sites(), i, period);
        said.add(said(optical.places().get(i), side, passes));
      }
      return said;
    } finally {
      memory.release(needed);
    }
  }

  private static void tell(RadarStack.Passes passes, List<Problem> problems) {
    for (Scene scene : passes.others()) {
      problems.add(
          new Problem(
              "radar-other-product",
              scene.item().id(),
              "Radar of another kind than most scenes over a place ("
                  + passes.product().text()
                  + "), with which it cannot be compared: it was left out there."));
    }
  }

  private Said said(Verdict.Judged judged, RadarSide side, RadarStack.Passes passes) {
    Optional<Verdict.Optical> optical = judged.optical();
    if (side.why().isPresent()) {
      Said alone = Said.of(judged);
      return new Said(
          alone.coverage().withRadar(side.coverage(side.why().get(), "")),
          alone.scores(),
          alone.raised(),
          List.of());
    }
    if (optical.isEmpty()) {
      return radarAlone(judged.coverage(), side, passes);
    }
    Placebos own = optical.get().placebos();
    Fusion fusion =
        Fusion.of(
            List.of(
                new Fusion.Evidence(optical.get().scores(), days(optical.get()), own),
                new Fusion.Evidence(side.scores(), side.days(), side.placebos())));
    if (fusion.independent() < SiteStatement.LEAST_INDEPENDENT_PLACEBOS) {
      Said alone = Said.of(judged);
      return new Said(
          alone
              .coverage()
              .withRadar(
                  side.coverage(
                      "Only "
                          + fusion.independent()
                          + " separate windows like it were seen by both optical images and radar;"
                          + " at least "
                          + SiteStatement.LEAST_INDEPENDENT_PLACEBOS
                          + " are needed.",
                      "")),
          alone.scores(),
          alone.raised(),
          List.of());
    }
    return fused(judged.coverage(), optical.get(), side, fusion, passes);
  }

  private static List<Integer> days(Verdict.Optical optical) {
    List<Integer> days = new ArrayList<>();
    for (int i = 0; i < optical.scores().size(); i++) {
      days.add(optical.statement().day(optical.scores().date(i)));
    }
    return days;
  }

  private Said radarAlone(Coverage coverage, RadarSide side, RadarStack.Passes passes) {
    double[] maxima = side.placebos().maxima();
    double years =
        Math.max(1, side.lastDay() - side.lastHistoryDay()) / SiteStatement.DAYS_PER_YEAR;
    double threshold = Calibration.threshold(maxima, settings.alarmRatePerSiteYear(), years);
    double score = side.scores().max();
    Coverage.Placebos among = CoverageNumbers.placebos(side.placebos(), score, threshold, years);
    Coverage watched =
        coverage
            .watched(score, threshold, List.of(), among, List.of())
            .withRadar(side.coverage("", withoutOptical(coverage)));
    OptionalInt raised = side.scores().findFirstAbove(threshold);
    Optional<Raised> found =
        raised.isEmpty()
            ? Optional.empty()
            : side.raised(
                raised.getAsInt(),
                passes.passes(),
                score,
                among.expectedPerSiteYear(),
                CoverageNumbers.ofAlert(among));
    return new Said(
        watched,
        side.rises(),
        found,
        found.isEmpty()
            ? List.of()
            : List.of(side.evidence(raised, Calibration.probability(score, maxima))));
  }

  private String withoutOptical(Coverage coverage) {
    return coverage.status() == Coverage.Status.NO_IMAGERY
        ? "No optical image covers it between " + period.from() + " and " + period.until() + "."
        : coverage.why();
  }

  private Said fused(
      Coverage coverage,
      Verdict.Optical optical,
      RadarSide side,
      Fusion fusion,
      RadarStack.Passes passes) {
    SiteStatement statement = optical.statement();
    int first = Math.min(statement.lastHistoryDay(), side.lastHistoryDay());
    int last = Math.max(statement.lastDay(), side.lastDay());
    double years = Math.max(1, last - first) / SiteStatement.DAYS_PER_YEAR;
    double[] maxima = fusion.maxima();
    double threshold = Calibration.threshold(maxima, settings.alarmRatePerSiteYear(), years);
    Fusion.Score end = fusion.scores().getLast();
    List<Coverage.Detection> detection = detection(optical, threshold);
    Coverage.Placebos among =
        CoverageNumbers.placebos(
            maxima,
            fusion.independent(),
            optical.placebos().clearOfOtherSites() && side.placebos().clearOfOtherSites(),
            end.score(),
            threshold,
            years);
    Coverage watched =
        coverage
            .watched(
                end.score(), threshold, CoverageNumbers.detectable(detection), among, detection)
            .withRadar(side.coverage("", ""));
    Optional<Fusion.Score> alarm =
        fusion.scores().stream().filter(score -> score.score() > threshold).findFirst();
    if (alarm.isEmpty()) {
      return new Said(watched, rises(fusion), Optional.empty(), List.of());
    }
    double expected = among.expectedPerSiteYear();
    Alert.Placebos windows = CoverageNumbers.ofAlert(among);
    boolean byRadar = alarm.get().added() == 1;
    OptionalInt number = OptionalInt.of(alarm.get().number());
    Optional<Raised> found =
        byRadar
            ? side.raised(alarm.get().number(), passes.passes(), end.score(), expected, windows)
            : statement
                .finding(
                    optical.analysis(),
                    optical.scores(),
                    alarm.get().number(),
                    end.score(),
                    expected,
                    windows)
                .map(one -> one);
    if (found.isEmpty()) {
      return new Said(watched, rises(fusion), found, List.of());
    }
    Alert.Evidence seen =
        evidence(optical, byRadar ? OptionalInt.empty() : number, end.probabilities().get(0));
    Alert.Evidence radar =
        side.evidence(byRadar ? number : OptionalInt.empty(), end.probabilities().get(1));
    return new Said(
        watched, rises(fusion), found, byRadar ? List.of(radar, seen) : List.of(seen, radar));
  }

  /** What optical images would still have found, by the threshold of both kinds together. */
  private static List<Coverage.Detection> detection(Verdict.Optical optical, double threshold) {
    double probability = Math.exp(-threshold);
    double[] maxima = optical.placebos().maxima();
    if (probability < Calibration.probability(Double.MAX_VALUE, maxima)) {
      // So rare that optical images alone cannot reach it.
      return List.of();
    }
    double own = Calibration.threshold(maxima, -Math.log1p(-probability), 1);
    return optical.statement().detection(optical.analysis().sensitivity(optical.injections(), own));
  }

  private static List<PlaceResult.ScoreRise> rises(Fusion fusion) {
    List<PlaceResult.ScoreRise> rises = new ArrayList<>();
    double most = 0;
    for (Fusion.Score score : fusion.scores()) {
      if (score.score() > most) {
        most = score.score();
        rises.add(new PlaceResult.ScoreRise(LocalDate.ofEpochDay(score.day()), most));
      }
    }
    return rises;
  }

  /**
   * @param raised number of the date that raised the alert; empty where another kind did: then of
   *     the largest score
   */
  private static Alert.Evidence evidence(
      Verdict.Optical optical, OptionalInt raised, double probability) {
    double score = optical.scores().max();
    OptionalInt number = raised.isPresent() ? raised : RadarSide.largest(optical.scores());
    Optional<Finding> finding =
        number.isEmpty()
            ? Optional.empty()
            : optical
                .statement()
                .finding(
                    optical.analysis(),
                    optical.scores(),
                    number.getAsInt(),
                    score,
                    0,
                    new Alert.Placebos(0, 0, 0));
    return new Alert.Evidence(
        Alert.Kind.OPTICAL,
        score,
        probability,
        number.isEmpty()
            ? Optional.empty()
            : Optional.of(
                LocalDate.ofEpochDay(
                    optical.statement().day(optical.scores().date(number.getAsInt())))),
        finding.map(one -> LocalDate.ofEpochDay(one.before().day())),
        finding.map(one -> LocalDate.ofEpochDay(one.after().day())),
        List.of());
  }
}
