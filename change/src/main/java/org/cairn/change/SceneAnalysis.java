package org.cairn.change;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.cairn.change.AnalysisOutcome.Analysed;
import org.cairn.change.AnalysisOutcome.NotAnalysable;
import org.cairn.change.AnalysisOutcome.Reason;
import org.cairn.change.internal.AreaScan;
import org.cairn.change.internal.ChangeOutline;
import org.cairn.change.internal.InjectionTrials;
import org.cairn.change.internal.MovedShares;
import org.cairn.change.internal.Residuals;
import org.cairn.change.internal.Standardised;

/**
 * One watch area analysed: what each date shows beyond what its surroundings predict, and the scan
 * of it. The heavy part is {@link #of}; questions about sites are cheap. Everything said of a date
 * uses the history and dates up to that one only, except {@link #placebos} and {@link
 * #sensitivity}, which speak of the whole monitored period.
 *
 * <p>Immutable and thread-safe. Holds about 18 bytes per pixel and date beside the series. Equal
 * input gives equal results bit for bit.
 */
public final class SceneAnalysis {
  private final SceneSeries series;
  private final DetectorParameters parameters;
  private final Residuals residuals;
  private final Standardised standardised;
  private final AreaScan scan;
  private final MovedShares moved;

  private SceneAnalysis(
      SceneSeries series,
      DetectorParameters parameters,
      Residuals residuals,
      Standardised standardised,
      AreaScan scan,
      MovedShares moved) {
    this.series = series;
    this.parameters = parameters;
    this.residuals = residuals;
    this.standardised = standardised;
    this.scan = scan;
    this.moved = moved;
  }

  /** As {@link #of(SceneSeries, DetectorParameters, List)} with small sites only. */
  public static AnalysisOutcome of(SceneSeries series, DetectorParameters parameters) {
    return of(series, parameters, List.of());
  }

  /**
   * Analyses an area.
   *
   * @param sites where they cover much of the area together ({@code leaveOutShare}), their pixels
   *     stay out of the fit, so that their change does not become the expectation; else unused
   * @return {@link NotAnalysable} for too short a history, too few pixels or no monitored date
   * @throws IllegalArgumentException where a site reaches beyond the area
   */
  public static AnalysisOutcome of(
      SceneSeries series, DetectorParameters parameters, List<Site> sites) {
    return of(series, parameters, sites, Learnt.nothing());
  }

  /**
   * Analyses an area whose history was analysed before; what came of that comes out again, and is
   * not worked out again. Where the progress is known too, only dates behind it are looked at.
   *
   * @param known {@link #learnt} over the same history, sites and parameters
   */
  public static AnalysisOutcome of(
      SceneSeries series, DetectorParameters parameters, List<Site> sites, Learnt known) {
    sites.forEach(site -> site.requireInside(series.rows(), series.cols()));
    boolean[] surroundings =
        Admission.surroundings(series, sites, parameters.placebos().gapPixels());
    boolean[] leftOut = Admission.leftOut(series, sites, parameters);
    if (known.progress().isPresent()) {
      return new Analysed(
          goOn(series, parameters, leftOut, surroundings, known, known.progress().get()));
    }
    boolean[] usable = Residuals.usableDates(series, parameters.prediction());
    Optional<NotAnalysable> refusal = Admission.refusal(series, usable, leftOut, parameters);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Residuals residuals =
        known.model().isPresent()
            ? Residuals.of(
                series,
                usable,
                leftOut,
                parameters,
                known.model().get().history(),
                known::findResidual)
            : Residuals.of(series, usable, leftOut, parameters);
    float[][] values = new float[series.dates()][];
    Arrays.setAll(values, residuals::of);
    double[] spread =
        known.model().isPresent()
            ? known.model().get().spread
            : residuals.spread(series.historyDates(), parameters.scale());
    Standardised standardised =
        Standardised.of(values, series.historyDates(), spread, parameters.scale());
    if (standardised.dates().length == standardised.historyCount()) {
      return new NotAnalysable(
          Reason.NO_MONITORED_DATE,
          "On no date after the history is a pixel clear that was seen often enough before");
    }
    AreaScan scan =
        new AreaScan(
            residuals::of,
            series.rows(),
            series.cols(),
            standardised,
            residuals.noise(standardised, parameters.scale()),
            parameters);
    MovedShares moved =
        MovedShares.none().with(residuals::of, surroundings, standardised, parameters);
    return new Analysed(
        new SceneAnalysis(series, parameters, residuals, standardised, scan, moved));
  }

