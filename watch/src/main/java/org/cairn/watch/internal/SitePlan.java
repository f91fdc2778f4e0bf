package org.cairn.watch.internal;

import java.util.Optional;
import org.cairn.imagery.raster.PixelWindow;

/**
 * A place's pixels on the grid it is watched on. Immutable: nobody writes the mask after
 * construction.
 *
 * @see AreaPlanner
 */
final class SitePlan {
  private final int placeIndex;
  private final PixelWindow window;
  private final boolean[] inside;

  /**
   * @param placeIndex position of the place in the list asked for
   * @param window bounding rectangle in pixels of the family's anchor
   * @param inside {@code boolean[window.rows*window.cols]}, row-major: pixels that belong to the
   *     site; taken over
   */
  SitePlan(int placeIndex, PixelWindow window, boolean[] inside) {
    this.placeIndex = placeIndex;
    this.window = window;
    this.inside = inside;
  }

  /** The part of the site inside a window; empty where no pixel of it is. */
  Optional<SitePlan> within(PixelWindow bounds) {
    int left = Math.max(window.col(), bounds.col());
    int top = Math.max(window.row(), bounds.row());
    int right = Math.min(window.col() + window.cols(), bounds.col() + bounds.cols());
    int bottom = Math.min(window.row() + window.rows(), bounds.row() + bounds.rows());
    if (right <= left || bottom <= top) {
      return Optional.empty();
    }
    PixelWindow part = new PixelWindow(left, top, right - left, bottom - top);
    boolean[] kept = new boolean[part.size()];
    boolean any = false;
    for (int row = 0; row < part.rows(); row++) {
      for (int col = 0; col < part.cols(); col++) {
        boolean pixel =
            inside[(top + row - window.row()) * window.cols() + left + col - window.col()];
        kept[row * part.cols() + col] = pixel;
        any |= pixel;
      }
    }
    return any ? Optional.of(new SitePlan(placeIndex, part, kept)) : Optional.empty();
  }

  int placeIndex() {
    return placeIndex;
  }

  PixelWindow window() {
    return window;
  }

  /** {@code boolean[rows*cols]} of {@link #window()}, row-major. Read only. */
  boolean[] inside() {
    return inside;
  }
}
