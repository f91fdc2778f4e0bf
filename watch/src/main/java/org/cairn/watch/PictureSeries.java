package org.cairn.watch;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.cairn.imagery.raster.PixelWindow;

/**
 * Dated pictures of one place that lie nowhere on a map.
 *
 * @param place its id, not blank
 * @param pictures one a day at most, in any order; whether they can be read shows when they are
 * @param where the place lies within the pictures
 * @param pixelMetres size of a pixel on the ground; empty where it is not known, and sizes are then
 *     counted in pixels
 * @param fourBands what the bands of four-band pictures are, by common name: red, green, blue and
 *     nir in any order
 * @param sensor what took them, as it is to stand beside each picture
 */
public record PictureSeries(
    String place,
    List<Dated> pictures,
    Where where,
    OptionalDouble pixelMetres,
    List<String> fourBands,
    String sensor) {
  /** The order of bands where none is given. */
  public static final List<String> USUAL_BANDS = List.of("red", "green", "blue", "nir");

  public PictureSeries {
    pictures = List.copyOf(pictures);
    fourBands = List.copyOf(fourBands);
    if (fourBands.size() != USUAL_BANDS.size()
        || !Set.copyOf(USUAL_BANDS).equals(new HashSet<>(fourBands))) {
      throw new IllegalArgumentException(
          "Bands " + fourBands + " are not red, green, blue and nir, each once");
    }
    if (pixelMetres.isPresent()
        && !(pixelMetres.getAsDouble() > 0 && Double.isFinite(pixelMetres.getAsDouble()))) {
      throw new IllegalArgumentException(
          "A pixel of " + pixelMetres.getAsDouble() + " m is not above 0 m");
    }
    Set<LocalDate> dates = new HashSet<>();
    for (Dated picture : pictures) {
      if (!dates.add(picture.date())) {
        throw new IllegalArgumentException("Two pictures of " + picture.date());
      }
    }
  }

  /** A picture file and its day. */
  public record Dated(LocalDate date, Path file) {
    /** Stands for the item's id. */
    public String name() {
      return String.valueOf(file.getFileName());
    }
  }

  /** Where the place lies within the pictures. */
  public sealed interface Where {
    /** Where a picture of the same size is neither black nor transparent. */
    record Mask(Path file) implements Where {}

    /** A rectangle in pixels, from the upper left corner. */
    record Box(PixelWindow window) implements Where {}

    /**
     * Nobody says: the middle, a quarter of the picture's shorter side wide, so that there is
     * ground all around to compare it with.
     */
    record Middle() implements Where {}
  }
}
