package org.cairn.watch.internal;

import org.cairn.imagery.raster.Crs;
import org.cairn.imagery.raster.Grid;

/** Sizes on the ground, square metres and metres, of a grid's pixels. */
final class GroundArea {
  /** Length of a degree of latitude on the sphere of radius 6,371,008.8 m (IUGG mean radius). */
  private static final double METRES_PER_DEGREE = 111_195.08;

  private GroundArea() {}

  /**
   * Area of a pixel at the middle of the grid. UTM's scale error, at most 0.1 %, is left in. NaN in
   * a picture whose pixels have no known size.
   */
  static double ofPixel(Grid grid) {
    if (grid.crs().equals(Crs.ofPicturePixels())) {
      return Double.NaN;
    }
    return width(grid) * height(grid);
  }

  /** Side of a square of a pixel's area. */
  static double sampleDistance(Grid grid) {
    return Math.sqrt(ofPixel(grid));
  }

  private static double width(Grid grid) {
    if (!grid.crs().isGeographic()) {
      return grid.stepX();
    }
    double latitude = Math.toRadians(grid.yOf(grid.rows() / 2.0));
    return grid.stepX() * METRES_PER_DEGREE * Math.cos(latitude);
  }

  private static double height(Grid grid) {
    double step = Math.abs(grid.stepY());
    return grid.crs().isGeographic() ? step * METRES_PER_DEGREE : step;
  }
}
