package org.cairn.watch.internal;

import java.util.Arrays;
import org.cairn.imagery.picture.PictureException;
import org.cairn.imagery.picture.PictureFile;
import org.cairn.imagery.raster.PixelWindow;
import org.cairn.watch.PicturePlaceException;
import org.cairn.watch.PictureSeries;
import org.cairn.watch.PictureSeries.Where;

/** The pixels of a place within its pictures. Immutable: nobody writes the mask. */
final class PicturePlace {
  private static final int MIDDLE_PARTS = 4;

  private static final int STRIP_PIXELS = 1 << 23;

  private final PixelWindow window;
  private final boolean[] inside;

  /**
   * @param inside {@code boolean[window.size()]}, row-major; taken over
   */
  private PicturePlace(PixelWindow window, boolean[] inside) {
    this.window = window;
    this.inside = inside;
  }

  static PicturePlace of(PictureSeries series, int cols, int rows) throws PicturePlaceException {
    return switch (series.where()) {
      case Where.Mask mask -> masked(mask, cols, rows);
      case Where.Box box -> boxed(box.window(), cols, rows);
      case Where.Middle middle -> full(middle(cols, rows));
    };
  }

  /** Not wider than places are watched as one. */
  private static PixelWindow middle(int cols, int rows) {
    int side = Math.clamp(Math.min(cols, rows) / MIDDLE_PARTS, 1, AreaPlanner.WIDEST_SITE);
    return new PixelWindow((cols - side) / 2, (rows - side) / 2, side, side);
  }

  private static PicturePlace boxed(PixelWindow box, int cols, int rows)
      throws PicturePlaceException {
    boolean inside =
        box.col() >= 0
            && box.row() >= 0
            && (long) box.col() + box.cols() <= cols
            && (long) box.row() + box.rows() <= rows;
    if (!inside) {
      throw new PicturePlaceException(
          "The place's box of %d x %d pixels at column %d, row %d reaches beyond the pictures of %d x %d"
                  .formatted(box.cols(), box.rows(), box.col(), box.row(), cols, rows)
              + " pixels: name one inside.");
    }
    return full(box);
  }

  private static PicturePlace full(PixelWindow window) {
    boolean[] inside = new boolean[window.size()];
    Arrays.fill(inside, true);
    return new PicturePlace(window, inside);
  }

  private static PicturePlace masked(Where.Mask mask, int cols, int rows)
      throws PicturePlaceException {
    String name = "The mask '" + mask.file().getFileName() + "'";
    boolean[] seen;
    try {
      PictureFile file = PictureFile.open(mask.file());
      if (file.cols() != cols || file.rows() != rows) {
        throw new PicturePlaceException(
            "%s has %d x %d pixels and the pictures have %d x %d: cut it to their size, or name the place with --place-box."
                .formatted(name, file.cols(), file.rows(), cols, rows));
      }
      seen = seen(file);
    } catch (PictureException unusable) {
      throw new PicturePlaceException(
          name + " cannot be used: " + unusable.getMessage() + ".", unusable);
    }
    int left = cols;
    int right = -1;
    int top = rows;
    int bottom = -1;
    for (int pixel = 0; pixel < seen.length; pixel++) {
      if (seen[pixel]) {
        left = Math.min(left, pixel % cols);
        right = Math.max(right, pixel % cols);
        top = Math.min(top, pixel / cols);
        bottom = pixel / cols;
      }
    }
    if (right < 0) {
      throw new PicturePlaceException(
          name + " is black all over: paint the place in it in any other colour.");
    }
    PixelWindow window = new PixelWindow(left, top, right - left + 1, bottom - top + 1);
    boolean[] inside = new boolean[window.size()];
    for (int pixel = 0; pixel < inside.length; pixel++) {
      int row = top + pixel / window.cols();
      int col = left + pixel % window.cols();
      inside[pixel] = seen[row * cols + col];
    }
    return new PicturePlace(window, inside);
  }

  /** Strip by strip, as a mask may be large: what is black or transparent reads as nodata. */
  private static boolean[] seen(PictureFile mask) throws PictureException {
    boolean[] seen = new boolean[mask.cols() * mask.rows()];
    int stripRows = Math.max(1, STRIP_PIXELS / mask.cols());
    for (int row = 0; row < mask.rows(); row += stripRows) {
      PixelWindow strip =
          new PixelWindow(0, row, mask.cols(), Math.min(stripRows, mask.rows() - row));
      float[] values = mask.read(strip).getFirst();
      for (int pixel = 0; pixel < values.length; pixel++) {
        seen[row * mask.cols() + pixel] = !Float.isNaN(values[pixel]);
      }
    }
    return seen;
  }

  /** Rectangle around the place, in pixels of the pictures. */
  PixelWindow window() {
    return window;
  }

  /** {@code boolean[window.size()]}, row-major. Read only. */
  boolean[] inside() {
    return inside;
  }
}
