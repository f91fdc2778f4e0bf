package org.cairn.app.web.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.cairn.app.TestBrowser;
import org.cairn.app.web.map.TestArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The map as a reader meets it: layers, years, what the address keeps. Skipped without Chromium.
 */
class MapInBrowserTest {
  @TempDir static Path folder;

  private static Optional<PlaceNode> node = Optional.empty();
  private static Optional<TestBrowser> browser = Optional.empty();

  private final List<BrowserContext> contexts = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();

  @BeforeAll
  static void opens_a_browser() throws Exception {
    browser = TestBrowser.findWithWebGl();
    assumeTrue(browser.isPresent(), "No Chromium in /usr/bin: the pages were not opened");
    Path root = folder.resolve("node");
    PlaceNode started =
        PlaceNode.start(
            root,
            """
            map:
              layers:
                - {name: Relief, url: 'maps/{z}-{x}-{y}.png', max_zoom: 4}
                - {name: Lands and rivers, type: pmtiles, url: maps/region.pmtiles, attribution: drawn for a test}
                - {name: Old sheet, type: pmtiles, url: maps/sheet.pmtiles}
                - {name: Broken, type: pmtiles, url: maps/0-0-0.png}
            """);
    Files.write(root.resolve("maps/region.pmtiles"), TestArchive.outlines());
    Files.write(root.resolve("maps/sheet.pmtiles"), TestArchive.pictures(PlaceShapes.picture()));
    node = Optional.of(started);
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

  private Page page(int width) {
    BrowserContext context =
        browser
            .orElseThrow()
            .newContext(
                new Browser.NewContextOptions()
                    .setViewportSize(width, width < 500 ? 844 : 900)
                    .setLocale("en"));
    contexts.add(context);
    Page page = context.newPage();
    page.onConsoleMessage(message -> {
      // A browser complains by itself of a tile that is not there.
      boolean own =
          message.text().contains("GPU stall")
              || message
                  .text()
                  .startsWith("Failed to load resource: the server responded with a status of 404");
      if (!message.type().equals("log") && !own) {
        complaints.add(message.text());
      }
    });
    page.onPageError(complaints::add);
    page.onRequest(request -> asked.add(request.url()));
    return page;
  }

  private static String at(String path) {
    return node.orElseThrow().at(path).toString();
  }

  private static void shoot(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(TestBrowser.SCREENSHOTS.resolve("map-" + name + ".png")));
  }

