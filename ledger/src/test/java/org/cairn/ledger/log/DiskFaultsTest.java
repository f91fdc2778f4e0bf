package org.cairn.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.cairn.ledger.Fault;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.log.TracedDisk.Call;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every call to the disk of a short life of a log fails, each in its turn. */
class DiskFaultsTest {
  /** The last of these fills tiles, so that their partial forms go when the log is closed. */
  private static final int[] APPENDS = {1, 3, 300, 2, 260};

  private static final String FULL = "No space left on device";

  @TempDir Path folder;

  private int logs;

  /** Counts calls of one kind and lets one of them fail, or all from it on until mended. */
  private static final class FailAt implements TracedDisk.Trouble {
    private final Call kind;
    private final int at;
    private final boolean stays;
    private final String message;
    private final AtomicInteger calls = new AtomicInteger();
    private volatile boolean mended;

    FailAt(Call kind, int at, boolean stays, String message) {
      this.kind = kind;
      this.at = at;
      this.stays = stays;
      this.message = message;
    }

    @Override
    public void before(Call call, Path path) throws IOException {
      if (call != kind) {
        return;
      }
      int number = calls.getAndIncrement();
      if (!mended && (stays ? number >= at : number == at)) {
        throw new IOException(message);
      }
    }

    boolean hasFailed() {
      return calls.get() > at;
    }
  }

  /** One log, what was answered, and what was tried. */
  private final class Life {
    final Path root;
    final FailAt trouble;
    final TracedDisk disk;
    final List<byte[]> answered = new ArrayList<>();
    final List<byte[]> tried = new ArrayList<>();
    final List<IOException> failures = new ArrayList<>();

    Life(FailAt trouble) throws Exception {
      this.root = Files.createDirectory(folder.resolve("log" + logs++));
      this.trouble = trouble;
      Log.create(root.resolve("log"), root.resolve("state"), LogTest.KEY);
      this.disk = new TracedDisk(root, trouble);
    }

    Log open() throws Exception {
      return Log.open(disk, root.resolve("log"), root.resolve("state"), LogTest.KEY, List.of());
    }

    /** Until something fails, or to the end. */
    void run() throws Exception {
      Log open;
      try {
        open = open();
      } catch (IOException e) {
        failures.add(e);
        return;
      }
      try (open) {
        for (int count : APPENDS) {
          append(open, count);
        }
      } catch (IOException e) {
        failures.add(e);
      }
    }

    private void append(Log open, int count) throws Exception {
      List<byte[]> entries = LogTest.entries(answered.size(), answered.size() + count);
      tried.clear();
      tried.addAll(entries);
      Appended appended = disk.append(open, entries);
      assertThat(appended.firstIndex()).isEqualTo(answered.size());
      answered.addAll(entries);
      tried.clear();
      assertThat(open.reader().head().size()).isEqualTo(answered.size()); // waits for the files
    }

    /** All that was answered is there; of the append that failed all or nothing is. */
    void requireWhole(Log open, String where) throws Exception {
      LogReader reader = open.reader();
      long size = reader.head().size();
      assertThat(size)
          .as(where)
          .isIn((long) answered.size(), (long) answered.size() + tried.size());
      for (int index = 0; index < size; index++) {
        assertThat(reader.entry(index)).as(where).isEqualTo(LogTest.entry(index));
      }
      List<Fault> faults = new ArrayList<>();
      LogAudit.audit(root.resolve("log"), reader.head(), faults::add);
      assertThat(faults).as(where).isEmpty();
    }
  }

  private int calls(Call kind) throws Exception {
    Life life = new Life(new FailAt(kind, Integer.MAX_VALUE, false, "never"));
    life.run();
    assertThat(life.failures).isEmpty();
    return life.trouble.calls.get();
  }

  /** Input or output errors: told and mended by opening again, or made good without a word. */
  @ParameterizedTest
  @EnumSource(
      value = Call.class,
      names = {"CREATE", "OPEN", "WRITE", "FORCE", "CREATE_FOLDER", "RENAME", "DELETE"})
  void a_call_that_fails_is_told_and_opening_again_recovers(Call kind) throws Exception {
    int calls = calls(kind);
    for (int at = 0; at < calls; at++) {
      String where = kind + " " + at;
      Life life = new Life(new FailAt(kind, at, false, "Input/output error"));
      life.run();
      assertThat(life.trouble.hasFailed()).as(where).isTrue();
      if (life.failures.isEmpty()) { // a file that only had to be written once more
        assertThat(life.answered).as(where).hasSize(IntStream.of(APPENDS).sum());
      }
      try (Log open = life.open()) {
        life.requireWhole(open, where);
        life.tried.clear();
        Appended more = life.disk.append(open, LogTest.entries(0, 1));
        assertThat(more.firstIndex()).as(where).isGreaterThanOrEqualTo(life.answered.size());
      }
      requireStandsAfterPowerCut(life, where);
      LogTest.delete(life.root);
    }
  }

