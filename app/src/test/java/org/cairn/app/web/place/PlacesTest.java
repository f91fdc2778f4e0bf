package org.cairn.app.web.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.app.web.Role;
import org.cairn.app.web.map.PlacePath;
import org.cairn.heritage.place.GridCell;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.ledger.crypto.Sha256;
import org.cairn.register.Draft;
import org.cairn.register.LedgerWriter;
import org.cairn.register.PlaceRegister;
import org.cairn.register.Workspace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.JsonNodeFactory;

/** The pages of places over HTTP. */
class PlacesTest {
  private static final Pattern LINK = Pattern.compile("(?:href|src)=\"(/[^\"#]*)\"");
  private static final Pattern CARD =
      Pattern.compile("<li><a href=\"(/places/[^\"]+)\">", Pattern.DOTALL);

  /** Digits of the protected positions, from more than a kilometre's worth on. */
  private static final List<String> CANARIES =
      List.of("0.7654", "0.1234", "0.8765", "0.2345", "7654321", "1234567", "8765432", "2345678");

  @TempDir static Path folder;

  private static final Map<Role, PlaceNode.Visitor> PEOPLE = new EnumMap<>(Role.class);

  private static PlaceNode node;

  @BeforeAll
  static void serves() throws Exception {
    node = PlaceNode.start(folder.resolve("node"));
  }

  @AfterAll
  static void stops() throws Exception {
    node.close();
  }

  /** One account each, since making one takes its time on purpose. */
  private static PlaceNode.Visitor somebody(Role role) throws Exception {
    PlaceNode.Visitor known = PEOPLE.get(role);
    if (known == null) {
      known = node.person(role.code(), role);
      PEOPLE.put(role, known);
    }
    return known;
  }

  // ---- what is protected

  @Test
  void tells_nobody_without_the_right_where_a_protected_place_lies() throws Exception {
    PlaceNode.Visitor analyst =
        node.person("Ada", Role.ANALYST, Role.CONTRIBUTOR, Role.PLANNER, Role.PUBLISHER);
    for (PlaceNode.Visitor who : List.of(node.visitor(), analyst)) {
      Set<String> crawled = crawl(who);
      assertThat(crawled)
          .contains("/places/cave", "/places/tomb", "/places/cave/download/lpf", "/entries/2");
    }
  }

  private static final Map<String, String> HASHES = new HashMap<>();

  /** Of the picture of a protected place. */
  private static String hash(String place) throws Exception {
    String known = HASHES.get(place);
    if (known == null) {
      known = hash(PlaceShapes.protectedPicture(place));
      HASHES.put(place, known);
    }
    return known;
  }

  private static String hash(byte[] bytes) {
    return HexFormat.of().formatHex(Sha256.of(bytes));
  }

  @Test
  void shows_pictures_of_a_protected_place_to_those_alone_who_may_know_where_it_lies()
      throws Exception {
    String entry = alertEntry("cave");
    List<String> pictures =
        List.of(
            "/places/cave/pictures/" + entry + "/" + hash("cave"),
            "/review/cave@1/pictures/" + hash("cave"),
            "/review/cave@1/thumbnail");
    for (PlaceNode.Visitor who : List.of(node.visitor(), somebody(Role.ANALYST))) {
      for (String path : pictures) {
        assertThat(who.get(path).statusCode()).as(path).isEqualTo(404);
      }
      assertThat(who.page("/places/cave"))
          .contains("No picture is shown", "Custodians")
          .doesNotContain("/pictures/");
      assertThat(who.page("/review/cave@1"))
          .contains("No picture is shown", "Custodians")
          .doesNotContain("/pictures/", "class=\"in-doubt\"");
      assertThat(who.page("/review"))
          .contains("picture kept back", "/review/well@1/thumbnail")
          .doesNotContain("/review/cave@1/thumbnail", "/review/tomb@1/thumbnail");
    }
    PlaceNode.Visitor custodian = somebody(Role.CUSTODIAN);
    for (String path : pictures) {
      HttpResponse<byte[]> picture = custodian.bytes(path);
      assertThat(picture.body()).as(path).isEqualTo(PlaceShapes.protectedPicture("cave"));
      assertThat(picture.headers().firstValue("Cache-Control")).hasValue("private, no-store");
    }
    assertThat(custodian.page("/places/cave")).contains(pictures.getFirst());
    assertThat(custodian.page("/review/cave@1")).contains("/pictures/" + hash("cave"));
    assertThat(custodian.page("/review")).contains("/review/cave@1/thumbnail");
  }

