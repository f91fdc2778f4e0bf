package org.cairn.app.web.assess;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.cairn.app.web.Role;
import org.cairn.app.web.casework.Teams;
import org.cairn.app.web.people.HttpVisitor;
import org.cairn.app.web.people.ServedWorkspace;
import org.cairn.heritage.place.ConditionAssessment;
import org.cairn.heritage.place.DrawnExtent;
import org.cairn.register.PlaceRegister;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Extents on pictures, over HTTP and without scripts. */
class DrawPagesTest {
  private static final String OUTLINE =
      "POLYGON ((%s, %s, %s, %s))"
          .formatted(
              DrawnFixture.lonLat(20, 30),
              DrawnFixture.lonLat(24, 30),
              DrawnFixture.lonLat(24, 34),
              DrawnFixture.lonLat(20, 30));

  /** Digits of a corner of it, wherever they turn up. */
  private static final String DIGITS = "0.0118";

  @TempDir private static Path folder;

  private static ServedWorkspace served;
  private static HttpVisitor analyst;
  private static HttpVisitor custodian;

  @BeforeAll
  static void serves() throws Exception {
    served = Teams.serve(folder.resolve("watch"));
    DrawnFixture.alert(served, "mill@2026-05-11", "mill");
    DrawnFixture.alert(served, "shrine@2026-05-11", "shrine");
    analyst = served.signedIn("analyst", "One Trust", Role.ANALYST);
    custodian = served.signedIn("custodian", "One Trust", Role.ANALYST, Role.CUSTODIAN);
  }

  @AfterAll
  static void closes() throws Exception {
    served.close();
  }

  private static String assess(HttpVisitor who, String place, String... more) throws Exception {
    String[] fields = {
      "do", "submit", "date", "2026-05-12", "a0.name", "Invented Person", "state", "poor"
    };
    String[] all = new String[fields.length + more.length];
    System.arraycopy(fields, 0, all, 0, fields.length);
    System.arraycopy(more, 0, all, fields.length, more.length);
    var answer = who.post("/places/" + place + "/assess", all);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    return answer.headers().firstValue("Location").orElseThrow();
  }

  private static DrawnExtent drawn(String place) throws Exception {
    try (PlaceRegister register = PlaceRegister.open(served.workspace())) {
      return register.find(place).orElseThrow().place().statements().stream()
          .filter(ConditionAssessment.class::isInstance)
          .map(ConditionAssessment.class::cast)
          .flatMap(said -> said.drawn().stream())
          .reduce((one, other) -> other)
          .orElseThrow();
    }
  }

  @Test
  void keeps_what_is_drawn_shows_it_again_and_exports_it() throws Exception {
    assertThat(analyst.get("/places/mill/assess").body())
        .contains("<cairn-draw", "data-cols=\"64\"", "/draw.js", "name=\"outline\"");
    String told = assess(analyst, "mill", "outline", OUTLINE);
    assertThat(told).contains("added=");
    DrawnExtent drawn = drawn("mill");
    assertThat(drawn.outline().getCoordinates()).hasSize(4);
    assertThat(drawn.alert()).isEqualTo("mill@2026-05-11");
    String page = analyst.get("/places/mill/assessments").body();
    assertThat(page)
        .contains("d=\"M20.00 30.00L24.00 30.00L24.00 34.00Z\"", drawn.picture(), DIGITS);
    String entry = told.replaceAll(".*added=(\\d+).*", "$1");
    assertThat(analyst.get("/places/mill/assess?correct=" + entry).body()).contains(DIGITS);
    assertThat(analyst.get("/places/mill/download/geojson").body())
        .contains("\"drawn\"", drawn.picture(), DIGITS);
  }

  @Test
  void says_what_is_wrong_with_an_outline_and_keeps_its_text() throws Exception {
    String crossing =
        "POLYGON ((%s, %s, %s, %s, %s))"
            .formatted(
                DrawnFixture.lonLat(10, 10),
                DrawnFixture.lonLat(30, 30),
                DrawnFixture.lonLat(30, 10),
                DrawnFixture.lonLat(10, 30),
                DrawnFixture.lonLat(10, 10));
    HttpVisitor other = served.signedIn("crossing", "Two Trust", Role.ANALYST);
    String again = assess(other, "mill", "outline", crossing);
    assertThat(again).contains("check=1");
    assertThat(other.get(again.replaceAll("#.*", "")).body())
        .contains("The outline crosses itself", crossing, "href=\"#outline\"");
  }

  @Test
  void tells_nobody_where_a_protected_place_lies_by_what_was_drawn() throws Exception {
    assertThat(analyst.get("/places/shrine/assess").body())
        .doesNotContain("<cairn-draw", "data-corners");
    assertThat(assess(analyst, "shrine", "outline", OUTLINE)).contains("check=1");
    assertThat(custodian.get("/places/shrine/assess").body()).contains("<cairn-draw");
    String told = assess(custodian, "shrine", "outline", OUTLINE);
    String entry = told.replaceAll(".*added=(\\d+).*", "$1");
    assertThat(custodian.get("/places/shrine/assessments").body()).contains(DIGITS);
    assertThat(custodian.get("/entries/" + entry).body()).contains(DIGITS);
    HttpVisitor reader = served.signedIn("reader", "One Trust", Role.ANALYST);
    assertThat(reader.get("/places/shrine/assessments").body())
        .contains("shown to custodians only");
    for (String path :
        new String[] {
          "/places/shrine",
          "/places/shrine/assess",
          "/places/shrine/assess?correct=" + entry,
          "/places/shrine/assessments",
          "/places/shrine/assessments/compare",
          "/places/shrine/download/geojson",
          "/places/shrine/download/lpf",
          "/places/shrine/download/linked-art",
          "/entries/" + entry
        }) {
      assertThat(reader.get(path).body()).as(path).doesNotContain(DIGITS);
    }
    // Who corrects it without seeing the extent does not take it away.
    assess(reader, "shrine", "replaces", entry, "correct", entry, "comment", "Seen again");
    assertThat(drawn("shrine").outline().getCoordinates()).hasSize(4);
  }
}
