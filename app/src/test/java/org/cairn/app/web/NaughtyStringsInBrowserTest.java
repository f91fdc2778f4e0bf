package org.cairn.app.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cairn.app.SharedData;
import org.cairn.app.TestBrowser;
import org.cairn.app.web.casework.Teams;
import org.cairn.app.web.people.HttpVisitor;
import org.cairn.app.web.people.ServedWorkspace;
import org.cairn.app.web.review.ReviewNode;
import org.cairn.ledger.Fault;
import org.cairn.register.LedgerCheck;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Strings that break programs, through every form, in a real browser. A string that becomes more
 * than text is found by what no page of ours has: scripts in the page, attributes that run them,
 * frames, links that are scripts. {@code -Dcairn.naughty=all} puts every string through every form.
 */
class NaughtyStringsInBrowserTest {
  /** Strings in a field of several lines. */
  private static final int LINES = 20;

  private static final int FEW_ROUNDS = 1;

  /** What the browser tells of itself, and of a day that is none. */
  private static final Pattern OWN_NEWS =
      Pattern.compile("GL Driver Message|does not conform to the required format");

  /** Of each form its number, name, and the kinds of fields that a person types into. */
  private static final String FORMS =
      """
      () => [...document.forms].map((form, index) => {
        const typed = [...form.elements]
          .filter(e => e.matches('textarea, input:not([type=hidden], [type=checkbox], [type=radio], [type=submit])'));
        return [
          index,
          new URL(form.action).pathname + ' ' + typed.map(e => e.name).join(' '),
          typed.map(e => e.tagName === 'TEXTAREA' ? 'lines' : 'line').join(' '),
        ].join('|');
      })
      """;

  /** Sends a form as it is, past what the browser itself would refuse. */
  private static final String SEND =
      """
      ([index, texts]) => {
        const form = document.forms[index];
        [...form.elements]
          .filter(e => e.matches('textarea, input:not([type=hidden], [type=checkbox], [type=radio], [type=submit])'))
          .forEach((e, i) => { if (e.type === 'date') e.type = 'text'; e.value = texts[i]; });
        const button = form.querySelector('button.primary[name]');
        if (button) {
          const pressed = document.createElement('input');
          pressed.type = 'hidden';
          pressed.name = button.name;
          pressed.value = button.value;
          form.append(pressed);
        }
        HTMLFormElement.prototype.submit.call(form);
      }
      """;

  /** What came of text that was more. */
  private static final String FOREIGN =
      """
      () => {
        const found = [];
        for (const e of document.querySelectorAll('*')) {
          for (const a of e.attributes) {
            if (a.name.startsWith('on')) found.push(e.outerHTML.slice(0, 200));
            if (/^(href|src|action|formaction)$/.test(a.name) && /^\\s*(javascript|vbscript|data:text)/i.test(a.value))
              found.push(e.outerHTML.slice(0, 200));
          }
          if (e.matches('iframe, object, embed, base, marquee, plaintext, xmp, style')) found.push(e.outerHTML.slice(0, 200));
          if (e.matches('script') && !e.src && e.type !== 'application/json') found.push(e.outerHTML.slice(0, 200));
          if (e.matches('img') && new URL(e.src, location).origin !== location.origin) found.push(e.outerHTML);
        }
        return found;
      }
      """;

  @TempDir private Path folder = Path.of("");

  private final List<String> strings = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();
  private final Set<String> sent = new TreeSet<>();
  private int next;

  /**
   * A page with forms.
   *
   * @param path made anew for each visit: links of one use are used up
   */
  private record Visit(Page page, Callable<String> path) {}

  /**
   * A form of a page.
   *
   * @param index among the page's
   * @param name its address and the names of its fields
   * @param fields {@code line} or {@code lines}, each
   */
  private record Form(int index, String name, List<String> fields) {
    static List<Form> of(Page page) {
      List<Form> forms = new ArrayList<>();
      for (Object one : (List<?>) page.evaluate(FORMS)) {
        String[] parts = String.valueOf(one).split("\\|", 3);
        if (!parts[2].isEmpty()) {
          forms.add(new Form(Integer.parseInt(parts[0]), parts[1], List.of(parts[2].split(" "))));
        }
      }
      return forms;
    }
  }

