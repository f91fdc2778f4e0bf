package org.cairn.benchmarks.detector;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.cairn.imagery.raster.ByteSources;
import org.cairn.imagery.raster.GeoTiff;
import org.cairn.imagery.raster.HttpSettings;
import org.cairn.imagery.raster.PixelWindow;
import org.cairn.imagery.raster.TileCache;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A folder of small images of one area on one grid: {@code items.json} (an ItemCollection) and the
 * files that its assets name. One look a day, as the watch has it: where several images show a day,
 * a pixel has the median of its clear values. Owns its arrays; nobody may write them.
 */
final class Stack {
  /** What counts as clear in the classes of {@code scl}: vegetation, bare ground, unclassified. */
  private static final List<Integer> CLEAR = List.of(4, 5, 7);

  private static final String MASK = "scl";

  private final String name;
  private final int rows;
  private final int cols;
  private final int[] days;
  private final float[][][] layers;

  private Stack(String name, int rows, int cols, int[] days, float[][][] layers) {
    this.name = name;
    this.rows = rows;
    this.cols = cols;
    this.days = days;
    this.layers = layers;
  }

  /**
   * Reads whole images.
   *
   * @param assets one or more, each of one band
   */
  static Stack read(Path folder, List<String> assets) throws IOException {
    TreeMap<Integer, List<float[][]>> byDay = new TreeMap<>();
    int[] shape = new int[2];
    try (ByteSources sources = new ByteSources(HttpSettings.defaults())) {
      for (JsonNode item :
          JsonMapper.shared().readTree(folder.resolve("items.json")).path("features")) {
        float[] classes = read(sources, folder, item, MASK, shape);
        float[][] image = new float[assets.size()][];
        for (int i = 0; i < image.length; i++) {
          image[i] = read(sources, folder, item, assets.get(i), shape);
          for (int pixel = 0; pixel < classes.length; pixel++) {
            if (!isClear(classes[pixel])) {
              image[i][pixel] = Float.NaN;
            }
          }
        }
        String time = item.path("properties").path("datetime").asString();
        int day = (int) LocalDate.parse(time.substring(0, 10)).toEpochDay();
        byDay.computeIfAbsent(day, unused -> new ArrayList<>()).add(image);
      }
    }
    float[][][] layers = new float[assets.size()][byDay.size()][];
    int date = 0;
    for (List<float[][]> sameDay : byDay.values()) {
      for (int i = 0; i < layers.length; i++) {
        int layer = i;
        layers[i][date] = merged(sameDay.stream().map(image -> image[layer]).toList());
      }
      date++;
    }
    return new Stack(
        folder.getFileName().toString(),
        shape[0],
        shape[1],
        byDay.keySet().stream().mapToInt(Integer::intValue).toArray(),
        layers);
  }

  static boolean isClear(float sceneClass) {
    return CLEAR.contains((int) sceneClass);
  }

  /** One band in the units it stands for; NaN = nodata. */
  private static float[] read(
      ByteSources sources, Path folder, JsonNode item, String asset, int[] shape)
      throws IOException {
    Path path = folder.resolve(item.path("assets").path(asset).path("href").asString());
    try (GeoTiff file = GeoTiff.open(sources.open(path.normalize()), new TileCache(0))) {
      shape[0] = file.rows();
      shape[1] = file.cols();
      float[] values =
          file.read(0, List.of(new PixelWindow(0, 0, file.cols(), file.rows()))).getFirst();
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (values[i] * file.scale(0) + file.offset(0));
      }
      return values;
    }
  }

  private static float[] merged(List<float[]> images) {
    if (images.size() == 1) {
      return images.getFirst();
    }
    float[] merged = new float[images.getFirst().length];
    for (int pixel = 0; pixel < merged.length; pixel++) {
      float[] clear = new float[images.size()];
      int count = 0;
      for (float[] image : images) {
        if (!Float.isNaN(image[pixel])) {
          clear[count++] = image[pixel];
        }
      }
      Arrays.sort(clear, 0, count);
      merged[pixel] = count == 0 ? Float.NaN : (clear[(count - 1) / 2] + clear[count / 2]) / 2;
    }
    return merged;
  }

  /** The folder's name, by which scores and truth name the area too. */
  String name() {
    return name;
  }

  int rows() {
    return rows;
  }

  int cols() {
    return cols;
  }

  /** {@code int[dates]}, days since 1970-01-01, rising. */
  int[] days() {
    return days;
  }

  /** {@code float[dates][rows*cols]} of one of the assets, NaN = masked. */
  float[][] layer(int asset) {
    return layers[asset];
  }

  /** How many assets were read. */
  int assets() {
    return layers.length;
  }

  /** How many of the dates are not after a day. */
  int datesUntil(LocalDate day) {
    int found = Arrays.binarySearch(days, (int) day.toEpochDay());
    return found < 0 ? -found - 1 : found + 1;
  }
}
