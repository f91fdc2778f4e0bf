package org.cairn.heritage.place;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryCollection;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.GeometryFixer;

/**
 * What the watch looks at of a geometry that somebody gave: valid, areas before lines before
 * points, and cut where it crosses the antimeridian. What was given stays as it is.
 *
 * @param geometry in WGS 84, x = longitude -180 to 180, y = latitude in degrees; valid, not empty
 * @param changes what had to be done to it
 */
public record WatchedGeometry(Geometry geometry, Set<Change> changes) {
  public WatchedGeometry {
    changes = Set.copyOf(changes);
  }

  /** What stands between a geometry as given and as watched. */
  public enum Change {
    /** An outline was not valid. */
    REPAIRED,
    CUT_AT_ANTIMERIDIAN,
    /** It has outlines without area only. */
    UNUSABLE
  }

  /**
   * Of the geometry that {@link PlaceDescription#toPlace()} chooses; nothing where there is none.
   */
  public static Set<Change> changes(PlaceDescription place) {
    if (place.geometries().isEmpty()) {
      return Set.of();
    }
    return WatchedPlace.geometry(place)
        .map(WatchedGeometry::changes)
        .orElse(Set.of(Change.UNUSABLE));
  }

  /** Empty where nothing of it has an extent that fits its kind. */
  static Optional<WatchedGeometry> of(Geometry given) {
    Set<Change> changes = EnumSet.noneOf(Change.class);
    List<Geometry> parts = new ArrayList<>();
    for (Geometry part : parts(given)) {
      Geometry valid = repaired(Antimeridian.unwrapped(part), changes);
      if (crosses(valid.getEnvelopeInternal())) {
        changes.add(Change.CUT_AT_ANTIMERIDIAN);
      }
      parts.addAll(parts(Antimeridian.withinBounds(valid)));
    }
    int dimension = parts.stream().mapToInt(Geometry::getDimension).max().orElse(-1);
    if (dimension < 0) {
      return Optional.empty();
    }
    List<Geometry> kept = parts.stream().filter(each -> each.getDimension() == dimension).toList();
    Geometry together = given.getFactory().buildGeometry(kept);
    // Parts that overlap make no valid multi-polygon; their union is the area.
    Geometry valid = together.isValid() ? together : together.union();
    return valid.isEmpty() ? Optional.empty() : Optional.of(new WatchedGeometry(valid, changes));
  }

  private static List<Geometry> parts(Geometry geometry) {
    if (!(geometry instanceof GeometryCollection)) {
      return geometry.isEmpty() ? List.of() : List.of(geometry);
    }
    List<Geometry> parts = new ArrayList<>();
    for (int i = 0; i < geometry.getNumGeometries(); i++) {
      parts.addAll(parts(geometry.getGeometryN(i)));
    }
    return parts;
  }

  /** Empty for an outline without area. */
  private static Geometry repaired(Geometry part, Set<Change> changes) {
    if (!(part instanceof Polygon) || part.isValid()) {
      return part;
    }
    Geometry fixed = GeometryFixer.fix(part);
    if (fixed.getArea() == 0) {
      return part.getFactory().createPolygon();
    }
    changes.add(Change.REPAIRED);
    return fixed;
  }

  private static boolean crosses(Envelope box) {
    return (box.getMinX() < -180 && box.getMaxX() > -180)
        || (box.getMinX() < 180 && box.getMaxX() > 180);
  }
}
