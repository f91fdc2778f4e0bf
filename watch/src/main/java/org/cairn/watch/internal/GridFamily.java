package org.cairn.watch.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.imagery.raster.Grid;
import org.cairn.imagery.raster.PixelWindow;

/**
 * Image grids that share system, pixel size and phase, as the tiles of one UTM zone do. Pixels of
 * all of them are counted from one anchor, so that a place across two tiles has one window.
 * Single-thread while it is built, then read only.
 */
final class GridFamily {
  private final Grid anchor;
  private final List<Grid> grids = new ArrayList<>();
  private final List<Integer> counts = new ArrayList<>();
  private int minCol;
  private int minRow;
  private int maxCol;
  private int maxRow;

  private GridFamily(Grid anchor) {
    this.anchor = anchor;
  }

  /** The family of a grid among those known, or a new one added to them. */
  static GridFamily join(List<GridFamily> families, Grid grid) {
    GridFamily family =
        families.stream()
            .filter(known -> known.anchor.alignedWith(grid))
            .findFirst()
            .orElseGet(() -> {
              GridFamily created = new GridFamily(grid);
              families.add(created);
              return created;
            });
    family.add(grid);
    return family;
  }

  private void add(Grid grid) {
    int known = grids.indexOf(grid);
    if (known >= 0) {
      counts.set(known, counts.get(known) + 1);
      return;
    }
    grids.add(grid);
    counts.add(1);
    PixelWindow window = windowOf(grid);
    boolean first = grids.size() == 1;
    minCol = first ? window.col() : Math.min(minCol, window.col());
    minRow = first ? window.row() : Math.min(minRow, window.row());
    maxCol = first ? window.col() + window.cols() : Math.max(maxCol, window.col() + window.cols());
    maxRow = first ? window.row() + window.rows() : Math.max(maxRow, window.row() + window.rows());
  }

  Grid anchor() {
    return anchor;
  }

  /** Where an aligned image lies, in pixels of the anchor. */
  PixelWindow windowOf(Grid grid) {
    return new PixelWindow(
        (int) Math.rint(anchor.colOf(grid.originX())),
        (int) Math.rint(anchor.rowOf(grid.originY())),
        grid.cols(),
        grid.rows());
  }

  /** How many images contain a point of the anchor's pixel space. */
  int imagesAt(double col, double row) {
    int images = 0;
    for (int i = 0; i < grids.size(); i++) {
      PixelWindow window = windowOf(grids.get(i));
      if (col >= window.col()
          && col < window.col() + window.cols()
          && row >= window.row()
          && row < window.row() + window.rows()) {
        images += counts.get(i);
      }
    }
    return images;
  }

  /** The part of a window that some image's bounding rectangle covers; empty where none does. */
  Optional<PixelWindow> clip(PixelWindow window) {
    int left = Math.max(window.col(), minCol);
    int top = Math.max(window.row(), minRow);
    int right = Math.min(window.col() + window.cols(), maxCol);
    int bottom = Math.min(window.row() + window.rows(), maxRow);
    return right > left && bottom > top
        ? Optional.of(new PixelWindow(left, top, right - left, bottom - top))
        : Optional.empty();
  }
}
