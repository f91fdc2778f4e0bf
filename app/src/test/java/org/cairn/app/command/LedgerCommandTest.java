package org.cairn.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.cairn.app.web.WebServer;
import org.cairn.ledger.note.SignedNote;
import org.cairn.ledger.note.TlogProof;
import org.cairn.ledger.note.TrustPolicy;
import org.cairn.ledger.note.VerifierKey;
import org.cairn.ledger.witness.Witness;
import org.cairn.register.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code cairn init}, {@code cairn ledger …} and the served log, as a user has them. */
class LedgerCommandTest {
  @TempDir private Path folder = Path.of("");

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

  private Run ledger(String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "ledger";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[all.length - 2] = "--workspace";
    all[all.length - 1] = folder.resolve("watch").toString();
    return cairn(all);
  }

  private VerifierKey init() throws Exception {
    Run run =
        cairn(
            "init", "--offline", folder.resolve("watch").toString(), "--origin", "example.org/log");
    assertThat(run.exitCode()).as(run.err()).isZero();
    return VerifierKey.parse(run.out().strip());
  }

  @Test
  void a_new_workspace_prints_its_key_and_verifies() throws Exception {
    VerifierKey key = init();

    assertThat(key.name()).isEqualTo("example.org/log");
    assertThat(ledger("key").out().strip()).isEqualTo(key.text());
    Run verified = ledger("verify");
    assertThat(verified.exitCode()).as(verified.out() + verified.err()).isZero();
    assertThat(verified.err()).contains("1 entries, 0 blobs: all holds.");
    JsonNode json = ledger("verify", "--json").json();
    assertThat(json.path("holds").asBoolean()).isTrue();
    assertThat(json.path("size").asLong()).isEqualTo(1);
  }

  @Test
  void the_checkpoint_is_printed_byte_for_byte() throws Exception {
    VerifierKey key = init();
    String printed = ledger("checkpoint").out();

    assertThat(printed).isEqualTo(Files.readString(folder.resolve("watch/ledger/log/checkpoint")));
    SignedNote note = SignedNote.parse(printed.getBytes(UTF_8));
    assertThat(note.verify(List.of(key))).hasSize(1);
  }

  @Test
  void a_proof_and_its_entry_stand_alone() throws Exception {
    VerifierKey key = init();
    Path proof = folder.resolve("first.tlog-proof");
    Run run = ledger("prove", "0", "--out", proof.toString(), "--json");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.json().path("entry").asString()).endsWith("first.tlog-proof.entry");
    TlogProof.parse(Files.readAllBytes(proof))
        .verify(
            Files.readAllBytes(folder.resolve("first.tlog-proof.entry")),
            TrustPolicy.ofLog(key),
            Instant.now());
    assertThat(ledger("prove", "1", "--out", proof.toString()).exitCode()).isEqualTo(2);
  }

  @Test
  void an_altered_byte_is_named_and_the_exit_code_is_1() throws Exception {
    init();
    Path bundle = folder.resolve("watch/ledger/log/tile/entries/000.p/1");
    byte[] bytes = Files.readAllBytes(bundle);
    bytes[100] ^= 1;
    Files.write(bundle, bytes);
    Run run = ledger("verify", "--json");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.json().path("holds").asBoolean()).isFalse();
    assertThat(run.json().path("faults").findValuesAsString("code")).contains("entry-mismatch");
  }

  @Test
  void what_is_no_workspace_is_said_so() {
    Run run = ledger("verify");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("workspace-missing").contains("cairn init");
  }

  @Test
  void a_second_init_is_refused() throws Exception {
    init();
    Run run = cairn("init", "--offline", folder.resolve("watch").toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("workspace-exists");
  }

  @Test
  void the_log_is_served_as_it_lies_there_and_nothing_else_is() throws Exception {
    init();
    Path log = folder.resolve("watch/ledger/log");
    Workspace served = Workspace.at(folder.resolve("watch"));
    try (Witness witness = served.openWitness(Clock.systemUTC());
        WebServer server = Serving.start(served, witness, 0, new PrintWriter(Writer.nullWriter()));
        HttpClient client = HttpClient.newHttpClient()) {
      String root = "http://localhost:" + server.port();
      HttpResponse<byte[]> checkpoint = get(client, root + "/log/checkpoint");
      assertThat(checkpoint.body()).isEqualTo(Files.readAllBytes(log.resolve("checkpoint")));
      assertThat(checkpoint.headers().firstValue("Content-Type"))
          .contains("text/plain;charset=utf-8");
      HttpResponse<byte[]> bundle = get(client, root + "/log/tile/entries/000.p/1");
      assertThat(bundle.body()).isEqualTo(Files.readAllBytes(log.resolve("tile/entries/000.p/1")));
      assertThat(bundle.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
      for (String other :
          new String[] {
            "/log/",
            "/log/../keys/log.key",
            "/log/%2e%2e/state/lock",
            "/log/tile/0/001",
            "/log/tile/entries",
            "/keys/log.key"
          }) {
        assertThat(get(client, root + other).statusCode()).as(other).isIn(400, 404);
      }
    }
  }

  private static HttpResponse<byte[]> get(HttpClient client, String address) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(address)).build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }
}