  @Test
  void gives_a_picture_under_the_place_and_the_entry_that_name_it_and_no_other() throws Exception {
    PlaceNode.Visitor custodian = somebody(Role.CUSTODIAN);
    String cave = alertEntry("cave");
    String tomb = alertEntry("tomb");
    String open = "/places/well/pictures/" + alertEntry("well");
    for (String path :
        List.of(
            "/places/well/pictures/" + cave + "/" + hash("cave"),
            "/places/cave/pictures/" + tomb + "/" + hash("cave"),
            "/places/cave/pictures/" + cave + "/" + hash("tomb"),
            "/places/cave/pictures/0/" + hash("cave"),
            "/places/cave/pictures/999/" + hash("cave"),
            "/places/cave/pictures/-1/" + hash("cave"),
            "/places/cave/pictures/x/" + hash("cave"),
            "/places/nobody/pictures/" + cave + "/" + hash("cave"),
            open + "/" + hash("cave"),
            open + "/..%2f..%2fcairn.yaml",
            "/blobs/" + hash("cave"))) {
      assertThat(custodian.get(path).statusCode()).as(path).isIn(400, 404);
    }
  }

  /** Of the newest alert of a place. */
  private static String alertEntry(String place) throws Exception {
    Matcher entry =
        Pattern.compile("/places/" + place + "/pictures/(\\d+)/")
            .matcher(somebody(Role.CUSTODIAN).page("/places/" + place));
    assertThat(entry.find()).as(place).isTrue();
    return entry.group(1);
  }

  private static Set<String> crawl(PlaceNode.Visitor who) throws Exception {
    Queue<String> left =
        new ArrayDeque<>(
            List.of(
                "/places",
                "/places/cave",
                "/places/tomb",
                "/places/cave/statements/geometries",
                "/places/tomb/statements/0",
                "/review",
                "/review/cave@1",
                "/review/tomb@1",
                "/review/quiet",
                "/places/cave/add/geometries",
                "/places?q=Ochre",
                "/places?q=tomb"));
    for (int entry = 0; entry < 80; entry++) {
      left.add("/entries/" + entry);
    }
    Set<String> seen = new LinkedHashSet<>(left);
    while (!left.isEmpty()) {
      String path = left.remove();
      byte[] answer = who.bytes(path).body();
      String page = new String(answer, StandardCharsets.UTF_8);
      for (String canary : CANARIES) {
        assertThat(page).as(path).doesNotContain(canary);
      }
      // The public log names images and pictures by their hashes; no page does.
      if (!path.endsWith("/raw")) {
        assertThat(page).as(path).doesNotContain(PlaceNode.TILE, hash("cave"), hash("tomb"));
      }
      assertThat(hash(answer)).as(path).isNotIn(hash("cave"), hash("tomb"));
      Matcher link = LINK.matcher(page);
      while (link.find()) {
        String next = link.group(1).replace("&amp;", "&");
        boolean own =
            next.startsWith("/places")
                || next.startsWith("/entries")
                || next.startsWith("/review/cave")
                || next.startsWith("/review/tomb");
        if (own && !next.contains("lang=") && seen.size() < 260 && seen.add(next)) {
          left.add(next);
        }
      }
    }
    return seen;
  }

