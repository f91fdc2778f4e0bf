package org.cairn.benchmarks.detector;

import java.time.LocalDate;
import java.util.List;
import org.cairn.change.AnalysisOutcome;
import org.cairn.change.DetectorParameters;
import org.cairn.change.SceneAnalysis;
import org.cairn.change.SceneSeries;
import org.cairn.change.Site;
import org.cairn.change.SiteScores;

/**
 * Cairn's side, through the door that the watch uses. The only class here that knows how a stack is
 * handed to the detector.
 */
final class CairnScores {
  private CairnScores() {}

  /**
   * Scores windows of a stack.
   *
   * @param historyEnd last day that teaches the model
   * @throws IllegalStateException where the stack cannot be analysed
   */
  static void add(
      Rises rises, Stack stack, List<String> windows, int windowPixels, LocalDate historyEnd) {
    SceneAnalysis analysis = analysis(stack, historyEnd);
    for (String window : windows) {
      SiteScores scores = analysis.score(site(window, windowPixels));
      for (int i = 0; i < scores.size(); i++) {
        rises.add(
            new Rises.Window(stack.name(), window), stack.days()[scores.date(i)], scores.score(i));
      }
    }
  }

  /** No window is so large a part of a stack that it would have to stay out of the fit. */
  static SceneAnalysis analysis(Stack stack, LocalDate historyEnd) {
    SceneSeries series =
        new SceneSeries(
            stack.rows(), stack.cols(), stack.days(), stack.datesUntil(historyEnd), stack.layer(0));
    return switch (SceneAnalysis.of(series, DetectorParameters.defaults(), List.of())) {
      case AnalysisOutcome.Analysed(SceneAnalysis analysis) -> analysis;
      case AnalysisOutcome.NotAnalysable(AnalysisOutcome.Reason reason, String message) ->
          throw new IllegalStateException(stack.name() + ": " + reason + ", " + message);
    };
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
