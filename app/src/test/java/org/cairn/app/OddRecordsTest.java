package org.cairn.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cairn.register.LedgerRecords;
import org.cairn.register.Workspace;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Names and ids as nobody should write them, on their way into the ledger. */
class OddRecordsTest {
  private static final String LONG = "ü".repeat(10_000);
  private static final String ODD = "../../\\x \u0007\n<b>\u202E\"é\u0301\uD83C\uDFDB";

  @TempDir private Path folder;
  private Path home = Path.of("");

  @BeforeEach
  void init() {
    home = folder.resolve("workspace");
    assertThat(Cli.run(folder, "init", "--offline", home.toString()).exitCode()).isZero();
  }

  private Cli.Run cairn(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--workspace");
    all.add(home.toString());
    return Cli.run(folder, all.toArray(String[]::new));
  }

  private List<ObjectNode> records(String type) throws Exception {
    List<ObjectNode> records = new ArrayList<>();
    LedgerRecords.forEach(
        Workspace.at(home),
        (index, record) -> {
          if (record.path("type").asString().equals(type)) {
            records.add(record);
          }
        });
    return records;
  }

  private void requireSound() {
    Cli.Run verified = cairn("ledger", "verify");
    assertThat(verified.exitCode()).as(verified.out() + verified.err()).isZero();
  }

  @Test
  void items_with_odd_ids_are_recorded_and_those_without_are_told() throws Exception {
    Landscape landscape = Landscape.writeSmall(folder.resolve("landscape"));
    String items = Files.readString(Path.of(landscape.items()));
    List<String> ids = landscape.itemIds();
    landscape.editItem(0, item -> item.put("id", LONG));
    landscape.editItem(1, item -> item.put("id", ODD));
    landscape.editItem(2, item -> item.remove("id"));
    landscape.editItem(3, item -> item.put("id", "half-HALF"));
    landscape.editItem(
        4, item -> ((ObjectNode) item.get("properties")).put("platform", "platform-HALF"));
    Path written = Path.of(landscape.items());
    Files.writeString(written, Files.readString(written).replace("HALF", "\\ud83c"));
    assertThat(items).isNotEqualTo(Files.readString(written));
    assertThat(cairn("place", "import", landscape.places()).exitCode()).isZero();
    assertThat(cairn("catalog", "add", "images", landscape.items()).exitCode()).isZero();

    Cli.Run run = cairn("watch", "--from", Landscape.SMALL_FROM.toString(), "--json");

    assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
    JsonNode summary = JsonMapper.shared().readTree(run.out());
    assertThat(summary.path("problems").findValuesAsString("code"))
        .containsExactlyInAnyOrder("item-invalid", "item-id");
    assertThat(records("scene"))
        .hasSize(ids.size() - 2)
        .extracting(scene -> scene.path("item").asString())
        .contains(LONG, ODD, ids.get(4), ids.get(5));
    assertThat(records("scene"))
        .extracting(scene -> scene.path("sensor").asString())
        .contains("platform-\uFFFD");
    assertThat(records("run")).hasSize(1);
    requireSound();
    Cli.Run again = cairn("alert", "recheck", "--all", "--json");
    assertThat(again.exitCode()).as(again.out() + again.err()).isZero();
  }

  @Test
  void odd_names_are_kept_to_the_letter_and_broken_ones_refused_by_row() throws Exception {
    StringBuilder features = new StringBuilder();
    List<String> names =
        List.of("Qal\u00e9", "Qale\u0301", "a\u202Eb\u2066c", "left\\ud800right", LONG, "\\u0000");
    for (int i = 0; i < names.size(); i++) {
      features
          .append(i == 0 ? "" : ",")
          .append("{\"type\":\"Feature\",\"id\":\"place-")
          .append(i)
          .append("\",\"properties\":{\"name\":\"")
          .append(names.get(i))
          .append("\"},\"geometry\":{\"type\":\"Point\",\"coordinates\":[4.5,")
          .append(40 + i)
          .append("]}}");
    }
    Path file = folder.resolve("places.geojson");
    Files.writeString(file, "{\"type\":\"FeatureCollection\",\"features\":[" + features + "]}");

    Cli.Run run = cairn("place", "import", file.toString());

    assertThat(run.err())
        .contains("4 places added", "row 4, name: Found half a surrogate pair", "row 6, name:");
    assertThat(run.exitCode()).isEqualTo(1);
    List<ObjectNode> places = records("place");
    assertThat(places)
        .extracting(place -> place.path("names").path(0).path("text").asString(""))
        .containsExactly("Qal\u00e9", "Qale\u0301", "a\u202Eb\u2066c", LONG);
    requireSound();
    assertThat(cairn("place", "import", file.toString()).err()).contains("4 as they were");
  }

  @Test
  void a_place_of_more_names_than_an_entry_holds_is_kept_whole() throws Exception {
    StringBuilder properties = new StringBuilder();
    for (String language : List.of("ar", "de", "el", "es", "fr", "tr")) {
      properties
          .append(properties.isEmpty() ? "" : ",")
          .append("\"name_%s\":\"%s %s\"".formatted(language, language, LONG.substring(20)));
    }
    Path file = folder.resolve("places.geojson");
    Files.writeString(
        file,
        "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"id\":\"many\","
            + "\"properties\":{"
            + properties
            + "},\"geometry\":{\"type\":\"Point\",\"coordinates\":[4.5,40]}}]}");

    assertThat(cairn("place", "import", file.toString()).exitCode()).isZero();

    assertThat(records("place").getFirst().path("names").toString().length())
        .isGreaterThan(32 << 10);
    requireSound();
  }

  @Test
  void a_catalogue_that_cannot_be_reached_is_not_added() throws IOException {
    for (String href :
        List.of("http://127.0.0.1:1/catalog.json", "no/such/file.json", "ftp://example.org/x")) {
      Cli.Run run = cairn("catalog", "add", "images", href);
      assertThat(run.exitCode()).as(href).isEqualTo(2);
      assertThat(run.err()).as(href).isNotBlank();
    }
    assertThat(cairn("catalog", "list").out()).isEmpty();
    requireSound();
  }
}
