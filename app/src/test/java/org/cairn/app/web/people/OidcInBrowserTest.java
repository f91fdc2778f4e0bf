package org.cairn.app.web.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.Optional;
import org.cairn.app.TestBrowser;
import org.cairn.app.web.Role;
import org.cairn.app.web.people.oidc.TestIssuer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The way through an institution's sign-in as people meet it, in a browser that holds each page to
 * its policy. Skipped where there is no Chromium.
 */
class OidcInBrowserTest {
  @TempDir static Path folder;

  private static Optional<TestBrowser> browser = Optional.empty();
  private static TestIssuer issuer;
  private static ServedWorkspace served;

  @BeforeAll
  static void serve() throws Exception {
    browser = TestBrowser.find();
    assumeTrue(browser.isPresent(), "No Chromium in /usr/bin: the pages were not opened");
    issuer = TestIssuer.start(0);
    served =
        OidcNode.serve(
            folder.resolve("ws"),
            issuer.settings("museum.secret")
                + """
                    - id: away
                      name: {en: University of the Delta, fr: Université du Delta, ar: جامعة الدلتا}
                      issuer: http://localhost:1/realms/staff
                      client_id: cairn
                """);
    issuer.serve(served.address());
    served.signedIn("keeper", "Stone Watch", Role.ADMINISTRATOR);
  }

  @AfterAll
  static void stop() throws Exception {
    if (browser.isPresent()) {
      browser.get().close();
      served.close();
      issuer.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"1280, en, amal", "390, ar, bo"})
  void somebody_comes_in_by_their_institution(int width, String language, String user)
      throws Exception {
    Page page = browser.orElseThrow().page(served.address(), width, 900, language);
    String name = "oidc-" + language + "-" + width + "-";
    page.navigate("/sign-in");
    TestBrowser.look(page, name + "sign-in");
    page.click("form[action='/sign-in/oidc/away'] button");
    assertThat(page.locator("[role=alert]").isVisible()).isTrue();
    TestBrowser.look(page, name + "away");

    page.navigate("/sign-in");
    page.click("form[action='/sign-in/oidc/museum'] button");
    page.waitForURL(issuer.address() + "/login**");
    page.fill("[name=username]", user);
    page.fill("[name=password]", TestIssuer.PASSWORD);
    page.click("button[type=submit]");
    page.waitForURL("**/waiting");
    TestBrowser.look(page, name + "waiting");

    Page keeper = browser.orElseThrow().page(served.address(), width, 900, language);
    keeper.navigate("/sign-in?next=%2Fpeople");
    keeper.fill("[name=login]", "keeper");
    keeper.fill("[name=password]", ServedWorkspace.PASSWORD);
    keeper.keyboard().press("Enter");
    keeper.waitForURL("**/people");
    TestBrowser.look(keeper, name + "newcomers");
    keeper.locator("form[action^='/people/newcomers/'] [value=planner]").check();
    keeper.click("form[action^='/people/newcomers/'] button.primary");
    keeper.waitForURL("**said=newcomer-let-in");
    TestBrowser.look(keeper, name + "let-in");
    keeper.click("tbody th a >> nth=0");
    TestBrowser.look(keeper, name + "person");

    page.click("main a.button");
    page.click("form[action='/sign-in/oidc/museum'] button");
    page.waitForSelector(".self a[href='/me']");
    page.navigate("/me");
    assertThat(page.locator("main").innerText()).contains(user + "@museum");
    TestBrowser.look(page, name + "me");
    page.click("form[action='/sign-out'] button");
    page.waitForURL("**/sign-in");
    page.navigate("/me");
    page.waitForURL("**/sign-in**");
  }
}
