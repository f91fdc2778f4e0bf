package org.cairn.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cairn.fixtures.LocalAuthority;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From pixel to ledger and back: a workspace over a landscape whose truth is known. */
class WorkspaceWatchTest {
  @TempDir private static Path folder;

  private static Landscape landscape;
  private static Cli.Run watched;
  private static LocalAuthority north;

  @BeforeAll
  static void watch_a_landscape_in_a_workspace() throws Exception {
    landscape = Landscape.write(folder.resolve("landscape"));
    assertThat(
            Cli.run(folder, "init", "--offline", folder.resolve("workspace").toString()).exitCode())
        .isZero();
    north = new LocalAuthority("north", Clock.systemUTC());
    Files.writeString(
        folder.resolve("workspace/cairn.yaml"),
        "timestamps:\n"
            + north.settings(folder.resolve("workspace"))
            + "  - id: absent\n    url: http://127.0.0.1:1/tsa\n");
    assertThat(cairn("place", "import", landscape.places()).err()).contains("4 places added");
    assertThat(cairn("catalog", "add", "images", landscape.items()).exitCode()).isZero();
    watched = cairn("watch", "--from", Landscape.WATCHED_FROM.toString(), "--json");
  }

  @AfterAll
  static void close() {
    north.close();
  }

  private static Cli.Run cairn(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--workspace");
    all.add(folder.resolve("workspace").toString());
    return Cli.run(folder, all.toArray(String[]::new));
  }

  private static JsonNode json(Cli.Run run) {
    return JsonMapper.shared().readTree(run.out());
  }

  private static List<JsonNode> alerts() {
    return List.copyOf(json(cairn("alert", "list", "--json")).path("alerts").values());
  }

  @Test
  void a_run_writes_its_scenes_places_alerts_and_itself() {
    assertThat(watched.exitCode()).as(watched.err()).isZero();
    JsonNode summary = json(watched);
    assertThat(summary.path("alerts")).isNotEmpty();
    // The first key, four places, the catalogue; then scenes, coverage, alerts and the run.
    assertThat(summary.path("entry").asLong())
        .isEqualTo(5 + 40 + 4 + summary.path("alerts").size() + 1);
    assertThat(alerts())
        .hasSameSizeAs(summary.path("alerts"))
        .allSatisfy(alert -> {
          assertThat(alert.path("chips").values())
              .extracting(chip -> chip.path("role").asString())
              .startsWith("before", "after")
              .contains("strip");
          assertThat(alert.path("picture").path("outline")).isNotEmpty();
          assertThat(Double.parseDouble(alert.path("picture").path("width_m").asString()))
              .isPositive();
          assertThat(alert.path("series").path("blob").asString()).startsWith("sha256:");
          assertThat(alert.path("changed_area").asString()).startsWith("POLYGON");
          assertThat(alert.path("run").asString()).isEqualTo(summary.path("run").asString());
        });
  }

  @Test
  void the_ledger_holds_and_names_every_picture() {
    Cli.Run verified = cairn("ledger", "verify", "--json");
    assertThat(verified.exitCode()).as(verified.out()).isZero();
    assertThat(json(verified).path("blobs").asLong()).isGreaterThanOrEqualTo(40);
  }

  @Test
  void a_run_is_time_stamped_and_an_absent_authority_delays_nothing() {
    assertThat(watched.err())
        .contains("Time stamp of 'north': ")
        .contains("No time stamp of 'absent' yet (tsa-unreachable");
    JsonNode times = json(cairn("ledger", "verify", "--json")).path("timestamps");
    assertThat(times.path("coveredSize").asLong())
        .isEqualTo(json(watched).path("entry").asLong() + 1);
    assertThat(times.path("authorities").path(0).path("waiting").asLong()).isEqualTo(1);
  }

