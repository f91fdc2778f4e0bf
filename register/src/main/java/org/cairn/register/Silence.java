package org.cairn.register;

import java.util.List;

/**
 * What raised no alert, which is a finding only with what could have been seen.
 *
 * @param places all there are
 * @param withAlert those with at least one alert
 * @param unwatched those that could not be watched when they were last looked at, or never were
 * @param coverage entries that say what could have been seen of some watched places without alert,
 *     of the last run; not more than were asked for
 */
public record Silence(long places, long withAlert, long unwatched, List<Long> coverage) {
  public Silence {
    coverage = List.copyOf(coverage);
  }

  /**
   * A place that is not watched.
   *
   * @param names all of them in one line; may be empty
   * @param status code of why not; empty where no run has looked at it
   */
  public record Unwatched(String place, String names, String status) {}
}
