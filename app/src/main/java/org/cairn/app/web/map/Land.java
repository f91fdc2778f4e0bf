package org.cairn.app.web.map;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cairn.app.web.Assets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The coasts of the world at 1:110 million, for maps that the server draws: Natural Earth (public
 * domain) by way of the npm package {@code world-atlas} 2.0.2, whose TopoJSON has each line once,
 * as whole-number steps. Immutable.
 */
final class Land {
  static final String COARSE = "land-110m.json";
  static final String FINE = "land-10m.json";

  private static final class Holder {
    private static final Land LAND = read();
  }

  private final List<Outline> outlines;

  private Land(List<Outline> outlines) {
    this.outlines = List.copyOf(outlines);
  }

  /**
   * A piece of land, or a hole in one.
   *
   * @param path for SVG, x = longitude, y = latitude downwards, in degrees
   */
  private record Outline(double west, double south, double east, double north, String path) {}

  static Land get() {
    return Holder.LAND;
  }

  /** Whatever reaches into a box, as the path of an SVG. */
  String within(double west, double south, double east, double north) {
    StringBuilder path = new StringBuilder();
    for (Outline outline : outlines) {
      if (outline.west() <= east
          && outline.east() >= west
          && outline.south() <= north
          && outline.north() >= south) {
        path.append(outline.path());
      }
    }
    return path.toString();
  }

  private static Land read() {
    try (InputStream in = Assets.open(COARSE)) {
      if (in == null) {
        throw new IllegalStateException("Asset " + COARSE + " is missing: build again");
      }
      return of(JsonMapper.shared().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException("Asset " + COARSE + " could not be read", e);
    }
  }

  private static Land of(JsonNode topology) {
    List<double[][]> arcs = new ArrayList<>();
    JsonNode scale = topology.path("transform").path("scale");
    JsonNode origin = topology.path("transform").path("translate");
    for (JsonNode arc : topology.path("arcs")) {
      double[][] points = new double[arc.size()][];
      long x = 0;
      long y = 0;
      for (int at = 0; at < arc.size(); at++) {
        x += arc.path(at).path(0).asLong();
        y += arc.path(at).path(1).asLong();
        points[at] =
            new double[] {
              x * scale.path(0).asDouble() + origin.path(0).asDouble(),
              y * scale.path(1).asDouble() + origin.path(1).asDouble()
            };
      }
      arcs.add(points);
    }
    List<Outline> outlines = new ArrayList<>();
    for (JsonNode geometry : topology.path("objects").path("land").path("geometries")) {
      boolean many = geometry.path("type").asString("").equals("MultiPolygon");
      for (JsonNode polygon : many ? geometry.path("arcs") : List.of(geometry.path("arcs"))) {
        for (double shift : new double[] {-360, 0, 360}) {
          Outline outline = outline(polygon, arcs, shift);
          if (outline.west() < 180 && outline.east() > -180) {
            outlines.add(outline);
          }
        }
      }
    }
    return new Land(outlines);
  }

  /** The file is for a globe: its rings run over the antimeridian and around the poles. */
  private static List<double[]> ring(JsonNode numbers, List<double[][]> arcs) {
    List<double[]> ring = new ArrayList<>();
    double turn = 0;
    for (JsonNode arc : numbers) {
      int number = arc.asInt();
      double[][] points = arcs.get(number < 0 ? -number - 1 : number);
      for (int at = 0; at < points.length; at++) {
        double[] point = points[number < 0 ? points.length - 1 - at : at];
        if (!ring.isEmpty()) {
          double step = point[0] + turn - ring.getLast()[0];
          turn += step > 180 ? -360 : step < -180 ? 360 : 0;
        }
        ring.add(new double[] {point[0] + turn, point[1]});
      }
    }
    if (Math.abs(ring.getLast()[0] - ring.getFirst()[0]) > 180) {
      double pole = ring.getFirst()[1] < 0 ? -90 : 90;
      ring.add(new double[] {ring.getLast()[0], pole});
      ring.add(new double[] {ring.getFirst()[0], pole});
    }
    return ring;
  }

  /** What of a piece lies east or west of the antimeridian is drawn on the other side too. */
  private static Outline outline(JsonNode polygon, List<double[][]> arcs, double shift) {
    StringBuilder path = new StringBuilder();
    double[] bounds = {540, 90, -540, -90};
    for (JsonNode numbers : polygon) {
      char step = 'M';
      for (double[] point : ring(numbers, arcs)) {
        double lon = point[0] + shift;
        bounds[0] = Math.min(bounds[0], lon);
        bounds[1] = Math.min(bounds[1], point[1]);
        bounds[2] = Math.max(bounds[2], lon);
        bounds[3] = Math.max(bounds[3], point[1]);
        path.append(String.format(Locale.ROOT, "%c%.1f %.1f", step, lon, -point[1]));
        step = 'L';
      }
      path.append('Z');
    }
    return new Outline(bounds[0], bounds[1], bounds[2], bounds[3], path.toString());
  }
}
