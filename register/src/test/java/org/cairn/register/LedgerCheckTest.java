package org.cairn.register;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cairn.ledger.Fault;
import org.cairn.ledger.log.Log;
import org.cairn.ledger.note.NoteSignature;
import org.cairn.ledger.note.SignedNote;
import org.cairn.ledger.note.SigningKey;
import org.cairn.ledger.note.TrustPolicy;
import org.cairn.ledger.note.VerifierKey.Kind;
import org.cairn.ledger.witness.Witness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;

/** What {@link LedgerCheck} finds beside the log itself. */
class LedgerCheckTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);

  @TempDir private Path temporary = Path.of("");
  private Workspace workspace;

  @BeforeEach
  void create() throws Exception {
    workspace =
        Workspace.create(temporary.resolve("ws"), "example.org/log", CLOCK, new SecureRandom());
    append("first");
  }

  private void append(String text) throws Exception {
    try (LedgerWriter writer = LedgerWriter.open(workspace, CLOCK)) {
      var record = JsonNodeFactory.instance.objectNode().put("type", "note").put("text", text);
      writer.append(List.of(new Draft(record.put("where", text + " canary"), Set.of("where"), 2)));
    }
  }

  private LedgerCheck.Outcome check(List<Fault> told) throws IOException {
    return LedgerCheck.check(workspace, Optional.empty(), CLOCK, told::add);
  }

  private List<String> codes() throws IOException {
    List<Fault> told = new ArrayList<>();
    check(told);
    return told.stream().map(Fault::code).toList();
  }

  private List<Fault> onlyFaultsInDoubt() throws IOException {
    List<Fault> told = new ArrayList<>();
    assertThat(check(told).storeInDoubt()).isTrue();
    assertThat(told).allSatisfy(fault -> assertThat(fault.message()).contains("restore"));
    return told;
  }

  @Test
  void a_log_restored_without_its_store_is_behind_it() throws Exception {
    Path yesterday = Folders.copy(workspace.log(), temporary.resolve("yesterday"));
    append("second");
    deleteAll(workspace.log());
    Folders.copy(yesterday, workspace.log());

    assertThat(onlyFaultsInDoubt()).extracting(Fault::code).containsExactly("tiles-behind-store");
  }

  @Test
  void a_store_restored_without_its_log_is_behind_the_checkpoint() throws Exception {
    Path yesterday = Folders.copy(workspace.state(), temporary.resolve("yesterday"));
    append("second");
    deleteAll(workspace.state());
    Folders.copy(yesterday, workspace.state());

    assertThat(onlyFaultsInDoubt())
        .extracting(Fault::code)
        .containsExactly("checkpoint-ahead-of-store");
  }

  @Test
  void two_histories_under_one_key_contradict_each_other() throws Exception {
    Path copy = Folders.copy(workspace.root(), temporary.resolve("copy"));
    append("here");
    Workspace other = Workspace.at(copy);
    try (LedgerWriter writer = LedgerWriter.open(other, CLOCK)) {
      writer.append(
          List.of(Draft.open(JsonNodeFactory.instance.objectNode().put("type", "there"))));
    }
    Files.write(
        workspace.log().resolve("checkpoint"),
        Files.readAllBytes(other.log().resolve("checkpoint")));

    List<Fault> told = new ArrayList<>();
    assertThat(check(told).storeInDoubt()).isTrue();
    assertThat(told)
        .extracting(Fault::code)
        .contains("checkpoint-contradicts-store", "root-mismatch");
  }

  @Test
  void a_lost_and_a_damaged_store_are_named() throws Exception {
    for (Path file : Folders.files(workspace.state())) {
      if (file.getFileName().toString().startsWith("journal.")) {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 20] ^= 1;
        Files.write(file, bytes);
      }
    }
    assertThat(onlyFaultsInDoubt())
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.code()).isEqualTo("journal-damaged");
          assertThat(fault.where()).contains("journal.");
        });
    deleteAll(workspace.state());
    assertThat(onlyFaultsInDoubt()).extracting(Fault::code).containsExactly("store-missing");
  }

  @Test
  void reading_changes_nothing_and_takes_no_lock() throws Exception {
    try (LedgerWriter writer = LedgerWriter.open(workspace, CLOCK)) {
      writer.append(List.of(Draft.open(JsonNodeFactory.instance.objectNode().put("type", "note"))));
      Map<Path, String> before = content();
      assertThat(codes()).isEmpty();
      assertThat(content()).isEqualTo(before);
    }
  }

  @Test
  void a_ledger_that_grows_meanwhile_holds() throws Exception {
    List<Fault> told = new ArrayList<>();
    int checks = 0;
    Future<Integer> writing;
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      writing = other.submit(this::grow);
      while (!writing.isDone()) {
        check(told);
        checks++;
      }
    }
    assertThat(told).as(checks + " checks").isEmpty();
    assertThat(workspace.reader().head().size()).isEqualTo(2L + writing.get());
  }

  private int grow() throws Exception {
    int added = 0;
    for (int opened = 0; opened < 4; opened++) {
      try (LedgerWriter writer = LedgerWriter.open(workspace, CLOCK)) {
        for (int batch = 0; batch < 6; batch++) {
          var record = JsonNodeFactory.instance.objectNode().put("type", "note").put("n", batch);
          writer.append(Collections.nCopies(37, new Draft(record, Set.of("n"), 2)));
          added += 37;
        }
      }
    }
    return added;
  }

  private Map<Path, String> content() throws IOException {
    Map<Path, String> content = new TreeMap<>();
    for (Path file : Folders.files(workspace.root())) {
      content.put(file, new String(Files.readAllBytes(file), ISO_8859_1));
    }
    return content;
  }

  @Test
  void what_the_vault_lacks_is_counted_and_is_no_fault() throws Exception {
    List<Fault> told = new ArrayList<>();
    assertThat(check(told).withheld()).as("one decoy").isEqualTo(1);
    for (Path file : Folders.files(workspace.root().resolve("vault"))) {
      Files.delete(file);
    }
    assertThat(check(told).withheld()).isEqualTo(2);
    assertThat(told).isEmpty();
  }

  @Test
  void what_the_vault_has_must_be_in_the_log_and_damage_is_named_by_file_and_line()
      throws Exception {
    Path vault = workspace.root().resolve("vault");
    Path file = Folders.files(vault).getFirst();
    String line = Files.readString(file, US_ASCII);
    char first = line.charAt(20);
    Files.writeString(file, line + line.replace(first, first == 'A' ? 'B' : 'A') + "not one\n");
    Files.writeString(vault.resolve("notes.txt"), "x");

    List<Fault> told = new ArrayList<>();
    check(told);
    assertThat(told).extracting(Fault::code).contains("vault-unexpected-file");
    assertThat(told).extracting(Fault::where).contains(file + ", line 2", file + ", line 3");
    assertThat(told).noneMatch(fault -> fault.message().contains("canary"));

    Files.writeString(file, "");
    assertThat(codes()).contains("vault-file-changed");
  }

  @Test
  void a_disclosure_of_another_ledger_is_unknown_once_the_log_has_gone_on() throws Exception {
    Workspace other =
        Workspace.create(temporary.resolve("other"), "other.org/log", CLOCK, new SecureRandom());
    try (LedgerWriter writer = LedgerWriter.open(other, CLOCK)) {
      var record = JsonNodeFactory.instance.objectNode().put("type", "note").put("where", "there");
      writer.append(List.of(new Draft(record, Set.of("where"), 1)));
    }
    Path foreign = Folders.files(other.root().resolve("vault")).getFirst();
    Files.copy(foreign, workspace.root().resolve("vault").resolve(foreign.getFileName()));

    assertThat(codes()).as("its record may be on its way").isEmpty();
    append("second");
    assertThat(codes()).containsExactly("vault-unknown-disclosure");
  }

  @Test
  void keys_and_vault_are_their_owners_only_and_match_what_the_ledger_names() throws Exception {
    KeyFolder keys = workspace.keys();
    Files.setPosixFilePermissions(keys.logKeyFile(), PosixFilePermissions.fromString("rw-r--r--"));
    Files.setPosixFilePermissions(
        workspace.root().resolve("vault"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.delete(keys.witnessKeyFile());
    assertThat(codes()).containsExactly("key-file-open", "key-missing", "vault-open");
    Files.setPosixFilePermissions(keys.logKeyFile(), PosixFilePermissions.fromString("rw-------"));
    Files.setPosixFilePermissions(
        workspace.root().resolve("vault"), PosixFilePermissions.fromString("rwx------"));
    SigningKey.generate("example.org/log/witness", Kind.WITNESS, new SecureRandom())
        .save(keys.witnessKeyFile());
    assertThat(codes()).containsExactly("witness-key-mismatch");
  }

  @Test
  void a_list_of_keys_that_the_entries_contradict_is_named() throws Exception {
    SigningKey other = SigningKey.generate("example.org/log", Kind.LOG, new SecureRandom());
    workspace.keys().writeLogList(List.of(other.verifier(), workspace.logKeys().getLast()));

    assertThat(codes()).containsExactly("log-vkey");
  }

  @Test
  void cosignatures_of_the_settings_witnesses_must_hold_and_those_of_strangers_are_passed_over()
      throws Exception {
    SigningKey friend = SigningKey.generate("friend.org/w", Kind.WITNESS, new SecureRandom());
    SigningKey stranger = SigningKey.generate("stranger.org/w", Kind.WITNESS, new SecureRandom());
    Files.writeString(
        workspace.settingsFile(),
        "witnesses:\n  - name: friend\n    key: "
            + friend.verifier().text()
            + "\n    url: https://friend.org/witness\n");
    Path file = workspace.log().resolve("checkpoint");
    SignedNote note = SignedNote.parse(Files.readAllBytes(file));
    NoteSignature holds = friend.cosign(note.text(), NOW);
    NoteSignature broken = stranger.cosign(note.text() + "more\n", NOW);
    Files.write(file, note.with(List.of(holds, broken)).bytes());
    assertThat(codes()).isEmpty();

    Files.write(file, note.with(List.of(friend.cosign(note.text() + "more\n", NOW))).bytes());
    List<Fault> told = new ArrayList<>();
    check(told);
    assertThat(told)
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.code()).isEqualTo("note-signature");
          assertThat(fault.where()).contains("checkpoint", "friend.org/w");
        });
  }

  @Test
  void a_policy_asks_for_its_quorum() throws Exception {
    SigningKey friend = SigningKey.generate("friend.org/w", Kind.WITNESS, new SecureRandom());
    TrustPolicy policy =
        TrustPolicy.parse(
            "log "
                + workspace.logKeys().getLast()
                + "\nwitness friend "
                + friend.verifier()
                + "\nquorum friend\n");
    List<Fault> told = new ArrayList<>();
    LedgerCheck.check(workspace, Optional.of(policy), CLOCK, told::add);
    assertThat(told).extracting(Fault::code).containsExactly("checkpoint-quorum");

    Path file = workspace.log().resolve("checkpoint");
    SignedNote note = SignedNote.parse(Files.readAllBytes(file));
    Files.write(file, note.with(List.of(friend.cosign(note.text(), NOW))).bytes());
    told.clear();
    LedgerCheck.check(workspace, Optional.of(policy), CLOCK, told::add);
    assertThat(told).isEmpty();
  }

  @Test
  void what_this_node_remembers_as_a_witness_is_checked_too() throws Exception {
    SigningKey other = SigningKey.generate("other.org/log", Kind.LOG, new SecureRandom());
    Path log = temporary.resolve("other-log");
    Log.create(log, temporary.resolve("other-state"), other);
    Files.writeString(workspace.settingsFile(), "logs:\n  - " + other.verifier().text() + "\n");
    SignedNote note = SignedNote.parse(Files.readAllBytes(log.resolve("checkpoint")));
    try (Witness witness = workspace.openWitness(CLOCK)) {
      Witness.Answer answer =
          witness.addCheckpoint(("old 0\n\n" + new String(note.bytes(), UTF_8)).getBytes(UTF_8));
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }
    assertThat(codes()).isEmpty();
    Path remembered =
        Folders.files(workspace.witnessState()).stream()
            .filter(file -> !file.endsWith("lock"))
            .findFirst()
            .orElseThrow();
    byte[] bytes = Files.readAllBytes(remembered);
    bytes[bytes.length - 10] ^= 1;
    Files.write(remembered, bytes);
    assertThat(codes()).containsExactly("witness-state");
  }

  @Test
  void settings_that_cannot_be_read_are_named_and_the_rest_is_checked() throws Exception {
    Files.writeString(workspace.settingsFile(), "witnesses: 7\n");
    Files.writeString(workspace.root().resolve("vault/notes.txt"), "x");
    assertThat(codes()).containsExactly("settings-format", "vault-unexpected-file");
    Files.write(workspace.settingsFile(), new byte[] {'#', (byte) 0xff, '\n'});
    assertThat(codes()).startsWith("settings-format");
  }

  private static void deleteAll(Path folder) throws IOException {
    List<Path> all;
    try (var walk = Files.walk(folder)) {
      all = new ArrayList<>(walk.toList());
    }
    for (Path path : all.reversed()) {
      Files.delete(path);
    }
  }
}
