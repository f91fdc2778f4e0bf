package org.cairn.imagery.raster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cairn.imagery.raster.RasterException.Code;

/**
 * The images of a TIFF that belong together: full resolution, overviews and their masks. Immutable.
 *
 * @param levels full resolution first, then overviews, larger ones first
 * @param masks of some or all levels
 */
record Pyramid(List<ImageLayout> levels, List<ImageLayout> masks) {
  private static final int MOST_DIRECTORIES = 256;
  private static final int REDUCED = 1;
  private static final int MASK = 4;

  Pyramid {
    levels = List.copyOf(levels);
    masks = List.copyOf(masks);
  }

  static Pyramid of(HeaderBytes bytes) throws IOException {
    List<Ifd> directories = directories(bytes);
    ImageLayout full = ImageLayout.of(directories.getFirst());
    List<ImageLayout> overviews = new ArrayList<>();
    List<ImageLayout> masks = new ArrayList<>();
    for (Ifd ifd : directories.subList(1, directories.size())) {
      int kind = kind(ifd);
      if ((kind & (REDUCED | MASK)) == 0 || !ifd.has(Tags.IMAGE_WIDTH)) {
        // A further page.
        continue;
      }
      ImageLayout image;
      try {
        image = ImageLayout.of(ifd);
      } catch (RasterException e) {
        if (e.code() == Code.TIFF_UNSUPPORTED && (kind & MASK) == 0) {
          // A preview of another make (old JPEG thumbnails, say) is not needed to read pixels.
          continue;
        }
        throw e;
      }
      if ((kind & MASK) != 0) {
        masks.add(image);
      } else if (image.sameKindAs(full) && (image.cols < full.cols || image.rows < full.rows)) {
        overviews.add(image);
      }
    }
    overviews.sort(Comparator.comparingLong((ImageLayout i) -> -(long) i.cols * i.rows));
    List<ImageLayout> levels = new ArrayList<>();
    levels.add(full);
    levels.addAll(overviews);
    return new Pyramid(levels, masks);
  }

  /** NewSubfileType, or the same from the older SubfileType (TIFF 6.0, section 8). */
  private static int kind(Ifd ifd) throws IOException {
    int kind = (int) ifd.number(Tags.NEW_SUBFILE_TYPE, 0);
    boolean reduced = ifd.number(Tags.SUBFILE_TYPE, 1) == 2;
    return reduced ? kind | REDUCED : kind;
  }

  private static List<Ifd> directories(HeaderBytes bytes) throws IOException {
    List<Ifd> found = new ArrayList<>();
    long first = bytes.bigTiff() ? bigFirst(bytes) : bytes.integer(4, 4);
    follow(bytes, first, found);
    if (found.isEmpty()) {
      throw new RasterException(
          Code.TIFF_ABSURD_TAG,
          "'" + bytes.name() + "' has no directory: the file was not finished, make it again");
    }
    for (long sub : found.getFirst().numbers(Tags.SUB_IFDS, MOST_DIRECTORIES)) {
      follow(bytes, sub, found);
    }
    return found;
  }

  /** BigTIFF: size of offsets (8), 0, then the first directory's offset. */
  private static long bigFirst(HeaderBytes bytes) throws IOException {
    if (bytes.integer(4, 2) != 8 || bytes.integer(6, 2) != 0) {
      throw new RasterException(
          Code.TIFF_NOT_A_TIFF,
          "'"
              + bytes.name()
              + "' starts like a BigTIFF but has offsets of "
              + bytes.integer(4, 2)
              + " bytes, expected 8: the file is damaged, fetch it again");
    }
    return bytes.integer(8, 8);
  }

  private static void follow(HeaderBytes bytes, long first, List<Ifd> found) throws IOException {
    for (long offset = first; offset != 0; offset = found.getLast().next()) {
      if (found.size() == MOST_DIRECTORIES) {
        throw absurd(bytes, offset, "more than " + MOST_DIRECTORIES + " directories");
      }
      Ifd ifd = Ifd.read(bytes, offset);
      for (Ifd other : found) {
        if (ifd.offset() < other.end() && other.offset() < ifd.end()) {
          throw absurd(
              bytes, offset, "overlapping directories (at bytes " + other.offset() + " and here)");
        }
      }
      found.add(ifd);
    }
  }

  private static RasterException absurd(HeaderBytes bytes, long offset, String found) {
    return new RasterException(
        Code.TIFF_ABSURD_TAG,
        "'"
            + bytes.name()
            + "' has at byte "
            + offset
            + " "
            + found
            + ", expected a chain that ends: the file is damaged or hostile, leave it out");
  }

  ImageLayout full() {
    return levels.getFirst();
  }

  /** The mask of a level: the one of its size. */
  Optional<ImageLayout> mask(int level) {
    ImageLayout image = levels.get(level);
    for (ImageLayout mask : masks) {
      if (mask.cols == image.cols && mask.rows == image.rows) {
        return Optional.of(mask);
      }
    }
    return Optional.empty();
  }
}
