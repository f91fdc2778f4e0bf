package org.cairn.app.record;

import java.time.DateTimeException;
import java.util.Optional;
import org.cairn.imagery.raster.Crs;
import org.cairn.imagery.raster.Grid;
import org.cairn.imagery.raster.PixelWindow;
import org.cairn.watch.AreaUse;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The grid of an alert's pictures, to the pixel. The pictures are a window of the watch area, which
 * the coverage of the same place in the same run has; where in it they lie follows from the outline
 * of what changed, which the alert has in pixels of the pictures and in degrees. Stateless.
 */
public final class RecordedGround {
  /** Of a pixel: more than rounding makes, and less than would leave a choice. */
  private static final double AGREEMENT = 0.25;

  private RecordedGround() {}

  /**
   * @param alert the alert's record, with its protected members
   * @param coverage of the same place in the same run, likewise
   * @return nothing where the records do not say, or contradict each other
   */
  public static Optional<Grid> of(ObjectNode alert, ObjectNode coverage) {
    JsonNode picture = alert.path("picture");
    String wkt = alert.path("changed_area").asString("");
    if (!coverage.path("area").isObject() || !picture.isObject() || wkt.isEmpty()) {
      return Optional.empty();
    }
    try {
      AreaUse area = AreaRecord.decode(coverage.path("area"));
      return of(area.grid(), picture, new WKTReader().read(wkt));
    } catch (ParseException | IllegalArgumentException | DateTimeException notRecorded) {
      return Optional.empty(); // Of another version, or of a system that is not known here.
    }
  }

  private static Optional<Grid> of(Grid area, JsonNode picture, Geometry changed) {
    Envelope drawn = new Envelope();
    for (JsonNode ring : picture.path("outline").values()) {
      for (JsonNode vertex : ring.values()) {
        drawn.expandToInclude(
            Double.parseDouble(vertex.path(0).asString("")),
            Double.parseDouble(vertex.path(1).asString("")));
      }
    }
    Envelope onGround = new Envelope();
    for (Coordinate at : changed.getCoordinates()) {
      double[] projected = area.crs().fromLonLat(at.x, at.y);
      onGround.expandToInclude(area.colOf(projected[0]), area.rowOf(projected[1]));
    }
    int cols = picture.path("cols").asInt(0);
    int rows = picture.path("rows").asInt(0);
    double col = onGround.getMinX() - drawn.getMinX();
    double row = onGround.getMinY() - drawn.getMinY();
    boolean agrees =
        cols > 0
            && rows > 0
            && isWhole(col)
            && isWhole(row)
            && Math.abs(onGround.getMaxX() - drawn.getMaxX() - col) < AGREEMENT
            && Math.abs(onGround.getMaxY() - drawn.getMaxY() - row) < AGREEMENT
            && Math.rint(col) >= 0
            && Math.rint(row) >= 0
            && Math.rint(col) + cols <= area.cols()
            && Math.rint(row) + rows <= area.rows();
    return agrees && isWritable(area.crs())
        ? Optional.of(
            area.window(new PixelWindow((int) Math.rint(col), (int) Math.rint(row), cols, rows)))
        : Optional.empty();
  }

  private static boolean isWhole(double pixels) {
    return Math.abs(pixels - Math.rint(pixels)) < AGREEMENT;
  }

  /** By a code that a GeoTIFF can name. */
  private static boolean isWritable(Crs crs) {
    return crs.code().matches("EPSG:[0-9]{1,5}")
        && Integer.parseInt(crs.code().substring("EPSG:".length())) <= 65_535;
  }
}
