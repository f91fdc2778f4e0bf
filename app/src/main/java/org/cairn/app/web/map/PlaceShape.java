package org.cairn.app.web.map;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.simplify.DouglasPeuckerSimplifier;

/**
 * The outlines that sources give of a place, drawn by the server: north is up, one unit is a metre
 * from the middle, at the scale of its latitude. Immutable.
 *
 * @param view value of {@code viewBox}
 * @param path of the outlines, all of them
 * @param metres how far they reach, the wider way
 */
public record PlaceShape(String view, String path, double metres) {
  /** Seen from so far, it is the globe that is round, not the place. */
  private static final double MOST_METRES = 500_000;

  private static final double METRES_PER_DEGREE = Math.PI * 6_371_008.8 / 180;

  /** Of the drawing's width, what no eye tells apart. */
  private static final double COARSE = 1.0 / 400;

  /**
   * @param geometries longitude, latitude in degrees of WGS 84
   * @return nothing where no line or outline is among them, or one too large to be drawn flat
   */
  public static Optional<PlaceShape> of(List<Geometry> geometries) {
    List<Geometry> shapes =
        geometries.stream().filter(each -> each.getDimension() > 0 && !each.isEmpty()).toList();
    if (shapes.isEmpty()) {
      return Optional.empty();
    }
    Coordinate middle = shapes.getFirst().getCoordinate();
    double narrowing = Math.cos(Math.toRadians(middle.y));
    List<Geometry> flat = shapes.stream().map(each -> flat(each, middle, narrowing)).toList();
    Envelope seen = new Envelope();
    flat.forEach(each -> seen.expandToInclude(each.getEnvelopeInternal()));
    double metres = Math.max(seen.getWidth(), seen.getHeight());
    if (metres == 0 || metres > MOST_METRES) {
      return Optional.empty();
    }
    StringBuilder path = new StringBuilder();
    for (Geometry each : flat) {
      DouglasPeuckerSimplifier simpler = new DouglasPeuckerSimplifier(each);
      simpler.setDistanceTolerance(metres * COARSE);
      simpler.setEnsureValid(false); // drawn as it is
      add(simpler.getResultGeometry(), path);
    }
    if (path.isEmpty()) {
      return Optional.empty();
    }
    double side = 1.2 * metres;
    String view =
        String.join(
            " ",
            number(seen.centre().x - side / 2),
            number(-seen.centre().y - side / 2),
            number(side),
            number(side));
    return Optional.of(new PlaceShape(view, path.toString(), metres));
  }

  /** In metres; what lies on the other side of the antimeridian is put beside the rest. */
  private static Geometry flat(Geometry geometry, Coordinate middle, double narrowing) {
    Geometry flat = geometry.copy();
    flat.apply((Coordinate at) -> {
      double east = Math.IEEEremainder(at.x - middle.x, 360);
      at.x = east * METRES_PER_DEGREE * narrowing;
      at.y = (at.y - middle.y) * METRES_PER_DEGREE;
    });
    flat.geometryChanged();
    return flat;
  }

  private static void add(Geometry geometry, StringBuilder path) {
    for (int part = 0; part < geometry.getNumGeometries(); part++) {
      switch (geometry.getGeometryN(part)) {
        case Polygon polygon -> {
          add(polygon.getExteriorRing().getCoordinates(), path);
          for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
            add(polygon.getInteriorRingN(hole).getCoordinates(), path);
          }
        }
        case LineString line -> add(line.getCoordinates(), path);
        default -> {
          // A point has no outline.
        }
      }
    }
  }

  private static void add(Coordinate[] line, StringBuilder path) {
    char step = 'M';
    for (Coordinate at : line) {
      path.append(step).append(number(at.x)).append(' ').append(number(-at.y));
      step = 'L';
    }
  }

  private static String number(double metres) {
    return String.format(Locale.ROOT, "%.1f", metres)
        .replaceAll("\\.0$", "")
        .replaceAll("^-0$", "0");
  }
}
