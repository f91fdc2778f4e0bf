package org.cairn.app.web.ogc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.app.web.Role;
import org.cairn.app.web.people.HttpVisitor;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.register.LedgerWriter;
import org.cairn.register.PlaceRegister;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** OGC API – Features over HTTP: what comes out, for whom, and what is refused. */
class FeaturesTest {
  private static final String PLACES = "/collections/places/items";
  private static final String EPSG = "http://www.opengis.net/def/crs/EPSG/0/";

  @TempDir static Path folder;

  private static OgcNode node;
  private static HttpVisitor analyst;
  private static HttpVisitor custodian;

  @BeforeAll
  static void serve() throws Exception {
    node = OgcNode.start(folder.resolve("ws"));
    analyst = node.served().signedIn("analyst", "Stone Watch", Role.ANALYST);
    custodian = node.served().signedIn("custodian", "Stone Watch", Role.CUSTODIAN);
  }

  @AfterAll
  static void stop() throws Exception {
    node.close();
  }

  private static JsonNode as(HttpVisitor person, String path) throws Exception {
    return JsonMapper.shared().readTree(person.get("/ogc" + path).body());
  }

  // ---- what there is

  @Test
  void lists_what_a_visitor_may_see_and_what_somebody_signed_in_may() throws Exception {
    assertThat(ids(node.json("/collections"))).containsExactly("places", "alerts");
    assertThat(ids(as(analyst, "/collections")))
        .containsExactly("places", "alerts", "assessments", "cases");
    assertThat(ids(as(custodian, "/collections")))
        .containsExactly("places", "alerts", "assessments");
  }

  private static List<String> ids(JsonNode collections) {
    List<String> ids = new ArrayList<>();
    collections.path("collections").forEach(each -> ids.add(each.path("id").asString()));
    return ids;
  }

