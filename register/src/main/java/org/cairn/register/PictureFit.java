package org.cairn.register;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.algorithm.Area;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateArrays;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where the pictures of an alert lie. Its record has the outline of what changed twice, in pixels
 * of its pictures and in degrees; from both follows where each pixel lies, by least squares. The
 * pictures' grid is one in metres: over the kilometre or two that a picture shows, degrees are a
 * linear function of it but for some decimetres. Whoever has one does not change its coordinates.
 *
 * @param cols pixels across
 * @param rows pixels down
 * @param origin longitude and latitude of the north-west corner, degrees of WGS 84
 * @param perCol what a pixel to the right adds to them
 * @param perRow what a pixel down adds to them
 */
public record PictureFit(
    int cols, int rows, Coordinate origin, Coordinate perCol, Coordinate perRow) {
  /** Of a pixel: what both outlines may contradict each other by. */
  private static final double AGREEMENT = 0.1;

  private static final GeometryFactory GEOMETRIES = new GeometryFactory();

  /** Of an alert's pictures. */
  private static final int MOST_PIXELS = 1 << 15;

  /**
   * @param record of the alert, with its protected members
   * @return nothing where it does not say where its pictures lie, or contradicts itself
   */
  public static Optional<PictureFit> of(ObjectNode record) {
    JsonNode picture = record.path("picture");
    int cols = picture.path("cols").asInt(0);
    int rows = picture.path("rows").asInt(0);
    if (cols < 1 || rows < 1 || cols > MOST_PIXELS || rows > MOST_PIXELS) {
      return Optional.empty();
    }
    try {
      return of(cols, rows, outline(picture), rings(record.path("changed_area").asString("")));
    } catch (ParseException | IllegalArgumentException notRecorded) {
      // Of a record without its protected members, or of another version.
      return Optional.empty();
    }
  }

  private static Optional<PictureFit> of(
      int cols, int rows, List<Coordinate[]> outline, List<Coordinate[]> rings) {
    if (outline.size() != rings.size()) {
      return Optional.empty();
    }
    List<Coordinate> pixels = new ArrayList<>();
    List<Coordinate> ground = new ArrayList<>();
    for (int each = 0; each < rings.size(); each++) {
      Coordinate[] ring = outline.get(each);
      Coordinate[] lonLat = rings.get(each);
      if (Area.ofRingSigned(ring) * Area.ofRingSigned(lonLat) < 0) {
        CoordinateArrays.reverse(lonLat); // Outlines in degrees run one way, always.
      }
      for (Coordinate at : ring) {
        pixels.add(new Coordinate(at.x, -at.y));
      }
      ground.addAll(List.of(lonLat));
    }
    return Sums.fit(pixels, ground)
        .map(fit -> new PictureFit(cols, rows, fit.at(0, 0), fit.step(1, 0), fit.step(0, 1)));
  }

  /** Rows count downwards, latitudes upwards: here both go up. */
  private static List<Coordinate[]> outline(JsonNode picture) {
    List<Coordinate[]> rings = new ArrayList<>();
    for (JsonNode ring : picture.path("outline").values()) {
      List<Coordinate> vertices = new ArrayList<>();
      for (JsonNode vertex : ring.values()) {
        vertices.add(
            new Coordinate(
                Double.parseDouble(vertex.path(0).asString("")),
                -Double.parseDouble(vertex.path(1).asString(""))));
      }
      rings.add(vertices.toArray(Coordinate[]::new));
    }
    return rings;
  }

  /** Shells before their holes, each closed, as those in pixels are. */
  private static List<Coordinate[]> rings(String wkt) throws ParseException {
    List<Coordinate[]> rings = new ArrayList<>();
    Geometry area = new WKTReader().read(wkt);
    boolean wraps = area.getEnvelopeInternal().getWidth() > 180; // At the antimeridian.
    for (int part = 0; part < area.getNumGeometries(); part++) {
      if (area.getGeometryN(part) instanceof Polygon polygon && !polygon.isEmpty()) {
        rings.add(CoordinateArrays.copyDeep(polygon.getExteriorRing().getCoordinates()));
        for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
          rings.add(CoordinateArrays.copyDeep(polygon.getInteriorRingN(hole).getCoordinates()));
        }
      }
    }
    for (Coordinate[] ring : rings) {
      for (Coordinate at : ring) {
        at.x += wraps && at.x < 0 && at.x >= -180 ? 360 : 0;
      }
    }
    return rings;
  }

  /**
   * @param x columns from the left edge
   * @param y rows from the upper edge
   */
  public Coordinate toLonLat(double x, double y) {
    return new Coordinate(
        origin.x + x * perCol.x + y * perRow.x, origin.y + x * perCol.y + y * perRow.y);
  }

  /**
   * What the pictures show: a ring that runs against the clock where rows run south; over the
   * antimeridian two, the eastern longitudes first.
   */
  public Geometry ground() {
    Coordinate[] ring = {
      toLonLat(0, 0), toLonLat(0, rows), toLonLat(cols, rows), toLonLat(cols, 0), toLonLat(0, 0)
    };
    double west = new Envelope(ring[0], ring[2]).getMinX();
    // Pictures that lie wholly beyond it were said in longitudes that go on.
    shift(ring, west >= 180 ? -360 : west < -180 ? 360 : 0);
    Polygon whole = GEOMETRIES.createPolygon(ring);
    if (whole.getEnvelopeInternal().getMaxX() <= 180) {
      return whole;
    }
    Geometry before = GEOMETRIES.toGeometry(new Envelope(-180, 180, -90, 90)).intersection(whole);
    Geometry after =
        AffineTransformation.translationInstance(-360, 0)
            .transform(GEOMETRIES.toGeometry(new Envelope(180, 540, -90, 90)).intersection(whole));
    return before instanceof Polygon eastern && after instanceof Polygon western
        ? GEOMETRIES.createMultiPolygon(new Polygon[] {eastern, western})
        : whole;
  }

  private static void shift(Coordinate[] all, double degrees) {
    for (Coordinate at : all) {
      at.x += degrees;
    }
  }

  /** Degrees as a linear function of pixels. */
  private record Sums(Coordinate pixel, Coordinate ground, Coordinate perCol, Coordinate perRow) {
    static Optional<Sums> fit(List<Coordinate> pixels, List<Coordinate> ground) {
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
      if (!(determinant >= 1e-9)) {
        return Optional.empty();
      }
      Sums sums =
          new Sums(
              p,
              g,
              new Coordinate(
                  (right[0] * yy - right[1] * xy) / determinant,
                  (right[2] * yy - right[3] * xy) / determinant),
              new Coordinate(
                  (right[1] * xx - right[0] * xy) / determinant,
                  (right[3] * xx - right[2] * xy) / determinant));
      double pixelDegrees = Math.abs(sums.perCol.x) + Math.abs(sums.perCol.y);
      for (int at = 0; at < n; at++) {
        Coordinate fitted = sums.at(pixels.get(at).x, pixels.get(at).y);
        if (!(fitted.distance(ground.get(at)) < AGREEMENT * pixelDegrees)) {
          return Optional.empty();
        }
      }
      return Optional.of(sums);
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
