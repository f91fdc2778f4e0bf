package org.cairn.app.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.cairn.app.web.WebServer;
import org.cairn.ledger.witness.Witness;
import org.cairn.register.Workspace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The served log, spoken to in bare HTTP: a client would tidy up a path before it sends it. */
@TestInstance(Lifecycle.PER_CLASS)
class ServedLogTest {
  private static final String BUNDLE = "/log/tile/entries/000.p/1";

  @TempDir private static Path folder = Path.of("");
  private Runnable stopping = () -> {};
  private int port;
  private String checkpoint = "";

  /** What came back, headers in lower case. */
  private record Answer(int status, String headers, String body) {
    String header(String name) {
      return headers
          .lines()
          .filter(line -> line.startsWith(name + ": "))
          .map(line -> line.substring(name.length() + 2))
          .findFirst()
          .orElse("");
    }
  }

  @BeforeAll
  void serve() throws Exception {
    StringWriter told = new StringWriter();
    int exitCode =
        CairnCommand.commandLine(new PrintWriter(told, true), new PrintWriter(told, true))
            .execute(
                "init",
                "--offline",
                folder.resolve("watch").toString(),
                "--origin",
                "example.org/log");
    assertThat(exitCode).as(told.toString()).isZero();
    Workspace workspace = Workspace.at(folder.resolve("watch"));
    checkpoint = Files.readString(workspace.log().resolve("checkpoint"), ISO_8859_1);
    Witness witness = workspace.openWitness(Clock.systemUTC());
    WebServer server = Serving.start(workspace, witness, 0, new PrintWriter(new StringWriter()));
    port = server.port();
    stopping =
        () -> {
          server.close();
          try {
            witness.close();
          } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        };
  }

  @AfterAll
  void stop() {
    stopping.run();
  }

  private Answer ask(String method, String target, String... headers) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      String lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
      String request =
          method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + lines;
      socket.getOutputStream().write((request + "\r\n").getBytes(ISO_8859_1));
      String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      int end = answer.indexOf("\r\n\r\n");
      assertThat(end)
          .as("an answer to " + method + " " + target + ": '" + answer + "'")
          .isPositive();
      return new Answer(
          Integer.parseInt(answer.substring(9, 12)),
          answer.substring(0, end).toLowerCase(java.util.Locale.ROOT),
          answer.substring(end + 4));
    }
  }

  @Test
  void the_checkpoint_is_text_that_is_asked_for_anew_each_time() throws Exception {
    Answer answer = ask("GET", "/log/checkpoint");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(checkpoint);
    assertThat(answer.header("content-type")).isEqualTo("text/plain;charset=utf-8");
    assertThat(answer.header("cache-control")).isEqualTo("no-cache");
    assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
  }

  @Test
  void tiles_and_bundles_are_bytes_that_never_change() throws Exception {
    for (String path : new String[] {"/log/tile/0/000.p/1", BUNDLE}) {
      Answer answer = ask("GET", path);

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("content-type")).isEqualTo("application/octet-stream");
      assertThat(answer.header("cache-control")).isEqualTo("public, max-age=31536000, immutable");
      assertThat(answer.header("content-length")).isEqualTo("" + answer.body().length());
    }
  }

  @Test
  void head_says_the_same_without_the_content() throws Exception {
    for (String path : new String[] {"/log/checkpoint", BUNDLE}) {
      Answer whole = ask("GET", path);
      Answer head = ask("HEAD", path);

      assertThat(head.status()).isEqualTo(200);
      assertThat(head.body()).isEmpty();
      for (String name : new String[] {"content-type", "content-length", "cache-control"}) {
        assertThat(head.header(name)).as(name).isNotEmpty().isEqualTo(whole.header(name));
      }
    }
    assertThat(ask("HEAD", "/log/tile/0/001").status()).isEqualTo(404);
  }

  /** A server may leave Range aside and send the whole (RFC 9110 section 14.2). */
  @ParameterizedTest
  @ValueSource(strings = {"bytes=0-3", "bytes=-5", "bytes=9999999-", "bytes=3-1,,x", "lines=1"})
  void a_range_is_answered_with_the_whole(String range) throws Exception {
    Answer answer = ask("GET", "/log/checkpoint", "Range: " + range);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(checkpoint);
    assertThat(answer.header("accept-ranges")).isEqualTo("none");
    assertThat(answer.header("content-range")).isEmpty();
  }

  @Test
  void what_is_not_there_yet_is_not_remembered_as_absent() throws Exception {
    Answer answer = ask("GET", "/log/tile/0/000");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("cache-control")).isEqualTo("no-cache");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "NONSENSE"})
  void nothing_can_be_done_but_read(String method) throws Exception {
    Answer answer = ask(method, "/log/checkpoint", "Content-Length: 0");

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("allow")).isEqualTo("get, head");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/log",
        "/log/",
        "/log/.",
        "/log/..",
        "/log/../../keys/log.key",
        "/log/%2e%2e/%2e%2e/keys/log.key",
        "/log/%2e%2e%2f%2e%2e%2fkeys%2flog.key",
        "/log/..%2f..%2fkeys/log.key",
        "/log/..%5c..%5ckeys%5clog.key",
        "/log/tile/../checkpoint",
        "/log/./checkpoint",
        "/log//checkpoint",
        "//log/checkpoint",
        "/log/checkpoint/",
        "/log/checkpoint%00",
        "/log/checkpoint%20",
        "/log/checkpoint;x=1",
        "/log/%63heckpoint",
        "/LOG/checkpoint",
        "/log/Checkpoint",
        "/log/tile",
        "/log/tile/",
        "/log/tile/0",
        "/log/tile/0/",
        "/log/tile/0/000.p",
        "/log/tile/0/000.p/",
        "/log/tile/0/000.p/0",
        "/log/tile/0/000.p/01",
        "/log/tile/0/000.p/256",
        "/log/tile/0/000.p%2f1",
        "/log/tile%2f0%2f000.p%2f1",
        "/log/tile/00/000.p/1",
        "/log/tile/0/x000/000.p/1",
        "/log/tile/0/x000/x000/x000/x000/x000/x000/x000/000",
        "/log/tile/-1/000",
        "/log/tile/64/000",
        "/log/tile/entries/../0/000.p/1",
        "/log/etc/passwd",
        "/etc/passwd",
        "/keys/log.key",
        "/ledger/state/lock",
        "/cairn.yaml",
        "checkpoint",
        "*",
        "/log/%zz",
        "/log/checkpoint%"
      })
  void no_other_path_names_a_file(String target) throws Exception {
    Answer answer = ask("GET", target);

    assertThat(answer.status()).isIn(400, 404);
    assertThat(answer.body()).doesNotContain("PRIVATE").doesNotContain("example.org");
    assertThat(ask("GET", "/log/checkpoint").body()).isEqualTo(checkpoint);
  }

  @Test
  void a_query_changes_nothing() throws Exception {
    assertThat(ask("GET", "/log/checkpoint?again=1").body()).isEqualTo(checkpoint);
  }
}
