package org.cairn.change.radar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cairn.change.AnalysisOutcome.Reason;
import org.cairn.change.Placebos;
import org.cairn.change.Site;
import org.cairn.change.SiteScores;
import org.cairn.change.internal.PixelOrder;
import org.cairn.change.radar.RadarOutcome.Analysed;
import org.cairn.change.radar.RadarOutcome.NotAnalysable;

/**
 * One watch area in radar: a two-sample test over time of every box of pixels, each orbit and
 * polarisation against its own history, beyond what the surroundings show. What is said of a pass
 * uses the history and passes up to it only, except {@link #placebos}.
 *
 * <p>Immutable and thread-safe. Holds about 24 bytes per pixel, pass and polarisation beside the
 * series. Equal input gives equal results bit for bit.
 */
public final class RadarAnalysis {
  private final RadarSeries series;
  private final RadarParameters parameters;
  private final List<Track> tracks;
  private final SortedMap<Orbit, NotAnalysable> leftOut;
  private final int[] monitored;
  private final int[] looks;
  private final RadarScan scan;

  private RadarAnalysis(
      RadarSeries series,
      RadarParameters parameters,
      List<Track> tracks,
      SortedMap<Orbit, NotAnalysable> leftOut) {
    this.series = series;
    this.parameters = parameters;
    this.tracks = List.copyOf(tracks);
    this.leftOut = leftOut;
    this.monitored =
        tracks.stream()
            .flatMapToInt(t -> Arrays.stream(t.passes).skip(t.history))
            .sorted()
            .distinct()
            .toArray();
    this.looks = new int[series.rows() * series.cols()];
    for (Track track : tracks) {
      for (int d = track.history; d < track.passes.length; d++) {
        for (int i = 0; i < looks.length; i++) {
          looks[i] += Float.isNaN(track.values[d][i]) ? 0 : 1;
        }
      }
    }
    this.scan = new RadarScan(series, this.tracks, monitored, parameters);
  }

  /**
   * Analyses an area.
   *
   * @param sites their pixels stay out of what they are compared with
   * @return {@link NotAnalysable} where no orbit has enough of a history, a monitored pass and
   *     pixels to compare with
   * @throws IllegalArgumentException where a site reaches beyond the area
   */
  public static RadarOutcome of(RadarSeries series, RadarParameters parameters, List<Site> sites) {
    sites.forEach(site -> site.requireInside(series.rows(), series.cols()));
    SortedMap<Orbit, List<Integer>> byOrbit = new TreeMap<>();
    for (int pass = 0; pass < series.passes().size(); pass++) {
      byOrbit
          .computeIfAbsent(series.passes().get(pass).orbit(), orbit -> new ArrayList<>())
          .add(pass);
    }
    PixelOrder order = PixelOrder.of(inside(sites, series), parameters.prediction().seed());
    List<Track> tracks = new ArrayList<>();
    SortedMap<Orbit, NotAnalysable> leftOut = new TreeMap<>();
    for (Map.Entry<Orbit, List<Integer>> one : byOrbit.entrySet()) {
      OrbitReading reading = new OrbitReading(series, one.getKey(), one.getValue(), parameters);
      Optional<NotAnalysable> refusal = reading.findObstacle(order);
      refusal.ifPresentOrElse(
          reason -> leftOut.put(one.getKey(), reason), () -> tracks.addAll(reading.tracks(order)));
    }
    if (tracks.isEmpty()) {
      return leftOut.isEmpty()
          ? new NotAnalysable(Reason.SHORT_HISTORY, "There is no radar pass at all")
          : nearest(leftOut);
    }
    return new Analysed(new RadarAnalysis(series, parameters, tracks, leftOut));
  }

  /** The refusal of the orbit that came farthest. */
  private static NotAnalysable nearest(SortedMap<Orbit, NotAnalysable> leftOut) {
    return leftOut.values().stream().max(Comparator.comparing(NotAnalysable::reason)).orElseThrow();
  }

  private static boolean[] inside(List<Site> sites, RadarSeries series) {
    boolean[] inside = new boolean[series.rows() * series.cols()];
    for (Site site : sites) {
      int corner = site.row() * series.cols() + site.col();
      for (int offset : site.offsets(series.cols())) {
        inside[corner + offset] = true;
      }
    }
    return inside;
  }

  public RadarSeries series() {
    return series;
  }

  /** The channels that take part, in order. */
  public List<Channel> channels() {
    return tracks.stream().map(track -> track.channel).toList();
  }

  /** Orbits that do not take part, and why. */
  public SortedMap<Orbit, NotAnalysable> leftOut() {
    return Collections.unmodifiableSortedMap(leftOut);
  }

  /** Indices into the series of the passes that scores are given for, rising. */
  public int[] monitoredPasses() {
    return monitored.clone();
  }

  /**
   * The equivalent number of looks that the quietest quarter of pixels has over time: near what the
   * product states where speckle is all the noise there is, lower where even quiet ground varies.
   *
   * @throws IllegalArgumentException for a channel that does not take part
   */
  public double equivalentLooks(Channel channel) {
    return track(channel).looks;
  }

