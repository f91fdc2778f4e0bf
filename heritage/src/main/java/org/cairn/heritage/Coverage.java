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
    Optional<Regional> regional) {
  public Coverage {
    smallestDetectable = List.copyOf(smallestDetectable);
  }

  /** Of a place around which no such change was seen, or looked for. */
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
        Optional.empty());
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
