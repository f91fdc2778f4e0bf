package org.cairn.simulation.internal;

import java.util.List;
import org.cairn.imagery.raster.Crs;
import org.cairn.imagery.raster.Grid;
import org.cairn.imagery.scene.Footprints;
import org.cairn.simulation.SimulationSettings;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * Where the scene's pixels lie on earth: in UTM zone 31, or in zone 30, whose border is 0° E. There
 * on the equator both grids run along each other to within decimetres over a scene, so that one is
 * the other moved.
 *
 * @param epsg code of the grid's system
 * @param tile name in the manner of the military grid
 * @param grid at 10 m
 * @param shiftCols pixels by which an image on this grid lies further right than on that of zone 31
 */
record Frame(int epsg, String tile, Grid grid, double shiftCols) {
  private static final GeometryFactory FACTORY = new GeometryFactory();
  private static final int PIXEL_METRES = 10;

  /** Origins are multiples of it, so that 20 m pixels fit. */
  private static final int ORIGIN_METRES = 20;

  /** Zone 31: the scene's own. */
  static Frame of(SimulationSettings settings) {
    return frame(settings, 32_631, "31NAA");
  }

  /** Zone 30: the same scene in the neighbour's system. */
  static Frame westOf(SimulationSettings settings) {
    Frame own = of(settings);
    double[] east = Crs.ofEpsg(32_631).fromLonLat(0, 0);
    double[] west = Crs.ofEpsg(32_630).fromLonLat(0, 0);
    Frame there = frame(settings, 32_630, "30NZF");
    double columnsEast = (east[0] - own.grid().originX()) / PIXEL_METRES;
    double columnsWest = (west[0] - there.grid().originX()) / PIXEL_METRES;
    return new Frame(there.epsg(), there.tile(), there.grid(), columnsWest - columnsEast);
  }

  private static Frame frame(SimulationSettings settings, int epsg, String tile) {
    double[] zero = Crs.ofEpsg(epsg).fromLonLat(0, 0);
    double half = settings.pixels() / 4 * (double) ORIGIN_METRES;
    return new Frame(
        epsg,
        tile,
        new Grid(
            Crs.ofEpsg(epsg),
            Math.rint(zero[0] / ORIGIN_METRES) * ORIGIN_METRES - half,
            half,
            PIXEL_METRES,
            -PIXEL_METRES,
            settings.pixels(),
            settings.pixels()),
        0);
  }

  /** The same ground in pixels of 20 m. */
  Grid coarse() {
    return new Grid(
        grid.crs(),
        grid.originX(),
        grid.originY(),
        2 * grid.stepX(),
        2 * grid.stepY(),
        grid.cols() / 2,
        grid.rows() / 2);
  }

  /** The whole scene in longitude and latitude. */
  Geometry footprint() {
    Envelope box =
        new Envelope(grid.xOf(0), grid.xOf(grid.cols()), grid.yOf(0), grid.yOf(grid.rows()));
    return Footprints.toLonLat(FACTORY.toGeometry(box), grid.crs());
  }

  /** Points given as {col, row}, as a polygon in longitude and latitude. */
  Geometry polygon(List<double[]> corners) {
    Coordinate[] ring = new Coordinate[corners.size() + 1];
    for (int i = 0; i < ring.length; i++) {
      double[] corner = corners.get(i % corners.size());
      ring[i] = new Coordinate(grid.xOf(corner[0]), grid.yOf(corner[1]));
    }
    return Footprints.toLonLat(FACTORY.createPolygon(ring), grid.crs());
  }
}
