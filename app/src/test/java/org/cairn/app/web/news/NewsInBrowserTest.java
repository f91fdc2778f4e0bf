package org.cairn.app.web.news;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.app.TestBrowser;
import org.cairn.app.web.Role;
import org.cairn.app.web.ServerParts;
import org.cairn.app.web.people.HttpVisitor;
import org.cairn.heritage.place.Sensitivity;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Geometry;

/** Subscriptions as their owners meet them. Skipped where there is no Chromium. */
class NewsInBrowserTest {
  @TempDir private static Path folder;

  private static Optional<TestBrowser> browser = Optional.empty();
  private static NewsNode node;
  private static HttpVisitor owner;
  private static String one;
  private static String digest;

  private final List<BrowserContext> contexts = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();

  @BeforeAll
  static void serves() throws Exception {
    browser = TestBrowser.findWithWebGl();
    assumeTrue(browser.isPresent(), "No Chromium in /usr/bin: the pages were not opened");
    node = new NewsNode(folder.resolve("ws"));
    owner = node.signedIn("owner", Role.CUSTODIAN);
    one =
        node.byMail(
            owner, "owner@example.org", "name", "أماكن الوادي", "years", "30", "language", "ar");
    node.subscribe(owner, "name", "Feed of the valley", "channel", "feed");
    node.subscribe(owner, "name", "Waiting", "channel", "mail", "address", "other@example.org");
    node.watch();
    node.protect("hill", Sensitivity.WITHHELD);
    node.clock.advance(Duration.ofHours(22));
    node.news.round();
    owner = node.as("owner");
    Matcher kept =
        Pattern.compile("/news/digests/[0-9a-f]{24}").matcher(owner.get("/news/" + one).body());
    assertThat(kept.find()).isTrue();
    digest = kept.group();
    node.send();
    Files.createDirectories(TestBrowser.SCREENSHOTS);
    String mail = NewsNode.text(node.smtp.mails().getLast());
    Files.writeString(folder.resolve("mail.html"), mail.substring(mail.indexOf("<!DOCTYPE")));
  }

  @AfterAll
  static void closes() throws Exception {
    browser.ifPresent(TestBrowser::close);
    if (node != null) {
      node.close();
    }
  }

  @AfterEach
  void closes_pages() {
    contexts.forEach(BrowserContext::close);
    assertThat(complaints).isEmpty();
  }

  private Page page(int width, boolean scripts) {
    BrowserContext context =
        browser
            .orElseThrow()
            .newContext(
                new Browser.NewContextOptions()
                    .setViewportSize(width, width < 600 ? 844 : 900)
                    .setJavaScriptEnabled(scripts));
    contexts.add(context);
    context.setDefaultTimeout(10_000);
    context.addCookies(
        List.of(new Cookie("cairn", owner.session().orElseThrow()).setUrl(node.served.address())));
    Page page = context.newPage();
    page.onConsoleMessage(message -> complaints.add(message.text()));
    page.onPageError(complaints::add);
    return page;
  }

  @Test
  void subscribes_without_scripts_to_an_outline_in_a_file() throws Exception {
    Path file = folder.resolve("area.geojson");
    Files.writeString(
        file, "{\"type\":\"Polygon\",\"coordinates\":[[[-1,-1],[1,-1],[1,1],[-1,1],[-1,-1]]]}");
    Page page = page(390, false);
    page.navigate(node.served.address() + "/review");
    page.locator("a[href='/news/new']").click();
    page.locator("#name").fill("Drawn");
    page.locator("input[name=where][value=outline]").check();
    page.locator("#file").setInputFiles(file);
    page.locator("input[name=channel][value=feed]").check();
    page.locator("main form button.primary").click();
    page.waitForURL("**?said=made");
    assertThat(page.locator("h1").innerText()).contains("Drawn");
    page.locator("a[href$='/preview']").click();
    assertThat(page.locator(".silence").innerText()).contains("places are in this subscription");
  }

  /** The form with its map open, in the middle of which is 20° east, 30° north. */
  private Page drawing(String language, int width) {
    Page page = page(width, true);
    page.onRequest(request -> {
      if (!request.url().matches("(data|blob):.*|" + Pattern.quote(node.served.address()) + ".*")) {
        complaints.add("asked " + request.url());
      }
    });
    page.navigate(node.served.address() + "/news/new?lang=" + language);
    page.locator("#name").fill("Drawn " + language);
    page.locator("input[name=channel][value=feed]").check();
    page.locator("cairn-area summary").click();
    page.waitForSelector("cairn-area[data-ready]");
    page.evaluate(
        "void document.querySelector('cairn-area').map.jumpTo({center: [20, 30], zoom: 3.5})");
    return page;
  }

  /** What the map draws it draws in turns of its own. */
  private static void drawn(Page page) {
    page.waitForFunction("() => document.querySelector('cairn-area').map.loaded()");
  }

  /** Sends the form, and gives the area of what it made. */
  private static Geometry made(Page page) throws Exception {
    String drawn = page.inputValue("#outline");
    page.locator("main form button.primary").click();
    page.waitForURL("**?said=made");
    String id = page.url().replaceAll(".*/news/([a-z2-7]+).*", "$1");
    NewsStore store = ServerParts.of(node.served.server(), NewsStore.class);
    Area area = store.find(id).orElseThrow().wish().area();
    assertThat(area).isInstanceOf(Area.Within.class);
    Geometry outline = ((Area.Within) area).outline();
    assertThat(outline.equalsTopo(OutlineReading.text(drawn))).isTrue();
    return outline;
  }

