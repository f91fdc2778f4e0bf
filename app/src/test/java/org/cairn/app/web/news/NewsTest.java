package org.cairn.app.web.news;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.app.web.Role;
import org.cairn.app.web.people.HttpVisitor;
import org.cairn.heritage.place.Attribution;
import org.cairn.heritage.place.Designation;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.heritage.place.Significance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Subscriptions of one node, from before its first run. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NewsTest {
  private static final String KHAN = "Bridge Caravanserai";
  private static final String HILL = "East Hill Cemetery";

  @TempDir private static Path folder;

  private static NewsNode node;
  private static HookReceiver receiver;
  private static String weekly;
  private static String hook;
  private static String secret;
  private static String blind;
  private static String revealed;
  private static String area;
  private static String ofLeaver;

  @BeforeAll
  static void subscribe_then_watch() throws Exception {
    node = new NewsNode(folder.resolve("ws"));
    receiver = new HookReceiver();
    HttpVisitor planner = node.signedIn("planner", Role.PLANNER);
    HttpVisitor analyst = node.signedIn("analyst", Role.ANALYST);
    HttpVisitor reviewer = node.signedIn("reviewer", "River Trust", Role.REVIEWER);
    HttpVisitor custodian = node.signedIn("custodian", Role.CUSTODIAN);
    HttpVisitor leaver = node.signedIn("leaver", "River Trust", Role.PLANNER);
    weekly =
        node.byMail(planner, "planner@example.org", "name", "Everything", "frequency", "weekly");
    blind = node.byMail(analyst, "analyst@example.org", "name", "Blind");
    revealed = node.byMail(reviewer, "reviewer@example.org", "name", "Judged");
    ofLeaver = node.byMail(leaver, "leaver@example.org", "name", "Leaving");
    area =
        node.byMail(
            custodian,
            "custodian@example.org",
            "name",
            "Box",
            "where",
            "box",
            "west",
            "-1",
            "south",
            "-1",
            "east",
            "1",
            "north",
            "1");
    HttpResponse<String> made =
        planner.post(
            "/news",
            "name",
            "Tickets",
            "where",
            "whole",
            "frequency",
            "at-once",
            "statuses",
            "unreviewed",
            "statuses",
            "confirmed",
            "channel",
            "webhook",
            "hook",
            receiver.address() + "/in?key=1",
            "language",
            "en");
    Matcher shown = Pattern.compile("whsec_[A-Za-z0-9+/=]+").matcher(made.body());
    assertThat(shown.find()).as(made.body()).isTrue();
    secret = shown.group();
    Matcher id = Pattern.compile("/news/([a-z2-7]{24})").matcher(made.body());
    assertThat(id.find()).isTrue();
    hook = id.group(1);
    node.watch();
    node.protect("hill", Sensitivity.WITHHELD);
    node.protect("quarter", Sensitivity.generalised(10_000));
    node.news.round();
  }

  @AfterAll
  static void stop() throws Exception {
    node.close();
    receiver.close();
  }

  @Test
  @Order(1)
  void a_webhook_is_told_at_once_and_again_until_it_answers() throws Exception {
    receiver.answers.addAll(List.of(500, 302));
    for (int wait : new int[] {0, 2, 6}) {
      node.clock.advance(Duration.ofMinutes(wait));
      node.send();
    }
    node.send();
    assertThat(receiver.messages).hasSize(3);
    HookReceiver.Message last = receiver.messages.getLast();
    assertThat(receiver.messages)
        .allSatisfy(each -> {
          assertThat(each.path()).isEqualTo("/in?key=1");
          assertThat(each.header("webhook-id")).isEqualTo(last.header("webhook-id"));
          assertThat(each.isSignedWith(secret)).isTrue();
        });
    JsonNode told = JsonMapper.shared().readTree(last.body());
    assertThat(told.path("type").asString()).isEqualTo("digest");
    assertThat(told.path("data").path("parts").path(0).path("kind").asString()).isEqualTo("raised");
    assertThat(told.path("data").path("parts").path(0).path("count").asInt()).isEqualTo(5);
    assertThat(told.path("data").path("parts").path(0).path("at_protected_places").asInt())
        .isEqualTo(3);
    assertThat(last.body())
        .contains(KHAN)
        .doesNotContain(HILL)
        .doesNotContain("hill@")
        .doesNotContain("Old Quarter")
        .doesNotContain("quarter@")
        .doesNotContain("coordinates");
    assertThat(node.as("planner").get("/news/" + hook).body())
        .doesNotContain(secret)
        .doesNotContain("key=1");
  }

  @Test
  @Order(2)
  void a_digest_tells_what_is_new_and_what_was_watched_without_anything() throws Exception {
    node.smtp.mails().clear();
    node.clock.advance(Duration.ofDays(7));
    node.news.round();
    node.send();
    String mail = mailTo("planner@example.org");
    assertThat(mail)
        .contains("Everything: 5 new things")
        .contains("5 new alerts")
        .contains(KHAN)
        .contains("by chance once in 51 years")
        .contains("http://localhost:8080/review/khan@2026-05-09")
        .contains("3 of them are at protected places")
        .contains("What raised no alert")
        .contains("would have been seen at half of the")
        .contains("their silence says nothing")
        .contains("It does not say why, or who did it.")
        .doesNotContain(HILL)
        .doesNotContain("hill@")
        .doesNotContain("Old Quarter")
        .doesNotContain("quarter@");
    assertThat(mail).doesNotContainPattern("-?\\d{1,3}\\.\\d{4,}");
    String page = node.as("planner").get("/news/" + weekly).body();
    assertThat(page).contains("5 new things").contains(">sent");
    Matcher kept = Pattern.compile("/news/digests/[0-9a-f]{24}").matcher(page);
    assertThat(kept.find()).isTrue();
    assertThat(node.as("planner").get(kept.group()).body())
        .contains(KHAN)
        .contains("hill@2026-05-06");
    assertThat(node.as("analyst").get(kept.group()).statusCode()).isEqualTo(404);
    assertThat(node.served.visitor().get(kept.group()).statusCode()).isEqualTo(303);
  }

  @Test
  @Order(3)
  void a_box_has_protected_places_only_for_whoever_may_know_where_they_lie() throws Exception {
    assertThat(mailTo("custodian@example.org")).contains("5 new alerts");
    String id =
        node.subscribe(
            node.as("planner"),
            "name",
            "Planner’s box",
            "where",
            "box",
            "west",
            "-0.2",
            "south",
            "-0.2",
            "east",
            "0.2",
            "north",
            "0.2",
            "channel",
            "feed");
    String preview = node.as("planner").get("/news/" + id + "/preview").body();
    String custodians = node.as("custodian").get("/news/" + area + "/preview").body();
    Matcher few = Pattern.compile("(\\d+) places are in this subscription").matcher(preview);
    Matcher many = Pattern.compile("(\\d+) places are in this subscription").matcher(custodians);
    assertThat(few.find()).as(preview).isTrue();
    assertThat(many.find()).isTrue();
    assertThat(Integer.parseInt(few.group(1))).isLessThan(Integer.parseInt(many.group(1)));
  }

  @Test
  @Order(3)
  void a_value_is_what_an_authority_lists_or_a_community_has_told() throws Exception {
    node.say(
        "khan",
        new Designation(
            "Listed building",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Attribution.NONE));
    node.say("hill", new Significance("Herders", "Of old.", Optional.empty(), Attribution.NONE));
    String listed =
        node.subscribe(
            node.as("planner"), "name", "Listed", "channel", "feed", "values", "designated");
    String valued =
        node.subscribe(
            node.as("planner"),
            "name",
            "Valued",
            "channel",
            "feed",
            "values",
            "designated",
            "values",
            "significant");
    assertThat(node.as("planner").get("/news/" + listed + "/preview").body())
        .contains("1 place is in this subscription");
    assertThat(node.as("planner").get("/news/" + valued + "/preview").body())
        .contains("2 places are in this subscription");
    assertThat(node.as("planner").get("/news/" + listed).body())
        .contains("listed or protected by an authority")
        .doesNotContain("told by a community");
    assertThat(node.as("planner").get("/news/" + listed + "/edit").body())
        .containsPattern("value=\"designated\" checked")
        .doesNotContainPattern("value=\"significant\" checked");
  }

  @Test
  @Order(4)
  void nobody_learns_of_a_verdict_before_having_judged() throws Exception {
    NewsNode.judge(node.as("reviewer"), "khan@2026-05-09");
    HttpVisitor second = node.signedIn("second", Role.ANALYST);
    NewsNode.judge(second, "khan@2026-05-09");
    node.smtp.mails().clear();
    node.clock.advance(Duration.ofDays(1));
    node.news.round();
    node.send();
    String judged = mailTo("reviewer@example.org");
    assertThat(judged).contains("1 finding confirmed").contains(KHAN);
    String unjudged = mailTo("analyst@example.org");
    assertThat(unjudged).contains("Nothing new").doesNotContain("confirmed").doesNotContain(KHAN);
    assertThat(node.as("analyst").get("/news/" + blind + "/preview").body())
        .doesNotContain("onfirmed");
    assertThat(receiver.messages.getLast().body()).contains("\"confirmed\"").contains(KHAN);
  }

  @Test
  @Order(5)
  void whoever_has_left_gets_nothing_more() throws Exception {
    node.smtp.mails().clear();
    node.clock.advance(Duration.ofDays(1));
    node.news.round();
    var people = node.served.people();
    String person = NewsOwner.of(node, ofLeaver);
    people.listOrganisations().stream()
        .filter(one -> one.name().equals("River Trust"))
        .forEach(one -> NewsOwner.leave(node, person, one.id()));
    node.send();
    assertThat(node.smtp.mails()).noneMatch(mail -> mail.contains("leaver@example.org"));
    assertThat(node.smtp.mails()).anyMatch(mail -> mail.contains("reviewer@example.org"));
    assertThat(Set.of(403, 404)).contains(node.as("leaver").get("/news/" + ofLeaver).statusCode());
  }

  @Test
  @Order(6)
  void one_click_ends_a_subscription_and_a_look_at_the_link_does_not() throws Exception {
    String raw =
        node.smtp.mails().stream()
            .filter(mail -> mail.contains("To: reviewer@example.org"))
            .findFirst()
            .orElseThrow()
            .replaceAll("\r\n[ \t]", "");
    String path = NewsNode.link(raw, "/news/one-click/");
    URI at = URI.create(node.served.address() + path);
    HttpClient program = HttpClient.newHttpClient();
    HttpResponse<String> looked =
        program.send(HttpRequest.newBuilder(at).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(looked.statusCode()).isEqualTo(303);
    HttpVisitor guest = node.served.visitor();
    String page = looked.headers().firstValue("Location").orElseThrow();
    assertThat(guest.get(page).body()).contains("End this subscription?");
    assertThat(node.as("reviewer").get("/news/" + revealed).body()).contains("goes on");
    HttpRequest click =
        HttpRequest.newBuilder(at)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("List-Unsubscribe=One-Click"))
            .build();
    assertThat(program.send(click, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(204);
    assertThat(node.as("reviewer").get("/news/" + revealed).body())
        .contains("Ended by the link in a mail");
    HttpRequest guessed =
        HttpRequest.newBuilder(URI.create(node.served.address() + path.replaceAll("....$", "AAAA")))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    assertThat(program.send(guessed, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(404);
  }

  @Test
  @Order(7)
  void a_feed_is_read_without_an_account_until_its_address_is_taken_back() throws Exception {
    String page = node.as("planner").get("/news/" + weekly).body();
    Matcher found = Pattern.compile("(/news/feeds/[A-Za-z0-9_-]+)\\.atom").matcher(page);
    assertThat(found.find()).isTrue();
    HttpVisitor guest = node.served.visitor();
    HttpResponse<String> atom = guest.get(found.group(1) + ".atom");
    assertThat(atom.statusCode()).isEqualTo(200);
    assertThat(atom.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/atom+xml");
    var xml = NewsNode.xml(atom.body());
    while (xml.hasNext()) {
      xml.next();
    }
    assertThat(atom.body())
        .contains("<feed xmlns=\"http://www.w3.org/2005/Atom\"")
        .contains(KHAN)
        .doesNotContain(HILL)
        .doesNotContain("hill@");
    JsonNode features = JsonMapper.shared().readTree(guest.get(found.group(1) + ".geojson").body());
    assertThat(features.path("type").asString()).isEqualTo("FeatureCollection");
    assertThat(features.path("features").size()).isEqualTo(3);
    for (JsonNode feature : features.path("features").values()) {
      double longitude = feature.path("geometry").path("coordinates").path(0).asDouble();
      assertThat(longitude * 100 - Math.rint(longitude * 100)).isLessThan(1e-9);
    }
    String tag = atom.headers().firstValue("ETag").orElseThrow();
    HttpRequest again =
        HttpRequest.newBuilder(URI.create(node.served.address() + found.group(1) + ".atom"))
            .header("If-None-Match", tag)
            .build();
    assertThat(
            HttpClient.newHttpClient()
                .send(again, HttpResponse.BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(304);
    node.as("planner").post("/news/" + weekly + "/feed");
    assertThat(guest.get(found.group(1) + ".atom").statusCode()).isEqualTo(404);
  }

  @Test
  @Order(8)
  void one_digest_covers_days_of_standing_still_and_a_clock_set_back_makes_none() throws Exception {
    long before = digests(node.as("planner"), weekly);
    node.clock.advance(Duration.ofDays(30));
    node.news.round();
    assertThat(digests(node.as("planner"), weekly)).isEqualTo(before + 1);
    node.clock.advance(Duration.ofDays(-5));
    node.news.round();
    node.news.round();
    assertThat(digests(node.as("planner"), weekly)).isEqualTo(before + 1);
    node.clock.advance(Duration.ofDays(-400));
    node.news.round();
    node.clock.advance(Duration.ofDays(8));
    node.news.round();
    assertThat(digests(node.as("planner"), weekly)).isEqualTo(before + 2);
    node.clock.advance(Duration.ofDays(397));
  }

  private static long digests(HttpVisitor who, String id) throws Exception {
    return Pattern.compile("/news/digests/")
        .matcher(who.get("/news/" + id).body())
        .results()
        .count();
  }

  @Test
  @Order(9)
  void a_server_that_hangs_or_refuses_costs_no_digest_and_pauses_for_good_reason()
      throws Exception {
    node.smtp.mails().clear();
    node.smtp.behave(SmtpReceiver.Manner.SHUT);
    node.as("planner").post("/news/" + weekly + "/test");
    node.send();
    assertThat(node.as("planner").get("/news/" + weekly).body()).contains("goes on");
    node.smtp.behave(SmtpReceiver.Manner.GOOD);
    node.clock.advance(Duration.ofHours(1));
    node.send();
    assertThat(mailTo("planner@example.org")).contains("This is a test");
    node.smtp.behave(SmtpReceiver.Manner.REFUSES);
    node.clock.advance(Duration.ofDays(7));
    node.news.round();
    node.send();
    assertThat(node.as("planner").get("/news/" + weekly).body())
        .contains("refused the mail for good")
        .contains("nobody of that name");
    HttpVisitor keeper = node.signedIn("keeper", Role.ADMINISTRATOR);
    assertThat(keeper.get("/news/all").body())
        .contains("nobody of that name")
        .doesNotContain("planner@example.org")
        .doesNotContain("Everything");
    node.smtp.behave(SmtpReceiver.Manner.GOOD);
  }

  @Test
  @Order(10)
  void a_webhook_that_is_gone_or_private_is_not_told() throws Exception {
    receiver.answers.add(410);
    node.as("planner").post("/news/" + hook + "/test");
    node.send();
    assertThat(receiver.messages.getLast().body()).contains("\"test\"");
    HttpResponse<String> refused =
        node.as("planner")
            .post(
                "/news",
                "name",
                "Inside",
                "where",
                "whole",
                "channel",
                "webhook",
                "hook",
                "https://127.0.0.1:9/x");
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("on a network that is not public");
  }

  @Test
  @Order(11)
  void a_new_secret_signs_beside_the_old_one_for_a_day() throws Exception {
    Matcher shown =
        Pattern.compile("whsec_[A-Za-z0-9+/=]+")
            .matcher(node.as("planner").post("/news/" + hook + "/secret").body());
    assertThat(shown.find()).isTrue();
    node.as("planner").post("/news/" + hook + "/test");
    node.send();
    assertThat(receiver.messages.getLast().isSignedWith(secret)).isTrue();
    assertThat(receiver.messages.getLast().isSignedWith(shown.group())).isTrue();
    node.clock.advance(Duration.ofDays(2));
    node.as("planner").post("/news/" + hook + "/test");
    node.send();
    assertThat(receiver.messages.getLast().isSignedWith(secret)).isFalse();
    assertThat(receiver.messages.getLast().isSignedWith(shown.group())).isTrue();
  }

  @Test
  @Order(12)
  void what_cannot_be_taken_comes_back_with_what_is_wrong() throws Exception {
    HttpResponse<String> wrong =
        node.as("planner")
            .post(
                "/news",
                "name",
                "",
                "where",
                "outline",
                "outline",
                "POINT (1 1)",
                "zone",
                "Nowhere/X",
                "years",
                "-1",
                "channel",
                "mail",
                "address",
                "x\r\nBcc: y@example.org");
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body())
        .contains("A name has 1 to 120 characters")
        .contains("No polygon is in this")
        .contains("A time zone such as")
        .contains("A number that is not negative")
        .contains("A mail address such as")
        .contains("POINT (1 1)");
    assertThat(node.as("analyst").get("/news/" + weekly).statusCode()).isEqualTo(404);
    assertThat(node.as("analyst").post("/news/" + weekly + "/delete").statusCode()).isEqualTo(404);
    assertThat(node.as("planner").post("/news/" + weekly + "/delete").statusCode()).isEqualTo(303);
    assertThat(node.as("planner").get("/news/" + weekly).statusCode()).isEqualTo(404);
    assertThat(Files.getPosixFilePermissions(folder.resolve("ws/news.db"))).hasSize(2);
  }

  private static String mailTo(String address) throws Exception {
    return NewsNode.text(
        node.smtp.mails().stream()
            .filter(mail -> mail.contains("To: " + address))
            .reduce((first, last) -> last)
            .orElseThrow(() -> new AssertionError("No mail to " + address)));
  }
}
