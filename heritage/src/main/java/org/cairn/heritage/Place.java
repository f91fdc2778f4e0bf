package org.cairn.heritage;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * Anything worth watching: building, cemetery, settlement, landscape. Immutable as long as nobody
 * changes the geometry.
 *
 * <p>A place known from pictures alone has no geometry: {@link #withoutLocation}.
 *
 * @param id the register's or the source's identifier, unique within one list of places, never
 *     blank
 * @param names all names, in the order of the source; may be empty, then the id stands in
 * @param geometry footprint or point in WGS 84, x = longitude, y = latitude in degrees; valid and
 *     not empty, but where {@link #isLocated} says so
 */
public record Place(String id, List<PlaceName> names, Geometry geometry) {
  private static final Geometry NOWHERE = new GeometryFactory().createPolygon();

  public Place {
    if (id.isBlank()) {
      throw new IllegalArgumentException("A place must have an id, found a blank one");
    }
    if (geometry.isEmpty() && !isNowhere(geometry)) {
      throw new IllegalArgumentException("Place '" + id + "' has an empty geometry");
    }
    names = List.copyOf(names);
  }

  /** A place of which nobody says where it lies. */
  public static Place withoutLocation(String id, List<PlaceName> names) {
    return new Place(id, names, NOWHERE);
  }

  /** Whether it lies anywhere; where not, its geometry is an empty polygon. */
  public boolean isLocated() {
    return !isNowhere(geometry);
  }

  /** The one empty geometry that is meant; any other is somebody's mistake. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isNowhere(Geometry geometry) {
    return geometry == NOWHERE;
  }

  /**
   * The first name in one of the viewer's languages, in the viewer's order; else the first name;
   * else the id.
   */
  public PlaceName nameFor(List<Locale> viewerLanguages) {
    for (Locale viewer : viewerLanguages) {
      Optional<PlaceName> match =
          names.stream()
              .filter(name -> name.language().isPresent())
              .filter(name ->
                  Locale.forLanguageTag(name.language().get())
                      .getLanguage()
                      .equals(viewer.getLanguage()))
              .findFirst();
      if (match.isPresent()) {
        return match.get();
      }
    }
    return names.isEmpty() ? PlaceName.of(id) : names.getFirst();
  }
}
