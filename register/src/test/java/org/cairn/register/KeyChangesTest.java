package org.cairn.register;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
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
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.log.Appended;
import org.cairn.ledger.log.Log;
import org.cairn.ledger.log.LogReader;
import org.cairn.ledger.note.SignedNote;
import org.cairn.ledger.note.SigningKey;
import org.cairn.ledger.note.VerifierKey;
import org.cairn.ledger.record.ActorKey;
import org.cairn.ledger.record.KeyHistory;
import org.cairn.ledger.record.SignedRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class KeyChangesTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));

  @TempDir private Path temporary = Path.of("");
  private Workspace workspace;

  @BeforeEach
  void create() throws Exception {
    workspace =
        Workspace.create(temporary.resolve("ws"), "example.org/log", CLOCK, new SecureRandom());
  }

  /** Where a change of a key may stop. */
  enum Step {
    NEXT_KEY_NOT_WRITTEN,
    NEXT_KEY_WRITTEN,
    ENTRY_ADDED,
    KEY_REPLACED,
    LIST_NOT_WRITTEN
  }

  /** Stops at a step, where it keeps a copy of what a kill would have left. */
  private static final class StoppingKeys extends KeyFolder {
    private final Workspace workspace;
    private final Step stop;
    private final Path copy;

    StoppingKeys(Workspace workspace, Step stop, Path copy) {
      super(workspace.root().resolve("keys"));
      this.workspace = workspace;
      this.stop = stop;
      this.copy = copy;
    }

    private void reach(Step step) throws IOException {
      if (step == stop) {
        Folders.copy(workspace.root(), copy);
        throw new IOException("Stopped at " + step);
      }
    }

    @Override
    void writeNextLogKey(SigningKey next) throws IOException {
      reach(Step.NEXT_KEY_NOT_WRITTEN);
      super.writeNextLogKey(next);
      reach(Step.NEXT_KEY_WRITTEN);
    }

    @Override
    void writeNextNodeKey(ActorKey next) throws IOException {
      reach(Step.NEXT_KEY_NOT_WRITTEN);
      super.writeNextNodeKey(next);
      reach(Step.NEXT_KEY_WRITTEN);
    }

    @Override
    void takeNext(Path keyFile) throws IOException {
      reach(Step.ENTRY_ADDED);
      super.takeNext(keyFile);
      reach(Step.KEY_REPLACED);
    }

    @Override
    void writeLogList(List<VerifierKey> keys) throws IOException {
      reach(Step.LIST_NOT_WRITTEN);
      super.writeLogList(keys);
    }
  }

  @ParameterizedTest
  @EnumSource(Step.class)
  void a_stop_while_the_logs_key_is_changed_leaves_a_ledger_that_signs_with_the_right_key(Step stop)
      throws Exception {
    VerifierKey old = workspace.logKeys().getLast();
    Path killed = temporary.resolve("killed");
    try (LedgerWriter writer =
        LedgerWriter.open(workspace, new StoppingKeys(workspace, stop, killed), CLOCK)) {
      assertThatThrownBy(() -> writer.rotateLogKey("stolen"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("Stopped at " + stop);
    }

    boolean added = stop.compareTo(Step.ENTRY_ADDED) >= 0;
    for (Path left : List.of(killed, workspace.root())) {
      Workspace reopened = Workspace.at(left);
      assertThat(faults(reopened)).extracting(Fault::code).isSubsetOf("log-vkey");
      append(reopened, "after the stop");

      assertThat(faults(reopened)).as(left.toString()).isEmpty();
      assertThat(reopened.logKeys()).hasSize(added ? 2 : 1).first().isEqualTo(old);
      VerifierKey present = reopened.keyHistory().logKeys().getLast().key();
      assertThat(present.equals(old)).isEqualTo(!added);
      assertThat(reopened.reader().checkpoint().verify(List.of(present))).hasSize(1);
      assertNoNextKeyLeft(left);
    }
  }

  @ParameterizedTest
  @EnumSource(value = Step.class, names = "LIST_NOT_WRITTEN", mode = EnumSource.Mode.EXCLUDE)
  void a_stop_while_the_nodes_key_is_changed_leaves_a_ledger_that_signs_with_the_right_key(
      Step stop) throws Exception {
    String old = workspace.keys().nodeKey().kid();
    Path killed = temporary.resolve("killed");
    try (LedgerWriter writer =
        LedgerWriter.open(workspace, new StoppingKeys(workspace, stop, killed), CLOCK)) {
      assertThatThrownBy(() -> writer.rotateNodeKey("lost laptop"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("Stopped at " + stop);
    }

    boolean added = stop.compareTo(Step.ENTRY_ADDED) >= 0;
    for (Path left : List.of(killed, workspace.root())) {
      Workspace reopened = Workspace.at(left);
      assertThat(faults(reopened)).isEmpty();
      append(reopened, "after the stop");

      assertThat(faults(reopened)).as(left.toString()).isEmpty();
      String signer =
          SignedRecord.parse(reopened.reader().entry(reopened.reader().head().size() - 1)).kid();
      assertThat(signer.equals(old)).isEqualTo(!added);
      assertNoNextKeyLeft(left);
    }
  }

  @Test
  void nothing_is_signed_with_a_key_whose_change_broke_off() throws Exception {
    Path killed = temporary.resolve("killed");
    try (LedgerWriter writer =
        LedgerWriter.open(
            workspace, new StoppingKeys(workspace, Step.ENTRY_ADDED, killed), CLOCK)) {
      assertThatThrownBy(() -> writer.rotateNodeKey("lost laptop")).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> writer.append(List.of(note("with which key?"))))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("node-key-ended");
    }
    append(workspace, "with the new one");
    assertThat(faults(workspace)).isEmpty();
  }

  @Test
  void a_killed_writers_change_of_the_logs_key_is_finished_from_the_journal_alone()
      throws Exception {
    Path killed = temporary.resolve("killed");
    byte[] before = Files.readAllBytes(workspace.log().resolve("checkpoint"));
    try (LedgerWriter writer =
        LedgerWriter.open(
            workspace, new StoppingKeys(workspace, Step.ENTRY_ADDED, killed), CLOCK)) {
      assertThatThrownBy(() -> writer.rotateLogKey("stolen")).isInstanceOf(IOException.class);
    }
    // As if the kill had come before the step's files appeared.
    Workspace reopened = Workspace.at(killed);
    Files.write(reopened.log().resolve("checkpoint"), before);
    Files.delete(reopened.log().resolve("tile/entries/000.p/2"));
    Files.delete(reopened.log().resolve("tile/0/000.p/2"));

    List<Fault> told = new ArrayList<>();
    LedgerCheck.Outcome outcome = LedgerCheck.check(reopened, told::add);
    assertThat(told).isEmpty();
    assertThat(outcome.unpublished()).isEqualTo(1);
    append(reopened, "after the kill");
    assertThat(faults(reopened)).isEmpty();
    assertThat(reopened.logKeys()).hasSize(2);
  }

  @Test
  void the_new_key_is_its_owners_only_and_the_old_one_is_gone() throws Exception {
    String secret = Files.readString(workspace.keys().logKeyFile());
    String node = Files.readString(workspace.keys().nodeKeyFile());
    try (LedgerWriter writer = LedgerWriter.open(workspace, CLOCK)) {
      writer.rotateLogKey("yearly");
      writer.rotateNodeKey("yearly");
      writer.append(List.of(note("with both new keys")));
    }

    assertThat(faults(workspace)).isEmpty();
    for (Path file : Folders.files(workspace.root())) {
      String content = new String(Files.readAllBytes(file), ISO_8859_1);
      assertThat(content).as(file.toString()).doesNotContain(secret.strip(), node.strip());
    }
    for (Path file : List.of(workspace.keys().logKeyFile(), workspace.keys().nodeKeyFile())) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void an_entry_signed_after_the_revocation_is_refused_and_one_before_it_is_accepted()
      throws Exception {
    ActorKey amina = ActorKey.generate(new SecureRandom());
    try (LedgerWriter writer = LedgerWriter.open(workspace, CLOCK)) {
      writer.registerKey("amina", amina.publicJwk(), "joins");
    }
    sign("before", amina);
    assertThat(faults(workspace)).isEmpty();
    long revoked;
    try (LedgerWriter writer = LedgerWriter.open(workspace, CLOCK)) {
      Appended appended = writer.revokeKey(amina.kid(), "stolen", false);
      revoked = appended.firstIndex();
    }
    sign("after", amina);

    assertThat(faults(workspace))
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.code()).isEqualTo("record-key-ended");
          assertThat(fault.where()).startsWith("entry " + (revoked + 1));
        });
  }

  /** What someone with a stolen key would do: past every check of this program. */
  private void sign(String text, ActorKey key) throws Exception {
    try (Log log =
        Log.open(workspace.log(), workspace.state(), workspace.keys().logKey(), List.of())) {
      log.append(List.of(SignedRecord.sign(note(text).record(), key).bytes()));
    }
  }

  @Test
  void what_a_stolen_log_key_signs_after_the_change_is_refused_and_what_it_signed_before_stands()
      throws Exception {
    append(workspace, "before");
    SigningKey stolen = workspace.keys().logKey();
    LogReader earlier = workspace.reader();
    Path copy = Folders.copy(workspace.root(), temporary.resolve("thief"));
    try (LedgerWriter writer = LedgerWriter.open(workspace, CLOCK)) {
      writer.rotateLogKey("stolen");
      writer.append(List.of(note("after")));
    }
    // The thief goes on with the stolen key, in a copy of his own.
    append(Workspace.at(copy), "forged");
    append(Workspace.at(copy), "forged too");
    append(Workspace.at(copy), "forged three times");
    byte[] forged = Files.readAllBytes(Workspace.at(copy).log().resolve("checkpoint"));

    KeyHistory history = workspace.keyHistory();
    history.requireSigned(earlier.checkpoint());
    assertThatThrownBy(() -> history.requireSigned(SignedNote.parse(forged)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("log-key-ended")
        .hasMessageContaining(stolen.verifier().text());
    Files.write(workspace.log().resolve("checkpoint"), forged);
    assertThatThrownBy(workspace::reader)
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("log-key-ended");
    List<Fault> told = new ArrayList<>();
    assertThat(LedgerCheck.check(workspace, told::add).storeInDoubt()).isTrue();
    assertThat(told).extracting(Fault::code).contains("checkpoint-ahead-of-store");
  }

  @Test
  void a_change_that_would_not_hold_is_never_added() throws Exception {
    ActorKey amina = ActorKey.generate(new SecureRandom());
    try (LedgerWriter writer = LedgerWriter.open(workspace, CLOCK)) {
      writer.registerKey("amina", amina.publicJwk(), "joins");
      assertRefused("record-key-reused", () -> writer.registerKey("b", amina.publicJwk(), "r"));
      assertRefused("record-key-form", () -> writer.registerKey("b", jwk(), " "));
      assertRefused("record-key-unknown", () -> writer.revokeKey("nobody", "r", false));
      assertRefused("log-key-form", () -> writer.rotateLogKey(""));
      assertRefused("record-key-form", () -> writer.rotateNodeKey(""));
      writer.revokeKey(amina.kid(), "left", false);
      assertRefused("record-key-ended", () -> writer.revokeKey(amina.kid(), "again", false));
    }
    assertThat(workspace.reader().head().size()).isEqualTo(3);
    assertThat(faults(workspace)).isEmpty();
    assertNoNextKeyLeft(workspace.root());
  }

  @Test
  void the_nodes_own_key_is_revoked_only_when_that_is_said_and_then_nothing_more_is_added()
      throws Exception {
    String own = workspace.keys().nodeKey().kid();
    try (LedgerWriter writer = LedgerWriter.open(workspace, CLOCK)) {
      assertRefused("node-key-in-use", () -> writer.revokeKey(own, "closing", false));
      writer.revokeKey(own, "closing", true);
      assertRefused("node-key-ended", () -> writer.append(List.of(note("too late"))));
    }
    assertThatThrownBy(() -> LedgerWriter.open(workspace, CLOCK))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("node-key-ended");
    assertThat(workspace.reader().head().size()).isEqualTo(2);
  }

  @Test
  void an_older_copy_of_a_key_file_signs_nothing() throws Exception {
    Path old = Folders.copy(workspace.root().resolve("keys"), temporary.resolve("old-keys"));
    try (LedgerWriter writer = LedgerWriter.open(workspace, CLOCK)) {
      writer.rotateNodeKey("yearly");
      writer.append(List.of(note("with the new key")));
    }
    Path node = workspace.keys().nodeKeyFile();
    byte[] present = Files.readAllBytes(node);
    Files.write(node, Files.readAllBytes(old.resolve("node.jwk")));
    assertRefused("node-key-ended", () -> LedgerWriter.open(workspace, CLOCK).close());
    assertThat(faults(workspace)).extracting(Fault::code).containsExactly("node-key-ended");
    Files.write(node, present);

    try (LedgerWriter writer = LedgerWriter.open(workspace, CLOCK)) {
      writer.rotateLogKey("yearly");
      writer.append(List.of(note("with the new key")));
    }
    Files.write(workspace.keys().logKeyFile(), Files.readAllBytes(old.resolve("log.key")));
    assertThatThrownBy(() -> LedgerWriter.open(workspace, CLOCK).close())
        .hasMessageContaining("store-key");
    assertThat(faults(workspace))
        .extracting(Fault::code)
        .containsExactlyInAnyOrder("store-key", "log-key-mismatch");
  }

  private static ObjectNode jwk() {
    return ActorKey.generate(new SecureRandom()).publicJwk();
  }

  private static void assertRefused(String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }

  private static Draft note(String text) {
    return Draft.open(JsonNodeFactory.instance.objectNode().put("type", "note").put("text", text));
  }

  private static void append(Workspace workspace, String text) throws Exception {
    try (LedgerWriter writer = LedgerWriter.open(workspace, CLOCK)) {
      writer.append(List.of(note(text)));
    }
  }

  private static List<Fault> faults(Workspace workspace) throws IOException {
    List<Fault> faults = new ArrayList<>();
    LedgerCheck.check(workspace, faults::add);
    return faults;
  }

  private static void assertNoNextKeyLeft(Path workspace) throws IOException {
    try (Stream<Path> keys = Files.list(workspace.resolve("keys"))) {
      assertThat(keys.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "log.key", "log.vkey", "node.jwk", "witness.key", "witness.vkey");
    }
  }
}
