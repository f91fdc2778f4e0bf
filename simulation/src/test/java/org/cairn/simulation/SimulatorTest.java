package org.cairn.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cairn.imagery.raster.ByteSources;
import org.cairn.imagery.raster.GeoTiff;
import org.cairn.imagery.raster.Grid;
import org.cairn.imagery.raster.HttpSettings;
import org.cairn.imagery.raster.PixelWindow;
import org.cairn.imagery.raster.TileCache;
import org.cairn.imagery.stac.Asset;
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
import org.locationtech.jts.geom.Envelope;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SimulatorTest {
  private static final LocalDate WATCHED_FROM = LocalDate.parse("2024-09-01");

  @TempDir private static Path folder;

  private static List<Item> items;

  private static SimulationSettings settings(double eventShare) {
    return new SimulationSettings(
        11, 128, 24, LocalDate.parse("2024-05-03"), 12, WATCHED_FROM, 4, eventShare, false, true);
  }

  @BeforeAll
  static void simulate() throws IOException {
    Simulator.write(settings(1), folder.resolve("one"));
    Simulator.write(settings(0), folder.resolve("quiet"), List.of("red", "nir"));
    items = items(folder.resolve("one").resolve("items.json"));
  }

  @Test
  void the_same_settings_give_the_same_bytes() throws IOException {
    Simulator.write(settings(1), folder.resolve("again"));

    assertThat(contents(folder.resolve("again"))).isEqualTo(contents(folder.resolve("one")));
  }

  @Test
  void another_seed_gives_another_landscape() throws IOException {
    SimulationSettings other =
        new SimulationSettings(
            12, 128, 2, LocalDate.parse("2024-05-03"), 12, WATCHED_FROM, 4, 1, false, false);
    Simulator.write(other, folder.resolve("other"), List.of("red"));

    Item otherFirst = items(folder.resolve("other").resolve("items.json")).getFirst();
    assertThat(values(folder.resolve("other"), otherFirst.id() + "_red"))
        .isNotEqualTo(values(folder.resolve("one"), items.getFirst().id() + "_red"));
  }

  @Test
  void both_catalogues_list_the_same_and_all_links_lead_somewhere() throws IOException {
    List<Item> fromTree = items(folder.resolve("one").resolve("catalog.json"));

    assertThat(fromTree).extracting(Item::id).isEqualTo(items.stream().map(Item::id).toList());
    assertThat(items).hasSize(24);
    for (List<Item> listed : List.of(items, fromTree)) {
      for (Item item : listed) {
        assertThat(item.assets()).containsKeys("blue", "green", "red", "nir", "swir16", "scl");
        item.assets().values().forEach(asset -> assertThat(Path.of(asset.href())).isNotEmptyFile());
      }
    }
  }

  @Test
  void items_and_files_agree_on_where_the_pixels_lie() throws IOException {
    for (Item item : items.subList(0, 3)) {
      for (String key : List.of("red", "swir16", "scl")) {
        try (ByteSources sources = new ByteSources(HttpSettings.defaults());
            GeoTiff file =
                GeoTiff.open(sources.open(asset(item, key).href()), new TileCache(1 << 22))) {
          assertThat(asset(item, key).grid()).isEqualTo(file.grid()).isPresent();
        }
      }
    }
    Grid red = asset(items.getFirst(), "red").grid().orElseThrow();
    double[] zero = red.crs().fromLonLat(0, 0);
    assertThat(red.colOf(zero[0])).isBetween(1.0, 127.0);
    assertThat(red.rowOf(zero[1])).isBetween(1.0, 127.0);
  }

  @Test
  void all_radiometric_forms_give_the_same_reflectance() throws IOException {
    List<OffsetDecision.Rule> rules = new ArrayList<>();
    List<Double> darkest = new ArrayList<>();
    List<Item> clear =
        items.subList(0, 9).stream().filter(item -> item.cloudCover().orElse(100) < 40).toList();
    for (Item item : clear) {
      AssetBand red = item.findBand("red").orElseThrow();
      OffsetDecision decision = RadiometricOffset.decide(item, red);
      rules.add(decision.rule());
      float[] stored = values(folder.resolve("one"), item.id() + "_red");
      double least = Double.POSITIVE_INFINITY;
      for (float value : stored) {
        least = Math.min(least, value * decision.scale() + decision.offset());
      }
      darkest.add(least);
    }

    assertThat(rules)
        .contains(
            OffsetDecision.Rule.NO_OFFSET_YET,
            OffsetDecision.Rule.LISTED_OFFSET,
            OffsetDecision.Rule.FLAG_SAYS_APPLIED);
    // A forgotten or doubled offset would be off by 0.1.
    assertThat(darkest).allSatisfy(least -> assertThat(least).isBetween(-0.02, 0.08));
  }

  @Test
  void one_scene_lies_about_its_offset_where_that_is_asked() {
    JsonNode lying = read("one", "truth.json").get("lying_scene");

    assertThat(lying).hasSize(1);
    Item liar = items.get(9);
    assertThat(liar.acquired().toString()).startsWith(lying.get(0).asString());
    assertThat(liar.boaOffsetApplied()).contains(true);
  }

  @Test
  void events_change_their_footprint_from_their_day_on() throws IOException {
    JsonNode events = read("one", "truth.json").get("events");
    assertThat(events).hasSize(4);
    assertThat(read("quiet", "truth.json").get("events")).isEmpty();
    for (JsonNode event : events) {
      LocalDate day = LocalDate.parse(event.get("date").asString());
      assertThat(day).isAfterOrEqualTo(WATCHED_FROM);
    }
    for (Item item : items) {
      LocalDate date = LocalDate.parse(item.acquired().toString().substring(0, 10));
      List<Double> shares = shareChanged(item, events);
      for (int i = 0; i < shares.size(); i++) {
        if (date.isBefore(LocalDate.parse(events.get(i).get("date").asString()))) {
          assertThat(shares.get(i)).as("%s before %s", item.id(), events.get(i)).isZero();
        }
      }
    }
    assertThat(shareChanged(items.getLast(), events))
        .allSatisfy(share -> assertThat(share).isGreaterThan(0.3));
  }

  /** Per event, the share of its pixels that another value stands in. */
  private static List<Double> shareChanged(Item item, JsonNode events) throws IOException {
    float[] with = values(folder.resolve("one"), item.id() + "_nir");
    float[] without = values(folder.resolve("quiet"), item.id() + "_nir");
    boolean[] changed = new boolean[with.length];
    for (int i = 0; i < with.length; i++) {
      changed[i] = with[i] != without[i];
    }
    return events.valueStream().map(event -> shareOf(event, changed)).toList();
  }

  private static double shareOf(JsonNode event, boolean[] changed) {
    JsonNode box = event.get("pixels");
    int left = (int) Math.floor(box.get(0).asDouble());
    int top = (int) Math.floor(box.get(1).asDouble());
    int right = (int) Math.ceil(box.get(0).asDouble() + box.get(2).asDouble());
    int bottom = (int) Math.ceil(box.get(1).asDouble() + box.get(3).asDouble());
    int count = 0;
    for (int row = top; row < bottom; row++) {
      for (int col = left; col < right; col++) {
        count += changed[row * 128 + col] ? 1 : 0;
      }
    }
    return (double) count / ((right - left) * (bottom - top));
  }

  @Test
  void places_do_not_overlap_and_lie_in_the_scene() throws IOException {
    Simulator.write(
        new SimulationSettings(
            3, 512, 1, LocalDate.parse("2024-05-03"), 10, WATCHED_FROM, 30, 0, false, false),
        folder.resolve("many"),
        List.of("red"));
    JsonNode scene = read("many", "items.json").at("/features/0/bbox");
    Envelope whole =
        new Envelope(
            scene.get(0).asDouble(),
            scene.get(2).asDouble(),
            scene.get(1).asDouble(),
            scene.get(3).asDouble());
    List<Envelope> boxes = new ArrayList<>();
    for (JsonNode place : read("many", "places.geojson").get("features")) {
      Envelope box = new Envelope();
      for (JsonNode corner : place.at("/geometry/coordinates/0")) {
        box.expandToInclude(corner.get(0).asDouble(), corner.get(1).asDouble());
      }
      assertThat(whole.contains(box)).isTrue();
      assertThat(boxes).noneMatch(box::intersects);
      boxes.add(box);
      assertThat(place.at("/properties/note").asString()).contains("Invented");
    }
    assertThat(boxes).hasSize(30);
  }

  @Test
  void a_series_in_memory_is_an_index_where_clear_and_repeats_itself() {
    SimulationSettings settings = settings(0);
    SimulatedSeries series = SimulatedSeries.of(settings, 0, 0, 40, 36);

    assertThat(series.cols()).isEqualTo(40);
    assertThat(series.rows()).isEqualTo(36);
    assertThat(series.dates()).isEqualTo(24);
    assertThat(series.days()).isSorted().doesNotHaveDuplicates();
    int clear = 0;
    for (float[] layer : series.layers()) {
      assertThat(layer).hasSize(40 * 36);
      for (float value : layer) {
        if (!Float.isNaN(value)) {
          clear++;
          assertThat(value).isBetween(-1f, 1f);
        }
      }
    }
    assertThat(clear).isGreaterThan(24 * 40 * 36 / 4);
    assertThat(
            Arrays.deepEquals(SimulatedSeries.of(settings, 0, 0, 40, 36).layers(), series.layers()))
        .isTrue();
  }

  private static List<Item> items(Path catalogue) throws IOException {
    SearchResult found =
        StacCatalog.open(catalogue.toString(), StacSettings.defaults())
            .search(
                new ItemSearch(Optional.empty(), Optional.empty(), Optional.empty(), List.of()));
    assertThat(found.problems()).isEmpty();
    return found.items();
  }

  private static Asset asset(Item item, String key) {
    return Objects.requireNonNull(item.assets().get(key), key);
  }

  private static JsonNode read(String scene, String name) {
    return JsonMapper.shared().readTree(folder.resolve(scene).resolve(name).toFile());
  }

  private static float[] values(Path scene, String image) throws IOException {
    Path path = scene.resolve("scenes").resolve(image + ".tif");
    try (ByteSources sources = new ByteSources(HttpSettings.defaults());
        GeoTiff file = GeoTiff.open(sources.open(path.toUri()), new TileCache(1 << 22))) {
      return file.read(0, List.of(new PixelWindow(0, 0, file.cols(), file.rows()))).getFirst();
    }
  }

  /** File name to a digest of what is in it. */
  private static Map<String, Integer> contents(Path scene) throws IOException {
    Map<String, Integer> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(scene)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(scene.relativize(file).toString(), Arrays.hashCode(Files.readAllBytes(file)));
      }
    }
    return contents;
  }
}
