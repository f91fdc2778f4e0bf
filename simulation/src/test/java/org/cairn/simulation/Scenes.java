package org.cairn.simulation;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.cairn.imagery.raster.ByteSources;
import org.cairn.imagery.raster.GeoTiff;
import org.cairn.imagery.raster.HttpSettings;
import org.cairn.imagery.raster.PixelWindow;
import org.cairn.imagery.raster.TileCache;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Small simulations, and how their files are read back. */
final class Scenes {
  private static final long CACHE_BYTES = 1 << 24;

  private Scenes() {}

  /** Two years over two places, all that the simulation knows switched on. */
  static SimulationSettings small() {
    return new SimulationSettings(
        11,
        96,
        14,
        LocalDate.parse("2024-05-03"),
        50,
        LocalDate.parse("2025-05-01"),
        2,
        1,
        true,
        true);
  }

  static JsonNode read(Path file) {
    return JsonMapper.shared().readTree(file.toFile());
  }

  static GeoTiff open(URI href) throws IOException {
    return GeoTiff.open(
        new ByteSources(HttpSettings.defaults()).open(href), new TileCache(CACHE_BYTES));
  }

  /** All of an image, numbers as stored. */
  static float[] pixels(URI href) throws IOException {
    try (GeoTiff image = open(href)) {
      return image.read(0, List.of(new PixelWindow(0, 0, image.cols(), image.rows()))).getFirst();
    }
  }
}
