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

  /** Whatever reaches into a box, as the path of an SVG; longitudes may run on beyond 180. */
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
        outlines.add(outline(polygon, arcs));
      }
    }
    return new Land(outlines);
  }

  private static Outline outline(JsonNode polygon, List<double[][]> arcs) {
    StringBuilder path = new StringBuilder();
    double[] bounds = {180, 90, -180, -90};
    for (JsonNode ring : polygon) {
      char step = 'M';
      for (JsonNode arc : ring) {
        int number = arc.asInt();
        double[][] points = arcs.get(number < 0 ? -number - 1 : number);
        for (int at = 0; at < points.length; at++) {
          double[] point = points[number < 0 ? points.length - 1 - at : at];
          bounds[0] = Math.min(bounds[0], point[0]);
          bounds[1] = Math.min(bounds[1], point[1]);
          bounds[2] = Math.max(bounds[2], point[0]);
          bounds[3] = Math.max(bounds[3], point[1]);
          path.append(String.format(Locale.ROOT, "%c%.1f %.1f", step, point[0], -point[1]));
          step = 'L';
        }
      }
      path.append('Z');
    }
    return new Outline(bounds[0], bounds[1], bounds[2], bounds[3], path.toString());
  }
}
