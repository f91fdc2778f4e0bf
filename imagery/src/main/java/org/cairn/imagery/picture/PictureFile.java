package org.cairn.imagery.picture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.cairn.imagery.picture.PictureException.Code;
import org.cairn.imagery.raster.PixelWindow;

/**
 * A picture file: PNG, JPEG or TIFF, found by its first bytes, of 1 to 16 bits per sample; grey, or
 * red, green and blue, or four bands in a TIFF. Its place on a map is not asked for. Immutable;
 * every read opens the file anew.
 */
public final class PictureFile {
  /** More are not read: 10,000 x 10,000. */
  public static final long LARGEST_PIXELS = 100_000_000L;

  private final Path path;
  private final Format format;
  private final int cols;
  private final int rows;
  private final int bands;

  private PictureFile(Path path, Format format, int cols, int rows, int bands) {
    this.path = path;
    this.format = format;
    this.cols = cols;
    this.rows = rows;
    this.bands = bands;
  }

  /** How its pixels are fetched. */
  enum Format {
    PNG,
    JPEG,
    TIFF
  }

  /**
   * Size and bands, without a place in memory.
   *
   * @param bands without alpha
   */
  record Head(int cols, int rows, int bands) {}

  /**
   * Reads the head of a file; no pixel is decoded.
   *
   * @throws PictureException with a message that does not name the file
   */
  public static PictureFile open(Path path) throws PictureException {
    try {
      Format format = formatOf(path);
      Head head =
          switch (format) {
            case PNG -> png(path);
            case JPEG -> StandardReader.head(path);
            case TIFF -> TiffReader.head(path);
          };
      checkSize(head);
      if (head.bands() != 1 && head.bands() != 3 && head.bands() != 4) {
        throw new PictureException(
            Code.PICTURE_UNSUPPORTED,
            "it has "
                + head.bands()
                + " bands, expected 1 (grey), 3 (red, green, blue) or 4 (and near infrared), beside"
                + " alpha: save these alone");
      }
      return new PictureFile(path, format, head.cols(), head.rows(), head.bands());
    } catch (PictureException known) {
      throw known;
    } catch (IOException failed) {
      throw unreadable(failed);
    }
  }

  private static void checkSize(Head head) throws PictureException {
    if (head.cols() < 1 || head.rows() < 1) {
      throw new PictureException(
          Code.PICTURE_DAMAGED,
          "its head says " + head.cols() + " x " + head.rows() + " pixels: save it again");
    }
    if ((long) head.cols() * head.rows() > LARGEST_PIXELS) {
      throw new PictureException(
          Code.PICTURE_TOO_LARGE,
          "it has "
              + head.cols()
              + " x "
              + head.rows()
              + " pixels, at most "
              + LARGEST_PIXELS
              + " are read: cut out the place and its surroundings");
    }
  }

  private static Format formatOf(Path path) throws IOException {
    try (PathInput file = new PathInput(path)) {
      if (file.length() == 0) {
        throw new PictureException(
            Code.PICTURE_EMPTY, "the file has no bytes: copy or download it again");
      }
      byte[] head = new byte[Long.BYTES];
      int length = file.read(head);
      long first = 0;
      for (byte one : head) {
        first = first << Byte.SIZE | one & 0xFF;
      }
      int four = (int) (first >>> Integer.SIZE);
      if (length == Long.BYTES && first == PngHead.SIGNATURE) {
        return Format.PNG;
      }
      if (length >= 3 && four >>> Byte.SIZE == 0xFFD8FF) {
        return Format.JPEG;
      }
      // Byte order, then 42 for classic TIFF and 43 for BigTIFF.
      if (four == 0x49492A00 || four == 0x4D4D002A || four == 0x49492B00 || four == 0x4D4D002B) {
        return Format.TIFF;
      }
      throw new PictureException(
          Code.PICTURE_UNKNOWN_FORMAT,
          "its first bytes are not those of a PNG, JPEG or TIFF: save it as one of these");
    }
  }

  private static Head png(Path path) throws IOException {
    try (PathInput file = new PathInput(path)) {
      PngHead head = PngHead.read(file);
      return new Head(head.cols(), head.rows(), head.colours());
    }
  }

  private static PictureException unreadable(IOException failed) {
    return new PictureException(
        Code.PICTURE_UNREADABLE,
        "it cannot be read (" + failed.getMessage() + "): check the file and its permissions",
        failed);
  }

  public Path path() {
    return path;
  }

  public int cols() {
    return cols;
  }

  public int rows() {
    return rows;
  }

  /** 1, 3 or 4; alpha is not counted. */
  public int bands() {
    return bands;
  }

  /**
   * Decodes a part. Memory is in proportion to the part, but for progressive JPEG, which takes some
   * 6 bytes per pixel of the whole picture.
   *
   * @param window inside the picture
   * @return per band {@code float[window.rows*window.cols]}, row-major, values as stored; NaN where
   *     transparent, where the file says nodata, and where all bands are 0, with which mosaics fill
   *     what they do not show
   */
  public List<float[]> read(PixelWindow window) throws PictureException {
    if (window.col() < 0
        || window.row() < 0
        || window.col() + window.cols() > cols
        || window.row() + window.rows() > rows) {
      throw new IllegalArgumentException(
          window + " reaches beyond the picture of " + cols + " x " + rows);
    }
    try {
      List<float[]> values =
          switch (format) {
            case PNG, JPEG -> StandardReader.read(path, window, bands);
            case TIFF -> TiffReader.read(path, window, bands);
          };
      hideBlack(values);
      return values;
    } catch (PictureException known) {
      throw known;
    } catch (IOException failed) {
      throw unreadable(failed);
    }
  }

  private static void hideBlack(List<float[]> bands) {
    for (int pixel = 0; pixel < bands.getFirst().length; pixel++) {
      boolean black = true;
      for (float[] band : bands) {
        black &= !(band[pixel] > 0);
      }
      for (float[] band : bands) {
        band[pixel] = black ? Float.NaN : band[pixel];
      }
    }
  }
}
