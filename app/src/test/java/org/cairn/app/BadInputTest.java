package org.cairn.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.cairn.exchange.AlertsDocument;
import org.cairn.exchange.AlertsReader;
import org.cairn.exchange.RunRecord;
import org.cairn.heritage.Coverage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/**
 * Each kind of bad input is named, the rest of the batch goes on, and nobody sees a stack trace.
 */
class BadInputTest {
  @TempDir static Path folder;
  private static Path whole = Path.of("");
  private Path scene = Path.of("");
  private Path out = Path.of("");

  @BeforeAll
  static void simulate() throws IOException {
    whole = folder.resolve("whole");
    SmallScene.make(whole);
  }

  @BeforeEach
  void copy(TestInfo test) throws IOException {
    scene = SmallScene.copy(whole, folder.resolve(test.getTestMethod().orElseThrow().getName()));
    out = scene.resolve("out.geojson");
  }

  private Cli.Outcome detect(Object places, Object catalog) {
    Cli.Outcome outcome =
        Cli.run(
            "detect",
            "--places",
            places,
            "--catalog",
            catalog,
            "--from",
            SmallScene.FROM,
            "--out",
            out);
    assertThat(outcome.showsInsides()).as(outcome.out() + outcome.err()).isFalse();
    return outcome;
  }

  private Cli.Outcome detect() {
    return detect(scene.resolve("places.geojson"), scene.resolve("items.json"));
  }

  private void oneSceneIsNamed(Cli.Outcome outcome, String code) throws IOException {
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(1);
    AlertsDocument document = AlertsReader.read(out);
    assertThat(document.run().problems()).extracting(RunRecord.Problem::code).containsExactly(code);
    assertThat(document.places()).allMatch(place -> place.status() == Coverage.Status.WATCHED);
  }

  @Test
  void a_truncated_image() throws IOException {
    SmallScene.edit(
        scene,
        items -> {
          Path file = SmallScene.asset(scene, items.get(5), "nir");
          shorten(file, 0.5);
        });
    oneSceneIsNamed(detect(), "tiff-truncated");
  }