  @Test
  void answers_a_box_by_the_cell_of_a_place_whose_position_is_protected() throws Exception {
    GridCell cell = GridCell.of(PlaceNode.CAVE.x, PlaceNode.CAVE.y, 10_000);
    String atCave = box(PlaceNode.CAVE.x, PlaceNode.CAVE.y, 0.0005);
    String atCell = box(cell.lon(), cell.lat(), 0.0005);
    String atTomb = box(PlaceNode.TOMB.x, PlaceNode.TOMB.y, 0.0005);
    assertThat(cards(node.visitor().page("/places?box=" + atCave))).isEmpty();
    assertThat(cards(node.visitor().page("/places?box=" + atCell))).containsExactly("/places/cave");
    assertThat(cards(node.visitor().page("/places?box=" + atTomb))).isEmpty();
    assertThat(node.visitor().page("/places?box=" + atTomb)).contains("data-total=\"0\"");
    PlaceNode.Visitor custodian = somebody(Role.CUSTODIAN);
    assertThat(cards(custodian.page("/places?box=" + atCave))).containsExactly("/places/cave");
    assertThat(cards(custodian.page("/places?box=" + atTomb))).containsExactly("/places/tomb");
    assertThat(cards(custodian.page("/places?box=" + atCell))).isEmpty();
    assertThat(custodian.page("/places/tomb")).contains("0.23457° N, 0.87654° E");
    assertThat(custodian.get("/places/tomb/download/geojson").body()).contains("0.8765432");
  }

  @Test
  void puts_a_protected_place_on_the_map_at_the_middle_of_its_cell_only() throws Exception {
    GridCell cell = GridCell.of(PlaceNode.CAVE.x, PlaceNode.CAVE.y, 10_000);
    PlaceNode.Visitor custodian = somebody(Role.CUSTODIAN);
    String exact = tile(16, PlaceNode.CAVE.x, PlaceNode.CAVE.y);
    assertThat(node.visitor().bytes(exact).body()).isEmpty();
    assertThat(text(node.visitor().bytes(tile(16, cell.lon(), cell.lat())).body()))
        .contains("Ochre Cave");
    assertThat(text(custodian.bytes(exact).body())).contains("Ochre Cave");
    String tomb = tile(16, PlaceNode.TOMB.x, PlaceNode.TOMB.y);
    assertThat(node.visitor().bytes(tomb).body()).isEmpty();
    assertThat(text(custodian.bytes(tomb).body())).contains("Quiet Tomb");
  }

  @Test
  void does_not_begin_the_map_where_a_withheld_place_lies() throws Exception {
    Matcher bounds =
        Pattern.compile("data-bounds=\"([^\"]*)\"").matcher(node.visitor().page("/places?q=tomb"));
    assertThat(bounds.find()).isTrue();
    assertThat(bounds.group(1)).isEmpty();
  }

  // ---- the list

  @Test
  void goes_through_all_places_once_page_by_page() throws Exception {
    List<String> all = new ArrayList<>();
    String path = "/places";
    while (path != null) {
      String page = node.visitor().page(path);
      assertThat(page).contains("data-total=");
      all.addAll(cards(page));
      Matcher next = Pattern.compile("rel=\"next\" href=\"([^\"]*)\"").matcher(page);
      path = next.find() ? next.group(1).replace("&amp;", "&") : null;
    }
    assertThat(all).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(68);
    assertThat(all).contains("/places/nowhere", "/places/field-59");
  }

  @ParameterizedTest
  @CsvSource({
    "q=مزار, /places/well",
    "q=pigadi, /places/well",
    "type=Shrine, /places/well",
    "from=1860&until=1870, /places/well",
    "status=watched&q=upper, /places/well",
    "'box=179,0,-179,5', /places/islands",
    "'box=-180,85,180,90', /places/pole",
  })
  void narrows_the_list(String query, String only) throws Exception {
    String encoded = query.replace("مزار", "%D9%85%D8%B2%D8%A7%D8%B1");
    assertThat(cards(node.visitor().page("/places?" + encoded))).containsExactly(only);
  }

  @Test
  void says_what_it_could_not_understand_and_lists_the_rest() throws Exception {
    String page = node.visitor().page("/places?q=!!&from=yesterday&box=1,2&type=Shrine");
    assertThat(page).contains("The name needs a letter", "no date in EDTF", "four numbers");
    assertThat(cards(page)).containsExactly("/places/well");
  }

  @Test
  void gives_the_list_alone_to_who_swaps_it_in() throws Exception {
    String part = node.visitor().get("/places?type=Shrine", "HX-Request", "true").body();
    assertThat(part).contains("Upper Well Shrine").doesNotContain("<html");
  }

  // ---- tiles

