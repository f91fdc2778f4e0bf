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
import org.cairn.change.Fusion;
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

/** What radar says of one site. Used by one thread. */
final class RadarSide implements FurtherSide {
  private final RadarSeries series;
  private final Site site;
  private final WatchPeriod period;
  private final Optional<String> why;
  private final Optional<RadarAnalysis> analysis;
  private final SiteScores scores;
  private final List<Placebos> placebos;
  private final List<Coverage.Track> tracks;
  private final List<RadarStack.Pass> passes;

  /**
   * @param passes which the series is of
   */
  RadarSide(
      RadarSeries series,
      List<RadarStack.Pass> passes,
      RadarOutcome outcome,
      List<Site> sites,
      int index,
      WatchPeriod period) {
    this.series = series;
    this.passes = passes;
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

  @Override
  public Optional<String> why() {
    return why;
  }

  @Override
  public boolean speaksAlone() {
    return true;
  }

  @Override
  public String tooFewInCommon(int windows) {
    return "Only "
        + windows
        + " separate windows like it were seen by both optical images and radar; at least "
        + SiteStatement.LEAST_INDEPENDENT_PLACEBOS
        + " are needed.";
  }

  @Override
  public Fusion.Evidence numbers() {
    List<Integer> days = new ArrayList<>();
    for (int i = 0; i < scores.size(); i++) {
      days.add(day(scores.date(i)));
    }
    return new Fusion.Evidence(scores, days, placebos.getFirst());
  }

  private int day(int pass) {
    return series.passes().get(pass).day();
  }

  private LocalDate date(int pass) {
    return LocalDate.ofEpochDay(day(pass));
  }

  @Override
  public int lastDay() {
    return series.passes().getLast().day();
  }

  @Override
  public int lastHistoryDay() {
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

  @Override
  public Coverage told(Coverage coverage, String reason, String alone) {
    int used =
        reason.isEmpty()
            ? tracks.stream()
                .filter(track -> track.why().isEmpty())
                .mapToInt(Coverage.Track::watched)
                .sum()
            : 0;
    return coverage.withRadar(new Coverage.Radar(used, tracks, reason, alone));
  }

  @Override
  public Optional<Raised> raised(
      int number, double score, double expected, Alert.Placebos windows) {
    RadarFinding change = finding(number);
    return change.lastUnchanged().isEmpty()
        ? Optional.empty()
        : Optional.of(new RadarRaised(change, passes, period.fromDay(), score, expected, windows));
  }

  @Override
  public Alert.Evidence evidence(OptionalInt raised, double probability) {
    OptionalInt number = raised.isPresent() ? raised : Side.largest(scores);
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
