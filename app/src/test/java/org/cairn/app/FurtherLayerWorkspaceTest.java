package org.cairn.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A workspace and single runs that watch red beside NDVI. */
class FurtherLayerWorkspaceTest {
  @TempDir private static Path folder;

  private static Landscape landscape;
  private static Path home;

  @BeforeAll
  static void watch() throws IOException {
    landscape = Landscape.write(folder.resolve("landscape"));
    home = folder.resolve("workspace");
    assertThat(Cli.run(folder, "init", "--offline", home.toString()).exitCode()).isZero();
    assertThat(in("place", "import", landscape.places()).exitCode()).isZero();
    assertThat(in("catalog", "add", "images", landscape.items()).exitCode()).isZero();
    watchAgain();
  }

  private static void watchAgain() {
    Cli.Run run = in("watch", "--from", Landscape.WATCHED_FROM.toString(), "--also", "red");
    assertThat(run.exitCode()).as(run.err()).isZero();
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

  private static JsonNode alerts() {
    return json(in("alert", "list", "--json")).path("alerts");
  }

  @Test
  void an_alert_is_recorded_with_what_each_layer_saw() {
    assertThat(alerts()).isNotEmpty();
    for (JsonNode one : alerts().values()) {
      JsonNode alert = json(in("alert", "show", one.path("alert").asString(), "--json"));
      List<String> layers = alert.path("evidence").findValuesAsString("layer");
      assertThat(layers).containsExactlyInAnyOrder("NDVI", "red");
      assertThat(alert.path("evidence").findValuesAsString("kind")).containsOnly("optical");
      assertThat(alert.path("chips").findValuesAsString("role")).contains("before", "after");
    }
  }

  @Test
  void alerts_and_whole_runs_are_computed_again_from_their_records() {
    String alert = alerts().path(0).path("alert").asString();
    Cli.Run one = in("alert", "recheck", alert, "--json");
    assertThat(one.exitCode()).as(one.out() + one.err()).isZero();

    // The next run reads nothing anew, and is computed again likewise.
    watchAgain();
    Cli.Run all = in("alert", "recheck", "--all", "--json");
    assertThat(all.exitCode()).as(all.out() + all.err()).isZero();
  }

  @Test
  void report_and_file_say_what_each_layer_saw_in_every_language() throws Exception {
    Path report = folder.resolve("report");
    Cli.Run run =
        Cli.detect(
            folder,
            landscape.places(),
            landscape.items(),
            "--from",
            Landscape.WATCHED_FROM.toString(),
            "--also",
            "red",
            "--report",
            report.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode file = JsonMapper.shared().readTree(folder.resolve("alerts.geojson").toFile());
    assertThat(file.path("places")).isNotEmpty();
    for (JsonNode place : file.path("places").values()) {
      assertThat(place.path("further").path("layer").asString()).isEqualTo("red");
      assertThat(place.path("further").path("looks").asInt()).isPositive();
      assertThat(place.path("further").path("why").asString()).isEmpty();
    }
    assertThat(Files.readString(report.resolve("index.html")))
        .contains("What each kind of image saw")
        .contains("Optical images, \u2068red\u2069")
        .contains("Looked at beside it in the same images");
    assertThat(Files.readString(report.resolve("index.fr.html")))
        .contains("Images optiques, \u2068rouge\u2069")
        .contains("Examiné en plus dans les mêmes images");
    assertThat(Files.readString(report.resolve("index.ar.html")))
        .contains("الصور البصرية، \u2068أحمر\u2069")
        .contains("فُحص إلى جانبها في الصور نفسها");
  }

  @Test
  void without_it_no_further_layer_is_spoken_of() throws Exception {
    Path own = Files.createDirectory(folder.resolve("without"));
    Cli.Run run =
        Cli.detect(
            own,
            landscape.places(),
            landscape.items(),
            "--from",
            Landscape.WATCHED_FROM.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(Files.readString(own.resolve("alerts.geojson")))
        .contains("\"evidence\":[]")
        .doesNotContain("\"further\"", "\"layer\"", "\"also\"");
  }

  @Test
  void a_layer_beside_itself_and_beside_pictures_is_a_wrong_use() {
    Cli.Run itself = Cli.detect(folder, landscape.places(), landscape.items(), "--also", "ndvi");
    assertThat(itself.exitCode()).isEqualTo(2);
    assertThat(itself.err()).contains("Further layer 'ndvi' is not another one than 'ndvi'");
    Cli.Run pictures =
        Cli.run(
            folder,
            "detect",
            "--pictures",
            folder.toString(),
            "--out",
            "x.geojson",
            "--also",
            "red");
    assertThat(pictures.exitCode()).isEqualTo(2);
    assertThat(pictures.err()).contains("--also is of a catalogue's images");
  }
}
