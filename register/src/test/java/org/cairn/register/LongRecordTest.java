package org.cairn.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.cairn.ledger.Fault;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.record.SignedRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Records longer than an entry may be. */
class LongRecordTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));

  @TempDir private Path folder = Path.of("");

  private Workspace create() throws IOException, RefusedException {
    return Workspace.create(folder, "example.org/log", CLOCK, new SecureRandom());
  }

  private static ObjectNode withItems(String type, int items) {
    ObjectNode record = JsonNodeFactory.instance.objectNode().put("type", type).put("short", 7);
    ArrayNode list = record.putArray("items");
    for (int item = 0; item < items; item++) {
      list.add("S2A_T36SYC_20260101T000000_" + item);
    }
    return record;
  }

  private static void append(Workspace workspace, Draft... drafts)
      throws IOException, RefusedException {
    try (LedgerWriter writer = LedgerWriter.open(workspace, CLOCK)) {
      writer.append(List.of(drafts));
    }
  }

  private static List<ObjectNode> read(Workspace workspace) throws IOException, RefusedException {
    List<ObjectNode> records = new ArrayList<>();
    LedgerRecords.forEach(
        workspace,
        (index, record) -> {
          record.remove(List.of("time", "after"));
          records.add(record);
        });
    return records;
  }

  private static List<Fault> faults(Workspace workspace) throws IOException {
    List<Fault> faults = new ArrayList<>();
    LedgerCheck.check(workspace, faults::add);
    return faults;
  }

  @Test
  void its_longest_member_goes_to_a_blob_and_comes_back() throws Exception {
    Workspace workspace = create();
    ObjectNode small = withItems("small", 500);
    ObjectNode large = withItems("large", 5_000);
    large.put("place", "p".repeat(9_000));
    append(workspace, Draft.open(small), Draft.open(large));

    assertThat(read(workspace).subList(1, 3)).containsExactly(small, large);
    ObjectNode written = SignedRecord.parse(workspace.reader().entry(2)).record();
    assertThat(written.path("moved").path("members").toString()).isEqualTo("[\"items\"]");
    assertThat(written.path("place").asString()).hasSize(9_000);
    assertThat(SignedRecord.parse(workspace.reader().entry(1)).record().has("moved")).isFalse();
    assertThat(faults(workspace)).isEmpty();
  }

  @Test
  void every_length_up_to_the_limit_fits() throws Exception {
    Workspace workspace = create();
    List<Draft> drafts = new ArrayList<>();
    for (int length = 22_000; length < 26_000; length += 37) {
      drafts.add(
          new Draft(
              withItems("t", 3).put("text", "x".repeat(length)).put("geometry", "POINT (1 2)"),
              Set.of("geometry"),
              2));
    }
    append(workspace, drafts.toArray(Draft[]::new));

    List<ObjectNode> read = read(workspace);
    for (int draft = 0; draft < drafts.size(); draft++) {
      assertThat(read.get(draft + 1)).isEqualTo(drafts.get(draft).record());
    }
  }

  @Test
  void blobs_named_in_what_was_moved_are_still_checked() throws Exception {
    Workspace workspace = create();
    String picture = "sha256:" + workspace.blobs().put(new byte[] {1, 2, 3}).hex();
    ObjectNode record = withItems("alert", 1);
    record.putArray("chips").addObject().put("blob", picture).put("item", "ü".repeat(20_000));
    append(workspace, Draft.open(record));

    assertThat(faults(workspace)).isEmpty();
    Files.delete(workspace.blobs().path(Hash.of(HexFormat.of().parseHex(picture.substring(7)))));
    assertThat(faults(workspace)).extracting(Fault::code).containsExactly("blob-missing");
    assertThat(read(workspace).get(1)).isEqualTo(record);
  }

  @Test
  void without_its_blob_the_record_is_not_handed_on() throws Exception {
    Workspace workspace = create();
    append(workspace, Draft.open(withItems("large", 5_000)));
    String blob =
        SignedRecord.parse(workspace.reader().entry(1))
            .record()
            .path("moved")
            .path("blob")
            .asString();
    Files.delete(workspace.blobs().path(Hash.of(HexFormat.of().parseHex(blob.substring(7)))));

    assertThatThrownBy(() -> read(workspace))
        .isInstanceOf(IntegrityException.class)
        .hasMessageContaining("blob-missing");
    assertThat(faults(workspace)).extracting(Fault::code).contains("blob-missing");
  }
}
