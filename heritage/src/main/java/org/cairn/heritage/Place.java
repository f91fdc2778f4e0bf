package org.cairn.heritage;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.locationtech.jts.geom.Geometry;

/**
 * Anything worth watching: building, cemetery, settlement, landscape. Immutable as long as nobody
 * changes the geometry.
 *
 * @param id the register's or the source's identifier, unique within one list of places, never
 *     blank
 * @param names all names, in the order of the source; may be empty, then the id stands in
 * @param geometry footprint or point in WGS 84, x = longitude, y = latitude in degrees; valid and
 *     not empty
 */
public record Place(String id, List<PlaceName> names, Geometry geometry) {
  public Place {
    if (id.isBlank()) {
      throw new IllegalArgumentException("A place must have an id, found a blank one");
    }
    if (geometry.isEmpty()) {
      throw new IllegalArgumentException("Place '" + id + "' has an empty geometry");
    }
    names = List.copyOf(names);
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
