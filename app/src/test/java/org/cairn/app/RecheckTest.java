package org.cairn.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.cairn.ledger.merkle.Hash;
import org.cairn.register.Draft;
import org.cairn.register.LedgerRecords;
import org.cairn.register.LedgerWriter;
import org.cairn.register.Workspace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Alerts and whole runs computed again, over the same bytes and over others. */
class RecheckTest {
  private static final String FAR =
      """
      {"type":"FeatureCollection","features":[{"type":"Feature","id":"far-away",
      "properties":{"name":"Far away"},"geometry":{"type":"Point","coordinates":[-140.5,-30.25]}}]}
      """;

  @TempDir private static Path folder;

  private static Landscape landscape;
  private static Path home;

  @BeforeAll
  static void watch() throws IOException {
    landscape = Landscape.write(folder.resolve("landscape"));
    home = folder.resolve("workspace");
    Path far = Files.writeString(folder.resolve("far.geojson"), FAR);
    assertThat(Cli.run(folder, "init", "--offline", home.toString()).exitCode()).isZero();
    assertThat(in(home, "place", "import", landscape.places(), far.toString()).exitCode()).isZero();
    assertThat(in(home, "catalog", "add", "images", landscape.items()).exitCode()).isZero();
    Cli.Run run = in(home, "watch", "--from", Landscape.WATCHED_FROM.toString(), "--json");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(json(run).path("alerts")).isNotEmpty();
  }

  private static Cli.Run in(Path workspace, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--workspace");
    all.add(workspace.toString());
    return Cli.run(folder, all.toArray(String[]::new));
  }

  private static JsonNode json(Cli.Run run) {
    return JsonMapper.shared().readTree(run.out());
  }

  private static List<ObjectNode> records(Path workspace) throws Exception {
    List<ObjectNode> records = new ArrayList<>();
    LedgerRecords.forEach(Workspace.at(workspace), (index, record) -> records.add(record));
    return records;
  }

  private static JsonNode blob(JsonNode name) throws Exception {
    Hash hash = Hash.of(HexFormat.of().parseHex(name.asString().substring(7)));
    return JsonMapper.shared().readTree(Workspace.at(home).blobs().read(hash, 1 << 24));
  }

  private static List<String> codes(Cli.Run run) {
    return json(run).path("differences").findValuesAsString("code");
  }

  private static String firstAlert() {
    return json(in(home, "alert", "list", "--json"))
        .path("alerts")
        .path(0)
        .path("alert")
        .asString();
  }

  /** The scene that the first alert was first seen in. */
  private static ObjectNode sceneOfFirstAlert() throws Exception {
    JsonNode alert = json(in(home, "alert", "show", firstAlert(), "--json"));
    String item = alert.path("items").path(0).asString();
    return records(home).stream()
        .filter(record -> record.path("type").asString().equals("scene"))
        .filter(record -> record.path("item").asString().equals(item))
        .findFirst()
        .orElseThrow();
  }

  /** Does something while an image is other than it was. */
  private static Cli.Run with(Path image, UnaryOperator<byte[]> change, String... arguments)
      throws IOException {
    byte[] bytes = Files.readAllBytes(image);
    try {
      Files.write(image, change.apply(bytes.clone()));
      return in(home, arguments);
    } finally {
      Files.write(image, bytes);
    }
  }

