package org.cairn.app.web.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.app.log.ServerLog;
import org.cairn.app.web.Role;
import org.cairn.app.web.Viewer;
import org.cairn.app.web.people.HttpVisitor;
import org.cairn.app.web.people.ServedWorkspace;
import org.cairn.register.OperationsSettings.LogFormat;
import org.cairn.register.Workspace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Walks through a server whose every name is a canary, well and broken, and reads what it logged.
 */
class LogPrivacyTest {
  private static final String PERSON = "Zenobia Quillfeather";
  private static final String LOGIN = "zquill-login";
  private static final String PASSWORD = "wander quietly over moss";
  private static final String PLACE = "Mill of the Xylophones";
  private static final String ID = "xylomill-77";
  private static final String LATITUDE = "48.85837";
  private static final String LONGITUDE = "2.294481";
  private static final String AGENT = "CanaryBrowser/7";

  private static final Pattern LINK = Pattern.compile("(?:href|src)=\"(/[^\"#]*)\"");
  private static final int MOST_PAGES = 60;

  @TempDir static Path folder;

  private static final StringWriter WRITTEN = new StringWriter();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static ServerLog log;
  private static ServedWorkspace served;
  private static HttpVisitor person;
  private static String session;
  private static String link;

  @BeforeAll
  static void walk() throws Exception {
    Workspace workspace =
        Workspace.create(
            folder.resolve("ws"), "example.org/log", Clock.systemUTC(), new SecureRandom());
    Files.writeString(
        workspace.root().resolve("cairn.yaml"), "log:\n  format: json\n  access: true\n");
    log = ServerLog.open(LogFormat.JSON, false, new PrintWriter(WRITTEN, true), Clock.systemUTC());
    served = ServedWorkspace.serve(workspace, Clock.systemUTC());
    Viewer.Organisation keepers = served.people().addOrganisation("Stone Watch");
    link = served.people().invitationPath(keepers, Set.of(Role.values()));
    person = served.visitor();
    assertThat(person.post(link, "name", PERSON, "login", LOGIN, "password", PASSWORD).statusCode())
        .isEqualTo(303);
    session = person.session().orElseThrow();
    assertThat(
            person
                .post(
                    "/places/new", "text", PLACE, "location", LATITUDE + ", " + LONGITUDE, "id", ID)
                .statusCode())
        .isEqualTo(303);
    wellWalk();
    hostileRequests();
    brokenWalk();
  }

  @AfterAll
  static void stop() throws Exception {
    try {
      served.close();
    } finally {
      log.close();
      CLIENT.close();
    }
  }

  private static void wellWalk() throws Exception {
    Set<String> seen = new LinkedHashSet<>(List.of("/", "/places/" + ID));
    List<String> open = new ArrayList<>(seen);
    for (int i = 0; i < open.size() && i < MOST_PAGES; i++) {
      Matcher links = LINK.matcher(person.get(open.get(i)).body());
      while (links.find()) {
        String path = links.group(1).replace("&amp;", "&");
        if (!path.startsWith("/assets/") && !path.equals("/sign-out") && seen.add(path)) {
          open.add(path);
        }
      }
    }
    person.get("/places/none-of-" + ID);
    person.get("/places?q=" + PLACE.replace(' ', '+') + "&box=2.2,48.8,2.3,48.9");
    assertThat(
            served
                .visitor()
                .post("/sign-in", "login", LOGIN, "password", PASSWORD + "!")
                .statusCode())
        .isBetween(200, 499);
  }