  @Test
  void an_image_with_damaged_tiles() throws IOException {
    SmallScene.edit(
        scene,
        items -> {
          Path file = SmallScene.asset(scene, items.get(5), "red");
          try {
            byte[] bytes = Files.readAllBytes(file);
            Random random = new Random(3);
            for (int i = bytes.length / 3; i < bytes.length; i++) {
              bytes[i] = (byte) random.nextInt(256);
            }
            Files.write(file, bytes);
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
    oneSceneIsNamed(detect(), "tiff-corrupt-tile");
  }

  private static void shorten(Path file, double share) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(bytes, (int) (bytes.length * share)));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void a_text_file_in_place_of_an_image() throws IOException {
    SmallScene.edit(
        scene,
        items -> {
          try {
            Files.writeString(SmallScene.asset(scene, items.get(7), "red"), "not an image");
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
    oneSceneIsNamed(detect(), "tiff-not-a-tiff");
  }

  @Test
  void an_item_without_the_asset() throws IOException {
    SmallScene.edit(scene, items -> ((ObjectNode) items.get(3).get("assets")).remove("nir"));
    Cli.Outcome outcome = detect();
    oneSceneIsNamed(outcome, "asset-missing");
    assertThat(outcome.err()).contains("--asset");
  }

  @Test
  void an_item_without_projection_is_read_by_its_files_word() throws IOException {
    SmallScene.edit(
        scene,
        items -> {
          ObjectNode properties = (ObjectNode) items.get(3).get("properties");
          properties.remove(List.of("proj:code", "proj:shape", "proj:transform"));
          items
              .get(3)
              .get("assets")
              .forEach(
                  asset -> ((ObjectNode) asset).remove(List.of("proj:shape", "proj:transform")));
        });
    assertThat(detect().exitCode()).isZero();
  }

  @Test
  void an_item_that_lies_about_its_offset_is_held_back() throws IOException {
    SmallScene.edit(
        scene,
        items ->
            items.stream()
                .filter(item ->
                    !item.get("properties").path("earthsearch:boa_offset_applied").asBoolean(true))
                .limit(1)
                .forEach(item ->
                    ((ObjectNode) item.get("properties"))
                        .put("earthsearch:boa_offset_applied", true)));
    oneSceneIsNamed(detect(), "radiometry-contradicted");
  }

  @Test
  void unsorted_and_doubled_items_change_nothing() throws IOException {
    Cli.Outcome before = detect();
    AlertsDocument expected = AlertsReader.read(out);
    SmallScene.edit(
        scene,
        items -> {
          items.addAll(List.copyOf(items.subList(0, 5)));
          Collections.shuffle(items, new Random(1));
        });
    detect();
    assertThat(before.exitCode()).isZero();
    assertThat(AlertsReader.read(out).alerts()).isEqualTo(expected.alerts());
    assertThat(AlertsReader.read(out).places()).isEqualTo(expected.places());
  }

  @Test
  void a_year_with_no_clear_look() throws IOException {
    SmallScene.edit(
        scene,
        items ->
            items.stream()
                .filter(item ->
                    item.get("properties")
                            .get("datetime")
                            .asString()
                            .compareTo(SmallScene.FROM.toString())
                        >= 0)
                .forEach(item -> cloudOver(SmallScene.asset(scene, item, "scl"))));
    detect();
    assertThat(AlertsReader.read(out).places())
        .allSatisfy(place -> {
          assertThat(place.status()).isNotEqualTo(Coverage.Status.WATCHED);
          assertThat(place.why()).isNotBlank();
        });
  }

  @Test
  void a_place_outside_every_image_and_a_crossing_outline() throws IOException {
    Path places = scene.resolve("odd.geojson");
    Files.writeString(
        places,
        """
        {"type":"FeatureCollection","features":[
         {"type":"Feature","id":"far","properties":{},"geometry":{"type":"Point","coordinates":[50,50]}},
         {"type":"Feature","id":"bow","properties":{},"geometry":{"type":"Polygon","coordinates":
          [[[-0.001,-0.001],[0.001,0.001],[0.001,-0.001],[-0.001,0.001],[-0.001,-0.001]]]}}]}
        """);
    Cli.Outcome outcome = detect(places, scene.resolve("items.json"));
    assertThat(outcome.err()).contains("odd.geojson, row 2").contains("repaired");
    assertThat(AlertsReader.read(out).places())
        .extracting(Coverage::status)
        .containsExactly(Coverage.Status.NO_IMAGERY, Coverage.Status.WATCHED);
  }

  @Test
  void an_empty_list_of_places() throws IOException {
    Path places = scene.resolve("none.geojson");
    Files.writeString(places, "{\"type\":\"FeatureCollection\",\"features\":[]}");
    Cli.Outcome outcome = detect(places, scene.resolve("items.json"));
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("none.geojson");
    assertThat(out).doesNotExist();
  }

  @Test
  void an_empty_catalogue_watches_nothing_and_says_so() throws IOException {
    SmallScene.edit(scene, List::clear);
    detect();
    assertThat(AlertsReader.read(out).places())
        .extracting(Coverage::status)
        .containsOnly(Coverage.Status.NO_IMAGERY);
  }

  @Test
  void a_sheet_with_shifted_columns_a_byte_order_mark_and_a_wrong_encoding() throws IOException {
    Path places = scene.resolve("sheet.csv");
    String rows = "\uFEFFid,name,lon,lat\na,Fine,0.0002,0.0002\nb,Shifted,x,0.0002,0.0002\n";
    Files.write(places, rows.getBytes(StandardCharsets.UTF_8));
    Cli.Outcome shifted = detect(places, scene.resolve("items.json"));
    assertThat(shifted.exitCode()).isEqualTo(1);
    assertThat(shifted.err()).contains("sheet.csv, row 3");
    assertThat(AlertsReader.read(out).places()).hasSize(1);

    Files.write(
        places,
        "id,name,lon,lat\na,Caf\u00e9,0.0002,0.0002\n".getBytes(StandardCharsets.ISO_8859_1));
    Cli.Outcome encoded = detect(places, scene.resolve("items.json"));
    assertThat(encoded.exitCode()).isNotZero();
    assertThat(encoded.err()).contains("UTF-8");
  }

  @Test
  void what_cannot_be_read_at_all_ends_with_two_and_writes_nothing() throws IOException {
    Files.writeString(scene.resolve("broken.json"), "{\"type\": \"FeatureCollection\", ");
    assertThat(detect(scene.resolve("places.geojson"), scene.resolve("broken.json")).exitCode())
        .isEqualTo(2);
    assertThat(detect(scene.resolve("nowhere.geojson"), scene.resolve("items.json")).exitCode())
        .isEqualTo(2);
    assertThat(detect(scene.resolve("places.geojson"), scene.resolve("nowhere.json")).exitCode())
        .isEqualTo(2);
    assertThat(out).doesNotExist();
  }

  @Test
  void wrong_usage_ends_with_two_and_points_to_the_help() {
    for (List<String> words :
        List.of(
            List.of("detect"),
            List.of("detect", "--nonsense"),
            List.of("nonsense"),
            List.of(
                "detect",
                "--places",
                "p",
                "--catalog",
                "c",
                "--out",
                "o",
                "--from",
                "2025-06-01",
                "--until",
                "2025-05-01"),
            List.of(
                "detect", "--places", "p", "--catalog", "c", "--out", "o", "--alarm-rate", "0"))) {
      Cli.Outcome outcome = Cli.run(words.toArray());
      assertThat(outcome.exitCode()).as(words.toString()).isEqualTo(2);
      assertThat(outcome.err()).contains("cairn help");
      assertThat(outcome.showsInsides()).isFalse();
    }
  }
}
