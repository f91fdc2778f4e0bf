package org.cairn.app.web.assess;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.cairn.app.command.Cairn;
import org.cairn.app.web.Role;
import org.cairn.app.web.casework.Teams;
import org.cairn.app.web.people.HttpVisitor;
import org.cairn.app.web.people.ServedWorkspace;
import org.cairn.heritage.place.ConditionAssessment;
import org.cairn.heritage.place.UseChange;
import org.cairn.register.PlaceRegister;
import org.cairn.register.PlaceVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Assessments over HTTP, without scripts. */
@Timeout(60)
class AssessPagesTest {
  private static final String FORM = "/places/mill/assess";
  private static final String ALL = "/places/mill/assessments";

  @TempDir private Path folder;

  private ServedWorkspace served;
  private HttpVisitor analyst;
  private HttpVisitor reviewer;

  @BeforeEach
  void serves() throws Exception {
    served = Teams.serve(folder.resolve("watch"));
    analyst = served.signedIn("analyst", "One Trust", Role.ANALYST);
    reviewer = served.signedIn("reviewer", "Two Trust", Role.REVIEWER);
  }

  @AfterEach
  void closes() throws Exception {
    served.close();
  }

  private PlaceVersion mill() throws Exception {
    try (PlaceRegister register = PlaceRegister.open(served.workspace())) {
      return register.find("mill").orElseThrow();
    }
  }

  private static String location(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    return answer.headers().firstValue("Location").orElseThrow();
  }

  /** Sends an assessment; where it leads. */
  private String assess(HttpVisitor who, String... fields) throws Exception {
    String[] all = new String[fields.length + 6];
    System.arraycopy(
        new String[] {"do", "submit", "date", "2026-05-11", "a0.name", "Invented Person"},
        0,
        all,
        0,
        6);
    System.arraycopy(fields, 0, all, 6, fields.length);
    return location(who.post(FORM, all));
  }

  @Test
  void keeps_a_draft_through_reloading_and_adds_parts_without_scripts() throws Exception {
    String next =
        location(
            analyst.post(FORM, "do", "add:d", "comment", "نصف مكتوب", "d0.category", "natural"));
    assertThat(next).isEqualTo("/places/mill/assess?kept=1#d1");
    for (int time = 0; time < 2; time++) {
      String page = analyst.get(FORM).body();
      assertThat(page)
          .contains("نصف مكتوب</textarea>", "name=\"d1.cause\"", "name=\"d1.e0.effect\"");
      assertThat(page).containsPattern("value=\"natural\"[^>]*selected");
    }
    location(analyst.post(FORM, "do", "remove:d0", "d0.category", "natural", "d1.category", ""));
    assertThat(analyst.get(FORM).body()).doesNotContain("name=\"d0.cause\"").contains("d1.cause");
    assertThat(reviewer.get(FORM).body()).doesNotContain("نصف مكتوب");
    location(analyst.post(FORM, "do", "discard"));
    assertThat(analyst.get(FORM).body()).contains("name=\"d0.cause\"");
    assertThat(mill().place().conditions()).isEmpty();
  }

  @Test
  void says_beside_the_field_what_is_wrong_and_adds_nothing() throws Exception {
    String next = assess(analyst, "state", "poor", "d0.cause", "fire", "d0.from", "2026-15");
    assertThat(next).isEqualTo("/places/mill/assess?check=1#wrong");
    String page = analyst.get(next.replaceAll("#.*", "")).body();
    assertThat(page)
        .contains("id=\"d0.from-note\"", "<a href=\"#d0.from\">", "2026-15")
        .contains("there is no such month or day");
    assertThat(mill().place().conditions()).isEmpty();
  }