  /** What the kernel takes for written after a failed force must not be relied on. */
  private void requireStandsAfterPowerCut(Life life, String where) throws Exception {
    Path left = folder.resolve("left");
    PowerCut.leave(life.disk.trace(), life.root, PowerCut.NONE, left);
    try (Log open = Log.open(left.resolve("log"), left.resolve("state"), LogTest.KEY, List.of())) {
      assertThat(open.reader().head().size()).as(where).isGreaterThan(life.answered.size());
      for (int index = 0; index < life.answered.size(); index += 7) {
        assertThat(open.reader().entry(index)).as(where).isEqualTo(LogTest.entry(index));
      }
    }
    LogTest.delete(left);
  }

  @Test
  void a_log_whose_force_failed_takes_no_more_until_it_is_opened_again() throws Exception {
    Life counting = new Life(new FailAt(Call.FORCE, Integer.MAX_VALUE, false, "never"));
    int opening;
    try (Log open = counting.open()) {
      opening = counting.trouble.calls.get();
      assertThat(open.checkpoint().text()).isNotEmpty();
    }
    Life life = new Life(new FailAt(Call.FORCE, opening, false, "Input/output error"));
    try (Log open = life.open()) {
      for (int each = 0; each < 3; each++) {
        assertThatThrownBy(() -> life.append(open, 1))
            .isInstanceOfSatisfying(
                IntegrityException.class, e -> assertThat(e.code()).isEqualTo("log-write-failed"));
        assertThat(open.reader().head().size()).isZero();
      }
      assertThatThrownBy(() -> open.cosign(open.checkpoint().text(), List.of()))
          .isInstanceOf(IntegrityException.class);
    }
    assertThat(life.trouble.hasFailed()).isTrue();
    try (Log open = life.open()) {
      life.requireWhole(open, "first force of an append");
    }
  }

  /** Stopped after the partial tiles went and before the segment that starts from them did. */
  @Test
  void opens_again_where_the_tile_it_starts_from_is_there_in_its_full_form_only() throws Exception {
    Life life = new Life(new FailAt(Call.DELETE, Integer.MAX_VALUE, false, "never"));
    try (Log open = life.open()) {
      life.append(open, 5);
    }
    Disk keepsJournals =
        new ForwardingDisk() {
          private boolean settled;

          @Override
          public void delete(Path path) throws IOException {
            if (settled && path.getFileName().toString().startsWith("journal.")) {
              throw new IOException("Input/output error");
            }
            settled |= path.endsWith("000.p");
            REAL.delete(path);
          }
        };
    Path log = life.root.resolve("log");
    Path state = life.root.resolve("state");
    Log stopped = Log.open(keepsJournals, log, state, LogTest.KEY, List.of());
    life.append(stopped, 300);
    assertThatThrownBy(stopped::close).hasMessage("Input/output error");
    assertThat(log.resolve("tile/0/000.p")).doesNotExist();
    try (Log open = life.open()) {
      life.requireWhole(open, "a full tile");
      life.append(open, 1);
    }
  }

  /** From each write in turn there is no more room, until some is freed. */
  @Test
  void a_full_disk_shows_nothing_by_halves_and_is_no_more_trouble_once_freed() throws Exception {
    int calls = calls(Call.WRITE);
    Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    for (int at = 0; at < calls; at++) {
      String where = "write " + at;
      Life life = new Life(new FailAt(Call.WRITE, at, true, FULL));
      outcomes.merge(fill(life, where), 1, Integer::sum);
      life.trouble.mended = true;
      try (Log open = life.open()) {
        life.requireWhole(open, where);
      }
      LogTest.delete(life.root);
    }
    assertThat(outcomes).containsOnlyKeys(Outcome.values());
  }

  private enum Outcome {
    NOT_OPENED,
    REFUSED_AND_TAKEN_LATER,
    FULL_WHEN_CLOSED
  }

  private Outcome fill(Life life, String where) throws Exception {
    Log open;
    try {
      open = life.open();
    } catch (IOException e) {
      assertThat(e).as(where).hasStackTraceContaining(FULL);
      return Outcome.NOT_OPENED;
    }
    Outcome outcome = Outcome.FULL_WHEN_CLOSED;
    try (open) {
      for (int count : APPENDS) {
        try {
          life.append(open, count);
        } catch (StorageFullException e) {
          assertThat(e).as(where).hasMessageContaining("Free some room");
          life.trouble.mended = true;
          life.requireWhole(open, where);
          assertThat(open.reader().head().size()).as(where).isEqualTo(life.answered.size());
          life.append(open, count);
          outcome = Outcome.REFUSED_AND_TAKEN_LATER;
        }
      }
    } catch (IOException e) {
      assertThat(e).as(where).hasStackTraceContaining(FULL);
    }
    return outcome;
  }
}
