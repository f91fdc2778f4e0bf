package org.cairn.app.web.ogc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.app.web.api.ProblemException;
import org.cairn.imagery.raster.Crs;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.CoordinateSequenceFilter;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * A coordinate reference system that features can be given in and asked for (OGC 18-058r1): CRS84,
 * EPSG 4326, which has its latitude first, 3857 and the UTM zones of WGS 84. Immutable.
 *
 * @param uri that names it
 * @param projected empty for degrees of WGS 84
 * @param latitudeFirst whether the first coordinate is the latitude
 */
record CoordinateSystem(String uri, Optional<Crs> projected, boolean latitudeFirst) {
  private static final String EPSG = "http://www.opengis.net/def/crs/EPSG/0/";
  private static final Pattern NUMBER = Pattern.compile("[0-9]{4,5}");

  static final CoordinateSystem CRS84 =
      new CoordinateSystem("http://www.opengis.net/def/crs/OGC/1.3/CRS84", Optional.empty(), false);

  private static final CoordinateSystem WGS_84 =
      new CoordinateSystem(EPSG + "4326", Optional.empty(), true);

  private static final GeometryFactory FACTORY = new GeometryFactory();

  /** Positions along each edge of a projected box, which is no box in degrees. */
  private static final int STEPS = 32;

  private static final int ZONES = 60;

  /** Latitude up to which EPSG defines 3857; the poles are infinitely far. */
  private static final double MERCATOR_DEGREES = 85.06;

  /** Names of all there are. */
  static List<String> uris() {
    List<String> all = new ArrayList<>(List.of(CRS84.uri(), WGS_84.uri(), EPSG + "3857"));
    for (int hemisphere : new int[] {32_600, 32_700}) {
      for (int zone = 1; zone <= ZONES; zone++) {
        all.add(EPSG + (hemisphere + zone));
      }
    }
    return all;
  }

  /**
   * @param parameter of the address that names it
   * @throws ProblemException for what is none, or none of these
   */
  static CoordinateSystem parse(String parameter, String uri) {
    // The safe CURIE of Part 2's permission is understood too.
    String whole =
        uri.startsWith("[") && uri.endsWith("]") ? uri.substring(1, uri.length() - 1) : uri;
    if (whole.equals(CRS84.uri()) || whole.equals("OGC:CRS84")) {
      return CRS84;
    }
    Matcher number =
        NUMBER.matcher(
            whole.startsWith(EPSG)
                ? whole.substring(EPSG.length())
                : whole.startsWith("EPSG:") ? whole.substring("EPSG:".length()) : "");
    if (number.matches()) {
      int code = Integer.parseInt(number.group());
      if (code == 4326) {
        return WGS_84;
      }
      int zone = code % 100;
      boolean utm = code / 100 == 326 || code / 100 == 327;
      if (code == 3857 || utm && zone >= 1 && zone <= ZONES) {
        return new CoordinateSystem(EPSG + code, Optional.of(Crs.ofEpsg(code)), false);
      }
    }
    throw ProblemException.parameter(
        parameter,
        "%s, %s, %s3857 or a UTM zone of WGS 84 (%s32601 to 32660, 32701 to 32760)"
            .formatted(CRS84.uri(), WGS_84.uri(), EPSG, EPSG),
        uri);
  }

  private boolean isMercator() {
    return uri.endsWith("/3857");
  }

  boolean isLonLat() {
    return projected.isEmpty() && !latitudeFirst;
  }

  /** From degrees of longitude and latitude; empty where it has no place for that. */
  Optional<Geometry> fromLonLat(Geometry geometry) {
    if (isLonLat()) {
      return Optional.of(geometry);
    }
    return changed(
        geometry,
        (sequence, at) -> {
          double lon = sequence.getX(at);
          double lat = sequence.getY(at);
          double[] to =
              projected.isEmpty()
                  ? new double[] {lat, lon}
                  : isMercator() && Math.abs(lat) > MERCATOR_DEGREES
                      ? new double[] {Double.NaN, Double.NaN}
                      : projected.get().fromLonLat(lon, lat);
          sequence.setOrdinate(at, 0, to[0]);
          sequence.setOrdinate(at, 1, to[1]);
        });
  }

