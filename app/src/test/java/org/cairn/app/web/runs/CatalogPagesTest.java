package org.cairn.app.web.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.cairn.app.command.Cairn;
import org.cairn.app.record.WorkspaceIndex;
import org.cairn.app.run.SlowCatalog;
import org.cairn.app.web.Role;
import org.cairn.app.web.people.HttpVisitor;
import org.cairn.app.web.people.ServedWorkspace;
import org.cairn.register.LedgerRecords;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Catalogues over HTTP, without scripts. */
@Timeout(60)
class CatalogPagesTest {
  private static final String SECRET = "s3cret-Token-4711";

  @TempDir private static Path folder;

  private static ServedWorkspace served;
  private static HttpVisitor administrator;
  private static SlowCatalog server;

  @BeforeAll
  static void serves() throws Exception {
    served = ServedWorkspace.create(folder.resolve("ws"), Clock.systemUTC());
    administrator = served.signedIn("keeper", "Stone Watch", Role.ADMINISTRATOR);
    server = new SlowCatalog();
    server.answer();
    assertThat(add("shared", "href", server.address(), "private", "yes").statusCode())
        .isEqualTo(303);
  }

  @AfterAll
  static void closes() throws Exception {
    server.close();
    served.close();
  }

  private static HttpResponse<String> add(String name, String... more) throws Exception {
    List<String> fields = new ArrayList<>(List.of("name", name));
    fields.addAll(List.of(more));
    return administrator.post("/runs/catalog/add", fields.toArray(String[]::new));
  }

  private static String page(String name) throws Exception {
    return administrator.get("/runs/catalog?name=" + name).body();
  }

  @Test
  void one_that_is_added_is_named_in_the_ledger_and_tested_at_once() throws Exception {
    String page = page("shared");
    while (page.contains("data-going")) {
      LockSupport.parkNanos(20_000_000);
      page = page("shared");
    }
    assertThat(page).contains("It can be opened, but has no images over the places");
    var known = WorkspaceIndex.read(served.workspace()).findCatalog("shared").orElseThrow();
    assertThat(known.href()).isEqualTo(server.address());
    assertThat(new Cairn(served.workspace().root()).run("catalog", "list").out())
        .contains(server.address());
  }

  @ParameterizedTest
  @CsvSource({
    "http://169.254.169.254/latest, yes, never asked",
    "http://[fe80::1]/stac, yes, never asked",
    "http://127.0.0.1:1/stac, '', tick this",
    "http://192.168.1.4/stac, '', tick this",
    "https://user:word@stac.example.org/, '', would be kept in the ledger",
    "ftp://stac.example.org/, '', Expected an address",
    "file:///etc/passwd, '', Expected an address",
    "/etc/passwd, yes, no such file in this workspace",
    "../../secret.json, yes, no such file in this workspace",
    "linked.json, yes, no such file in this workspace",
    "nothing-there.json, yes, no such file in this workspace"
  })
  void refuses_what_it_must_not_lead_to_and_keeps_what_was_typed(
      String href, String inside, String why) throws Exception {
    Path link = served.workspace().root().resolve("linked.json");
    if (!Files.exists(link)) {
      Files.createSymbolicLink(link, Path.of("/etc/passwd"));
    }
    HttpResponse<String> answer = add("refused", "href", href, "private", inside);
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains(why, "value=\"refused\"");
    assertThat(WorkspaceIndex.read(served.workspace()).findCatalog("refused")).isEmpty();
  }

