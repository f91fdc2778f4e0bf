package org.cairn.app.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cairn.app.TestBrowser;
import org.cairn.app.web.people.HttpVisitor;
import org.cairn.app.web.people.ServedWorkspace;
import org.cairn.app.web.people.SetClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that is kept from writing by its settings, in a real browser. */
class ReadOnlyInBrowserTest {
  @TempDir private Path folder = Path.of("");

  private final SetClock clock = new SetClock();
  private Optional<TestBrowser> browser = Optional.empty();
  private ServedWorkspace served;
  private String session;

  @BeforeEach
  void serve() throws Exception {
    browser = TestBrowser.find();
    assumeTrue(browser.isPresent(), "No Chromium here");
    served = ServedWorkspace.create(folder.resolve("ws"), clock);
    HttpVisitor analyst = served.signedIn("ada", "Stone Watch", Role.ANALYST, Role.ADMINISTRATOR);
    session = analyst.session().orElseThrow();
    served.close();
    Files.writeString(served.workspace().root().resolve("cairn.yaml"), "web:\n  read_only: true\n");
    served = ServedWorkspace.serve(served.workspace(), clock);
  }

  @AfterEach
  void stop() throws Exception {
    if (served != null) {
      served.close();
    }
    browser.ifPresent(TestBrowser::close);
  }

  private Page page(int width, int height, String language) {
    Page page = browser.orElseThrow().page(served.address(), width, height, language);
    page.context().addCookies(List.of(new Cookie("cairn", session).setUrl(served.address())));
    return page;
  }

  @Test
  void says_so_on_every_page_and_hands_a_form_back() throws Exception {
    String typed = "Mill of the Three Streams — طاحونة";
    Page page = page(390, 844, "en");
    page.navigate("/places/new");
    assertThat(page.locator(".read-only").innerText())
        .contains("lets it only be read", "cairn.yaml");
    page.locator("main [name=text]").fill(typed);
    page.locator("main form[method=post] button.primary").click();
    page.waitForSelector("main form[data-sign] details");
    assertThat(page.locator("h1").innerText()).contains("Not taken");
    page.locator("main details summary").click();
    assertThat(page.locator("main dd").allInnerTexts()).contains(typed);
    TestBrowser.look(page, "read-only-held-phone-en");

    for (String language : List.of("fr", "ar")) {
      Page wide = page(1280, 900, language);
      wide.navigate("/me?lang=" + language);
      assertThat(wide.locator(".read-only").count()).isOne();
      TestBrowser.look(wide, "read-only-" + language);
      wide.context().close();
    }
    assertThat(browser.orElseThrow().complaints()).isEmpty();
  }
}
