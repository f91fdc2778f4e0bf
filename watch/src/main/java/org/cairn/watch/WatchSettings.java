package org.cairn.watch;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What the user asks of one run.
 *
 * @param asset asset or band to watch; empty for NDVI from red and nir
 * @param also further asset or band of the same images, watched beside the first; empty for none
 * @param mask asset that says what is clear; empty to look for the usual ones (scl, fmask)
 * @param from first monitored day; earlier acquisitions teach the model. Empty: a year after the
 *     first acquisition
 * @param until last monitored day; empty: the last acquisition
 * @param alarmRatePerSiteYear false alarms wanted per site and year, greater than 0
 * @param areas to repeat an earlier run: the watch areas with their grids and images, which then
 *     are neither planned nor searched anew; empty to plan them from the places
 */
public record WatchSettings(
    Optional<String> asset,
    Optional<String> also,
    Optional<String> mask,
    Optional<LocalDate> from,
    Optional<LocalDate> until,
    double alarmRatePerSiteYear,
    List<AreaUse> areas) {
  public WatchSettings {
    areas = List.copyOf(areas);
    String first = asset.orElse("ndvi");
    if (also.filter(name -> name.isBlank() || name.equalsIgnoreCase(first)).isPresent()) {
      throw new IllegalArgumentException(
          "Further layer '" + also.get() + "' is not another one than '" + first + "'");
    }
    if (!(alarmRatePerSiteYear > 0) || alarmRatePerSiteYear > 100) {
      throw new IllegalArgumentException(
          "Alarm rate "
              + alarmRatePerSiteYear
              + " is not above 0 and at most 100 per site and year");
    }
  }

  /** Of one layer, with areas planned from the places. */
  public WatchSettings(
      Optional<String> asset,
      Optional<String> mask,
      Optional<LocalDate> from,
      Optional<LocalDate> until,
      double alarmRatePerSiteYear) {
    this(asset, Optional.empty(), mask, from, until, alarmRatePerSiteYear, List.of());
  }

  /** The same watch over days known already, instead of days taken from the acquisitions. */
  public WatchSettings withDays(LocalDate first, LocalDate last) {
    return new WatchSettings(
        asset, also, mask, Optional.of(first), Optional.of(last), alarmRatePerSiteYear, areas);
  }

  /** The same watch with a further layer, or with none. */
  public WatchSettings withAlso(Optional<String> name) {
    return new WatchSettings(asset, name, mask, from, until, alarmRatePerSiteYear, areas);
  }

  /** The same watch in areas of an earlier run, whose places must be those asked for. */
  public WatchSettings withAreas(List<AreaUse> given) {
    return new WatchSettings(asset, also, mask, from, until, alarmRatePerSiteYear, given);
  }
}