  @Test
  void says_with_a_tag_that_a_tile_has_not_changed() throws Exception {
    HttpResponse<String> first = node.visitor().get("/tiles/places/0/0/0.mvt");
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.headers().firstValue("Content-Type"))
        .hasValue("application/vnd.mapbox-vector-tile");
    String tag = first.headers().firstValue("ETag").orElseThrow();
    assertThat(node.visitor().get("/tiles/places/0/0/0.mvt", "If-None-Match", tag).statusCode())
        .isEqualTo(304);
    assertThat(node.visitor().get("/tiles/places/17/0/0.mvt").statusCode()).isEqualTo(404);
    assertThat(node.visitor().get("/tiles/places/1/2/0.mvt").statusCode()).isEqualTo(404);
  }

  @Test
  void gives_a_tile_another_tag_by_what_the_viewer_may_see_and_by_what_is_said_of_places()
      throws Exception {
    String tile = tile(16, PlaceNode.CAVE.x, PlaceNode.CAVE.y);
    String tag = tag(node.visitor(), tile);
    assertThat(tag(somebody(Role.CUSTODIAN), tile)).isNotEqualTo(tag);
    assertThat(tag(somebody(Role.CONTRIBUTOR), tile)).isNotEqualTo(tag);
    assertThat(tag(node.visitor(), tile + "?type=Mound")).isNotEqualTo(tag);
    Workspace workspace = Workspace.at(folder.resolve("node"));
    try (LedgerWriter writer = LedgerWriter.open(workspace, Clock.systemUTC());
        PlaceRegister register = PlaceRegister.open(workspace)) {
      writer.append(
          List.of(Draft.open(JsonNodeFactory.instance.objectNode().put("type", "something"))));
      assertThat(tag(node.visitor(), tile)).isEqualTo(tag);
      register.add(writer, List.of(PlaceDescription.of("tagged", Name.of("Place of a tag", "en"))));
    }
    assertThat(tag(node.visitor(), tile)).isNotEqualTo(tag);
  }

  private static String tag(PlaceNode.Visitor who, String tile) throws Exception {
    return who.get(tile).headers().firstValue("ETag").orElseThrow();
  }

  @Test
  void names_places_on_the_map_in_the_reader_s_language() throws Exception {
    String tile = tile(12, 0.0456, 0.0123);
    assertThat(node.visitor().get(tile, "Accept-Language", "fr").body())
        .contains("Le Puits-d’en-Haut");
    assertThat(node.visitor().get(tile, "Accept-Language", "ar").body())
        .contains("مزار البئر العليا");
    assertThat(node.visitor().get(tile + "?type=Mound").body()).doesNotContain("Upper Well");
  }

  /** The tile of zoom 12 with a position; latitudes near the equator. */
  private static String around(double lon, double lat) {
    return "/tiles/places/12/%d/%d.mvt"
        .formatted(
            (int) Math.floor((lon + 180) / 360 * 4096), (int) Math.floor((180 - lat) / 360 * 4096));
  }

  @Test
  void draws_outlines_from_close_by_and_none_of_a_protected_place() throws Exception {
    assertThat(node.visitor().get(around(0.0456, 0.0123)).body()).contains("outlines");
    assertThat(node.visitor().get("/tiles/places/10/512/511.mvt").body())
        .doesNotContain("outlines");
    String cave = around(PlaceNode.CAVE.x, PlaceNode.CAVE.y);
    assertThat(node.visitor().get(cave).body()).doesNotContain("outlines");
    assertThat(somebody(Role.ANALYST).get(cave).body()).doesNotContain("outlines");
    assertThat(somebody(Role.CUSTODIAN).get(cave).body()).contains("outlines");
    assertThat(node.visitor().get(around(0.0456, 0.0123) + "?type=Mound").body())
        .doesNotContain("outlines");
  }

  @Test
  void hands_out_the_tiles_of_layers_that_the_settings_name() throws Exception {
    HttpResponse<byte[]> tile = node.visitor().bytes("/tiles/own/0/0/0/0");
    assertThat(tile.headers().firstValue("Content-Type")).hasValue("image/png");
    for (String missing :
        List.of("0/1/0/0", "0/2/0/0", "0/5/0/0", "0/0/1/0", "1/0/0/0", "0/1/../0")) {
      assertThat(node.visitor().get("/tiles/own/" + missing).statusCode())
          .as(missing)
          .isIn(400, 404);
    }
    assertThat(node.visitor().page("/places")).contains("Relief", "drawn for a test");
  }

  // ---- one place

  @Test
  void says_who_says_what_for_which_time_and_which_entry_is_behind_it() throws Exception {
    String page = node.visitor().page("/places/well");
    assertThat(page)
        .contains("Άνω Πηγάδι", "A. Surveyor", "less certain", "Survey of the upper valley")
        .contains("1850 – 1900")
        .contains("href=\"/entries/1\"")
        .contains("0.01230° N, 0.04560° E")
        .contains("28 clear looks of 38 acquisitions")
        .contains("a change of 0.085 in the watched layer over 400")
        .contains("2 changes unlike the surroundings were found");
    String entry = node.visitor().page("/entries/1");
    assertThat(entry)
        .contains("is in the log", "cairn ledger prove 1 --out entry-1.tlog-proof")
        .contains("Upper Well Shrine");
    assertThat(node.visitor().get("/entries/1/proof").body()).startsWith("c2sp.org/tlog-proof");
    assertThat(node.visitor().get("/entries/999").statusCode()).isEqualTo(404);
  }

  @Test
  void shows_a_picture_that_is_missing_as_integrity_in_doubt() throws Exception {
    String page = node.visitor().page("/places/well");
    assertThat(page)
        .contains("Integrity in doubt: the picture that entry ")
        .contains("cairn ledger scrub")
        .doesNotContain("/" + "0".repeat(64));
    Matcher picture =
        Pattern.compile("src=\"((/places/well/pictures/\\d+/)[0-9a-f]+)\"").matcher(page);
    assertThat(picture.find()).isTrue();
    HttpResponse<byte[]> chip = node.visitor().bytes(picture.group(1));
    assertThat(chip.headers().firstValue("Content-Type")).hasValue("image/png");
    assertThat(chip.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(node.visitor().get(picture.group(2) + "0".repeat(64)).statusCode()).isEqualTo(404);
  }

  @Test
  void folds_three_thousand_names_and_cuts_one_of_a_hundred_thousand_characters() throws Exception {
    String page = node.visitor().page("/places/many");
    assertThat(page.length()).isLessThan(60_000);
    assertThat(page).contains("99,400 more characters", "Show all 3,000");
    assertThat(node.visitor().page("/places/many/statements/0"))
        .contains("n".repeat(PlaceNode.LONG_NAME));
    assertThat(node.visitor().page("/places/many/statements/names?from=2800"))
        .contains("Name number 2999");
  }

  @Test
  void finds_a_place_whose_id_is_an_address_by_its_permalink() throws Exception {
    String path = PlacePath.of(PlaceNode.ADDRESS_ID);
    assertThat(node.visitor().page(path)).contains("Place with an address");
    assertThat(node.visitor().get("/places/none-such").statusCode()).isEqualTo(404);
  }

  @Test
  void hands_out_a_place_in_each_format() throws Exception {
    for (String format : List.of("lpf", "geojson", "linked-art")) {
      HttpResponse<String> file = node.visitor().get("/places/well/download/" + format);
      assertThat(file.body()).as(format).contains("Upper Well Shrine", "0.0456");
      assertThat(file.headers().firstValue("Content-Disposition").orElseThrow())
          .contains("well." + format);
    }
    assertThat(node.visitor().get("/places/well/download/exe").statusCode()).isEqualTo(404);
  }

  // ----

  private static List<String> cards(String page) {
    List<String> found = new ArrayList<>();
    Matcher card = CARD.matcher(page);
    while (card.find()) {
      found.add(card.group(1));
    }
    return found;
  }

  private static String box(double lon, double lat, double half) {
    return "%s,%s,%s,%s".formatted(lon - half, lat - half, lon + half, lat + half);
  }

  private static String tile(int zoom, double lon, double lat) {
    double sine = Math.sin(Math.toRadians(lat));
    long x = (long) ((lon + 180) / 360 * (1L << zoom));
    long y = (long) ((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * (1L << zoom));
    return "/tiles/places/%d/%d/%d.mvt".formatted(zoom, x, y);
  }

  private static String text(byte[] tile) {
    return new String(tile, java.nio.charset.StandardCharsets.UTF_8);
  }
}
