package org.cairn.change;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cairn.change.AnalysisOutcome.NotAnalysable;
import org.cairn.change.AnalysisOutcome.Reason;
import org.cairn.change.internal.Residuals;

/** What is settled before an area is analysed: whether it can be, and which pixels stay out. */
final class Admission {
  private Admission() {}

  /**
   * The sites' pixels where together they cover too much of the area to be part of what they are
   * compared with; else none.
   *
   * @return {@code boolean[rows*cols]}
   */
  static boolean[] leftOut(SceneSeries series, List<Site> sites, DetectorParameters parameters) {
    boolean[] leftOut = new boolean[series.rows() * series.cols()];
    int union = 0;
    for (Site site : sites) {
      for (int r = site.row(); r < site.row() + site.rows(); r++) {
        for (int c = site.col(); c < site.col() + site.cols(); c++) {
          int i = r * series.cols() + c;
          if (site.contains(r, c) && !leftOut[i]) {
            leftOut[i] = true;
            union++;
          }
        }
      }
    }
    if (union <= parameters.prediction().leaveOutShare() * leftOut.length) {
      Arrays.fill(leftOut, false);
    }
    return leftOut;
  }

  /**
   * What surrounds the sites: all pixels but theirs and those right beside them.
   *
   * @return {@code boolean[rows*cols]}
   */
  static boolean[] surroundings(SceneSeries series, List<Site> sites, int gapPixels) {
    boolean[] surroundings = new boolean[series.rows() * series.cols()];
    for (int i = 0; i < surroundings.length; i++) {
      int row = i / series.cols();
      int col = i % series.cols();
      surroundings[i] = sites.stream().noneMatch(site -> site.isNear(row, col, 1, 1, gapPixels));
    }
    return surroundings;
  }

  /** Why the area cannot be analysed; empty where it can. */
  static Optional<NotAnalysable> refusal(
      SceneSeries series, boolean[] usable, boolean[] leftOut, DetectorParameters parameters) {
    DetectorParameters.Limits limits = parameters.limits();
    int history = 0;
    int monitored = 0;
    for (int date = 0; date < usable.length; date++) {
      if (usable[date]) {
        history += date < series.historyDates() ? 1 : 0;
        monitored += date < series.historyDates() ? 0 : 1;
      }
    }
    if (history < limits.historyDates()) {
      return Optional.of(
          new NotAnalysable(
              Reason.SHORT_HISTORY,
              "Only "
                  + history
                  + " usable dates before monitoring starts, "
                  + limits.historyDates()
                  + " are needed: start later or add earlier acquisitions"));
    }
    if (monitored == 0) {
      return Optional.of(
          new NotAnalysable(
              Reason.NO_MONITORED_DATE,
              "None of the "
                  + (series.dates() - series.historyDates())
                  + " dates after the history is clear enough to be used"));
    }
    int controls = pixelsWithHistory(series, usable, leftOut, limits.clearHistory());
    if (controls < limits.pixels()) {
      return Optional.of(
          new NotAnalysable(
              Reason.TOO_FEW_CONTROLS,
              controls
                  + " pixels of "
                  + series.rows()
                  + " x "
                  + series.cols()
                  + " can serve as controls, "
                  + limits.pixels()
                  + " are needed: watch a larger area"));
    }
    return Optional.empty();
  }

  private static int pixelsWithHistory(
      SceneSeries series, boolean[] usable, boolean[] leftOut, int least) {
    int[] clear = new int[leftOut.length];
    for (int date = 0; date < series.historyDates(); date++) {
      if (usable[date]) {
        float[] layer = series.layer(date);
        for (int i = 0; i < clear.length; i++) {
          clear[i] += Residuals.isClear(layer[i]) ? 1 : 0;
        }
      }
    }
    int count = 0;
    for (int i = 0; i < clear.length; i++) {
      count += clear[i] >= Math.max(1, least) && !leftOut[i] ? 1 : 0;
    }
    return count;
  }
}
