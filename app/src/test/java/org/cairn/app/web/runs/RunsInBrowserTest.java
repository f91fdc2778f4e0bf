package org.cairn.app.web.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.cairn.app.TestBrowser;
import org.cairn.app.command.Cairn;
import org.cairn.app.run.Asked;
import org.cairn.app.run.RunBook;
import org.cairn.app.run.RunCost;
import org.cairn.app.run.RunHistory;
import org.cairn.app.run.RunOutcome;
import org.cairn.app.run.SlowCatalog;
import org.cairn.app.web.Role;
import org.cairn.app.web.people.HttpVisitor;
import org.cairn.app.web.people.ServedWorkspace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The room as its users meet it. Skipped where there is no Chromium. */
@Timeout(120)
class RunsInBrowserTest {
  @TempDir private static Path folder;

  private static Optional<TestBrowser> browser = Optional.empty();
  private static ServedWorkspace served;
  private static HttpVisitor administrator;
  private static SlowCatalog server;

  @BeforeAll
  static void serves() throws Exception {
    browser = TestBrowser.find();
    assumeTrue(browser.isPresent(), "No Chromium in /usr/bin: the pages were not opened");
    server = new SlowCatalog();
    Cairn cairn = Cairn.init(folder.resolve("ws"));
    Path places = folder.resolve("places.geojson");
    java.nio.file.Files.writeString(
        places,
        """
        {"type": "FeatureCollection", "features": [{"type": "Feature", "properties":
         {"id": "mill", "name": "Mill"}, "geometry": {"type": "Polygon", "coordinates":
         [[[0.01, 0.01], [0.011, 0.01], [0.011, 0.011], [0.01, 0.011], [0.01, 0.01]]]}}]}
        """);
    cairn.run("place", "import", places.toString());
    served =
        ServedWorkspace.serve(
            org.cairn.register.Workspace.at(folder.resolve("ws")), Clock.systemUTC());
    administrator = served.signedIn("keeper", "Stone Watch", Role.ADMINISTRATOR, Role.ANALYST);
    administrator.post(
        "/runs/catalog/add",
        "name",
        "Images of two rivers",
        "href",
        server.address(),
        "private",
        "y");
    administrator.post(
        "/runs/catalog/secret",
        "name",
        "Images of two rivers",
        "host",
        "data.example.org",
        "kind",
        "basic",
        "user",
        "watcher",
        "password",
        "word");
    administrator.post(
        "/runs/catalog/schedule",
        "name",
        "Images of two rivers",
        "every",
        "week",
        "weekday",
        "1",
        "time",
        "02:00",
        "zone",
        "Africa/Cairo",
        "rate",
        "0.1");
  }

  @AfterAll
  static void closes() throws Exception {
    browser.ifPresent(TestBrowser::close);
    if (served != null) {
      server.close();
      served.close();
    }
  }

  private static Page page(int width, boolean scripts) {
    BrowserContext context =
        browser
            .orElseThrow()
            .newContext(
                new Browser.NewContextOptions()
                    .setViewportSize(width, width < 600 ? 844 : 900)
                    .setJavaScriptEnabled(scripts));
    context.setDefaultTimeout(20_000);
    context.addCookies(
        List.of(
            new Cookie("cairn", administrator.session().orElseThrow()).setUrl(served.address())));
    return context.newPage();
  }

  @Test
  void a_run_is_started_followed_and_stopped() throws Exception {
    Page bare = page(390, false);
    bare.navigate(served.address() + "/runs");
    bare.locator("form[action='/runs/start'] button").click();
    bare.waitForURL("**/runs/*?said=started");
    String path = bare.url().replaceAll("\\?.*", "");
    bare.context().close();

    Page page = page(1280, true);
    page.navigate(path);
    page.locator("text=Searching the catalogue for images").waitFor();
    TestBrowser.look(page, "runs-one-going");
    page.navigate(served.address() + "/runs");
    TestBrowser.look(page, "runs");
    page.navigate(served.address() + "/runs?lang=ar");
    assertThat(page.locator("html").getAttribute("dir")).isEqualTo("rtl");
    TestBrowser.look(page, "runs-ar");
    page.setViewportSize(390, 844);
    page.navigate(served.address() + "/runs?lang=en");
    TestBrowser.look(page, "runs-phone");

    page.navigate(path);
    page.locator("form[action$='/cancel'] button").click();
    // By itself, once nothing goes on any more.
    page.locator(".tag.run-cancelled").waitFor();
    page.context().close();
  }

  @Test
  void a_catalogue_has_its_test_schedule_and_credentials_on_one_page() throws Exception {
    Page page = page(1280, true);
    page.navigate(served.address() + "/runs/catalog?name=Images%20of%20two%20rivers&lang=fr");
    TestBrowser.look(page, "runs-catalog-fr");
    page.setViewportSize(390, 844);
    page.navigate(served.address() + "/runs/catalog?name=Images%20of%20two%20rivers&lang=en");
    page.locator("#schedule ~ details summary").click();
    TestBrowser.look(page, "runs-catalog-phone");
    page.navigate(served.address() + "/runs/catalog/new");
    TestBrowser.look(page, "runs-catalog-new");
    page.context().close();
  }

  @Test
  void a_run_that_is_done_says_what_it_came_to_and_took() throws Exception {
    long id;
    try (RunBook book = RunBook.open(served.workspace())) {
      Instant began = Instant.parse("2026-05-11T02:00:00Z");
      RunHistory.Beginning run =
          new RunHistory.Beginning(
              "run-done",
              "Images of two rivers",
              Asked.usual(),
              RunHistory.Starter.SCHEDULE,
              Optional.empty(),
              OptionalLong.empty(),
              0);
      id = book.runs().begin(run, ProcessHandle.current(), began);
      RunOutcome outcome =
          new RunOutcome(
              3,
              Optional.of(LocalDate.parse("2025-05-01")),
              Optional.of(LocalDate.parse("2026-05-10")),
              5000,
              4870,
              612,
              14,
              9,
              OptionalDouble.of(412),
              new TreeMap<>(Map.of("http-not-found", 2)),
              new RunCost(18_412, 3_400_000_000L, 0, 61_000_000_000L, 4_200_000, 15_900_000));
      book.runs().done(id, outcome, began.plusSeconds(4_200));
    }
    Page page = page(1280, true);
    page.navigate(served.address() + "/runs/history/" + id);
    assertThat(page.locator("main").innerText())
        .contains(
            "4,870 watched of 5,000",
            "3.4 GB",
            "61 GB",
            "70 min",
            "4.4 h",
            "410\u00a0m²",
            "2 times");
    TestBrowser.look(page, "runs-one-done");
    page.setViewportSize(390, 844);
    page.navigate(served.address() + "/runs/history?lang=fr");
    TestBrowser.look(page, "runs-history-phone-fr");
    page.context().close();
  }
}
