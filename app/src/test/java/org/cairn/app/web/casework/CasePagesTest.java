package org.cairn.app.web.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cairn.app.web.Role;
import org.cairn.app.web.people.HttpVisitor;
import org.cairn.app.web.people.ServedWorkspace;
import org.cairn.heritage.casework.Case;
import org.cairn.heritage.casework.CaseItem;
import org.cairn.heritage.casework.CaseStatus;
import org.cairn.ledger.crypto.Sha256;
import org.cairn.ledger.merkle.Hash;
import org.cairn.register.PlaceRegister;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cases over HTTP, without scripts. */
@Timeout(60)
class CasePagesTest {
  @TempDir private static Path folder;

  private static final byte[] PICTURE = {(byte) 0x89, 'P', 'N', 'G', 1, 2, 3};

  private static ServedWorkspace served;
  private static HttpVisitor analyst;
  private static HttpVisitor reviewer;
  private static HttpVisitor publisher;
  private static HttpVisitor contributor;
  private static HttpVisitor custodian;

  @BeforeAll
  static void serves() throws Exception {
    served = Teams.serve(folder.resolve("watch"));
    Teams.alert(served, "alert-mill", "mill", PICTURE);
    Teams.alert(served, "alert-well", "well", PICTURE);
    analyst = served.signedIn("analyst", "One Trust", Role.ANALYST);
    reviewer = served.signedIn("reviewer", "Two Trust", Role.REVIEWER);
    publisher = served.signedIn("publisher", "One Trust", Role.PUBLISHER);
    contributor = served.signedIn("contributor", "One Trust", Role.CONTRIBUTOR);
    custodian = served.signedIn("custodian", "One Trust", Role.CUSTODIAN, Role.ANALYST);
  }

  @AfterAll
  static void closes() throws Exception {
    served.close();
  }

  private static Case read(String path) throws Exception {
    try (PlaceRegister register = PlaceRegister.open(served.workspace())) {
      return register.cases().find(path.substring("/cases/".length())).orElseThrow();
    }
  }

  private static void sent(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
  }

  @Test
  void gathers_what_is_added_and_says_with_each_event_its_entry() throws Exception {
    String path = Teams.open(analyst, "Clearance at the mill", "place", "mill");
    sent(analyst.post(path + "/places", "place", "مزار الوادي"));
    sent(
        analyst.post(path + "/sources", "uri", "https://press.example.org/1", "title", "A report"));
    sent(analyst.post(path + "/status", "status", "active", "reason", "Images were ordered"));
    sent(analyst.post(path + "/comments", "text", "What do others see?"));
    Case now = read(path);
    assertThat(now.status()).isEqualTo(CaseStatus.ACTIVE);
    assertThat(now.items())
        .extracting(Case.Item::item)
        .containsExactly(
            new CaseItem.OfPlace("mill"),
            new CaseItem.OfPlace("shrine"),
            CaseItem.OfSource.of("https://press.example.org/1", "A report"));
    String page = reviewer.get(path).body();
    assertThat(page)
        .contains("Clearance at the mill", "Upper Mill", "Valley Shrine", "What do others see?")
        .contains("<a href=\"https://press.example.org/1\" rel=\"noopener noreferrer nofollow\">");
    now.events().forEach(event -> assertThat(page).contains(">" + event.entry() + "</a></td>"));
    sent(analyst.post(path + "/items/" + now.items().getLast().entry() + "/remove"));
    assertThat(read(path).items()).hasSize(2);
  }

  @Test
  void shows_protected_places_only_as_rights_allow() throws Exception {
    String path = Teams.open(analyst, "Three places", "place", "mill");
    sent(analyst.post(path + "/places", "place", "shrine"));
    sent(analyst.post(path + "/places", "place", "well"));
    String page = analyst.get(path).body();
    assertThat(page).contains("0.01234");
    assertThat(page).doesNotContain("0.02345").doesNotContain("0.03456");
    assertThat(page).contains("Protected: somewhere between", "its location is kept back");
    assertThat(custodian.get(path).body()).contains("0.02345", "0.03456");
  }

  @Test
  void shows_an_alert_with_its_picture_where_the_place_is_not_protected() throws Exception {
    String path = Teams.open(analyst, "Two alerts", "alert", "alert-mill");
    sent(analyst.post(path + "/alerts", "alert", "alert-well"));
    List<Case.Item> items = read(path).items();
    String mill = path + "/pictures/" + items.getFirst().entry();
    String well = path + "/pictures/" + items.getLast().entry();
    String page = analyst.get(path).body();
    assertThat(page)
        .contains("between 3 and 11 May 2026", "380", "<img src=\"" + mill + "\"")
        .contains("The picture is kept back")
        .doesNotContain(well);
    HttpResponse<String> png = analyst.get(mill);
    assertThat(png.statusCode()).isEqualTo(200);
    assertThat(png.headers().firstValue("Content-Type")).contains("image/png");
    assertThat(analyst.get(well).statusCode()).isEqualTo(404);
    assertThat(custodian.get(well).statusCode()).isEqualTo(200);
    assertThat(custodian.get(path).body()).contains(well);
  }

