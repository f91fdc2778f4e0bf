package org.cairn.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.cairn.imagery.raster.ByteSources;
import org.cairn.imagery.raster.GeoTiff;
import org.cairn.imagery.raster.Grid;
import org.cairn.imagery.raster.HttpSettings;
import org.cairn.imagery.raster.PixelWindow;
import org.cairn.imagery.raster.TileCache;
import org.cairn.imagery.scene.Footprints;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whole windows of an image series as places, named by their first row and column. */
final class Windows {
  private static final GeometryFactory FACTORY = new GeometryFactory();

  private Windows() {}

  /**
   * Writes all windows of some size that fit, for example {@code r000c010}.
   *
   * @return their ids
   */
  static List<String> write(Path items, String asset, int size, Path places) throws IOException {
    Grid grid = grid(items, asset);
    List<String> ids = new ArrayList<>();
    List<String> features = new ArrayList<>();
    for (int row = 0; row + size <= grid.rows(); row += size) {
      for (int col = 0; col + size <= grid.cols(); col += size) {
        String id = "r%03dc%03d".formatted(row, col);
        ids.add(id);
        features.add(feature(id, grid.window(new PixelWindow(col, row, size, size))));
      }
    }
    Files.createDirectories(places.toAbsolutePath().getParent());
    Files.writeString(
        places,
        "{\"type\":\"FeatureCollection\",\"features\":[" + String.join(",", features) + "]}");
    return ids;
  }

  /** The file's own grid: the item's numbers are rounded. */
  private static Grid grid(Path items, String asset) throws IOException {
    JsonNode first = JsonMapper.shared().readTree(items.toFile()).at("/features/0/assets/" + asset);
    Path image = items.resolveSibling(first.get("href").asString()).normalize();
    try (ByteSources sources = new ByteSources(HttpSettings.defaults());
        GeoTiff file = GeoTiff.open(sources.open(image.toUri()), new TileCache(1 << 20))) {
      return file.grid().orElseThrow();
    }
  }

  private static String feature(String id, Grid window) {
    Geometry box =
        FACTORY.toGeometry(
            new Envelope(
                window.xOf(0),
                window.xOf(window.cols()),
                window.yOf(window.rows()),
                window.yOf(0)));
    String ring =
        List.of(Footprints.toLonLat(box, window.crs()).getCoordinates()).stream()
            .map((Coordinate c) -> String.format(Locale.ROOT, "[%.10f,%.10f]", c.x, c.y))
            .collect(Collectors.joining(","));
    return """
    {"type":"Feature","id":"%s","properties":{},
    "geometry":{"type":"Polygon","coordinates":[[%s]]}}\
    """
        .formatted(id, ring);
  }
}
