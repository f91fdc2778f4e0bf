package org.cairn.imagery.scene;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.locationtech.jts.geom.Coordinate;

/** Projects edges, adding points until the chords stay close to the true curve. Immutable. */
final class EdgePath {
  /** An edge is halved at most this often; near a singularity no number would do. */
  private static final int MOST_HALVINGS = 12;

  private static final double METRES = 0.05;
  private static final double METRES_PER_DEGREE = 111_320;
  private static final double[] PROBES = {0.25, 0.5, 0.75};

  /** Exact projection of one position; NaN where undefined. */
  @FunctionalInterface
  interface Projection {
    double[] of(double x, double y);
  }

  /** What the projected numbers are. */
  enum Tolerance {
    METRES,
    DEGREES,
    /** Degrees that may jump by 360 at the antimeridian; the path unrolls them. */
    LONGITUDE_LATITUDE
  }

  private final Projection projection;
  private final DoubleUnaryOperator sourceX;
  private final Tolerance tolerance;

  /**
   * @param sourceX shifts the x of source vertices before edges are cut between them
   */
  EdgePath(Projection projection, DoubleUnaryOperator sourceX, Tolerance tolerance) {
    this.projection = projection;
    this.sourceX = sourceX;
    this.tolerance = tolerance;
  }

  Coordinate point(Coordinate source) {
    return project(sourceX.applyAsDouble(source.x), source.y);
  }

  static boolean defined(Coordinate at) {
    return Double.isFinite(at.x) && Double.isFinite(at.y);
  }

  /** The projected path through these vertices; empty where any position of it is undefined. */
  List<Coordinate> along(Coordinate[] source) {
    List<Coordinate> path = new ArrayList<>();
    Coordinate from = shifted(source[0]);
    Coordinate fromProjected = project(from.x, from.y);
    if (!defined(fromProjected)) {
      return List.of();
    }
    path.add(fromProjected);
    for (int i = 1; i < source.length; i++) {
      Coordinate to = shifted(source[i]);
      Coordinate toProjected = near(project(to.x, to.y), path.getLast());
      if (!defined(toProjected) || !add(from, path.getLast(), to, toProjected, 0, path)) {
        return List.of();
      }
      from = to;
    }
    return path;
  }

  private Coordinate shifted(Coordinate source) {
    return new Coordinate(sourceX.applyAsDouble(source.x), source.y);
  }

  private Coordinate project(double x, double y) {
    double[] at = projection.of(x, y);
    return new Coordinate(at[0], at[1]);
  }

  /** The same position with the longitude closest to that of a neighbour. */
  private Coordinate near(Coordinate at, Coordinate neighbour) {
    if (tolerance == Tolerance.LONGITUDE_LATITUDE) {
      at.x -= 360 * Math.rint((at.x - neighbour.x) / 360);
    }
    return at;
  }

  /** Adds what follows {@code from} up to {@code to}; false where a position is undefined. */
  private boolean add(
      Coordinate from,
      Coordinate fromProjected,
      Coordinate to,
      Coordinate toProjected,
      int depth,
      List<Coordinate> path) {
    boolean close = true;
    for (double share : PROBES) {
      Coordinate exact =
          near(
              project(from.x + share * (to.x - from.x), from.y + share * (to.y - from.y)),
              fromProjected);
      if (!defined(exact)) {
        return false;
      }
      double chordX = fromProjected.x + share * (toProjected.x - fromProjected.x);
      double chordY = fromProjected.y + share * (toProjected.y - fromProjected.y);
      close &= distance(exact, chordX, chordY) < METRES;
    }
    if (close || depth == MOST_HALVINGS) {
      path.add(toProjected);
      return true;
    }
    Coordinate middle = new Coordinate((from.x + to.x) / 2, (from.y + to.y) / 2);
    Coordinate middleProjected = near(project(middle.x, middle.y), fromProjected);
    Coordinate end = near(toProjected.copy(), middleProjected);
    return add(from, fromProjected, middle, middleProjected, depth + 1, path)
        && add(middle, middleProjected, to, end, depth + 1, path);
  }

  private double distance(Coordinate exact, double x, double y) {
    return switch (tolerance) {
      case METRES -> Math.hypot(exact.x - x, exact.y - y);
      case DEGREES -> METRES_PER_DEGREE * Math.hypot(exact.x - x, exact.y - y);
      case LONGITUDE_LATITUDE ->
          METRES_PER_DEGREE
              * Math.hypot((exact.x - x) * Math.cos(Math.toRadians(exact.y)), exact.y - y);
    };
  }
}