  private void isSound(Page page) throws Exception {
    assertThat(complaints).isEmpty();
    assertThat(asked).allMatch(url -> url.startsWith(at("")) || url.matches("(?s)(data|blob):.*"));
    assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
        .as("scrolls sideways")
        .isTrue();
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

  private static void isReady(Page page) {
    page.waitForSelector("cairn-map[data-ready]");
  }

  /** How the map stands: its zoom and middle, rounded. */
  private static String position(Page page) {
    return page.evaluate(
            "() => { const m = document.querySelector('cairn-map').map; const c = m.getCenter();"
                + " return [m.getZoom().toFixed(1), c.lat.toFixed(2), c.lng.toFixed(2)].join(); }")
        .toString();
  }

  /** Whether the style has a layer. */
  private static boolean draws(Page page, String layer) {
    return (Boolean)
        page.evaluate(
            "id => document.querySelector('cairn-map').map.getLayer(id) !== undefined", layer);
  }

  @ParameterizedTest
  @CsvSource({"ar, 390"})
  void draws_an_archive_of_outlines_without_borders_until_they_are_chosen(
      String language, int width) throws Exception {
    Page page = page(width);
    page.navigate(at("/places?view=map&layer=Lands+and+rivers&lang=" + language));
    isReady(page);
    page.waitForFunction(
        "() => { const m = document.querySelector('cairn-map').map; return m.areTilesLoaded()"
            + " && m.querySourceFeatures('own', {sourceLayer: 'waterway'}).length > 0; }");
    assertThat(draws(page, "own-line-waterway")).isTrue();
    assertThat(draws(page, "own-line-boundaries")).isFalse();
    page.locator(".layers summary").click();
    page.locator(".layers input[name=borders]").check();
    page.waitForFunction(
        "() => document.querySelector('cairn-map').map.getLayer('own-line-boundaries')");
    page.waitForTimeout(600);
    shoot(page, "outlines-" + language + "-" + width);
    assertThat(page.url()).contains("borders=1", "layer=Lands+and+rivers");
    page.reload();
    isReady(page);
    assertThat(draws(page, "own-line-boundaries")).isTrue();
    isSound(page);
  }

  @Test
  void loads_the_reader_of_archives_where_one_is_chosen_and_no_sooner() throws Exception {
    Page page = page(1280);
    page.navigate(at("/places?layer=Relief"));
    isReady(page);
    assertThat(asked).noneMatch(url -> url.contains("pmtiles.js"));
    assertThat(draws(page, "own")).isTrue();
    page.locator(".layers summary").click();
    page.locator(".layers input[value='Old sheet']").check();
    page.waitForFunction(
        "() => { const m = document.querySelector('cairn-map').map;"
            + " return m.getSource('own')?.tiles?.[0].startsWith('pmtiles:') && m.areTilesLoaded(); }");
    assertThat(asked).anyMatch(url -> url.contains("pmtiles.js"));
    assertThat(page.url()).contains("layer=Old+sheet");
    isSound(page);
  }

  @Test
  void goes_on_without_a_layer_that_is_broken_and_says_so() throws Exception {
    Page page = page(1280);
    page.navigate(at("/places?layer=Broken&lang=fr"));
    isReady(page);
    assertThat(page.locator(".layers [data-away]").isVisible()).isTrue();
    assertThat(draws(page, "own")).isFalse();
    assertThat(draws(page, "singles")).isTrue();
    shoot(page, "broken-layer-fr-1280");
    isSound(page);
  }

  @Test
  void comes_back_to_where_it_was_by_reload_and_by_the_back_button() throws Exception {
    Page page = page(1280);
    page.navigate(at("/places?q=Field"));
    isReady(page);
    for (int each = 0; each < 3; each++) {
      page.locator(".maplibregl-ctrl-zoom-in").click();
      page.waitForTimeout(500);
    }
    page.waitForURL(Pattern.compile(".*at=.*"));
    page.waitForTimeout(600);
    String there = position(page);
    page.reload();
    isReady(page);
    assertThat(position(page)).isEqualTo(there);
    page.locator(".layers summary").click();
    page.locator(".layers input[value=Relief]").check();
    page.waitForURL(Pattern.compile(".*layer=Relief.*"));
    page.locator(".place-cards a").first().click();
    page.waitForSelector(".place-head");
    page.goBack();
    isReady(page);
    assertThat(position(page)).isEqualTo(there);
    assertThat(page.locator(".layers input[value=Relief]").isChecked()).isTrue();
    page.goBack();
    page.waitForFunction("() => !location.search.includes('layer=Relief')");
    isReady(page);
    page.waitForFunction("() => !document.querySelector('input[value=Relief]').checked");
    assertThat(page.url()).contains("q=Field");
    isSound(page);
  }

  @ParameterizedTest
  @CsvSource({"ar, 1280"})
  void narrows_by_years_with_sliders_and_fields_alike(String language, int width) throws Exception {
    Page page = page(width);
    page.navigate(at("/places?lang=" + language));
    page.locator(".filters summary").click();
    var from = page.locator(".years input").first();
    int all = Integer.parseInt(page.locator("#places-found").getAttribute("data-total"));
    assertThat(from.isVisible()).isTrue();
    from.focus();
    page.keyboard().press(language.equals("ar") ? "ArrowLeft" : "ArrowRight");
    page.waitForFunction(
        "all => Number(document.getElementById('places-found').dataset.total) < all", all);
    assertThat(page.inputValue("#f-from")).isEqualTo("1851");
    assertThat(page.url()).contains("from=1851");
    assertThat(from.getAttribute("aria-valuetext")).isEqualTo("1851");
    assertThat((Boolean) page.evaluate("document.activeElement.type === 'range'")).isTrue();
    shoot(page, "years-" + language + "-" + width);
    BoundingBox whole = page.locator(".years .whole").boundingBox();
    BoundingBox chosen = page.locator(".years .chosen").boundingBox();
    boolean atRight = chosen.x + chosen.width > whole.x + whole.width - 1;
    assertThat(atRight).as("what is left out is where one begins to read").isEqualTo(width < 500);
    page.fill("#f-until", "1860");
    page.keyboard().press("Enter");
    page.waitForURL(Pattern.compile(".*until=1860.*"));
    assertThat(page.locator(".years input").last().inputValue()).isEqualTo("1860");
    page.goBack();
    page.goBack();
    page.waitForFunction("() => document.querySelector('#f-from').value === ''");
    isSound(page);
  }

  @Test
  void draws_the_outline_of_a_place_from_close_by_and_says_nothing_of_a_protected_one()
      throws Exception {
    Page page = page(1280);
    page.navigate(at("/places?box=0.03,0.005,0.06,0.02&at=14.5/0.0123/0.0456"));
    isReady(page);
    page.waitForFunction(
        "() => { const m = document.querySelector('cairn-map').map; return m.areTilesLoaded()"
            + " && m.querySourceFeatures('places', {sourceLayer: 'outlines'}).length > 0; }");
    page.waitForTimeout(600);
    shoot(page, "outline-en-1280");
    page.navigate(at("/places?box=0.7,0.1,0.8,0.2&at=14/0.1234567/0.7654321"));
    isReady(page);
    page.waitForFunction("() => document.querySelector('cairn-map').map.areTilesLoaded()");
    assertThat(
            page.evaluate(
                "document.querySelector('cairn-map').map.querySourceFeatures('places',"
                    + " {sourceLayer: 'outlines'}).length"))
        .isEqualTo(0);
    isSound(page);
  }

  @Test
  void has_the_fields_alone_where_no_script_runs() {
    BrowserContext context =
        browser
            .orElseThrow()
            .newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false));
    contexts.add(context);
    Page page = context.newPage();
    page.navigate(at("/places?from=1900&layer=Relief"));
    assertThat(page.locator("cairn-years").isVisible()).isFalse();
    assertThat(page.locator("#f-from").isVisible()).isTrue();
    assertThat(page.locator("#f-from").inputValue()).isEqualTo("1900");
    assertThat(page.locator("form.filters input[name=layer]").inputValue()).isEqualTo("Relief");
  }
}
