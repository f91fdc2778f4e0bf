package org.cairn.watch;

import java.time.LocalDate;
import java.util.Optional;

/**
 * What the user asks of one run.
 *
 * @param asset asset or band to watch; empty for NDVI from red and nir
 * @param mask asset that says what is clear; empty to look for the usual ones (scl, fmask)
 * @param from first monitored day; earlier acquisitions teach the model. Empty: a year after the
 *     first acquisition
 * @param until last monitored day; empty: the last acquisition
 * @param alarmRatePerSiteYear false alarms wanted per site and year, greater than 0
 */
public record WatchSettings(
    Optional<String> asset,
    Optional<String> mask,
    Optional<LocalDate> from,
    Optional<LocalDate> until,
    double alarmRatePerSiteYear) {
  public WatchSettings {
    if (!(alarmRatePerSiteYear > 0) || alarmRatePerSiteYear > 100) {
      throw new IllegalArgumentException(
          "Alarm rate "
              + alarmRatePerSiteYear
              + " is not above 0 and at most 100 per site and year");
    }
  }
}