  private static SceneAnalysis goOn(
      SceneSeries series,
      DetectorParameters parameters,
      boolean[] leftOut,
      boolean[] surroundings,
      Learnt known,
      Learnt.Progress progress) {
    Residuals.History history = known.model().orElseThrow().history();
    Residuals.Later prediction =
        new Residuals.Later(history, series.rows(), series.cols(), leftOut, parameters);
    Map<Integer, float[]> later = new TreeMap<>();
    for (int date = progress.dates; date < series.dates(); date++) {
      float[] layer = series.layer(date);
      if (Residuals.isUsable(layer, parameters.prediction())) {
        later.put(date, prediction.of(layer));
      }
    }
    Standardised standardised =
        progress.standardised.with(
            later.keySet().stream().mapToInt(Integer::intValue).toArray(),
            later.values().toArray(float[][]::new),
            parameters.scale());
    Residuals residuals =
        Residuals.of(
            history,
            leftOut,
            parameters,
            date ->
                Optional.ofNullable(later.get(date))
                    .or(() -> progress.usable(date) ? shown(known, date) : Optional.empty())
                    .orElseGet(() -> Residuals.unknown(series.rows() * series.cols())));
    AreaScan scan =
        new AreaScan(
            residuals::of,
            series.rows(),
            series.cols(),
            standardised,
            residuals.noise(standardised, parameters.scale()),
            parameters,
            progress.scan);
    MovedShares moved = progress.moved.with(residuals::of, surroundings, standardised, parameters);
    return new SceneAnalysis(series, parameters, residuals, standardised, scan, moved);
  }

  private static Optional<float[]> shown(Learnt known, int date) {
    Optional<float[]> shown = known.findResidual(date);
    if (shown.isEmpty()) {
      throw new IllegalArgumentException("What date " + date + " showed is not known any more");
    }
    return shown;
  }

  /** What a later analysis over the same history may take over; nothing on the reference path. */
  public Learnt learnt() {
    return residuals
        .fit()
        .map(fit ->
            Learnt.of(
                new Learnt.Model(fit, residuals.centres(), standardised.spread()),
                date -> usable(date) ? Optional.of(residuals.of(date)) : Optional.empty(),
                new Learnt.Progress(series.dates(), standardised, scan.state(), moved)))
        .orElseGet(Learnt::nothing);
  }

  public SceneSeries series() {
    return series;
  }

  public DetectorParameters parameters() {
    return parameters;
  }

  /** Indices into the series of the usable monitored dates, rising. */
  public int[] monitoredDates() {
    int[] dates = standardised.dates();
    return Arrays.copyOfRange(dates, standardised.historyCount(), dates.length);
  }

  /** Whether a date of the series takes part: enough of it is clear. */
  public boolean usable(int date) {
    return findUsable(date).isPresent();
  }

  /**
   * Q of a usable date: the scene's robust spread on it in units of the pixels' own, about 1 on a
   * good date, larger under haze, thin cloud, snow or wide change.
   *
   * @throws IllegalArgumentException for a date that is not {@link #usable}
   */
  public double dateQuality(int date) {
    return standardised.quality(
        findUsable(date)
            .orElseThrow(
                () -> new IllegalArgumentException("Date " + date + " is not a usable one")));
  }

  /** The first change of the sites' surroundings as a whole in the monitored dates, if any. */
  public Optional<RegionalChange> findRegionalChange() {
    return moved.find(standardised, parameters.regional());
  }

  private OptionalInt findUsable(int date) {
    int found = Arrays.binarySearch(standardised.dates(), date);
    return found < 0 ? OptionalInt.empty() : OptionalInt.of(found);
  }

