package org.cairn.app.web.assess;

import java.time.LocalDate;
import java.util.Optional;
import org.cairn.app.record.RecordedAlert;
import org.cairn.register.PictureFit;
import org.locationtech.jts.geom.Coordinate;
import tools.jackson.databind.node.ObjectNode;

/**
 * A picture of an alert and the ground it shows, as a {@link PictureFit} has it. Immutable.
 *
 * @param alert its id
 * @param picture SHA-256 in hexadecimal
 * @param cols pixels across
 * @param rows pixels down
 * @param origin longitude and latitude of the north-west corner, degrees of WGS 84
 * @param perCol what a pixel to the right adds to them
 * @param perRow what a pixel down adds to them
 */
record PictureGround(
    String alert,
    String picture,
    LocalDate date,
    String sensor,
    int cols,
    int rows,
    Coordinate origin,
    Coordinate perCol,
    Coordinate perRow) {
  /** Rounding at the picture's edge, in pixels. */
  private static final double EDGE = 0.01;

  /**
   * The later picture of an alert.
   *
   * @param record of the alert, with its protected members
   * @return nothing where it has no such picture, or does not say where it lies
   */
  static Optional<PictureGround> of(ObjectNode record) {
    RecordedAlert recorded;
    try {
      recorded = RecordedAlert.withoutCurve(record);
    } catch (IllegalArgumentException ofNoVersion) {
      return Optional.empty(); // The alert's own page says so.
    }
    Optional<RecordedAlert.Picture> after =
        recorded.pictures().stream().filter(one -> one.role().equals("after")).findFirst();
    if (after.isEmpty()) {
      return Optional.empty();
    }
    return PictureFit.of(record)
        .map(fit ->
            new PictureGround(
                record.path("alert").asString(""),
                after.get().blob().hex(),
                after.get().date(),
                after.get().sensor(),
                fit.cols(),
                fit.rows(),
                fit.origin(),
                fit.perCol(),
                fit.perRow()));
  }

  Coordinate toLonLat(double x, double y) {
    return new Coordinate(
        origin.x + x * perCol.x + y * perRow.x, origin.y + x * perCol.y + y * perRow.y);
  }

  /** Column and row, from the north-west corner of the picture. */
  Coordinate toPixel(Coordinate lonLat) {
    double east = lonLat.x - origin.x;
    double north = lonLat.y - origin.y;
    double determinant = perCol.x * perRow.y - perRow.x * perCol.y;
    return new Coordinate(
        (east * perRow.y - north * perRow.x) / determinant,
        (north * perCol.x - east * perCol.y) / determinant);
  }

  boolean shows(Coordinate lonLat) {
    Coordinate at = toPixel(lonLat);
    return at.x >= -EDGE && at.y >= -EDGE && at.x <= cols + EDGE && at.y <= rows + EDGE;
  }

  /** For a form: the north-west, north-east and south-west corner, {@code lon,lat} each. */
  String corners() {
    Coordinate east = toLonLat(cols, 0);
    Coordinate south = toLonLat(0, rows);
    return origin.x + "," + origin.y + " " + east.x + "," + east.y + " " + south.x + "," + south.y;
  }
}
