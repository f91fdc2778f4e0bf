package org.cairn.benchmarks.detector;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.cairn.change.AnalysisOutcome;
import org.cairn.change.DetectorParameters;
import org.cairn.change.Fusion;
import org.cairn.change.SceneAnalysis;
import org.cairn.change.SceneSeries;
import org.cairn.change.Site;
import org.cairn.change.SiteScores;

/**
 * Cairn's side, through the door that the watch uses. The only class here that knows how a stack is
 * handed to the detector.
 */
final class CairnScores {
  /** What it is given of a stack. */
  static final List<String> ASSETS = List.of("ndvi");

  private final DetectorParameters parameters;

  CairnScores(DetectorParameters parameters) {
    this.parameters = parameters;
  }

  /**
   * Scores windows of a stack.
   *
   * @param historyEnd last day that teaches the model
   * @return what they were scored in
   * @throws IllegalStateException where the stack cannot be analysed
   */
  SceneAnalysis add(
      Rises rises, Stack stack, List<String> windows, int windowPixels, LocalDate historyEnd) {
    SceneAnalysis analysis = analysis(stack, historyEnd);
    for (String window : windows) {
      SiteScores scores = analysis.score(site(window, windowPixels));
      for (int i = 0; i < scores.size(); i++) {
        rises.add(
            new Rises.Window(stack.name(), window), stack.days()[scores.date(i)], scores.score(i));
      }
    }
    return analysis;
  }

  /**
   * Scores windows by all layers of a stack: each is analysed alone, and what chance alone would do
   * in them is fused ({@link Fusion}). As places are, the windows are no placebos of each other.
   *
   * @throws IllegalStateException where a layer cannot be analysed
   */
  void addFused(
      Rises rises, Stack stack, List<String> windows, int windowPixels, LocalDate historyEnd) {
    List<Site> sites = windows.stream().map(window -> site(window, windowPixels)).toList();
    List<SceneAnalysis> analyses =
        IntStream.range(0, stack.assets())
            .mapToObj(asset -> analysis(stack, asset, historyEnd))
            .toList();
    for (int w = 0; w < sites.size(); w++) {
      Site site = sites.get(w);
      List<Fusion.Evidence> kinds =
          analyses.stream().map(analysis -> evidence(analysis, site, sites, stack)).toList();
      for (Fusion.Score score : Fusion.of(kinds).scores()) {
        rises.add(new Rises.Window(stack.name(), windows.get(w)), score.day(), score.score());
      }
    }
  }

  private static Fusion.Evidence evidence(
      SceneAnalysis analysis, Site site, List<Site> sites, Stack stack) {
    SiteScores scores = analysis.score(site);
    List<Integer> days =
        IntStream.range(0, scores.size()).mapToObj(i -> stack.days()[scores.date(i)]).toList();
    return new Fusion.Evidence(scores, days, analysis.placebos(site, sites));
  }

  /**
   * Of the first layer.
   *
   * @throws IllegalStateException where the stack cannot be analysed
   */
  SceneAnalysis analysis(Stack stack, LocalDate historyEnd) {
    return analysis(stack, 0, historyEnd);
  }

  private SceneAnalysis analysis(Stack stack, int asset, LocalDate historyEnd) {
    int history = stack.datesUntil(historyEnd);
    float[][] layer = stack.layer(asset);
    return switch (analyse(stack.rows(), stack.cols(), stack.days(), history, layer)) {
      case AnalysisOutcome.Analysed(SceneAnalysis analysis) -> analysis;
      case AnalysisOutcome.NotAnalysable(AnalysisOutcome.Reason reason, String message) ->
          throw new IllegalStateException(stack.name() + ": " + reason + ", " + message);
    };
  }

  /**
   * Sites are not named to it: none is so large a part of its area that it would have to stay out
   * of the fit.
   *
   * @param layer {@code float[dates][rows*cols]}
   */
  AnalysisOutcome analyse(int rows, int cols, int[] days, int history, float[][] layer) {
    SceneSeries series = new SceneSeries(rows, cols, days, history, layer);
    return SceneAnalysis.of(series, parameters, List.of());
  }

  /** An analysis that later ones go on from. */
  record Growing(DetectorParameters parameters, SceneAnalysis analysis, int history) {
    /** With more dates: only those behind the earlier ones are looked at. */
    Growing with(int[] days, float[][] layers, int dates) {
      SceneSeries grown =
          new SceneSeries(
              analysis.series().rows(),
              analysis.series().cols(),
              Arrays.copyOf(days, dates),
              history,
              Arrays.copyOf(layers, dates));
      return of(
          parameters, SceneAnalysis.of(grown, parameters, List.of(), analysis.learnt()), history);
    }

    private static Growing of(DetectorParameters parameters, AnalysisOutcome outcome, int history) {
      return switch (outcome) {
        case AnalysisOutcome.Analysed(SceneAnalysis analysis) ->
            new Growing(parameters, analysis, history);
        case AnalysisOutcome.NotAnalysable(AnalysisOutcome.Reason reason, String message) ->
            throw new IllegalStateException(reason + ", " + message);
      };
    }
  }

  /** Of the first so many dates. */
  Growing growing(int rows, int cols, int[] days, int history, float[][] layers, int dates) {
    return Growing.of(
        parameters,
        analyse(rows, cols, Arrays.copyOf(days, dates), history, Arrays.copyOf(layers, dates)),
        history);
  }

  /** The window that a name such as {@code r020c010} stands for. */
  static Site site(String window, int pixels) {
    int col = window.indexOf('c');
    return Site.rectangle(
        Integer.parseInt(window.substring(1, col)),
        Integer.parseInt(window.substring(col + 1)),
        pixels,
        pixels);
  }
}