  /**
   * A copy, {@code float[rows*cols]}, units of the layer: what the date shows beyond the
   * prediction, its controls and the pixel's own centre. NaN where masked, on unusable dates and at
   * pixels with too short a history.
   */
  public float[] residuals(int date) {
    return residuals.of(date).clone();
  }

  /**
   * {@code float[rows*cols]}, units of the layer: what the surroundings and the pixel's history let
   * expect, the layer minus {@link #residuals}. NaN where unknown.
   */
  public float[] expectation(int date) {
    float[] expectation = series.layer(date).clone();
    float[] residual = residuals.of(date);
    for (int i = 0; i < expectation.length; i++) {
      expectation[i] -= residual[i];
    }
    return expectation;
  }

  /** {@code float[rows*cols]}, units of the layer: robust standard deviation of each residual. */
  public float[] spread() {
    double[] spread = standardised.spread();
    float[] copy = new float[spread.length];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = (float) spread[i];
    }
    return copy;
  }

  /**
   * Why nothing can be said of a site; empty where something can.
   *
   * @throws IllegalArgumentException where the site reaches beyond the area
   */
  public Optional<NotAnalysable> findObstacle(Site site) {
    site.requireInside(series.rows(), series.cols());
    int smallest = parameters.scan().boxes().getFirst();
    if (!site.fits(parameters)) {
      return Optional.of(
          new NotAnalysable(
              Reason.SITE_TOO_SMALL,
              "No square of "
                  + smallest
                  + " x "
                  + smallest
                  + " pixels lies wholly inside the site: use finer imagery or add a margin"));
    }
    int known = 0;
    for (int r = site.row(); r < site.row() + site.rows(); r++) {
      for (int c = site.col(); c < site.col() + site.cols(); c++) {
        if (site.contains(r, c)) {
          int clear = residuals.centres().clearHistory(r * series.cols() + c);
          known += clear >= parameters.limits().clearHistory() ? 1 : 0;
        }
      }
    }
    if (known < parameters.limits().sitePixelShare() * site.pixels()
        || known < smallest * smallest) {
      return Optional.of(
          new NotAnalysable(
              Reason.SITE_RARELY_SEEN,
              known
                  + " of the site's "
                  + site.pixels()
                  + " pixels were clear on "
                  + parameters.limits().clearHistory()
                  + " or more dates before monitoring starts; at least half are needed"));
    }
    return Optional.empty();
  }

  /**
   * The site's largest score on each usable monitored date, over all boxes lying wholly inside it.
   *
   * @throws IllegalArgumentException where the site reaches beyond the area
   */
  public SiteScores score(Site site) {
    return score(site, SiteScores.none());
  }

  /**
   * The same, where the first of them are known.
   *
   * @param known of the same site, from an analysis that this one goes on from
   */
  public SiteScores score(Site site, SiteScores known) {
    site.requireInside(series.rows(), series.cols());
    AreaScan.Best[] best =
        scan.score(site.row(), site.col(), site.rows(), site.cols(), corners(site), known.size());
    List<Optional<SiteScores.Hit>> hits = new ArrayList<>();
    for (int i = 0; i < known.size(); i++) {
      hits.add(known.findHit(i));
    }
    for (AreaScan.Best one : best) {
      hits.add(
          one.score() > 0
              ? Optional.of(
                  new SiteScores.Hit(
                      one.score(),
                      parameters.scan().boxes().get(one.boxIndex()),
                      one.lag(),
                      one.row(),
                      one.col(),
                      one.sign()))
              : Optional.empty());
    }
    return new SiteScores(monitoredDates(), hits);
  }

  private int[][] corners(Site site) {
    List<Integer> boxes = parameters.scan().boxes();
    int[][] corners = new int[boxes.size()][];
    for (int i = 0; i < corners.length; i++) {
      corners[i] = site.boxCorners(boxes.get(i));
    }
    return corners;
  }

  /**
   * Windows of the site's own shape slid over the rest of the area, each with its largest score
   * over the usable monitored dates. A window that was clear much less often than the site is no
   * placebo. Windows keep clear of the other sites as well; only where fewer than {@code
   * enoughIndependent} non-overlapping ones remain that way are windows over and near other sites
   * let in.
   *
   * @param avoid the other sites of the area; the site itself may be among them
   * @throws IllegalArgumentException where a site reaches beyond the area
   */
  public Placebos placebos(Site site, List<Site> avoid) {
    site.requireInside(series.rows(), series.cols());
    avoid.forEach(other -> other.requireInside(series.rows(), series.cols()));
    return Placebos.of(
        site,
        avoid,
        series.rows(),
        series.cols(),
        parameters.placebos(),
        scan.windows(corners(site), site.cols(), site.offsets(series.cols())));
  }

  /**
   * Outline and time of the change behind an alarm.
   *
   * @param scores of that site
   * @param monitoredIndex the raising date, counted as in {@code scores}
   * @throws IllegalArgumentException where the score on that date is 0
   */
  public Change change(Site site, SiteScores scores, int monitoredIndex) {
    site.requireInside(series.rows(), series.cols());
    SiteScores.Hit hit =
        scores
            .findHit(monitoredIndex)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "Monitored date " + monitoredIndex + " has no score above 0"));
    boolean[] mask = new boolean[series.rows() * series.cols()];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = site.contains(i / series.cols(), i % series.cols());
    }
    AreaScan.Best best =
        new AreaScan.Best(
            hit.score(),
            parameters.scan().boxes().indexOf(hit.box()),
            hit.lag(),
            hit.row(),
            hit.col(),
            hit.sign());
    int u = standardised.historyCount() + monitoredIndex;
    ChangeOutline outline = ChangeOutline.of(scan, parameters, mask, best, u);
    int[] dates = standardised.dates();
    OptionalInt last = outline.lastUnchanged();
    return new Change(
        outline.footprint(),
        outline.sign(),
        outline.meanResidual(),
        last.isPresent() ? OptionalInt.of(dates[last.getAsInt()]) : last,
        dates[outline.firstSeen()],
        dates[u]);
  }

  /**
   * The smallest change of each size that the site would have alarmed on, had it begun about a
   * quarter of the monitored period in, within as many usable dates as the largest lag.
   *
   * @param threshold the site's alarm threshold
   * @return by block size that fits into the site, then by share of cases
   */
  public List<Sensitivity> sensitivity(Site site, double threshold) {
    return sensitivity(injections(site), threshold);
  }

  /** The same, from injections made before. */
  public List<Sensitivity> sensitivity(Injections injections, double threshold) {
    return injections.sensitivity(threshold, parameters.detectability());
  }

  /** Made-up changes of a site and their scores: what sensitivity is read from. */
  public Injections injections(Site site) {
    site.requireInside(series.rows(), series.cols());
    int from = injectionsFrom();
    InjectionTrials trials =
        new InjectionTrials(scan, parameters, site.row(), site.col(), site.cols(), corners(site));
    int[] blocks =
        parameters.detectability().blocks().stream()
            .mapToInt(Integer::intValue)
            .filter(site::fits)
            .toArray();
    double[][] scores = new double[blocks.length][];
    for (int i = 0; i < blocks.length; i++) {
      scores[i] = trials.run(blocks[i], site.boxCorners(blocks[i]));
    }
    return new Injections(from, injectionsUntil(from), blocks, scores);
  }

  /**
   * The same.
   *
   * @param known of the same site, from an analysis that this one goes on from: taken where new
   *     dates change none of them
   */
  public Injections injections(Site site, Injections known) {
    int from = injectionsFrom();
    return known.spans(from, injectionsUntil(from)) ? known : injections(site);
  }

  private int injectionsFrom() {
    return InjectionTrials.start(monitored(), parameters.detectability());
  }

  private int injectionsUntil(int from) {
    return Math.min(monitored(), from + parameters.scan().largestLag());
  }

  private int monitored() {
    return standardised.dates().length - standardised.historyCount();
  }
}
