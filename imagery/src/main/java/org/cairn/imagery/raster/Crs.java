package org.cairn.imagery.raster;

import java.util.Objects;
import java.util.Optional;
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

  private static final Crs PICTURE_PIXELS = new Crs("picture:pixel");
  private static final Crs PICTURE_METRES = new Crs("picture:metre");

  private final String code;
  private final Optional<CoordinateReferenceSystem> system;
  // proj4j's transforms carry scratch state, so each thread has its own.
  private final ThreadLocal<BasicCoordinateTransform> fromWgs84;
  private final ThreadLocal<BasicCoordinateTransform> toWgs84;

  private Crs(String code, CoordinateReferenceSystem system) {
    this.code = code;
    this.system = Optional.of(system);
    this.fromWgs84 = ThreadLocal.withInitial(() -> new BasicCoordinateTransform(WGS84, system));
    this.toWgs84 = ThreadLocal.withInitial(() -> new BasicCoordinateTransform(system, WGS84));
  }

  /** Of pictures. */
  private Crs(String code) {
    this.code = code;
    this.system = Optional.empty();
    this.fromWgs84 = ThreadLocal.withInitial(() -> new BasicCoordinateTransform(WGS84, WGS84));
    this.toWgs84 = fromWgs84;
  }

  /**
   * The plane of a picture of which nobody says where it lies: x = columns from the left edge, y =
   * rows from the top edge. No position on Earth belongs to it.
   */
  public static Crs ofPicturePixels() {
    return PICTURE_PIXELS;
  }

  /** As {@link #ofPicturePixels()}, in metres on the ground. */
  public static Crs ofPictureMetres() {
    return PICTURE_METRES;
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
    return system.filter(known -> Boolean.TRUE.equals(known.isGeographic())).isPresent();
  }

  /**
   * Projects a WGS 84 position.
   *
   * @return {@code {x, y}} in this system's units; NaN where the projection is not defined there,
   *     and everywhere in a picture's plane
   */
  public double[] fromLonLat(double longitude, double latitude) {
    return transform(fromWgs84.get(), longitude, latitude);
  }

  /**
   * The WGS 84 position of a point of this system.
   *
   * @return {@code {longitude, latitude}} in degrees; NaN where the projection cannot be undone,
   *     and everywhere in a picture's plane
   */
  public double[] toLonLat(double x, double y) {
    return transform(toWgs84.get(), x, y);
  }

  private double[] transform(BasicCoordinateTransform transform, double x, double y) {
    if (system.isEmpty()) {
      return new double[] {Double.NaN, Double.NaN};
    }
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