  @Test
  void draws_an_area_by_keys_from_right_to_left() throws Exception {
    Page page = drawing("ar", 390);
    page.locator("cairn-area canvas").focus();
    for (String key :
        List.of(
            "Enter",
            "Shift+ArrowRight",
            "Enter",
            "Shift+ArrowDown",
            "Enter",
            "ArrowUp",
            "Enter",
            "Backspace",
            "ArrowDown",
            "Enter",
            "Enter")) {
      page.keyboard().press(key);
    }
    assertThat(page.locator("cairn-area [role=status]").innerText()).isEqualTo("أُغلقت الحدود.");
    drawn(page);
    TestBrowser.look(page, "news-draw-ar-390");
    Geometry outline = made(page);
    assertThat(outline.getNumPoints()).isEqualTo(4);
    assertThat(outline.getEnvelopeInternal().getMinX()).isCloseTo(20, within(0.001));
    assertThat(outline.getEnvelopeInternal().getMaxY()).isCloseTo(30, within(0.001));
  }

  @Test
  void draws_an_area_by_clicks_and_shows_what_is_typed() throws Exception {
    Page page = drawing("en", 1280);
    BoundingBox box = page.locator("cairn-area canvas").boundingBox();
    double x = box.x + box.width / 2;
    double y = box.y + box.height / 2;
    for (double[] at : new double[][] {{0, -90}, {120, 70}, {-140, 90}, {4, -86}}) {
      page.mouse().click(x + at[0], y + at[1]);
    }
    assertThat(page.locator("cairn-area [role=status]").innerText())
        .isEqualTo("The outline is closed.");
    assertThat(page.locator("#where-outline").isChecked()).isTrue();
    drawn(page);
    TestBrowser.look(page, "news-draw-en-1280");
    page.keyboard().press("Escape");
    assertThat(page.inputValue("#outline")).isEmpty();
    page.fill("#outline", "POLYGON ((170 10, 190 10, 190 20, 170 10))");
    assertThat(page.locator("cairn-area [role=status]").innerText())
        .isEqualTo("The outline is closed.");
    // Going on by hand, over the antimeridian from the east.
    page.locator("cairn-area .canvas").scrollIntoViewIfNeeded();
    page.evaluate(
        "void document.querySelector('cairn-area').map.jumpTo({center: [-178, 5], zoom: 3.5})");
    for (double[] at : new double[][] {{0, -180}, {60, 180}, {-140, 180}}) {
      page.mouse().click(x + at[0], y + at[1]);
    }
    page.keyboard().press("Enter");
    Geometry outline = made(page);
    assertThat(outline.getNumGeometries()).isEqualTo(2);
    assertThat(outline.getEnvelopeInternal().getWidth()).isEqualTo(360);
    // What was cut at the antimeridian is shown as one when it is changed.
    page.locator("a[href$='/edit']").click();
    page.locator("cairn-area summary").click();
    page.waitForSelector("cairn-area[data-ready]");
    assertThat(page.locator("cairn-area [role=status]").innerText())
        .startsWith("What stands in the field is shown.");
    Object middle =
        page.evaluate("Math.abs(document.querySelector('cairn-area').map.getCenter().lng)");
    assertThat(((Number) middle).doubleValue()).isBetween(175.0, 180.0);
    drawn(page);
    shoot(page, "draw-cut-en-1280");
  }

  @ParameterizedTest
  @CsvSource({
    "en, 1280, list",
    "ar, 390, list",
    "en, 1280, form",
    "fr, 390, form",
    "ar, 1280, form",
    "en, 1280, one",
    "ar, 390, one",
    "fr, 1280, digest",
    "ar, 390, digest",
  })
  void is_accessible_and_fits(String language, int width, String name) throws Exception {
    assumeTrue(Files.exists(TestBrowser.AXE), "axe-core is not installed: run 'npm ci' in app/");
    Map<String, String> paths =
        Map.of("list", "/news", "form", "/news/new", "one", "/news/" + one, "digest", digest);
    Page page = page(width, true);
    page.navigate(node.served.address() + paths.getOrDefault(name, "") + "?lang=" + language);
    shoot(page, name + "-" + language + "-" + width);
    Object overflow =
        page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth");
    assertThat(((Number) overflow).intValue()).isLessThanOrEqualTo(0);
    page.evaluate(Files.readString(TestBrowser.AXE));
    Object violations =
        page.evaluate(
            "axe.run({resultTypes: ['violations']}).then(r => r.violations.map(v => v.id + ' '"
                + " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | ')))");
    assertThat((List<?>) violations).isEmpty();
  }

  @Test
  void a_mail_reads_from_right_to_left_in_arabic() {
    Page page = page(390, false);
    page.navigate(folder.resolve("mail.html").toUri().toString());
    assertThat(page.locator("html").getAttribute("dir")).isEqualTo("rtl");
    assertThat(page.locator("a").first().getAttribute("href")).startsWith("http://localhost:8080/");
    shoot(page, "mail-ar-390");
  }

  private static void shoot(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(TestBrowser.SCREENSHOTS.resolve("news-" + name + ".png"))
            .setFullPage(true));
  }
}
