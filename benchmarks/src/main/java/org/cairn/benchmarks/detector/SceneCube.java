package org.cairn.benchmarks.detector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairn.imagery.raster.ByteSources;
import org.cairn.imagery.raster.CogWriter;
import org.cairn.imagery.raster.Crs;
import org.cairn.imagery.raster.GeoTiff;
import org.cairn.imagery.raster.Grid;
import org.cairn.imagery.raster.HttpSettings;
import org.cairn.imagery.raster.PixelWindow;
import org.cairn.imagery.raster.SampleFormat;
import org.cairn.imagery.raster.TileCache;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Simulated images of all bands with their classes, which may be written to before they are written
 * out as a {@link Stack}. Single-thread.
 */
final class SceneCube {
  /** In the order of the arrays. */
  static final List<String> BANDS = List.of("blue", "green", "red", "nir", "swir16");

  /** What stacks hold: the index first, then the bands. */
  static final List<String> ASSETS = List.of("ndvi", "blue", "green", "red", "nir", "swir16");

  private static final int RED = 2;
  private static final int NIR = 3;
  private static final double STEP = 1e-4;
  private static final int NODATA = -32_768;
  private static final int BLOCK = 128;

  private final int side;
  private final List<LocalDate> dates;

  /** {@code float[bands][dates][side*side]}, reflectances. */
  private final float[][][] values;

  /** {@code float[dates][side*side]}. */
  private final float[][] classes;

  private SceneCube(int side, List<LocalDate> dates, float[][][] values, float[][] classes) {
    this.side = side;
    this.dates = dates;
    this.values = values;
    this.classes = classes;
  }

  /** Reads what the simulator wrote; coarse pixels are repeated. */
  static SceneCube read(Path folder, int side) throws IOException {
    List<LocalDate> dates = new ArrayList<>();
    JsonNode items = JsonMapper.shared().readTree(folder.resolve("items.json")).path("features");
    float[][][] values = new float[BANDS.size()][items.size()][];
    float[][] classes = new float[items.size()][];
    try (ByteSources sources = new ByteSources(HttpSettings.defaults())) {
      for (JsonNode item : items) {
        int date = dates.size();
        dates.add(
            LocalDate.parse(item.path("properties").path("datetime").asString().substring(0, 10)));
        boolean applied =
            item.path("properties").path("earthsearch:boa_offset_applied").asBoolean(false);
        for (int band = 0; band < BANDS.size(); band++) {
          JsonNode asset = item.path("assets").path(BANDS.get(band));
          double offset =
              applied ? 0 : asset.path("raster:bands").path(0).path("offset").asDouble();
          float[] read = read(sources, folder, asset, side);
          for (int i = 0; i < read.length; i++) {
            read[i] = (float) (read[i] * STEP + offset);
          }
          values[band][date] = read;
        }
        classes[date] = read(sources, folder, item.path("assets").path("scl"), side);
      }
    }
    return new SceneCube(side, dates, values, classes);
  }

  private static float[] read(ByteSources sources, Path folder, JsonNode asset, int side)
      throws IOException {
    Path path = folder.resolve(asset.path("href").asString()).normalize();
    try (GeoTiff file = GeoTiff.open(sources.open(path), new TileCache(0))) {
      int own = file.cols();
      float[] read = file.read(0, List.of(new PixelWindow(0, 0, own, own))).getFirst();
      int times = side / own;
      float[] fine = new float[side * side];
      for (int i = 0; i < fine.length; i++) {
        fine[i] = read[i / side / times * own + i % side / times];
      }
      return fine;
    }
  }

  int side() {
    return side;
  }

  int dates() {
    return dates.size();
  }

  LocalDate date(int index) {
    return dates.get(index);
  }

  /** The array itself, to be written to. */
  float[] band(int band, int date) {
    return values[band][date];
  }

  boolean clear(int date, int pixel) {
    return Stack.isClear(classes[date][pixel]);
  }

