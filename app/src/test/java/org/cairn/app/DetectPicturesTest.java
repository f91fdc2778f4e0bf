package org.cairn.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.cairn.heritage.Alert;
import org.cairn.heritage.Coverage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code cairn detect --pictures} over folders of monthly mosaics whose truth is known. */
class DetectPicturesTest {
  private static final String FROM = "2023-03-01";
  private static final int PLACE = 16;

  @TempDir private static Path folder;

  private static Path changed;
  private static Path quiet;
  private static Path mask;
  private static Cli.Run run;

  @BeforeAll
  static void watch_a_folder_in_which_ground_is_turned_over() throws IOException {
    changed = Mosaics.write(folder.resolve("site a"), Mosaics.Kind.PNG_8, 5, true);
    quiet = Mosaics.write(folder.resolve("site-b"), Mosaics.Kind.PNG_8, 5, false);
    mask = Mosaics.mask(folder.resolve("mask.png"), Mosaics.SIDE, PLACE);
    run = detect(changed, "--place-mask", mask.toString(), "--report", report().toString());
  }

  private static Path report() {
    return folder.resolve("report");
  }

  /** Over a folder, with the files of the run in one of its own. */
  private static Cli.Run detect(Path pictures, String... more) throws IOException {
    Path out = Files.createTempDirectory(folder, "out-");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "detect",
                "--pictures",
                pictures.toString(),
                "--out",
                out.resolve("alerts.geojson").toString(),
                "--scores",
                out.resolve("scores.csv").toString(),
                "--from",
                FROM));
    arguments.addAll(List.of(more));
    return Cli.run(out, arguments.toArray(String[]::new));
  }

  private static Alert alert(Cli.Run of) {
    assertThat(of.document().alerts()).as(of.err()).hasSize(1);
    return of.document().alerts().getFirst().alert();
  }

  @Test
  void finds_the_change_where_it_is_and_when() {
    Alert alert = alert(run);
    LocalDate truth = Mosaics.CHANGED_MONTH.atDay(1);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(alert.lastUnchanged()).isEqualTo(truth.minusMonths(1));
    assertThat(alert.firstSeen()).isEqualTo(truth);
    assertThat(alert.raised()).isBetween(truth, truth.plusMonths(3));
    assertThat(alert.items()).contains(Mosaics.CHANGED_MONTH + ".png");
    assertThat(alert.expectedPerSiteYear()).isLessThanOrEqualTo(0.1);
    assertThat(alert.changedArea().isEmpty()).isTrue();

    Geometry found = alert.pixelOutline().orElseThrow();
    Geometry real =
        found
            .getFactory()
            .toGeometry(
                new Envelope(
                    Mosaics.PATCH,
                    Mosaics.PATCH + Mosaics.PATCH_SIDE,
                    Mosaics.PATCH,
                    Mosaics.PATCH + Mosaics.PATCH_SIDE));
    double common = found.intersection(real).getArea();
    assertThat(common / found.getArea()).as("of what was found is real").isGreaterThan(0.6);
    assertThat(common / real.getArea()).as("of what is real was found").isGreaterThan(0.6);
  }

  @Test
  void says_what_the_pictures_show_and_never_ground_or_water() {
    assertThat(alert(run).directions()).containsExactly(Alert.Direction.BRIGHTER);
    assertThat(alert(run).changes())
        .extracting(Alert.BandChange::band)
        .containsExactly("red", "green", "blue", "brightness");
    assertThat(alert(run).changes())
        .allSatisfy(change -> {
          assertThat(change.unit()).isEqualTo("picture-median");
          assertThat(change.after()).isGreaterThan(change.before());
        });
  }

  @Test
  void the_alert_has_no_location_and_its_outline_in_pixels() throws IOException {
    JsonNode root = JsonMapper.shared().readTree(run.folder().resolve("alerts.geojson").toFile());
    JsonNode feature = root.get("features").get(0);
    JsonNode properties = feature.get("properties");

    assertThat(feature.get("geometry").isNull()).isTrue();
    assertThat(properties.get("place").asString()).isEqualTo("site a");
    assertThat(properties.get("area_m2").isNull()).isTrue();
    assertThat(properties.get("area_px").asInt()).isBetween(25, 80);
    assertThat(properties.get("outline_px").get("type").asString()).isEqualTo("Polygon");
    assertThat(root.get("run").get("place_in_pictures").asString()).startsWith("mask ");
    assertThat(root.get("run").get("asset").asString()).isEqualTo("brightness");
    JsonNode sizes = root.get("places").get(0).get("smallest_detectable");
    assertThat(sizes).isNotEmpty();
    assertThat(sizes.get(0).get("area_m2").isNull()).isTrue();
    assertThat(sizes.get(0).get("area_px").asInt()).isPositive();
  }

  @Test
  void sizes_are_in_metres_where_the_size_of_a_pixel_is_given() throws IOException {
    Cli.Run metric = detect(changed, "--place-mask", mask.toString(), "--gsd", "4.7");
    Alert alert = alert(metric);

    double pixels = alert.pixelOutline().orElseThrow().getArea();
    assertThat(alert.areaSquareMetres()).isCloseTo(pixels * 4.7 * 4.7, within(0.01));
    assertThat(metric.place("site a").smallestDetectable())
        .isNotEmpty()
        .allSatisfy(size -> {
          assertThat(size.areaSquareMetres()).isPositive();
          assertThat(size.areaPixels()).isEmpty();
        });
  }

  @Test
  void raises_no_alert_on_the_same_ground_left_alone() throws IOException {
    Cli.Run still = detect(quiet, "--place-mask", mask.toString());

    assertThat(still.exitCode()).as(still.err()).isZero();
    assertThat(still.document().alerts()).isEmpty();
    Coverage place = still.place("site-b");
    assertThat(place.status()).isEqualTo(Coverage.Status.WATCHED);
    assertThat(place.looks()).isEqualTo(16).isEqualTo(place.acquisitions());
    assertThat(place.maxScore().orElseThrow()).isLessThan(place.threshold().orElseThrow());
    assertThat(still.scores()).hasSizeGreaterThan(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Mosaics.Kind.class,
      names = {"PNG_16", "PNG_GREY", "JPEG", "TIFF_16_NIR"})
  void finds_it_in_pictures_of_other_kinds(Mosaics.Kind kind) throws IOException {
    Path pictures = Mosaics.write(folder.resolve(kind.name()), kind, 5, true);
    Cli.Run other = detect(pictures, "--place-mask", mask.toString());

    assertThat(other.exitCode()).as(other.err()).isZero();
    assertThat(alert(other).firstSeen())
        .isBetween(Mosaics.CHANGED_MONTH.atDay(1), Mosaics.CHANGED_MONTH.plusMonths(1).atDay(1));
    assertThat(other.document().run().settings().get("asset"))
        .isEqualTo(kind == Mosaics.Kind.TIFF_16_NIR ? "ndvi" : "brightness");
  }

  @Test
  void the_middle_is_taken_where_nobody_says_where_the_place_is() throws IOException {
    Path pages = folder.resolve("middle-report");
    Cli.Run middle = detect(changed, "--report", pages.toString());

    assertThat(alert(middle).firstSeen()).isEqualTo(Mosaics.CHANGED_MONTH.atDay(1));
    assertThat(middle.document().run().settings().get("place_in_pictures")).startsWith("middle");
    assertThat(middle.document().run().settings().get("place_box")).isEqualTo("48,48,32,32");
    assertThat(Files.readString(pages.resolve("index.html")))
        .contains("Nobody said where in the pictures the place lies");
  }

  @Test
  void a_box_names_the_place() throws IOException {
    Cli.Run boxed = detect(changed, "--place-box", "20,30,16,16");

    assertThat(boxed.exitCode()).as(boxed.err()).isZero();
    assertThat(boxed.document().run().settings().get("place_box")).isEqualTo("20,30,16,16");
    assertThat(boxed.document().alerts()).as("the change lies elsewhere").isEmpty();
    assertThat(boxed.place("site a").status()).isEqualTo(Coverage.Status.WATCHED);
  }

  @Test
  void the_report_shows_both_pictures_and_says_what_was_watched_in_three_languages()
      throws IOException {
    String page = Files.readString(report().resolve("index.html"));
    assertThat(page).contains("data:image/png;base64,");
    assertThat(page.replaceAll("base64,[^\\s\"')]*", ""))
        .contains("Brightness was watched", "sizes are counted in pixels", "unknown sensor")
        .contains("A picture named by its month stands on the first day of it")
        .doesNotContain("north up", "NaN", " m²", "\u00a0m²");
    assertThat(Files.readString(report().resolve("index.fr.html")))
        .contains("La luminosité a été surveillée");
    assertThat(Files.readString(report().resolve("index.ar.html"))).contains("رُصد السطوع");
  }

  @Test
  void json_is_one_document_on_stdout() throws IOException {
    Cli.Run json = detect(quiet, "--place-mask", mask.toString(), "--json");

    JsonNode document = JsonMapper.shared().readTree(json.out());
    assertThat(document.get("watched").asInt()).isEqualTo(1);
    assertThat(document.get("scenes").asInt()).isEqualTo(Mosaics.MONTHS);
    assertThat(document.get("alerts")).isEmpty();
  }

  @Test
  void the_same_pictures_give_the_same_result() throws IOException {
    Cli.Run again = detect(changed, "--place-mask", mask.toString());

    assertThat(again.document().places()).isEqualTo(run.document().places());
    assertThat(alert(again).score()).isEqualTo(alert(run).score());
    assertThat(again.scores()).isEqualTo(run.scores());
  }

  @Test
  void pictures_and_places_are_not_watched_together() throws IOException {
    Cli.Run both = detect(changed, "--places", "places.geojson");

    assertThat(both.exitCode()).isEqualTo(2);
    assertThat(both.err()).contains("--pictures is watched by itself");
  }
}
