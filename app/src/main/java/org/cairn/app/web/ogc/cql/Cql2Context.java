package org.cairn.app.web.ogc.cql;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.cairn.register.FeatureProperty.Type;
import org.locationtech.jts.geom.Geometry;

/**
 * What a filter may be about.
 *
 * @param queryables types of the properties by name
 * @param toWgs84 brings coordinates of the filter's reference system to longitudes and latitudes;
 *     empty where they are none of it
 */
public record Cql2Context(
    Map<String, Type> queryables, Function<Geometry, Optional<Geometry>> toWgs84) {
  /** Name of the feature's geometry in a filter. */
  public static final String GEOMETRY = "geometry";

  public Cql2Context {
    queryables = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(queryables));
  }

  /** All names, for messages. */
  String names() {
    return String.join(", ", queryables.keySet()) + ", " + GEOMETRY;
  }
}