  @Test
  void every_link_of_the_landing_page_leads_somewhere() throws Exception {
    JsonNode landing = node.json("");
    assertThat(landing.path("links")).isNotEmpty();
    for (JsonNode link : landing.path("links")) {
      HttpResponse<String> answer = node.get(link.path("href").asString());
      assertThat(answer.statusCode()).as(link.toString()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type").orElse("").replace(" ", ""))
          .startsWith(link.path("type").asString());
    }
  }

  @Test
  void the_api_document_describes_what_a_visitor_may_ask() throws Exception {
    JsonNode api = node.json("/api");
    assertThat(api.path("openapi").asString()).startsWith("3.0");
    assertThat(api.path("paths").propertyNames())
        .contains("/collections/places/items", "/collections/alerts/items/{featureId}")
        .noneMatch(path -> path.contains("cases"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/conformance",
        "/api",
        "/collections",
        "/collections/places",
        "/collections/places/queryables",
        "/collections/places/items",
        "/collections/places/items/well"
      })
  void everything_is_a_page_too_for_browsers_in_three_languages(String path) throws Exception {
    for (String language : List.of("en", "fr", "ar")) {
      HttpResponse<String> page =
          node.get(path, "Accept", "text/html,*/*;q=0.8", "Accept-Language", language);
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body()).contains("<html lang=\"" + language + "\"").contains("<h1>");
    }
  }

  @Test
  void an_unknown_collection_or_feature_is_not_found() throws Exception {
    assertThat(node.get("/collections/x").statusCode()).isEqualTo(404);
    assertThat(node.get(PLACES + "/x").statusCode()).isEqualTo(404);
    assertThat(node.get(PLACES + "/~%21").statusCode()).isEqualTo(404);
  }

  @Test
  void a_place_has_all_its_names_with_their_languages() throws Exception {
    JsonNode well = node.json(PLACES + "/well").path("properties");
    assertThat(well.path("names").toString())
        .isEqualTo("[\"Upper Well Shrine\",\"Le Puits-d’en-Haut\",\"مزار البئر العليا\"]");
    assertThat(well.path("languages").toString()).isEqualTo("[\"en\",\"fr\",\"ar\"]");
    assertThat(well.path("link").asString()).isEqualTo(node.served().address() + "/places/well");
    assertThat(well.path("status").asString()).isEqualTo("watched");
  }

  @Test
  void a_feature_whose_id_is_no_part_of_a_path_is_found_by_its_own_link() throws Exception {
    String segment = Items.segment(OgcNode.ADDRESS_ID);
    JsonNode feature = node.json(PLACES + "/" + segment);
    assertThat(feature.path("id").asString()).isEqualTo(OgcNode.ADDRESS_ID);
    String self = OgcNode.link(feature, "self").orElseThrow();
    assertThat(node.json(self).path("id")).isEqualTo(feature.path("id"));
  }

  // ---- paging

  @Test
  void each_feature_comes_once_however_small_the_pages_and_whatever_is_added() throws Exception {
    List<String> ids = new ArrayList<>();
    Optional<String> next = Optional.of(PLACES + "?limit=9");
    boolean added = false;
    while (next.isPresent()) {
      JsonNode page = node.json(next.get());
      ids.addAll(OgcNode.ids(page));
      assertThat(page.path("numberReturned").asInt()).isEqualTo(page.path("features").size());
      next = OgcNode.link(page, "next");
      if (!added) {
        add("between-" + System.nanoTime());
        added = true;
      }
    }
    assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThan(OgcNode.FIELDS);
    assertThat(ids.stream().filter(id -> id.startsWith("field-"))).hasSize(OgcNode.FIELDS);
  }

  private static void add(String id) throws Exception {
    try (LedgerWriter writer = LedgerWriter.open(node.served().workspace(), Clock.systemUTC());
        PlaceRegister register = PlaceRegister.open(node.served().workspace())) {
      register.add(writer, List.of(PlaceDescription.of(id, Name.of("Later"))));
    }
  }

  @Test
  void who_asks_for_the_usual_number_gets_larger_pages_by_the_link() throws Exception {
    JsonNode first = node.json(PLACES);
    assertThat(first.path("features")).hasSize(10);
    assertThat(first.path("numberMatched").asInt()).isGreaterThan(OgcNode.FIELDS);
    String next = OgcNode.link(first, "next").orElseThrow();
    assertThat(next).contains("limit=10000");
    assertThat(OgcNode.link(node.json(next), "next")).isEmpty();
  }

  @Test
  void an_absurd_limit_is_the_most_there_is_and_none_at_all_is_refused() throws Exception {
    assertThat(node.json(PLACES + "?limit=99999999999999999999").path("features"))
        .hasSizeGreaterThan(OgcNode.FIELDS);
    for (String limit : List.of("0", "-1", "ten", "", "1e3", "10.5")) {
      assertThat(node.problem(PLACES + "?limit=" + limit)).contains("'limit'", "whole number");
    }
  }

  @Test
  void a_token_of_another_collection_or_of_nobody_is_refused() throws Exception {
    String token = ItemsQuery.token(Collection.ALERTS, "x");
    assertThat(node.problem(PLACES + "?token=" + token)).contains("'token'");
    assertThat(node.problem(PLACES + "?token=%21")).contains("'token'");
    String broken = ItemsQuery.token(Collection.PLACES, "x");
    assertThat(node.get(PLACES + "?token=" + broken).statusCode()).isEqualTo(400);
  }

  @Test
  void an_unchanged_page_is_not_sent_again() throws Exception {
    HttpResponse<String> first = node.get(PLACES + "?limit=3");
    String tag = first.headers().firstValue("ETag").orElseThrow();
    assertThat(node.get(PLACES + "?limit=3", "If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(node.get(PLACES + "?limit=4", "If-None-Match", tag).statusCode()).isEqualTo(200);
    add("newer-" + System.nanoTime());
    assertThat(node.get(PLACES + "?limit=3", "If-None-Match", tag).statusCode()).isEqualTo(200);
  }

  @Test
  void packs_a_page_only_where_it_is_asked_for() throws Exception {
    String path = PLACES + "?limit=50";
    assertThat(node.get(path).headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(node.get(path, "Accept-Encoding", "gzip").headers().firstValue("Content-Encoding"))
        .contains("gzip");
    assertThat(
            node.get(path, "Accept-Encoding", "gzip;q=0").headers().firstValue("Content-Encoding"))
        .isEmpty();
  }

  // ---- boxes and times

  @Test
  void a_box_takes_what_touches_it() throws Exception {
    assertThat(node.ids(PLACES + "?bbox=0,0,0.1,0.1")).containsExactly("well");
    assertThat(node.ids(PLACES + "?bbox=0,0,-100,0.1,0.1,100")).containsExactly("well");
    assertThat(node.ids(PLACES + "?bbox=5,5,6,6")).isEmpty();
  }

  @Test
  void a_box_over_the_antimeridian_goes_from_its_west_to_its_east() throws Exception {
    assertThat(node.ids(PLACES + "?bbox=170,-30,-170,0")).containsExactly("fiji", "samoa");
    assertThat(node.ids(PLACES + "?bbox=170,-30,-175,0")).containsExactly("fiji");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0,10,1,5",
        "1,2,3",
        "1,2,3,4,5",
        "a,b,c,d",
        "",
        "0,0,NaN,1",
        "0,0,1d,1",
        "-190,0,1,1",
        "0,0,1,91",
        "0,0,9,1,1,2"
      })
  void a_box_that_is_upside_down_or_none_is_refused(String box) throws Exception {
    assertThat(node.problem(PLACES + "?bbox=" + box)).contains("'bbox'");
  }

  @Test
  void times_are_instants_intervals_and_open_intervals() throws Exception {
    String alerts = "/collections/alerts/items?datetime=";
    assertThat(node.ids(alerts + "2026-02-01")).hasSize(4);
    assertThat(node.ids(alerts + "2026-04-01/..")).containsExactly("field@1");
    assertThat(node.ids(alerts + "../2026-01-22")).isEmpty();
    assertThat(node.ids(alerts + "2026-04-01T00:00:00Z/2026-04-02T00:00:00%2B02:00"))
        .containsExactly("field@1");
    for (String wrong :
        List.of("2026-13-01", "../..", "/", "2026-02-02/2026-02-01", "a/b/c", "now")) {
      assertThat(node.problem(alerts + wrong)).contains("'datetime'");
    }
  }

  @Test
  void an_unknown_parameter_is_refused_and_a_known_property_filters() throws Exception {
    assertThat(node.problem(PLACES + "?colour=red")).contains("'colour'", "bbox");
    assertThat(node.problem("/collections?limit=3")).contains("'limit'");
    assertThat(node.problem(PLACES + "?limit=1&limit=2")).contains("once");
    assertThat(node.problem(PLACES + "?f=xml")).contains("json or html");
    assertThat(node.ids(PLACES + "?types=Temple")).containsExactly("fiji", "samoa");
    assertThat(node.problem("/collections/alerts/items?score=high")).contains("a number");
  }

  // ---- reference systems

  @Test
  void coordinates_come_in_the_order_and_units_of_the_system_asked_for() throws Exception {
    String item = PLACES + "/field-0?crs=";
    assertThat(position(node.json(item + EPSG + "4326"))).containsExactly(-20.0, -20.0);
    HttpResponse<String> fiji = node.get(PLACES + "/fiji?crs=" + EPSG + "4326");
    assertThat(position(JsonMapper.shared().readTree(fiji.body()))).containsExactly(-17.0, 179.5);
    assertThat(fiji.headers().firstValue("Content-Crs")).contains("<" + EPSG + "4326>");
    double[] mercator = position(node.json(PLACES + "/fiji?crs=" + EPSG + "3857"));
    assertThat(mercator[0]).isCloseTo(19_981_848.6, within(1.0));
    double[] utm = position(node.json(PLACES + "/fiji?crs=" + EPSG + "32760"));
    assertThat(utm[0]).isBetween(700_000.0, 800_000.0);
    assertThat(utm[1]).isBetween(8_100_000.0, 8_130_000.0);
  }

  private static double[] position(JsonNode feature) {
    JsonNode at = feature.at("/geometry/coordinates");
    return new double[] {at.get(0).asDouble(), at.get(1).asDouble()};
  }

  @Test
  void a_box_is_read_in_its_own_system() throws Exception {
    assertThat(node.ids(PLACES + "?bbox=-18,179,-16,180&bbox-crs=" + EPSG + "4326"))
        .containsExactly("fiji");
    assertThat(node.ids(PLACES + "?bbox=0,0,11000,11000&bbox-crs=" + EPSG + "3857"))
        .containsExactly("well");
  }

  @Test
  void a_pole_has_no_place_in_mercator_and_an_unknown_system_is_refused() throws Exception {
    assertThat(node.json(PLACES + "/pole?crs=" + EPSG + "3857").path("geometry").isNull()).isTrue();
    assertThat(node.problem(PLACES + "?crs=" + EPSG + "27700")).contains("'crs'", "32601");
    assertThat(node.problem(PLACES + "?bbox-crs=" + EPSG + "32661&bbox=0,0,1,1"))
        .contains("'bbox-crs'");
    assertThat(node.problem(PLACES + "?filter-crs=x")).contains("'filter-crs'");
  }

  // ---- filters

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "types = 'Temple'; fiji samoa",
        "names LIKE 'Le Puits%'; well",
        "NOT (sensitivity = 'public'); cave tomb",
        "sensitivity <> 'public' AND status IS NOT NULL; cave",
        "CASEI(names) = CASEI('OCHRE CAVE'); cave",
        "id IN ('well', 'cave', 'x'); well cave",
        "watched_until > DATE('2026-05-01') AND types = 'Shrine'; well",
        "S_INTERSECTS(geometry, POINT(0.0456 0.0123)); well",
        "S_INTERSECTS(geometry, BBOX(179, -18, 180, -16)); fiji",
        "S_INTERSECTS(geometry, POLYGON((0 0, 1 0, 1 1, 0 1, 0 0))) AND types = 'Mound'; https://places.example/7?a=b",
        "names = 'Nowhere Hall' OR types = 'Cairn'; nowhere pole",
        "names = 'it''s -- \\\" '; ``",
      })
  void places_are_found_by_a_filter(String filter, String expected) throws Exception {
    List<String> ids = expected.isEmpty() ? List.of() : List.of(expected.split(" "));
    assertThat(node.filtered("places", filter)).containsExactlyElementsOf(ids);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "score > 7; cave@1 well@1",
        "score BETWEEN 4 AND 6.5; field@1 tomb@1",
        "T_AFTER(first_seen, DATE('2026-03-01')); field@1 tomb@1",
        "T_DURING(raised, INTERVAL('2026-02-01', '2026-03-01')); well@1",
        "finding = 'unreviewed' AND place_name LIKE 'Upper%'; well@1",
      })
  void alerts_are_found_by_a_filter(String filter, String expected) throws Exception {
    assertThat(node.filtered("alerts", filter)).containsExactly(expected.split(" "));
  }

