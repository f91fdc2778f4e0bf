package org.cairn.simulation.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes JSON documents whole or not at all. Stateless. */
final class JsonFiles {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** About a millimetre. */
  private static final double DEGREES = 1e8;

  private JsonFiles() {}

  static void write(Path file, Object content) throws IOException {
    Path half = file.resolveSibling(file.getFileName() + ".part");
    Files.writeString(half, JSON.writeValueAsString(content) + "\n");
    Files.move(half, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /** A polygon without holes as GeoJSON, counter-clockwise (RFC 7946, section 3.1.6). */
  static Map<String, Object> geometry(Geometry polygon) {
    Coordinate[] corners = polygon.getCoordinates();
    Geometry ring = Orientation.isCCW(corners) ? polygon : polygon.reverse();
    List<List<Double>> points = new ArrayList<>();
    for (Coordinate corner : ring.getCoordinates()) {
      points.add(List.of(rounded(corner.x), rounded(corner.y)));
    }
    return Map.of("type", "Polygon", "coordinates", List.of(points));
  }

  static double rounded(double degrees) {
    return Math.rint(degrees * DEGREES) / DEGREES;
  }
}
