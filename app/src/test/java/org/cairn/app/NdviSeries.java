package org.cairn.app;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** A landscape told in another way: one index asset (int16, ten thousandths) and another mask. */
final class NdviSeries {
  private static final short NODATA = -32_768;

  /** How the mask is written. */
  enum Mask {
    /** 0 is clear, and the file calls 0 "no data", as many cloud masks do. */
    ZERO_IS_CLEAR("cloudy", 1, 0, "simulated"),
    /** The packed bits of the harmonised Landsat and Sentinel-2 products: bit 1 is cloud. */
    HLS("Fmask", 2, 255, "HLSS30.v2.0");

    private final String asset;
    private final float cloud;
    private final double nodata;
    private final String collection;

    Mask(String asset, float cloud, double nodata, String collection) {
      this.asset = asset;
      this.cloud = cloud;
      this.nodata = nodata;
      this.collection = collection;
    }
  }

  private NdviSeries() {}

  static Landscape of(Landscape source, Path target, Mask kind) throws IOException {
    Landscape series = source.copy(target);
    try (ByteSources sources = new ByteSources(HttpSettings.defaults())) {
      for (JsonNode item : source.read("items.json").get("features")) {
        write(sources, source, series, item, kind);
      }
    }
    series.editItems(items -> {
      for (JsonNode item : items) {
        String id = item.get("id").asString();
        ((ObjectNode) item).put("collection", kind.collection);
        ObjectNode assets = ((ObjectNode) item).putObject("assets");
        ObjectNode ndvi = assets.putObject("ndvi");
        ndvi.put("href", "./scenes/" + id + "_ndvi.tif").put("type", "image/tiff");
        ndvi.putArray("raster:bands").addObject().put("scale", 0.0001).put("nodata", NODATA);
        ObjectNode mask = assets.putObject(kind.asset);
        mask.put("href", "./scenes/" + id + "_" + kind.asset + ".tif").put("type", "image/tiff");
      }
    });
    return series;
  }

  private static void write(
      ByteSources sources, Landscape source, Landscape series, JsonNode item, Mask kind)
      throws IOException {
    String id = item.get("id").asString();
    JsonNode properties = item.get("properties");
    boolean added =
        !properties.get("s2:processing_baseline").asString().equals("02.14")
            && !properties.path("earthsearch:boa_offset_applied").asBoolean(false);
    TileCache cache = new TileCache(1 << 24);
    try (GeoTiff red = open(sources, source.image(id, "red"), cache);
        GeoTiff nir = open(sources, source.image(id, "nir"), cache);
        GeoTiff classes = open(sources, source.image(id, "scl"), cache)) {
      float[] reds = whole(red);
      float[] nirs = whole(nir);
      float[] index = new float[reds.length];
      for (int i = 0; i < index.length; i++) {
        float r = reds[i] - (added ? 1_000 : 0);
        float n = nirs[i] - (added ? 1_000 : 0);
        index[i] = r + n > 0 ? Math.clamp(10_000 * (n - r) / (n + r), -10_000, 10_000) : Float.NaN;
      }
      float[] cloudy = whole(classes);
      for (int i = 0; i < cloudy.length; i++) {
        cloudy[i] = cloudy[i] >= 4 && cloudy[i] <= 7 ? 0 : kind.cloud;
      }
      Grid fine = red.grid().orElseThrow();
      Files.deleteIfExists(series.image(id, "ndvi"));
      CogWriter.of(fine, SampleFormat.INT16)
          .withNodata(NODATA)
          .withBlockSize(128)
          .write(series.image(id, "ndvi"), List.of(index));
      CogWriter.of(classes.grid().orElseThrow(), SampleFormat.UINT8)
          .withNodata(kind.nodata)
          .withOverviews(CogWriter.Overviews.NEAREST)
          .withBlockSize(128)
          .write(series.image(id, kind.asset), List.of(cloudy));
    }
  }

  private static GeoTiff open(ByteSources sources, Path file, TileCache cache) throws IOException {
    URI address = file.toUri();
    return GeoTiff.open(sources.open(address), cache);
  }

  private static float[] whole(GeoTiff file) throws IOException {
    return file.read(0, List.of(new PixelWindow(0, 0, file.cols(), file.rows()))).getFirst();
  }
}
