package org.cairn.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cairn.app.node.BackgroundTask;
import org.cairn.app.web.WebServer;
import org.cairn.ledger.note.VerifierKey;
import org.cairn.ledger.peer.ForkProof;
import org.cairn.ledger.witness.Witness;
import org.cairn.register.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Institutions looking at each other: {@code cairn ledger peers}, {@code scrub} and serving. */
@Timeout(180)
class PeersServedTest {
  @TempDir private Path folder = Path.of("");

  private final List<AutoCloseable> open = new ArrayList<>();
  private String logKey = "";

  /** What one run of the command line gave. */
  private record Run(int exitCode, String out, String err) {
    JsonNode json() {
      return JsonMapper.shared().readTree(out);
    }
  }

  private static Run cairn(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        CairnCommand.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
            .execute(arguments);
    return new Run(exitCode, out.toString(), err.toString());
  }

  private String at(String workspace) {
    return folder.resolve(workspace).toString();
  }

  private Run ledger(String workspace, String... verb) {
    List<String> all = new ArrayList<>(List.of("ledger"));
    all.addAll(List.of(verb));
    all.addAll(List.of("--workspace", at(workspace)));
    return cairn(all.toArray(new String[0]));
  }

  /** One institution with a log, one that watches it. */
  @BeforeEach
  void create() {
    assertThat(cairn("init", "--offline", at("one"), "--origin", "one.example/log").exitCode())
        .isZero();
    assertThat(cairn("init", "--offline", at("two"), "--origin", "two.example/log").exitCode())
        .isZero();
    logKey = ledger("one", "key").out().strip();
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
  }

