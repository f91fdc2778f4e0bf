package org.cairn.watch;

import java.util.List;
import org.cairn.imagery.raster.Grid;
import org.cairn.imagery.raster.PixelWindow;

/**
 * The watch area a place was judged in: all that its numbers depend on beside the settings, the
 * pixels and the footprints of the places named. Given to {@link WatchSettings#withAreas}, a run
 * over these places alone has the same numbers for each.
 *
 * @param areaPlaces ids of the places whose sites share the area, in the area's own order, which a
 *     repeat must keep
 * @param anchor grid in whose pixels the area is counted; to be kept to the last digit
 * @param window the area, in pixels of {@code anchor}; may lie outside of it
 * @param items the images that have data in the area and were used there, in time order
 */
public record AreaUse(
    List<String> areaPlaces, Grid anchor, PixelWindow window, List<ItemRef> items) {
  public AreaUse {
    areaPlaces = List.copyOf(areaPlaces);
    items = List.copyOf(items);
  }

  /** The area's own grid. */
  public Grid grid() {
    return anchor.window(window);
  }
}
