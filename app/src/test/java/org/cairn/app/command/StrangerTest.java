package org.cairn.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cairn.app.web.WebServer;
import org.cairn.ledger.witness.Witness;
import org.cairn.register.Draft;
import org.cairn.register.LedgerWriter;
import org.cairn.register.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Whoever has an HTTP client and our key checks the ledger without us: the programs of {@code
 * ledger/VERIFYING.md} are run as they stand there, against what {@code cairn serve} serves. Each
 * is skipped, saying so, where its tools are absent.
 */
class StrangerTest {
  private static final Path DOCUMENT = Path.of("..", "ledger", "VERIFYING.md");
  private static final Path GO_PACKAGES = Path.of("/usr/share/gocode");

  /** Two full bundles and one of 89. */
  private static final int SIZE = 601;

  private static final int INDEX = 300;

  @TempDir private Path folder = Path.of("");
  private String vkey = "";
  private Path proof = Path.of("");
  private List<Runnable> stopping = List.of();
  private String address = "";

  @BeforeEach
  void serve() throws Exception {
    vkey = cairn("init", "--offline", at("watch"), "--origin", "example.org/log").strip();
    Workspace workspace = Workspace.at(folder.resolve("watch"));
    try (LedgerWriter writer = LedgerWriter.open(workspace, Clock.systemUTC())) {
      writer.append(
          IntStream.range(1, SIZE)
              .mapToObj(number ->
                  Draft.open(
                      JsonNodeFactory.instance
                          .objectNode()
                          .put("type", "note")
                          .put("text", "entry " + number + " نص")))
              .toList());
    }
    proof = folder.resolve("one.tlog-proof");
    cairn("ledger", "prove", "" + INDEX, "--out", proof.toString(), "--workspace", at("watch"));
    Witness witness = workspace.openWitness(Clock.systemUTC());
    WebServer server = Serving.start(workspace, witness, 0, new PrintWriter(new StringWriter()));
    address = "http://localhost:" + server.port() + "/log";
    stopping = List.of(() -> server.close(), () -> close(witness));
  }

  private static void close(Witness witness) {
    try {
      witness.close();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @AfterEach
  void stop() {
    stopping.forEach(Runnable::run);
  }

  @Test
  void with_curl_openssl_and_sha256sum() throws Exception {
    requireTools("sh", "curl", "openssl", "sha256sum", "base64", "od");
    String script = program("sh", "check.sh");
    List<String> check = List.of("sh", script, address, vkey, proof.toString(), proof + ".entry");

    assertThat(run(check)).isEqualTo("HOLDS " + SIZE);
    assertThat(run(List.of("sh", script, address, vkey))).isEqualTo("HOLDS " + SIZE);
    assertThat(run(List.of("sh", script, address, otherKey()))).startsWith("REFUSED");
    Files.writeString(Path.of(proof + ".entry"), "another entry");
    assertThat(run(check)).startsWith("REFUSED: entry " + INDEX);
  }

  @Test
  void with_python() throws Exception {
    requireTools("python3", "openssl");
    String script = program("python", "check.py");
    refusesWhatIsAltered(
        List.of("python3", script, address, vkey), List.of("python3", script, address, otherKey()));
  }

  @Test
  void with_go() throws Exception {
    assumeTrue(
        Files.isDirectory(GO_PACKAGES.resolve("src/golang.org/x/mod/sumdb/tlog"))
            && Files.isExecutable(Path.of("/usr/bin/go")),
        "Skipped: no Go with golang.org/x/mod (Debian: golang-go, golang-golang-x-mod-dev)");
    String binary = folder.resolve("check").toString();
    assertThat(run(List.of("/usr/bin/go", "build", "-o", binary, program("go", "main.go"))))
        .isEmpty();
    refusesWhatIsAltered(
        List.of(binary, address, vkey, "" + INDEX),
        List.of(binary, address, otherKey(), "" + INDEX));
  }

  /** Holds; and does not with another key, entry, proof, tile or bundle. */
  private void refusesWhatIsAltered(List<String> check, List<String> withOtherKey)
      throws Exception {
    List<String> withProof =
        Stream.concat(check.stream(), Stream.of(proof.toString(), proof + ".entry")).toList();
    assertThat(run(check)).isEqualTo("HOLDS " + SIZE);
    assertThat(run(withProof)).isEqualTo("HOLDS " + SIZE);
    assertThat(run(withOtherKey)).startsWith("REFUSED");

    byte[] whole = Files.readAllBytes(proof);
    String text = new String(whole, UTF_8);
    Files.writeString(proof, text.replace("index " + INDEX, "index " + (INDEX + 1)));
    assertThat(run(withProof)).startsWith("REFUSED");
    Files.write(proof, whole);
    Path entry = Path.of(proof + ".entry");
    byte[] bytes = Files.readAllBytes(entry);
    Files.writeString(entry, "another entry");
    assertThat(run(withProof)).startsWith("REFUSED");
    Files.write(entry, bytes);

    flip(folder.resolve("watch/ledger/log/tile/entries/001"), 1000);
    assertThat(run(check)).startsWith("REFUSED");
  }

  private static void flip(Path file, int at) throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] ^= 1;
    Files.write(file, bytes);
  }

  /** Of the same name, so that only the signature can tell. */
  private String otherKey() {
    return cairn("init", "--offline", at("other"), "--origin", "example.org/log").strip();
  }

  /** A block of the document, in a file. */
  private String program(String language, String name) throws Exception {
    Matcher block =
        Pattern.compile("(?s)```" + language + "\n(.*?)\n```").matcher(Files.readString(DOCUMENT));
    assertThat(block.find()).as("a block of " + language + " in " + DOCUMENT).isTrue();
    return Files.writeString(folder.resolve(name), block.group(1) + "\n").toString();
  }

  private String at(String workspace) {
    return folder.resolve(workspace).toString();
  }

  private static String cairn(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        CairnCommand.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
            .execute(arguments);
    assertThat(exitCode).as(err.toString()).isZero();
    return out.toString();
  }

  private static void requireTools(String... tools) {
    for (String tool : tools) {
      assumeTrue(
          Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
              .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool))),
          "Skipped: " + tool + " is not installed");
    }
  }

  private String run(List<String> command) throws Exception {
    Path said = folder.resolve("said.txt");
    ProcessBuilder builder =
        new ProcessBuilder(new ArrayList<>(command))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder.environment().put("GO111MODULE", "off");
    builder.environment().put("GOPATH", GO_PACKAGES.toString());
    builder.environment().put("GOCACHE", Path.of("target", "go-cache").toAbsolutePath().toString());
    Process process = builder.start();
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).as(command.toString()).isTrue();
    } finally {
      process.destroyForcibly();
    }
    String text = Files.readString(said).strip();
    assertThat(process.exitValue() == 0)
        .as(text)
        .isEqualTo(text.isEmpty() || text.startsWith("HOLDS"));
    return text;
  }
}