  @Test
  void a_filter_in_json_means_the_same() throws Exception {
    String json =
        "{\"op\":\"and\",\"args\":[{\"op\":\"=\",\"args\":[{\"property\":\"types\"},\"Temple\"]},"
            + "{\"op\":\"s_intersects\",\"args\":[{\"property\":\"geometry\"},{\"bbox\":[179,-18,180,-16]}]}]}";
    assertThat(node.ids(PLACES + "?filter-lang=cql2-json&filter=" + OgcNode.encoded(json)))
        .containsExactly("fiji");
  }

  @Test
  void geometries_of_a_filter_are_in_its_own_system() throws Exception {
    assertThat(
            node.ids(
                PLACES
                    + "?filter-crs="
                    + EPSG
                    + "4326&filter="
                    + OgcNode.encoded("S_INTERSECTS(geometry, BBOX(-18, 179, -16, 180))")))
        .containsExactly("fiji");
  }

  @Test
  void a_malformed_filter_is_refused_with_its_position() throws Exception {
    String path = PLACES + "?filter=" + OgcNode.encoded("types = ");
    assertThat(node.problem(path)).contains("At character 9", "expected", "found the end");
    assertThat(node.problem(PLACES + "?filter-lang=sql&filter=1")).contains("'filter-lang'");
  }

