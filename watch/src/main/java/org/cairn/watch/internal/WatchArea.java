package org.cairn.watch.internal;

import java.util.List;
import org.cairn.imagery.raster.Grid;
import org.cairn.imagery.raster.PixelWindow;

/**
 * One or more neighbouring sites with the surroundings that serve as their control.
 *
 * @param family the grids whose pixels the area is counted in
 * @param window the area in pixels of the family's anchor
 * @param sites the places' pixels, each inside {@code window}
 */
record WatchArea(GridFamily family, PixelWindow window, List<SitePlan> sites) {
  WatchArea {
    sites = List.copyOf(sites);
  }

  /** The area's own grid. */
  Grid grid() {
    return family.anchor().window(window);
  }

  int pixels() {
    return window.size();
  }
}
