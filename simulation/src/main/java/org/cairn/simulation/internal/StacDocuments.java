package org.cairn.simulation.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairn.imagery.raster.Grid;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/**
 * Describes the scenes in STAC 1.0 as Earth Search v1 describes Sentinel-2: once as an
 * ItemCollection, once as a static catalogue with relative links.
 */
final class StacDocuments {
  private static final String COLLECTION = "simulated-l2a";
  private static final String DESCRIPTION = "Simulated images of an invented landscape.";
  private static final String JSON_TYPE = "application/json";

  private final Path folder;
  private final List<String> bands;
  private final List<SceneWriter.Scene> scenes;
  private final double[] cloudCover;

  /**
   * @param cloudCover per scene, in percent
   */
  StacDocuments(
      Path folder, List<String> bands, List<SceneWriter.Scene> scenes, double[] cloudCover) {
    this.folder = folder;
    this.bands = bands;
    this.scenes = scenes;
    this.cloudCover = cloudCover;
  }

  void write() throws IOException {
    Files.createDirectories(folder.resolve("stac"));
    List<Map<String, Object>> items = new ArrayList<>();
    List<Map<String, Object>> itemLinks = new ArrayList<>();
    for (SceneWriter.Scene scene : scenes) {
      items.add(item(scene, ".", List.of(link("collection", "./stac/collection.json"))));
      String name = scene.id() + ".json";
      itemLinks.add(itemLink("./" + name));
      JsonFiles.write(
          folder.resolve("stac").resolve(name),
          item(
              scene,
              "..",
              List.of(
                  link("root", "../catalog.json"),
                  link("parent", "./collection.json"),
                  link("collection", "./collection.json"))));
    }
    JsonFiles.write(
        folder.resolve("items.json"), ordered("type", "FeatureCollection", "features", items));
    JsonFiles.write(folder.resolve("stac").resolve("collection.json"), collection(itemLinks));
    JsonFiles.write(
        folder.resolve("catalog.json"),
        ordered(
            "type",
            "Catalog",
            "stac_version",
            "1.0.0",
            "id",
            "simulation",
            "description",
            DESCRIPTION,
            "links",
            List.of(link("root", "./catalog.json"), link("child", "./stac/collection.json"))));
  }

  private Map<String, Object> collection(List<Map<String, Object>> itemLinks) {
    List<Map<String, Object>> links = new ArrayList<>();
    links.add(link("root", "../catalog.json"));
    links.add(link("parent", "../catalog.json"));
    links.addAll(itemLinks);
    List<String> interval =
        List.of(time(scenes.getFirst().weather().date()), time(scenes.getLast().weather().date()));
    return ordered(
        "type",
        "Collection",
        "stac_version",
        "1.0.0",
        "id",
        COLLECTION,
        "description",
        DESCRIPTION,
        "license",
        "CC0-1.0",
        "extent",
        ordered(
            "spatial",
            Map.of("bbox", List.of(bbox(scenes.getFirst().frame().footprint()))),
            "temporal",
            Map.of("interval", List.of(interval))),
        "links",
        links);
  }

  private static Map<String, Object> link(String relation, String href) {
    return ordered("rel", relation, "href", href, "type", JSON_TYPE);
  }

  private static Map<String, Object> itemLink(String href) {
    return ordered("rel", "item", "href", href, "type", "application/geo+json");
  }

  private static String time(LocalDate date) {
    return date + "T10:30:00Z";
  }

  /**
   * @param root where the folder lies from the document
   */
  private Map<String, Object> item(
      SceneWriter.Scene scene, String root, List<Map<String, Object>> links) {
    Weather day = scene.weather();
    Grid grid = scene.frame().grid();
    Geometry footprint = scene.frame().footprint();
    Map<String, Object> properties =
        ordered(
            "datetime",
            time(day.date()),
            "platform",
            "sentinel-2" + Character.toLowerCase(day.sensor()),
            "constellation",
            "sentinel-2",
            "instruments",
            List.of("msi"),
            "gsd",
            10,
            "sat:relative_orbit",
            day.orbit(),
            "grid:code",
            "MGRS-" + scene.frame().tile(),
            "eo:cloud_cover",
            cloudCover[day.index()],
            "proj:code",
            "EPSG:" + scene.frame().epsg(),
            "proj:shape",
            List.of(grid.rows(), grid.cols()),
            "proj:transform",
            transform(grid),
            "s2:processing_baseline",
            scene.radiometry().baseline());
    scene
        .radiometry()
        .flag()
        .ifPresent(flag -> properties.put("earthsearch:boa_offset_applied", flag));
    return ordered(
        "type",
        "Feature",
        "stac_version",
        "1.0.0",
        "stac_extensions",
        List.of(
            "https://stac-extensions.github.io/eo/v1.1.0/schema.json",
            "https://stac-extensions.github.io/grid/v1.1.0/schema.json",
            "https://stac-extensions.github.io/projection/v2.0.0/schema.json",
            "https://stac-extensions.github.io/raster/v1.1.0/schema.json",
            "https://stac-extensions.github.io/sat/v1.0.0/schema.json"),
        "id",
        scene.id(),
        "collection",
        COLLECTION,
        "geometry",
        JsonFiles.geometry(footprint),
        "bbox",
        bbox(footprint),
        "properties",
        properties,
        "links",
        links,
        "assets",
        assets(scene, root));
  }

  private Map<String, Object> assets(SceneWriter.Scene scene, String root) {
    Map<String, Object> assets = new LinkedHashMap<>();
    for (String band : bands) {
      boolean coarse = SceneWriter.BANDS.indexOf(band) == SceneWriter.SWIR;
      Map<String, Object> asset = asset(scene, band, root, coarse);
      asset.put("eo:bands", List.of(Map.of("name", band, "common_name", band)));
      asset.put(
          "raster:bands",
          List.of(
              ordered(
                  "data_type",
                  "uint16",
                  "nodata",
                  0,
                  "scale",
                  0.0001,
                  "offset",
                  scene.radiometry().listedOffset(),
                  "spatial_resolution",
                  coarse ? 20 : 10)));
      assets.put(band, asset);
    }
    Map<String, Object> scl = asset(scene, "scl", root, true);
    scl.put(
        "raster:bands",
        List.of(ordered("data_type", "uint8", "nodata", 0, "spatial_resolution", 20)));
    assets.put("scl", scl);
    return assets;
  }

  private static Map<String, Object> asset(
      SceneWriter.Scene scene, String key, String root, boolean coarse) {
    Grid own = coarse ? scene.frame().coarse() : scene.frame().grid();
    return ordered(
        "href",
        root + "/scenes/" + scene.fileName(key),
        "type",
        "image/tiff; application=geotiff; profile=cloud-optimized",
        "roles",
        List.of(key.equals("scl") ? "data-mask" : "data"),
        "proj:shape",
        List.of(own.rows(), own.cols()),
        "proj:transform",
        transform(own));
  }

  private static List<Number> transform(Grid grid) {
    return List.of(grid.stepX(), 0, grid.originX(), 0, grid.stepY(), grid.originY());
  }

  private static List<Double> bbox(Geometry footprint) {
    Envelope box = footprint.getEnvelopeInternal();
    return List.of(
        JsonFiles.rounded(box.getMinX()),
        JsonFiles.rounded(box.getMinY()),
        JsonFiles.rounded(box.getMaxX()),
        JsonFiles.rounded(box.getMaxY()));
  }

  /** A map that keeps the order of its keys, so that documents read well and repeat exactly. */
  static Map<String, Object> ordered(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}
