package org.cairn.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cairn.app.Main;
import org.cairn.app.web.Role;
import org.cairn.app.web.people.HttpVisitor;
import org.cairn.app.web.people.ServedWorkspace;
import org.cairn.ledger.crypto.Sha256;
import org.cairn.ledger.merkle.Hash;
import org.cairn.register.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Backing up, losing and restoring a node, as its keeper does. */
@Timeout(60)
class BackupCommandTest {
  @TempDir private Path folder = Path.of("");

  private Cairn node() {
    return new Cairn(folder.resolve("node"));
  }

  private Cairn.Run restore(Path from, String workspace, String... more) {
    List<String> all = new ArrayList<>(List.of("restore", from.toString(), "--offline"));
    all.addAll(List.of(more));
    return new Cairn(folder.resolve(workspace)).run(all.toArray(String[]::new));
  }

  private static void blobs(Workspace workspace, int count, int bytes) throws IOException {
    Random random = new Random(count);
    for (int blob = 0; blob < count; blob++) {
      byte[] content = new byte[bytes];
      random.nextBytes(content);
      // Not put, which would wait for the disk each time.
      Path file = workspace.blobs().path(Hash.of(Sha256.of(content)));
      Files.createDirectories(file.getParent());
      Files.write(file, content);
    }
  }

  @Test
  void brings_back_a_destroyed_node_with_its_people_and_goes_on() throws Exception {
    Path backups = folder.resolve("backups");
    Path keys = folder.resolve("keys");
    HttpVisitor ada;
    try (ServedWorkspace served = ServedWorkspace.create(node().workspace(), Clock.systemUTC())) {
      ada = served.signedIn("ada", "One Trust", Role.ADMINISTRATOR, Role.ANALYST);
      var added =
          ada.post("/places/new", "text", "Quiet Mill", "location", "0.5, 0.5", "id", "quiet-mill");
      assertThat(added.statusCode()).as(added.body()).isEqualTo(303);
      Cairn.Run backup = node().run("backup", backups.toString(), "--keys", keys.toString());
      assertThat(backup.exitCode()).as(backup.err()).isZero();
      assertThat(backup.out()).contains("Snapshot ", " entries, ");
      assertThat(backup.err()).contains("Not in it: register.gpkg", "watch/", "keep it apart from");
    }
    Files.move(node().workspace(), folder.resolve("lost"));

    Cairn.Run restored = restore(backups, "node", "--keys", keys.toString());
    assertThat(restored.exitCode()).as(restored.err()).isZero();
    assertThat(restored.err()).contains("cairn restore --take-over --workspace ");
    assertThat(node().run("ledger", "verify").exitCode()).isZero();
    assertThat(node().run("ledger", "key", "rotate", "log", "--reason", "a trial").exitCode())
        .isEqualTo(ExitCode.INTEGRITY);
    Workspace workspace = Workspace.at(node().workspace());
    try (ServedWorkspace served = ServedWorkspace.serve(workspace, Clock.systemUTC())) {
      ada = ada.at(served.address());
      assertThat(ada.get("/places?q=Mill").body()).contains("Quiet Mill", "class=\"read-only\"");
    }

    Cairn.Run refused = node().run("restore", "--take-over");
    assertThat(refused.exitCode()).isEqualTo(ExitCode.INTEGRITY);
    assertThat(refused.err()).contains("restored-unknown", "--accept-loss");
    Cairn.Run taken = node().run("restore", "--take-over", "--accept-loss", "--json");
    assertThat(taken.exitCode()).as(taken.err()).isZero();
    assertThat(taken.json().path("held").asBoolean(true)).isFalse();
    try (ServedWorkspace served = ServedWorkspace.serve(workspace, Clock.systemUTC())) {
      ada = served.visitor();
      ada.post("/sign-in", "login", "ada", "password", ServedWorkspace.PASSWORD);
      var added =
          ada.post("/places/new", "text", "New Mill", "location", "0.6, 0.6", "id", "new-mill");
      assertThat(added.statusCode()).as(added.body()).isEqualTo(303);
    }
    assertThat(node().run("ledger", "verify").exitCode()).isZero();
    assertThat(node().run("rebuild", "--check").exitCode()).isZero();
  }