  private static void hostileRequests() throws Exception {
    for (String path :
        List.of(
            "/nothing/" + ID + "/%0d%0a%7b%22level%22:%22forged%22%7d",
            "/places/%E2%80%AEdeggof?name=" + LOGIN,
            "/places/" + ID + "%00")) {
      CLIENT.send(
          HttpRequest.newBuilder(URI.create(served.address() + path))
              .header("User-Agent", AGENT)
              .header("Referer", "https://elsewhere.example/" + LOGIN)
              .header("X-Forwarded-For", "203.0.113.77")
              .header(RequestIds.HEADER, "forged " + LOGIN)
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  /** Pages that fail in the middle: the databases are no databases any more. */
  private static void brokenWalk() throws Exception {
    Workspace workspace = served.workspace();
    byte[] garbage = new byte[64 << 10];
    Arrays.fill(garbage, (byte) 'x');
    Files.write(workspace.register(), garbage, StandardOpenOption.TRUNCATE_EXISTING);
    for (String path : List.of("/places/" + ID, "/places?q=" + ID, "/review", "/cases")) {
      person.get(path);
    }
    Files.write(
        workspace.root().resolve("people.db"), garbage, StandardOpenOption.TRUNCATE_EXISTING);
    Files.write(workspace.root().resolve("people.db-wal"), garbage);
    served.visitor().post("/sign-in", "login", LOGIN, "password", PASSWORD);
    person.get("/places/" + ID);
    served.visitor().get(link);
  }

  private static List<JsonNode> events() {
    List<JsonNode> events = new ArrayList<>();
    WRITTEN.toString().lines().forEach(line -> events.add(JsonMapper.shared().readTree(line)));
    return events;
  }

  @Test
  void no_name_login_password_token_place_position_or_address_is_in_the_log() {
    String written = WRITTEN.toString().toLowerCase(Locale.ROOT);
    for (String canary :
        List.of(
            PERSON,
            "zenobia",
            LOGIN,
            PASSWORD,
            PLACE,
            "xylophones",
            ID,
            LATITUDE,
            LONGITUDE,
            "48.85",
            "2.29",
            session,
            link.substring(link.lastIndexOf('/') + 1),
            AGENT,
            "elsewhere.example",
            "203.0.113.77",
            "127.0.0.1")) {
      assertThat(written).doesNotContain(canary.toLowerCase(Locale.ROOT));
    }
  }

  @Test
  void every_line_is_one_event_and_none_is_forged() {
    assertThat(events())
        .hasSizeGreaterThan(30)
        .allSatisfy(event -> {
          assertThat(event.path("time").asString()).matches("20..-..-..T..:..:..\\....Z");
          assertThat(event.path("level").asString()).isIn("error", "warn", "info", "debug");
          assertThat(event.path("logger").asString()).isNotBlank();
        });
    assertThat(WRITTEN.toString()).doesNotContain("forged");
  }

  @Test
  void a_request_is_told_by_its_route_status_and_time() {
    List<JsonNode> requests =
        events().stream()
            .filter(event -> event.path("event").asString("").equals("request"))
            .toList();
    assertThat(requests).hasSizeGreaterThan(30);
    assertThat(requests)
        .allSatisfy(request -> {
          assertThat(request.propertyNames())
              .containsExactlyInAnyOrder(
                  "time",
                  "level",
                  "logger",
                  "request_id",
                  "event",
                  "method",
                  "route",
                  "status",
                  "duration_ms");
          assertThat(request.path("request_id").asString()).matches("[0-9a-f-]{16,36}");
        });
    assertThat(requests)
        .anySatisfy(request -> {
          assertThat(request.path("route").asString()).isEqualTo("/places/{place}");
          assertThat(request.path("status").asInt()).isEqualTo(200);
        })
        .anySatisfy(request -> assertThat(request.path("status").asInt()).isEqualTo(404));
  }

  @Test
  void a_failed_request_has_its_trace_under_the_number_that_its_page_shows() throws Exception {
    List<JsonNode> failures = events().stream().filter(event -> event.has("trace")).toList();
    assertThat(failures)
        .anySatisfy(failure -> {
          assertThat(failure.path("message").asString()).startsWith("Request failed, reference ");
          assertThat(failure.path("message").asString())
              .endsWith(failure.path("request_id").asString());
          assertThat(failure.path("trace").toString()).contains("at org.cairn.");
        });
    HttpResponse<String> page = person.get("/places/" + ID);
    String number = page.headers().firstValue(RequestIds.HEADER).orElseThrow();
    assertThat(page.statusCode()).isEqualTo(500);
    assertThat(page.body())
        .contains(number)
        .doesNotContain("sqlite", "SQLITE", "Exception", "people.db");
  }

  @Test
  void takes_over_a_trace_id_or_a_number_and_no_words() throws Exception {
    String trace = "0af7651916cd43dd8448eb211c80319c";
    assertThat(numberOf(RequestIds.TRACE, "00-" + trace + "-b7ad6b7169203331-01")).isEqualTo(trace);
    assertThat(numberOf(RequestIds.HEADER, "7d3c2c1e-8a52-4d6e-9d5c-1f0c3b2a4e5f"))
        .isEqualTo("7d3c2c1e-8a52-4d6e-9d5c-1f0c3b2a4e5f");
    for (String refused :
        List.of(
            "00-00000000000000000000000000000000-b7ad6b7169203331-01",
            "ff-" + trace + "-b7ad6b7169203331-01",
            LOGIN)) {
      assertThat(numberOf(RequestIds.TRACE, refused)).matches("[0-9a-f]{16}");
    }
    for (String refused : List.of(LOGIN, "48.85837", "a", "a".repeat(65), "-".repeat(20))) {
      assertThat(numberOf(RequestIds.HEADER, refused)).matches("[0-9a-f]{16}");
    }
  }

  private static String numberOf(String header, String value) throws Exception {
    return CLIENT
        .send(
            HttpRequest.newBuilder(URI.create(served.address() + "/health/live"))
                .header(header, value)
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .headers()
        .firstValue(RequestIds.HEADER)
        .orElseThrow();
  }
}
