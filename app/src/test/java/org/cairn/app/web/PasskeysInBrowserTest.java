package org.cairn.app.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cairn.app.web.people.JtesignGenerated;
import org.cairn.app.web.people.ServedWorkspace;
import org.cairn.app.web.people.Signer;
import org.cairn.app.web.people.TestBrowser;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.register.Draft;
import org.cairn.register.LedgerCheck;
import org.cairn.register.LedgerRecords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A passkey from the first link to the signature in the ledger, in a real browser. */
class PasskeysInBrowserTest {
  @TempDir private Path folder = Path.of("");

  /** A feature whose form is signed. */
  static final class Deciding {
    private final Signer signer;
    private final Desk desk;

    Deciding(Signer signer, Desk desk) {
      this.signer = signer;
      this.desk = desk;
    }

    @Needs(Right.ADMINISTER)
    public Answer form(Frame frame) {
      return Answer.html(
          frame,
          (output, forms) -> {
            output.writeContent("<!DOCTYPE html><html lang=en><title>Decide</title><main>");
            output.writeContent("<form method=post action=/decide data-sign>");
            output.writeContent(
                "<input type=hidden name=_csrf value='" + frame.csrf() + "'><input name=note>");
            output.writeContent("<button name=verdict value=damage>Damage</button>");
            JtesignGenerated.render(output, forms, frame);
            output.writeContent("</form></main>");
          });
    }

    @Needs(Right.ADMINISTER)
    public Answer decide(Frame frame, HttpServletRequest request)
        throws IOException, RefusedException {
      ObjectNode record =
          JsonNodeFactory.instance
              .objectNode()
              .put("type", "test-verdict")
              .put("verdict", request.getParameter("verdict"))
              .put("note", request.getParameter("note"));
      return switch (signer.sign(frame, request, new Draft(record, Set.of("note"), 3))) {
        case Signer.Ask ask -> ask.answer();
        case Signer.Signed signed -> {
          desk.write(writer -> writer.append(List.of(signed.draft())));
          yield Answer.see("/me");
        }
      };
    }
  }

  private static void register(WebServer server) throws Exception {
    RequestMappingHandlerMapping mapping = server.part(RequestMappingHandlerMapping.class);
    Deciding deciding = new Deciding(server.part(Signer.class), server.part(Desk.class));
    var config = mapping.getBuilderConfiguration();
    mapping.registerMapping(
        RequestMappingInfo.paths("/decide").methods(RequestMethod.GET).options(config).build(),
        deciding,
        Deciding.class.getMethod("form", Frame.class));
    mapping.registerMapping(
        RequestMappingInfo.paths("/decide").methods(RequestMethod.POST).options(config).build(),
        deciding,
        Deciding.class.getMethod("decide", Frame.class, HttpServletRequest.class));
  }

  @Test
  void a_passkey_makes_the_account_signs_in_and_signs() throws Exception {
    Optional<TestBrowser> found = TestBrowser.find();
    assumeTrue(found.isPresent(), "No Chromium in /usr/bin: nothing was opened");
    try (TestBrowser browser = found.get();
        ServedWorkspace served = ServedWorkspace.create(folder.resolve("ws"), Clock.systemUTC())) {
      register(served.server());
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

      decide(page, "first note, أول");
      page.waitForURL("**/me");
      authenticator.setVerified(false);
      decide(page, "second note");
      page.waitForSelector("[data-sign-node]");
      assertThat(page.url()).endsWith("/decide");
      page.click("[data-sign-node]");
      page.waitForURL("**/me");
      authenticator.setVerified(true);
      page.navigate("/decide");
      page.fill("[name=note]", "third note");
      page.keyboard().press("Enter");
      page.waitForURL("**/me");

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
              "test-verdict passkey damage first note, أول",
              "test-verdict node damage second note",
              "test-verdict passkey damage third note",
              "person-key ended");
      List<Fault> faults = new ArrayList<>();
      LedgerCheck.check(served.workspace(), faults::add);
      assertThat(faults).isEmpty();
      assertThat(browser.complaints()).isEmpty();
    }
  }

  private static void decide(Page page, String note) {
    page.navigate("/decide");
    page.fill("[name=note]", note);
    page.click("text=Damage");
  }

  private static List<String> decided(ServedWorkspace served) throws Exception {
    List<String> decided = new ArrayList<>();
    LedgerRecords.forEach(
        served.workspace(),
        (index, record) -> {
          String type = record.path("type").asString("");
          if (type.equals("person-key")) {
            decided.add(type + " " + record.path("change").asString());
          } else if (type.equals("test-verdict")) {
            assertThat(record.path("organisation").asString()).isEqualTo("stone-watch");
            assertThat(record.path("person").asString()).hasSize(24);
            decided.add(
                String.join(
                    " ",
                    type,
                    record.path("signed").path("by").asString(),
                    record.path("verdict").asString("none"),
                    record.path("note").asString()));
          }
        });
    return decided;
  }
}
