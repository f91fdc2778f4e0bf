package org.cairn.watch.internal;

import org.cairn.imagery.raster.PixelWindow;

/**
 * A place's pixels on the grid it is watched on. Immutable: nobody writes the mask after construction.
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
   * @param inside {@code boolean[window.rows*window.cols]}, row-major: pixels that belong to the site; taken over
   */
  SitePlan(int placeIndex, PixelWindow window, boolean[] inside) {
    this.placeIndex = placeIndex;
    this.window = window;
    this.inside = inside;
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
