package org.cairn.heritage;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What could have been seen at one place over one period: the statement that gives silence a
 * meaning.
 *
 * @param placeId the {@link Place#id()}
 * @param status whether and why not the place was watched
 * @param why one sentence for a reader; empty when {@link Status#WATCHED}
 * @param looks clear acquisitions in the period
 * @param acquisitions all acquisitions in the period
 * @param from first day of the watched period; empty where there was no imagery at all
 * @param until last day of the watched period
 * @param maxScore largest score in the period; empty unless watched
 * @param threshold score at which an alert would have been raised; empty unless watched
 * @param smallestDetectable per size, the least contrast that would have been found
 * @param regional a change of the ground all around, with which the place's own would have been
 *     explained away; empty where none was seen
 * @param placebos the place among windows like it; empty unless watched, and in files of before
 * @param detection what was looked for of each size, found or not, smallest size first; empty
 *     unless watched, and in files of before
 * @param radar what radar could have seen; empty where no radar covers it
 * @param further what a further layer of the same images could have seen; empty where none was
 *     asked for
 */
public record Coverage(
    String placeId,
    Status status,
    String why,
    int looks,
    int acquisitions,
    Optional<LocalDate> from,
    Optional<LocalDate> until,
    OptionalDouble maxScore,
    OptionalDouble threshold,
    List<Detectable> smallestDetectable,
    Optional<Regional> regional,
    Optional<Placebos> placebos,
    List<Detection> detection,
    Optional<Radar> radar,
    Optional<Further> further) {
  public Coverage {
    smallestDetectable = List.copyOf(smallestDetectable);
    detection = List.copyOf(detection);
  }

  /** Of a place of which no more is known. */
  public Coverage(
      String placeId,
      Status status,
      String why,
      int looks,
      int acquisitions,
      Optional<LocalDate> from,
      Optional<LocalDate> until,
      OptionalDouble maxScore,
      OptionalDouble threshold,
      List<Detectable> smallestDetectable) {
    this(
        placeId,
        status,
        why,
        looks,
        acquisitions,
        from,
        until,
        maxScore,
        threshold,
        smallestDetectable,
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  /** Without radar and further layers. */
  public Coverage(
      String placeId,
      Status status,
      String why,
      int looks,
      int acquisitions,
      Optional<LocalDate> from,
      Optional<LocalDate> until,
      OptionalDouble maxScore,
      OptionalDouble threshold,
      List<Detectable> smallestDetectable,
      Optional<Regional> regional,
      Optional<Placebos> placebos,
      List<Detection> detection) {
    this(
        placeId,
        status,
        why,
        looks,
        acquisitions,
        from,
        until,
        maxScore,
        threshold,
        smallestDetectable,
        regional,
        placebos,
        detection,
        Optional.empty(),
        Optional.empty());
  }

  /** Of a place that was not watched. */
  public static Coverage notWatched(
      String placeId,
      Status status,
      String why,
      int looks,
      int acquisitions,
      Optional<LocalDate> from,
      Optional<LocalDate> until) {
    return new Coverage(
        placeId,
        status,
        why,
        looks,
        acquisitions,
        from,
        until,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        List.of());
  }

  /** The same over a period that ends on another day. */
  public Coverage withUntil(LocalDate changed) {
    return new Coverage(
        placeId,
        status,
        why,
        looks,
        acquisitions,
        from,
        Optional.of(changed),
        maxScore,
        threshold,
        smallestDetectable,
        regional,
        placebos,
        detection,
        radar,
        further);
  }

  /** The same with what radar could have seen. */
  public Coverage withRadar(Radar seen) {
    return new Coverage(
        placeId,
        status,
        why,
        looks,
        acquisitions,
        from,
        until,
        maxScore,
        threshold,
        smallestDetectable,
        regional,
        placebos,
        detection,
        Optional.of(seen),
        further);
  }

  /** The same with what a further layer could have seen. */
  public Coverage withFurther(Further seen) {
    return new Coverage(
        placeId,
        status,
        why,
        looks,
        acquisitions,
        from,
        until,
        maxScore,
        threshold,
        smallestDetectable,
        regional,
        placebos,
        detection,
        radar,
        Optional.of(seen));
  }

  /** The same place watched with another threshold and score, among other placebos. */
  public Coverage watched(
      double score,
      double limit,
      List<Detectable> otherDetectable,
      Placebos otherPlacebos,
      List<Detection> otherDetection) {
    return new Coverage(
        placeId,
        Status.WATCHED,
        "",
        looks,
        acquisitions,
        from,
        until,
        OptionalDouble.of(score),
        OptionalDouble.of(limit),
        otherDetectable,
        regional,
        Optional.of(otherPlacebos),
        otherDetection,
        radar,
        further);
  }

  /**
   * What radar could have seen.
   *
   * @param passes in the watched period that were used
   * @param tracks orbits that pass over it, those that were not used among them
   * @param why radar was not used; empty where it was
   * @param alone why optical images could say nothing, so that all is from radar; empty where they
   *     could, or radar was not used
   */
  public record Radar(int passes, List<Track> tracks, String why, String alone) {
    public Radar {
      tracks = List.copyOf(tracks);
    }
  }

  /**
   * What a further layer of the same images could have seen.
   *
   * @param layer as shown to people
   * @param looks clear acquisitions in the period that have it
   * @param why it was not used; empty where it was
   */
  public record Further(String layer, int looks, String why) {}

  /**
   * Passes of one orbit over the place.
   *
   * @param orbitState {@code ascending} or {@code descending}
   * @param relativeOrbit number within the repeat cycle
   * @param polarisations that were used
   * @param history passes before the watched period
   * @param watched passes in it
   * @param why it was not used; empty where it was
   */
  public record Track(
      String orbitState,
      int relativeOrbit,
      List<String> polarisations,
      int history,
      int watched,
      String why) {
    public Track {
      polarisations = List.copyOf(polarisations);
    }
  }

  /**
   * Much of the ground around the place changed together: a drought, a flood, a fire, a harvest,
   * wide works.
   *
   * @param lastBefore day of the last look before
   * @param seen day of the look by which it was plain
   * @param share of the ground that stood off what was expected, at most since then, 0 to 1
   */
  public record Regional(LocalDate lastBefore, LocalDate seen, double share) {}

  /**
   * A change of this area and contrast, made to the place's own history, was found in this share of
   * tries.
   *
   * @param areaSquareMetres area of the injected square; NaN where the ground size of a pixel is
   *     not known
   * @param contrast in units of the watched layer (NDVI: 0 to 1)
   * @param power share of injections that raised an alert, 0 to 1
   * @param areaPixels area of the injected square in pixels, where its ground size is not known
   */
  public record Detectable(
      double areaSquareMetres, double contrast, double power, OptionalInt areaPixels) {
    /** Of known size. */
    public Detectable(double areaSquareMetres, double contrast, double power) {
      this(areaSquareMetres, contrast, power, OptionalInt.empty());
    }

    /** Of a square of so many pixels whose ground size is not known. */
    public static Detectable ofPixels(int areaPixels, double contrast, double power) {
      return new Detectable(Double.NaN, contrast, power, OptionalInt.of(areaPixels));
    }
  }

  /**
   * Windows of the place's own shape in its surroundings, each with its highest score of the
   * period. They overlap, so that neighbours say much the same.
   *
   * @param n all windows
   * @param independent windows that overlap neither the place nor one another
   * @param atLeastAsLarge how many of the n scored at least as high as the place
   * @param aboveThreshold how many of the n scored above the threshold
   * @param clearOfOtherPlaces false where, for want of room, windows over other watched places are
   *     among them
   * @param expectedPerSiteYear how often per site and year chance alone would score as high as the
   *     place
   * @param lowest score of a window
   * @param highest score of a window
   * @param counts of windows in bins of equal width from the lowest to the highest score
   */
  public record Placebos(
      int n,
      int independent,
      int atLeastAsLarge,
      int aboveThreshold,
      boolean clearOfOtherPlaces,
      double expectedPerSiteYear,
      double lowest,
      double highest,
      List<Integer> counts) {
    public Placebos {
      counts = List.copyOf(counts);
    }
  }

  /**
   * Squares of one size and of several contrasts, put into the place's own history and looked for.
   *
   * @param sidePixels of the square
   * @param areaSquareMetres of the square on the ground; NaN where the ground size of a pixel is
   *     not known
   * @param trials squares put in, each with every contrast
   * @param largestContrast that was tried, in units of the watched layer
   * @param smallest for each share of trials that was asked for, rising
   */
  public record Detection(
      int sidePixels,
      double areaSquareMetres,
      int trials,
      double largestContrast,
      List<Smallest> smallest) {
    public Detection {
      smallest = List.copyOf(smallest);
    }
  }

  /**
   * The least contrast found in a share of trials.
   *
   * @param share of trials that was asked for, above 0 to 1
   * @param contrast in units of the watched layer; empty where not even the largest one tried was
   *     found so often
   * @param power share of trials found with {@code contrast}, or with the largest one tried
   */
  public record Smallest(double share, OptionalDouble contrast, double power) {}

  /** Codes as written in files; adding one is compatible, changing one is not. */
  public enum Status {
    WATCHED("watched"),
    /** Nobody says where it is, or not so that it could be watched. */
    NO_GEOMETRY("no-geometry"),
    NO_IMAGERY("no-imagery"),
    NO_CLEAR_LOOK("no-clear-look"),
    SHORT_HISTORY("short-history"),
    TOO_SMALL("too-small"),
    TOO_LARGE("too-large"),
    UNREADABLE("unreadable");

    private final String code;

    Status(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }
}
