package org.cairn.app.web.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.cairn.app.TestBrowser;
import org.cairn.app.web.Right;
import org.cairn.app.web.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens and machines as people meet them. Skipped where there is no Chromium. */
class TokensInBrowserTest {
  @TempDir static Path folder;

  private static Optional<TestBrowser> browser = Optional.empty();
  private static ServedWorkspace served;

  @BeforeAll
  static void serve() throws Exception {
    browser = TestBrowser.find();
    assumeTrue(browser.isPresent(), "No Chromium in /usr/bin: the pages were not opened");
    served = ServedWorkspace.create(folder.resolve("ws"), Clock.systemUTC());
    HttpVisitor amal = served.signedIn("amal", "Stone Watch", Role.values());
    TokenFixture.of(amal, Right.SEE_PLACES, Right.SEE_ALERTS, Right.JUDGE, Right.CONTRIBUTE);
    String organisation = served.people().listOrganisations().getFirst().id();
    amal.post(
        "/people/machines",
        "name",
        "<script>alert(1)</script> قارئ الخرائط",
        "organisation",
        organisation,
        "role",
        "custodian");
  }

  @AfterAll
  static void stop() throws Exception {
    if (browser.isPresent()) {
      browser.get().close();
      served.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"1280, en", "390, ar"})
  void a_token_is_made_shown_once_and_revoked(int width, String language) throws Exception {
    Page page = browser.orElseThrow().page(served.address(), width, 900, language);
    String name = "tokens-" + language + "-" + width + "-";
    page.navigate("/sign-in?next=%2Fme%2Ftokens");
    page.fill("[name=login]", "amal");
    page.fill("[name=password]", ServedWorkspace.PASSWORD);
    page.keyboard().press("Enter");
    page.waitForURL("**/me/tokens");
    page.fill("[name=name]", "Map on my desk");
    page.fill("[name=days]", "400");
    page.click("button.primary");
    assertThat(page.locator(".wrong").count()).isEqualTo(2);
    TestBrowser.look(page, name + "wrong");
    page.check("[value=see-places]");
    page.fill("[name=days]", "200");
    page.click("button.primary");
    assertThat(page.locator(".link").innerText()).startsWith("cairn_");
    TestBrowser.look(page, name + "made");
    page.navigate("/me/tokens");
    assertThat(page.content()).doesNotContain("cairn_");
    page.click("form[action$='/revoke'] button >> nth=0");
    page.waitForURL("**/me/tokens");
    TestBrowser.look(page, name + "list");
    page.navigate("/people/machines");
    TestBrowser.look(page, name + "machines");
    page.click("main .row a");
    TestBrowser.look(page, name + "machine");
    page.navigate("/people");
    TestBrowser.look(page, name + "people");
    page.navigate("/problems");
    TestBrowser.look(page, name + "problems");
    assertThat(browser.orElseThrow().complaints()).isEmpty();
  }
}
