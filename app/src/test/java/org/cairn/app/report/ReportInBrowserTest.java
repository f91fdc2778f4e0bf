package org.cairn.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.cairn.app.TestBrowser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages as a reader meets them. Skipped where there is no Chromium. */
class ReportInBrowserTest {
  @TempDir static Path folder;

  private static Optional<TestBrowser> browser = Optional.empty();

  private final List<BrowserContext> contexts = new ArrayList<>();

  @BeforeAll
  static void opens_a_browser() throws Exception {
    browser = TestBrowser.find();
    assumeTrue(browser.isPresent(), "No Chromium in /usr/bin: the pages were not opened");
    HtmlReport.write(ReportFixture.full(), ReportFixture.context(), folder);
    HtmlReport.write(ReportFixture.hostile(), ReportFixture.context(), folder.resolve("hostile"));
    HtmlReport.write(ReportFixture.empty(), ReportFixture.context(), folder.resolve("empty"));
  }

  @AfterAll
  static void closes_it() {
    browser.ifPresent(TestBrowser::close);
  }

  @AfterEach
  void closes_pages() {
    contexts.forEach(BrowserContext::close);
  }

  @ParameterizedTest
  @CsvSource({
    "index.html, 1440, LIGHT",
    "index.html, 390, DARK",
    "index.ar.html, 1440, DARK",
    "index.ar.html, 390, LIGHT",
    "empty/index.html, 1440, LIGHT",
    "hostile/index.html, 390, LIGHT",
  })
  void has_no_accessibility_violation(String file, int width, ColorScheme scheme) throws Exception {
    assumeTrue(Files.exists(TestBrowser.AXE), "axe-core is not installed: run 'npm ci' in app/");
    Page page = open(file, width, scheme);
    showAll(page);
    page.evaluate(Files.readString(TestBrowser.AXE));
    Object violations =
        page.evaluate(
            "axe.run({resultTypes: ['violations']}).then(r => r.violations.map(v => v.id + ' '"
                + " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | ')))");
    assertThat((List<?>) violations).isEmpty();
  }

  @Test
  void loads_nothing_and_runs_without_complaint() {
    List<String> loaded = new ArrayList<>();
    List<String> complaints = new ArrayList<>();
    BrowserContext context = context(1440, ColorScheme.LIGHT);
    Page page = context.newPage();
    page.onRequest(request -> loaded.add(request.url()));
    page.onConsoleMessage(message -> complaints.add(message.text()));
    page.onPageError(complaints::add);
    page.navigate(address("index.html"));
    assertThat(loaded).allMatch(url -> url.startsWith("file:") || url.startsWith("data:"));
    assertThat(loaded).filteredOn(url -> url.startsWith("file:")).hasSize(1);
    assertThat(complaints).isEmpty();
  }

  @Test
  void walks_alerts_with_j_and_k() {
    Page page = open("index.html", 1440, ColorScheme.LIGHT);
    page.keyboard().press("j");
    assertThat(focused(page)).isEqualTo("alert-1");
    page.keyboard().press("j");
    page.keyboard().press("j");
    assertThat(focused(page)).isEqualTo("alert-3");
    assertThat(page.locator(".entry[aria-current]").getAttribute("href")).isEqualTo("#alert-3");
    page.keyboard().press("k");
    assertThat(focused(page)).isEqualTo("alert-2");
    for (int i = 0; i < 9; i++) {
      page.keyboard().press("j");
    }
    assertThat(focused(page)).isEqualTo("alert-5");
  }

  @Test
  void blinks_with_space_and_comes_back_with_d() {
    Page page = open("index.html", 1440, ColorScheme.LIGHT);
    page.keyboard().press("j");
    Locator pair = page.locator("#alert-1 .pair");
    page.keyboard().press(" ");
    assertThat(visible(page, ".before")).isTrue();
    assertThat(visible(page, ".after")).isFalse();
    assertThat(pair.locator(".showing").textContent()).isEqualTo("Shown: Before, 3 May 2026");
    page.keyboard().press(" ");
    assertThat(visible(page, ".before")).isFalse();
    assertThat(visible(page, ".after")).isTrue();
    assertThat(pair.locator(".showing").textContent()).isEqualTo("Shown: After, 11 May 2026");
    page.keyboard().press("d");
    assertThat(visible(page, ".before") && visible(page, ".after")).isTrue();
  }

  private static boolean visible(Page page, String side) {
    return page.locator("#alert-1 " + side + " img").isVisible();
  }

  @ParameterizedTest
  @ValueSource(strings = {"index.html", "index.ar.html"})
  void swipes_with_arrow_keys_alone(String file) {
    Page page = open(file, 1440, ColorScheme.LIGHT);
    page.keyboard().press("j");
    page.keyboard().press("s");
    Locator after = page.locator("#alert-1 .after .image");
    page.keyboard().press("Home");
    assertThat(uncovered(after)).isEqualTo(100);
    page.keyboard().press("End");
    assertThat(uncovered(after)).isEqualTo(0);
    page.keyboard().press("s");
    assertThat(page.locator("#alert-1 .pair").getAttribute("data-mode")).isEqualTo("side");
  }

  /** Percent of the later picture that is not cut away. */
  private static double uncovered(Locator after) {
    String clip = (String) after.evaluate("image => getComputedStyle(image).clipPath");
    var percents = Pattern.compile("([\\d.]+)%").matcher(clip);
    double cut = 0;
    while (percents.find()) {
      cut = Math.max(cut, Double.parseDouble(percents.group(1)));
    }
    return 100 - cut;
  }

