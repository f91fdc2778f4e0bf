package org.cairn.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cairn.ledger.IntegrityException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every byte of the checkpoint store is flipped in turn, and the log opened. */
class StateFlipsTest {
  @TempDir Path folder;

  private int opened;

  @Test
  void a_flipped_byte_in_the_store_of_a_closed_log_is_refused_or_changes_nothing()
      throws Exception {
    Path root = Files.createDirectory(folder.resolve("closed"));
    Log.create(root.resolve("log"), root.resolve("state"), LogTest.KEY);
    try (Log open = open(root)) {
      open.append(LogTest.entries(0, 3));
    }
    flipEveryByte(root, 3);
    assertThat(opened).as("all bytes count").isZero();
  }

  /** The journal of a log that was killed still has its last entries. */
  @Test
  void a_flipped_byte_in_the_store_of_a_killed_log_is_refused_or_changes_nothing()
      throws Exception {
    Path living = Files.createDirectory(folder.resolve("living"));
    Path root = folder.resolve("killed");
    Log.create(living.resolve("log"), living.resolve("state"), LogTest.KEY);
    try (Log open = open(living)) {
      open.append(LogTest.entries(0, 2));
      open.append(LogTest.entries(2, 3));
      open.append(LogTest.entries(3, 5));
      assertThat(open.reader().head().size()).isEqualTo(5); // waits for the files
      LogTest.copy(living, root);
    }
    flipEveryByte(root, 5);
    assertThat(opened).as("all bytes count").isZero();
  }

  /** Segments that a crash kept from being dropped. */
  @Test
  void a_flipped_byte_in_several_segments_is_refused_or_changes_nothing() throws Exception {
    Path living = Files.createDirectory(folder.resolve("living"));
    Log.create(living.resolve("log"), living.resolve("state"), LogTest.KEY);
    Disk keeps =
        new ForwardingDisk() {
          @Override
          public void delete(Path path) throws IOException {
            if (!path.getFileName().toString().startsWith("journal.")) {
              REAL.delete(path);
            }
          }
        };
    Path root = folder.resolve("killed");
    for (int each = 0; each < 2; each++) {
      try (Log open =
          Log.open(keeps, living.resolve("log"), living.resolve("state"), LogTest.KEY, List.of())) {
        open.append(LogTest.entries(2 * each, 2 * each + 1));
        open.append(LogTest.entries(2 * each + 1, 2 * each + 2));
        if (each == 1) {
          assertThat(open.reader().head().size()).isEqualTo(4);
          LogTest.copy(living, root);
        }
      }
    }
    assertThat(JournalSegment.list(root.resolve("state"))).hasSizeGreaterThan(2);
    flipEveryByte(root, 4);
    assertThat(opened).as("all bytes count").isZero();
  }

  private static Log open(Path root) throws Exception {
    return Log.open(root.resolve("log"), root.resolve("state"), LogTest.KEY, List.of());
  }

  /** A refusal must leave everything as it was, so one copy serves until a flip is taken. */
  private void flipEveryByte(Path good, int size) throws Exception {
    Map<String, String> before = contents(good);
    List<String> stateFiles =
        before.keySet().stream().filter(path -> path.startsWith("state/journal")).sorted().toList();
    assertThat(stateFiles).isNotEmpty();
    Path tried = folder.resolve("tried");
    LogTest.copy(good, tried);
    for (String file : stateFiles) {
      byte[] content = Files.readAllBytes(good.resolve(file));
      for (int at = 0; at < endOfRecords(content); at++) {
        byte[] bad = content.clone();
        bad[at] ^= (byte) (1 << (at % 8));
        Files.write(tried.resolve(file), bad);
        String where = file + " byte " + at;
        if (takes(tried, size, where)) {
          opened++;
          LogTest.delete(tried);
          LogTest.copy(good, tried);
        } else {
          Files.write(tried.resolve(file), content);
          if (at % 64 == 0) {
            assertThat(contents(tried))
                .as("%s: nothing was written", where)
                .containsExactlyInAnyOrderEntriesOf(before);
          }
        }
      }
    }
    try (Log open = open(tried)) {
      requireContent(open, size, "the good log");
    }
  }

  /** Zeros stand behind the records, for those to come. */
  private static int endOfRecords(byte[] journal) {
    int end = journal.length;
    while (journal[end - 1] == 0) {
      end--;
    }
    return end;
  }

  private static boolean takes(Path root, int size, String where) throws Exception {
    try (Log open = open(root)) {
      requireContent(open, size, where);
      return true;
    } catch (IntegrityException e) {
      assertThat(e.code())
          .as(where)
          .isIn(
              "journal-damaged",
              "store-key",
              "checkpoint-ahead-of-store",
              "checkpoint-contradicts-store",
              "tiles-behind-store",
              "tiles-contradict-store");
      assertThat(e.getMessage()).as(where).contains("restore");
      return false;
    }
  }

  private static void requireContent(Log open, int size, String where) throws Exception {
    LogReader reader = open.reader();
    assertThat(reader.head().size()).as(where).isEqualTo(size);
    for (int index = 0; index < size; index++) {
      assertThat(reader.entry(index)).as(where).isEqualTo(LogTest.entry(index));
    }
  }

  /** Files as text, byte for byte, so that they can be compared. */
  private static Map<String, String> contents(Path root) throws Exception {
    Map<String, String> contents = new HashMap<>();
    try (var walk = Files.walk(root)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        contents.put(
            root.relativize(file).toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return contents;
  }
}
