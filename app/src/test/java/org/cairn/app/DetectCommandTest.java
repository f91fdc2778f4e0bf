package org.cairn.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.cairn.exchange.NamedAlert;
import org.cairn.heritage.Alert;
import org.cairn.heritage.Coverage;
import org.cairn.imagery.raster.Crs;
import org.cairn.imagery.scene.Footprints;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code cairn detect} over a landscape whose truth is known. */
class DetectCommandTest {
  private static final String FROM = Landscape.WATCHED_FROM.toString();
  private static final Crs UTM_31 = Crs.ofEpsg(32_631);

  @TempDir private static Path folder;

  private static Landscape landscape;
  private static Cli.Run files;

  @BeforeAll
  static void watch_a_landscape_from_its_files() throws IOException {
    landscape = Landscape.write(folder.resolve("landscape"));
    files =
        Cli.detect(
            folder.resolve("files"),
            landscape.places(),
            landscape.items(),
            "--from",
            FROM,
            "--report",
            folder.resolve("report").toString());
  }

  @Test
  void a_sound_run_ends_with_0_and_says_what_it_did() {
    assertThat(files.exitCode()).as(files.err()).isZero();
    assertThat(files.out()).isEmpty();
    assertThat(files.err())
        .contains("4 places, 4 watched")
        .contains("40 scenes, 0 held back")
        .contains("Alerts: " + folder.resolve("files").resolve("alerts.geojson"));
  }

  @Test
  void finds_the_strongest_event_where_it_was_and_brackets_its_date() {
    JsonNode event = strongest();
    LocalDate truth = LocalDate.parse(event.get("date").asString());
    Alert alert = alertOf(event.get("place").asString());

    assertThat(alert.lastUnchanged()).isBefore(truth);
    assertThat(alert.firstSeen()).isAfterOrEqualTo(truth);
    assertThat(alert.raised()).isAfterOrEqualTo(alert.firstSeen());
    assertThat(alert.id()).startsWith(alert.placeId() + "@");
    assertThat(alert.expectedPerSiteYear()).isLessThanOrEqualTo(0.1);
    assertThat(alert.items()).isNotEmpty().allMatch(landscape.itemIds()::contains);

    Geometry found = Footprints.toCrs(alert.changedArea(), UTM_31);
    Geometry real = Footprints.toCrs(polygon(event.get("footprint")), UTM_31);
    double common = found.intersection(real).getArea();
    assertThat(common / found.getArea()).as("of what was found is real").isGreaterThan(0.5);
    assertThat(common / real.getArea()).as("of what is real was found").isGreaterThan(0.4);
    assertThat(alert.areaSquareMetres()).isCloseTo(found.getArea(), within(0.02 * found.getArea()));
  }

  @Test
  void raises_no_alert_where_nothing_happened() {
    List<String> touched =
        landscape.truth().get("events").valueStream().map(e -> e.get("place").asString()).toList();

    assertThat(files.document().alerts())
        .allMatch(named -> touched.contains(named.alert().placeId()));
  }

  @Test
  void says_for_every_place_what_could_have_been_seen() {
    assertThat(files.document().places())
        .hasSize(4)
        .allSatisfy(place -> {
          assertThat(place.status()).isEqualTo(Coverage.Status.WATCHED);
          assertThat(place.looks()).isPositive().isLessThanOrEqualTo(place.acquisitions());
          assertThat(place.from()).contains(Landscape.WATCHED_FROM);
          assertThat(place.threshold().orElseThrow()).isPositive();
          assertThat(place.detection()).isNotEmpty();
          Coverage.Placebos placebos = place.placebos().orElseThrow();
          assertThat(placebos.counts().stream().mapToInt(Integer::intValue).sum())
              .isEqualTo(placebos.n());
          assertThat(placebos.highest() >= place.maxScore().orElseThrow())
              .isEqualTo(placebos.atLeastAsLarge() > 0);
          assertThat(place.smallestDetectable())
              .doesNotHaveDuplicates()
              .anySatisfy(size -> assertThat(size.power()).isBetween(0.9, 1.0))
              .allSatisfy(size -> {
                assertThat(size.areaSquareMetres()).isPositive();
                assertThat(size.contrast()).isBetween(0.0, 2.0);
                assertThat(size.power()).isBetween(0.5, 1.0);
              });
        });
  }

  @Test
  void writes_each_rise_of_each_places_score() {
    assertThat(files.scores().getFirst()).isEqualTo("place,date,score");
    for (Coverage place : files.document().places()) {
      List<Double> rises =
          files.scores().stream()
              .filter(row -> row.startsWith(place.placeId() + ","))
              .map(row -> Double.valueOf(row.split(",", -1)[2]))
              .toList();
      assertThat(rises).isSorted().doesNotHaveDuplicates().isNotEmpty();
      assertThat(rises.getLast())
          .isCloseTo(place.maxScore().orElseThrow(), within(1e-5 * rises.getLast()));
    }
  }

  @Test
  void writes_the_report_in_three_languages() throws IOException {
    for (String page : List.of("index.html", "index.fr.html", "index.ar.html")) {
      assertThat(Files.readString(folder.resolve("report").resolve(page)))
          .startsWith("<!DOCTYPE html>")
          .contains(strongest().get("place").asString());
    }
  }

