package org.cairn.watch.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.change.AnalysisOutcome;
import org.cairn.change.DetectorParameters;
import org.cairn.change.Learnt;
import org.cairn.change.SceneAnalysis;
import org.cairn.change.SceneSeries;
import org.cairn.change.Site;

/**
 * The looks of one area as they are analysed, and what of their analysis is kept under which name.
 */
final class AreaSeries {
  private final Matter matter;
  private final Registrar.Registered registered;
  private final DetectorParameters parameters;
  private final SceneSeries series;

  AreaSeries(
      Matter matter,
      Registrar.Registered registered,
      DetectorParameters parameters,
      WatchPeriod period) {
    this.matter = matter;
    this.registered = registered;
    this.parameters = parameters;
    List<AreaStack.Look> looks = registered.looks();
    this.series =
        new SceneSeries(
            matter.area().window().rows(),
            matter.area().window().cols(),
            looks.stream().mapToInt(AreaStack.Look::day).toArray(),
            (int) looks.stream().filter(look -> look.day() < period.fromDay()).count(),
            date -> looks.get(date).layer());
  }

  Matter matter() {
    return matter;
  }

  Registrar.Registered registered() {
    return registered;
  }

  AnalysisOutcome analyse(Learnt known) {
    return SceneAnalysis.of(series, parameters, largeSites(), known);
  }

  private List<Site> largeSites() {
    return matter.sitesAbove(parameters.prediction().leaveOutShare());
  }

  /**
   * Binds all the model depends on: the history's pixels, the sites left out and the method's
   * parameters.
   */
  String modelKey() {
    List<String> parts = new ArrayList<>();
    parts.add(series.rows() + " " + series.cols() + " " + series.historyDates() + " " + parameters);
    for (Site site : largeSites()) {
      StringBuilder text = new StringBuilder(site.row() + " " + site.col() + " ");
      for (int r = site.row(); r < site.row() + site.rows(); r++) {
        for (int c = site.col(); c < site.col() + site.cols(); c++) {
          text.append(site.contains(r, c) ? '1' : '0');
        }
        text.append('\n');
      }
      parts.add(text.toString());
    }
    for (int date = 0; date < series.historyDates(); date++) {
      parts.add(matter.kept().digest(series.layer(date)));
    }
    return Parts.digest(parts.toArray(String[]::new));
  }

  /** What is known over the history of a model: it, and what any date showed beyond it. */
  Learnt known(KeptJudgement.Model model) {
    return Learnt.of(model.learnt(), date -> matter.kept().findResidual(key(model.key(), date)));
  }

  /**
   * What is known where an analysis goes on.
   *
   * @param taken digests of the dates that were analysed before
   * @throws KeptArea.Lost later, where what one of these showed is asked for and not there any more
   */
  Learnt known(KeptJudgement.Model model, Learnt.Progress progress, List<String> taken) {
    return Learnt.of(
        model.learnt(),
        date ->
            progress.usable(date)
                ? Optional.of(shown(model.key(), taken.get(date), date))
                : Optional.empty(),
        progress);
  }

  private float[] shown(String model, String taken, int date) {
    return matter
        .kept()
        .findResidual(KeptJudgement.residualKey(model, taken, date, series.historyDates()))
        .orElseThrow(() -> new KeptArea.Lost("what a date showed"));
  }

  /** What dates from one on showed, by the key it is kept under. */
  Map<String, float[]> residuals(Learnt learnt, String model, int from) {
    Map<String, float[]> residuals = new LinkedHashMap<>();
    for (int date = from; date < series.dates(); date++) {
      Optional<float[]> shown = learnt.findResidual(date);
      if (shown.isPresent()) {
        residuals.put(key(model, date), shown.get());
      }
    }
    return residuals;
  }

  private String key(String model, int date) {
    return KeptJudgement.residualKey(
        model, matter.kept().digest(series.layer(date)), date, series.historyDates());
  }
}
