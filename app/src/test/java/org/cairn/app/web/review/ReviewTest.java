package org.cairn.app.web.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.app.web.Role;
import org.cairn.ledger.merkle.Hash;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The review over HTTP: what is told to whom, and what becomes of a judgement. */
class ReviewTest {
  private static final String KHAN = "khan@2026-05-09";
  private static final String HILL = "hill@2026-05-06";
  private static final String QUARTER = "quarter@2026-03-04";

  @TempDir private static Path folder;

  private static ReviewNode node;
  private static ReviewNode.Person ada;
  private static ReviewNode.Person cyn;

  @BeforeAll
  static void serve() throws Exception {
    node =
        ReviewNode.start(
            folder.resolve("workspace"),
            new ReviewNode.Invited("Ada", "University", Role.ANALYST),
            new ReviewNode.Invited("Eve", "University", Role.ANALYST),
            new ReviewNode.Invited("Ina", "University", Role.ANALYST),
            new ReviewNode.Invited("Ian", "University", Role.ANALYST),
            new ReviewNode.Invited("Jon", "University", Role.ANALYST),
            new ReviewNode.Invited("Lee", "University", Role.ANALYST),
            new ReviewNode.Invited("Dan", "Museum", Role.REVIEWER),
            new ReviewNode.Invited("Kim", "Museum", Role.REVIEWER),
            new ReviewNode.Invited("Max", "Museum", Role.REVIEWER),
            new ReviewNode.Invited("Cyn", "Museum", Role.PLANNER));
    ada = node.person("Ada");
    cyn = node.person("Cyn");
  }

  @AfterAll
  static void stop() throws Exception {
    node.close();
  }

  private static String path(String alert) {
    return AlertPath.of(alert);
  }

  @Test
  void the_queue_is_ranked_and_has_one_card_for_each_place() throws Exception {
    ReviewNode.Person eve = node.person("Eve");
    String page = eve.page("/review");
    assertThat(page.indexOf("Upper Well Shrine")).isLessThan(page.indexOf("East Hill Cemetery"));
    assertThat(page.indexOf("East Hill Cemetery")).isLessThan(page.indexOf("Bridge Caravanserai"));
    assertThat(page.split("class=\"place\"")).hasSize(1 + 4);
    assertThat(page).contains("5 alerts, the surest and largest first");
    assertThat(page)
        .contains("33 places without alert.")
        .contains("7 places are not watched")
        .contains("would have been seen");
    assertThat(eve.page("/review/quiet")).contains("Ridge Tomb, no-imagery").contains("No imagery");
    assertThat(eve.page("/review?q=caravanserai"))
        .contains("1 alert,")
        .doesNotContain("Upper Well Shrine");
    assertThat(eve.page("/review?days=1")).contains("No alert meets this.");
  }

  @Test
  void the_page_of_an_alert_says_it_first_and_shows_pictures_curve_and_entry() throws Exception {
    String page = ada.page(path(HILL));
    assertThat(page)
        .contains("Something changed here between 28 April and 6 May 2026")
        .contains("class=\"strip\"")
        .contains("class=\"plot\"")
        .contains("same grid · same stretch")
        .contains("What could have been seen here")
        .contains("In the ledger")
        .doesNotContain(" style=");
    Matcher picture = Pattern.compile("src=\"(/review/[^\"]*/pictures/[^\"]*)\"").matcher(page);
    assertThat(picture.find()).isTrue();
    HttpResponse<byte[]> png = ada.bytes(picture.group(1).replace("&amp;", "&"));
    assertThat(png.statusCode()).isEqualTo(200);
    assertThat(png.headers().firstValue("Content-Type")).hasValue("image/png");
    assertThat(ada.page(path(HILL) + "?left=0&right=5")).contains("aria-current=\"true\"");
    assertThat(ada.get("/review/nothing@2026-01-01").statusCode()).isEqualTo(404);
    assertThat(ada.get("/review/~!!!").statusCode()).isEqualTo(404);
  }

  @Test
  void nothing_of_a_judgement_reaches_who_has_not_judged() throws Exception {
    ReviewNode.Person dan = node.person("Dan");
    List<String> addresses =
        List.of(
            path(ReviewNode.WELL),
            "/places/well",
            "/review",
            "/review?show=all",
            "/review?show=all&status=confirmed",
            "/review?show=judged&status=potential",
            "/review/agreement");
    // Claims are taken by looking: look twice, so that both looks are alike.
    List<String> before = new ArrayList<>();
    for (int look = 0; look < 2; look++) {
      before.clear();
      for (String address : addresses) {
        before.add(ReviewNode.stripped(dan.page(address)));
      }
    }

    assertThat(ada.damage(ReviewNode.WELL, "Dome missing, secret words").statusCode())
        .isEqualTo(303);

    for (int i = 0; i < addresses.size(); i++) {
      assertThat(ReviewNode.stripped(dan.page(addresses.get(i)))).isEqualTo(before.get(i));
    }
    assertThat(cyn.page("/places/well")).doesNotContain("place.event", "Likely damage");
    assertThat(cyn.page(path(ReviewNode.WELL)))
        .contains("Not all independent judgements are in yet")
        .doesNotContain("secret words");

    HttpResponse<String> second = dan.noDamage(ReviewNode.WELL, "Shadow of the ridge");
    assertThat(second.statusCode()).isEqualTo(303);
    for (ReviewNode.Person person : List.of(ada, dan, cyn)) {
      assertThat(person.page("/places/well"))
          .contains("e-finding-disputed", "Views differ. Damage: 1 person of 1 organisation.")
          .contains("Judged “Likely damage”, certainty: High, for")
          .contains("Judged “No change visible”, certainty: Medium, for")
          .doesNotContain("secret words");
      assertThat(person.page(path(ReviewNode.WELL)))
          .contains("secret words")
          .contains("Shadow of the ridge")
          .contains("Views differ")
          .contains("Both views stand beside each other");
    }
    HttpResponse<String> silent = dan.damage(ReviewNode.WELL, "");
    assertThat(silent.statusCode()).isEqualTo(422);
    assertThat(silent.body()).contains("Say in the note why");
    assertThat(dan.damage(ReviewNode.WELL, "The later image shows it").statusCode()).isEqualTo(303);
    assertThat(dan.page(path(ReviewNode.WELL)))
        .contains("Confirmed")
        .contains("Said after seeing the others.")
        .contains("1 earlier view");
    assertThat(ada.page("/review/agreement"))
        .contains("1 alert was judged independently by two or more.")
        .contains("University")
        .contains("Museum");
  }