  @Test
  void a_secret_is_kept_and_never_shown_again() throws Exception {
    String host = URI.create(server.address()).getAuthority();
    assertThat(
            administrator
                .post(
                    "/runs/catalog/secret",
                    "name",
                    "shared",
                    "host",
                    host,
                    "kind",
                    "bearer",
                    "password",
                    SECRET)
                .statusCode())
        .isEqualTo(303);
    assertThat(page("shared")).contains(host, "token (bearer)").doesNotContain(SECRET);
    HttpResponse<String> wrong =
        administrator.post(
            "/runs/catalog/secret",
            "name",
            "shared",
            "host",
            "no/host",
            "kind",
            "bearer",
            "password",
            SECRET);
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body()).contains("value=\"no/host\"").doesNotContain(SECRET);
    assertThat(administrator.get("/runs").body()).doesNotContain(SECRET);
    assertThat(served.told()).doesNotContain(SECRET);
    LedgerRecords.forEach(
        served.workspace(),
        (index, record) -> assertThat(record.toString()).doesNotContain(SECRET));
    try (Stream<Path> files = Files.walk(served.workspace().root())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!String.valueOf(file.getFileName()).startsWith("runs.db")) {
          assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
              .as("%s", file)
              .doesNotContain(SECRET);
        }
      }
    }
    administrator.post("/runs/catalog/secret/remove", "name", "shared", "host", host);
    assertThat(page("shared")).doesNotContain("token (bearer)</span>").doesNotContain("kept 2");
  }

  @Test
  void a_schedule_says_what_is_wrong_and_when_it_is_next() throws Exception {
    HttpResponse<String> wrong =
        administrator.post(
            "/runs/catalog/schedule",
            "name",
            "shared",
            "every",
            "month",
            "day",
            "32",
            "time",
            "26:00",
            "zone",
            "Nowhere/City",
            "jitter",
            "-1",
            "hours",
            "0",
            "rate",
            "lots");
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body())
        .contains("a day from 1 to 31", "such as 02:00", "such as Africa/Cairo", "0 to 720 minutes")
        .contains("1 to 336 hours", "Expected a number above 0", "value=\"Nowhere/City\"");
    HttpResponse<String> right =
        administrator.post(
            "/runs/catalog/schedule",
            "name",
            "shared",
            "every",
            "week",
            "weekday",
            "3",
            "day",
            "1",
            "time",
            "02:30",
            "zone",
            "Africa/Cairo",
            "jitter",
            "0",
            "hours",
            "24",
            "rate",
            "0,5");
    assertThat(right.statusCode()).as(right.body()).isEqualTo(303);
    assertThat(page("shared")).contains("Every week, Wednesday at 02:30, clocks of");
    administrator.post("/runs/catalog/schedule/remove", "name", "shared");
    assertThat(page("shared")).contains("Not watched by itself.");
  }

  @Test
  void one_that_is_retired_is_not_watched_over_any_more_until_it_is_added_again() throws Exception {
    assertThat(add("leaving", "href", server.address(), "private", "yes").statusCode())
        .isEqualTo(303);
    assertThat(add("leaving", "href", server.address(), "private", "yes").body())
        .contains("A catalogue of this name is there");
    administrator.post("/runs/catalog/retire", "name", "leaving");
    assertThat(WorkspaceIndex.read(served.workspace()).findCatalog("leaving")).isEmpty();
    assertThat(WorkspaceIndex.readCatalogs(served.workspace()).get("leaving")).isEmpty();
    HttpResponse<String> start =
        administrator.post("/runs/start", "catalog", "leaving", "rate", "0.1");
    assertThat(start.statusCode()).isEqualTo(422);
    assertThat(start.body()).contains("not used any more");
    assertThat(add("leaving", "href", server.address(), "private", "yes").statusCode())
        .isEqualTo(303);
    assertThat(WorkspaceIndex.read(served.workspace()).findCatalog("leaving")).isPresent();
  }

  @Test
  void a_run_says_beside_its_fields_what_is_wrong() throws Exception {
    HttpResponse<String> answer =
        administrator.post(
            "/runs/start",
            "catalog",
            "shared",
            "rate",
            "0",
            "from",
            "2026-05-02",
            "until",
            "2026-05-01",
            "also",
            "NDVI");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body())
        .contains("Expected a number above 0", "before the first one", "other than NDVI")
        .contains("value=\"2026-05-02\"");
  }
}
