package org.cairn.register;

import java.time.Instant;
import java.util.Optional;
import org.locationtech.jts.geom.Geometry;

/**
 * Which features are asked for: those that meet every condition that is set. Immutable.
 *
 * @param sight of who asks; also says what a condition is held against
 * @param id of the only one
 * @param within an area that its geometry touches, as far as that may be seen; WGS 84 degrees, cut
 *     at the antimeridian where it goes over it
 * @param during a span that it has to do with
 * @param filter another condition
 * @param after key of the last one of the page before; empty for the first page
 * @param limit the most features in a page, 1 to {@value #MOST}
 */
public record FeatureQuery(
    FeatureSight sight,
    Optional<String> id,
    Optional<Geometry> within,
    Optional<During> during,
    Optional<FeatureFilter> filter,
    Optional<String> after,
    int limit) {
  /** Of a page. */
  public static final int MOST = 10_000;

  public FeatureQuery {
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException(
          "Expected a limit from 1 to %d, found %d".formatted(MOST, limit));
    }
  }

  /**
   * A span of time, both ends within it; empty where it is open.
   *
   * @param from to the second
   * @param until to the second
   */
  public record During(Optional<Instant> from, Optional<Instant> until) {}

  public static FeatureQuery all(FeatureSight sight, int limit) {
    return new FeatureQuery(
        sight,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        limit);
  }

  public FeatureQuery withId(String only) {
    return new FeatureQuery(sight, Optional.of(only), within, during, filter, after, limit);
  }

  public FeatureQuery withAfter(String key) {
    return new FeatureQuery(sight, id, within, during, filter, Optional.of(key), limit);
  }

  public FeatureQuery withLimit(int most) {
    return new FeatureQuery(sight, id, within, during, filter, after, most);
  }

  /** Whether all features meet it. */
  public boolean isUnconditional() {
    return id.isEmpty() && within.isEmpty() && during.isEmpty() && filter.isEmpty();
  }
}
