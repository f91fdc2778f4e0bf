package org.cairn.imagery.stac;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.cairn.imagery.raster.Crs;
import org.cairn.imagery.raster.Grid;
import tools.jackson.databind.JsonNode;

/**
 * The projection extension (versions 1.0 to 2.0), on the asset or on the item:
 *
 * <pre>
 * "proj:epsg": 32632 or null, or "proj:code": "EPSG:32632" or null
 * "proj:shape": [rows, cols]
 * "proj:transform": [stepX, 0, originX, 0, stepY, originY] or all nine numbers of the matrix
 * "proj:bbox": [west, south, east, north] in units of the CRS
 * </pre>
 */
final class Projection {
  /** Building a system is slow, and a catalogue names few. */
  private static final Map<String, Optional<Crs>> KNOWN = new ConcurrentHashMap<>();

  private Projection() {}

  /** Empty where too little is said, the system is not known, or the image is rotated. */
  static Optional<Grid> grid(JsonNode asset, JsonNode properties) {
    Optional<Crs> crs = code(asset).or(() -> code(properties)).flatMap(Projection::crs);
    if (crs.isEmpty()) {
      return Optional.empty();
    }
    boolean own = asset.has("proj:shape") || asset.has("proj:transform");
    JsonNode level = own ? asset : properties;
    Optional<List<Double>> shape = Json.numbers(level.path("proj:shape"));
    if (shape.isEmpty() || shape.get().size() != 2) {
      return Optional.empty();
    }
    int rows = shape.get().get(0).intValue();
    int cols = shape.get().get(1).intValue();
    Optional<List<Double>> transform = Json.numbers(level.path("proj:transform"));
    if (transform.isPresent()) {
      return byTransform(crs.get(), transform.get(), rows, cols);
    }
    return Json.numbers(asset.path("proj:bbox"))
        .or(() -> Json.numbers(properties.path("proj:bbox")))
        .flatMap(box -> byBox(crs.get(), box, rows, cols));
  }

  private static Optional<Grid> byTransform(Crs crs, List<Double> matrix, int rows, int cols) {
    boolean northUp =
        (matrix.size() == 6 || matrix.size() == 9) && matrix.get(1) == 0 && matrix.get(3) == 0;
    return northUp
        ? grid(crs, matrix.get(2), matrix.get(5), matrix.get(0), matrix.get(4), rows, cols)
        : Optional.empty();
  }

  private static Optional<Grid> byBox(Crs crs, List<Double> box, int rows, int cols) {
    if (box.size() != 4 || rows < 1 || cols < 1) {
      return Optional.empty();
    }
    double stepX = (box.get(2) - box.get(0)) / cols;
    double stepY = (box.get(1) - box.get(3)) / rows;
    return grid(crs, box.get(0), box.get(3), stepX, stepY, rows, cols);
  }

  private static Optional<Grid> grid(
      Crs crs, double originX, double originY, double stepX, double stepY, int rows, int cols) {
    if (!(stepX > 0) || stepY == 0 || rows < 1 || cols < 1) {
      return Optional.empty();
    }
    return Optional.of(new Grid(crs, originX, originY, stepX, stepY, cols, rows));
  }

  private static Optional<String> code(JsonNode node) {
    Optional<String> code = Json.text(node, "proj:code");
    if (code.isPresent()) {
      return code;
    }
    double epsg = Json.number(node, "proj:epsg").orElse(0);
    return epsg > 0 && epsg < 1e6 ? Optional.of("EPSG:" + (int) epsg) : Optional.empty();
  }

  private static Optional<Crs> crs(String code) {
    return KNOWN.computeIfAbsent(
        code,
        name -> {
          try {
            return Optional.of(Crs.parse(name));
          } catch (IllegalArgumentException unknown) {
            // The file itself is asked then.
            return Optional.empty();
          }
        });
  }
}