  @Test
  void a_draft_outlives_reload_and_everything_that_goes_wrong() throws Exception {
    HttpResponse<String> wrong =
        ada.post(
            path(QUARTER),
            path(QUARTER),
            Map.of("verdict", "likely-damage", "note", "half a line"));
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body()).contains("Choose a reason").contains("half a line");
    assertThat(ada.page(path(QUARTER))).contains("This is your draft").contains("half a line");
    ReviewNode.Person again = node.person("Ina");
    assertThat(again.page(path(QUARTER))).doesNotContain("half a line");
    ada.post(path(QUARTER), path(QUARTER), Map.of("act", "discard"));
    assertThat(ada.page(path(QUARTER))).doesNotContain("half a line");
    HttpResponse<String> kept =
        ada.post(path(QUARTER), path(QUARTER) + "/draft", Map.of("note", "by itself"));
    assertThat(kept.body()).contains("kept");
    assertThat(ada.page(path(QUARTER))).contains("by itself");
  }

  @Test
  void a_session_that_ended_loses_nothing_of_the_form() throws Exception {
    ReviewNode.Person gone = node.new Person();
    HttpResponse<String> answer =
        gone.post(
            "/sign-in",
            path(KHAN),
            Map.of("verdict", "no-change", "reason", "season", "note", "typed before"));
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("typed before");
  }

  @Test
  void who_may_only_read_cannot_judge_and_visitors_see_nothing() throws Exception {
    assertThat(cyn.page(path(HILL))).doesNotContain("name=\"verdict\"");
    assertThat(cyn.damage(HILL, "x").statusCode()).isEqualTo(403);
    assertThat(node.new Person().get(path(HILL)).statusCode()).isEqualTo(303);
    assertThat(node.new Person().get(path(HILL) + "/thumbnail").statusCode()).isEqualTo(303);
  }

  @Test
  void a_claim_is_told_to_the_own_organisation_and_nobody_else() throws Exception {
    ReviewNode.Person ian = node.person("Ian");
    ReviewNode.Person jo = node.person("Jon");
    ReviewNode.Person kim = node.person("Kim");
    String alert = "hill@2026-03-01";
    ian.page(path(alert));
    assertThat(jo.page(path(alert))).contains("of your organisation is at this");
    assertThat(kim.page(path(alert))).doesNotContain("is at this");
  }

  @Test
  void two_who_sign_at_the_same_time_both_count() throws Exception {
    ReviewNode.Person lee = node.person("Lee");
    ReviewNode.Person max = node.person("Max");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<HttpResponse<String>> one = threads.submit(() -> lee.damage(KHAN, "from Lee"));
      Future<HttpResponse<String>> other = threads.submit(() -> max.damage(KHAN, "from Max"));
      assertThat(one.get().statusCode()).isEqualTo(303);
      assertThat(other.get().statusCode()).isEqualTo(303);
    }
    assertThat(lee.page(path(KHAN)))
        .contains("from Lee")
        .contains("from Max")
        .contains("Confirmed");
  }

  @Test
  void a_picture_that_is_not_what_was_recorded_is_told_and_not_shown() throws Exception {
    String alert = "hill@2026-03-01";
    String page = ada.page(path(alert));
    Matcher picture =
        Pattern.compile("src=\"(/review/[^\"]*/pictures/([0-9a-f]{64})[^\"]*)\"").matcher(page);
    assertThat(picture.find()).isTrue();
    Path blob =
        node.workspace().blobs().path(Hash.of(java.util.HexFormat.of().parseHex(picture.group(2))));
    byte[] bytes = Files.readAllBytes(blob);
    byte[] altered = bytes.clone();
    altered[altered.length / 2] ^= 1;
    try {
      Files.delete(blob);
      requireInDoubt(alert, picture.group(1));
      Files.write(blob, altered);
      requireInDoubt(alert, picture.group(1));
    } finally {
      Files.deleteIfExists(blob);
      Files.write(blob, bytes);
    }
    assertThat(ada.page(path(alert))).contains("data-set=\"swipe\"").doesNotContain("in doubt");
  }

  /** On the alert's page, for swiping and blinking, and in the queue's small picture. */
  private static void requireInDoubt(String alert, String picture) throws Exception {
    assertThat(ada.page(path(alert)))
        .contains("Integrity in doubt")
        .contains("cairn ledger scrub")
        .containsPattern("The ledger’s entry [\\d,]+ names it by its hash")
        .doesNotContain("src=\"" + picture + "\"", "data-set=\"swipe\"", "data-set=\"blink\"");
    var drawn = ada.bytes(picture.replace("&amp;", "&"));
    assertThat(drawn.headers().firstValue("Content-Type")).hasValue("image/svg+xml");
    assertThat(drawn.headers().firstValue("Cache-Control")).hasValue("private, no-store");
  }
}