  @Test
  void json_is_one_document_on_stdout() {
    Cli.Run run =
        Cli.detect(
            folder.resolve("json"),
            landscape.places(),
            landscape.items(),
            "--from",
            FROM,
            "--json");

    JsonNode document = JsonMapper.shared().readTree(run.out());
    assertThat(run.exitCode()).isZero();
    assertThat(document.get("places").asInt()).isEqualTo(4);
    assertThat(document.get("watched").asInt()).isEqualTo(4);
    assertThat(document.get("alerts").valueStream().map(JsonNode::asString))
        .containsExactlyElementsOf(
            run.document().alerts().stream().map(named -> named.alert().id()).toList());
    assertThat(document.get("problems")).isEmpty();
  }

  @Test
  void a_static_catalogue_gives_the_same_as_the_files() {
    Cli.Run run =
        Cli.detect(
            folder.resolve("static"),
            landscape.places(),
            landscape.folder().resolve("catalog.json").toString(),
            "--from",
            FROM);

    assertSameAsFiles(run);
  }

  @Test
  void a_static_catalogue_over_http_gives_the_same_as_the_files() throws IOException {
    try (StacApiServer server = new StacApiServer(landscape.folder())) {
      Cli.Run run =
          Cli.detect(
              folder.resolve("static-http"),
              landscape.places(),
              server.address() + "/data/catalog.json",
              "--from",
              FROM);

      assertSameAsFiles(run);
      assertThat(server.searches).hasValue(0);
    }
  }

  @Test
  void a_stac_api_with_range_requests_gives_the_same_as_the_files() throws IOException {
    try (StacApiServer server = new StacApiServer(landscape.folder())) {
      Cli.Run run =
          Cli.detect(folder.resolve("api"), landscape.places(), server.address(), "--from", FROM);

      assertSameAsFiles(run);
      assertThat(server.searches.get()).as("pages of 40 items").isGreaterThanOrEqualTo(6);
      assertThat(server.rangeRequests.get()).isGreaterThanOrEqualTo(3 * 40);
      assertThat(server.wholeImages).hasValue(0);
    }
  }

  @Test
  void a_single_asset_is_watched_as_it_is_with_the_mask_named() throws IOException {
    Landscape ndvi =
        NdviSeries.of(landscape, folder.resolve("ndvi"), NdviSeries.Mask.ZERO_IS_CLEAR);
    Cli.Run run =
        Cli.detect(
            folder.resolve("ndvi-run"),
            ndvi.places(),
            ndvi.items(),
            "--from",
            FROM,
            "--asset",
            "ndvi",
            "--mask",
            "cloudy");

    assertThat(run.exitCode()).as(run.err()).isZero();
    String place = strongest().get("place").asString();
    assertThat(run.document().alerts())
        .anySatisfy(named -> {
          assertThat(named.alert().placeId()).isEqualTo(place);
          assertThat(named.alert().firstSeen()).isEqualTo(alertOf(place).firstSeen());
          assertThat(named.alert().changes())
              .first()
              .satisfies(change -> assertThat(change.band()).isEqualTo("ndvi"));
        });
    // The mask says when it was cloudy: the same looks count as with the classes it was made from.
    assertThat(run.place(place).looks()).isCloseTo(files.place(place).looks(), within(2));
    assertThat(run.place(place).looks()).isLessThan(run.place(place).acquisitions());
  }

  @Test
  void the_packed_fmask_of_harmonised_products_is_read_by_its_bits() throws IOException {
    Landscape hls = NdviSeries.of(landscape, folder.resolve("hls"), NdviSeries.Mask.HLS);
    Cli.Run run =
        Cli.detect(
            folder.resolve("hls-run"),
            hls.places(),
            hls.items(),
            "--from",
            FROM,
            "--asset",
            "ndvi");

    assertThat(run.exitCode()).as(run.err()).isZero();
    String place = strongest().get("place").asString();
    assertThat(run.place(place).looks()).isCloseTo(files.place(place).looks(), within(2));
    assertThat(run.place(place).looks()).isLessThan(run.place(place).acquisitions());
  }

  @Test
  void a_year_of_history_and_the_whole_rest_are_watched_when_no_days_are_given() {
    Cli.Run run = Cli.detect(folder.resolve("no-days"), landscape.places(), landscape.items());

    assertThat(run.exitCode()).as(run.err()).isZero();
    Coverage place = run.document().places().getFirst();
    assertThat(place.from().orElseThrow())
        .isBetween(LocalDate.parse("2024-11-01"), LocalDate.parse("2025-02-01"));
    assertThat(place.until().orElseThrow()).isAfter(LocalDate.parse("2025-07-01"));
  }

  private static void assertSameAsFiles(Cli.Run run) {
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.document().alerts())
        .usingRecursiveComparison()
        .withEqualsForType(Geometry::equalsExact, Geometry.class)
        .isEqualTo(files.document().alerts());
    assertThat(run.document().places()).isEqualTo(files.document().places());
    assertThat(run.document().run().scenes()).isEqualTo(files.document().run().scenes());
    assertThat(run.scores()).isEqualTo(files.scores());
  }

  /** The event that changes most: demolitions leave rubble where trees and roofs were. */
  private static JsonNode strongest() {
    return landscape
        .truth()
        .get("events")
        .valueStream()
        .filter(event -> event.get("kind").asString().equals("demolition"))
        .findFirst()
        .orElseThrow();
  }

  private static Alert alertOf(String place) {
    return files.document().alerts().stream()
        .map(NamedAlert::alert)
        .filter(alert -> alert.placeId().equals(place))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No alert at " + place + ": " + files.err()));
  }

  private static Geometry polygon(JsonNode geometry) {
    return new GeometryFactory()
        .createPolygon(
            geometry
                .get("coordinates")
                .get(0)
                .valueStream()
                .map(xy -> new Coordinate(xy.get(0).asDouble(), xy.get(1).asDouble()))
                .toArray(Coordinate[]::new));
  }
}