  @Test
  void goes_on_by_itself_only_where_the_witness_knows_no_more() throws Exception {
    Cairn one = Cairn.init(node().workspace());
    Cairn two = Cairn.init(folder.resolve("two"));
    String key = one.run("ledger", "key").out();
    Files.writeString(two.workspace().resolve("cairn.yaml"), "logs:\n  - " + key);
    Path backups = folder.resolve("backups");
    Path keys = folder.resolve("keys");
    try (ServedWorkspace served =
        ServedWorkspace.serve(Workspace.at(two.workspace()), Clock.systemUTC())) {
      Files.writeString(
          one.workspace().resolve("cairn.yaml"),
          "witnesses:\n  - name: two\n    key: "
              + two.run("ledger", "key", "--witness").out()
              + "    url: "
              + served.address()
              + "/witness\n");
      assertThat(one.run("ledger", "cosign").exitCode()).isZero();
      assertThat(one.run("backup", backups.toString(), "--keys", keys.toString()).exitCode())
          .isZero();
      String[] asked = {"restore", backups.toString(), "--keys", keys.toString(), "--take-over"};
      Cairn.Run clear = new Cairn(folder.resolve("clear")).run(asked);
      assertThat(clear.exitCode()).as(clear.err()).isZero();
      assertThat(clear.err()).contains("Nobody knows of more entries", "entry 1 says so");

      one.run("ledger", "key", "rotate", "node", "--reason", "yearly");
      assertThat(one.run("ledger", "cosign").exitCode()).isZero();
      Cairn behind = new Cairn(folder.resolve("behind"));
      Cairn.Run refused = behind.run(asked);
      assertThat(refused.exitCode()).isEqualTo(ExitCode.INTEGRITY);
      assertThat(refused.err())
          .contains("restored-behind", "signed a tree of size 2", "Restore a newer backup");
      assertThat(behind.run("ledger", "verify").exitCode()).isZero();
      assertThat(behind.run("ledger", "cosign").exitCode()).isEqualTo(ExitCode.INTEGRITY);
    }
    Cairn.Run unknown = new Cairn(folder.resolve("clear")).run("restore", "--take-over");
    assertThat(unknown.err()).contains("not-restored");
    Cairn late = new Cairn(folder.resolve("late"));
    Cairn.Run silent =
        late.run("restore", backups.toString(), "--keys", keys.toString(), "--take-over");
    assertThat(silent.exitCode()).isEqualTo(ExitCode.INTEGRITY);
    assertThat(silent.err()).contains("peer-unreachable", "restored-unknown");
  }

  @Test
  void says_what_is_missing_and_lists_snapshots() {
    Cairn.init(node().workspace());
    Path backups = folder.resolve("backups");
    Cairn.Run backup = node().run("backup", backups.toString(), "--json");
    assertThat(backup.json().path("keys").asBoolean(true)).isFalse();
    assertThat(backup.json().path("left_out").toString())
        .isEqualTo("[\"private keys\",\"register.gpkg\",\"watch\"]");
    assertThat(backup.json().path("entries").asLong()).isEqualTo(1);
    String snapshot = backup.json().path("snapshot").asString();
    assertThat(node().run("restore", backups.toString(), "--list").out())
        .startsWith(snapshot + "\t")
        .contains("1 entries");
    assertThat(node().run("restore").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(node().run("backup", backups.toString(), "--keep", "0").exitCode())
        .isEqualTo(ExitCode.USAGE);
    assertThat(restore(folder.resolve("nowhere"), "new").err()).contains("backup-missing");
  }

  @Test
  void leaves_earlier_snapshots_whole_when_it_is_killed_and_is_taken_up_again() throws Exception {
    Cairn.init(node().workspace());
    Path backups = folder.resolve("backups");
    assertThat(node().run("backup", backups.toString()).exitCode()).isZero();
    blobs(Workspace.at(node().workspace()), 600, 8000);
    long before = files(backups.resolve("objects/sha256"));

    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx96m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "backup",
                backups.toString(),
                "--workspace",
                node().workspace().toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    while (process.isAlive() && files(backups.resolve("objects/sha256")) < before + 50) {
      Thread.onSpinWait();
    }
    process.destroyForcibly().waitFor();
    assertThat(files(backups.resolve("objects/sha256"))).isBetween(before + 50, before + 599);

    assertThat(node().run("restore", backups.toString(), "--list").out().lines()).hasSize(1);
    assertThat(restore(backups, "earlier").exitCode()).isZero();
    Cairn.Run again = node().run("backup", backups.toString(), "--json");
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.json().path("copied_files").asLong()).isLessThan(551);
    assertThat(restore(backups, "later").exitCode()).isZero();
    assertThat(files(folder.resolve("later/ledger/blobs"))).isEqualTo(600);
  }

  private static long files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> path.getFileName().toString().length() == 64).count();
    } catch (java.io.UncheckedIOException changedMeanwhile) {
      return 0;
    }
  }

  @Test
  void says_that_the_disk_is_full_and_makes_nothing() throws Exception {
    Cairn.init(node().workspace());
    Path backups = folder.resolve("backups");
    assertThat(node().run("backup", backups.toString()).exitCode()).isZero();
    blobs(Workspace.at(node().workspace()), 8, 1 << 20);
    Path small = Files.createDirectory(folder.resolve("small"));
    assumeTrue(
        mount("mount", "-t", "tmpfs", "-o", "size=4m", "none", small.toString()),
        "Not allowed to mount a small tmpfs here");
    try {
      Path full = small.resolve("backups");
      copy(backups, full);
      Cairn.Run refused = node().run("backup", full.toString());
      assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(refused.err()).contains("broke off: ", "No space left", "no snapshot was made");
      assertThat(node().run("restore", full.toString(), "--list").out().lines()).hasSize(1);
      assertThat(restore(full, "earlier").exitCode()).isZero();

      assertThat(node().run("backup", backups.toString()).exitCode()).isZero();
      Cairn.Run restored = restore(backups, "small/new/deep");
      assertThat(restored.exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(restored.err()).contains("restore-space", "bytes free");
      assertThat(small.resolve("new")).doesNotExist();
    } finally {
      assertThat(mount("umount", small.toString())).isTrue();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
  }

  private static boolean mount(String... command) throws Exception {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException noSuchProgram) {
      return false;
    }
    process.getInputStream().readAllBytes();
    return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
  }
}
