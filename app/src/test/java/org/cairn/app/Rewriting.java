package org.cairn.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.cairn.imagery.raster.ByteSources;
import org.cairn.imagery.raster.CogWriter;
import org.cairn.imagery.raster.GeoTiff;
import org.cairn.imagery.raster.Grid;
import org.cairn.imagery.raster.HttpSettings;
import org.cairn.imagery.raster.PixelWindow;
import org.cairn.imagery.raster.SampleFormat;
import org.cairn.imagery.raster.TileCache;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Rewrites images of a simulated landscape. */
final class Rewriting {
  private static final int ADDED = 1_000;
  private static final int PLANTS = 4;
  private static final int CLOUD = 9;

  private Rewriting() {}

  /** All scenes as before baseline 04.00: nothing added to the numbers, nothing listed. */
  static void asOneBaseline(Landscape source, Landscape target) throws IOException {
    for (JsonNode item : source.read("items.json").get("features")) {
      JsonNode properties = item.get("properties");
      boolean added =
          !properties.get("s2:processing_baseline").asString().equals("02.14")
              && !properties.path("earthsearch:boa_offset_applied").asBoolean(false);
      String id = item.get("id").asString();
      for (String band : List.of("red", "nir")) {
        if (added) {
          rewrite(source.image(id, band), target.image(id, band), ADDED);
        }
      }
    }
    target.editItems(items -> {
      for (JsonNode item : items) {
        ObjectNode properties = (ObjectNode) item.get("properties");
        properties.put("s2:processing_baseline", "02.14");
        properties.remove("earthsearch:boa_offset_applied");
        for (String band : List.of("red", "nir")) {
          ((ObjectNode) item.at("/assets/" + band + "/raster:bands/0")).put("offset", 0);
        }
      }
    });
  }

  /** Clouds everywhere, says the mask. */
  static void overcast(Landscape source, Landscape target, String item) throws IOException {
    Grid grid = maskGrid(source, item);
    float[] classes = new float[grid.cols() * grid.rows()];
    Arrays.fill(classes, CLOUD);
    writeMask(target.image(item, "scl"), grid, classes);
  }

  /** Clear, in the upper left quarter only. */
  static void halfMask(Landscape source, Landscape target, String item) throws IOException {
    Grid whole = maskGrid(source, item);
    Grid part = whole.window(new PixelWindow(0, 0, whole.cols() / 2, whole.rows() / 2));
    float[] classes = new float[part.cols() * part.rows()];
    Arrays.fill(classes, PLANTS);
    writeMask(target.image(item, "scl"), part, classes);
  }

  private static Grid maskGrid(Landscape source, String item) throws IOException {
    try (ByteSources sources = new ByteSources(HttpSettings.defaults());
        GeoTiff mask =
            GeoTiff.open(sources.open(source.image(item, "scl").toUri()), new TileCache(1 << 22))) {
      return mask.grid().orElseThrow();
    }
  }

  private static void writeMask(Path file, Grid grid, float[] classes) throws IOException {
    Files.delete(file);
    CogWriter.of(grid, SampleFormat.UINT8)
        .withOverviews(CogWriter.Overviews.NEAREST)
        .write(file, List.of(classes));
  }

  private static void rewrite(Path from, Path to, int less) throws IOException {
    try (ByteSources sources = new ByteSources(HttpSettings.defaults());
        GeoTiff image = GeoTiff.open(sources.open(from.toUri()), new TileCache(1 << 22))) {
      float[] values =
          image.read(0, List.of(new PixelWindow(0, 0, image.cols(), image.rows()))).getFirst();
      for (int i = 0; i < values.length; i++) {
        values[i] -= less;
      }
      Files.delete(to);
      CogWriter.of(image.grid().orElseThrow(), SampleFormat.UINT16)
          .withNodata(0)
          .write(to, List.of(values));
    }
  }
}
