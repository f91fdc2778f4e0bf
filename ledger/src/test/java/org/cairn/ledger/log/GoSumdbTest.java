package org.cairn.ledger.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.note.SigningKey;
import org.cairn.ledger.note.VerifierKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A second implementation judges our log: Go's {@code golang.org/x/mod/sumdb}, as Debian packages
 * it (golang-go, golang-golang-x-mod-dev). Skipped, saying so, where these are not installed.
 */
class GoSumdbTest {
  private static final Path PACKAGES = Path.of("/usr/share/gocode");

  private static final String PROGRAM =
      """
      package main

      import (
        "fmt"
        "os"
        "path/filepath"
        "strconv"
        "strings"

        "golang.org/x/mod/sumdb/note"
        "golang.org/x/mod/sumdb/tlog"
      )

      func fail(err error) {
        if err != nil {
          fmt.Println("REFUSED:", err)
          os.Exit(1)
        }
      }

      func read(name string) string {
        data, err := os.ReadFile(filepath.Join(os.Args[1], name))
        fail(err)
        return string(data)
      }

      func hashes(text string) []tlog.Hash {
        var all []tlog.Hash
        for _, line := range strings.Fields(text) {
          hash, err := tlog.ParseHash(line)
          fail(err)
          all = append(all, hash)
        }
        return all
      }

      func tree(name string, verifier note.Verifier) (int64, tlog.Hash) {
        opened, err := note.Open([]byte(read(name)), note.VerifierList(verifier))
        fail(err)
        lines := strings.Split(opened.Text, "\\n")
        size, err := strconv.ParseInt(lines[1], 10, 64)
        fail(err)
        root, err := tlog.ParseHash(lines[2])
        fail(err)
        return size, root
      }

      func main() {
        verifier, err := note.NewVerifier(strings.TrimSpace(read("vkey")))
        fail(err)
        oldSize, oldRoot := tree("old", verifier)
        size, root := tree("checkpoint", verifier)
        fail(tlog.CheckTree(hashes(read("consistency")), size, root, oldSize, oldRoot))
        for _, index := range strings.Fields(read("indexes")) {
          n, err := strconv.ParseInt(index, 10, 64)
          fail(err)
          leaf := tlog.RecordHash([]byte(read(index + ".entry")))
          fail(tlog.CheckRecord(hashes(read(index + ".proof")), size, root, n, leaf))
        }
        fmt.Println("HOLDS", oldSize, size)
      }
      """;

  @TempDir private Path folder = Path.of("");

  @Test
  void go_accepts_our_checkpoints_and_proofs_and_refuses_altered_ones() throws Exception {
    assumeTrue(
        Files.isDirectory(PACKAGES.resolve("src/golang.org/x/mod/sumdb/tlog"))
            && Files.isExecutable(Path.of("/usr/bin/go")),
        "Skipped: no Go with golang.org/x/mod (Debian: golang-go, golang-golang-x-mod-dev)");
    Path program = Files.writeString(folder.resolve("main.go"), PROGRAM);
    Path facts = Files.createDirectory(folder.resolve("facts"));
    writeFacts(facts);

    assertThat(go("build", "-o", folder.resolve("check").toString(), program.toString())).isEmpty();
    assertThat(run(folder.resolve("check").toString(), facts.toString()))
        .isEqualTo("HOLDS 300 70000");

    Path entry = facts.resolve("299.entry");
    Files.writeString(entry, Files.readString(entry) + "x");
    assertThat(run(folder.resolve("check").toString(), facts.toString())).startsWith("REFUSED");
  }

  private void writeFacts(Path facts) throws Exception {
    SigningKey key =
        SigningKey.generate("example.org/log", VerifierKey.Kind.LOG, new SecureRandom());
    Log.create(folder.resolve("log"), folder.resolve("state"), key);
    try (Log log = Log.open(folder.resolve("log"), folder.resolve("state"), key, List.of())) {
      append(log, 300);
      Files.write(facts.resolve("old"), log.checkpoint().bytes());
      append(log, 69_700);
      LogReader reader = log.reader();
      Files.writeString(facts.resolve("vkey"), key.verifier().text());
      Files.write(facts.resolve("checkpoint"), log.checkpoint().bytes());
      Files.writeString(facts.resolve("consistency"), lines(reader.consistencyProof(300)));
      List<Long> indexes = List.of(0L, 255L, 256L, 299L, 300L, 65_535L, 65_536L, 69_999L);
      for (long index : indexes) {
        Files.write(facts.resolve(index + ".entry"), reader.entry(index));
        Files.writeString(facts.resolve(index + ".proof"), lines(reader.prove(index).hashes()));
      }
      Files.writeString(
          facts.resolve("indexes"),
          indexes.stream().map(String::valueOf).collect(Collectors.joining(" ")));
    }
  }

  private static void append(Log log, int count) throws Exception {
    long size = log.reader().head().size();
    log.append(
        IntStream.range(0, count).mapToObj(n -> ("entry " + (size + n)).getBytes(UTF_8)).toList());
  }

  private static String lines(List<Hash> hashes) {
    return hashes.stream().map(hash -> hash.base64() + "\n").collect(Collectors.joining());
  }

  private String go(String... arguments) throws IOException, InterruptedException {
    String[] command = new String[arguments.length + 1];
    command[0] = "/usr/bin/go";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return run(command);
  }

  private String run(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("GO111MODULE", "off");
    builder.environment().put("GOPATH", PACKAGES.toString());
    builder.environment().put("GOCACHE", Path.of("target", "go-cache").toAbsolutePath().toString());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return said;
  }
}