  // ---- protection

  @Test
  void a_protected_place_has_its_cell_or_nothing_unless_somebody_may_know() throws Exception {
    JsonNode cave = node.json(PLACES + "/cave").path("geometry");
    assertThat(cave.path("type").asString()).isEqualTo("Polygon");
    assertThat(cave.toString()).doesNotContain("20.7654");
    assertThat(node.json(PLACES + "/tomb").path("geometry").isNull()).isTrue();
    JsonNode exact = as(custodian, PLACES + "/tomb").path("geometry");
    assertThat(exact.at("/coordinates/0").asDouble()).isEqualTo(OgcNode.TOMB.x);
    assertThat(as(analyst, PLACES + "/tomb").path("geometry").isNull()).isTrue();
  }

  @Test
  void a_box_or_a_filter_does_not_tell_where_in_its_cell_a_place_lies() throws Exception {
    // Within the cell and far from the place: only what may be seen decides.
    String corner = "20.691,10.07,20.692,10.071";
    assertThat(node.ids(PLACES + "?bbox=" + corner)).containsExactly("cave");
    assertThat(OgcNode.ids(as(custodian, PLACES + "?bbox=" + corner))).isEmpty();
    String tomb = "20.87,10.23,20.88,10.24";
    assertThat(node.ids(PLACES + "?bbox=" + tomb)).isEmpty();
    assertThat(OgcNode.ids(as(custodian, PLACES + "?bbox=" + tomb))).containsExactly("tomb");
    assertThat(node.filtered("places", "NOT S_INTERSECTS(geometry, BBOX(" + tomb + "))"))
        .doesNotContain("tomb");
    assertThat(node.ids("/collections/alerts/items?bbox=" + corner)).containsExactly("cave@1");
    assertThat(node.ids("/collections/alerts/items?bbox=" + tomb)).isEmpty();
  }

