package org.cairn.simulation.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairn.imagery.raster.CogWriter;
import org.cairn.imagery.raster.Crs;
import org.cairn.imagery.raster.Grid;
import org.cairn.imagery.raster.SampleFormat;
import org.cairn.imagery.scene.Footprints;
import org.cairn.simulation.SimulationSettings;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import tools.jackson.databind.json.JsonMapper;

/** Writes a simulation as files: images, STAC documents, places and truth. */
public final class SceneWriter {
  /** Bands in the order of {@link Spectrum}. */
  private static final List<String> BANDS = List.of("blue", "green", "red", "nir", "swir16");

  private static final int BLOCK = 256;
  private static final int BLOCK_OF_LARGE_SCENES = 1_024;
  private static final int SWIR = 4;
  private static final GeometryFactory FACTORY = new GeometryFactory();

  private final SimulationSettings settings;
  private final Path folder;
  private final List<String> bands;
  private final Grid grid;
  private final Plan plan;
  private final List<Weather> weather;
  private final JsonMapper json =
      JsonMapper.builder()
          .enable(tools.jackson.databind.SerializationFeature.INDENT_OUTPUT)
          .build();

  /**
   * @param bands which bands to write; the mask is always written
   */
  public SceneWriter(SimulationSettings settings, Path folder, List<String> bands) {
    this.settings = settings;
    this.folder = folder;
    this.bands = bands.isEmpty() ? BANDS : List.copyOf(bands);
    this.plan = Plan.of(settings);
    this.weather = Weather.series(settings);
    // UTM zone 31, so that 0 N 0 E lies inside the scene, near its middle.
    double[] zero = Crs.ofEpsg(32_631).fromLonLat(0, 0);
    int half = settings.pixels() / 2;
    this.grid =
        new Grid(
            Crs.ofEpsg(32_631),
            Math.rint(zero[0] / 20) * 20 - half / 2 * 20.0,
            half / 2 * 20.0,
            10,
            -10,
            settings.pixels(),
            settings.pixels());
  }

  /** Writes everything; images on all processors. */
  public void write() throws IOException {
    Files.createDirectories(folder.resolve("scenes"));
    Landscape landscape =
        new Landscape(settings.seed(), 0, 0, settings.pixels(), settings.pixels(), plan.places());
    try {
      weather.parallelStream().forEach(day -> writeScene(landscape, day));
    } catch (java.io.UncheckedIOException e) {
      throw e.getCause();
    }
    writeCatalogue();
    writeJson("places.geojson", places());
    writeJson("truth.json", truth());
  }

