package org.cairn.watch.internal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import org.cairn.change.Placebos;
import org.cairn.change.Site;
import org.cairn.change.SiteScores;
import org.cairn.change.radar.ChannelChange;
import org.cairn.change.radar.Orbit;
import org.cairn.change.radar.RadarAnalysis;
import org.cairn.change.radar.RadarFinding;
import org.cairn.change.radar.RadarOutcome;
import org.cairn.change.radar.RadarPass;
import org.cairn.change.radar.RadarSeries;
import org.cairn.heritage.Alert;
import org.cairn.heritage.Coverage;
import org.cairn.watch.PlaceResult;

/** What radar says of one site. Used by one thread. */
final class RadarSide {
  private final RadarSeries series;
  private final Site site;
  private final WatchPeriod period;
  private final Optional<String> why;
  private final Optional<RadarAnalysis> analysis;
  private final SiteScores scores;
  private final List<Placebos> placebos;
  private final List<Coverage.Track> tracks;

  RadarSide(
      RadarSeries series, RadarOutcome outcome, List<Site> sites, int index, WatchPeriod period) {
    this.series = series;
    this.site = sites.get(index);
    this.period = period;
    this.analysis =
        switch (outcome) {
          case RadarOutcome.Analysed analysed -> Optional.of(analysed.analysis());
          case RadarOutcome.NotAnalysable not -> Optional.empty();
        };
    Optional<RadarOutcome.NotAnalysable> refusal =
        switch (outcome) {
          case RadarOutcome.Analysed analysed -> analysed.analysis().findObstacle(site);
          case RadarOutcome.NotAnalysable not -> Optional.of(not);
        };
    this.tracks = tracks();
    if (analysis.isEmpty() || refusal.isPresent()) {
      this.why = refusal.map(one -> sentence(one.message()));
      this.scores = SiteScores.none();
      this.placebos = List.of();
      return;
    }
    List<Site> others = sites.stream().filter(other -> other != site).toList();
    Placebos windows = analysis.get().placebos(site, others);
    this.scores = analysis.get().score(site);
    this.placebos = List.of(windows);
    this.why =
        windows.independent() < SiteStatement.LEAST_INDEPENDENT_PLACEBOS
            ? Optional.of(
                "Radar shows only "
                    + windows.independent()
                    + " separate windows like it around it; at least "
                    + SiteStatement.LEAST_INDEPENDENT_PLACEBOS
                    + " are needed.")
            : Optional.empty();
  }

  private static String sentence(String message) {
    return message.endsWith(".") ? message : message + ".";
  }

  /** Why radar says nothing; empty where it does. */
  Optional<String> why() {
    return why;
  }

  SiteScores scores() {
    return scores;
  }

  /** Days of the scores. */
  List<Integer> days() {
    List<Integer> days = new ArrayList<>();
    for (int i = 0; i < scores.size(); i++) {
      days.add(day(scores.date(i)));
    }
    return days;
  }

  /** Not to be called where radar says nothing. */
  Placebos placebos() {
    return placebos.getFirst();
  }

  private int day(int pass) {
    return series.passes().get(pass).day();
  }

  private LocalDate date(int pass) {
    return LocalDate.ofEpochDay(day(pass));
  }

  /** Day of the last pass. */
  int lastDay() {
    return series.passes().getLast().day();
  }

  /** Day of the last pass before the watched period. */
  int lastHistoryDay() {
    return series.passes().stream()
        .mapToInt(RadarPass::day)
        .filter(day -> day < period.fromDay())
        .max()
        .orElse(period.fromDay());
  }

  /** Orbits that pass over the site, used or not. */
  private List<Coverage.Track> tracks() {
    int[] pixels = SiteStatement.pixelsOf(site, series.cols());
    List<RadarPass> over = series.passes().stream().filter(pass -> covers(pass, pixels)).toList();
    SortedSet<Orbit> orbits = new TreeSet<>();
    over.forEach(pass -> orbits.add(pass.orbit()));
    List<Coverage.Track> all = new ArrayList<>();
    for (Orbit orbit : orbits) {
      List<String> polarisations =
          analysis.stream()
              .flatMap(one -> one.channels().stream())
              .filter(channel -> channel.orbit().equals(orbit))
              .map(channel -> channel.polarisation().name())
              .toList();
      int history =
          (int)
              over.stream()
                  .filter(pass -> pass.orbit().equals(orbit) && pass.day() < period.fromDay())
                  .count();
      int own = (int) over.stream().filter(pass -> pass.orbit().equals(orbit)).count();
      all.add(
          new Coverage.Track(
              name(orbit),
              orbit.relative(),
              polarisations,
              history,
              own - history,
              analysis
                  .flatMap(one -> Optional.ofNullable(one.leftOut().get(orbit)))
                  .map(one -> sentence(one.message()))
                  .orElse("")));
    }
    return all;
  }

