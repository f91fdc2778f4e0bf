package org.cairn.watch.internal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cairn.imagery.raster.Grid;
import org.cairn.imagery.raster.PixelWindow;
import org.cairn.imagery.scene.Resampling;
import org.cairn.watch.ItemRef;

/**
 * One or more neighbouring sites with the surroundings that serve as their control.
 *
 * @param anchor the grid whose pixels the area is counted in
 * @param window the area in pixels of the anchor
 * @param sites the places' pixels, each inside {@code window}
 * @param items the images that may be used; empty: all that show the area
 */
record WatchArea(
    Grid anchor, PixelWindow window, List<SitePlan> sites, Optional<Set<ItemRef>> items) {
  WatchArea {
    sites = List.copyOf(sites);
    items = items.map(Set::copyOf);
  }

  /** Of all images that show it. */
  WatchArea(Grid anchor, PixelWindow window, List<SitePlan> sites) {
    this(anchor, window, sites, Optional.empty());
  }

  /** The area's own grid. */
  Grid grid() {
    return anchor.window(window);
  }

  /** Whether the image is to be used and its grid meets the area, with data there or not. */
  boolean wants(Scene scene) {
    if (items.isPresent() && !items.get().contains(scene.ref())) {
      return false;
    }
    PixelWindow seen = Resampling.sourceWindow(grid(), scene.grid());
    return seen.col() < scene.grid().cols()
        && seen.row() < scene.grid().rows()
        && seen.col() + seen.cols() > 0
        && seen.row() + seen.rows() > 0;
  }

  int pixels() {
    return window.size();
  }
}
