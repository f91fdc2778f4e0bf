package org.cairn.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cairn.imagery.raster.Crs;
import org.cairn.imagery.raster.Grid;
import org.cairn.simulation.RadarSettings;
import org.cairn.simulation.RadarSettings.Event;
import org.cairn.simulation.RadarSimulator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Envelope;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A workspace and a single run over optical images and radar: at one place something happens that
 * only radar shows.
 */
class RadarWorkspaceTest {
  private static final int PASSES = 40;
  private static final LocalDate EVENT = Landscape.WATCHED_FROM.plusDays(60);

  @TempDir private static Path folder;

  private static Landscape landscape;
  private static Path home;
  private static String still = "";

  @BeforeAll
  static void watch() throws IOException {
    landscape = Landscape.writeSmall(folder.resolve("landscape"));
    Grid grid = grid(landscape.read("items.json").path("features").path(0).path("properties"));
    Set<String> changed = new HashSet<>();
    landscape.truth().path("events").forEach(event -> changed.add(event.path("place").asString()));
    List<Event> events = new ArrayList<>();
    for (JsonNode place : landscape.read("places.geojson").path("features").values()) {
      String id = place.path("id").asString();
      if (!changed.contains(id) && still.isEmpty()) {
        still = id;
        events.add(event(grid, place.path("geometry").path("coordinates")));
      }
    }
    assertThat(still).isNotEmpty();
    List<String> items =
        RadarSimulator.write(
            new RadarSettings(5, grid, LocalDate.parse("2024-05-03"), PASSES).withEvents(events),
            landscape.folder());
    landscape.editItems(
        features -> items.forEach(item -> features.add(JsonMapper.shared().readTree(item))));

    home = folder.resolve("workspace");
    assertThat(Cli.run(folder, "init", "--offline", home.toString()).exitCode()).isZero();
    assertThat(in("place", "import", landscape.places()).exitCode()).isZero();
    assertThat(in("catalog", "add", "images", landscape.items()).exitCode()).isZero();
    Cli.Run run = in("watch", "--from", Landscape.WATCHED_FROM.toString(), "--json");
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  private static Grid grid(JsonNode properties) {
    JsonNode shape = properties.path("proj:shape");
    JsonNode step = properties.path("proj:transform");
    return new Grid(
        Crs.ofEpsg(32_631),
        step.path(2).asDouble(),
        step.path(5).asDouble(),
        step.path(0).asDouble(),
        step.path(4).asDouble(),
        shape.path(1).asInt(),
        shape.path(0).asInt());
  }

  /** The middle of a place loses most of its backscatter. */
  private static Event event(Grid grid, JsonNode coordinates) {
    Envelope box = new Envelope();
    addTo(box, grid, coordinates);
    int col = (int) (grid.colOf(box.centre().x) - 3);
    int row = (int) (grid.rowOf(box.centre().y) - 3);
    return new Event(col, row, 6, 6, EVENT, -8);
  }

  private static void addTo(Envelope box, Grid grid, JsonNode coordinates) {
    if (coordinates.path(0).isNumber()) {
      double[] xy =
          grid.crs().fromLonLat(coordinates.path(0).asDouble(), coordinates.path(1).asDouble());
      box.expandToInclude(xy[0], xy[1]);
    } else {
      coordinates.forEach(one -> addTo(box, grid, one));
    }
  }

  private static Cli.Run in(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--workspace");
    all.add(home.toString());
    return Cli.run(folder, all.toArray(String[]::new));
  }

  private static JsonNode json(Cli.Run run) {
    return JsonMapper.shared().readTree(run.out());
  }

  private static JsonNode alertOf(String place) {
    for (JsonNode alert : json(in("alert", "list", "--json")).path("alerts").values()) {
      if (alert.path("place").asString().equals(place)) {
        return json(in("alert", "show", alert.path("alert").asString(), "--json"));
      }
    }
    throw new AssertionError("No alert of " + place);
  }

  @Test
  void an_alert_by_radar_is_recorded_with_both_kinds_of_evidence() {
    JsonNode alert = alertOf(still);
    assertThat(alert.path("raised").asString()).isGreaterThanOrEqualTo(EVENT.toString());
    assertThat(alert.path("sensor").asString()).isEqualTo("sentinel-1a");
    JsonNode evidence = alert.path("evidence");
    assertThat(evidence).hasSize(2);
    assertThat(evidence.path(0).path("kind").asString()).isEqualTo("radar");
    assertThat(evidence.path(1).path("kind").asString()).isEqualTo("optical");
    assertThat(evidence.path(0).path("channels")).isNotEmpty();
    assertThat(evidence.path(0).path("channels").path(0).path("polarisation").asString())
        .isEqualTo("VV");
    assertThat(alert.path("change").path("vv").path("unit").asString()).isEqualTo("dB");
    assertThat(alert.path("chips")).hasSize(2);
  }

  @Test
  void alerts_and_the_whole_run_are_computed_again_from_their_records() throws Exception {
    Cli.Run one = in("alert", "recheck", alertOf(still).path("alert").asString(), "--json");
    assertThat(one.exitCode()).as(one.out() + one.err()).isZero();
    Cli.Run all = in("alert", "recheck", "--all", "--json");
    assertThat(all.exitCode()).as(all.out() + all.err()).isZero();

    Path scene =
        landscape.folder().resolve("radar-" + LocalDate.parse("2024-05-03") + "-88_vv.tif");
    byte[] bytes = Files.readAllBytes(scene);
    try {
      byte[] other = bytes.clone();
      other[other.length / 2] ^= 1;
      Files.write(scene, other);
      Cli.Run changed = in("alert", "recheck", "--all", "--json");
      assertThat(changed.exitCode()).isOne();
      assertThat(json(changed).path("differences").findValuesAsString("code"))
          .contains("input-changed");
    } finally {
      Files.write(scene, bytes);
    }
  }

  @Test
  void a_second_run_reads_nothing_anew() {
    Cli.Run again = in("watch", "--from", Landscape.WATCHED_FROM.toString(), "--json");
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(alertOf(still).path("evidence")).hasSize(2);
    Cli.Run all = in("alert", "recheck", "--all", "--json");
    assertThat(all.exitCode()).as(all.out() + all.err()).isZero();
  }

  @Test
  void the_report_says_what_each_kind_saw_in_every_language() throws Exception {
    Path report = folder.resolve("report");
    Cli.Run run =
        Cli.detect(
            folder,
            landscape.places(),
            landscape.items(),
            "--from",
            Landscape.WATCHED_FROM.toString(),
            "--report",
            report.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode places =
        JsonMapper.shared().readTree(folder.resolve("alerts.geojson").toFile()).path("places");
    for (JsonNode place : places.values()) {
      assertThat(place.path("radar").path("passes").asInt()).isPositive();
      assertThat(place.path("radar").path("tracks")).hasSize(2);
    }
    assertThat(Files.readString(report.resolve("index.html")))
        .contains("What each kind of image saw")
        .contains("mean of radar passes")
        .contains("Radar passes used");
    assertThat(Files.readString(report.resolve("index.fr.html")))
        .contains("Ce que chaque type d’image a vu");
    assertThat(Files.readString(report.resolve("index.ar.html")))
        .contains("ما رآه كل نوع من الصور");
  }
}
