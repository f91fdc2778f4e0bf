package org.cairn.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cairn.register.RegisterFixture.CLOCK;
import static org.cairn.register.RegisterFixture.record;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cairn.ledger.Fault;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class EntryReaderTest {
  @TempDir private Path folder = Path.of("");
  private Workspace workspace;

  @BeforeEach
  void create() throws Exception {
    workspace = RegisterFixture.workspace(folder.resolve("w"));
  }

  private void append(int from, int until) throws Exception {
    try (LedgerWriter writer = LedgerWriter.open(workspace, CLOCK)) {
      writer.append(
          IntStream.range(from, until)
              .mapToObj(number ->
                  new Draft(
                      record("note").put("number", number).put("secret", "s" + number),
                      Set.of("secret"),
                      3))
              .toList());
    }
  }

  private Map<Long, ObjectNode> byReadingEverything() throws Exception {
    Map<Long, ObjectNode> records = new HashMap<>();
    LedgerRecords.forEach(workspace, records::put);
    return records;
  }

  @Test
  void gives_the_same_as_reading_everything_while_log_and_keys_go_on() throws Exception {
    append(0, 300);
    EntryReader reader = EntryReader.open(workspace);
    String first = reader.read(0).actor();
    try (LedgerWriter writer = LedgerWriter.open(workspace, CLOCK)) {
      writer.rotateNodeKey("each year");
      writer.rotateLogKey("each year");
    }
    append(300, 700);
    Map<Long, ObjectNode> expected = byReadingEverything();
    List<Long> order = new ArrayList<>(expected.keySet());
    Collections.shuffle(order, new Random(3));
    for (long index : order) {
      EntryReader.Entry entry = reader.read(index);
      assertThat(entry.record()).as("entry %d", index).isEqualTo(expected.get(index));
      assertThat(entry.actor()).isEqualTo(first);
    }
    assertThat(reader.head().size()).isEqualTo(expected.size());
    assertThat(reader.read(1).kid()).isNotEqualTo(reader.read(expected.size() - 1).kid());
  }

  @Test
  void many_threads_read_while_entries_are_added() throws Exception {
    append(0, 100);
    EntryReader reader = EntryReader.open(workspace);
    List<Future<Integer>> read = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int thread = 0; thread < 4; thread++) {
        Random random = new Random(thread);
        read.add(
            threads.submit(() -> {
              int secrets = 0;
              for (int each = 0; each < 400; each++) {
                long index = 1 + random.nextInt((int) reader.head().size() - 1);
                ObjectNode record = reader.read(index).record();
                secrets +=
                    record.path("secret").asString("").equals("s" + record.path("number").asInt())
                        ? 1
                        : 0;
              }
              return secrets;
            }));
      }
      for (int batch = 100; batch < 400; batch += 50) {
        append(batch, batch + 50);
        assertThat(reader.read(batch + 50).record().path("number").asInt()).isEqualTo(batch + 49);
      }
    }
    for (Future<Integer> each : read) {
      assertThat(each.get()).isEqualTo(400);
    }
  }

  @Test
  void long_members_come_back_from_their_blob_and_a_missing_blob_is_told() throws Exception {
    ObjectNode record = record("long");
    ArrayNode items = record.putArray("items");
    IntStream.range(0, 3_000).forEach(item -> items.add("an item with a long name " + item));
    RegisterFixture.append(workspace, record);
    EntryReader reader = EntryReader.open(workspace);
    assertThat(reader.read(1).record().path("items").size()).isEqualTo(3_000);
    try (Stream<Path> blobs = Files.walk(workspace.root().resolve("ledger/blobs"))) {
      for (Path blob : blobs.filter(Files::isRegularFile).toList()) {
        Files.delete(blob);
      }
    }
    assertIntegrity(() -> reader.read(1), "blob-missing");
  }

  @Test
  void an_entry_that_was_altered_is_not_given() throws Exception {
    append(0, 300);
    Path bundle = workspace.log().resolve("tile/entries/000");
    byte[] content = Files.readAllBytes(bundle);
    content[content.length / 2] ^= 1;
    Files.write(bundle, content);
    EntryReader reader = EntryReader.open(workspace);
    List<String> codes = new ArrayList<>();
    for (long index = 1; index < 256; index++) {
      try {
        reader.read(index);
      } catch (IntegrityException e) {
        codes.add(e.code());
      }
    }
    assertThat(codes).containsExactly("inclusion-root");
  }

  @Test
  void a_log_that_does_not_continue_is_told() throws Exception {
    Folders.copy(workspace.root(), folder.resolve("other"));
    append(0, 10);
    EntryReader reader = EntryReader.open(workspace);
    Workspace other = Workspace.at(folder.resolve("other"));
    try (LedgerWriter writer = LedgerWriter.open(other, CLOCK)) {
      writer.append(IntStream.range(0, 20).mapToObj(n -> Draft.open(record("note"))).toList());
    }
    replace(workspace.log(), other.log());
    assertIntegrity(() -> reader.read(15), "consistency-root");
    assertThat(reader.head().size()).isEqualTo(11);
  }

  private static void replace(Path log, Path by) throws Exception {
    Files.move(log, log.resolveSibling("log.away"));
    Files.move(by, log);
  }

  @Test
  void says_which_indices_there_are() throws Exception {
    EntryReader reader = EntryReader.open(workspace);
    for (long none : new long[] {-1, 1, Long.MAX_VALUE}) {
      assertThatThrownBy(() -> reader.read(none))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("entry-index");
    }
  }

  private static void assertIntegrity(ThrowingCallable reading, String code) {
    assertThatThrownBy(reading)
        .isInstanceOfSatisfying(
            IntegrityException.class,
            e -> assertThat(e.fault()).extracting(Fault::code).isEqualTo(code));
  }
}