  /** As cloud. */
  void hide(int date, int pixel) {
    classes[date][pixel] = 9;
  }

  float[] ndvi(int date) {
    float[] ndvi = new float[side * side];
    for (int i = 0; i < ndvi.length; i++) {
      float red = values[RED][date][i];
      float nir = values[NIR][date][i];
      ndvi[i] = (nir - red) / Math.max(1e-3f, nir + red);
    }
    return ndvi;
  }

  private float[] asset(String name, int date) {
    return name.equals("ndvi") ? ndvi(date) : values[BANDS.indexOf(name)][date];
  }

  /** As a stack of whole images with all assets. */
  void write(Path folder) throws IOException {
    int[] all = new int[side * side];
    for (int i = 0; i < all.length; i++) {
      all[i] = i;
    }
    Map<String, String> names = new LinkedHashMap<>();
    ASSETS.forEach(asset -> names.put(asset, asset));
    write(folder, names, all, side, side);
  }

  /**
   * As a stack of one asset, named {@code ndvi}, in which windows lie side by side: for a method
   * that looks at each pixel alone, the same pixels at less cost.
   */
  void writeSideBySide(Path folder, String asset, List<PixelWindow> windows) throws IOException {
    int rows = windows.getFirst().rows();
    int each = windows.getFirst().cols();
    int cols = each * windows.size();
    int[] from = new int[rows * cols];
    for (int i = 0; i < from.length; i++) {
      PixelWindow window = windows.get(i % cols / each);
      from[i] = (window.row() + i / cols) * side + window.col() + i % cols % each;
    }
    write(folder, Map.of("ndvi", asset), from, rows, cols);
  }

  /**
   * @param names of assets in the stack, and which each is
   * @param from the pixel of the scene that stands in each pixel of the stack
   */
  private void write(Path folder, Map<String, String> names, int[] from, int rows, int cols)
      throws IOException {
    Files.createDirectories(folder.resolve("cog"));
    Grid grid = new Grid(Crs.ofEpsg(32_631), 300_000, 100_000, 10, -10, cols, rows);
    List<Map<String, Object>> items = new ArrayList<>();
    for (int date = 0; date < dates.size(); date++) {
      Map<String, Object> assets = new LinkedHashMap<>();
      for (Map.Entry<String, String> name : names.entrySet()) {
        float[] numbers = picked(asset(name.getValue(), date), from);
        for (int i = 0; i < numbers.length; i++) {
          numbers[i] = Math.round(numbers[i] / STEP);
        }
        String href = "cog/" + dates.get(date) + "_" + name.getKey() + ".tif";
        CogWriter.of(grid, SampleFormat.INT16)
            .withNodata(NODATA)
            .withBlockSize(BLOCK)
            .withScaling(List.of(STEP), List.of(0.0))
            .write(folder.resolve(href), List.of(numbers));
        assets.put(name.getKey(), Map.of("href", href));
      }
      String href = "cog/" + dates.get(date) + "_scl.tif";
      CogWriter.of(grid, SampleFormat.UINT8)
          .withBlockSize(BLOCK)
          .withOverviews(CogWriter.Overviews.NEAREST)
          .write(folder.resolve(href), List.of(picked(classes[date], from)));
      assets.put("scl", Map.of("href", href));
      items.add(
          Map.of(
              "type",
              "Feature",
              "id",
              dates.get(date).toString(),
              "properties",
              Map.of("datetime", dates.get(date) + "T10:30:00Z"),
              "assets",
              assets));
    }
    JsonMapper.shared()
        .writeValue(
            folder.resolve("items.json"), Map.of("type", "FeatureCollection", "features", items));
  }

  private static float[] picked(float[] values, int[] from) {
    float[] picked = new float[from.length];
    for (int i = 0; i < picked.length; i++) {
      picked[i] = values[from[i]];
    }
    return picked;
  }
}
