package org.cairn.exchange.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.heritage.place.Antimeridian;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateXY;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryCollection;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.GeometryFixer;
import org.locationtech.jts.operation.union.UnaryUnionOp;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.locationtech.jts.operation.valid.TopologyValidationError;

/**
 * The geometry of one place, from parts as they were written to a valid one in WGS 84 within ±180°.
 * Single-thread, one per row.
 */
public final class Footprint {
  public static final GeometryFactory FACTORY = new GeometryFactory();

  /** Beyond this nothing is a place: about 16 MB of text. */
  public static final int MAX_POSITIONS = 1_000_000;

  /** No degree is this large; metres are. */
  private static final double SURELY_METRES = 1_000;

  private final List<Finding> notes;

  /** Receives what was repaired or assumed. */
  public Footprint(List<Finding> notes) {
    this.notes = notes;
  }

  /** Throws when a position cannot be degrees of longitude and latitude. */
  public static Coordinate position(double lon, double lat) throws Refusal {
    if (!Double.isFinite(lon) || !Double.isFinite(lat)) {
      throw new Refusal(
          Finding.of(
                  Code.COORDINATE_NOT_A_NUMBER,
                  "A coordinate is not a finite number.",
                  "longitude and latitude in degrees",
                  "Fill in the coordinates or take the row out.")
              .withValue(pair(lon, lat)));
    }
    if (Math.abs(lon) > SURELY_METRES || Math.abs(lat) > SURELY_METRES) {
      throw new Refusal(
          Finding.of(
                  Code.COORDINATES_PROJECTED,
                  "The coordinates look projected (metres, not degrees).",
                  "WGS 84 longitude -180 to 180 and latitude -90 to 90 in degrees",
                  "Convert the file first, for example with 'ogr2ogr -t_srs EPSG:4326 out.geojson"
                      + " in'.")
              .withValue(pair(lon, lat)));
    }
    if (Math.abs(lat) > 90 && Math.abs(lat) <= 180 && Math.abs(lon) <= 90) {
      throw new Refusal(
          Finding.of(
                  Code.COORDINATES_SWAPPED,
                  "The latitude is out of range; longitude and latitude look swapped.",
                  "longitude first, then latitude -90 to 90",
                  "Swap the two: longitude "
                      + number(lat)
                      + ", latitude "
                      + number(lon)
                      + " would fit.")
              .withValue(pair(lon, lat)));
    }
    if (Math.abs(lat) > 90 || lon < -180 || lon > 360) {
      throw new Refusal(
          Finding.of(
                  Code.COORDINATE_OUT_OF_RANGE,
                  "A coordinate is out of range.",
                  "longitude -180 to 180 (0 to 360 is read too) and latitude -90 to 90",
                  "Correct the coordinates; check whether columns have shifted.")
              .withValue(pair(lon, lat)));
    }
    return new CoordinateXY(lon + 0.0, lat + 0.0);
  }

  /** A polygon's ring; closes it where its last position does not repeat the first. */
  LinearRing ring(List<Coordinate> positions) throws Refusal {
    List<Coordinate> ring = new ArrayList<>(positions);
    if (!ring.isEmpty() && !ring.getFirst().equals2D(ring.getLast())) {
      ring.add(ring.getFirst().copy());
      if (ring.size() >= 4) {
        noteRingClosed();
      }
    }
    if (ring.size() < 4) {
      throw new Refusal(
          Finding.of(
                  Code.RING_TOO_SHORT,
                  "A ring of the polygon has too few positions to enclose anything.",
                  "at least four positions, the last equal to the first",
                  "Draw the outline again, or give the place as a point.")
              .withValue(positions.size() + " positions"));
    }
    return FACTORY.createLinearRing(ring.toArray(Coordinate[]::new));
  }

  void noteRingClosed() {
    note(
        Code.RING_CLOSED,
        "A ring of the polygon was not closed; its first position was added at the end.");
  }

  /** The whole geometry, parts as they were written, made valid and of one kind. */
  Geometry finish(Geometry written) throws Refusal {
    List<Geometry> parts = new ArrayList<>();
    collectParts(written, parts);
    if (parts.isEmpty()) {
      throw missing();
    }
    parts.replaceAll(Antimeridian::unwrapped);
    for (int i = 0; i < parts.size(); i++) {
      Geometry valid = repaired(parts.get(i));
      noteIfBeyondBounds(valid.getEnvelopeInternal());
      parts.set(i, Antimeridian.withinBounds(valid));
    }
    Geometry geometry = oneKind(parts);
    if (geometry instanceof Point point && point.getX() == 0 && point.getY() == 0) {
      note(
          Code.COORDINATES_ZERO,
          "The place lies at exactly 0, 0, which often stands for unknown coordinates.");
    }
    return geometry;
  }

  static Refusal missing() {
    return new Refusal(
        Finding.of(
            Code.GEOMETRY_MISSING,
            "The place has no geometry.",
            "a point or an outline in WGS 84 degrees",
            "Add coordinates, or take the row out of the list."));
  }