  /** To degrees of longitude and latitude; empty for what lies outside of them. */
  Optional<Geometry> toLonLat(Geometry geometry) {
    Optional<Geometry> lonLat =
        isLonLat()
            ? Optional.of(geometry)
            : changed(
                geometry,
                (sequence, at) -> {
                  double first = sequence.getX(at);
                  double second = sequence.getY(at);
                  double[] to =
                      projected.isEmpty()
                          ? new double[] {second, first}
                          : projected.get().toLonLat(first, second);
                  sequence.setOrdinate(at, 0, to[0]);
                  sequence.setOrdinate(at, 1, to[1]);
                });
    return lonLat.filter(each -> {
      Envelope bounds = each.getEnvelopeInternal();
      return bounds.getMinX() >= -180
          && bounds.getMaxX() <= 180
          && bounds.getMinY() >= -90
          && bounds.getMaxY() <= 90;
    });
  }

  private interface Change {
    void of(CoordinateSequence sequence, int at);
  }

  private static Optional<Geometry> changed(Geometry geometry, Change change) {
    Geometry copy = geometry.copy();
    boolean[] defined = {true};
    copy.apply(
        new CoordinateSequenceFilter() {
          @Override
          public void filter(CoordinateSequence sequence, int at) {
            change.of(sequence, at);
            defined[0] &= Double.isFinite(sequence.getX(at)) && Double.isFinite(sequence.getY(at));
          }

          @Override
          public boolean isDone() {
            return !defined[0];
          }

          @Override
          public boolean isGeometryChanged() {
            return true;
          }
        });
    return defined[0] ? Optional.of(copy) : Optional.empty();
  }

  /**
   * What a box covers, in degrees; one that goes over the antimeridian is cut in two.
   *
   * @param box first and second axis of its lower corner, then of its upper one
   * @throws ProblemException where it is upside down or outside of the system
   */
  Geometry area(String parameter, double[] box, String text) {
    double west = latitudeFirst ? box[1] : box[0];
    double south = latitudeFirst ? box[0] : box[1];
    double east = latitudeFirst ? box[3] : box[2];
    double north = latitudeFirst ? box[2] : box[3];
    if (south > north) {
      throw ProblemException.parameter(
          parameter, "a southern edge that is south of the northern one", text);
    }
    if (projected.isPresent()) {
      return projectedArea(parameter, west, south, east, north, text);
    }
    boolean within =
        Math.abs(west) <= 180
            && Math.abs(east) <= 180
            && Math.abs(south) <= 90
            && Math.abs(north) <= 90;
    if (!within) {
      throw ProblemException.parameter(
          parameter, "longitudes of -180 to 180 and latitudes of -90 to 90 degrees", text);
    }
    if (west <= east) {
      return FACTORY.toGeometry(new Envelope(west, east, south, north));
    }
    return FACTORY.createGeometryCollection(
        new Geometry[] {
          FACTORY.toGeometry(new Envelope(west, 180, south, north)),
          FACTORY.toGeometry(new Envelope(-180, east, south, north))
        });
  }

  private Geometry projectedArea(
      String parameter, double west, double south, double east, double north, String text) {
    if (west > east) {
      throw ProblemException.parameter(
          parameter, "a western edge that is west of the eastern one", text);
    }
    List<Coordinate> ring = new ArrayList<>();
    for (int edge = 0; edge < 4; edge++) {
      for (int step = 0; step < STEPS; step++) {
        double along = (double) step / STEPS;
        double x =
            edge == 0
                ? west + along * (east - west)
                : edge == 1 ? east : edge == 2 ? east - along * (east - west) : west;
        double y =
            edge == 0
                ? south
                : edge == 1
                    ? south + along * (north - south)
                    : edge == 2 ? north : north - along * (north - south);
        ring.add(new Coordinate(x, y));
      }
    }
    ring.add(ring.getFirst().copy());
    Geometry box =
        west == east || south == north
            ? FACTORY.createLineString(ring.toArray(Coordinate[]::new))
            : FACTORY.createPolygon(ring.toArray(Coordinate[]::new));
    return toLonLat(box)
        .orElseThrow(
            () -> ProblemException.parameter(parameter, "a box within the reference system", text));
  }
}