  @Test
  void every_alert_comes_out_the_same_when_it_is_computed_again() {
    for (JsonNode alert : alerts()) {
      Cli.Run again = cairn("alert", "recheck", alert.path("alert").asString(), "--json");
      assertThat(json(again).path("differences")).as(again.out()).isEmpty();
      assertThat(again.exitCode()).isZero();
    }
  }

  /** In a landscape of its own, so that the others are not touched. */
  @Test
  void an_image_that_was_replaced_is_named_when_an_alert_is_computed_again() throws IOException {
    Path other = folder.resolve("other");
    Landscape copy = landscape.copy(folder.resolve("copy"));
    Cli.run(folder, "init", "--offline", other.toString());
    Cli.run(folder, "place", "import", copy.places(), "--workspace", other.toString());
    Cli.run(folder, "catalog", "add", "images", copy.items(), "--workspace", other.toString());
    Cli.Run run =
        Cli.run(
            folder,
            "watch",
            "--from",
            Landscape.WATCHED_FROM.toString(),
            "--json",
            "--workspace",
            other.toString());
    String alert = json(run).path("alerts").path(0).asString();
    assertThat(alert).isNotEmpty();
    try (Stream<Path> files = Files.walk(folder.resolve("copy"))) {
      List<Path> images = files.filter(file -> file.toString().endsWith(".tif")).sorted().toList();
      Path replaced = images.getFirst();
      byte[] bytes = Files.readAllBytes(images.getLast());
      Files.delete(replaced);
      Files.write(replaced, bytes);
    }

    Cli.Run again =
        Cli.run(folder, "alert", "recheck", alert, "--json", "--workspace", other.toString());

    assertThat(again.exitCode()).as(again.out()).isEqualTo(1);
    assertThat(json(again).path("same").asBoolean()).isFalse();
    assertThat(json(again).path("differences").findValuesAsString("code"))
        .containsAnyOf("input-changed", "number-changed");
  }

  @Test
  void no_coordinate_of_a_place_is_in_the_public_log() throws IOException {
    String place = json(cairn("place", "list", "--json")).path("places").path(0).toString();
    String digits = place.replaceAll("(?s).*?\\(\\(?(-?[0-9]+\\.[0-9]{4}).*", "$1");
    assertThat(digits).matches("-?[0-9]+\\.[0-9]{4}");
    StringBuilder log = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder.resolve("workspace/ledger/log"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        log.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    List<String> payloads = new ArrayList<>();
    var matcher = Pattern.compile("\"payload\":\"([A-Za-z0-9_-]+)\"").matcher(log);
    while (matcher.find()) {
      payloads.add(
          new String(Base64.getUrlDecoder().decode(matcher.group(1)), StandardCharsets.UTF_8));
    }
    assertThat(payloads).hasSizeGreaterThan(40);
    assertThat(payloads).noneMatch(payload -> payload.contains(digits));
    assertThat(payloads).noneMatch(payload -> payload.contains(folder.toString()));
  }

  @Test
  void the_same_places_again_change_nothing() {
    long before = json(cairn("ledger", "checkpoint", "--json")).path("size").asLong();
    assertThat(cairn("place", "import", landscape.places()).err())
        .contains("0 places added, 0 changed, 4 as they were");
    assertThat(cairn("catalog", "add", "images", landscape.items()).err()).contains("already");
    assertThat(json(cairn("ledger", "checkpoint", "--json")).path("size").asLong())
        .isEqualTo(before);
  }

  @Test
  void what_is_not_there_is_said_with_the_way_on() throws IOException {
    Path empty = folder.resolve("empty");
    Cli.run(folder, "init", "--offline", empty.toString());
    Cli.Run run = Cli.run(folder, "watch", "--workspace", empty.toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("cairn place import");
    assertThat(cairn("alert", "recheck", "nowhere@2025-01-01").err()).contains("cairn alert list");
    assertThat(cairn("watch", "--catalog", "other").err()).contains("cairn catalog list");
  }
}