  @Test
  void puts_everything_into_the_register_and_out_again() throws Exception {
    String next =
        assess(
            analyst,
            "state",
            "very-bad",
            "extent",
            "61-90",
            "comment",
            "انهار الجدار الشمالي",
            "d0.category",
            "natural",
            "d0.cause",
            "seismic-activity",
            "d0.e0.effect",
            "collapse-structural-damage",
            "d0.e0.certainty",
            "definite",
            "u0.change",
            "closure",
            "u0.sources",
            "A notice on the door");
    assertThat(next).startsWith(ALL + "?added=");
    ConditionAssessment said = mill().place().conditions().getFirst();
    assertThat(said.comment()).contains("انهار الجدار الشمالي");
    assertThat(said.attribution().author()).contains("One Trust");
    assertThat(mill().place().useChanges()).extracting(UseChange::statement).hasSize(1);
    Cairn cairn = new Cairn(served.workspace().root());
    assertThat(cairn.run("place", "list", "--condition", "very-bad").out()).contains("mill");
    assertThat(cairn.run("place", "list", "--condition", "سيئ جداً").out()).contains("mill");
    assertThat(cairn.run("place", "list", "--disturbance", "closure").out()).contains("mill");
    assertThat(cairn.run("ledger", "verify").exitCode()).isZero();
    Path out = folder.resolve("out.geojson");
    assertThat(
            cairn.run("place", "export", "--format", "geojson", "--out", out.toString()).exitCode())
        .isZero();
    assertThat(out).content().contains("انهار الجدار الشمالي", "A notice on the door");
    String page = analyst.get(ALL).body();
    assertThat(page).contains("Very Bad", "61-90%", "انهار الجدار الشمالي", "Seismic Activity");
    assertThat(analyst.get(FORM).body()).doesNotContain("انهار الجدار الشمالي");
  }

  @Test
  void corrects_by_a_new_version_and_keeps_the_earlier_one() throws Exception {
    assess(analyst, "state", "poor", "comment", "First words");
    long first = mill().origins().getLast().entry();
    assertThat(analyst.get(ALL).body()).contains("/places/mill/assess?correct=" + first);
    assertThat(reviewer.get(ALL).body()).doesNotContain("correct=" + first);
    assertThat(reviewer.get(FORM + "?correct=" + first).statusCode()).isEqualTo(404);
    String page = analyst.get(FORM + "?correct=" + first).body();
    assertThat(page).contains("First words</textarea>");
    assess(
        analyst,
        "state",
        "fair",
        "comment",
        "Second words",
        "correct",
        Long.toString(first),
        "replaces",
        Long.toString(first));
    assertThat(mill().place().conditions())
        .singleElement()
        .satisfies(now -> assertThat(now.comment()).contains("Second words"));
    assertThat(analyst.get(ALL).body()).contains("First words", "Second words", "Another version");
    long second = mill().origins().getLast().entry();
    assertThat(reviewer.post(ALL + "/" + second + "/take-back").statusCode()).isEqualTo(404);
    location(analyst.post(ALL + "/" + second + "/take-back"));
    assertThat(mill().place().conditions()).isEmpty();
    assertThat(analyst.get(ALL).body()).contains("Second words");
  }

  @Test
  void keeps_two_views_and_marks_where_they_differ() throws Exception {
    String page = reviewer.get(FORM).body();
    String seen = page.replaceAll("(?s).*name=\"seen\" value=\"([0-9]+)\".*", "$1");
    assess(analyst, "state", "poor", "extent", "11-30", "comment", "The same words");
    String next = assess(reviewer, "state", "good", "comment", "The same words", "seen", seen);
    assertThat(next).contains("newer=1");
    assertThat(mill().place().conditions()).hasSize(2);
    List<String> rows =
        List.of(analyst.get(ALL + "/compare").body().split("<tr role=\"row\" class=\"")).stream()
            .filter(row -> row.startsWith("differs") || row.startsWith("same"))
            .toList();
    assertThat(rows)
        .anyMatch(row -> row.startsWith("differs") && row.contains("Poor") && row.contains("Good"))
        .anyMatch(row -> row.startsWith("same") && row.contains("The same words"));
  }

  @Test
  void is_closed_to_who_may_not_assess() throws Exception {
    HttpVisitor contributor = served.signedIn("contributor", "One Trust", Role.CONTRIBUTOR);
    assertThat(contributor.get(FORM).statusCode()).isEqualTo(403);
    assertThat(contributor.post(FORM, "do", "submit", "state", "poor").statusCode()).isEqualTo(403);
    assertThat(contributor.get(ALL).statusCode()).isEqualTo(200);
    assertThat(served.visitor().get(ALL).statusCode()).isEqualTo(303);
    assertThat(analyst.get("/places/nowhere/assess").statusCode()).isEqualTo(404);
  }

  @Test
  void loses_nothing_when_the_session_ends_in_mid_form() throws Exception {
    location(analyst.post(FORM, "do", "keep", "comment", "Kept before"));
    HttpResponse<String> answer =
        served.visitor().post(FORM, "do", "submit", "comment", "Typed after the session ended");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("Typed after the session ended");
    HttpVisitor again = served.visitor();
    location(again.post("/sign-in", "login", "analyst", "password", ServedWorkspace.PASSWORD));
    assertThat(again.get(FORM).body()).contains("Kept before");
  }
}
