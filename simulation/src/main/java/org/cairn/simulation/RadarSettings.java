package org.cairn.simulation;

import java.time.LocalDate;
import java.util.List;
import org.cairn.imagery.raster.Grid;

/**
 * What radar is simulated over which grid. The same settings give the same bytes.
 *
 * @param looks equivalent number of looks of the speckle, at least 1; Sentinel-1 GRD has 4
 * @param first day of the first pass of the first track
 * @param passes of each track
 * @param repeatDays between two passes of a track
 * @param form in which the numbers are written
 */
public record RadarSettings(
    long seed,
    Grid grid,
    int looks,
    LocalDate first,
    int passes,
    int repeatDays,
    List<Track> tracks,
    List<Event> events,
    Form form) {
  public RadarSettings {
    tracks = List.copyOf(tracks);
    events = List.copyOf(events);
    if (looks < 1 || passes < 1 || repeatDays < 1) {
      throw new IllegalArgumentException(
          "Looks, passes and days between them are at least 1, found "
              + looks
              + ", "
              + passes
              + " and "
              + repeatDays);
    }
  }

  /** Two tracks every 12 days, four looks, linear power, and nothing happens. */
  public RadarSettings(long seed, Grid grid, LocalDate first, int passes) {
    this(
        seed,
        grid,
        4,
        first,
        passes,
        12,
        List.of(new Track(88, true, 0), new Track(66, false, 5)),
        List.of(),
        Form.POWER);
  }

  /**
   * Passes of one orbit.
   *
   * @param offsetDays of its first pass after the first of all
   */
  public record Track(int relativeOrbit, boolean ascending, int offsetDays) {}

  /**
   * A rectangle that loses or wins backscatter for good.
   *
   * @param from first day
   * @param decibels in VV; VH changes by six tenths of it
   */
  public record Event(int col, int row, int cols, int rows, LocalDate from, double decibels) {}

  /** In what numbers are written. */
  public enum Form {
    POWER,
    DECIBELS
  }

  public RadarSettings withTracks(List<Track> changed) {
    return new RadarSettings(seed, grid, looks, first, passes, repeatDays, changed, events, form);
  }

  public RadarSettings withEvents(List<Event> changed) {
    return new RadarSettings(seed, grid, looks, first, passes, repeatDays, tracks, changed, form);
  }

  public RadarSettings withForm(Form changed) {
    return new RadarSettings(seed, grid, looks, first, passes, repeatDays, tracks, events, changed);
  }
}