  private void copy(String from, String to) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve(from))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path target = folder.resolve(to).resolve(folder.resolve(from).relativize(file).toString());
        Files.copy(file, target);
      }
    }
  }

  /** A copy whose next entry is another one, even in the same second. */
  private void fork(String from, String to) throws Exception {
    copy(from, to);
    Workspace.at(folder.resolve(to)).blobs().put(new byte[] {1});
  }

  /** Serves a workspace as {@code cairn serve} does, without what that does beside. */
  private String serve(String workspace) throws Exception {
    Workspace served = Workspace.at(folder.resolve(workspace));
    Witness witness = served.openWitness(Clock.systemUTC());
    open.add(witness);
    WebServer server = Serving.start(served, witness, 0, new PrintWriter(Writer.nullWriter()));
    open.add(server::close);
    return "http://localhost:" + server.port();
  }

  private void settings(String workspace, String yaml) throws IOException {
    Files.writeString(folder.resolve(workspace).resolve("cairn.yaml"), yaml);
  }

  private String logsOf(String... addresses) {
    StringBuilder yaml = new StringBuilder("logs:\n");
    for (String address : addresses) {
      yaml.append("  - key: " + logKey + "\n    url: " + address + "/log\n");
    }
    return yaml.toString();
  }

  /** Grows by an entry: a scrub writes one. */
  private void grow(String workspace) {
    assertThat(ledger(workspace, "scrub").exitCode()).isZero();
  }

  @Test
  void a_peer_is_seen_followed_and_told_when_it_is_gone() throws Exception {
    assertThat(ledger("two", "peers").err()).contains("No log with an address");
    settings("two", logsOf(serve("one")));
    Run first = ledger("two", "peers");
    assertThat(first.exitCode()).as(first.out() + first.err()).isZero();
    assertThat(first.out()).contains("one.example/log at http").contains("size 1, seen for the");
    grow("one");
    JsonNode json = ledger("two", "peers", "--json").json().path("peers").path(0);
    assertThat(json.path("size").asInt()).isEqualTo(2);
    assertThat(json.path("known").asInt()).isEqualTo(1);
    closeAll();
    open.clear();
    Run gone = ledger("two", "peers");
    assertThat(gone.exitCode()).isEqualTo(1);
    assertThat(gone.out()).contains("peer-unreachable");
  }

  @Test
  void two_servers_one_key_and_two_histories_raise_an_alarm_in_one_poll() throws Exception {
    fork("one", "fork");
    grow("one");
    grow("fork");
    grow("fork");
    settings("two", logsOf(serve("one"), serve("fork")));
    Run run = ledger("two", "peers", "--json");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("*** ALARM *** peer-fork");
    Path file = Path.of(run.json().path("peers").path(1).path("file").asString());
    ForkProof.Shown shown =
        ForkProof.parse(Files.readAllBytes(file)).verify(List.of(VerifierKey.parse(logKey)));
    assertThat(shown.origin()).isEqualTo("one.example/log");

    Run checked = cairn("ledger", "fork", file.toString(), "--key", logKey);
    assertThat(checked.exitCode()).isZero();
    assertThat(checked.out()).startsWith("Proven: log 'one.example/log' signed two histories");
    String other = ledger("two", "key").out().strip();
    Run unproven = cairn("ledger", "fork", file.toString(), "--key", other, "--json");
    assertThat(unproven.exitCode()).isEqualTo(1);
    assertThat(unproven.json().path("code").asString()).isEqualTo("compare-signature");
  }

  @Test
  void the_own_log_is_compared_with_what_a_witness_has_cosigned() throws Exception {
    fork("one", "backup");
    grow("one");
    settings("two", "logs:\n  - " + logKey + "\n");
    String witness = ledger("two", "key", "--witness").out().strip();
    String yaml =
        "witnesses:\n  - name: two\n    key: "
            + witness
            + "\n    url: "
            + serve("two")
            + "/witness\n";
    settings("one", yaml);
    Run before = ledger("one", "peers");
    assertThat(before.exitCode()).isEqualTo(1);
    assertThat(ledger("one", "cosign").exitCode()).isZero();
    assertThat(ledger("one", "peers").exitCode()).isZero();

    settings("backup", yaml);
    Run behind = ledger("backup", "peers");
    assertThat(behind.exitCode()).isEqualTo(3);
    assertThat(behind.err()).contains("own-log-behind");
    grow("backup");
    grow("backup");
    Run refused = ledger("backup", "cosign");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.out()).contains("answered 422");
    Run fork = ledger("backup", "peers");
    assertThat(fork.exitCode()).isEqualTo(3);
    assertThat(fork.err()).contains("own-log-fork");
  }

  /** Counts down when a text has been printed. */
  private static PrintWriter until(String text, CountDownLatch seen, StringWriter all) {
    return new PrintWriter(
        new Writer() {
          @Override
          public void write(char[] buffer, int offset, int length) {
            all.write(buffer, offset, length);
            if (all.toString().contains(text)) {
              seen.countDown();
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        },
        true);
  }

  @Test
  void a_server_raises_the_alarm_by_itself_and_repairs_what_it_finds() throws Exception {
    fork("one", "fork");
    grow("one");
    grow("fork");
    grow("fork");
    settings("two", logsOf(serve("one")));
    assertThat(ledger("two", "peers").exitCode()).isZero();
    Path log = folder.resolve("two/ledger/log");
    copy("two/ledger", "mirror");
    Files.delete(log.resolve("tile/0/000.p/1"));
    settings(
        "two",
        logsOf(serve("fork")) + "mirrors:\n  - name: second disk\n    folder: ../mirror/log\n");
    StringWriter err = new StringWriter();
    CountDownLatch alarm = new CountDownLatch(1);
    CountDownLatch repaired = new CountDownLatch(1);
    Workspace two = Workspace.at(folder.resolve("two"));
    PrintWriter alarms = until("*** ALARM *** peer-fork", alarm, err);
    try (BackgroundTask peers =
            new BackgroundTask(
                "peers", Duration.ofMillis(50), () -> PeersCommand.round(two, alarms), alarms);
        BackgroundTask scrub =
            new BackgroundTask(
                "scrub",
                Duration.ofHours(1),
                () -> {
                  ScrubCommand.round(two, alarms);
                  repaired.countDown();
                },
                alarms)) {
      assertThat(alarm.await(60, TimeUnit.SECONDS)).as(err.toString()).isTrue();
      assertThat(repaired.await(60, TimeUnit.SECONDS)).as(err.toString()).isTrue();
    }
    assertThat(err.toString()).contains("repaired: tile/0/000.p/1 from ");
    assertThat(ledger("two", "verify").exitCode()).isZero();
  }

  @Test
  void a_round_that_fails_is_told_and_the_next_one_comes() throws Exception {
    CountDownLatch rounds = new CountDownLatch(3);
    StringWriter err = new StringWriter();
    try (BackgroundTask task =
        new BackgroundTask(
            "trying",
            Duration.ofMillis(1),
            () -> {
              rounds.countDown();
              throw new FileSystemException("ledger", null, "the disk is away");
            },
            new PrintWriter(err, true))) {
      assertThat(rounds.await(60, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(err.toString())
        .contains("cairn: trying: java.nio.file.FileSystemException 'ledger': the disk is away");
  }

  @Test
  void scrub_says_what_is_left_and_what_it_was_given_wrongly() throws Exception {
    Files.delete(folder.resolve("one/ledger/log/tile/entries/000.p/1"));
    Run left = ledger("one", "scrub", "--json");
    assertThat(left.exitCode()).isEqualTo(3);
    assertThat(ledger("one", "scrub", "--from", at("nowhere")).exitCode()).isEqualTo(2);
    settings("one", "logs:\n  - key: " + logKey + "\n    url: ftp://one.example/log\n");
    assertThat(ledger("one", "peers").exitCode()).isEqualTo(2);
    settings("one", "mirrors:\n  - second disk\n");
    assertThat(ledger("one", "scrub").exitCode()).isEqualTo(2);
  }
}
