package org.cairn.app.web.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.cairn.app.TestBrowser;
import org.cairn.app.web.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages of places as a reader meets them. Skipped where there is no Chromium. */
class PlacesInBrowserTest {
  @TempDir static Path folder;

  private static Optional<PlaceNode> node = Optional.empty();
  private static Optional<TestBrowser> browser = Optional.empty();

  private final List<BrowserContext> contexts = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private final List<String> foreign = new ArrayList<>();

  @BeforeAll
  static void opens_a_browser() throws Exception {
    browser = TestBrowser.findWithWebGl();
    assumeTrue(browser.isPresent(), "No Chromium in /usr/bin: the pages were not opened");
    node = Optional.of(PlaceNode.start(folder.resolve("node")));
  }

  @AfterAll
  static void closes_it() throws Exception {
    browser.ifPresent(TestBrowser::close);
    if (node.isPresent()) {
      node.get().close();
    }
  }

  @AfterEach
  void closes_pages() {
    contexts.forEach(BrowserContext::close);
  }

  private Page page(int width, ColorScheme scheme) {
    BrowserContext context =
        browser
            .orElseThrow()
            .newContext(
                new Browser.NewContextOptions()
                    .setViewportSize(width, width < 500 ? 844 : 900)
                    .setLocale("en")
                    .setColorScheme(scheme));
    contexts.add(context);
    Page page = context.newPage();
    String own = node.orElseThrow().at("").toString();
    page.onConsoleMessage(message -> {
      if (!message.type().equals("log") && !message.text().contains("GPU stall")) {
        complaints.add(message.text());
      }
    });
    page.onPageError(complaints::add);
    page.onRequest(request -> {
      if (!request.url().startsWith(own) && !request.url().matches("(?s)(data|blob):.*")) {
        foreign.add(request.url());
      }
    });
    return page;
  }

  private static String at(String path) {
    return node.orElseThrow().at(path).toString();
  }