  private static boolean covers(RadarPass pass, int[] pixels) {
    int most = 0;
    for (var polarisation : pass.polarisations()) {
      float[] power = pass.power(polarisation);
      int known = 0;
      for (int pixel : pixels) {
        known += Float.isNaN(power[pixel]) ? 0 : 1;
      }
      most = Math.max(most, known);
    }
    return most >= SiteStatement.COVERED * pixels.length;
  }

  static String name(Orbit orbit) {
    return orbit.direction().name().toLowerCase(Locale.ROOT);
  }

  /**
   * @param reason radar was not used; empty where it was
   * @param alone why optical images say nothing; empty where they do
   */
  Coverage.Radar coverage(String reason, String alone) {
    int used =
        reason.isEmpty()
            ? tracks.stream()
                .filter(track -> track.why().isEmpty())
                .mapToInt(Coverage.Track::watched)
                .sum()
            : 0;
    return new Coverage.Radar(used, tracks, reason, alone);
  }

  List<PlaceResult.ScoreRise> rises() {
    List<PlaceResult.ScoreRise> rises = new ArrayList<>();
    double most = 0;
    for (int i = 0; i < scores.size(); i++) {
      if (scores.score(i) > most) {
        most = scores.score(i);
        rises.add(new PlaceResult.ScoreRise(date(scores.date(i)), most));
      }
    }
    return rises;
  }

  /**
   * The change behind an alarm; empty where no pass before shows the place as it was.
   *
   * @param number of the raising pass in the scores
   */
  Optional<Raised> raised(
      int number,
      List<RadarStack.Pass> passes,
      double score,
      double expected,
      Alert.Placebos windows) {
    RadarFinding change = finding(number);
    return change.lastUnchanged().isEmpty()
        ? Optional.empty()
        : Optional.of(new RadarRaised(change, passes, period.fromDay(), score, expected, windows));
  }

  /**
   * @param raised number of the pass that raised the alert; empty where another kind did: then of
   *     the largest score
   */
  Alert.Evidence evidence(OptionalInt raised, double probability) {
    OptionalInt number = raised.isPresent() ? raised : largest(scores);
    Optional<RadarFinding> change =
        number.isEmpty() ? Optional.empty() : Optional.of(finding(number.getAsInt()));
    return new Alert.Evidence(
        Alert.Kind.RADAR,
        scores.max(),
        probability,
        change.map(one -> date(one.raised())),
        change.flatMap(one ->
            one.lastUnchanged().isPresent()
                ? Optional.of(date(one.lastUnchanged().getAsInt()))
                : Optional.empty()),
        change.map(one -> date(one.firstSeen())),
        change.stream()
            .flatMap(one -> one.channels().stream())
            .sorted(Comparator.comparing(ChannelChange::channel))
            .map(this::change)
            .toList());
  }

  /** The change behind a score, with the dates of {@link RadarDating}. */
  private RadarFinding finding(int number) {
    RadarFinding found = analysis.orElseThrow().finding(scores, number);
    RadarDating dating = RadarDating.of(series, found);
    return new RadarFinding(
        found.hit(), dating.lastUnchanged(), dating.firstSeen(), found.raised(), found.channels());
  }

  /** Number of the date with the largest score; empty where none is above 0. */
  static OptionalInt largest(SiteScores scores) {
    return scores.max() > 0 ? OptionalInt.of(firstWith(scores, scores.max())) : OptionalInt.empty();
  }

  private static int firstWith(SiteScores scores, double score) {
    int number = 0;
    while (scores.score(number) < score) {
      number++;
    }
    return number;
  }

  private Alert.RadarChange change(ChannelChange one) {
    Orbit orbit = one.channel().orbit();
    return new Alert.RadarChange(
        name(orbit),
        orbit.relative(),
        one.channel().polarisation().name(),
        one.before(),
        one.after(),
        one.beyond(),
        one.passes().size(),
        date(one.passes().getFirst()),
        date(one.passes().getLast()));
  }
}