  @Test
  void are_text_in_every_form_and_on_every_page() throws Exception {
    JsonNode list =
        JsonMapper.shared()
            .readTree(
                SharedData.folder().resolve("data/vectors/naughty-strings/blns.json").toFile());
    list.forEach(each -> strings.add(each.stringValue()));
    Optional<TestBrowser> found = TestBrowser.find();
    assumeTrue(found.isPresent(), "No Chromium in /usr/bin: nothing was opened");
    try (TestBrowser browser = found.get();
        ServedWorkspace served = ServedWorkspace.create(folder.resolve("ws"), Clock.systemUTC())) {
      ReviewNode.watch(served.workspace(), Clock.systemUTC());
      String setUp = served.people().setUpPath();
      HttpVisitor visitor = served.signedIn("amal", "Stone Watch", Role.values());
      String opened = Teams.open(visitor, "A case", "place", "well");
      Page signedIn = page(browser, served, Optional.of(visitor));
      Page stranger = page(browser, served, Optional.empty());
      String own =
          visitor.get("/people").body().replaceAll("(?s).*?(/people/[a-z0-9]{24}).*", "$1");

      List<Visit> visits = new ArrayList<>();
      for (String path :
          List.of(
              "/places",
              "/places/new",
              "/places/well/add/names",
              "/places/well/add/types",
              "/places/well/add/links",
              "/places/well/add/descriptions",
              "/places/well/add/geometries",
              "/places/well/assess",
              "/cases/add?place=well",
              opened,
              "/review",
              "/review/" + ReviewNode.WELL,
              "/me",
              "/me/second-factor",
              "/people",
              own)) {
        visits.add(new Visit(signedIn, () -> path));
      }
      visits.add(new Visit(stranger, () -> setUp));
      visits.add(new Visit(stranger, () -> "/sign-in"));
      visits.add(
          new Visit(
              stranger,
              () ->
                  served
                      .people()
                      .invitationPath(
                          served.people().listOrganisations().getFirst(), Set.of(Role.ANALYST))));
      boolean all = System.getProperty("cairn.naughty", "").equals("all");
      for (Visit visit : visits) {
        go(visit, all);
      }

      for (String path :
          List.of(
              "/places", "/places/well", "/places/well/assessments", "/cases", opened, "/people")) {
        for (String language : List.of("en", "ar")) {
          look(signedIn, signedIn.navigate(path + "?lang=" + language));
        }
      }
      assertThat(wrong).isEmpty();
      assertThat(browser.complaints().stream().filter(said -> !OWN_NEWS.matcher(said).find()))
          .isEmpty();
      assertThat(
              sent.stream().map(name -> name.split(" ")[0].replaceAll("/[^/]*[0-9@][^/]*", "/_")))
          .contains(
              "/cases/add",
              "/cases/_/sources",
              "/cases/_/tasks",
              "/cases/_/comments",
              "/cases/_/status",
              "/cases/_/title",
              "/cases/_/publications",
              "/me",
              "/me/password",
              "/people/organisations",
              "/places",
              "/places/new",
              "/places/well/assess",
              "/places/well/add/names",
              "/review",
              "/review/_",
              "/sign-in");
      List<Fault> faults = new ArrayList<>();
      LedgerCheck.check(served.workspace(), faults::add);
      assertThat(faults).isEmpty();
    }
  }

  private Page page(TestBrowser browser, ServedWorkspace served, Optional<HttpVisitor> visitor) {
    Page page = browser.page(served.address(), 1280, 900, "en");
    visitor
        .flatMap(HttpVisitor::session)
        .ifPresent(session ->
            page.context()
                .addCookies(List.of(new Cookie("cairn", session).setUrl(served.address()))));
    page.onDialog(dialog -> {
      wrong.add("a window said: " + dialog.message());
      dialog.dismiss();
    });
    return page;
  }

  private void go(Visit visit, boolean all) throws Exception {
    Page page = visit.page();
    Response shown = page.navigate(visit.path().call());
    if (shown.status() != 200) {
      wrong.add(page.url() + ": " + status(shown) + " " + page.innerText("body"));
    }
    for (Form form : Form.of(page)) {
      if (!sent.add(form.name())) {
        continue;
      }
      int fields = form.fields().size();
      int rounds = all ? (strings.size() + fields - 1) / fields : FEW_ROUNDS;
      for (int round = 0; round < rounds; round++) {
        page.navigate(visit.path().call());
        if (!Form.of(page).contains(form)) {
          break; // A link of one use that was used.
        }
        send(page, form);
      }
    }
  }

  private void send(Page page, Form form) {
    List<String> texts =
        form.fields().stream().map(kind -> kind.equals("lines") ? lines() : string()).toList();
    String from = page.url();
    Response response =
        page.waitForNavigation(() -> page.evaluate(SEND, List.of(form.index(), texts)));
    if (response == null || response.status() >= 500) {
      wrong.add("%s, form %s: %s for %s".formatted(from, form.name(), status(response), texts));
    }
    look(page, response);
  }

  private static String status(@Nullable Response response) {
    return response == null ? "no answer" : "status " + response.status();
  }

  private void look(Page page, @Nullable Response response) {
    for (Object foreign : (List<?>) page.evaluate(FOREIGN)) {
      wrong.add("%s (%s) has %s".formatted(page.url(), status(response), foreign));
    }
  }

  private String string() {
    return strings.get(next++ % strings.size());
  }

  private String lines() {
    List<String> some = new ArrayList<>();
    for (int i = 0; i < LINES; i++) {
      some.add(string());
    }
    return some.stream().collect(Collectors.joining("\n"));
  }
}