  @Test
  void an_alert_of_a_protected_place_has_no_area_and_no_name_of_an_image() throws Exception {
    String all = node.get("/collections/alerts/items").body();
    assertThat(all).doesNotContain("T36XYZ").doesNotContain("20.76").doesNotContain("20.87");
    assertThat(as(custodian, "/collections/alerts/items/tomb@1").at("/geometry/type").asString())
        .isEqualTo("Polygon");
  }

  @Test
  void what_is_not_seen_cannot_be_asked_about() throws Exception {
    assertThat(node.problem(PLACES + "?filter=" + OgcNode.encoded("conditions = 'Poor'")))
        .contains("'conditions'");
    assertThat(
            OgcNode.ids(as(analyst, PLACES + "?filter=" + OgcNode.encoded("conditions = 'Poor'"))))
        .containsExactly("well", "cave");
  }

  @Test
  void a_visitor_is_told_to_sign_in_and_others_are_refused() throws Exception {
    HttpResponse<String> program = node.get("/collections/cases/items");
    assertThat(program.statusCode()).isEqualTo(401);
    assertThat(program.headers().firstValue("WWW-Authenticate")).isPresent();
    assertThat(program.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    HttpResponse<String> browser = node.get("/collections/cases/items", "Accept", "text/html");
    assertThat(browser.statusCode()).isEqualTo(303);
    assertThat(browser.headers().firstValue("Location").orElse("")).startsWith("/sign-in");
    assertThat(custodian.get("/ogc/collections/cases/items").statusCode()).isEqualTo(403);
  }

  // ---- for those who signed in

  @Test
  void assessments_say_who_and_where_as_far_as_may_be_seen() throws Exception {
    JsonNode page = as(analyst, "/collections/assessments/items");
    assertThat(page.path("features")).hasSize(3);
    JsonNode cave = page.path("features").get(0);
    assertThat(cave.at("/properties/place").asString()).isEqualTo("cave");
    assertThat(cave.at("/properties/organisation_name").asString()).isEqualTo("Stone Watch");
    assertThat(cave.at("/properties/condition").asString()).isEqualTo("Poor");
    assertThat(cave.path("geometry").toString()).doesNotContain("20.765");
    JsonNode seen = as(custodian, "/collections/assessments/items/" + cave.path("id").asString());
    assertThat(seen.path("geometry").toString()).contains("20.765");
    String filter =
        "?filter=" + OgcNode.encoded("condition = 'Good' AND assessors = 'Amal Surveyor'");
    assertThat(
            as(analyst, "/collections/assessments/items" + filter)
                .at("/features/0/properties/place")
                .asString())
        .isEqualTo("field-3");
    assertThat(as(analyst, "/collections/assessments/items?bbox=0,0,1,1").path("features"))
        .hasSize(1);
  }

  @Test
  void assessments_are_paged_within_and_between_places() throws Exception {
    List<String> ids = new ArrayList<>();
    String path = "/collections/assessments/items?limit=1";
    while (!path.isEmpty()) {
      JsonNode page = as(analyst, path);
      ids.addAll(OgcNode.ids(page));
      path = OgcNode.link(page, "next").map(href -> href.replaceFirst(".*/ogc", "")).orElse("");
    }
    assertThat(ids).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void a_case_lies_where_its_places_do() throws Exception {
    JsonNode one = as(analyst, "/collections/cases/items/c1");
    assertThat(one.at("/properties/title").asString()).isEqualTo("Quarry at the well");
    assertThat(one.at("/properties/places").toString()).isEqualTo("[\"well\",\"cave\"]");
    assertThat(one.toString()).doesNotContain("20.765");
    assertThat(OgcNode.ids(as(analyst, "/collections/cases/items?bbox=0,0,1,1")))
        .containsExactly("c1");
    assertThat(OgcNode.ids(as(analyst, "/collections/cases/items?status=closed"))).isEmpty();
  }
}