  @Test
  void a_run_records_what_it_was_made_of() throws Exception {
    List<ObjectNode> records = records(home);
    ObjectNode run = records.getLast();
    assertThat(run.path("type").asString()).isEqualTo("run");
    assertThat(run.path("software").asString()).startsWith("cairn ");
    assertThat(run.path("method").path("name").asString()).isEqualTo("cairn-scan");
    assertThat(run.path("parameters").size()).isGreaterThan(20);
    assertThat(run.path("catalog").asString()).isEqualTo("images");
    ObjectNode scene = sceneOfFirstAlert();
    assertThat(scene.path("radiometry").asString()).isNotBlank();
    assertThat(scene.path("clear_share").asString()).isNotBlank();
    assertThat(scene.path("shift").path("measured").asInt()).isPositive();
    JsonNode reads = blob(scene.path("blob"));
    for (JsonNode asset : reads.path("assets").values()) {
      byte[] file =
          Files.readAllBytes(
              landscape.image(scene.path("item").asString(), asset.path("asset").asString()));
      assertThat(asset.path("ranges")).isNotEmpty();
      for (JsonNode range : asset.path("ranges").values()) {
        int from = range.path(0).asInt();
        assertThat(range.path(2).asString())
            .isEqualTo(sha256(Arrays.copyOfRange(file, from, from + range.path(1).asInt())));
      }
    }
    List<ObjectNode> coverages =
        records.stream().filter(one -> one.path("type").asString().equals("coverage")).toList();
    assertThat(coverages).hasSize(5);
    for (ObjectNode coverage : coverages) {
      ObjectNode place = records.get(coverage.path("place_entry").asInt());
      assertThat(place.path("place")).isEqualTo(coverage.path("place"));
      assertThat(place.path("type").asString()).isEqualTo("place");
    }
    assertThat(coverages)
        .filteredOn(one -> one.path("place").asString().equals("far-away"))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.path("status").asString()).isEqualTo("no-imagery");
          assertThat(one.path("why").asString()).isNotBlank();
        });
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  @Test
  void a_whole_run_comes_out_the_same() {
    Cli.Run again = in(home, "alert", "recheck", "--all", "--json");

    assertThat(json(again).path("differences")).as(again.out()).isEmpty();
    assertThat(again.exitCode()).isZero();
    assertThat(json(again).path("same").asBoolean()).isTrue();
    assertThat(json(again).path("places").asInt()).isEqualTo(5);
    assertThat(json(again).path("files").asInt()).isGreaterThanOrEqualTo(80);
    assertThat(json(again).path("bytes").asLong()).isGreaterThan(80 * 1000);
    assertThat(json(again).path("not_checked")).isEmpty();
  }

  @Test
  void one_bit_at_the_same_size_is_named_by_item_asset_and_bytes() throws Exception {
    ObjectNode scene = sceneOfFirstAlert();
    String item = scene.path("item").asString();
    JsonNode asset = blob(scene.path("blob")).path("assets").path(0);
    ArrayNode ranges = (ArrayNode) asset.path("ranges");
    JsonNode last = ranges.get(ranges.size() - 1);
    int offset = last.path(0).asInt();
    int end = offset + last.path(1).asInt();
    Path image = landscape.image(item, asset.path("asset").asString());
    UnaryOperator<byte[]> flip =
        bytes -> {
          bytes[end - 1] ^= 1;
          return bytes;
        };
    byte[] flipped = flip.apply(Files.readAllBytes(image));
    String found = sha256(Arrays.copyOfRange(flipped, offset, end));

    for (String what : List.of(firstAlert(), "--all")) {
      Cli.Run again = with(image, flip, "alert", "recheck", what, "--json");

      assertThat(again.exitCode()).isEqualTo(1);
      JsonNode first = json(again).path("differences").path(0);
      assertThat(first.path("code").asString()).isEqualTo("input-changed");
      assertThat(first.path("where").asString())
          .contains("'" + item + "'", asset.path("asset").asString())
          .endsWith("bytes " + offset + " to " + end);
      assertThat(first.path("message").asString())
          .contains(last.path(2).asString(), found, "1 of the " + ranges.size() + " ranges");
    }
  }

  @Test
  void a_file_that_is_gone_is_named() throws Exception {
    String item = sceneOfFirstAlert().path("item").asString();
    Path image = landscape.image(item, "red");
    Path aside = folder.resolve("aside.tif");
    Files.move(image, aside);
    try {
      Cli.Run again = in(home, "alert", "recheck", firstAlert(), "--json");
      assertThat(again.exitCode()).isEqualTo(1);
      JsonNode first = json(again).path("differences").path(0);
      assertThat(first.path("code").asString()).isEqualTo("input-missing");
      assertThat(first.path("where").asString()).contains(item, "red");
    } finally {
      Files.move(aside, image);
    }
  }

  /** The workspace's records in another ledger, some of them changed on the way. */
  private static Path rewritten(String name, UnaryOperator<ObjectNode> change) throws Exception {
    Path other = folder.resolve(name);
    assertThat(Cli.run(folder, "init", "--offline", other.toString()).exitCode()).isZero();
    Workspace source = Workspace.at(home);
    Workspace target = Workspace.at(other);
    List<Draft> drafts = new ArrayList<>();
    for (ObjectNode record : records(home)) {
      if (record.path("type").asString().equals("key")) {
        continue;
      }
      for (JsonNode blob : record.findValues("blob")) {
        Hash hash = Hash.of(HexFormat.of().parseHex(blob.asString().substring(7)));
        target.blobs().put(source.blobs().read(hash, 1 << 24));
      }
      record.remove(List.of("time", "after"));
      ObjectNode changed = change.apply(record);
      if (changed.isEmpty()) {
        continue;
      }
      Set<String> fields = Set.of("geometry", "area", "changed_area", "href");
      drafts.add(new Draft(changed, fields, 4));
    }
    try (LedgerWriter writer = LedgerWriter.open(target, Clock.systemUTC())) {
      writer.append(drafts);
    }
    return other;
  }

  private static ObjectNode withoutFigures(ObjectNode record) {
    return record.path("type").asString().equals("coverage")
        ? record.remove(List.of("placebos", "detection"))
        : record;
  }

  /** As runs were recorded before ranges had digests of their own. */
  private static ObjectNode inEarlierForm(ObjectNode record) {
    record.remove(List.of("software", "place_entry", "scores", "registrations", "problem_list"));
    withoutFigures(record);
    if (record.path("type").asString().equals("run")) {
      record.putArray("problems");
    }
    if (record.path("type").asString().equals("scene")) {
      try {
        ObjectNode reads = (ObjectNode) blob(record.path("blob"));
        for (JsonNode asset : reads.path("assets").values()) {
          asset.path("ranges").values().forEach(range -> ((ArrayNode) range).remove(2));
        }
        record.put(
            "blob",
            "sha256:"
                + Workspace.at(folder.resolve("earlier"))
                    .blobs()
                    .put(reads.toString().getBytes(UTF_8))
                    .hex());
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
    return record;
  }

  @Test
  void runs_of_the_earlier_form_are_listed_and_say_what_cannot_be_checked() throws Exception {
    Path earlier = rewritten("earlier", RecheckTest::inEarlierForm);

    assertThat(json(in(earlier, "alert", "list", "--json")).path("alerts"))
        .hasSameSizeAs(json(in(home, "alert", "list", "--json")).path("alerts"));
    assertThat(in(earlier, "ledger", "verify").exitCode()).isZero();
    for (String what : List.of(firstAlert(), "--all")) {
      Cli.Run again = in(earlier, "alert", "recheck", what, "--json");
      assertThat(json(again).path("differences")).as(again.out()).isEmpty();
      assertThat(json(again).path("not_checked")).isNotEmpty();
      assertThat(again.exitCode()).isZero();
    }
    JsonNode asset = blob(sceneOfFirstAlert().path("blob")).path("assets").path(0);
    Path image =
        landscape.image(
            sceneOfFirstAlert().path("item").asString(), asset.path("asset").asString());
    byte[] bytes = Files.readAllBytes(image);
    try {
      byte[] other = bytes.clone();
      other[asset.path("ranges").path(1).path(0).asInt()] ^= 1;
      Files.write(image, other);
      Cli.Run again = in(earlier, "alert", "recheck", firstAlert(), "--json");
      JsonNode first = json(again).path("differences").path(0);
      assertThat(first.path("code").asString()).isEqualTo("input-changed");
      assertThat(first.path("message").asString())
          .contains(asset.path("digest").asString(), "cannot be said");
    } finally {
      Files.write(image, bytes);
    }
  }

  @Test
  void a_record_that_says_otherwise_is_told_number_by_number() throws Exception {
    String dropped = firstAlert();
    Path other =
        rewritten(
            "other",
            record -> {
              switch (record.path("type").asString()) {
                case "coverage" -> {
                  if (record.path("place").asString().equals("far-away")) {
                    record.put("status", "watched");
                  } else {
                    record.put("looks", record.path("looks").asInt() + 1);
                    ((ObjectNode) record.path("placebos")).put("above_threshold", 4000);
                  }
                }
                case "alert" -> {
                  if (record.path("alert").asString().equals(dropped)) {
                    record.removeAll();
                  } else {
                    record.put("score", "1.5");
                  }
                }
                case "scene" -> ((ObjectNode) record.path("pixels")).put("clear", 1);
                case "run" -> record.put("alerts", record.path("alerts").asInt() - 1);
                default -> {
                  // Places, catalogues.
                }
              }
              return record;
            });

    Cli.Run again = in(other, "alert", "recheck", "--all", "--json");

    assertThat(again.exitCode()).isEqualTo(1);
    List<String> where = json(again).path("differences").findValuesAsString("where");
    assertThat(codes(again))
        .contains("alert-new", "coverage-changed", "scene-changed", "number-changed")
        .doesNotContain("input-changed", "alert-not-found");
    assertThat(where)
        .contains("alert '" + dropped + "'", "place 'far-away', status")
        .filteredOn(one -> one.endsWith(", looks") || one.endsWith(", placebos"))
        .hasSize(8);
    assertThat(where).filteredOn(one -> one.endsWith(", pixels")).hasSize(40);
  }

  @Test
  void a_place_changed_since_or_recorded_without_figures_is_computed_as_it_was() throws Exception {
    Path other = rewritten("moved", RecheckTest::withoutFigures);
    // Entries lie where they lay, for the ledgers begin alike.
    Path moved = folder.resolve("moved.geojson");
    Files.writeString(
        moved, Files.readString(Path.of(landscape.places())).replace("\"name\":", "\"note\":"));
    assertThat(in(other, "place", "import", moved.toString()).exitCode()).isZero();

    Cli.Run again = in(other, "alert", "recheck", "--all", "--json");

    assertThat(json(again).path("differences")).as(again.out()).isEmpty();
  }

  @Test
  void what_the_vault_has_not_any_more_is_named_and_the_rest_computed() throws Exception {
    Path other = rewritten("withheld", record -> record.remove(List.of("area")));

    Cli.Run again = in(other, "alert", "recheck", "--all", "--json");

    assertThat(codes(again)).as(again.out()).hasSize(4).containsOnly("recheck-withheld");
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(json(again).path("places").asInt()).isEqualTo(1);
    assertThat(in(other, "alert", "recheck", firstAlert()).err()).contains("recheck-withheld");
  }

  @Test
  void what_cannot_be_rechecked_is_said() throws IOException {
    Path empty = folder.resolve("empty");
    Cli.run(folder, "init", "--offline", empty.toString());
    assertThat(in(empty, "alert", "recheck", "--all").err()).contains("cairn watch");
    assertThat(in(home, "alert", "recheck").exitCode()).isEqualTo(2);
    assertThat(in(home, "alert", "recheck", "x", "--all").exitCode()).isEqualTo(2);
    assertThat(in(home, "alert", "recheck", "--run", "x").exitCode()).isEqualTo(2);
    Cli.Run unknown = in(home, "alert", "recheck", "--all", "--run", "no-such-run");
    assertThat(unknown.err()).contains("run-unknown");
    assertThat(unknown.exitCode()).isNotZero();
  }
}
