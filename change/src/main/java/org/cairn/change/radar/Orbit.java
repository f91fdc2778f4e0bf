package org.cairn.change.radar;

import java.util.Comparator;

/**
 * One way of looking: a satellite passes the same way again and again, and only passes of one orbit
 * see the ground under the same angle. STAC: {@code sat:relative_orbit}, {@code sat:orbit_state}.
 *
 * @param relative number of the orbit within the repeat cycle (Sentinel-1: 1 to 175), 0 or more
 */
public record Orbit(int relative, Direction direction) implements Comparable<Orbit> {
  private static final Comparator<Orbit> ORDER =
      Comparator.comparingInt(Orbit::relative).thenComparing(Orbit::direction);

  public Orbit {
    if (relative < 0) {
      throw new IllegalArgumentException("Relative orbit is " + relative + ", allowed: 0 or more");
    }
  }

  @Override
  public int compareTo(Orbit other) {
    return ORDER.compare(this, other);
  }

  /** Where the satellite flies to: northwards or southwards. */
  public enum Direction {
    ASCENDING,
    DESCENDING
  }
}
