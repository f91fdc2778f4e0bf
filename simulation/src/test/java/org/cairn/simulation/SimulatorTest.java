package org.cairn.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.cairn.imagery.raster.GeoTiff;
import org.cairn.imagery.raster.Grid;
import org.cairn.imagery.raster.SampleFormat;
import org.cairn.imagery.scene.Resampling;
import org.cairn.imagery.stac.AssetBand;
import org.cairn.imagery.stac.Item;
import org.cairn.imagery.stac.ItemSearch;
import org.cairn.imagery.stac.OffsetDecision;
import org.cairn.imagery.stac.RadiometricOffset;
import org.cairn.imagery.stac.SearchResult;
import org.cairn.imagery.stac.StacCatalog;
import org.cairn.imagery.stac.StacSettings;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class SimulatorTest {
  private static final SimulationSettings SETTINGS = Scenes.small();
  @TempDir static Path temporary;
  private static Path folder = Path.of("");
  private static List<Item> items = List.of();

  @BeforeAll
  static void write() throws Exception {
    folder = temporary.resolve("scene");
    Simulator.write(SETTINGS, folder);
    items = search("items.json").items();
  }

  private static SearchResult search(String document) throws Exception {
    return StacCatalog.open(folder.resolve(document).toString(), StacSettings.defaults())
        .search(ItemSearch.all());
  }

  private static float[] reflectance(Item item, String name) throws IOException {
    AssetBand band = item.findBand(name).orElseThrow();
    OffsetDecision decision = RadiometricOffset.decide(item, band);
    float[] values = Scenes.pixels(band.asset().href());
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (values[i] * decision.scale() + decision.offset());
    }
    return values;
  }

  private static Set<String> lyingDates() {
    Set<String> dates = new HashSet<>();
    Scenes.read(folder.resolve("truth.json"))
        .get("lying_scene")
        .forEach(date -> dates.add(date.asString()));
    return dates;
  }

  private static String date(Item item) {
    return item.acquired().toString().substring(0, 10);
  }

  @Test
  void writes_the_same_bytes_on_one_thread_as_on_all() throws Exception {
    Path again = temporary.resolve("again");
    try (ForkJoinPool one = new ForkJoinPool(1)) {
      one.submit(
              () -> {
                Simulator.write(SETTINGS, again);
                return true;
              })
          .get();
    }
    assertThat(contents(again).keySet()).isEqualTo(contents(folder).keySet());
    Map<String, byte[]> first = contents(folder);
    contents(again).forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(first.get(name)));
  }

  private static Map<String, byte[]> contents(Path root) throws IOException {
    Map<String, byte[]> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(root.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return contents;
  }

  @Test
  void the_files_hold_what_the_series_in_memory_holds() throws Exception {
    SimulatedSeries series = SimulatedSeries.of(SETTINGS);
    assertThat(items).hasSize(series.dates());
    Set<String> lying = lyingDates();
    int compared = 0;
    for (int date = 0; date < items.size(); date++) {
      Item item = items.get(date);
      if (lying.contains(date(item))) {
        continue;
      }
      float[] red = reflectance(item, "red");
      float[] nir = reflectance(item, "nir");
      float[] expected = series.layers()[date];
      for (int i = 0; i < expected.length; i++) {
        float sum = nir[i] + red[i];
        if (!Float.isNaN(expected[i]) && sum > 0.05f) {
          // Rounding to digital numbers moves red and nir by 0.00005 each.
          assertThat((nir[i] - red[i]) / sum)
              .as("%s pixel %s", item.id(), i)
              .isCloseTo(expected[i], within(0.0002f / sum));
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(20_000);
  }

  @Test
  void all_three_radiometric_forms_occur_and_one_scene_lies() throws Exception {
    Set<String> forms = new HashSet<>();
    List<String> wrong = new ArrayList<>();
    for (Item item : items) {
      forms.add(item.processingBaseline().orElseThrow() + " " + item.boaOffsetApplied());
      float darkest = 1;
      for (float value : reflectance(item, "nir")) {
        darkest = Math.min(darkest, value);
      }
      float darkestRed = 1;
      for (float value : reflectance(item, "red")) {
        darkestRed = Math.min(darkestRed, value);
      }
      if (Math.min(darkest, darkestRed) > 0.1 && item.cloudCover().orElseThrow() < 50) {
        wrong.add(date(item));
      }
    }
    assertThat(forms)
        .contains("02.14 Optional.empty", "05.09 Optional[false]", "05.10 Optional[true]");
    assertThat(lyingDates()).hasSize(1);
    assertThat(wrong).containsExactlyElementsOf(lyingDates());
  }

  @Test
  void no_scene_lies_unless_asked_to() throws Exception {
    Path honest = temporary.resolve("honest");
    Simulator.write(SETTINGS.withLyingScene(false), honest, List.of("red"));
    assertThat(Scenes.read(honest.resolve("truth.json")).get("lying_scene")).isEmpty();
    assertThat(Files.exists(honest.resolve("scenes"))).isTrue();
    try (Stream<Path> files = Files.list(honest.resolve("scenes"))) {
      assertThat(files).hasSize(2 * SETTINGS.acquisitions());
    }
  }

  @Test
  void images_lie_around_the_origin_of_the_globe_and_have_the_sizes_their_items_say()
      throws IOException {
    for (Item item : items) {
      assertThat(item.box().orElseThrow().west()).isNegative();
      assertThat(item.box().orElseThrow().east()).isPositive();
      assertThat(item.box().orElseThrow().south()).isNegative();
      assertThat(item.box().orElseThrow().north()).isPositive();
      for (String key : List.of("blue", "green", "red", "nir", "swir16", "scl")) {
        AssetBand band = item.findBand(key).orElseThrow();
        try (GeoTiff image = Scenes.open(band.asset().href())) {
          int metres = key.equals("swir16") || key.equals("scl") ? 20 : 10;
          assertThat(image.grid().orElseThrow().stepX()).isEqualTo(metres);
          assertThat(image.cols()).isEqualTo(SETTINGS.pixels() * 10 / metres);
          assertThat(image.sampleFormat())
              .isEqualTo(key.equals("scl") ? SampleFormat.UINT8 : SampleFormat.UINT16);
          assertThat(image.nodata()).hasValue(0);
          assertThat(image.grid()).isEqualTo(band.asset().grid());
        }
      }
    }
  }

  @Test
  void the_static_catalogue_holds_the_same_items_as_the_collection_file() throws Exception {
    SearchResult files = search("items.json");
    SearchResult tree = search("catalog.json");
    assertThat(files.problems()).isEmpty();
    assertThat(tree.problems()).isEmpty();
    assertThat(tree.items())
        .extracting(Item::id)
        .isEqualTo(files.items().stream().map(Item::id).toList());
    for (int i = 0; i < tree.items().size(); i++) {
      assertThat(tree.items().get(i).findBand("red").orElseThrow().asset().href().normalize())
          .isEqualTo(files.items().get(i).findBand("red").orElseThrow().asset().href().normalize());
    }
  }

  @Test
  void every_document_has_the_required_fields_and_every_link_resolves() throws IOException {
    try (Stream<Path> documents = Files.walk(folder)) {
      for (Path document : documents.filter(file -> file.toString().endsWith(".json")).toList()) {
        if (document.endsWith("truth.json") || document.endsWith("gazetteer.lpf.json")) {
          continue;
        }
        JsonNode root = Scenes.read(document);
        if (root.get("type").asString().equals("FeatureCollection")) {
          root.get("features").forEach(item -> check(document, item));
        } else {
          check(document, root);
        }
      }
    }
  }

  private static void check(Path document, JsonNode root) {
    List<String> required =
        switch (root.get("type").asString()) {
          case "Catalog" -> List.of("stac_version", "id", "description", "links");
          case "Collection" ->
              List.of("stac_version", "id", "description", "license", "extent", "links");
          default ->
              List.of(
                  "stac_version",
                  "id",
                  "geometry",
                  "bbox",
                  "properties",
                  "links",
                  "assets",
                  "collection",
                  "stac_extensions");
        };
    for (String field : required) {
      assertThat(root.has(field)).as("%s of %s", field, document).isTrue();
    }
    for (JsonNode link : root.get("links")) {
      assertThat(document.resolveSibling(link.get("href").asString())).exists();
    }
    if (root.has("assets")) {
      for (JsonNode asset : root.get("assets")) {
        assertThat(document.resolveSibling(asset.get("href").asString())).exists();
      }
      assertThat(root.get("properties").get("proj:code").asString()).isEqualTo("EPSG:32631");
      assertThat(root.get("properties").get("datetime").asString()).endsWith("Z");
    }
  }

  @Test
  void every_place_says_that_it_is_invented_and_has_names_with_languages() {
    JsonNode places = Scenes.read(folder.resolve("places.geojson")).get("features");
    assertThat(places).hasSize(SETTINGS.places());
    for (JsonNode place : places) {
      assertThat(place.get("properties").get("note").asString()).contains("Invented");
      assertThat(place.get("properties").get("names")).hasSizeGreaterThanOrEqualTo(4);
      for (JsonNode name : place.get("properties").get("names")) {
        assertThat(name.get("text").asString()).isNotBlank();
        assertThat(name.get("language").asString()).matches("[a-z]{2}");
      }
      JsonNode ring = place.get("geometry").get("coordinates").get(0);
      assertThat(ring.get(0)).isEqualTo(ring.get(ring.size() - 1));
    }
  }

  @Test
  void truth_names_events_by_place_kind_date_and_footprint() {
    JsonNode events = Scenes.read(folder.resolve("truth.json")).get("events");
    assertThat(events).hasSize(2);
    for (JsonNode event : events) {
      assertThat(event.get("place").asString()).startsWith("sim-");
      assertThat(event.get("date").asString()).isGreaterThanOrEqualTo("2025-05-01");
      assertThat(event.get("footprint").get("type").asString()).isEqualTo("Polygon");
      assertThat(event.get("area_m2").asInt()).isPositive();
    }
  }

  @Test
  void in_two_zones_every_second_scene_shows_the_same_ground_on_another_grid() throws Exception {
    Path zones = temporary.resolve("zones");
    Simulator.write(SETTINGS.withTwoZones(true), zones, List.of("nir"));
    List<Item> moved =
        StacCatalog.open(zones.resolve("items.json").toString(), StacSettings.defaults())
            .search(ItemSearch.all())
            .items();
    int compared = 0;
    for (int i = 1; i < moved.size(); i += 2) {
      if (items.get(i).cloudCover().orElseThrow() > 5) {
        continue;
      }
      AssetBand here = items.get(i).findBand("nir").orElseThrow();
      AssetBand there = moved.get(i).findBand("nir").orElseThrow();
      Grid hereGrid = here.asset().grid().orElseThrow();
      Grid thereGrid = there.asset().grid().orElseThrow();
      assertThat(moved.get(i).id()).contains("30NZF");
      assertThat(thereGrid.crs()).isNotEqualTo(hereGrid.crs());
      float[] own = reflectance(items.get(i), "nir");
      float[] warped = Resampling.bilinear(hereGrid, thereGrid, reflectance(moved.get(i), "nir"));
      assertThat(correlation(own, warped)).as(moved.get(i).id()).isGreaterThan(0.97);
      compared++;
    }
    assertThat(compared).isPositive();
  }

  private static double correlation(float[] a, float[] b) {
    double n = 0;
    double sumA = 0;
    double sumB = 0;
    double squareA = 0;
    double squareB = 0;
    double product = 0;
    for (int i = 0; i < a.length; i++) {
      if (!Float.isNaN(a[i]) && !Float.isNaN(b[i])) {
        n++;
        sumA += a[i];
        sumB += b[i];
        squareA += a[i] * (double) a[i];
        squareB += b[i] * (double) b[i];
        product += a[i] * (double) b[i];
      }
    }
    return (product - sumA * sumB / n)
        / Math.sqrt((squareA - sumA * sumA / n) * (squareB - sumB * sumB / n));
  }

  @Test
  void tells_how_far_it_is() throws Exception {
    List<Integer> told = new ArrayList<>();
    Simulator.write(
        SETTINGS.withAcquisitions(3),
        temporary.resolve("told"),
        List.of("red"),
        (written, of) -> {
          assertThat(of).isEqualTo(3);
          told.add(written);
        });
    assertThat(told).containsExactly(1, 2, 3);
  }

  @Test
  void refuses_a_band_it_does_not_know() {
    assertThatThrownBy(
            () -> Simulator.write(SETTINGS, temporary.resolve("none"), List.of("red", "thermal")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'thermal'")
        .hasMessageContaining("nir");
  }
}
