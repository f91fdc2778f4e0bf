package org.cairn.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.merkle.Merkle;
import org.cairn.ledger.note.Checkpoint;
import org.cairn.ledger.note.SigningKey;
import org.cairn.ledger.note.TrustPolicy;
import org.cairn.ledger.note.VerifierKey.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTest {
  static final SigningKey KEY = SigningKey.generate("log.example/a", Kind.LOG, new SecureRandom());

  @TempDir Path folder;
  Path log;
  Path state;

  @BeforeEach
  void create() throws Exception {
    log = folder.resolve("log");
    state = folder.resolve("state");
    Log.create(log, state, KEY);
  }

  private Log open() throws Exception {
    return Log.open(log, state, KEY, List.of());
  }

  static byte[] entry(int number) {
    return ("entry " + number).getBytes(StandardCharsets.UTF_8);
  }

  static List<byte[]> entries(int from, int to) {
    return IntStream.range(from, to).mapToObj(LogTest::entry).toList();
  }

  @Test
  void gives_every_entry_an_index_and_a_proof_that_the_policy_accepts() throws Exception {
    TrustPolicy policy = TrustPolicy.ofLog(KEY.verifier());
    try (Log open = open()) {
      int size = 0;
      for (int count : new int[] {1, 2, 252, 1, 1, 600, 255, 1}) {
        Appended appended = open.append(entries(size, size + count));
        assertThat(appended.firstIndex()).isEqualTo(size);
        for (int entry = 0; entry < count; entry++) {
          appended.proof(entry).verify(entry(size + entry), policy, Instant.now());
        }
        size += count;
        assertThat(open.reader().head().size()).isEqualTo(size);
        assertThat(LogReader.now(LogSource.folder(log)).head().size()).isEqualTo(size);
      }
    }
    LogReader reader = LogReader.now(LogSource.folder(log));
    for (int index = 0; index < 1113; index++) {
      assertThat(reader.entry(index)).isEqualTo(entry(index));
      reader.prove(index).verify(entry(index), policy, Instant.now());
    }
    assertThat(reader.head().root()).isEqualTo(rootByDefinition(0, 1113));
  }

  /** RFC 6962 section 2.1, word for word. */
  private static Hash rootByDefinition(int from, int to) {
    if (to - from == 1) {
      return Merkle.leafHash(entry(from));
    }
    int split = Integer.highestOneBit(to - from - 1);
    return Merkle.nodeHash(
        rootByDefinition(from, from + split), rootByDefinition(from + split, to));
  }

  @Test
  void keeps_what_it_answered_when_opened_again() throws Exception {
    try (Log open = open()) {
      open.append(entries(0, 300));
    }
    try (Log open = open()) {
      assertThat(open.append(entries(300, 301)).firstIndex()).isEqualTo(300);
    }
    assertThat(LogReader.now(LogSource.folder(log)).entry(299)).isEqualTo(entry(299));
  }

  @Test
  void is_closed_whole_by_an_interrupted_thread() throws Exception {
    Log open = open();
    open.append(entries(0, 300));
    Thread.currentThread().interrupt();
    open.close();
    assertThat(Thread.interrupted()).isTrue();
    try (Log again = open()) {
      assertThat(again.reader().head().size()).isEqualTo(300);
    }
  }

  @Test
  void goes_on_where_a_caller_was_interrupted() throws Exception {
    try (Log open = open()) {
      Thread.currentThread().interrupt();
      open.append(entries(0, 3));
      byte[] large = new byte[30_000];
      open.append(List.of(large, large, large));
      assertThat(Thread.interrupted()).isTrue();
      assertThat(open.append(List.of(entry(6))).firstIndex()).isEqualTo(6);
    }
    try (Log open = open()) {
      assertThat(open.reader().entry(6)).isEqualTo(entry(6));
    }
  }

  @Test
  void leaves_no_partial_tile_beside_a_full_one_once_closed() throws Exception {
    try (Log open = open()) {
      for (int size = 0; size < 520; size++) {
        open.append(entries(size, size + 1));
      }
    }
    assertThat(log.resolve("tile/0/000.p")).doesNotExist();
    assertThat(log.resolve("tile/entries/001.p")).doesNotExist();
    assertThat(log.resolve("tile/0/002.p/8")).exists();
  }

  @Test
  void joins_appends_of_many_threads_without_losing_any() throws Exception {
    try (Log open = open();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Long>> tasks = new ArrayList<>();
      for (int each = 0; each < 400; each++) {
        byte[] entry = entry(each);
        tasks.add(() -> open.append(List.of(entry)).firstIndex());
      }
      List<Long> indexes = new ArrayList<>();
      for (Future<Long> done : threads.invokeAll(tasks)) {
        indexes.add(done.get());
      }
      LogReader reader = open.reader();
      for (int each = 0; each < 400; each++) {
        assertThat(reader.entry(indexes.get(each))).isEqualTo(entry(each));
      }
      assertThat(indexes).doesNotHaveDuplicates().hasSize(400);
    }
  }

  @Test
  void refuses_entries_over_the_limit_and_adds_nothing() throws Exception {
    try (Log open = open()) {
      open.append(List.of(new byte[0], new byte[Log.MAX_ENTRY]));
      assertThatThrownBy(() -> open.append(List.of(entry(1), new byte[Log.MAX_ENTRY + 1])))
          .isInstanceOfSatisfying(
              RefusedException.class, e -> assertThat(e.code()).isEqualTo("entry-size"));
      assertThatThrownBy(() -> open.append(List.of()))
          .isInstanceOfSatisfying(
              RefusedException.class, e -> assertThat(e.code()).isEqualTo("append-empty"));
      assertThat(open.reader().head().size()).isEqualTo(2);
    }
  }

  @Test
  void refuses_a_second_writer_in_words() throws Exception {
    try (Log open = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOfSatisfying(
              RefusedException.class, e -> assertThat(e.code()).isEqualTo("log-locked"));
      assertThat(open.append(entries(0, 1)).firstIndex()).isZero();
    }
    open().close();
  }

  @Test
  void signs_with_both_keys_when_the_key_changes_and_then_with_the_new_one() throws Exception {
    SigningKey next = SigningKey.generate(KEY.verifier().name(), Kind.LOG, new SecureRandom());
    try (Log open = open()) {
      open.append(entries(0, 5));
      Appended rotated = open.rotate(next, entry(5));
      assertThat(rotated.checkpoint().verify(List.of(KEY.verifier(), next.verifier()))).hasSize(2);
      Appended after = open.append(entries(6, 7));
      assertThat(after.checkpoint().verify(List.of(KEY.verifier(), next.verifier())))
          .extracting(verified -> verified.key())
          .containsExactly(next.verifier());
    }
    try (Log open = Log.open(log, state, next, List.of(KEY.verifier()))) {
      assertThat(open.reader().head().size()).isEqualTo(7);
    }
    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            IntegrityException.class, e -> assertThat(e.code()).isEqualTo("store-key"));
  }

  @Test
  void publishes_cosignatures_for_the_newest_checkpoint_only() throws Exception {
    SigningKey witness = SigningKey.generate("witness.example/w", Kind.WITNESS, new SecureRandom());
    try (Log open = open()) {
      String old = open.append(entries(0, 1)).checkpoint().text();
      String newest = open.append(entries(1, 2)).checkpoint().text();
      Instant now = Instant.now();
      assertThat(open.cosign(old, List.of(witness.cosign(old, now)))).isFalse();
      assertThat(open.cosign(newest, List.of(witness.cosign(newest, now)))).isTrue();
    }
    open().close();
    assertThat(
            LogReader.now(LogSource.folder(log))
                .checkpoint()
                .verify(List.of(KEY.verifier(), witness.verifier())))
        .hasSize(2);
  }

  @Test
  void refuses_data_restored_from_an_older_copy_and_says_what_to_do() throws Exception {
    try (Log open = open()) {
      open.append(entries(0, 300));
    }
    Path yesterday = folder.resolve("yesterday");
    copy(log, yesterday);
    try (Log open = open()) {
      open.append(entries(300, 600));
    }
    delete(log);
    copy(yesterday, log);
    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            IntegrityException.class,
            e -> {
              assertThat(e.code()).isEqualTo("tiles-behind-store");
              assertThat(e.getMessage()).contains("restore").contains("nothing was written");
            });
  }

  @Test
  void refuses_a_store_restored_from_an_older_copy() throws Exception {
    try (Log open = open()) {
      open.append(entries(0, 300));
    }
    Path yesterday = folder.resolve("yesterday");
    copy(state, yesterday);
    try (Log open = open()) {
      open.append(entries(300, 600));
    }
    delete(state);
    copy(yesterday, state);
    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            IntegrityException.class,
            e -> assertThat(e.code()).isEqualTo("checkpoint-ahead-of-store"));
  }

  @Test
  void refuses_a_folder_whose_tiles_were_changed_and_a_log_without_its_store() throws Exception {
    try (Log open = open()) {
      open.append(entries(0, 3));
    }
    Path tile = log.resolve("tile/0/000.p/3");
    byte[] content = Files.readAllBytes(tile);
    content[40] ^= 1;
    Files.write(tile, content);
    Path checkpoint = log.resolve("checkpoint");
    byte[] before = Files.readAllBytes(checkpoint);
    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            IntegrityException.class,
            e -> assertThat(e.code()).isEqualTo("tiles-contradict-store"));
    delete(state);
    Files.createDirectory(state);
    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            IntegrityException.class, e -> assertThat(e.code()).isEqualTo("store-missing"));
    assertThat(checkpoint).hasBinaryContent(before);
  }

  /** Something done to the journal while the log is open. */
  private interface Tampering {
    void run(Path journal) throws Exception;
  }

  @Test
  void takes_no_more_once_its_journal_was_removed() throws Exception {
    requireNoticed(Files::delete);
  }

  @Test
  void takes_no_more_once_another_file_stands_for_its_journal() throws Exception {
    requireNoticed(journal -> {
      Path same = Files.copy(journal, folder.resolve("copy"));
      Files.move(same, journal, StandardCopyOption.REPLACE_EXISTING);
    });
  }

  @Test
  void takes_no_more_once_another_program_wrote_behind_its_last_record() throws Exception {
    requireNoticed(journal -> {
      byte[] content = Files.readAllBytes(journal);
      byte[] mark =
          Arrays.copyOfRange(
              content,
              JournalSegment.HEADER.length,
              JournalSegment.HEADER.length + JournalSegment.MARK);
      try (RandomAccessFile file = new RandomAccessFile(journal.toFile(), "rw")) {
        file.seek(endOfLastRecord(content, mark));
        file.write(mark);
      }
    });
  }

  /** Its digest may end with a zero as the room behind it does: only its lengths tell. */
  private static int endOfLastRecord(byte[] journal, byte[] mark) {
    int start = journal.length - mark.length;
    while (!Arrays.equals(journal, start, start + mark.length, mark, 0, mark.length)) {
      start--;
    }
    ByteBuffer record = ByteBuffer.wrap(journal).position(start + JournalSegment.MARK);
    int content = record.getInt() + record.position();
    record.position(content + JournalSegment.CONTENT_HEAD - Integer.BYTES);
    return record.getInt() + record.position() + Hash.LENGTH;
  }

  private void requireNoticed(Tampering tampering) throws Exception {
    try (Log open = open()) {
      open.append(entries(0, 1));
      tampering.run(JournalSegment.list(state).getLast());
      for (int call = 0; call < 2; call++) {
        assertThatThrownBy(() -> open.append(entries(1, 2)))
            .isInstanceOfSatisfying(
                IntegrityException.class, e -> assertThat(e.code()).isEqualTo("store-changed"));
      }
    }
  }

  @Test
  void never_creates_a_log_where_one_is() {
    assertThatThrownBy(() -> Log.create(log, state, KEY))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.code()).isEqualTo("log-exists"));
  }

  @Test
  void begins_with_a_signed_checkpoint_of_the_empty_tree() throws Exception {
    try (Log open = open()) {
      assertThat(Checkpoint.parse(open.checkpoint().text()).head().root())
          .isEqualTo(Merkle.EMPTY_ROOT);
      assertThatThrownBy(() -> open.reader().entry(0))
          .isInstanceOfSatisfying(
              RefusedException.class, e -> assertThat(e.code()).isEqualTo("entry-index"));
    }
  }

  static void copy(Path from, Path to) throws Exception {
    try (var paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
  }

  static void delete(Path tree) throws Exception {
    try (var paths = Files.walk(tree)) {
      for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
