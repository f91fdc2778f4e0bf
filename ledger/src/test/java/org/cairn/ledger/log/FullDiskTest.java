package org.cairn.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cairn.ledger.Fault;
import org.cairn.ledger.IntegrityException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small disk that really is full. Needs the right to mount one; skipped without it. */
class FullDiskTest {
  private static final int MEBIBYTE = 1 << 20;

  @TempDir Path folder;
  private Path small;
  private Path log;
  private Path state;
  private Path filler;
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    small = Files.createDirectory(folder.resolve("small"));
    mounted = run("mount", "-t", "tmpfs", "-o", "size=12m", "none", small.toString());
    assumeTrue(mounted, "Not allowed to mount a small tmpfs here");
    log = small.resolve("log");
    state = small.resolve("state");
    filler = small.resolve("filler");
    Log.create(log, state, LogTest.KEY);
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      assertThat(run("umount", small.toString())).isTrue();
    }
  }

  private static boolean run(String... command) throws Exception {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException noSuchProgram) {
      return false;
    }
    process.getInputStream().readAllBytes();
    return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
  }

  private void fillUpTo(long leaving) throws Exception {
    long free = Files.getFileStore(small).getUsableSpace();
    Files.write(filler, new byte[(int) (free - leaving)]);
  }

  private static byte[] large(int number) {
    byte[] entry = new byte[20_000];
    byte[] text = LogTest.entry(number);
    System.arraycopy(text, 0, entry, 0, text.length);
    return entry;
  }

  private void requireWhole(Log open, int size) throws Exception {
    LogReader reader = open.reader();
    assertThat(reader.head().size()).isEqualTo(size);
    for (int index = 0; index < size; index++) {
      assertThat(reader.entry(index)).isEqualTo(large(index));
    }
    List<Fault> faults = new ArrayList<>();
    LogAudit.audit(log, reader.head(), faults::add);
    assertThat(faults).isEmpty();
  }

  @Test
  void refuses_appends_before_the_disk_is_full_and_takes_them_once_there_is_room()
      throws Exception {
    try (Log open = Log.open(log, state, LogTest.KEY, List.of())) {
      open.append(List.of(large(0)));
      fillUpTo(4 * MEBIBYTE);
      for (int each = 0; each < 3; each++) {
        assertThatThrownBy(() -> open.append(List.of(large(1))))
            .isInstanceOf(StorageFullException.class)
            .hasMessageContaining("Free some room");
        requireWhole(open, 1);
      }
      Files.delete(filler);
      assertThat(open.append(List.of(large(1))).firstIndex()).isEqualTo(1);
    }
    try (Log open = Log.open(log, state, LogTest.KEY, List.of())) {
      requireWhole(open, 2);
    }
  }

  @Test
  void can_close_and_open_on_a_disk_it_has_refused_to_fill_further() throws Exception {
    fillUpTo(6 * MEBIBYTE);
    int size = 0;
    try (Log open = Log.open(log, state, LogTest.KEY, List.of())) {
      assertThatThrownBy(
              () -> {
                while (true) {
                  open.append(List.of(large((int) open.reader().head().size())));
                }
              })
          .isInstanceOf(StorageFullException.class);
      size = (int) open.reader().head().size();
    }
    assertThat(size).isPositive();
    try (Log open = Log.open(log, state, LogTest.KEY, List.of())) {
      requireWhole(open, size);
    }
  }

  @Test
  void goes_on_by_itself_once_there_is_room_for_files_it_could_not_write() throws Exception {
    AtomicBoolean full = new AtomicBoolean(true);
    Disk noBundles =
        new ForwardingDisk() {
          @Override
          public Handle create(Path path) throws IOException {
            if (full.get() && path.toString().contains("entries")) {
              throw new IOException("No space left on device");
            }
            return REAL.create(path);
          }
        };
    try (Log open = Log.open(noBundles, log, state, LogTest.KEY, List.of())) {
      assertThat(open.append(List.of(large(0))).firstIndex()).isZero();
      assertThatThrownBy(open::reader)
          .isInstanceOf(StorageFullException.class)
          .hasMessageContaining("nothing is lost");
      assertThatThrownBy(() -> open.append(List.of(large(1))))
          .isInstanceOf(StorageFullException.class);
      full.set(false);
      requireWhole(open, 1);
      assertThat(open.append(List.of(large(1))).firstIndex()).isEqualTo(1);
      requireWhole(open, 2);
    }
  }

  /** Another program takes the room between the look and the writing. */
  @Test
  void loses_nothing_when_the_room_is_gone_in_the_middle_of_writing() throws Exception {
    Disk boastful =
        new ForwardingDisk() {
          @Override
          public long usableSpace(Path path) {
            return Long.MAX_VALUE;
          }
        };
    int answered = 0;
    int inJournal = 0;
    for (int leaving : new int[] {30_000, 70_000, 150_000, 400_000}) {
      try (Log open = Log.open(boastful, log, state, LogTest.KEY, List.of())) {
        fillUpTo(leaving);
        try {
          while (true) {
            open.append(List.of(large(answered)));
            answered++;
          }
        } catch (StorageFullException e) {
          Files.delete(filler);
          assertThat(open.reader().head().size()).isEqualTo(answered);
          assertThat(open.append(List.of(large(answered))).firstIndex()).isEqualTo(answered);
          answered++;
        } catch (IntegrityException e) {
          assertThat(e.code()).isEqualTo("log-write-failed");
          inJournal = 1;
        }
      } catch (IntegrityException whenClosing) {
        assertThat(whenClosing.code()).isEqualTo("log-write-failed");
      }
      Files.deleteIfExists(filler);
      try (Log open = Log.open(log, state, LogTest.KEY, List.of())) {
        assertThat(open.reader().head().size())
            .isBetween((long) answered, (long) answered + inJournal);
        answered = (int) open.reader().head().size();
        requireWhole(open, answered);
      }
      inJournal = 0;
    }
  }
}
