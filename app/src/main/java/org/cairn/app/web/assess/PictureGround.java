package org.cairn.app.web.assess;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.app.record.RecordedAlert;
import org.cairn.watch.Chip;
import org.locationtech.jts.algorithm.Area;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateArrays;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;
import tools.jackson.databind.node.ObjectNode;

/**
 * A picture of an alert and the ground it shows. The alert's record has the outline of what changed
 * twice, in pixels of its pictures and in degrees; from both follows where each pixel lies. The
 * pictures' grid is one in metres: over the kilometre or two that a picture shows, degrees are a
 * linear function of it but for some decimetres. Immutable.
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
  /** Of a pixel: what both outlines may contradict each other by. */
  private static final double AGREEMENT = 0.1;

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
    List<Coordinate> pixels = new ArrayList<>();
    List<Coordinate> ground = new ArrayList<>();
    List<Coordinate[]> rings = rings(record.path("changed_area").asString(""));
    List<Chip.Ring> drawn = recorded.evidence().outline();
    if (after.isEmpty() || recorded.size().isEmpty() || drawn.size() != rings.size()) {
      return Optional.empty();
    }
    for (int each = 0; each < rings.size(); each++) {
      // Rows count downwards, latitudes upwards.
      Coordinate[] ring =
          drawn.get(each).vertices().stream()
              .map(vertex -> new Coordinate(vertex.x(), -vertex.y()))
              .toArray(Coordinate[]::new);
      Coordinate[] lonLat = rings.get(each);
      if (Area.ofRingSigned(ring) * Area.ofRingSigned(lonLat) < 0) {
        CoordinateArrays.reverse(lonLat); // Outlines in degrees run one way, always.
      }
      for (Coordinate at : ring) {
        pixels.add(new Coordinate(at.x, -at.y));
      }
      ground.addAll(List.of(lonLat));
    }
    return Fit.of(pixels, ground)
        .map(fit ->
            new PictureGround(
                record.path("alert").asString(""),
                after.get().blob().hex(),
                after.get().date(),
                after.get().sensor(),
                recorded.size().get().cols(),
                recorded.size().get().rows(),
                fit.at(0, 0),
                fit.step(1, 0),
                fit.step(0, 1)));
  }

  /** Shells before their holes, each closed, as those in pixels are. */
  private static List<Coordinate[]> rings(String wkt) {
    List<Coordinate[]> rings = new ArrayList<>();
    try {
      Geometry area = new WKTReader().read(wkt);
      for (int part = 0; part < area.getNumGeometries(); part++) {
        if (area.getGeometryN(part) instanceof Polygon polygon && !polygon.isEmpty()) {
          rings.add(polygon.getExteriorRing().getCoordinates());
          for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
            rings.add(polygon.getInteriorRingN(hole).getCoordinates());
          }
        }
      }
    } catch (ParseException | IllegalArgumentException notRecorded) {
      // Of a record without its protected members, or of another version: nobody can draw on it.
      rings.clear();
    }
    return rings;
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

  /** Degrees as a linear function of pixels, by least squares. */
  private record Fit(Coordinate pixel, Coordinate ground, Coordinate perCol, Coordinate perRow) {
    static Optional<Fit> of(List<Coordinate> pixels, List<Coordinate> ground) {
      int n = pixels.size();
      if (n < 3 || n != ground.size()) {
        return Optional.empty();
      }
      Coordinate p = mean(pixels);
      Coordinate g = mean(ground);
      double xx = 0;
      double xy = 0;
      double yy = 0;
      double[] right = new double[4];
      for (int at = 0; at < n; at++) {
        double x = pixels.get(at).x - p.x;
        double y = pixels.get(at).y - p.y;
        xx += x * x;
        xy += x * y;
        yy += y * y;
        right[0] += x * (ground.get(at).x - g.x);
        right[1] += y * (ground.get(at).x - g.x);
        right[2] += x * (ground.get(at).y - g.y);
        right[3] += y * (ground.get(at).y - g.y);
      }
      double determinant = xx * yy - xy * xy;
      if (determinant < 1e-9) {
        return Optional.empty();
      }
      Coordinate perCol =
          new Coordinate(
              (right[0] * yy - right[1] * xy) / determinant,
              (right[2] * yy - right[3] * xy) / determinant);
      Coordinate perRow =
          new Coordinate(
              (right[1] * xx - right[0] * xy) / determinant,
              (right[3] * xx - right[2] * xy) / determinant);
      Fit fit = new Fit(p, g, perCol, perRow);
      double pixelDegrees = Math.abs(perCol.x) + Math.abs(perCol.y);
      for (int at = 0; at < n; at++) {
        Coordinate fitted = fit.at(pixels.get(at).x, pixels.get(at).y);
        if (!(fitted.distance(ground.get(at)) < AGREEMENT * pixelDegrees)) {
          return Optional.empty();
        }
      }
      return Optional.of(fit);
    }

    private static Coordinate mean(List<Coordinate> all) {
      return new Coordinate(
          all.stream().mapToDouble(at -> at.x).average().orElseThrow(),
          all.stream().mapToDouble(at -> at.y).average().orElseThrow());
    }

    Coordinate step(double x, double y) {
      return new Coordinate(x * perCol.x + y * perRow.x, x * perCol.y + y * perRow.y);
    }

    Coordinate at(double x, double y) {
      Coordinate step = step(x - pixel.x, y - pixel.y);
      return new Coordinate(ground.x + step.x, ground.y + step.y);
    }
  }
}
