package org.cairn.app.web.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.app.TestBrowser;
import org.cairn.app.command.Cairn;
import org.cairn.app.web.Role;
import org.cairn.app.web.people.HttpVisitor;
import org.cairn.app.web.people.ServedWorkspace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Assessments and cases as their users meet them. Skipped where there is no Chromium. */
class CaseworkInBrowserTest {
  private static final String ARABIC = "انهار جزء من الجدار الشمالي بعد السيل";

  @TempDir private static Path folder;

  private static Optional<TestBrowser> browser = Optional.empty();
  private static ServedWorkspace served;
  private static HttpVisitor analyst;
  private static String casePath;

  private final List<BrowserContext> contexts = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();

  @BeforeAll
  static void serves() throws Exception {
    browser = TestBrowser.find();
    assumeTrue(browser.isPresent(), "No Chromium in /usr/bin: the pages were not opened");
    served = Teams.serve(folder.resolve("watch"));
    analyst = served.signedIn("analyst", "One Trust", Role.ANALYST, Role.PUBLISHER);
    HttpVisitor reviewer = served.signedIn("reviewer", "Two Trust", Role.REVIEWER);
    casePath = Teams.open(analyst, "إزالة حول المطحنة", "place", "shrine");
    for (HttpVisitor who : List.of(analyst, reviewer)) {
      boolean first = who == analyst;
      who.post(
          "/places/shrine/assess",
          "do",
          "submit",
          "date",
          "2026-05-11",
          "a0.name",
          "Invented Person",
          "state",
          first ? "poor" : "fair",
          "extent",
          first ? "31-60" : "11-30",
          "comment",
          "Roof open to the sky\nSecond line",
          "d0.category",
          "natural",
          "d0.cause",
          "flooding",
          "d0.e0.effect",
          "water-damage",
          "u0.change",
          "closure",
          "u0.sources",
          "https://press.example.org/1");
      who.post(casePath + "/comments", "text", first ? "ماذا ترون؟" : "A door that is closed.");
    }
    analyst.post(casePath + "/sources", "uri", "https://press.example.org/1", "title", "A report");
    analyst.post(casePath + "/tasks", "text", "Ask for newer images", "due", "2026-05-01");
    analyst.post(casePath + "/status", "status", "active", "reason", "Two see the same");
  }

  @AfterAll
  static void closes() throws Exception {
    browser.ifPresent(TestBrowser::close);
    if (served != null) {
      served.close();
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
        List.of(new Cookie("cairn", analyst.session().orElseThrow()).setUrl(served.address())));
    Page page = context.newPage();
    page.onRequest(request -> {
      if (!request.url().startsWith(served.address() + "/")) {
        complaints.add(request.url());
      }
    });
    page.onConsoleMessage(message -> complaints.add(message.text()));
    page.onPageError(complaints::add);
    return page;
  }

  private static void open(Page page, String path) {
    page.navigate(served.address() + path);
  }

  @Test
  void takes_an_assessment_in_arabic_by_keyboard_alone_on_a_phone() {
    Page page = page(390, true);
    open(page, "/places/mill/assess?lang=ar");
    assertThat(page.locator("html").getAttribute("dir")).isEqualTo("rtl");
    page.locator("#state").focus();
    for (int i = 0; i < 3; i++) {
      page.keyboard().press("ArrowDown");
    }
    page.keyboard().press("Tab");
    for (int i = 0; i < 3; i++) {
      page.keyboard().press("ArrowDown");
    }
    page.keyboard().press("Tab");
    page.keyboard().type(ARABIC);
    page.locator("button[value='add:d']").focus();
    page.keyboard().press("Enter");
    page.waitForURL("**/assess?kept=1#d1");
    assertThat(page.locator("#comment").inputValue()).isEqualTo(ARABIC);
    page.locator("#d0\\.cause").selectOption("flooding");
    page.locator("#d0\\.from").focus();
    page.keyboard().type("2026-05");
    page.locator("button[value=submit]").focus();
    page.keyboard().press("Enter");
    page.waitForURL("**/assessments?added=*");
    assertThat(page.locator("article").first().innerText())
        .contains("ضعيف", "%30-11", ARABIC, "2026-05-11");
    Cairn cairn = new Cairn(served.workspace().root());
    assertThat(cairn.run("place", "list", "--condition", "ضعيف").out()).contains("mill");
    assertThat(cairn.run("place", "list", "--condition", "poor").out()).contains("mill");
    page.goBack();
    assertThat(page.locator("#comment").inputValue()).isEmpty();
  }