  private void shoot(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(TestBrowser.SCREENSHOTS.resolve("places-" + name + ".png")));
  }

  private void isSound(Page page) throws Exception {
    assertThat(complaints).isEmpty();
    assertThat(foreign).isEmpty();
    Object beyond =
        page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth");
    assertThat(((Number) beyond).intValue()).as("scrolls sideways").isLessThanOrEqualTo(0);
    if (Files.exists(TestBrowser.AXE)) {
      page.evaluate(Files.readString(TestBrowser.AXE));
      Object violations =
          page.evaluate(
              "axe.run({resultTypes: ['violations']}).then(r => r.violations"
                  + ".filter(v => v.impact === 'serious' || v.impact === 'critical').map(v => v.id"
                  + " + ' ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 200)).join(' | ')))");
      assertThat((List<?>) violations).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "list, /places, en, 1280, LIGHT",
    "list, /places?view=map, ar, 390, DARK",
    "list, /places, fr, 390, LIGHT",
    "place, /places/well, en, 1280, LIGHT",
    "place, /places/well, ar, 390, LIGHT",
    "place, /places/cave, fr, 1280, DARK",
    "place, /places/many, en, 390, LIGHT",
    "entry, /entries/1, ar, 1280, LIGHT",
    "entry, /entries/1, fr, 390, DARK",
    "alert, /review/cave@1, en, 390, LIGHT",
    "alert, /review/cave@1, ar, 1280, DARK",
    "queue, /review, fr, 390, LIGHT",
    "features, /ogc?f=html, en, 1280, LIGHT",
    "features, /ogc/collections/places?f=html, ar, 390, LIGHT",
    "features, /ogc/collections/places/items?f=html, ar, 1280, DARK",
    "features, /ogc/collections/alerts/items?f=html, fr, 390, LIGHT",
  })
  void is_sound(String what, String path, String language, int width, ColorScheme scheme)
      throws Exception {
    Page page = page(width, scheme);
    page.navigate(at(path + (path.contains("?") ? "&" : "?") + "lang=" + language));
    assertThat(page.locator("html").getAttribute("dir"))
        .isEqualTo(language.equals("ar") ? "rtl" : "ltr");
    boolean map = what.equals("list") && (width > 900 || path.contains("map"));
    if (map) {
      page.waitForSelector("cairn-map[data-ready]");
      page.waitForTimeout(800);
    }
    shoot(page, what + path.replaceAll("\\W+", "-") + "-" + language + "-" + width);
    isSound(page);
  }

  /** How many places are listed once neither list nor address changes any more. */
  private static String settled(Page page) {
    String before = "";
    for (int look = 0; look < 40; look++) {
      String now = page.url() + " " + page.locator("#places-found").getAttribute("data-total");
      if (now.equals(before)) {
        return page.locator("#places-found").getAttribute("data-total");
      }
      before = now;
      page.waitForTimeout(1_000);
    }
    throw new AssertionError("The list does not come to rest: " + before);
  }

  @Test
  void keeps_the_map_s_part_of_the_world_in_the_address_and_lists_it() throws Exception {
    Page page = page(1280, ColorScheme.LIGHT);
    page.navigate(at("/places?q=Field"));
    page.waitForSelector("cairn-map[data-ready]");
    int before = Integer.parseInt(page.locator("#places-found").getAttribute("data-total"));
    assertThat(before).isGreaterThanOrEqualTo(60);
    for (int each = 0; each < 4; each++) {
      page.locator(".maplibregl-ctrl-zoom-in").click();
      page.waitForTimeout(500);
    }
    page.waitForURL(Pattern.compile(".*box=.*"));
    page.waitForFunction(
        "before => Number(document.getElementById('places-found').dataset.total) < before", before);
    String total = settled(page);
    page.reload();
    page.waitForSelector("cairn-map[data-ready]");
    assertThat(page.locator("#places-found").getAttribute("data-total")).isEqualTo(total);
    assertThat(page.url()).contains("q=Field");
    isSound(page);
  }

  @Test
  void shows_the_server_s_map_where_there_is_no_web_gl() throws Exception {
    Page page = page(1280, ColorScheme.LIGHT);
    page.addInitScript("HTMLCanvasElement.prototype.getContext = () => null");
    List<String> asked = new ArrayList<>();
    page.onRequest(request -> asked.add(request.url()));
    page.navigate(at("/places"));
    assertThat(page.locator("cairn-map > svg a").count()).isGreaterThan(20);
    assertThat(asked).noneMatch(url -> url.contains("maplibre-gl.mjs"));
    shoot(page, "no-webgl-en-1280");
    isSound(page);
  }

  @Test
  void loads_no_map_on_the_page_of_a_place() {
    Page page = page(1280, ColorScheme.LIGHT);
    List<String> asked = new ArrayList<>();
    page.onRequest(request -> asked.add(request.url()));
    page.navigate(at("/places/well"));
    page.waitForTimeout(300);
    assertThat(asked).noneMatch(url -> url.contains("maplibre") || url.contains("land-"));
  }

  @Test
  void adds_a_name_by_keyboard_alone_and_loses_nothing_on_the_way() throws Exception {
    Page page = page(390, ColorScheme.LIGHT);
    PlaceNode served = node.orElseThrow();
    PlaceNode.Visitor contributor = served.person("Sami", Role.CONTRIBUTOR);
    page.context()
        .addCookies(
            List.of(new Cookie("cairn", contributor.session()).setUrl(at("/")).setHttpOnly(true)));
    page.navigate(at("/places/field-9/add/names?lang=ar"));
    shoot(page, "add-ar-390");
    isSound(page);
    page.focus("[name=text]");
    page.keyboard().type("حقل الينبوع");
    page.keyboard().press("Tab");
    page.keyboard().type("ar");
    page.reload();
    assertThat(page.inputValue("[name=text]")).isEqualTo("حقل الينبوع");
    page.focus("[name=language]");
    page.keyboard().press("Enter");
    page.waitForURL(Pattern.compile(".*added=.*"));
    assertThat(page.locator("h1").innerText()).isEqualTo("حقل الينبوع");
    shoot(page, "added-ar-390");
    isSound(page);
    page.navigate(at("/places/field-9/add/names"));
    assertThat(page.inputValue("[name=text]")).isEmpty();
    page.navigate(at("/places/new?lang=fr"));
    shoot(page, "new-fr-390");
    isSound(page);
  }
}
