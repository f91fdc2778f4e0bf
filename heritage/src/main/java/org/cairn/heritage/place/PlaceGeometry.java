package org.cairn.heritage.place;

import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.PrecisionModel;

/**
 * Where somebody says a place is. Immutable as long as nobody changes the geometry.
 *
 * @param geometry in WGS 84, x = longitude -180 to 180, y = latitude -90 to 90 in degrees, z in
 *     metres where given; not empty. Its topology may be invalid (a polygon that crosses itself):
 *     it is what the source said, and only {@link PlaceDescription#toPlace()} repairs it
 * @param extent what the geometry stands for
 * @param role the source's own word for that
 * @param precision how precisely it is known
 */
public record PlaceGeometry(
    Geometry geometry,
    Extent extent,
    Optional<Term> role,
    Optional<Precision> precision,
    Attribution attribution)
    implements Statement {
  private static final GeometryFactory WGS_84 = new GeometryFactory(new PrecisionModel(), 4326);

  public PlaceGeometry {
    if (geometry.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected a geometry with coordinates, found an empty one: leave it out");
    }
    if (geometry instanceof LinearRing) {
      throw new IllegalArgumentException(
          "Expected a point, line, polygon or a collection of them, found a ring: make it a polygon");
    }
    for (Coordinate coordinate : geometry.getCoordinates()) {
      check(coordinate);
    }
    geometry = WGS_84.createGeometry(geometry);
    geometry.apply((Coordinate lonLat) -> lonLat.setCoordinate(withoutNegativeZero(lonLat)));
  }

  public static PlaceGeometry of(Geometry geometry, Extent extent) {
    return new PlaceGeometry(
        geometry, extent, Optional.empty(), Optional.empty(), Attribution.NONE);
  }

  /** The same said of another geometry. */
  public PlaceGeometry withGeometry(Geometry geometry) {
    return new PlaceGeometry(geometry, extent, role, precision, attribution);
  }

  public PlaceGeometry withRole(Term role) {
    return new PlaceGeometry(geometry, extent, Optional.of(role), precision, attribution);
  }

  public PlaceGeometry withPrecision(Precision precision) {
    return new PlaceGeometry(geometry, extent, role, Optional.of(precision), attribution);
  }

  @Override
  public PlaceGeometry withAttribution(Attribution attribution) {
    return new PlaceGeometry(geometry, extent, role, precision, attribution);
  }

  @Override
  public StatementKind kind() {
    return StatementKind.GEOMETRY;
  }

  /** Equal coordinates are to be written alike. */
  private static Coordinate withoutNegativeZero(Coordinate lonLat) {
    return new Coordinate(lonLat.x + 0.0, lonLat.y + 0.0, lonLat.getZ() + 0.0);
  }

  private static void check(Coordinate lonLat) {
    boolean within =
        lonLat.x >= -180
            && lonLat.x <= 180
            && lonLat.y >= -90
            && lonLat.y <= 90
            && !Double.isInfinite(lonLat.getZ());
    if (!within) {
      // The numbers stay out of the message: they may be a protected location.
      throw new IllegalArgumentException(
          "Expected longitude -180 to 180 and latitude -90 to 90, found %s: see whether the two are exchanged, or the coordinates projected"
              .formatted(
                  Math.abs(lonLat.x) <= 90 && Math.abs(lonLat.y) <= 180
                      ? "a latitude beyond 90"
                      : "coordinates beyond that"));
    }
  }

  /** Codes are written to records; adding one is compatible. */
  public enum Extent {
    /** The ground it covers. */
    FOOTPRINT("footprint"),
    /** Its legal or administrative boundary, which may hold more than the place. */
    BOUNDARY("boundary"),
    /** A point or line measured on it: a datum, a centre, an axis. */
    POINT("point"),
    /** A point or shape that stands for something larger, such as a centroid or a box. */
    REPRESENTATIVE("representative"),
    /** How to get there: a gate, a façade. */
    ACCESS("access"),
    /** Drawn roughly, or on purpose not exactly. */
    APPROXIMATE("approximate"),
    /** It is somewhere in or near this. */
    VICINITY("vicinity"),
    /** The source does not say. */
    UNKNOWN("unknown");

    private final String code;

    Extent(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }
}
