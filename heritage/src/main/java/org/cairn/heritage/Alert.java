package org.cairn.heritage;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.locationtech.jts.geom.Geometry;

/**
 * Cairn's own: a place changed unlike its surroundings, between two dates, by so much, with so much
 * certainty. A measurement, never a cause.
 *
 * @param id stable for the same place, method and first date: {@code place@yyyy-mm-dd}
 * @param placeId the {@link Place#id()}
 * @param changedArea outline of what changed, polygon in WGS 84 (lon, lat); empty for a place
 *     without location
 * @param lastUnchanged date of the last clear look before the change
 * @param firstSeen first clear look that shows it
 * @param raised the look whose score passed the threshold
 * @param score rank statistic of the scan, not a sigma
 * @param expectedPerSiteYear how often per site and year chance alone would score so high
 * @param placebos the place among windows like it in its surroundings
 * @param areaSquareMetres of what changed, on the ground; NaN where the ground size of its pixels
 *     is not known
 * @param changes per band, mean over the changed area
 * @param directions what the spectra did, in words of measurement
 * @param sensor platform or constellation as the items name it
 * @param items STAC item ids, or names of pictures, used for the dates compared
 * @param evidence what each kind of images, or each layer of them, saw, where there were several;
 *     what raised the alert comes first. Empty where all is from one layer of optical images
 * @param pixelOutline of a place without location: outline of what changed, polygon in pixels of
 *     its pictures, x = columns from the left edge, y = rows from the top edge; its area is the
 *     number of changed pixels. Empty for all others
 */
public record Alert(
    String id,
    String placeId,
    Geometry changedArea,
    LocalDate lastUnchanged,
    LocalDate firstSeen,
    LocalDate raised,
    double score,
    double expectedPerSiteYear,
    Placebos placebos,
    double areaSquareMetres,
    List<BandChange> changes,
    List<Direction> directions,
    String sensor,
    Method method,
    List<String> items,
    List<Evidence> evidence,
    Optional<Geometry> pixelOutline) {
  public Alert {
    changes = List.copyOf(changes);
    directions = List.copyOf(directions);
    items = List.copyOf(items);
    evidence = List.copyOf(evidence);
  }

  /** From optical images alone, of a place that lies somewhere. */
  public Alert(
      String id,
      String placeId,
      Geometry changedArea,
      LocalDate lastUnchanged,
      LocalDate firstSeen,
      LocalDate raised,
      double score,
      double expectedPerSiteYear,
      Placebos placebos,
      double areaSquareMetres,
      List<BandChange> changes,
      List<Direction> directions,
      String sensor,
      Method method,
      List<String> items) {
    this(
        id,
        placeId,
        changedArea,
        lastUnchanged,
        firstSeen,
        raised,
        score,
        expectedPerSiteYear,
        placebos,
        areaSquareMetres,
        changes,
        directions,
        sensor,
        method,
        items,
        List.of(),
        Optional.empty());
  }

  /** How many pixels changed, of a place without location; empty for all others. */
  public OptionalLong areaPixels() {
    return pixelOutline.isPresent()
        ? OptionalLong.of(Math.round(pixelOutline.get().getArea()))
        : OptionalLong.empty();
  }

  /**
   * Windows of the place's own shape in its surroundings, scored alike.
   *
   * @param n all windows, overlapping
   * @param independent windows that do not overlap one another
   * @param atLeastAsLarge how many of the n scored at least as high as the place
   */
  public record Placebos(int n, int independent, int atLeastAsLarge) {}

  /**
   * Mean over the changed area, before and after.
   *
   * @param band common name or asset key, for example {@code nir} or {@code ndvi}
   * @param unit {@code reflectance}, {@code index}, {@code dB} of radar backscatter, or {@code
   *     picture-median}: in units of the median of the same picture
   */
  public record BandChange(String band, double before, double after, String unit) {}

  /**
   * What the spectra did. {@link #code()} is what is written in files; the words are the reader's
   * language's.
   */
  public enum Direction {
    LESS_VEGETATION("less vegetation"),
    MORE_VEGETATION("more vegetation"),
    TOWARD_BARE_GROUND("toward bare ground"),
    TOWARD_WATER("toward water or wetness"),
    BRIGHTER("brighter"),
    DARKER("darker"),
    LOWER("lower values"),
    HIGHER("higher values");

    private final String code;

    Direction(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }

  /** Name and version of the method that raised the alert. */
  public record Method(String name, String version) {}

  /** How an image was taken. */
  public enum Kind {
    OPTICAL("optical"),
    RADAR("radar");

    private final String code;

    Kind(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }

  /**
   * What one kind of images, or one layer of them, saw of the place over the watched period.
   *
   * @param score largest, on this kind's own scale
   * @param probability that a window like the place scores as high by chance over the whole period,
   *     by this kind's own placebos, above 0 to 1
   * @param date of the look or pass with that score; of the kind that raised the alert, the one
   *     that raised it. Empty where no score was above 0
   * @param lastUnchanged last look or pass before what was seen; empty where there is none
   * @param firstSeen first look or pass that takes part in showing it
   * @param channels what radar shows, channel by channel; empty of optical images
   * @param layer of optical images, as shown to people, where several layers were asked for; else
   *     empty
   */
  public record Evidence(
      Kind kind,
      double score,
      double probability,
      Optional<LocalDate> date,
      Optional<LocalDate> lastUnchanged,
      Optional<LocalDate> firstSeen,
      List<RadarChange> channels,
      Optional<String> layer) {
    public Evidence {
      channels = List.copyOf(channels);
    }

    /** Where a kind of images has one layer. */
    public Evidence(
        Kind kind,
        double score,
        double probability,
        Optional<LocalDate> date,
        Optional<LocalDate> lastUnchanged,
        Optional<LocalDate> firstSeen,
        List<RadarChange> channels) {
      this(kind, score, probability, date, lastUnchanged, firstSeen, channels, Optional.empty());
    }
  }

  /**
   * What the latest passes of one orbit in one polarisation show against those before the watched
   * period, mean over the pixels that stood out most.
   *
   * @param orbitState {@code ascending} or {@code descending}
   * @param relativeOrbit number within the repeat cycle
   * @param polarisation for example {@code VV}
   * @param before mean backscatter, dB
   * @param after mean backscatter, dB
   * @param beyond dB by which it changed more than the surroundings; negative: darker
   * @param passes latest passes compared
   * @param from day of the first of them
   * @param until day of the last of them
   */
  public record RadarChange(
      String orbitState,
      int relativeOrbit,
      String polarisation,
      double before,
      double after,
      double beyond,
      int passes,
      LocalDate from,
      LocalDate until) {}
}