  @Test
  void tells_that_a_picture_is_missing_and_shows_no_broken_one() throws Exception {
    byte[] lost = PICTURE.clone();
    lost[lost.length - 1] ^= 1;
    Teams.alert(served, "alert-lost", "mill", lost);
    Files.delete(served.workspace().blobs().path(Hash.of(Sha256.of(lost))));
    String path = Teams.open(analyst, "A lost picture", "alert", "alert-lost");
    assertThat(analyst.get(path).body())
        .contains("Integrity in doubt: the picture that entry", "cairn ledger scrub")
        .doesNotContain("<img src=\"" + path);
  }

  @Test
  void says_beside_the_field_what_is_wrong_and_keeps_what_was_typed() throws Exception {
    String path = Teams.open(analyst, "Fields");
    long before = read(path).events().size();
    HttpResponse<String> answer =
        analyst.post(path + "/sources", "uri", "javascript:alert(1)", "title", "Typed title");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body())
        .contains("Expected an address that begins with http:// or https://")
        .contains("value=\"Typed title\"", "value=\"javascript:alert(1)\"")
        .doesNotContain("href=\"javascript:");
    answer = analyst.post(path + "/status", "status", "closed", "reason", "   ");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("id=\"status-reason-note\"");
    answer = analyst.post(path + "/tasks", "text", "Look again", "due", "tomorrow");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body())
        .contains("Expected a day such as 2026-05-11", "Look again</textarea>");
    assertThat(analyst.post(path + "/tasks", "text", "Look", "assignee", "nobody").statusCode())
        .isEqualTo(422);
    assertThat(analyst.post(path + "/places", "place", "No such name").statusCode()).isEqualTo(422);
    assertThat(analyst.post(path + "/alerts", "alert", "none").statusCode()).isEqualTo(422);
    assertThat(read(path).events()).hasSize((int) before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "'; DROP TABLE cases; --",
        "${7*7} @if(true) {0} {name} %s",
        "\u202Eright to left\u202C\u200F \uD83E\uDEA8 \u0001",
        "مرحبا <b>hello</b>",
      })
  void keeps_any_text_as_it_is_and_shows_it_as_text(String text) throws Exception {
    String path = Teams.open(analyst, text);
    sent(analyst.post(path + "/comments", "text", text));
    sent(analyst.post(path + "/status", "status", "on-hold", "reason", text));
    sent(analyst.post(path + "/tasks", "text", text));
    sent(analyst.post(path + "/sources", "uri", "https://example.org/\"><u>", "title", text));
    Case now = read(path);
    assertThat(now.title()).contains(text.strip());
    assertThat(now.reason()).contains(text.strip());
    for (String page :
        List.of(path, "/cases", "/cases/add?place=mill", path + "?lang=ar", path + "?lang=en")) {
      HttpResponse<String> answer = analyst.get(page);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body())
          .doesNotContain("<script>alert", "<img src=x", "<b>hello", "\"><u>", "\u0001");
    }
  }

  @Test
  void gives_tasks_to_people_and_says_which_are_late() throws Exception {
    String path = Teams.open(analyst, "Tasks");
    String reviewerId = served.people().listPersons(Role.REVIEWER).getFirst().id();
    sent(
        analyst.post(
            path + "/tasks",
            "text",
            "Ask for images",
            "assignee",
            reviewerId,
            "due",
            "2026-05-01"));
    String page = reviewer.get(path).body();
    assertThat(page).contains("Ask for images", "Name of reviewer", "late");
    assertThat(reviewer.get("/cases?mine=1").body()).contains(path);
    long task = read(path).tasks().getFirst().entry();
    sent(reviewer.post(path + "/tasks/" + task + "/done"));
    assertThat(read(path).openTasks()).isEmpty();
    sent(analyst.post(path + "/tasks/" + task + "/reopen"));
    assertThat(read(path).openTasks()).hasSize(1);
  }

  @Test
  void keeps_what_two_people_do_at_once() throws Exception {
    String path = Teams.open(analyst, "At once");
    try (ExecutorService both = Executors.newFixedThreadPool(2)) {
      List<Future<HttpResponse<String>>> answers = new ArrayList<>();
      for (HttpVisitor who : List.of(analyst, reviewer)) {
        for (int i = 0; i < 3; i++) {
          String text = "Comment " + i;
          answers.add(both.submit(() -> who.post(path + "/comments", "text", text)));
        }
      }
      for (Future<HttpResponse<String>> answer : answers) {
        sent(answer.get());
      }
    }
    Case now = read(path);
    assertThat(now.comments()).hasSize(6);
    assertThat(now.organisations()).hasSize(2);
  }

  @Test
  void lets_only_publishers_say_what_is_published() throws Exception {
    String path = Teams.open(analyst, "Published", "place", "mill");
    String item = Long.toString(read(path).items().getFirst().entry());
    assertThat(analyst.get(path).body()).doesNotContain("/publications");
    assertThat(analyst.post(path + "/publications", "text", "x", "item", item).statusCode())
        .isEqualTo(403);
    assertThat(publisher.get(path).body()).contains(path + "/publications");
    sent(publisher.post(path + "/publications", "text", "Seen on 11 May", "item", item));
    assertThat(read(path).publications()).hasSize(1);
    assertThat(analyst.get(path).body())
        .contains("Seen on 11 May", "publishing itself is not built yet");
  }

  @Test
  void is_closed_to_who_has_no_right_and_says_nothing_of_cases_that_are_not_there()
      throws Exception {
    String path = Teams.open(analyst, "Closed");
    assertThat(contributor.get("/cases").statusCode()).isEqualTo(403);
    assertThat(contributor.get(path).statusCode()).isEqualTo(403);
    assertThat(contributor.post(path + "/comments", "text", "x").statusCode()).isEqualTo(403);
    assertThat(served.visitor().get(path).statusCode()).isEqualTo(303);
    String unknown = "/cases/c00000000000000000000";
    assertThat(analyst.get(unknown).statusCode()).isEqualTo(404);
    assertThat(analyst.post(unknown + "/comments", "text", "x").statusCode()).isEqualTo(404);
    assertThat(analyst.post(path + "/tasks/0/done").statusCode()).isEqualTo(404);
    assertThat(analyst.get(path + "/pictures/0").statusCode()).isEqualTo(404);
    assertThat(analyst.get("/cases/add?place=nowhere").statusCode()).isEqualTo(404);
  }

  @Test
  void lists_by_status_and_organisation_page_by_page() throws Exception {
    for (int i = 0; i < 27; i++) {
      Teams.open(reviewer, "Row " + i);
    }
    String first = reviewer.get("/cases?status=open").body();
    assertThat(first).contains("Row 26").doesNotContain("Row 1<");
    String next = first.replaceAll("(?s).*rel=\"next\" href=\"([^\"]*)\".*", "$1");
    String second = reviewer.get(next.replace("&amp;", "&")).body();
    assertThat(second).contains("Row 1<").doesNotContain("Row 26");
    String path = Teams.open(analyst, "Of One Trust alone");
    String two =
        served.people().listOrganisations().stream()
            .filter(each -> each.name().equals("Two Trust"))
            .findFirst()
            .orElseThrow()
            .id();
    assertThat(reviewer.get("/cases?organisation=" + two).body())
        .contains("Row 26")
        .doesNotContain(path);
    assertThat(reviewer.get("/cases?status=closed").body()).doesNotContain("Row 26");
  }

  @Test
  void gathers_an_assessment_from_its_own_page_and_from_the_case() throws Exception {
    String[] fields = {
      "do", "submit", "date", "2026-05-11", "a0.name", "Invented Person", "state", "poor"
    };
    sent(analyst.post("/places/shrine/assess", fields));
    String page = reviewer.get("/places/shrine/assessments").body();
    String entry = page.replaceAll("(?s).*name=\"entry\" value=\"([0-9]+)\".*", "$1");
    String path = Teams.open(reviewer, "Assessed", "place", "shrine", "entry", entry);
    assertThat(read(path).items())
        .extracting(Case.Item::item)
        .containsExactly(new CaseItem.OfAssessment("shrine", Long.parseLong(entry)));
    assertThat(reviewer.get(path).body()).contains("Poor", "/places/shrine/assessments#a" + entry);
    String other = Teams.open(reviewer, "The place first", "place", "shrine");
    assertThat(reviewer.get(other).body()).contains("value=\"" + entry + " shrine\"");
    sent(reviewer.post(other + "/assessments", "assessment", entry + " shrine"));
    assertThat(read(other).items()).hasSize(2);
    assertThat(reviewer.post(other + "/assessments", "assessment", "0 mill").statusCode())
        .isEqualTo(422);
  }

  @Test
  void adds_to_a_case_that_is_open_from_a_place() throws Exception {
    String path = Teams.open(analyst, "From a place");
    assertThat(analyst.get("/cases/add?place=mill").body()).contains("From a place", "Upper Mill");
    String id = path.substring("/cases/".length());
    sent(analyst.post("/cases/add", "place", "mill", "case", id));
    assertThat(read(path).items()).hasSize(1);
    assertThat(analyst.post("/cases/add", "title", " ", "kind", "x").statusCode()).isEqualTo(422);
  }
}
