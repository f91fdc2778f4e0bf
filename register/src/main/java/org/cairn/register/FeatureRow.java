package org.cairn.register;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/** A feature as somebody may see it. Immutable as long as nobody writes to its values. */
public final class FeatureRow {
  private final String id;
  private final String key;
  private final @Nullable Geometry geometry;
  private final @Nullable Object[] values;

  /** Owns the array from now on. */
  FeatureRow(String id, String key, @Nullable Geometry geometry, @Nullable Object[] values) {
    this.id = id;
    this.key = key;
    this.geometry = geometry;
    this.values = values;
  }

  public String id() {
    return id;
  }

  /** To go on after it, see {@link FeatureQuery#after}. */
  public String key() {
    return key;
  }

  /** Longitude, latitude in degrees of WGS 84; empty where none is said or may be seen. */
  public Optional<Geometry> geometry() {
    return Optional.ofNullable(geometry);
  }

  /**
   * @param index of a property in {@link FeatureLayer#properties} of the sight that was asked with
   * @return as its type says; null where there is none
   */
  public @Nullable Object value(int index) {
    return values[index];
  }
}