  private void writeScene(Landscape landscape, Weather day) {
    Acquisition acquisition =
        new Acquisition(settings.seed(), landscape, plan.happenings(), day, 0, 0);
    Radiometry form = Radiometry.of(settings, day.index());
    try {
      for (String band : bands) {
        int index = BANDS.indexOf(band);
        float[] values = acquisition.band(index);
        Grid bandGrid = grid;
        if (index == SWIR) {
          values = halved(values);
          bandGrid = halved(grid);
        }
        for (int i = 0; i < values.length; i++) {
          values[i] = form.digitalNumber(values[i]);
        }
        CogWriter.of(bandGrid, SampleFormat.UINT16)
            .withNodata(0)
            .withBlockSize(block())
            .write(file(day, band), List.of(values));
      }
      CogWriter.of(halved(grid), SampleFormat.UINT8)
          .withNodata(0)
          .withOverviews(CogWriter.Overviews.NEAREST)
          .withBlockSize(block())
          .write(file(day, "scl"), List.of(acquisition.classes()));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private int block() {
    return settings.pixels() >= 2 * BLOCK_OF_LARGE_SCENES ? BLOCK_OF_LARGE_SCENES : BLOCK;
  }

  private Path file(Weather day, String key) {
    return folder.resolve("scenes").resolve(id(day) + "_" + key + ".tif");
  }

  private static Grid halved(Grid fine) {
    return new Grid(
        fine.crs(),
        fine.originX(),
        fine.originY(),
        2 * fine.stepX(),
        2 * fine.stepY(),
        fine.cols() / 2,
        fine.rows() / 2);
  }

  private float[] halved(float[] values) {
    int cols = settings.pixels() / 2;
    float[] half = new float[cols * cols];
    for (int row = 0; row < cols; row++) {
      for (int col = 0; col < cols; col++) {
        int at = 2 * row * settings.pixels() + 2 * col;
        half[row * cols + col] =
            (values[at]
                    + values[at + 1]
                    + values[at + settings.pixels()]
                    + values[at + settings.pixels() + 1])
                / 4;
      }
    }
    return half;
  }

  private static String platform(Weather day) {
    return day.index() % 2 == 0 ? "sentinel-2a" : "sentinel-2b";
  }

  private static String id(Weather day) {
    return "SIM2%s_31NAA_%s_0_L2A"
        .formatted(day.index() % 2 == 0 ? "A" : "B", day.date().toString().replace("-", ""));
  }

  private void writeCatalogue() throws IOException {
    List<Map<String, Object>> items = weather.stream().map(this::item).toList();
    writeJson("items.json", Map.of("type", "FeatureCollection", "features", items));
    Files.createDirectories(folder.resolve("stac"));
    List<Map<String, Object>> links = new ArrayList<>();
    links.add(Map.of("rel", "self", "href", "./collection.json"));
    for (Weather day : weather) {
      Map<String, Object> item = new LinkedHashMap<>(item(day));
      item.put("assets", assets(day, "../scenes/"));
      writeJson("stac/" + id(day) + ".json", item);
      links.add(Map.of("rel", "item", "href", "./" + id(day) + ".json"));
    }
    Map<String, Object> collection = new LinkedHashMap<>();
    collection.put("type", "Collection");
    collection.put("stac_version", "1.0.0");
    collection.put("id", "simulated-l2a");
    collection.put("description", "Simulated images of an invented landscape.");
    collection.put("license", "CC0-1.0");
    collection.put(
        "extent",
        Map.of(
            "spatial", Map.of("bbox", List.of(bbox())),
            "temporal",
                Map.of(
                    "interval",
                    List.of(
                        List.of(
                            time(weather.getFirst().date()), time(weather.getLast().date()))))));
    collection.put("links", links);
    writeJson("stac/collection.json", collection);
    writeJson(
        "catalog.json",
        Map.of(
            "type", "Catalog",
            "stac_version", "1.0.0",
            "id", "simulation",
            "description", "Simulated images of an invented landscape.",
            "links", List.of(Map.of("rel", "child", "href", "./stac/collection.json"))));
  }

  private static String time(LocalDate date) {
    return date + "T10:30:00Z";
  }

  private Map<String, Object> item(Weather day) {
    Radiometry form = Radiometry.of(settings, day.index());
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("datetime", time(day.date()));
    properties.put("platform", platform(day));
    properties.put("constellation", "sentinel-2");
    properties.put("gsd", 10);
    properties.put("eo:cloud_cover", Math.round(1_000 * day.cloudCover()) / 10.0);
    properties.put("proj:code", "EPSG:32631");
    properties.put("proj:shape", List.of(grid.rows(), grid.cols()));
    properties.put("proj:transform", transform(grid));
    properties.put("s2:processing_baseline", form.baseline());
    form.flag().ifPresent(flag -> properties.put("earthsearch:boa_offset_applied", flag));
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("type", "Feature");
    item.put("stac_version", "1.0.0");
    item.put(
        "stac_extensions",
        List.of(
            "https://stac-extensions.github.io/eo/v1.1.0/schema.json",
            "https://stac-extensions.github.io/projection/v2.0.0/schema.json",
            "https://stac-extensions.github.io/raster/v1.1.0/schema.json"));
    item.put("id", id(day));
    item.put("collection", "simulated-l2a");
    item.put("geometry", geometry(footprint(0, 0, grid.cols(), grid.rows())));
    item.put("bbox", bbox());
    item.put("properties", properties);
    item.put("links", List.of());
    item.put("assets", assets(day, "./scenes/"));
    return item;
  }

  private static List<Number> transform(Grid grid) {
    return List.of(grid.stepX(), 0, grid.originX(), 0, grid.stepY(), grid.originY());
  }

  private Map<String, Object> assets(Weather day, String prefix) {
    Radiometry form = Radiometry.of(settings, day.index());
    Map<String, Object> assets = new LinkedHashMap<>();
    for (String band : bands) {
      boolean coarse = BANDS.indexOf(band) == SWIR;
      Map<String, Object> asset = asset(day, band, prefix, coarse);
      asset.put("eo:bands", List.of(Map.of("name", band, "common_name", band)));
      Map<String, Object> raster = new LinkedHashMap<>();
      raster.put("data_type", "uint16");
      raster.put("nodata", 0);
      raster.put("scale", 0.0001);
      raster.put("offset", form.listedOffset());
      raster.put("spatial_resolution", coarse ? 20 : 10);
      asset.put("raster:bands", List.of(raster));
      assets.put(band, asset);
    }
    Map<String, Object> scl = asset(day, "scl", prefix, true);
    scl.put(
        "raster:bands",
        List.of(Map.of("data_type", "uint8", "nodata", 0, "spatial_resolution", 20)));
    assets.put("scl", scl);
    return assets;
  }

  private Map<String, Object> asset(Weather day, String key, String prefix, boolean coarse) {
    Grid own = coarse ? halved(grid) : grid;
    Map<String, Object> asset = new LinkedHashMap<>();
    asset.put("href", prefix + file(day, key).getFileName());
    asset.put("type", "image/tiff; application=geotiff; profile=cloud-optimized");
    asset.put("roles", List.of(key.equals("scl") ? "data-mask" : "data"));
    asset.put("proj:shape", List.of(own.rows(), own.cols()));
    asset.put("proj:transform", transform(own));
    return asset;
  }

  private Geometry footprint(double left, double top, double width, double height) {
    Geometry box =
        FACTORY.toGeometry(
            new Envelope(
                grid.xOf(left), grid.xOf(left + width), grid.yOf(top), grid.yOf(top + height)));
    return Footprints.toLonLat(box, grid.crs());
  }

  private List<Double> bbox() {
    Envelope box = footprint(0, 0, grid.cols(), grid.rows()).getEnvelopeInternal();
    return List.of(
        rounded(box.getMinX()),
        rounded(box.getMinY()),
        rounded(box.getMaxX()),
        rounded(box.getMaxY()));
  }

  private static double rounded(double degrees) {
    return Math.rint(degrees * 1e8) / 1e8;
  }

  private static Map<String, Object> geometry(Geometry polygon) {
    List<List<Double>> ring = new ArrayList<>();
    for (Coordinate corner : polygon.reverse().getCoordinates()) {
      ring.add(List.of(rounded(corner.x), rounded(corner.y)));
    }
    return Map.of("type", "Polygon", "coordinates", List.of(ring));
  }

  private Map<String, Object> places() {
    List<Map<String, Object>> features = new ArrayList<>();
    for (SimulatedPlace place : plan.places()) {
      Map<String, Object> properties = new LinkedHashMap<>();
      properties.put("name", place.names().getFirst().text());
      properties.put(
          "names",
          place.names().stream()
              .map(name -> Map.of("text", name.text(), "language", name.language()))
              .toList());
      properties.put("kind", place.kind().english());
      properties.put("note", "Invented place in a simulated landscape.");
      Map<String, Object> feature = new LinkedHashMap<>();
      feature.put("type", "Feature");
      feature.put("id", place.id());
      feature.put("properties", properties);
      feature.put(
          "geometry", geometry(footprint(place.col(), place.row(), place.cols(), place.rows())));
      features.add(feature);
    }
    Map<String, Object> collection = new LinkedHashMap<>();
    collection.put("type", "FeatureCollection");
    collection.put("features", features);
    return collection;
  }

  private Map<String, Object> truth() {
    List<Map<String, Object>> events = new ArrayList<>();
    for (Happening happening : plan.happenings()) {
      Map<String, Object> event = new LinkedHashMap<>();
      event.put("place", plan.places().get(happening.placeIndex()).id());
      event.put("kind", happening.kind().name().toLowerCase(java.util.Locale.ROOT));
      event.put("date", happening.day().toString());
      event.put(
          "pixels",
          List.of(happening.left(), happening.top(), happening.width(), happening.height()));
      event.put("strength", happening.strength());
      event.put(
          "footprint",
          geometry(
              footprint(happening.left(), happening.top(), happening.width(), happening.height())));
      events.add(event);
    }
    Map<String, Object> truth = new LinkedHashMap<>();
    truth.put("note", "What was simulated: every place is invented.");
    truth.put("watched_from", settings.watchedFrom().toString());
    truth.put("events", events);
    truth.put("snow", dates(day -> day.snow() > 0));
    truth.put("drought", dates(day -> day.drought() > 0.1));
    truth.put("flood", dates(day -> day.flood() > 0));
    truth.put("missed_cloud", dates(Weather::missedCloud));
    truth.put("lying_scene", dates(day -> Radiometry.of(settings, day.index()).lies()));
    return truth;
  }

  private List<String> dates(java.util.function.Predicate<Weather> which) {
    return weather.stream().filter(which).map(day -> day.date().toString()).toList();
  }

  private void writeJson(String name, Object content) throws IOException {
    Files.writeString(folder.resolve(name), json.writeValueAsString(content) + "\n");
  }
}
