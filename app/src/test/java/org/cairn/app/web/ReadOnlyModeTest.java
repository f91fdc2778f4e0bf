package org.cairn.app.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.cairn.ledger.log.StorageFullException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

class ReadOnlyModeTest {
  private static final Instant START = Instant.parse("2026-05-04T09:00:00Z");

  @TempDir private Path folder;

  private final StringWriter told = new StringWriter();
  private final AtomicInteger trials = new AtomicInteger();
  private Optional<DiskTrouble> trouble = Optional.empty();
  private Instant time = START;

  private ReadOnlyMode mode(boolean set) {
    return new ReadOnlyMode(
        "ws",
        set,
        () -> {
          trials.incrementAndGet();
          return trouble;
        },
        () -> time,
        new PrintWriter(told));
  }

  private void advance(Duration by) {
    time = time.plus(by);
  }

  @Test
  void what_a_failure_says_of_the_disk_is_read_from_whatever_is_deepest() {
    assertThat(DiskTrouble.of(new StorageFullException("Too little room")))
        .contains(DiskTrouble.FULL);
    for (SQLiteErrorCode full : new SQLiteErrorCode[] {SQLiteErrorCode.SQLITE_FULL}) {
      assertThat(DiskTrouble.of(new IOException("people.db", new SQLiteException("x", full))))
          .contains(DiskTrouble.FULL);
    }
    for (SQLiteErrorCode code :
        new SQLiteErrorCode[] {
          SQLiteErrorCode.SQLITE_READONLY,
          SQLiteErrorCode.SQLITE_READONLY_DBMOVED,
          SQLiteErrorCode.SQLITE_IOERR_WRITE,
          SQLiteErrorCode.SQLITE_IOERR_SHMSIZE
        }) {
      assertThat(DiskTrouble.of(new SQLiteException("x", code)))
          .as(code.name())
          .contains(DiskTrouble.UNWRITABLE);
    }
    assertThat(DiskTrouble.of(new SQLiteException("x", SQLiteErrorCode.SQLITE_BUSY))).isEmpty();
    assertThat(DiskTrouble.of(new IOException("a: No space left on device")))
        .contains(DiskTrouble.FULL);
    assertThat(DiskTrouble.of(new IOException("a: Disk quota exceeded")))
        .contains(DiskTrouble.FULL);
    IOException mounted = new IOException("a: Read-only file system");
    assertThat(DiskTrouble.of(new RuntimeException(mounted))).contains(DiskTrouble.UNWRITABLE);
    assertThat(DiskTrouble.of(new IllegalStateException("no space left"))).isEmpty();
  }

  @Test
  void begins_with_a_failed_write_and_ends_with_a_trial_that_is_made_every_few_seconds() {
    ReadOnlyMode mode = mode(false);
    assertThat(mode.nowForWriting()).isEmpty();
    trouble = Optional.of(DiskTrouble.FULL);
    assertThat(mode.noticed(new IOException("No space left on device")))
        .contains(new ReadOnlyMode.Now(ReadOnlyMode.Reason.FULL, START));
    advance(Duration.ofSeconds(2));
    assertThat(mode.nowForWriting()).isPresent();
    assertThat(trials).hasValue(0);
    advance(Duration.ofSeconds(1));
    for (int each = 0; each < 5; each++) {
      assertThat(mode.nowForWriting().orElseThrow().since()).isEqualTo(START);
    }
    assertThat(trials).hasValue(1);
    mode.noticed(new IOException("No space left on device"));
    assertThat(told.toString()).containsOnlyOnce("is full");
    trouble = Optional.empty();
    advance(Duration.ofSeconds(3));
    assertThat(mode.now()).isPresent();
    assertThat(mode.nowForWriting()).isEmpty();
    assertThat(mode.now()).isEmpty();
    assertThat(told.toString()).containsOnlyOnce("this node goes on");
  }

  @Test
  void a_failure_in_words_of_another_language_is_tried_out() {
    ReadOnlyMode mode = mode(false);
    assertThat(mode.noticed(new IOException("Aucun espace disponible"))).isEmpty();
    trouble = Optional.of(DiskTrouble.UNWRITABLE);
    assertThat(mode.noticed(new IllegalStateException("not of the disk"))).isEmpty();
    // Whoever breaks off many requests does not have the disk tried as often.
    assertThat(mode.noticed(new IOException("Connexion réinitialisée"))).isEmpty();
    assertThat(trials).hasValue(1);
    advance(Duration.ofSeconds(3));
    assertThat(mode.noticed(new IOException("Système de fichiers en lecture seule")))
        .map(ReadOnlyMode.Now::reason)
        .contains(ReadOnlyMode.Reason.UNWRITABLE);
    assertThat(told.toString()).contains("'ws' cannot be written");
  }

  @Test
  void what_is_noted_while_reading_is_left_out_where_the_disk_does_not_take_it() throws Exception {
    ReadOnlyMode mode = mode(false);
    assertThatThrownBy(() ->
            mode.note(() -> {
              throw new IOException("broken");
            }))
        .hasMessage("broken");
    mode.note(() -> {
      throw new IOException("No space left on device");
    });
    assertThat(mode.now()).isPresent();
    mode.note(() -> {
      throw new IOException("not even tried");
    });
  }

  @Test
  void by_the_settings_it_does_not_end_by_itself() {
    ReadOnlyMode mode = mode(true);
    advance(Duration.ofDays(1));
    assertThat(mode.nowForWriting()).contains(new ReadOnlyMode.Now(ReadOnlyMode.Reason.SET, START));
    assertThat(trials).hasValue(0);
    assertThat(mode.noticed(new IOException("No space left on device"))).isEqualTo(mode.now());
    assertThat(told.toString()).contains("cairn.yaml").doesNotContain("is full");
  }

  @Test
  void a_trial_leaves_nothing_behind_and_fails_where_nothing_can_be_written() throws Exception {
    assertThat(DiskTrouble.inTrial(folder)).isEmpty();
    assertThat(folder).isEmptyDirectory();
    assertThat(DiskTrouble.inTrial(folder.resolve("gone"))).contains(DiskTrouble.UNWRITABLE);
    Files.createDirectory(folder.resolve(".cairn-trial"));
    assertThat(DiskTrouble.inTrial(folder)).contains(DiskTrouble.UNWRITABLE);
  }
}
