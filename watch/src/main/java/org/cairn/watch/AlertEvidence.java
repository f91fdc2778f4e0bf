package org.cairn.watch;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.cairn.heritage.Alert;

/**
 * An alert with what an analyst needs to believe or doubt it.
 *
 * @param before clear look before the change; empty where its pixels could not be read again
 * @param after clear look after the change, same grid and stretch as {@code before}
 * @param outline rings of the changed pixels, in pixels of both chips
 * @param groundSampleDistanceMetres size of a chip's pixel on the ground; NaN where it is not known
 * @param layer name of the watched layer, for example {@code NDVI}
 * @param series all acquisitions of the place, in time order, averaged over the changed pixels
 * @param strip more pictures around the change, in time order, on the same grid and stretch as
 *     {@code before} and {@code after} and without these; cloudy ones too
 * @param shifts how far the looks that date the alert (last unchanged, first seen, raised) lay off
 *     the place's own area, by date; those not measured are left out
 */
public record AlertEvidence(
    Alert alert,
    Optional<Chip> before,
    Optional<Chip> after,
    List<Chip.Ring> outline,
    double groundSampleDistanceMetres,
    String layer,
    List<Point> series,
    List<StripPicture> strip,
    List<Shift> shifts) {
  public AlertEvidence {
    outline = List.copyOf(outline);
    strip = List.copyOf(strip);
    series = List.copyOf(series);
    shifts = List.copyOf(shifts);
  }

  /** With no other pictures and no shift measured. */
  public AlertEvidence(
      Alert alert,
      Optional<Chip> before,
      Optional<Chip> after,
      List<Chip.Ring> outline,
      double groundSampleDistanceMetres,
      String layer,
      List<Point> series) {
    this(
        alert,
        before,
        after,
        outline,
        groundSampleDistanceMetres,
        layer,
        series,
        List.of(),
        List.of());
  }

  /**
   * A picture of another date.
   *
   * @param clearShare of the picture's pixels that were seen clear, 0 to 1
   */
  public record StripPicture(Chip chip, double clearShare) {}

  /**
   * Where one look lay, as measured on the watch area.
   *
   * @param rows pixels by which the image lay too far down
   * @param cols pixels by which the image lay too far right
   * @param movedBack false where the shift was small enough to be left to the detector
   */
  public record Shift(LocalDate date, double rows, double cols, boolean movedBack) {}

  /** Whether the changed pixels were seen on a date. */
  public enum Look {
    CLEAR,
    CLOUDY
  }

  /**
   * One acquisition.
   *
   * @param value mean of the layer over the changed pixels; empty where cloudy
   * @param expected what the surroundings predict for these pixels on this date
   * @param spread half width of the model's band around {@code expected}: two robust standard
   *     deviations of the history
   * @param surroundings mean of the layer over the rest of the watch area
   * @param monitored false for dates that only taught the model
   */
  public record Point(
      LocalDate date,
      Look look,
      OptionalDouble value,
      OptionalDouble expected,
      OptionalDouble spread,
      OptionalDouble surroundings,
      boolean monitored) {}
}
