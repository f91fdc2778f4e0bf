package org.cairn.app.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SelectOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.app.TestBrowser;
import org.cairn.app.web.people.ServedWorkspace;
import org.cairn.ledger.Fault;
import org.cairn.register.LedgerCheck;
import org.cairn.register.LedgerRecords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A passkey from the first link to the signature in the ledger, in a real browser. */
class PasskeysInBrowserTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void a_passkey_makes_the_account_signs_in_and_signs() throws Exception {
    Optional<TestBrowser> found = TestBrowser.find();
    assumeTrue(found.isPresent(), "No Chromium in /usr/bin: nothing was opened");
    try (TestBrowser browser = found.get();
        ServedWorkspace served = ServedWorkspace.create(folder.resolve("ws"), Clock.systemUTC())) {
      Page page = browser.page(served.address(), 1280, 900, "en");
      TestBrowser.Authenticator authenticator = TestBrowser.addAuthenticator(page);

      page.navigate(served.people().setUpPath());
      page.fill("[name=organisation]", "Stone Watch");
      page.fill("[name=name]", "Amal Haddad");
      page.fill("[name=login]", "amal");
      page.click("[data-passkey-first]");
      page.waitForURL("**/me");
      assertThat(page.locator("main").innerText()).contains("Passkey", "Set-up link");

      page.click("text=Sign out");
      page.waitForURL("**/sign-in");
      page.click("text=Sign in with a passkey");
      page.waitForURL("**/places");

      page.navigate("/people");
      page.click("main >> text=Amal Haddad");
      page.check("[value=analyst]");
      page.click("main button.primary");
      page.waitForURL("**said=roles*");
      String place = makePlace(page);
      authenticator.setVerified(false);
      addName(page, place);
      authenticator.setVerified(true);
      assess(page, place);
      openCase(page, place);

      page.navigate("/me");
      assertThat(page.locator("main").innerText()).contains("its key is in the ledger");
      page.click("text=Remove");
      page.waitForURL("**said=passkey-last");
      page.fill("[name=password]", ServedWorkspace.PASSWORD);
      page.click("text=Set the password");
      page.waitForURL("**said=password-set");
      page.click("text=Remove");
      page.waitForURL("**said=passkey-removed");

      assertThat(decided(served))
          .containsExactly(
              "person-key added",
              "place passkey alone",
              "contribution node alone",
              "contribution passkey 2 together",
              "contribution passkey 2 together",
              "case passkey 2 together",
              "case passkey 2 together",
              "person-key ended");
      List<Fault> faults = new ArrayList<>();
      LedgerCheck.check(served.workspace(), faults::add);
      assertThat(faults).isEmpty();
      assertThat(browser.complaints()).isEmpty();
    }
  }

  private static String makePlace(Page page) {
    page.navigate("/places/new");
    page.fill("[name=text]", "Invented mill, طاحونة");
    page.click("main button.primary");
    page.waitForURL("**/places/place-*?added=*");
    return page.url().replaceAll(".*(/places/[^?]+).*", "$1");
  }

  /** Whoever closes the browser's question has nothing sent yet, and may let the server sign. */
  private static void addName(Page page, String place) {
    page.navigate(place + "/add/names");
    page.fill("[name=text]", "Old mill");
    page.click("main button.primary");
    page.waitForSelector("[data-sign-node]");
    assertThat(page.url()).endsWith("/add/names");
    page.click("[data-sign-node]");
    page.waitForURL("**/places/place-*?added=*");
  }

  /** Its condition and a change of its use: two records by one form. */
  private static void assess(Page page, String place) {
    page.navigate(place + "/assess");
    page.click("#u-add");
    page.waitForURL("**/assess?kept=1*");
    page.selectOption("#state", new SelectOption().setIndex(2));
    page.selectOption("[id='u0.change']", new SelectOption().setIndex(1));
    page.fill("[id='u0.statement']", "It became a store");
    page.fill("[id='u0.sources']", "https://archive.example/1");
    page.click("button[value=submit]");
    page.waitForURL("**/assessments?added=*");
  }

  private static void openCase(Page page, String place) {
    page.navigate("/cases/add?place=" + place.substring("/places/".length()));
    page.fill("#new-title", "What became of the mill");
    page.fill("#new-kind", "survey");
    page.keyboard().press("Enter");
    page.waitForURL("**/cases/*?sent=opened");
  }

  private static List<String> decided(ServedWorkspace served) throws Exception {
    List<String> decided = new ArrayList<>();
    LedgerRecords.forEach(
        served.workspace(),
        (index, record) -> {
          String type = record.path("type").asString("");
          JsonNode signed = record.path("signed");
          if (type.equals("person-key")) {
            decided.add(type + " " + record.path("change").asString());
          } else if (signed.isObject()) {
            assertThat(record.path("person").asString()).hasSize(24);
            int together = signed.path("together").size();
            decided.add(
                type
                    + " "
                    + signed.path("by").asString()
                    + (together == 0 ? " alone" : " " + together + " together"));
          }
        });
    return decided;
  }
}
