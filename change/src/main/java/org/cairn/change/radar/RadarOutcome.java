package org.cairn.change.radar;

import org.cairn.change.AnalysisOutcome.Reason;

/** What came of analysing an area, an orbit or a site. */
public sealed interface RadarOutcome {

  /** Scores are there. */
  record Analysed(RadarAnalysis analysis) implements RadarOutcome {}

  /**
   * Nothing can be said, and why.
   *
   * @param message one sentence for a reader: what was found, what is needed
   */
  record NotAnalysable(Reason reason, String message) implements RadarOutcome {}
}
