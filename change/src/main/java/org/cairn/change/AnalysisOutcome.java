package org.cairn.change;

/** What came of analysing a watch area or a site in it. */
public sealed interface AnalysisOutcome {

  /** Residuals and scores are there. */
  record Analysed(SceneAnalysis analysis) implements AnalysisOutcome {}

  /**
   * Nothing can be said, and why.
   *
   * @param message one sentence for a reader: what was found, what is needed
   */
  record NotAnalysable(Reason reason, String message) implements AnalysisOutcome {}

  /** Stable codes. */
  enum Reason {
    /** Too few usable dates before monitoring starts. */
    SHORT_HISTORY("short-history"),
    /** No usable date after the history. */
    NO_MONITORED_DATE("no-monitored-date"),
    /** The area has too few pixels that were seen often enough to serve as controls. */
    TOO_FEW_CONTROLS("too-few-controls"),
    /** No box of the scan lies wholly inside the site. */
    SITE_TOO_SMALL("site-too-small"),
    /** Too few of the site's pixels were seen often enough in the history. */
    SITE_RARELY_SEEN("site-rarely-seen");

    private final String code;

    Reason(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }
}
