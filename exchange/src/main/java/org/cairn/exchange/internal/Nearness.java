package org.cairn.exchange.internal;

import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.util.AffineTransformation;

/** Whether two geometries under one id can be the same place, drawn twice. */
public final class Nearness {
  /** Registers export point and outline of a place as two rows. */
  private static final double SAME_PLACE_METRES = 1_000;

  private static final double METRES_PER_DEGREE = 111_195;

  private Nearness() {}

  /** At most a kilometre apart. */
  public static boolean mayBeOnePlace(Geometry a, Geometry b) {
    return metresBetween(a, b) <= SAME_PLACE_METRES;
  }

  /** Good enough to tell a wall from another town; not over the antimeridian. */
  private static double metresBetween(Geometry a, Geometry b) {
    double latitude = Math.toRadians(a.getEnvelopeInternal().centre().getY());
    AffineTransformation flat =
        AffineTransformation.scaleInstance(Math.max(0.01, Math.cos(latitude)), 1);
    return flat.transform(a).distance(flat.transform(b)) * METRES_PER_DEGREE;
  }
}
