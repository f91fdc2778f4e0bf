package org.cairn.watch.internal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.cairn.change.AnalysisOutcome;
import org.cairn.change.Calibration;
import org.cairn.change.Change;
import org.cairn.change.DetectorParameters;
import org.cairn.change.Injections;
import org.cairn.change.Placebos;
import org.cairn.change.RegionalChange;
import org.cairn.change.SceneAnalysis;
import org.cairn.change.Sensitivity;
import org.cairn.change.Site;
import org.cairn.change.SiteScores;
import org.cairn.heritage.Alert;
import org.cairn.heritage.Coverage;
import org.cairn.imagery.raster.Grid;
import org.cairn.watch.PlaceResult;
import org.cairn.watch.WatchSettings;

/** What is said of one site. Used by one thread. */
final class SiteStatement {
  /** A look counts as clear for a place if at least this share of its pixels is. */
  static final double CLEAR_LOOK = 0.5;

  /** An acquisition counts for a place if the sensor covered at least this share of its pixels. */
  static final double COVERED = 0.5;

  /** Fewer windows like the place around it cannot carry a statement about chance. */
  static final int LEAST_INDEPENDENT_PLACEBOS = 6;

  static final double DAYS_PER_YEAR = 365.25;

  private final WatchSettings settings;
  private final DetectorParameters parameters;
  private final WatchPeriod period;
  private final AreaStack stack;
  private final List<AreaStack.Look> looks;
  private final List<Site> sites;
  private final Site site;
  private final String placeId;
  private final int clearLooks;
  private final int acquisitions;

  /**
   * @param looks as they are analysed
   * @param sites of the area
   * @param index of this one
   * @param counted looks that were counted before
   * @param counts what came of that; 0 where none were
   * @param all looks, whether analysed or not
   */
  SiteStatement(
      WatchSettings settings,
      DetectorParameters parameters,
      WatchPeriod period,
      AreaStack stack,
      List<AreaStack.Look> all,
      List<AreaStack.Look> looks,
      List<Site> sites,
      int index,
      String placeId,
      int counted,
      Counts counts) {
    this.settings = settings;
    this.parameters = parameters;
    this.period = period;
    this.stack = stack;
    this.looks = looks;
    this.sites = sites;
    this.site = sites.get(index);
    this.placeId = placeId;
    int[] pixels = pixelsOf(site, stack.area().window().cols());
    List<AreaStack.Look> watched =
        all.subList(counted, all.size()).stream()
            .filter(look -> period.watches(look.day()) && look.dataShare(pixels) >= COVERED)
            .toList();
    this.acquisitions = counts.acquisitions() + watched.size();
    this.clearLooks =
        counts.clearLooks()
            + (int) watched.stream().filter(look -> look.clearShare(pixels) >= CLEAR_LOOK).count();
  }