  @Test
  void shows_and_hides_the_outline_with_o() {
    Page page = open("index.html", 1440, ColorScheme.LIGHT);
    page.keyboard().press("j");
    Locator outline = page.locator("#alert-1 .after svg.outline");
    assertThat(outline.isVisible()).isTrue();
    page.keyboard().press("o");
    assertThat(outline.isVisible()).isFalse();
  }

  @Test
  void leaves_keys_alone_when_they_are_switched_off() {
    Page page = open("index.html", 1440, ColorScheme.LIGHT);
    page.locator("#keys-on").uncheck();
    page.keyboard().press("j");
    assertThat(focused(page)).isEqualTo("keys-on");
  }

  @Test
  void leaves_space_to_a_focused_button() {
    Page page = open("index.html", 1440, ColorScheme.LIGHT);
    page.locator("#alert-2 button[data-set=outline]").focus();
    page.keyboard().press(" ");
    assertThat(page.locator("#alert-2 .pair").getAttribute("data-outline")).isEqualTo("off");
    assertThat(page.locator("#alert-2 .pair").getAttribute("data-mode")).isEqualTo("side");
  }

  @Test
  void says_everything_without_scripts() {
    BrowserContext context =
        open(
            new Browser.NewContextOptions().setJavaScriptEnabled(false).setViewportSize(1440, 900));
    Page page = context.newPage();
    page.navigate(address("index.html"));
    assertThat(page.locator(".pair img").count()).isEqualTo(9);
    assertThat(page.locator(".modes:visible, .position:visible, .keys:visible").count()).isZero();
    assertThat(page.locator("#alert-1 .windows svg").boundingBox().height).isGreaterThan(50);
    page.locator("#alert-1 .series summary").click();
    assertThat(page.locator("#alert-1 .series tbody tr").first().isVisible()).isTrue();
    page.locator("#alert-1 .bins summary").focus();
    page.keyboard().press("Enter");
    assertThat(page.locator("#alert-1 .bins tbody tr").first().isVisible()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"index.html, 1280", "index.html, 390", "index.ar.html, 1280", "index.ar.html, 390"})
  void keeps_the_labels_of_the_placebos_within_their_figure(String file, int width) {
    Page page = open(file, width, ColorScheme.LIGHT);
    showAll(page);
    Object outside =
        page.evaluate(
            "[...document.querySelectorAll('.windows')].flatMap(w => { const box ="
                + " w.getBoundingClientRect(); return [...w.querySelectorAll('.over span')]"
                + ".filter(s => { const r = s.getBoundingClientRect(); return r.left < box.left - 1"
                + " || r.right > box.right + 1; }).map(s => s.textContent); })");
    assertThat((List<?>) outside).isEmpty();
    assertThat(page.locator(".windows:visible").count()).isEqualTo(30);
    assertThat(page.locator("table.sizes:visible").count()).isEqualTo(30);
  }

  @ParameterizedTest
  @CsvSource({"index.html", "index.ar.html", "hostile/index.html", "hostile/index.ar.html"})
  void fits_a_narrow_phone(String file) {
    Page page = open(file, 360, ColorScheme.LIGHT);
    showAll(page);
    assertThat((Integer) page.evaluate("document.documentElement.scrollWidth")).isEqualTo(360);
    assertThat(page.title()).doesNotContain("taken");
  }

  @Test
  void prints_every_alert_from_a_new_page_on_side_by_side() throws Exception {
    Page page = open("index.html", 1000, ColorScheme.DARK);
    page.keyboard().press("j");
    page.keyboard().press("s");
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    for (int i = 1; i <= 5; i++) {
      assertThat(page.locator("#alert-" + i).isVisible()).isTrue();
      assertThat(page.locator("#alert-" + i + " .windows svg").isVisible()).isTrue();
      assertThat(page.locator("#alert-" + i + " table.sizes").isVisible()).isTrue();
    }
    assertThat(page.locator("button:visible, input:visible").count()).isZero();
    BoundingBox before = page.locator("#alert-1 .before img").boundingBox();
    BoundingBox after = page.locator("#alert-1 .after img").boundingBox();
    assertThat(after.x).isGreaterThanOrEqualTo(before.x + before.width);
    assertThat(page.locator("#alert-1 .after .image").evaluate("i => getComputedStyle(i).clipPath"))
        .isEqualTo("none");
    assertThat(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        .isEqualTo("rgb(255, 255, 255)");
    byte[] pdf =
        page.pdf(new Page.PdfOptions().setPreferCSSPageSize(true).setPrintBackground(true));
    long pages =
        Pattern.compile("/Type\\s*/Page\\b")
            .matcher(new String(pdf, StandardCharsets.ISO_8859_1))
            .results()
            .count();
    assertThat(pages).isBetween(7L, 14L);
  }

  // ---- pages

  private Page open(String file, int width, ColorScheme scheme) {
    Page page = context(width, scheme).newPage();
    page.navigate(address(file));
    return page;
  }

  private BrowserContext context(int width, ColorScheme scheme) {
    return open(
        new Browser.NewContextOptions()
            .setViewportSize(width, 900)
            .setColorScheme(scheme)
            .setOffline(true));
  }

  private BrowserContext open(Browser.NewContextOptions options) {
    BrowserContext context = browser.orElseThrow().newContext(options);
    contexts.add(context);
    return context;
  }

  private static String address(String file) {
    return folder.resolve(file).toUri().toString();
  }

  private static void showAll(Page page) {
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })");
  }

  private static String focused(Page page) {
    return (String) page.evaluate("document.activeElement.id");
  }
}
