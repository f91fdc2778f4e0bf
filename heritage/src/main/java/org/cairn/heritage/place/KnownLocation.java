package org.cairn.heritage.place;

import java.util.Comparator;
import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;

/** Where a place is, as far as somebody may know it; longitudes and latitudes in WGS 84 degrees. */
public sealed interface KnownLocation {
  /** At this position. */
  record Exact(double lon, double lat) implements KnownLocation {}

  /** Somewhere in this cell. */
  record Within(GridCell cell) implements KnownLocation {}

  /** It is kept by those who look after the place. */
  record Withheld() implements KnownLocation {}

  /** Nobody says. */
  record Unsaid() implements KnownLocation {}

  /**
   * @param exact whether who asks may know where protected places lie
   */
  static KnownLocation of(PlaceDescription place, boolean exact) {
    // The footprint before the boundary before what only stands for it, then the source's order.
    Optional<PlaceGeometry> best =
        place.geometries().stream().min(Comparator.comparing(PlaceGeometry::extent));
    if (best.isEmpty()) {
      return new Unsaid();
    }
    return of(best.get(), place.sensitivity(), exact);
  }

  /** Of one geometry of a place so protected. */
  static KnownLocation of(PlaceGeometry geometry, Sensitivity sensitivity, boolean exact) {
    Coordinate middle = Middle.of(geometry.geometry());
    return switch (exact ? Sensitivity.Level.PUBLIC : sensitivity.level()) {
      case PUBLIC -> new Exact(middle.x, middle.y);
      case GENERALISED -> new Within(GridCell.of(middle.x, middle.y, sensitivity.cellMetres()));
      case WITHHELD -> new Withheld();
    };
  }

  /** The position to show it at: of a cell the middle; empty where there is none. */
  default Optional<Coordinate> shown() {
    return switch (this) {
      case Exact at -> Optional.of(new Coordinate(at.lon(), at.lat()));
      case Within within -> Optional.of(new Coordinate(within.cell().lon(), within.cell().lat()));
      case Withheld none -> Optional.empty();
      case Unsaid none -> Optional.empty();
    };
  }
}
