package org.cairn.imagery.raster;

import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.locationtech.proj4j.BasicCoordinateTransform;
import org.locationtech.proj4j.CRSFactory;
import org.locationtech.proj4j.CoordinateReferenceSystem;
import org.locationtech.proj4j.Proj4jException;
import org.locationtech.proj4j.ProjCoordinate;

/**
 * A coordinate reference system by its authority code, for example {@code EPSG:32633}. Thread-safe.
 */
public final class Crs {
  private static final CoordinateReferenceSystem WGS84 = find("EPSG:4326");
  // Looking a code up reads through the EPSG table, some milliseconds; a run uses few codes.
  private static final ConcurrentHashMap<String, Crs> KNOWN = new ConcurrentHashMap<>();

  private final String code;
  private final CoordinateReferenceSystem system;
  // proj4j's transforms carry scratch state, so each thread has its own.
  private final ThreadLocal<BasicCoordinateTransform> fromWgs84;
  private final ThreadLocal<BasicCoordinateTransform> toWgs84;

  private Crs(String code, CoordinateReferenceSystem system) {
    this.code = code;
    this.system = system;
    this.fromWgs84 = ThreadLocal.withInitial(() -> new BasicCoordinateTransform(WGS84, system));
    this.toWgs84 = ThreadLocal.withInitial(() -> new BasicCoordinateTransform(system, WGS84));
  }

  /**
   * @param code authority and number, {@code EPSG:32633}
   * @throws IllegalArgumentException where the code is not known
   */
  public static Crs parse(String code) {
    Crs known = KNOWN.get(code);
    return known != null ? known : KNOWN.computeIfAbsent(code, c -> new Crs(c, find(c)));
  }

  /** As {@link #parse(String)}, for a bare EPSG number. */
  public static Crs ofEpsg(int number) {
    return parse("EPSG:" + number);
  }

  public String code() {
    return code;
  }

  /**
   * Whether coordinates are degrees of longitude and latitude (always in the order x = longitude).
   */
  public boolean isGeographic() {
    return Boolean.TRUE.equals(system.isGeographic());
  }

  /**
   * Projects a WGS 84 position.
   *
   * @return {@code {x, y}} in this system's units; NaN where the projection is not defined there
   */
  public double[] fromLonLat(double longitude, double latitude) {
    return transform(fromWgs84.get(), longitude, latitude);
  }

  /**
   * The WGS 84 position of a point of this system.
   *
   * @return {@code {longitude, latitude}} in degrees; NaN where the projection cannot be undone
   */
  public double[] toLonLat(double x, double y) {
    return transform(toWgs84.get(), x, y);
  }

  private static double[] transform(BasicCoordinateTransform transform, double x, double y) {
    ProjCoordinate out = new ProjCoordinate();
    try {
      transform.transform(new ProjCoordinate(x, y), out);
    } catch (Proj4jException outsideTheProjection) {
      return new double[] {Double.NaN, Double.NaN};
    }
    return new double[] {out.x, out.y};
  }

  private static CoordinateReferenceSystem find(String code) {
    try {
      return new CRSFactory().createFromName(code);
    } catch (Proj4jException unknown) {
      throw new IllegalArgumentException(
          "Coordinate reference system '" + code + "' is not known: expected an EPSG code",
          unknown);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Crs that && code.equals(that.code);
  }

  @Override
  public int hashCode() {
    return Objects.hash(code);
  }

  @Override
  public String toString() {
    return code;
  }
}
