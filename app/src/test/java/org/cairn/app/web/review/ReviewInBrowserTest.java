package org.cairn.app.web.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.app.TestBrowser;
import org.cairn.app.web.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The review in a real browser: by mouse, by keys alone, on a phone, in three languages. */
class ReviewInBrowserTest {
  /** Cookies of sessions, by login. */
  private static final Map<String, String> PEOPLE = new HashMap<>();

  @TempDir private static Path folder;

  private static Optional<TestBrowser> browser = Optional.empty();
  private static Optional<ReviewNode> node = Optional.empty();

  private final List<BrowserContext> contexts = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();

  @BeforeAll
  static void opens_a_browser() throws Exception {
    browser = TestBrowser.find();
    assumeTrue(browser.isPresent(), "No Chromium in /usr/bin: the pages were not opened");
    Files.createDirectories(TestBrowser.SCREENSHOTS);
    node =
        Optional.of(
            ReviewNode.start(
                folder.resolve("workspace"),
                new ReviewNode.Invited("Ada", "University", Role.ANALYST),
                new ReviewNode.Invited("Ben", "Museum", Role.REVIEWER),
                new ReviewNode.Invited("Eve", "University", Role.ANALYST)));
    for (String name : List.of("Ada", "Ben", "Eve")) {
      PEOPLE.put(name.toLowerCase(java.util.Locale.ROOT), node.get().person(name).cookie());
    }
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

  private static String at(String path) {
    return node.orElseThrow().at(path).toString();
  }

  /** Signed in, in a window of their own; whatever goes wrong there is a complaint. */
  private Page open(String login, String language, int width) {
    BrowserContext context =
        browser
            .orElseThrow()
            .newContext(
                new Browser.NewContextOptions()
                    .setViewportSize(width, width < 600 ? 844 : 900)
                    .setLocale(language));
    contexts.add(context);
    Page page = context.newPage();
    page.onConsoleMessage(message -> {
      if (message.type().equals("error") && !message.text().contains("422")) {
        complaints.add(message.text());
      }
    });
    page.onPageError(complaints::add);
    page.onRequest(request -> {
      if (!request.url().startsWith(at("/")) && !request.url().startsWith("data:")) {
        complaints.add("another host: " + request.url());
      }
    });
    context.addCookies(List.of(new Cookie("cairn", PEOPLE.get(login)).setUrl(at("/"))));
    return page;
  }

  private static void shoot(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(TestBrowser.SCREENSHOTS.resolve("review-" + name + ".png"))
            .setFullPage(true));
  }

  private static void checkAccess(Page page) throws Exception {
    if (!Files.exists(TestBrowser.AXE)) {
      return;
    }
    // Not by a tag in the page, which the page's own policy forbids.
    page.evaluate(Files.readString(TestBrowser.AXE));
    Object violations =
        page.evaluate(
            "axe.run({resultTypes: ['violations']}).then(r => r.violations.filter(v => "
                + "['serious','critical'].includes(v.impact)).map(v => v.id + ' '"
                + " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 200)).join(' | ')))");
    assertThat((List<?>) violations).isEmpty();
  }