  @Test
  void keeps_a_draft_through_reload_and_back() {
    Page page = page(1280, true);
    open(page, "/places/well/assess");
    page.locator("#comment").fill("Half a sentence");
    page.reload();
    assertThat(page.locator("#comment").inputValue()).isEqualTo("Half a sentence");
    page.locator("button[value=keep]").first().click();
    page.waitForURL("**/assess?kept=1");
    open(page, "/cases");
    page.goBack();
    assertThat(page.locator("#comment").inputValue()).isEqualTo("Half a sentence");
    Page elsewhere = page(390, false);
    open(elsewhere, "/places/well/assess");
    assertThat(elsewhere.locator("#comment").inputValue()).isEqualTo("Half a sentence");
  }

  @Test
  void leads_to_the_field_that_is_wrong() {
    Page page = page(1280, false);
    open(page, "/places/well/assess?lang=fr");
    page.locator("#d0\\.from").fill("hier");
    page.locator("button[value=submit]").click();
    page.locator("#wrong a").first().click();
    assertThat(page.url()).endsWith("#state");
    assertThat(page.locator("#d0\\.from-note").innerText()).contains("hier");
    assertThat(page.locator("#d0\\.from").inputValue()).isEqualTo("hier");
    shoot(page, "assess-wrong-fr");
  }

  @Test
  void opens_a_case_and_works_on_it_without_scripts() {
    Page page = page(390, false);
    open(page, "/cases");
    page.locator("a[href='/cases/add']").click();
    page.locator("#new-title").fill("Without scripts");
    page.locator("#new-kind").fill("survey");
    page.keyboard().press("Enter");
    page.waitForURL("**?sent=opened");
    page.locator("summary").first().click();
    page.locator("#place-place").fill("مزار");
    page.keyboard().press("Enter");
    page.waitForURL("**?sent=item-added#items");
    assertThat(page.locator(".gathered").innerText()).contains("Valley Shrine");
    page.locator("#comment-text").fill("A comment");
    page.locator("#comment-form button").click();
    page.waitForURL("**?sent=comment#discussion");
    assertThat(page.locator("#discussion").innerText()).contains("A comment");
  }

  @ParameterizedTest
  @CsvSource({
    "en, 1280, form",
    "ar, 390, form",
    "fr, 390, list",
    "ar, 1280, compare",
    "en, 390, compare",
    "en, 1280, case",
    "ar, 390, case",
    "fr, 1280, cases",
    "ar, 390, cases",
    "en, 390, add",
  })
  void is_accessible_and_fits(String language, int width, String name) throws Exception {
    assumeTrue(Files.exists(TestBrowser.AXE), "axe-core is not installed: run 'npm ci' in app/");
    Map<String, String> paths =
        Map.of(
            "form", "/places/shrine/assess",
            "list", "/places/shrine/assessments",
            "compare", "/places/shrine/assessments/compare",
            "case", casePath,
            "cases", "/cases",
            "add", "/cases/add?place=mill");
    Page page = page(width, true);
    String path = paths.getOrDefault(name, "");
    open(page, path + (path.contains("?") ? "&" : "?") + "lang=" + language);
    shoot(page, name + "-" + language + "-" + width);
    Object overflow =
        page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth");
    assertThat(((Number) overflow).intValue()).isLessThanOrEqualTo(0);
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)");
    page.evaluate(Files.readString(TestBrowser.AXE));
    Object violations =
        page.evaluate(
            "axe.run({resultTypes: ['violations']}).then(r => r.violations.map(v => v.id + ' '"
                + " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | ')))");
    assertThat((List<?>) violations).isEmpty();
  }

  private static void shoot(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(TestBrowser.SCREENSHOTS.resolve("casework-" + name + ".png"))
            .setFullPage(true));
  }
}
