package org.cairn.ledger.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cairn.ledger.Fault;
import org.cairn.ledger.merkle.TreeHead;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every file of a log lost and damaged in turn, and put back. */
class LogRepairTest {
  @TempDir private Path folder = Path.of("");

  private TreeHead log(String name, int... sizes) throws Exception {
    Path log = folder.resolve(name);
    Log.create(log, folder.resolve(name + ".state"), LogTest.KEY);
    TreeHead head = TreeHead.EMPTY;
    try (Log open = Log.open(log, folder.resolve(name + ".state"), LogTest.KEY, List.of())) {
      for (int size : sizes) {
        open.append(
            IntStream.range((int) head.size(), size)
                .mapToObj(n -> ("entry " + n).getBytes(UTF_8))
                .toList());
        head = open.reader().head();
      }
    }
    return head;
  }

  private List<Fault> audit(TreeHead head) throws IOException {
    List<Fault> faults = new ArrayList<>();
    LogAudit.audit(folder.resolve("log"), head, faults::add);
    return faults;
  }

  private List<LogRepair.Repaired> repair(TreeHead head, String... copies) throws IOException {
    List<LogRepair.Copy> named = new ArrayList<>();
    for (String copy : copies) {
      named.add(new LogRepair.Copy(copy, LogSource.folder(folder.resolve(copy))));
    }
    return LogRepair.repair(folder.resolve("log"), head, audit(head), named);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("log/tile"))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  void every_file_comes_back_from_a_copy_that_has_grown_since() throws Exception {
    TreeHead head = log("log", 100, 700);
    log("larger", 900);
    int mended = 0;
    for (Path file : files()) {
      byte[] whole = Files.readAllBytes(file);
      for (byte[] now :
          List.of(new byte[0], flipped(whole), java.util.Arrays.copyOf(whole, whole.length - 1))) {
        Files.write(file, now);
        repair(head, "larger");
        assertThat(audit(head)).as(file.toString()).isEmpty();
        assertThat(file).hasBinaryContent(whole);
        mended++;
      }
      Files.delete(file);
      repair(head, "larger");
      assertThat(audit(head)).as(file.toString()).isEmpty();
    }
    assertThat(mended).isGreaterThan(15);
  }

  @Test
  void all_files_together_come_back_and_a_lying_copy_is_passed_over() throws Exception {
    TreeHead head = log("log", 700);
    log("larger", 900);
    log("lying", 900);
    try (Stream<Path> files = Files.walk(folder.resolve("lying/tile"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.write(file, flipped(Files.readAllBytes(file)));
      }
    }
    List<Path> all = files();
    for (Path file : all) {
      Files.delete(file);
    }
    assertThat(repair(head, "lying")).isEmpty();
    assertThat(files()).isEmpty();

    List<LogRepair.Repaired> repaired = repair(head, "lying", "larger");
    assertThat(repaired).hasSize(all.size());
    assertThat(repaired).extracting(LogRepair.Repaired::from).containsOnly("larger");
    assertThat(audit(head)).isEmpty();
  }

  @Test
  void tiles_follow_from_the_entries_and_older_forms_from_newer_ones() throws Exception {
    TreeHead head = log("log", 100, 130);
    Path older = folder.resolve("log/tile/entries/000.p/100");
    assertThat(older).exists();
    Files.write(older, flipped(Files.readAllBytes(older)));
    Path tile = folder.resolve("log/tile/0/000.p/130");
    Files.delete(tile);
    assertThat(repair(head)).extracting(LogRepair.Repaired::from).containsOnly(LogRepair.OWN);
    repair(head);
    assertThat(audit(head)).isEmpty();
  }

  private static byte[] flipped(byte[] whole) {
    byte[] other = whole.clone();
    other[other.length / 2] ^= 8;
    return other;
  }
}