  private static void fits(Page page) {
    assertThat(
            page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"))
        .as("nothing runs out of the window at " + page.url())
        .isEqualTo(0);
  }

  @ParameterizedTest
  @CsvSource({"en, 1280", "en, 390", "fr, 1280", "fr, 390", "ar, 1280", "ar, 390"})
  void reads_well_in_every_language_and_width(String language, int width) throws Exception {
    Page page = open("eve", language, width);
    for (String path :
        List.of("/review", AlertPath.of(ReviewNode.WELL), "/review/agreement", "/review/quiet")) {
      page.navigate(at(path));
      assertThat(page.locator("html").getAttribute("lang")).isEqualTo(language);
      fits(page);
      checkAccess(page);
      String name = path.equals("/review") ? "queue" : path.substring(8).replaceAll("@.*", "");
      shoot(page, name + "-" + language + "-" + width);
    }
    assertThat(complaints).isEmpty();
  }

  @Test
  void an_alert_is_judged_by_keys_alone_and_the_second_view_is_shown_beside_it() throws Exception {
    Page page = open("ada", "en", 1280);
    page.navigate(at(AlertPath.of(ReviewNode.WELL)));
    Locator pair = page.locator(".pair");
    page.keyboard().press(" ");
    assertThat(pair.getAttribute("data-mode")).isEqualTo("blink");
    assertThat(page.locator(".before img").isVisible()).isTrue();
    assertThat(page.locator(".after img").isVisible()).isFalse();
    page.keyboard().press("s");
    assertThat(pair.getAttribute("data-mode")).isEqualTo("swipe");
    page.keyboard().press("Home");
    shoot(page, "swipe-en-1280");
    page.keyboard().press("d");
    page.keyboard().press("o");
    assertThat(pair.getAttribute("data-outline")).isEqualTo("off");
    page.keyboard().press("o");
    page.keyboard().press("2");
    assertThat(page.locator("[data-for=other]").isVisible()).isFalse();
    assertThat(page.evaluate("document.activeElement.id")).isEqualTo("cause");
    page.keyboard().press("Escape");
    page.locator("#cause").selectOption(ReviewNode.anyCause());
    page.locator("#note").fill("Roof line gone");
    page.locator(".kept:not(:empty)").waitFor();
    page.reload();
    assertThat(page.locator("#note").inputValue()).isEqualTo("Roof line gone");
    assertThat(page.locator("input[value=likely-damage]").isChecked()).isTrue();
    page.locator("button[value=sign]").focus();
    page.keyboard().press("Enter");
    page.waitForURL(url -> url.contains("signed="));
    assertThat(page.locator(".told").first().textContent()).contains("Signed: entry");
    page.keyboard().press("j");
    page.waitForURL(url -> !url.contains("signed="));

    Page second = open("ben", "en", 1280);
    second.navigate(at(AlertPath.of(ReviewNode.WELL)));
    assertThat(second.content()).doesNotContain("Roof line gone");
    second.locator("input[value=no-change]").check();
    second.locator("#reason").selectOption("shadow");
    second.locator("#note").fill("Shadow");
    second.locator("button[value=sign]").click();
    second.waitForURL(url -> url.contains("signed="));
    second.navigate(at(AlertPath.of(ReviewNode.WELL)));
    assertThat(second.content()).contains("Roof line gone").contains("Views differ");
    checkAccess(second);
    fits(second);
    shoot(second, "both-en-1280");
    second.setViewportSize(390, 844);
    fits(second);
    shoot(second, "both-en-390");
    assertThat(complaints).isEmpty();
  }

  @Test
  void another_date_is_put_beside_and_undo_goes_back_to_the_start() {
    Page page = open("eve", "en", 1280);
    page.navigate(at(AlertPath.of("khan@2026-05-09")));
    String before = page.locator(".before figcaption b").textContent();
    page.locator(".strip li").first().locator("a").first().click();
    page.waitForURL(url -> url.contains("left=0"));
    assertThat(page.locator(".before figcaption b").textContent()).isNotEqualTo(before);
    page.goBack();
    assertThat(page.locator(".before figcaption b").textContent()).isEqualTo(before);
    page.keyboard().press("4");
    assertThat(page.locator("[data-for=other]").isVisible()).isTrue();
    page.keyboard().press("Escape");
    page.evaluate("document.activeElement.blur()");
    page.keyboard().press("u");
    assertThat(page.locator("input[name=verdict]:checked").count()).isZero();
    page.keyboard().press("?");
    assertThat(page.evaluate("document.activeElement.id")).isEqualTo("keys-title");
    assertThat(complaints).isEmpty();
  }
}