  private static void collectParts(Geometry geometry, List<Geometry> parts) {
    if (geometry instanceof GeometryCollection) {
      for (int i = 0; i < geometry.getNumGeometries(); i++) {
        collectParts(geometry.getGeometryN(i), parts);
      }
    } else if (!geometry.isEmpty()) {
      parts.add(geometry);
    }
  }

  private void noteIfBeyondBounds(Envelope envelope) {
    double west = envelope.getMinX();
    double east = envelope.getMaxX();
    if ((west < -180 && east > -180) || (west < 180 && east > 180)) {
      note(
          Code.SPLIT_AT_ANTIMERIDIAN,
          "The geometry crosses the antimeridian and was cut there (RFC 7946 section 3.1.9).");
    } else if (west < -180 || east > 180) {
      note(
          Code.LONGITUDE_WRAPPED,
          "Longitudes beyond 180 were read as their equals within -180 to 180.");
    }
  }

  private Geometry repaired(Geometry part) throws Refusal {
    if (!(part instanceof Polygon)) {
      return part;
    }
    TopologyValidationError error = new IsValidOp(part).getValidationError();
    if (error == null) {
      return part;
    }
    Geometry fixed = GeometryFixer.fix(part);
    if (fixed.getArea() == 0) {
      throw new Refusal(
          Finding.of(
              Code.POLYGON_WITHOUT_AREA,
              "The outline encloses no area.",
              "a polygon with an inside",
              "Draw the outline again, or give the place as a point or line."));
    }
    Coordinate at = error.getCoordinate();
    note(
        Code.POLYGON_REPAIRED,
        "The outline was not valid ("
            + error.getMessage().toLowerCase(Locale.ROOT)
            + (at == null ? "" : " at " + pair(at.getX(), at.getY()))
            + ") and was repaired; look at it on a map.");
    return fixed;
  }

  /** Polygons where there are any, else lines, else points: a watch needs one kind of footprint. */
  private Geometry oneKind(List<Geometry> parts) {
    List<Geometry> flat = new ArrayList<>();
    parts.forEach(part -> collectParts(part, flat));
    int dimension = flat.stream().mapToInt(Geometry::getDimension).max().orElse(0);
    List<Geometry> kept = flat.stream().filter(g -> g.getDimension() == dimension).toList();
    if (kept.size() < flat.size()) {
      note(
          Code.GEOMETRY_PARTS_LEFT_OUT,
          "The geometry mixes kinds; "
              + (dimension == 2 ? "its polygons" : "its lines")
              + " were taken as the footprint, its "
              + (flat.size() - kept.size())
              + " other part(s) left out.");
    }
    Geometry together = FACTORY.buildGeometry(kept);
    if (dimension == 2 && kept.size() > 1 && !together.isValid()) {
      // Overlapping or touching parts make an invalid multi-polygon; their union is the footprint.
      return UnaryUnionOp.union(kept);
    }
    return together;
  }

  private void note(Code code, String message) {
    if (notes.stream().noneMatch(n -> n.code() == code)) {
      notes.add(Finding.of(code, message, "", "").withField("geometry"));
    }
  }

  /** A copy without heights and measures, whose positions have all been checked. */
  Geometry checked(Geometry geometry) throws Refusal {
    if (geometry.getNumPoints() > MAX_POSITIONS) {
      throw tooLarge();
    }
    return switch (geometry) {
      case Point point ->
          point.isEmpty()
              ? FACTORY.createPoint()
              : FACTORY.createPoint(position(point.getX(), point.getY()));
      case LinearRing closed -> ring(positions(closed));
      case LineString line -> FACTORY.createLineString(positions(line).toArray(Coordinate[]::new));
      case Polygon polygon -> checkedPolygon(polygon);
      default -> {
        List<Geometry> parts = new ArrayList<>();
        for (int i = 0; i < geometry.getNumGeometries(); i++) {
          parts.add(checked(geometry.getGeometryN(i)));
        }
        yield FACTORY.createGeometryCollection(parts.toArray(Geometry[]::new));
      }
    };
  }

  private Polygon checkedPolygon(Polygon polygon) throws Refusal {
    if (polygon.isEmpty()) {
      return FACTORY.createPolygon();
    }
    LinearRing shell = ring(positions(polygon.getExteriorRing()));
    LinearRing[] holes = new LinearRing[polygon.getNumInteriorRing()];
    for (int i = 0; i < holes.length; i++) {
      holes[i] = ring(positions(polygon.getInteriorRingN(i)));
    }
    return FACTORY.createPolygon(shell, holes);
  }

  private static List<Coordinate> positions(LineString line) throws Refusal {
    List<Coordinate> positions = new ArrayList<>(line.getNumPoints());
    for (int i = 0; i < line.getNumPoints(); i++) {
      Coordinate c = line.getCoordinateN(i);
      positions.add(position(c.getX(), c.getY()));
    }
    return positions;
  }

  public static Refusal tooLarge() {
    return new Refusal(
        Finding.of(
            Code.GEOMETRY_TOO_LARGE,
            "The geometry has more positions than any place needs.",
            "at most " + MAX_POSITIONS + " positions",
            "Simplify the outline; a metre is finer than any image the watch reads."));
  }

  private static String pair(double lon, double lat) {
    return number(lon) + ", " + number(lat);
  }

  private static String number(double value) {
    return Math.rint(value) == value && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
