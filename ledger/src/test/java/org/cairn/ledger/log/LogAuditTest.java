package org.cairn.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cairn.ledger.Fault;
import org.cairn.ledger.merkle.Merkle;
import org.cairn.ledger.merkle.TileAddress;
import org.cairn.ledger.merkle.TreeHead;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogAuditTest {
  @TempDir Path folder;

  private Path log(int... steps) throws Exception {
    Path log = folder.resolve("log");
    Log.create(log, folder.resolve("state"), LogTest.KEY);
    try (Log open = Log.open(log, folder.resolve("state"), LogTest.KEY, List.of())) {
      int size = 0;
      for (int step : steps) {
        open.append(LogTest.entries(size, size + step));
        size += step;
        open.reader(); // so that each step has its own partial files
      }
    }
    return log;
  }

  private static TreeHead head(Path log) throws Exception {
    return LogReader.now(LogSource.folder(log)).head();
  }

  private static List<Fault> audit(Path log, TreeHead head) throws Exception {
    List<Fault> faults = new ArrayList<>();
    LogAudit.audit(log, head, faults::add);
    return faults;
  }

  @Test
  void finds_nothing_in_a_good_log_of_any_size() throws Exception {
    Path log = log(1, 1, 254, 1, 300, 66_000);
    assertThat(audit(log, head(log))).isEmpty();
    assertThat(audit(log, new TreeHead(0, Merkle.EMPTY_ROOT))).isEmpty();
  }

  /** Three levels of nothing: two full tiles, a partial one, the partial tile over them. */
  @Test
  void finds_and_locates_every_flipped_byte() throws Exception {
    Path log = log(7, 300, 260);
    TreeHead head = head(log);
    List<Path> files;
    try (var walk = Files.walk(log)) {
      files =
          walk.filter(Files::isRegularFile)
              .filter(file -> !file.endsWith("checkpoint"))
              .sorted()
              .toList();
    }
    assertThat(files).hasSizeGreaterThanOrEqualTo(7);
    int flips = 0;
    for (Path file : files) {
      String path = log.relativize(file).toString();
      byte[] good = Files.readAllBytes(file);
      for (int at = 0; at < good.length; at++) {
        int byteAt = at;
        byte[] bad = good.clone();
        bad[at] ^= (byte) (1 << (at % 8));
        Files.write(file, bad);
        List<Fault> faults = audit(log, head);
        assertThat(faults).as("%s byte %d", path, at).isNotEmpty();
        assertThat(faults)
            .as("%s byte %d is located", path, at)
            .allMatch(fault -> locates(fault, path, byteAt, good));
        flips++;
      }
      Files.write(file, good);
    }
    assertThat(audit(log, head)).isEmpty();
    assertThat(flips).isGreaterThan(20_000);
  }

  private static boolean locates(Fault fault, String path, int at, byte[] good) {
    if (fault.code().equals("partial-mismatch")) {
      return fault.where().equals(path);
    }
    TileAddress address = TileAddress.parse(path).orElseThrow();
    if (address.level() != TileAddress.ENTRIES) {
      int hash = at / 32;
      return fault.code().equals("tile-mismatch")
          && fault.where().startsWith(path + " (hash " + hash + ",");
    }
    long entry = address.index() * 256 + entryAt(good, at);
    return switch (fault.code()) {
      case "entry-mismatch" ->
          // A changed length moves all that follows.
          Long.parseLong(fault.where().substring("entry ".length())) >= entry;
      case "bundle-format" -> fault.where().equals(path);
      default -> false;
    };
  }

  private static int entryAt(byte[] bundle, int byteAt) {
    int entry = 0;
    int at = 0;
    while (true) {
      at += 2 + ((bundle[at] & 0xff) << 8 | (bundle[at + 1] & 0xff));
      if (byteAt < at) {
        return entry;
      }
      entry++;
    }
  }

  @Test
  void tells_all_faults_and_not_only_the_first() throws Exception {
    Path log = log(600);
    TreeHead head = head(log);
    flip(log.resolve("tile/entries/000"), 3);
    flip(log.resolve("tile/0/001"), 64);
    flip(log.resolve("tile/1/000.p/2"), 40);
    Files.delete(log.resolve("tile/0/002.p/88"));
    Files.writeString(log.resolve("tile/0/README"), "foreign");
    assertThat(audit(log, head))
        .extracting(Fault::code, fault -> fault.where().split(" \\(")[0])
        .contains(
            tuple("entry-mismatch", "entry 0"),
            tuple("tile-missing", "tile/0/002.p/88"),
            tuple("unexpected-file", "tile/0/README"))
        .anyMatch(tuple -> tuple.toList().get(1).toString().startsWith("tile/0/001"))
        .anyMatch(tuple -> tuple.toList().get(1).toString().startsWith("tile/1/000.p/2"));
  }

  @Test
  void checks_older_partial_forms_too() throws Exception {
    Path log = log(5, 1);
    assertThat(log.resolve("tile/0/000.p/5")).exists();
    flip(log.resolve("tile/0/000.p/5"), 0);
    flip(log.resolve("tile/entries/000.p/5"), 4);
    assertThat(audit(log, head(log)))
        .extracting(Fault::code, Fault::where)
        .containsExactlyInAnyOrder(
            tuple("partial-mismatch", "tile/0/000.p/5"),
            tuple("partial-mismatch", "tile/entries/000.p/5"));
  }

  @Test
  void does_not_trust_a_rewritten_history_against_an_older_checkpoint() throws Exception {
    Path log = log(300);
    TreeHead old = head(log);
    Path other = folder.resolve("other");
    Log.create(other, folder.resolve("state2"), LogTest.KEY);
    try (Log open = Log.open(other, folder.resolve("state2"), LogTest.KEY, List.of())) {
      List<byte[]> entries = new ArrayList<>(LogTest.entries(0, 300));
      entries.set(17, "changed".getBytes(StandardCharsets.UTF_8));
      open.append(entries);
    }
    assertThat(audit(other, head(other))).isEmpty();
    assertThat(audit(other, old)).extracting(Fault::code).containsExactly("root-mismatch");
    assertThat(Arrays.equals(old.root().bytes(), head(other).root().bytes())).isFalse();
  }

  private static void flip(Path file, int at) throws Exception {
    byte[] content = Files.readAllBytes(file);
    content[at] ^= 1;
    Files.write(file, content);
  }
}
