package org.cairn.app.web.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.app.web.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Adding to what is said of places, over HTTP. */
class AddingTest {
  private static final Map<Role, PlaceNode.Visitor> PEOPLE = new EnumMap<>(Role.class);

  @TempDir static Path folder;

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

  @Test
  void adds_a_name_beside_the_others_and_finds_the_place_by_it() throws Exception {
    PlaceNode.Visitor contributor = somebody(Role.CONTRIBUTOR);
    String next =
        contributor.posted(
            "/places/field-3/add/names",
            Map.of(
                "text", "حقل الزعتر",
                "language", "ar",
                "role", "vernacular",
                "time", "1920~",
                "citation", "Told by a neighbour"));
    String page = contributor.page(next);
    assertThat(page)
        .contains(
            "حقل الزعتر", "Field 3", "Told by a neighbour", "Institute of contributor", "1920~")
        .contains("Added to the ledger");
    assertThat(contributor.page("/places?q=%D8%A7%D9%84%D8%B2%D8%B9%D8%AA%D8%B1"))
        .contains("data-total=\"1\"", "href=\"/places/field-3\"");
    Matcher added = Pattern.compile("added=(\\d+)").matcher(next);
    assertThat(added.find()).isTrue();
    String entry = contributor.page("/entries/" + added.group(1));
    assertThat(entry).contains("contribution", "حقل الزعتر");
    // Who has not signed in is not told who it was.
    assertThat(node.visitor().page("/places/field-3")).doesNotContain("contributor ·");
  }

  @ParameterizedTest
  @CsvSource({
    "types, Stepwell, Stepwell",
    "links, gn:2643743, 2643743",
    "descriptions, A text of two lines., A text of two lines.",
    "geometries, '0.5, 0.25', '0.50000° N, 0.25000° E'",
    "geometries, POINT (0.25 0.75), '0.75000° N, 0.25000° E'",
    "geometries, '{\"type\":\"Point\",\"coordinates\":[0.125,0.0625]}', '0.06250° N, 0.12500° E'",
    "geometries, 0°30'00\"S 0°15'00\"W, '0.50000° S, 0.25000° W'",
  })
  void adds_statements_of_other_kinds(String kind, String text, String shown) throws Exception {
    PlaceNode.Visitor analyst = somebody(Role.CONTRIBUTOR);
    String next =
        analyst.posted("/places/field-4/add/" + kind, Map.of("text", text, "extent", "point"));
    assertThat(analyst.page(next)).contains(shown);
  }

  @Test
  void keeps_what_was_typed_where_something_is_wrong() throws Exception {
    PlaceNode.Visitor contributor = somebody(Role.CONTRIBUTOR);
    HttpResponse<String> answer =
        contributor.post(
            "/places/field-5/add/geometries",
            "/places/field-5/add/geometries",
            Map.of("text", "95, 200", "citation", "<b>a map</b>", "time", "last spring"));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body())
        .contains("Nothing was added yet", "no date in EDTF", "95, 200")
        .contains("&lt;b>a map")
        .doesNotContain("<b>a map");
  }

  @Test
  void makes_a_place_by_hand() throws Exception {
    PlaceNode.Visitor contributor = somebody(Role.CONTRIBUTOR);
    String next =
        contributor.posted(
            "/places/new",
            Map.of(
                "text", "New Mound",
                "language", "en",
                "type", "Mound",
                "location", "0.61, 0.62",
                "level", "generalised",
                "metres", "5000",
                "id", "hand-1"));
    assertThat(next).startsWith("/places/hand-1");
    assertThat(contributor.page(next)).contains("New Mound").doesNotContain("0.62000");
    HttpResponse<String> again =
        contributor.post("/places/new", "/places/new", Map.of("text", "Other", "id", "hand-1"));
    assertThat(again.statusCode()).isEqualTo(422);
    assertThat(again.body()).contains("This id is taken");
  }

  @Test
  void gives_each_form_that_posts_its_token() throws Exception {
    String page = somebody(Role.CONTRIBUTOR).page("/places/new");
    Matcher form =
        Pattern.compile("<form method=\"post\"[^<>]*>(.*?)</form>", Pattern.DOTALL).matcher(page);
    int forms = 0;
    while (form.find()) {
      assertThat(form.group(1)).contains("<input type=\"hidden\" name=\"_csrf\" value=\"");
      forms++;
    }
    assertThat(forms).isEqualTo(2);
    assertThat(page.split("name=\"_csrf\"", -1)).hasSize(3);
  }

  @Test
  void lets_only_contributors_add() throws Exception {
    PlaceNode.Visitor planner = somebody(Role.PLANNER);
    assertThat(planner.get("/places/well/add/names").statusCode()).isEqualTo(403);
    assertThat(
            planner
                .post("/places/well", "/places/well/add/names", Map.of("text", "x"))
                .statusCode())
        .isEqualTo(403);
    assertThat(planner.page("/places/well")).doesNotContain("/add/names");
    assertThat(node.visitor().get("/places/well/add/names").statusCode()).isEqualTo(303);
  }
}
