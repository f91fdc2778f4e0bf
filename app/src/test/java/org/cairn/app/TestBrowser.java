package org.cairn.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Debian's Chromium for tests; keeps what pages complained of, and which hosts they asked. */
public final class TestBrowser implements AutoCloseable {
  /** Of axe-core, where development dependencies were installed. */
  public static final Path AXE = Path.of("node_modules", "axe-core", "axe.min.js");

  /** Where pictures are put for who looks at them. */
  public static final Path SCREENSHOTS = Path.of("target", "screenshots");

  private static final List<String> QUIET =
      List.of(
          "--no-sandbox",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--disable-gpu-rasterization",
          "--disable-extensions");

  private static final List<String> WITHOUT_GPU = List.of("--disable-gpu");
  private static final List<String> WEB_GL =
      List.of("--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader");

  private final Playwright playwright;
  private final Browser browser;
  private final List<String> complaints = new ArrayList<>();

  private TestBrowser(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /** The one without windows where it is there; empty where there is no Chromium. */
  public static Optional<TestBrowser> find() {
    return find(WITHOUT_GPU);
  }

  /** One that draws maps, by its processor. */
  public static Optional<TestBrowser> findWithWebGl() {
    return find(WEB_GL);
  }

  private static Optional<TestBrowser> find(List<String> drawing) {
    return Stream.of("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
        .map(name -> Path.of("/usr/bin", name))
        .filter(Files::isExecutable)
        .findFirst()
        .map(chromium -> start(chromium, Stream.concat(QUIET.stream(), drawing.stream()).toList()));
  }

  private static TestBrowser start(Path chromium, List<String> flags) {
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    Browser browser =
        playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions().setExecutablePath(chromium).setArgs(flags));
    return new TestBrowser(playwright, browser);
  }

  /** A profile of its own, for tests that look at what its pages do in their own way. */
  public BrowserContext newContext(Browser.NewContextOptions options) {
    return browser.newContext(options);
  }

  /** A page in a profile of its own. */
  public Page page(String address, int width, int height, String language) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setBaseURL(address)
                .setViewportSize(width, height)
                .setLocale(language));
    Page page = context.newPage();
    page.setDefaultTimeout(15_000);
    page.onConsoleMessage(message -> {
      // A browser complains by itself of each answer that is not a success, as of a form refused.
      if (!message.text().startsWith("Failed to load resource")) {
        complaints.add(message.text());
      }
    });
    page.onPageError(complaints::add);
    page.onRequest(request -> {
      if (!request.url().startsWith(address) && !request.url().startsWith("data:")) {
        complaints.add("asked " + request.url());
      }
    });
    return page;
  }

  /** What no page of a test should have caused. */
  public List<String> complaints() {
    return List.copyOf(complaints);
  }

  /**
   * A virtual authenticator.
   *
   * @param session of the page's browser
   */
  public record Authenticator(CDPSession session, String id) {
    /** Whether it knows its owner from now on, by a finger or a number. */
    public void setVerified(boolean verified) {
      JsonObject parameters = new JsonObject();
      parameters.addProperty("authenticatorId", id);
      parameters.addProperty("isUserVerified", verified);
      session.send("WebAuthn.setUserVerified", parameters);
    }
  }

  /** One that keeps passkeys and verifies its owner. */
  public static Authenticator addAuthenticator(Page page) {
    CDPSession session = page.context().newCDPSession(page);
    session.send("WebAuthn.enable");
    JsonObject options = new JsonObject();
    options.addProperty("protocol", "ctap2");
    options.addProperty("transport", "internal");
    options.addProperty("hasResidentKey", true);
    options.addProperty("hasUserVerification", true);
    options.addProperty("isUserVerified", true);
    options.addProperty("automaticPresenceSimulation", true);
    JsonObject parameters = new JsonObject();
    parameters.add("options", options);
    JsonObject made = session.send("WebAuthn.addVirtualAuthenticator", parameters);
    return new Authenticator(session, made.get("authenticatorId").getAsString());
  }

  /** Takes a picture for who looks at them, and has axe look, where that is installed. */
  public static void look(Page page, String name) throws IOException {
    Files.createDirectories(SCREENSHOTS);
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")).setFullPage(true));
    assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
        .as("%s fits its width", name)
        .isTrue();
    if (Files.exists(AXE)) {
      page.evaluate(Files.readString(AXE));
      Object violations =
          page.evaluate(
              "axe.run({resultTypes: ['violations']}).then(r => r.violations.map(v => v.id + ' '"
                  + " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | ')))");
      assertThat((List<?>) violations).as(name).isEmpty();
    }
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
