package org.cairn.app.web.assess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.cairn.app.TestBrowser;
import org.cairn.app.web.Role;
import org.cairn.app.web.casework.Teams;
import org.cairn.app.web.people.HttpVisitor;
import org.cairn.app.web.people.ServedWorkspace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Drawing on a picture as an assessor does it. Skipped where there is no Chromium. */
class DrawInBrowserTest {
  @TempDir private static Path folder;

  private static Optional<TestBrowser> browser = Optional.empty();
  private static ServedWorkspace served;
  private static HttpVisitor analyst;

  @BeforeAll
  static void serves() throws Exception {
    browser = TestBrowser.find();
    assumeTrue(browser.isPresent(), "No Chromium in /usr/bin: the pages were not opened");
    served = Teams.serve(folder.resolve("watch"));
    DrawnFixture.alert(served, "mill@2026-05-11", "mill");
    analyst = served.signedIn("analyst", "One Trust", Role.ANALYST);
  }

  @AfterAll
  static void closes() throws Exception {
    browser.ifPresent(TestBrowser::close);
    if (served != null) {
      served.close();
    }
  }

  private static Page page(int width, String language) {
    Page page =
        browser.orElseThrow().page(served.address(), width, width < 600 ? 844 : 900, language);
    page.context()
        .addCookies(
            List.of(new Cookie("cairn", analyst.session().orElseThrow()).setUrl(served.address())));
    page.navigate("/places/mill/assess?lang=" + language);
    page.locator("cairn-draw svg").scrollIntoViewIfNeeded();
    return page;
  }

  private static double[] numbers(String wkt) {
    return Pattern.compile("[ ,()]+")
        .splitAsStream(wkt.replace("POLYGON", "").strip())
        .filter(part -> !part.isEmpty())
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  @ParameterizedTest
  @CsvSource({"en, 1280", "ar, 390"})
  void draws_by_clicks_and_sends_what_is_drawn(String language, int width) throws Exception {
    Page page = page(width, language);
    BoundingBox box = page.locator("cairn-draw svg").boundingBox();
    double[][] corners = {{20, 30}, {26, 30}, {26, 36}, {20, 36}, {4, 60}};
    for (double[] corner : corners) {
      page.mouse().click(box.x + corner[0] / 64 * box.width, box.y + corner[1] / 64 * box.height);
    }
    page.locator("[data-do=undo]").click();
    page.locator("[data-do=close]").click();
    double[] drawn = numbers(page.inputValue("#outline"));
    assertThat(drawn).hasSize(10);
    assertThat(drawn[0])
        .isCloseTo(DrawnFixture.WEST + 20 * DrawnFixture.PIXEL, within(DrawnFixture.PIXEL / 3));
    assertThat(drawn[5])
        .isCloseTo(DrawnFixture.NORTH - 36 * DrawnFixture.PIXEL, within(DrawnFixture.PIXEL / 3));
    TestBrowser.look(page, "draw-" + language + "-" + width);
    page.locator("button[value=keep]").last().click();
    page.waitForURL(Pattern.compile(".*kept=1.*"));
    assertThat(page.locator("cairn-draw .dots circle").count()).isEqualTo(4);
    page.selectOption("#state", "poor");
    page.locator("button[value=submit]").click();
    page.waitForURL(Pattern.compile(".*/assessments.*added=.*"));
    page.locator(".drawn .line").first().waitFor();
    assertThat(page.locator(".drawn .line").first().getAttribute("d")).matches("M.*L.*L.*L.*Z");
    TestBrowser.look(page, "drawn-" + language + "-" + width);
    assertThat(browser.orElseThrow().complaints()).isEmpty();
    page.context().close();
  }

  @Test
  void draws_by_keys_alone() throws Exception {
    Page page = page(1280, "fr");
    page.locator("cairn-draw svg").focus();
    page.keyboard().press("Enter");
    for (String key :
        List.of("Shift+ArrowRight", "Enter", "Shift+ArrowDown", "Enter", "ArrowLeft", "Enter")) {
      page.keyboard().press(key);
    }
    assertThat(page.locator("cairn-draw [role=status]").innerText()).isEqualTo("Sommets : 4");
    page.keyboard().press("Backspace");
    page.keyboard().press("c");
    assertThat(page.locator("cairn-draw [role=status]").innerText())
        .isEqualTo("Le contour est fermé.");
    double[] drawn = numbers(page.inputValue("#outline"));
    assertThat(drawn).hasSize(8);
    assertThat(drawn[0]).isCloseTo(DrawnFixture.WEST + 32 * DrawnFixture.PIXEL, within(1e-7));
    assertThat(drawn[2]).isCloseTo(DrawnFixture.WEST + 42 * DrawnFixture.PIXEL, within(1e-7));
    TestBrowser.look(page, "draw-keys-fr-1280");
    // The text is the same drawing: what is typed there is drawn, and what is cleared is gone.
    page.locator("[data-do=clear]").click();
    assertThat(page.inputValue("#outline")).isEmpty();
    page.fill(
        "#outline",
        "POLYGON ((%s, %s, %s, %s))"
            .formatted(
                DrawnFixture.lonLat(10, 10),
                DrawnFixture.lonLat(20, 10),
                DrawnFixture.lonLat(20, 20),
                DrawnFixture.lonLat(10, 10)));
    assertThat(page.locator("cairn-draw .dots circle").count()).isEqualTo(3);
    assertThat(browser.orElseThrow().complaints()).isEmpty();
    page.context().close();
  }
}