  private Track track(Channel channel) {
    return tracks.stream()
        .filter(track -> track.channel.equals(channel))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(channel + " does not take part"));
  }

  /**
   * Why nothing can be said of a site; empty where something can.
   *
   * @throws IllegalArgumentException where the site reaches beyond the area
   */
  public Optional<NotAnalysable> findObstacle(Site site) {
    site.requireInside(series.rows(), series.cols());
    int smallest = parameters.scan().boxes().getFirst();
    if (!site.fits(smallest)) {
      return Optional.of(
          new NotAnalysable(
              Reason.SITE_TOO_SMALL,
              "No square of "
                  + smallest
                  + " x "
                  + smallest
                  + " pixels lies wholly inside the site: use finer imagery or add a margin"));
    }
    int corner = site.row() * series.cols() + site.col();
    int known = 0;
    for (int offset : site.offsets(series.cols())) {
      known += looks[corner + offset] > 0 ? 1 : 0;
    }
    if (known < parameters.limits().sitePixelShare() * site.pixels()) {
      return Optional.of(
          new NotAnalysable(
              Reason.SITE_RARELY_SEEN,
              known
                  + " of the site's "
                  + site.pixels()
                  + " pixels were seen by radar in "
                  + parameters.limits().clearHistory()
                  + " or more passes of an orbit before monitoring starts; at least half are needed"));
    }
    return Optional.empty();
  }

  /**
   * The site's largest score on each monitored pass, over all boxes lying wholly inside it. Dates
   * are indices into the series' passes.
   *
   * @throws IllegalArgumentException where the site reaches beyond the area
   */
  public SiteScores score(Site site) {
    site.requireInside(series.rows(), series.cols());
    List<Optional<SiteScores.Hit>> best =
        new ArrayList<>(Collections.nCopies(monitored.length, Optional.empty()));
    List<Integer> boxes = parameters.scan().boxes();
    for (int b = 0; b < boxes.size(); b++) {
      for (int place : site.boxCorners(boxes.get(b))) {
        int row = site.row() + place / site.cols();
        int col = site.col() + place % site.cols();
        RadarScan.Best[] scores = scan.scores(b, row, col);
        for (int m = 0; m < scores.length; m++) {
          if (scores[m].score() > best.get(m).map(SiteScores.Hit::score).orElse(0.0)) {
            best.set(
                m,
                Optional.of(
                    new SiteScores.Hit(
                        scores[m].score(),
                        boxes.get(b),
                        parameters.scan().lags().get(scores[m].lag()),
                        row,
                        col,
                        scores[m].sign())));
          }
        }
      }
    }
    return new SiteScores(monitored, best);
  }

  /**
   * Place and time of the change behind an alarm, and what each channel shows of it.
   *
   * @param scores of a site of this analysis
   * @param monitoredIndex the raising pass, counted as in {@code scores}
   * @throws IllegalArgumentException where the score on that pass is 0
   */
  public RadarFinding finding(SiteScores scores, int monitoredIndex) {
    SiteScores.Hit hit =
        scores
            .findHit(monitoredIndex)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "Monitored pass " + monitoredIndex + " has no score above 0"));
    List<ChannelChange> channels =
        new BoxEvidence(series, parameters, tracks, scan).of(hit, monitoredIndex);
    int first = channels.stream().mapToInt(one -> one.passes().getFirst()).min().orElseThrow();
    int[] before =
        tracks.stream()
            .flatMapToInt(track -> Arrays.stream(track.passes))
            .filter(pass -> pass < first)
            .toArray();
    return new RadarFinding(
        hit, Arrays.stream(before).max(), first, scores.date(monitoredIndex), channels);
  }

  /**
   * Windows of the site's own shape slid over the rest of the area, each with its largest score.
   *
   * @param avoid the other sites of the area; the site itself may be among them
   * @throws IllegalArgumentException where a site reaches beyond the area
   */
  public Placebos placebos(Site site, List<Site> avoid) {
    site.requireInside(series.rows(), series.cols());
    avoid.forEach(other -> other.requireInside(series.rows(), series.cols()));
    List<Integer> boxes = parameters.scan().boxes();
    int[][] corners = new int[boxes.size()][];
    for (int b = 0; b < corners.length; b++) {
      corners[b] = site.boxCorners(boxes.get(b));
    }
    int[] offsets = site.offsets(series.cols());
    return Placebos.of(
        site,
        avoid,
        series.rows(),
        series.cols(),
        parameters.placebos(),
        new Placebos.Windows() {
          @Override
          public int clearLooks(int row, int col) {
            int sum = 0;
            for (int offset : offsets) {
              sum += looks[row * series.cols() + col + offset];
            }
            return sum;
          }

          @Override
          public double maximum(int row, int col) {
            float largest = 0;
            for (int b = 0; b < corners.length; b++) {
              for (int place : corners[b]) {
                largest =
                    Math.max(
                        largest,
                        scan.maximum(b, row + place / site.cols(), col + place % site.cols()));
              }
            }
            return largest;
          }
        });
  }
}
