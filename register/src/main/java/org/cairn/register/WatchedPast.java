package org.cairn.register;

import java.util.List;
import java.util.Optional;

/**
 * What finished runs of the watch found at a place, the newest first.
 *
 * @param spans one for each run
 * @param alerts as the last run has each
 */
public record WatchedPast(List<Span> spans, List<Raised> alerts) {
  public WatchedPast {
    spans = List.copyOf(spans);
    alerts = List.copyOf(alerts);
  }

  /**
   * What a run could have seen. Days are ISO 8601.
   *
   * @param why it was not watched; empty where it was
   * @param looks clear acquisitions
   * @param acquisitions all
   * @param entry of the ledger with everything about it
   */
  public record Span(
      String run,
      String status,
      Optional<String> why,
      int looks,
      int acquisitions,
      Optional<String> from,
      Optional<String> until,
      long entry) {}

  /**
   * An alert. Days are ISO 8601.
   *
   * @param direction codes of what the spectra did
   * @param entry of the ledger with everything about it
   */
  public record Raised(
      String alert,
      Optional<String> lastUnchanged,
      Optional<String> firstSeen,
      Optional<String> raised,
      double score,
      double expectedPerSiteYear,
      double areaSquareMetres,
      Optional<String> direction,
      Optional<String> sensor,
      long entry) {}
}
