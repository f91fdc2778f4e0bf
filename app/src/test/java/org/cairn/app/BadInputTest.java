package org.cairn.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.cairn.heritage.Coverage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Something is wrong with the places, the catalogue or the request. */
class BadInputTest {
  private static final String FROM = Landscape.SMALL_FROM.toString();

  @TempDir private static Path shared;

  private static Landscape landscape;

  @TempDir private Path folder;

  @BeforeAll
  static void simulate() throws IOException {
    landscape = Landscape.writeSmall(shared.resolve("landscape"));
  }

  @Test
  void a_place_outside_every_image_has_no_imagery() throws IOException {
    Cli.Run run = detect(csv("id,lon,lat\nhere," + lonLat() + "\nfar,20,40\n", UTF_8));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.place("far").status()).isEqualTo(Coverage.Status.NO_IMAGERY);
    assertThat(run.place("far").why()).isNotBlank();
    assertThat(run.place("here").status()).isEqualTo(Coverage.Status.WATCHED);
  }

  @Test
  void a_self_crossing_polygon_is_repaired_and_watched() throws IOException {
    double[] at = middle();
    double d = 0.0004;
    String bow =
        String.format(
            Locale.ROOT,
            "[[[%f,%f],[%f,%f],[%f,%f],[%f,%f],[%f,%f]]]",
            at[0] - d,
            at[1] - d,
            at[0] + d,
            at[1] + d,
            at[0] + d,
            at[1] - d,
            at[0] - d,
            at[1] + d,
            at[0] - d,
            at[1] - d);
    Cli.Run run =
        detect(
            file(
                "bow.geojson",
                """
                {"type":"FeatureCollection","features":[{"type":"Feature","id":"bow",
                "properties":{},"geometry":{"type":"Polygon","coordinates":%s}}]}\
                """
                    .formatted(bow),
                UTF_8));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("bow.geojson, row 1").contains("polygon-repaired");
    assertThat(run.place("bow").status()).isEqualTo(Coverage.Status.WATCHED);
  }

  @Test
  void a_list_without_places_is_refused() throws IOException {
    Cli.Run run =
        detect(file("empty.geojson", "{\"type\":\"FeatureCollection\",\"features\":[]}", UTF_8));

    assertRefused(run, "empty.geojson");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "id,lon,lat\n", "{}", "[1,2", "\u0000\u0001\u0002\u0003"})
  void a_file_that_holds_no_places_is_refused(String content) throws IOException {
    assertRefused(detect(file("places.txt", content, UTF_8)), "places.txt");
  }

  @Test
  void a_byte_order_mark_is_passed_over() throws IOException {
    Cli.Run run = detect(csv("\ufeffid,lon,lat\nhere," + lonLat() + "\n", UTF_8));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.place("here").status()).isEqualTo(Coverage.Status.WATCHED);
  }

  @Test
  void an_items_file_with_a_byte_order_mark_is_read() throws IOException {
    Path items = landscape.folder().resolve("items-bom.json");
    Files.writeString(items, "\ufeff" + Files.readString(Path.of(landscape.items())));
    Cli.Run run = Cli.detect(folder, landscape.places(), items.toString(), "--from", FROM);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.place("sim-0001").status()).isEqualTo(Coverage.Status.WATCHED);
  }

  @Test
  void a_list_in_another_encoding_is_read_and_what_was_assumed_is_told() throws IOException {
    Cli.Run run =
        detect(
            csv(
                "id,name,lon,lat\nplain,North Hall,%s\nhere,Château d'été,%s\n"
                    .formatted(lonLat(), lonLat()),
                ISO_8859_1));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("windows-1252").contains("CSV UTF-8").contains("places.csv");
    assertThat(run.document().places())
        .extracting(Coverage::placeId)
        .containsExactly("plain", "here");
  }

  @Test
  void a_place_without_location_is_named_with_its_row_and_listed_as_not_watched()
      throws IOException {
    Cli.Run run =
        detect(
            csv("id,name,lon,lat\nnowhere,Old Mill,,\nhere,North,%s\n".formatted(lonLat()), UTF_8));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("places.csv, row 2").contains("geometry-missing");
    assertThat(run.place("here").status()).isEqualTo(Coverage.Status.WATCHED);
    assertThat(run.place("nowhere").status()).isEqualTo(Coverage.Status.NO_GEOMETRY);
    assertThat(run.place("nowhere").why()).isNotBlank();
    assertThat(run.document().run().problems())
        .singleElement()
        .satisfies(problem ->
            assertThat(problem.message())
                .contains("places.csv, row 2")
                .contains("Add coordinates"));
  }

  @Test
  void placemarks_of_a_map_program_are_watched_too() throws IOException {
    Cli.Run run =
        detect(
            file(
                "here.kml",
                "<kml xmlns='http://www.opengis.net/kml/2.2'><Placemark id='here'><Point><coordinates>%s</coordinates></Point></Placemark></kml>"
                    .formatted(lonLat()),
                UTF_8));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.place("here").status()).isEqualTo(Coverage.Status.WATCHED);
  }

  @Test
  void a_format_that_does_not_exist_is_refused_with_those_that_do() {
    Cli.Run run =
        Cli.detect(folder, landscape.places(), landscape.items(), "--format", "shapefile");

    assertRefused(run, "shapefile");
    assertThat(run.err()).contains("choose one of").contains("geopackage");
  }

  @Test
  void shifted_columns_are_refused_by_row_and_the_rest_is_watched() throws IOException {
    Cli.Run run =
        detect(
            csv(
                "id,name,lon,lat\nhere,North Hall,%s\nshifted,South,Hall,%s\nshort,4.5\n"
                    .formatted(lonLat(), lonLat()),
                UTF_8));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("places.csv, row 3").contains("places.csv, row 4");
    assertThat(run.document().places()).extracting(Coverage::placeId).containsExactly("here");
    assertThat(run.place("here").status()).isEqualTo(Coverage.Status.WATCHED);
  }

  @Test
  void an_unknown_option_is_refused_with_the_way_to_help() {
    Cli.Run run = Cli.detect(folder, landscape.places(), landscape.items(), "--alarm-rat", "0.1");

    assertRefused(run, "--alarm-rat");
    assertThat(run.err()).contains("cairn help detect");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--from=2025-13-40", "--alarm-rate=-1", "--alarm-rate=NaN", "--alarm-rate=much"})
  void a_value_that_makes_no_sense_is_refused(String option) {
    Cli.Run run = Cli.detect(folder, landscape.places(), landscape.items(), option);

    assertRefused(run, option.substring(option.indexOf('=') + 1));
  }

  @Test
  void an_end_before_the_start_is_refused() {
    Cli.Run run =
        Cli.detect(
            folder, landscape.places(), landscape.items(), "--from", FROM, "--until", "2024-01-01");

    assertRefused(run, "--until 2024-01-01 is before --from 2024-12-01");
  }

  @Test
  void missing_required_options_are_named() {
    Cli.Run run = Cli.run(folder, "detect", "--places", landscape.places());

    assertRefused(run, "--catalog");
    assertThat(run.err()).contains("--out");
  }

  @Test
  void places_that_are_not_there_are_refused() {
    assertRefused(detect(folder.resolve("nowhere.geojson")), "nowhere.geojson");
  }

  @Test
  void a_catalogue_that_is_not_there_is_refused() {
    Cli.Run run =
        Cli.detect(folder, landscape.places(), folder.resolve("no-items.json").toString());

    assertRefused(run, "no-items.json");
  }

  @Test
  void a_catalogue_server_that_is_not_there_is_refused() throws IOException {
    String gone;
    try (StacApiServer server = new StacApiServer(landscape.folder())) {
      gone = server.address() + "/data/nothing-here.json";
      assertRefused(Cli.detect(folder, landscape.places(), gone), "nothing-here.json");
    }
  }

  @Test
  void broken_json_in_the_catalogue_is_refused_with_its_position() throws IOException {
    Path broken = file("items.json", "{\"type\": \"FeatureCollection\",\n \"features\": [}", UTF_8);
    Cli.Run run = Cli.detect(folder, landscape.places(), broken.toString());

    assertRefused(run, "items.json");
    assertThat(run.err()).containsPattern("line 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "7", "{\"type\":\"Topology\"}", "", "<html></html>"})
  void a_catalogue_that_is_no_stac_is_refused(String content) throws IOException {
    Path other = file("items.json", content, UTF_8);

    assertRefused(Cli.detect(folder, landscape.places(), other.toString()), "items.json");
  }

  @Test
  void an_output_that_cannot_be_written_is_told_before_the_work() throws IOException {
    Path taken = file("taken", "not a folder", UTF_8);
    Cli.Run run =
        Cli.run(
            folder,
            "detect",
            "--places",
            landscape.places(),
            "--catalog",
            landscape.items(),
            "--out",
            taken.resolve("alerts.geojson").toString());

    assertRefused(run, "taken");
    assertThat(run.err()).doesNotContain("Watching");
    assertThat(Files.readString(taken)).isEqualTo("not a folder");
  }

  @Test
  void a_report_folder_that_is_a_file_is_told_before_the_work() throws IOException {
    Path taken = file("taken", "not a folder", UTF_8);
    Cli.Run run =
        Cli.detect(folder, landscape.places(), landscape.items(), "--report", taken.toString());

    assertRefused(run, "taken");
    assertThat(run.err()).doesNotContain("Watching");
  }

  @Test
  void the_scores_folder_is_made() throws IOException {
    Path scores = folder.resolve("new").resolve("scores.csv");
    Cli.Run run =
        Cli.run(
            folder,
            "detect",
            "--places",
            landscape.places(),
            "--catalog",
            landscape.items(),
            "--out",
            folder.resolve("other").resolve("alerts.geojson").toString(),
            "--scores",
            scores.toString(),
            "--from",
            FROM);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(scores).isNotEmptyFile();
  }

  @Test
  void a_refused_run_leaves_the_older_result_whole() throws IOException {
    Path out = file("alerts.geojson", "the older result", UTF_8);
    detect(folder.resolve("nowhere.geojson"));

    assertThat(Files.readString(out)).isEqualTo("the older result");
  }

  private Cli.Run detect(Path places) {
    Cli.Run run = Cli.detect(folder, places.toString(), landscape.items(), "--from", FROM);
    Messages.assertForPeople(run);
    return run;
  }

  private Path csv(String content, Charset charset) throws IOException {
    return file("places.csv", content, charset);
  }

  private Path file(String name, String content, Charset charset) throws IOException {
    return Files.write(folder.resolve(name), content.getBytes(charset));
  }

  /** Exit code 2, a message for people about the culprit, and no file written. */
  private void assertRefused(Cli.Run run, String culprit) {
    Messages.assertForPeople(run);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).contains("cairn: ").contains(culprit);
    assertThat(run.out()).isEmpty();
    assertThat(folder.resolve("alerts.geojson")).doesNotExist();
    assertThat(folder.resolve("scores.csv")).doesNotExist();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.endsWith(".tmp"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Middle of the simulated place. */
  private static double[] middle() {
    JsonNode ring = landscape.read("places.geojson").at("/features/0/geometry/coordinates/0");
    List<JsonNode> corners = ring.valueStream().limit(4).toList();
    return new double[] {
      corners.stream().mapToDouble(corner -> corner.get(0).asDouble()).average().orElseThrow(),
      corners.stream().mapToDouble(corner -> corner.get(1).asDouble()).average().orElseThrow()
    };
  }

  private static String lonLat() {
    return String.format(Locale.ROOT, "%.6f,%.6f", middle()[0], middle()[1]);
  }
}
