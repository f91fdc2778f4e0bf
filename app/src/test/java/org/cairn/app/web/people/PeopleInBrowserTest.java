package org.cairn.app.web.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.cairn.app.TestBrowser;
import org.cairn.app.web.Role;
import org.cairn.app.web.Viewer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages of accounts as people meet them. Skipped where there is no Chromium. */
class PeopleInBrowserTest {
  private static final String HOSTILE = "<script>alert(1)</script> \u202Eشجرة' \" & مؤسسة";

  @TempDir static Path folder;

  private static Optional<TestBrowser> browser = Optional.empty();
  private static ServedWorkspace served;

  @BeforeAll
  static void serve() throws Exception {
    browser = TestBrowser.find();
    assumeTrue(browser.isPresent(), "No Chromium in /usr/bin: the pages were not opened");
    served = ServedWorkspace.create(folder.resolve("ws"), Clock.systemUTC());
    served.signedIn("amal", "Stone Watch", Role.ADMINISTRATOR, Role.REVIEWER);
    served.signedIn("bo.lindqvist@example.org", HOSTILE, Role.values());
    served.signedIn("ليلى", "أرشيف النهر", Role.ANALYST);
  }

  @AfterAll
  static void stop() throws Exception {
    if (browser.isPresent()) {
      browser.get().close();
      served.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"1280, en", "390, fr", "390, ar", "1280, ar"})
  void pages_are_read_at_every_width_in_every_language(int width, String language)
      throws Exception {
    Page page = browser.orElseThrow().page(served.address(), width, 900, language);
    TestBrowser.addAuthenticator(page);
    String name = "people-" + language + "-" + width + "-";
    page.navigate("/sign-in");
    TestBrowser.look(page, name + "sign-in");
    Viewer.Organisation organisation = served.people().listOrganisations().getFirst();
    page.navigate(served.people().setUpPath());
    page.fill("[name=name]", "x");
    page.fill("[name=organisation]", "y");
    page.fill("[name=login]", "a b");
    page.fill("[name=password]", "short");
    page.click("button.primary");
    assertThat(page.locator("[aria-invalid=true]").count()).isEqualTo(2);
    TestBrowser.look(page, name + "set-up");
    page.navigate(served.people().invitationPath(organisation, java.util.Set.of(Role.ANALYST)));
    TestBrowser.look(page, name + "invitation");

    signIn(page, "amal");
    page.waitForURL("**/me");
    TestBrowser.look(page, name + "me");
    page.navigate("/me/second-factor");
    TestBrowser.look(page, name + "second-factor");
    page.navigate("/people");
    page.locator("form[action='/people/invitations'] [value=analyst]").check();
    page.click("form[action='/people/invitations'] button");
    assertThat(page.locator(".link").innerText()).contains("/invitation/");
    assertThat(page.locator("main").innerText()).contains("<script>alert(1)</script>");
    TestBrowser.look(page, name + "people");
    page.click("tbody th a >> nth=0");
    TestBrowser.look(page, name + "person");
    assertThat(browser.orElseThrow().complaints()).isEmpty();
  }

  private static void signIn(Page page, String login) {
    page.navigate("/sign-in");
    page.fill("[name=login]", login);
    page.fill("[name=password]", ServedWorkspace.PASSWORD);
    page.keyboard().press("Enter");
  }

  @Test
  void one_comes_in_and_changes_a_name_by_keyboard_alone() {
    Page page = browser.orElseThrow().page(served.address(), 1280, 900, "en");
    page.navigate("/sign-in?next=%2Fme");
    // The first field has the focus.
    page.keyboard().type("ليلى");
    page.keyboard().press("Tab");
    page.keyboard().type(ServedWorkspace.PASSWORD);
    page.keyboard().press("Enter");
    page.waitForURL("**/me");
    page.focus("[name=name]");
    page.keyboard().press("Control+a");
    page.keyboard().type("Layla ليلى");
    page.keyboard().press("Enter");
    page.waitForURL("**said=changed");
    assertThat(page.locator(".self").innerText()).contains("Layla ليلى");
    page.goBack();
    assertThat(page.locator("[name=name]").inputValue()).isEqualTo("Layla ليلى");
    assertThat(browser.orElseThrow().complaints()).isEmpty();
  }

  @Test
  void what_was_typed_outlives_the_session() {
    Page page = browser.orElseThrow().page(served.address(), 1280, 900, "en");
    signIn(page, "ليلى");
    page.waitForURL("**/review");
    page.navigate("/me");
    page.fill("[name=contact]", "by the old bridge");
    page.context().clearCookies();
    page.click("form[action='/me'] button");
    assertThat(page.locator("main").innerText()).contains("Nothing you typed is lost");
    Page other = page.waitForPopup(() -> page.click("main a.button"));
    other.fill("[name=login]", "ليلى");
    other.fill("[name=password]", ServedWorkspace.PASSWORD);
    other.keyboard().press("Enter");
    other.waitForSelector(".told");
    page.bringToFront();
    page.click("form[data-fresh-token] button");
    page.waitForURL("**said=changed");
    assertThat(page.locator("[name=contact]").inputValue()).isEqualTo("by the old bridge");
  }
}
