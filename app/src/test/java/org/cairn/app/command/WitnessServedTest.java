package org.cairn.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.cairn.app.web.WebServer;
import org.cairn.ledger.crypto.Sha256;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.note.SignedNote;
import org.cairn.ledger.note.VerifierKey;
import org.cairn.ledger.witness.Witness;
import org.cairn.register.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Two institutions: one cosigns the other's log. */
class WitnessServedTest {
  @TempDir private Path folder = Path.of("");

  private String cairn(int exitCode, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int found =
        CairnCommand.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
            .execute(arguments);
    assertThat(found).as(out + " " + err).isEqualTo(exitCode);
    return out.toString().strip() + err;
  }

  private String at(String workspace) {
    return folder.resolve(workspace).toString();
  }

  @Test
  void one_institution_cosigns_the_log_of_another() throws Exception {
    cairn(0, "init", "--offline", at("one"), "--origin", "one.example/log");
    cairn(0, "init", "--offline", at("two"), "--origin", "two.example/log");
    String logKey = cairn(0, "ledger", "key", "--workspace", at("one"));
    String witnessKey = cairn(0, "ledger", "key", "--witness", "--workspace", at("two"));
    Files.writeString(folder.resolve("two/cairn.yaml"), "logs:\n  - " + logKey + "\n");
    Workspace two = Workspace.at(folder.resolve("two"));
    PrintWriter err = new PrintWriter(new StringWriter());
    try (Witness witness = two.openWitness(Clock.systemUTC());
        HttpClient client = HttpClient.newHttpClient()) {
      WebServer server = Serving.start(two, witness, 0, err);
      try {
        String root = "http://localhost:" + server.port();
        Files.writeString(
            folder.resolve("one/cairn.yaml"),
            "witnesses:\n"
                + entry("two", witnessKey, root + "/witness")
                + entry("nobody", witnessKey, "http://localhost:1/witness"));

        String told = cairn(1, "ledger", "cosign", "--json", "--workspace", at("one"));

        var outcomes = JsonMapper.shared().readTree(told).path("witnesses");
        assertThat(outcomes.path(0).path("cosigned").asString()).startsWith("20");
        assertThat(outcomes.path(1).path("code").asString()).isEqualTo("witness-unreachable");
        SignedNote published =
            SignedNote.parse(Files.readAllBytes(folder.resolve("one/ledger/log/checkpoint")));
        assertThat(
                published.verify(List.of(VerifierKey.parse(logKey), VerifierKey.parse(witnessKey))))
            .hasSize(2);
        cairn(0, "ledger", "verify", "--workspace", at("one"));

        String hash = Hash.of(Sha256.of("one.example/log".getBytes(UTF_8))).hex();
        HttpResponse<String> last = get(client, root + "/witness/" + hash + "/checkpoint");
        assertThat(last.statusCode()).isEqualTo(200);
        assertThat(last.body()).startsWith("one.example/log\n1\n");
        assertThat(get(client, root + "/witness/add-checkpoint").statusCode()).isEqualTo(405);
        assertThat(get(client, root + "/witness//checkpoint").statusCode()).isEqualTo(404);
        assertThat(get(client, root + "/log/checkpoint").statusCode()).isEqualTo(200);
      } finally {
        server.close();
      }
    }
  }

  @Test
  void settings_that_are_none_are_refused_by_name() throws Exception {
    cairn(0, "init", "--offline", at("one"));
    assertThat(cairn(0, "ledger", "cosign", "--workspace", at("one"))).contains("No witness");
    for (String wrong :
        List.of("witness: []", "logs: 4", "logs:\n  - nonsense", "witnesses:\n  - name: x", "[")) {
      Files.writeString(folder.resolve("one/cairn.yaml"), wrong);
      assertThat(cairn(2, "ledger", "cosign", "--workspace", at("one"))).contains("cairn: ");
    }
  }

  private static String entry(String name, String key, String url) {
    return "  - name: " + name + "\n    key: " + key + "\n    url: " + url + "\n";
  }

  private static HttpResponse<String> get(HttpClient client, String address) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