  /**
   * What was found of a site before.
   *
   * @param finding its alert
   */
  record Known(
      Optional<SiteScores> scores,
      Optional<Injections> injections,
      Optional<Standing.KeptFinding> finding) {
    static final Known NOTHING = new Known(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Looks at a site that were counted before. */
  record Counts(int acquisitions, int clearLooks) {
    static final Counts NONE = new Counts(0, 0);
  }

  Verdict.Judged refused(AnalysisOutcome.NotAnalysable not) {
    if (stack.isUnreadable()) {
      return notWatched(
          Coverage.Status.UNREADABLE,
          "Images cover it, but none could be used: the problems name each.");
    }
    if (acquisitions == 0) {
      return notWatched(Coverage.Status.NO_IMAGERY, "No image covers it between " + span() + ".");
    }
    // Said before any reason that more looks would mend: no number of looks mends this one.
    if (stack.area().pixels() < parameters.limits().pixels()) {
      return notWatched(
          Coverage.Status.TOO_SMALL,
          "The images hold only "
              + stack.area().window().cols()
              + " x "
              + stack.area().window().rows()
              + " pixels of it and its surroundings; at least "
              + parameters.limits().pixels()
              + " are needed to tell its changes from theirs: add images that show more.");
    }
    if (clearLooks == 0) {
      return notWatched(
          Coverage.Status.NO_CLEAR_LOOK,
          "None of its " + acquisitions + " acquisitions between " + span() + " was clear.");
    }
    return notWatched(
        switch (not.reason()) {
          case SHORT_HISTORY, SITE_RARELY_SEEN -> Coverage.Status.SHORT_HISTORY;
          case NO_MONITORED_DATE -> Coverage.Status.NO_CLEAR_LOOK;
          case TOO_FEW_CONTROLS, SITE_TOO_SMALL -> Coverage.Status.TOO_SMALL;
        },
        not.message());
  }

  private String span() {
    return period.from() + " and " + period.until();
  }

  /**
   * @param known of the site, from an analysis that this one goes on from
   * @param injected whether to tell what would have been found
   */
  Verdict.Judged judged(SceneAnalysis analysis, Known known, boolean injected) {
    Optional<AnalysisOutcome.NotAnalysable> refusal = analysis.findObstacle(site);
    if (refusal.isPresent()) {
      return refused(refusal.get());
    }
    SiteScores scores =
        known
            .scores()
            .map(before -> analysis.score(site, before))
            .orElseGet(() -> analysis.score(site));
    if (clearLooks == 0) {
      return refused(
              new AnalysisOutcome.NotAnalysable(
                  AnalysisOutcome.Reason.NO_MONITORED_DATE, "No clear look."))
          .with(Optional.of(scores), known.injections());
    }
    List<Site> others = sites.stream().filter(other -> other != site).toList();
    Placebos placebos = analysis.placebos(site, others);
    if (placebos.independent() < LEAST_INDEPENDENT_PLACEBOS) {
      return notWatched(
              Coverage.Status.TOO_SMALL,
              "The images hold only "
                  + placebos.independent()
                  + " separate windows like it around it; at least "
                  + LEAST_INDEPENDENT_PLACEBOS
                  + " are needed to say how often chance alone would raise an alert.")
          .with(Optional.of(scores), known.injections());
    }
    double[] maxima = placebos.maxima();
    double years = years();
    double threshold = Calibration.threshold(maxima, settings.alarmRatePerSiteYear(), years);
    Optional<Injections> injections =
        injected ? Optional.of(injections(analysis, known)) : Optional.empty();
    List<Coverage.Detection> detection =
        injections
            .map(made -> detection(analysis.sensitivity(made, threshold)))
            .orElseGet(List::of);
    Coverage.Placebos windows = CoverageNumbers.placebos(placebos, scores.max(), threshold, years);
    Coverage coverage =
        new Coverage(
            placeId,
            Coverage.Status.WATCHED,
            "",
            clearLooks,
            acquisitions,
            Optional.of(period.from()),
            Optional.of(period.until()),
            OptionalDouble.of(scores.max()),
            OptionalDouble.of(threshold),
            CoverageNumbers.detectable(detection),
            analysis.findRegionalChange().map(this::regional),
            Optional.of(windows),
            detection);
    OptionalInt raised = scores.findFirstAbove(threshold);
    Optional<Finding> finding =
        raised.isEmpty()
            ? Optional.empty()
            : finding(analysis, scores, windows, raised.getAsInt(), known.finding());
    return new Verdict.Judged(
        coverage,
        rises(scores),
        finding,
        Optional.of(scores),
        injections,
        Optional.of(new Verdict.Optical(this, analysis, scores, placebos, injections)));
  }

  private Injections injections(SceneAnalysis analysis, Known known) {
    return known
        .injections()
        .map(before -> analysis.injections(site, before))
        .orElseGet(() -> analysis.injections(site));
  }

  /**
   * From the last look that taught the model to the last one watched, as the placebos were exposed
   * to chance.
   */
  private double years() {
    return Math.max(1, lastDay() - lastHistoryDay()) / DAYS_PER_YEAR;
  }

  /** Day of the last look. */
  int lastDay() {
    return looks.getLast().day();
  }

  /** Day of the last look before the watched period, or its first day where there is none. */
  int lastHistoryDay() {
    return looks.stream()
        .mapToInt(AreaStack.Look::day)
        .filter(day -> day < period.fromDay())
        .max()
        .orElse(period.fromDay());
  }

  /** Day of a look by its number. */
  int day(int look) {
    return looks.get(look).day();
  }

  private Optional<Finding> finding(
      SceneAnalysis analysis,
      SiteScores scores,
      Coverage.Placebos among,
      int raised,
      Optional<Standing.KeptFinding> known) {
    double score = scores.max();
    double expected = among.expectedPerSiteYear();
    Alert.Placebos windows = CoverageNumbers.ofAlert(among);
    AreaStack.Look raising = looks.get(scores.date(raised));
    if (known.isPresent() && known.get().raised() == raising.day()) {
      // The change behind it was worked out from looks up to that one: it is the same.
      Standing.KeptFinding same = known.get();
      return Optional.of(
          same.with(
              score,
              expected,
              windows,
              SeriesPoints.goingOn(
                  same.series(),
                  analysis,
                  looks,
                  same.footprint().stream().mapToInt(Integer::intValue).toArray(),
                  sites,
                  period,
                  grid().cols()),
              looks));
    }
    return finding(analysis, scores, raised, score, expected, windows);
  }

  /**
   * The change behind an alarm.
   *
   * @param raised number of the watched date in {@code scores}
   * @return empty where it was seen changed from the first look on: nothing to compare with, so
   *     nothing to report
   */
  Optional<Finding> finding(
      SceneAnalysis analysis,
      SiteScores scores,
      int raised,
      double score,
      double expected,
      Alert.Placebos windows) {
    AreaStack.Look raising = looks.get(scores.date(raised));
    Change change = analysis.change(site, scores, raised);
    if (change.lastUnchanged().isEmpty()) {
      return Optional.empty();
    }
    int[] footprint = indices(change.footprint());
    return Optional.of(
        new Finding(
            Arrays.stream(footprint).boxed().toList(),
            looks.get(change.lastUnchanged().getAsInt()),
            looks.get(change.firstSeen()),
            raising,
            score,
            expected,
            windows,
            SeriesPoints.of(analysis, looks, footprint, sites, period, grid().cols())));
  }

  List<Coverage.Detection> detection(List<Sensitivity> sensitivities) {
    return CoverageNumbers.detection(
        sensitivities, parameters.detectability(), GroundArea.ofPixel(grid()));
  }

  private Grid grid() {
    return stack.area().grid();
  }

  private Coverage.Regional regional(RegionalChange change) {
    return new Coverage.Regional(
        LocalDate.ofEpochDay(looks.get(change.lastBefore()).day()),
        LocalDate.ofEpochDay(looks.get(change.seen()).day()),
        change.share());
  }

  private List<PlaceResult.ScoreRise> rises(SiteScores scores) {
    List<PlaceResult.ScoreRise> rises = new ArrayList<>();
    double max = 0;
    for (int i = 0; i < scores.size(); i++) {
      if (scores.score(i) > max) {
        max = scores.score(i);
        rises.add(
            new PlaceResult.ScoreRise(LocalDate.ofEpochDay(looks.get(scores.date(i)).day()), max));
      }
    }
    return rises;
  }

  private Verdict.Judged notWatched(Coverage.Status status, String why) {
    return new Verdict.Judged(
        Coverage.notWatched(
            placeId,
            status,
            why,
            clearLooks,
            acquisitions,
            Optional.of(period.from()),
            Optional.of(period.until())),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static int[] pixelsOf(Site site, int areaCols) {
    List<Integer> pixels = new ArrayList<>();
    for (int row = site.row(); row < site.row() + site.rows(); row++) {
      for (int col = site.col(); col < site.col() + site.cols(); col++) {
        if (site.contains(row, col)) {
          pixels.add(row * areaCols + col);
        }
      }
    }
    return pixels.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int[] indices(boolean[] mask) {
    int[] indices = new int[mask.length];
    int count = 0;
    for (int i = 0; i < mask.length; i++) {
      if (mask[i]) {
        indices[count++] = i;
      }
    }
    return Arrays.copyOf(indices, count);
  }
}
