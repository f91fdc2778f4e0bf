package org.cairn.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cairn.exchange.AlertsDocument;
import org.cairn.exchange.AlertsReader;
import org.cairn.exchange.NamedAlert;
import org.cairn.heritage.Coverage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DetectCommandTest {
  @TempDir static Path folder;
  private static Path scene = Path.of("");

  @BeforeAll
  static void simulate() throws IOException {
    scene = folder.resolve("scene");
    SmallScene.make(scene);
  }

  private static Cli.Outcome detect(Object catalog, Path out, Object... more) {
    List<Object> words =
        new java.util.ArrayList<>(
            List.of(
                "detect",
                "--places",
                scene.resolve("places.geojson"),
                "--catalog",
                catalog,
                "--from",
                SmallScene.FROM,
                "--out",
                out));
    words.addAll(List.of(more));
    return Cli.run(words.toArray());
  }

  @Test
  void finds_what_happened_where_and_when_it_did() throws IOException {
    Path out = folder.resolve("found.geojson");
    Cli.Outcome outcome = detect(scene.resolve("items.json"), out);
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    AlertsDocument document = AlertsReader.read(out);
    Map<String, LocalDate> truth = new TreeMap<>();
    for (JsonNode event :
        JsonMapper.shared().readTree(scene.resolve("truth.json").toFile()).get("events")) {
      truth.put(event.get("place").asString(), LocalDate.parse(event.get("date").asString()));
    }
    assertThat(truth).hasSize(4);
    assertThat(document.alerts()).isNotEmpty();
    int dated = 0;
    for (NamedAlert named : document.alerts()) {
      LocalDate happened = truth.getOrDefault(named.alert().placeId(), LocalDate.EPOCH);
      assertThat(named.alert().items()).isNotEmpty();
      assertThat(named.alert().lastUnchanged()).isBefore(named.alert().firstSeen());
      if (!happened.isBefore(named.alert().lastUnchanged())
          && !happened.isAfter(named.alert().firstSeen())) {
        dated++;
      }
    }
    assertThat(dated).as("alerts whose interval holds the true date").isGreaterThanOrEqualTo(2);
  }

  @Test
  void says_of_every_place_what_could_have_been_seen() throws IOException {
    Path out = folder.resolve("coverage.geojson");
    detect(scene.resolve("items.json"), out);
    assertThat(AlertsReader.read(out).places())
        .hasSize(4)
        .allSatisfy(place -> {
          assertThat(place.status()).isEqualTo(Coverage.Status.WATCHED);
          assertThat(place.looks()).isPositive().isLessThanOrEqualTo(place.acquisitions());
          assertThat(place.smallestDetectable()).isNotEmpty();
        });
  }

  @Test
  void a_static_catalogue_and_an_api_give_the_same_alerts_as_the_files() throws IOException {
    Path files = folder.resolve("files.geojson");
    detect(scene.resolve("items.json"), files, "--scores", folder.resolve("files.csv"));
    Path tree = folder.resolve("tree.geojson");
    detect(scene.resolve("catalog.json"), tree, "--scores", folder.resolve("tree.csv"));
    Path api = folder.resolve("api.geojson");
    try (StacApiServer server = new StacApiServer(scene)) {
      Cli.Outcome outcome = detect(server.address(), api, "--scores", folder.resolve("api.csv"));
      assertThat(outcome.exitCode()).as(outcome.err()).isZero();
      assertThat(server.searches.get()).as("pages of the search").isGreaterThan(1);
      assertThat(server.rangeRequests.get()).isPositive();
      assertThat(server.wholeRequests.get()).as("whole downloads").isZero();
    }
    assertThat(AlertsReader.read(tree).alerts()).isEqualTo(AlertsReader.read(files).alerts());
    assertThat(AlertsReader.read(api).alerts()).isEqualTo(AlertsReader.read(files).alerts());
    assertThat(AlertsReader.read(api).places()).isEqualTo(AlertsReader.read(files).places());
    assertThat(folder.resolve("api.csv")).hasSameTextualContentAs(folder.resolve("files.csv"));
    assertThat(folder.resolve("tree.csv")).hasSameTextualContentAs(folder.resolve("files.csv"));
  }

  @Test
  void later_images_do_not_change_earlier_scores() throws IOException {
    Path whole = folder.resolve("whole.csv");
    Path part = folder.resolve("part.csv");
    LocalDate until = LocalDate.parse("2025-07-31");
    detect(scene.resolve("items.json"), folder.resolve("w.geojson"), "--scores", whole);
    detect(
        scene.resolve("items.json"),
        folder.resolve("p.geojson"),
        "--scores",
        part,
        "--until",
        until);
    List<String> upTo =
        Files.readAllLines(whole).stream()
            .skip(1)
            .filter(row -> !LocalDate.parse(row.split(",")[1]).isAfter(until))
            .toList();
    assertThat(upTo).isNotEmpty();
    assertThat(Files.readAllLines(part).stream().skip(1).toList()).isEqualTo(upTo);
  }

  @Test
  void json_is_one_document_and_the_report_has_three_pages() throws IOException {
    Path report = folder.resolve("report");
    Cli.Outcome outcome =
        detect(
            scene.resolve("items.json"),
            folder.resolve("json.geojson"),
            "--json",
            "--report",
            report);
    JsonNode summary = JsonMapper.shared().readTree(outcome.out());
    assertThat(summary.get("places").asInt()).isEqualTo(4);
    assertThat(summary.get("watched").asInt()).isEqualTo(4);
    assertThat(report.resolve("index.html")).isNotEmptyFile();
    assertThat(report.resolve("index.fr.html")).isNotEmptyFile();
    assertThat(report.resolve("index.ar.html")).isNotEmptyFile();
  }
}
