package org.cairn.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cairn.register.RegisterFixture.CLOCK;
import static org.cairn.register.RegisterFixture.record;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerRecordsTest {
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

  @Test
  void records_come_in_order_and_whole_also_where_keys_change_among_them() throws Exception {
    append(0, 700);
    try (LedgerWriter writer = LedgerWriter.open(workspace, CLOCK)) {
      writer.rotateNodeKey("each year");
      writer.rotateLogKey("each year");
    }
    append(700, 1_400);

    List<Integer> numbers = new ArrayList<>();
    List<String> secrets = new ArrayList<>();
    LedgerRecords.forEach(
        workspace,
        (index, record) -> {
          if (record.path("type").asString().equals("note")) {
            numbers.add(record.path("number").asInt());
            secrets.add(record.path("secret").asString());
          }
        });

    assertThat(numbers).isEqualTo(IntStream.range(0, 1_400).boxed().toList());
    assertThat(secrets).isEqualTo(IntStream.range(0, 1_400).mapToObj(n -> "s" + n).toList());
  }

  @Test
  void reading_on_begins_where_it_is_told_and_knows_the_keys_before() throws Exception {
    append(0, 300);
    try (LedgerWriter writer = LedgerWriter.open(workspace, CLOCK)) {
      writer.rotateNodeKey("each year");
    }
    append(300, 600);

    List<Long> indexes = new ArrayList<>();
    LedgerRecords.<String, RuntimeException>forEach(
        workspace,
        workspace.reader(),
        500,
        record -> record.path("secret").asString(),
        (index, secret) -> {
          assertThat(secret).isEqualTo("s" + (index - 2));
          indexes.add(index);
        });

    assertThat(indexes).hasSize(102).startsWith(500L);
  }

  @Test
  void an_altered_record_ends_the_reading_before_it_and_is_named() throws Exception {
    append(0, 600);
    Path bundle = workspace.log().resolve("tile/entries/001");
    byte[] content = Files.readAllBytes(bundle);
    String text = new String(content, java.nio.charset.StandardCharsets.ISO_8859_1);
    int at = text.lastIndexOf("\"signature\":\"") + 20;
    content[at] = (byte) (content[at] == 'A' ? 'B' : 'A');
    Files.write(bundle, content);

    List<Long> indexes = new ArrayList<>();
    assertThatThrownBy(
            () -> LedgerRecords.forEach(workspace, (index, record) -> indexes.add(index)))
        .isInstanceOf(IntegrityException.class)
        .hasMessageContaining("entry 511")
        .hasMessageContaining("record-signature");
    assertThat(indexes).hasSize(511);
  }

  @Test
  void a_line_of_the_vault_that_is_no_disclosure_is_named() throws Exception {
    append(0, 10);
    Path file = Folders.files(workspace.root().resolve("vault")).getFirst();
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.set(3, "nothing");
    Files.write(file, lines);

    assertThatThrownBy(() -> LedgerRecords.forEach(workspace, (index, record) -> {}))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(file.getFileName() + ", line 4")
        .hasMessageContaining("backup of the vault");
  }
}
