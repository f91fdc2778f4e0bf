package org.cairn.register;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.note.SignedNote;
import org.cairn.ledger.note.SigningKey;
import org.cairn.ledger.note.TrustPolicy;
import org.cairn.ledger.note.VerifierKey.Kind;
import org.cairn.ledger.record.SignedRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class WorkspaceTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);

  @TempDir private Path folder = Path.of("");

  private Workspace create() throws IOException, RefusedException {
    return Workspace.create(folder, "example.org/log", CLOCK, new SecureRandom());
  }

  private static ObjectNode note(String text) {
    return JsonNodeFactory.instance.objectNode().put("type", "note").put("text", text);
  }

  private static List<Fault> faults(Workspace workspace) throws IOException {
    List<Fault> faults = new ArrayList<>();
    LedgerCheck.check(workspace, faults::add);
    return faults;
  }

  @Test
  void a_new_workspace_holds_and_its_first_entry_registers_its_key() throws Exception {
    Workspace workspace = create();

    assertThat(faults(workspace)).isEmpty();
    ObjectNode first = SignedRecord.parse(workspace.reader().entry(0)).record();
    assertThat(first.path("actor").asString()).isEqualTo("example.org/log");
    assertThat(first.path("time").asString()).isEqualTo("2026-11-24T12:00:00Z");
    assertThat(first.path("log").asString()).isEqualTo(workspace.logKeys().getLast().text());
    try (Stream<Path> keys = Files.list(folder.resolve("keys"))) {
      for (Path key : keys.filter(file -> !file.toString().endsWith(".vkey")).toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
            .as(key.toString())
            .isEqualTo("rw-------");
      }
    }
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("cairn.yaml", "keys", "ledger", "vault");
    }
  }

  @Test
  void records_are_signed_proved_and_checked() throws Exception {
    Workspace workspace = create();
    try (LedgerWriter writer = LedgerWriter.open(workspace, CLOCK)) {
      writer.append(
          IntStream.range(0, 600).mapToObj(n -> Draft.open(note("number " + n))).toList());
    }

    assertThat(faults(workspace)).isEmpty();
    assertThat(workspace.reader().head().size()).isEqualTo(601);
    byte[] entry = workspace.reader().entry(400);
    assertThat(SignedRecord.parse(entry).record().path("text").asString()).isEqualTo("number 399");
    workspace
        .reader()
        .prove(400)
        .verify(entry, TrustPolicy.ofLog(workspace.logKeys().getFirst()), NOW);
  }

  @Test
  void every_fault_is_named_not_only_the_first() throws Exception {
    Workspace workspace = create();
    Hash kept = workspace.blobs().put("kept".getBytes(UTF_8));
    Hash gone = workspace.blobs().put("gone".getBytes(UTF_8));
    Hash damaged = workspace.blobs().put("damaged".getBytes(UTF_8));
    try (LedgerWriter writer = LedgerWriter.open(workspace, CLOCK)) {
      writer.append(
          Stream.of(kept, gone, damaged)
              .map(blob -> Draft.open(note("see blob").put("blob", "sha256:" + blob.hex())))
              .toList());
      writer.append(List.of(Draft.open(note("bad name").put("blob", "md5:0"))));
    }
    Files.delete(workspace.blobs().path(gone));
    Files.writeString(workspace.blobs().path(damaged), "other");

    assertThat(faults(workspace))
        .extracting(Fault::code)
        .containsExactlyInAnyOrder("blob-missing", "blob-reference", "blob-damaged");
  }

  @Test
  void an_altered_entry_and_an_altered_checkpoint_are_found() throws Exception {
    Workspace workspace = create();
    Path bundle = workspace.log().resolve("tile/entries/000.p/1");
    byte[] bytes = Files.readAllBytes(bundle);
    bytes[40] ^= 1;
    Files.write(bundle, bytes);
    assertThat(faults(workspace)).extracting(Fault::code).contains("entry-mismatch");

    Path checkpoint = workspace.log().resolve("checkpoint");
    Files.writeString(checkpoint, Files.readString(checkpoint).replace("\n1\n", "\n2\n"));
    assertThat(faults(workspace))
        .extracting(Fault::code)
        .containsSequence("note-signature")
        .contains("entry-mismatch");
  }

  @Test
  void a_checkpoint_that_no_key_of_the_log_signed_is_not_read() throws Exception {
    Workspace workspace = create();
    Path checkpoint = workspace.log().resolve("checkpoint");
    SignedNote note = SignedNote.parse(Files.readAllBytes(checkpoint));
    SigningKey other = SigningKey.generate("example.org/log", Kind.LOG, new SecureRandom());
    Files.write(checkpoint, SignedNote.of(note.text(), List.of(other.sign(note.text()))).bytes());

    assertThatThrownBy(workspace::reader)
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("checkpoint-unsigned");
    assertThat(faults(workspace)).extracting(Fault::code).containsExactly("checkpoint-unsigned");
  }

  @Test
  void a_workspace_is_never_overwritten() throws Exception {
    String key = create().logKeys().getFirst().text();
    assertThatThrownBy(this::create)
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("workspace-exists");
    Files.delete(folder.resolve("cairn.yaml"));
    assertThatThrownBy(this::create)
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("workspace-unfinished");
    assertThatThrownBy(() -> Workspace.at(folder))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("workspace-missing");
    assertThat(Files.readString(folder.resolve("keys/log.vkey"))).isEqualTo(key + "\n");
  }

  @Test
  void one_process_writes_at_a_time() throws Exception {
    Workspace workspace = create();
    try (LedgerWriter writer = LedgerWriter.open(workspace, CLOCK)) {
      writer.append(List.of(Draft.open(note("first"))));
      assertThatThrownBy(() -> LedgerWriter.open(workspace, CLOCK))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("log-locked");
    }
  }

  @Test
  void protected_members_stay_out_of_the_log_and_come_back_from_the_vault() throws Exception {
    Workspace workspace = create();
    try (LedgerWriter writer = LedgerWriter.open(workspace, CLOCK)) {
      writer.append(
          List.of(new Draft(note("open").put("where", "canary-4711"), Set.of("where"), 2)));
    }

    String entry = new String(workspace.reader().entry(1), UTF_8);
    ObjectNode logged = SignedRecord.parse(entry.getBytes(UTF_8)).record();
    assertThat(logged.has("where")).isFalse();
    assertThat(logged.path("_sd")).hasSize(2);
    List<ObjectNode> read = new ArrayList<>();
    LedgerRecords.forEach(workspace, (index, record) -> read.add(record));
    assertThat(read.getLast().path("where").asString()).isEqualTo("canary-4711");
    assertThat(read.getLast().has("_sd")).isFalse();
  }

  @Test
  void an_origin_that_is_no_key_name_is_refused_and_leaves_nothing() throws Exception {
    assertThatThrownBy(() -> Workspace.create(folder, "two words", CLOCK, new SecureRandom()))
        .isInstanceOf(RefusedException.class);
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all).isEmpty();
    }
  }
}
