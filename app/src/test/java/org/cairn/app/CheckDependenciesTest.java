package org.cairn.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The question that CI asks about vulnerabilities, to a server that answers as OSV does. */
class CheckDependenciesTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 29);
  private static final String BOM =
      """
      {"components": [{"purl": "pkg:maven/org.example/sound@1"},
                      {"purl": "pkg:maven/org.example/holed@2"}]}
      """;
  private static final String ONE =
      "{\"results\": [{}, {\"vulns\": [{\"id\": \"GHSA-aaaa\", \"modified\": \"2026-01-01\"}]}]}";

  @TempDir static Path folder;

  private static HttpServer osv;
  private static Method run;
  private static final List<String> ASKED = new CopyOnWriteArrayList<>();
  private static final List<String> ANSWERS = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    Path source = Path.of("src/build/java/CheckDependencies.java");
    int compiled =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(
                System.out,
                System.err,
                "-proc:none",
                "-d",
                folder.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                source.toString());
    assertThat(compiled).isZero();
    // Stays open as long as what was loaded of it is used.
    URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()});
    run =
        loader
            .loadClass("CheckDependencies")
            .getMethod("run", Path.class, Path.class, URI.class, LocalDate.class, Appendable.class);
    osv = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    osv.createContext(
        "/v1/querybatch",
        exchange -> {
          ASKED.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          String answer = ANSWERS.isEmpty() ? "" : ANSWERS.removeFirst();
          byte[] body = answer.getBytes(UTF_8);
          exchange.sendResponseHeaders(
              answer.isEmpty() ? 503 : 200, body.length == 0 ? -1 : body.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    osv.start();
  }

  @AfterAll
  static void stop() {
    osv.stop(0);
  }

  private record Outcome(int exitCode, String said) {}

  private static Outcome check(String accepted, String looked, String... answers) throws Exception {
    return check(
        URI.create("http://localhost:" + osv.getAddress().getPort()), accepted, looked, answers);
  }

  private static Outcome check(URI server, String accepted, String looked, String... answers)
      throws Exception {
    ANSWERS.clear();
    ANSWERS.addAll(List.of(answers));
    ASKED.clear();
    Path bom = Files.writeString(folder.resolve("bom.json"), BOM);
    Files.writeString(folder.resolve("vulnerabilities.allow"), "# head\n" + accepted);
    Files.writeString(
        folder.resolve("dependencies.allow"),
        "pkg:maven/org.example/sound@1 | MIT | " + looked + " | a test\n");
    StringBuilder said = new StringBuilder();
    int exitCode = (int) run.invoke(null, bom, folder, server, TODAY, said);
    return new Outcome(exitCode, said.toString());
  }

  @Test
  void asks_about_every_part_and_is_content_where_nothing_is_known() throws Exception {
    Outcome outcome = check("", "2026-11-01", "{\"results\": [{}, {}]}");
    assertThat(outcome.exitCode()).as(outcome.said()).isZero();
    assertThat(ASKED)
        .singleElement()
        .asString()
        .contains("pkg:maven/org.example/sound@1", "pkg:maven/org.example/holed@2");
  }

  @Test
  void fails_on_what_is_known_and_says_where_to_read_of_it() throws Exception {
    Outcome outcome = check("", "2026-11-01", ONE);
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.said())
        .contains("VULNERABLE: GHSA-aaaa pkg:maven/org.example/holed@2")
        .contains("https://osv.dev/vulnerability/GHSA-aaaa");
  }

  @Test
  void accepts_what_is_listed_until_its_day_and_no_longer() throws Exception {
    String entry = "GHSA-aaaa | pkg:maven/org.example/holed@2 | %s | not called here\n";
    assertThat(check(entry.formatted(TODAY), "2026-11-01", ONE).exitCode()).isZero();
    Outcome over = check(entry.formatted(TODAY.minusDays(1)), "2026-11-01", ONE);
    assertThat(over.exitCode()).isEqualTo(1);
    assertThat(over.said()).contains("accepted until 2026-11-28 only");
  }

  @Test
  void tells_an_entry_that_nothing_needs_any_more() throws Exception {
    Outcome outcome =
        check(
            "GHSA-gone | pkg:maven/org.example/holed@2 | 2027-01-01 | x\n",
            "2026-11-01",
            "{\"results\": [{}, {}]}");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.said()).contains("no longer needed", "GHSA-gone");
  }

  @Test
  void reads_answers_to_their_last_page() throws Exception {
    Outcome outcome =
        check(
            "",
            "2026-11-01",
            "{\"results\": [{}, {\"next_page_token\": \"two\"}]}",
            "{\"results\": [{\"vulns\": [{\"id\": \"GHSA-late\"}]}]}");
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.said()).contains("GHSA-late pkg:maven/org.example/holed@2");
    assertThat(ASKED.getLast()).contains("\"page_token\":\"two\"").doesNotContain("sound");
  }

  @Test
  void says_plainly_that_it_could_not_ask() throws Exception {
    for (String answer : List.of("", "<html>", "{\"results\": [{}]}")) {
      Outcome outcome = check("", "2026-11-01", answer);
      assertThat(outcome.exitCode()).as(answer).isEqualTo(2);
      assertThat(outcome.said()).contains("NOT CHECKED", "Nothing is known");
    }
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI nobody = URI.create("http://localhost:" + closed.getLocalPort());
      closed.close();
      assertThat(check(nobody, "", "2026-11-01").exitCode()).isEqualTo(2);
    }
  }

  @Test
  void tells_what_was_looked_at_long_ago_and_fails_after_two_years() throws Exception {
    String nothing = "{\"results\": [{}, {}]}";
    Outcome aYear = check("", "2025-11-01", nothing);
    assertThat(aYear.exitCode()).isZero();
    assertThat(aYear.said()).contains("long ago: pkg:maven/org.example/sound@1");
    assertThat(check("", "2024-11-01", nothing).exitCode()).isEqualTo(1);
    assertThat(check("", "2024-11-01", "").exitCode()).as("asked or not").isEqualTo(1);
  }
}
