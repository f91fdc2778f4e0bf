package org.cairn.register;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cairn.ledger.Fault;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.merkle.Hash;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Snapshots of a workspace, and workspaces made of them again. */
class BackupsTest {
  private static final int BLOBS = 6;
  private static final int NOTES = 300;

  @TempDir private Path folder = Path.of("");

  private Instant now = Instant.parse("2026-11-29T02:00:00Z");
  private final InstantSource clock = () -> now;
  private Workspace workspace;
  private Path backups;
  private Path keys;

  @BeforeEach
  void fill() throws Exception {
    workspace =
        Workspace.create(folder.resolve("node"), "example.org/log", clock, new SecureRandom());
    List<Draft> drafts = new ArrayList<>();
    for (int blob = 0; blob < BLOBS; blob++) {
      byte[] content = new byte[5000];
      new Random(blob).nextBytes(content);
      Hash hash = workspace.blobs().put(content);
      ObjectNode note = JsonNodeFactory.instance.objectNode().put("type", "note");
      note.putObject("picture").put("blob", "sha256:" + hash.hex());
      drafts.add(Draft.open(note));
    }
    for (int more = 0; more < NOTES; more++) {
      drafts.add(note(more));
    }
    append(drafts);
    try (Connection sqlite = database(workspace);
        Statement statement = sqlite.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT)");
      statement.execute("INSERT INTO person (name) VALUES ('Ada'), ('Basil')");
    }
    backups = folder.resolve("backups");
    keys = folder.resolve("keys-apart");
  }

  private static Draft note(int number) {
    ObjectNode note =
        JsonNodeFactory.instance.objectNode().put("type", "note").put("text", "Number " + number);
    return number % 50 == 0 ? new Draft(note, Set.of("text"), 1) : Draft.open(note);
  }

  private void append(List<Draft> drafts) throws Exception {
    try (LedgerWriter writer = LedgerWriter.open(workspace, clock)) {
      writer.append(drafts);
    }
  }

  private static Connection database(Workspace workspace) throws Exception {
    return DriverManager.getConnection("jdbc:sqlite:" + workspace.root().resolve("people.db"));
  }

  private static long people(Workspace workspace) throws Exception {
    try (Connection sqlite = database(workspace);
        Statement statement = sqlite.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM person")) {
      row.next();
      return row.getLong(1);
    }
  }

  private Backups.Made backup() throws Exception {
    return backup(OptionalInt.empty());
  }

  private Backups.Made backup(OptionalInt keep) throws Exception {
    now = now.plusSeconds(60);
    return Backups.backup(
        workspace,
        new Backups.Request(backups, Optional.of(keys), false, keep, "test"),
        clock,
        (bytes, all) -> {});
  }

  private Backups.Restored restore(String name) throws Exception {
    return restore(name, Optional.empty(), Optional.of(keys));
  }

  private Backups.Restored restore(String name, Optional<String> snapshot, Optional<Path> from)
      throws Exception {
    return Backups.restore(
        new Backups.Recovery(backups, snapshot, from, folder.resolve(name)),
        clock,
        (bytes, all) -> {});
  }

  private static List<Fault> faults(Workspace workspace) throws IOException {
    List<Fault> faults = new ArrayList<>();
    LedgerCheck.check(workspace, faults::add);
    return faults;
  }

  private void go(Workspace restored) throws Exception {
    Backups.takeOver(restored, Backups.ask(restored, Duration.ofSeconds(5)), true, clock);
  }

  private void refused(String code) {
    assertThatThrownBy(() -> restore("restored")).hasMessageContaining(code);
    assertThat(folder.resolve("restored")).doesNotExist();
    assertThat(folder).isDirectoryNotContaining("glob:**.cairn-restore*");
  }

  private Path object(String path) throws Exception {
    try (BackupFolder opened = BackupFolder.forReading(backups)) {
      BackupManifest manifest =
          opened.manifest(opened.snapshots().getLast(), BackupManifest.Kind.NODE);
      return opened.object(manifest.find(path).orElseThrow().sha256());
    }
  }

  private Path manifest() throws Exception {
    try (BackupFolder opened = BackupFolder.forReading(backups)) {
      return opened.manifestFile(opened.snapshots().getLast());
    }
  }

  private void edit(String from, String to) throws Exception {
    String text = Files.readString(manifest());
    assertThat(text).contains(from);
    Files.writeString(manifest(), text.replaceFirst(java.util.regex.Pattern.quote(from), to));
  }

  @Test
  void restores_a_workspace_that_verifies_and_goes_on_once_it_may() throws Exception {
    Backups.Made made = backup();
    assertThat(made.leftOut()).containsExactly("register.gpkg", "watch");
    assertThat(made.damaged()).isEmpty();

    Backups.Restored restored = restore("restored");

    assertThat(restored.size()).isEqualTo(1 + BLOBS + NOTES);
    assertThat(people(restored.workspace())).isEqualTo(2);
    assertThat(faults(restored.workspace())).isEmpty();
    assertThat(restored.workspace().webSettings().readOnly()).isTrue();
    assertThatThrownBy(() -> LedgerWriter.open(restored.workspace(), clock))
        .isInstanceOf(IntegrityException.class)
        .hasMessageContaining("restored-held")
        .hasMessageContaining("cairn restore --take-over");

    go(restored.workspace());
    try (LedgerWriter writer = LedgerWriter.open(restored.workspace(), clock)) {
      writer.append(List.of(note(1), note(50)));
    }
    assertThat(faults(restored.workspace())).isEmpty();
    assertThat(restored.workspace().webSettings().readOnly()).isFalse();
    assertThat(restored.workspace().reader().head().size()).isEqualTo(restored.size() + 3);
  }

  @Test
  void keeps_private_what_was_private() throws Exception {
    backup();
    Path root = restore("restored").workspace().root();
    for (String file : List.of("people.db", "keys/log.key", "keys/node.jwk", "keys/witness.key")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(file))))
          .isEqualTo("rw-------");
    }
    for (Path private_ : List.of(root.resolve("vault"), backups, keys)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(private_)))
          .isEqualTo("rwx------");
    }
    byte[] secret = Files.readAllBytes(workspace.keys().logKeyFile());
    for (Path file : Folders.files(backups)) {
      assertThat(new String(Files.readAllBytes(file), UTF_8))
          .doesNotContain(new String(secret, UTF_8));
    }
  }

  @Test
  void restores_without_keys_what_can_be_read_and_verified_but_not_signed() throws Exception {
    backup();
    Backups.Restored restored = restore("restored", Optional.empty(), Optional.empty());
    assertThat(restored.keys()).isFalse();
    assertThat(restored.workspace().reader().head().size()).isEqualTo(restored.size());
    assertThatThrownBy(() -> go(restored.workspace())).isInstanceOf(IOException.class);
    assertThat(Backups.isHeld(restored.workspace())).isTrue();
  }

  @Test
  void copies_only_what_is_new_and_keeps_earlier_snapshots_restorable() throws Exception {
    Backups.Made first = backup();
    assertThat(first.copiedBytes()).isGreaterThan(BLOBS * 5000L);
    Backups.Made again = backup();
    assertThat(again.copiedFiles()).isZero();
    assertThat(again.copiedBytes()).isZero();

    append(List.of(note(7), note(100)));
    Backups.Made third = backup();
    assertThat(third.copiedBytes()).isPositive().isLessThan(100_000);
    assertThat(third.size()).isEqualTo(first.size() + 2);

    assertThat(restore("old", Optional.of(first.snapshot()), Optional.of(keys)).size())
        .isEqualTo(first.size());
    Backups.Restored newest = restore("new");
    assertThat(newest.size()).isEqualTo(third.size());
    assertThat(faults(newest.workspace())).isEmpty();
  }

  @Test
  void removes_old_snapshots_and_what_only_they_had() throws Exception {
    backup();
    append(List.of(note(1)));
    backup();
    append(List.of(note(2)));
    int before = Folders.files(backups.resolve("objects")).size();
    Backups.Made last = backup(OptionalInt.of(1));
    assertThat(last.removed()).hasSize(2);
    assertThat(Folders.files(backups.resolve("objects")).size()).isLessThan(before + 10);
    try (BackupFolder opened = BackupFolder.forReading(backups)) {
      assertThat(opened.snapshots()).containsExactly(last.snapshot());
      BackupManifest manifest = opened.manifest(last.snapshot(), BackupManifest.Kind.NODE);
      assertThat(Folders.files(backups.resolve("objects")))
          .hasSize(
              (int) manifest.files().stream().map(BackupManifest.Entry::sha256).distinct().count());
    }
    assertThat(faults(restore("restored").workspace())).isEmpty();
  }

  @Test
  void is_a_state_the_log_had_while_others_write() throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    Thread writing =
        Thread.ofPlatform()
            .start(() -> {
              try (LedgerWriter writer = LedgerWriter.open(workspace, clock);
                  Connection sqlite = database(workspace);
                  Statement statement = sqlite.createStatement()) {
                for (int number = 0; !stop.get(); number++) {
                  List<Draft> some = new ArrayList<>();
                  for (int each = 0; each < 60; each++) {
                    some.add(note(number + each));
                  }
                  writer.append(some);
                  statement.execute("INSERT INTO person (name) VALUES ('More')");
                }
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    List<Backups.Made> made = new ArrayList<>();
    try {
      for (int time = 0; time < 3; time++) {
        made.add(backup());
      }
    } finally {
      stop.set(true);
      writing.join();
    }
    for (Backups.Made one : made.subList(1, 3)) {
      Backups.Restored restored =
          restore(one.snapshot(), Optional.of(one.snapshot()), Optional.of(keys));
      assertThat(faults(restored.workspace())).isEmpty();
      assertThat(people(restored.workspace())).isGreaterThanOrEqualTo(2);
      go(restored.workspace());
      assertThat(faults(restored.workspace())).isEmpty();
    }
  }

  @Test
  void refuses_a_backup_with_a_truncated_object_and_makes_nothing() throws Exception {
    backup();
    Path object = object("people.db");
    byte[] content = Files.readAllBytes(object);
    Files.write(object, java.util.Arrays.copyOf(content, content.length - 1));
    refused("backup-object-length");
  }

  @Test
  void refuses_a_backup_with_a_flipped_byte() throws Exception {
    backup();
    Path object = object("ledger/log/tile/entries/000");
    byte[] content = Files.readAllBytes(object);
    content[content.length / 2] ^= 1;
    Files.write(object, content);
    refused("backup-object-damaged");
  }

  @Test
  void refuses_a_backup_with_a_missing_object() throws Exception {
    backup();
    Files.delete(object("ledger/log/checkpoint"));
    refused("backup-object-missing");
  }

  @Test
  void refuses_an_object_that_is_a_link() throws Exception {
    backup();
    Path object = object("cairn.yaml");
    Path away = folder.resolve("away");
    Files.move(object, away);
    Files.createSymbolicLink(object, away);
    refused("backup-object-missing");
  }

  @Test
  void refuses_a_manifest_that_was_edited() throws Exception {
    backup();
    edit("\"left_out\":[\"register.gpkg\"", "\"left_out\":[\"register.gpkh\"");
    refused("backup-signature");
  }

  @Test
  void refuses_a_manifest_without_signature_or_cut_short() throws Exception {
    backup();
    Path signature = Path.of(manifest().toString().replace(".json", ".signature"));
    byte[] kept = Files.readAllBytes(signature);
    Files.delete(signature);
    refused("backup-signature");
    Files.write(signature, kept);
    byte[] whole = Files.readAllBytes(manifest());
    Files.write(manifest(), java.util.Arrays.copyOf(whole, whole.length / 2));
    refused("backup-manifest");
  }

  @Test
  void refuses_paths_that_lead_elsewhere() throws Exception {
    backup();
    String whole = Files.readString(manifest());
    for (String path :
        List.of(
            "../outside",
            "ledger/../../outside",
            "/etc/cairn",
            "ledger/blobs/..",
            "ledger\\\\\\\\..\\\\\\\\x",
            "CAIRN.YAML",
            "keys/log.key",
            "ledger/blobs/con:x")) {
      Files.writeString(
          manifest(),
          whole.replace(
              "\"path\":\"cairn.yaml\"", "\"path\":\"" + path.replace("\\\\", "\\") + "\""));
      assertThatThrownBy(() -> restore("restored"))
          .as(path)
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("backup-manifest");
      assertThat(folder.resolve("restored")).doesNotExist();
      assertThat(folder.resolve("outside")).doesNotExist();
    }
  }

  @Test
  void refuses_a_backup_of_a_newer_form_and_says_so() throws Exception {
    backup();
    edit("\"version\":1", "\"version\":2");
    refused("backup-newer");
  }

  @Test
  void refuses_keys_of_another_node_and_keys_where_the_node_should_be() throws Exception {
    backup();
    Workspace other =
        Workspace.create(folder.resolve("other"), "example.org/log", clock, new SecureRandom());
    Path others = folder.resolve("others");
    Backups.backup(
        other,
        new Backups.Request(
            folder.resolve("b2"), Optional.of(others), false, OptionalInt.empty(), "test"),
        clock,
        (bytes, all) -> {});
    assertThatThrownBy(() -> restore("restored", Optional.empty(), Optional.of(others)))
        .hasMessageContaining("backup-foreign");
    assertThatThrownBy(() -> restore("restored", Optional.empty(), Optional.of(backups)))
        .hasMessageContaining("backup-kind");
    assertThat(folder.resolve("restored")).doesNotExist();
  }

  @Test
  void never_writes_into_a_folder_of_another_log_or_with_other_things_in_it() throws Exception {
    backup();
    Workspace other =
        Workspace.create(folder.resolve("other"), "example.net/log", clock, new SecureRandom());
    for (Path place : List.of(backups, folder)) {
      assertThatThrownBy(() ->
              Backups.backup(
                  other,
                  new Backups.Request(place, Optional.empty(), false, OptionalInt.empty(), "test"),
                  clock,
                  (bytes, all) -> {}))
          .isInstanceOf(RefusedException.class);
    }
    assertThatThrownBy(() ->
            Backups.backup(
                workspace,
                new Backups.Request(
                    backups,
                    Optional.of(backups.resolve("keys")),
                    false,
                    OptionalInt.empty(),
                    "test"),
                clock,
                (bytes, all) -> {}))
        .hasMessageContaining("backup-place");
  }

  @Test
  void never_restores_over_something() throws Exception {
    backup();
    Files.createDirectory(folder.resolve("restored"));
    assertThat(restore("restored").size()).isPositive();
    assertThatThrownBy(() -> restore("restored")).hasMessageContaining("restore-target");
    Files.writeString(folder.resolve("file"), "mine");
    assertThatThrownBy(() -> restore("file")).hasMessageContaining("restore-target");
    assertThat(folder.resolve("file")).hasContent("mine");
  }

  @Test
  void leaves_a_damaged_blob_out_by_name_unless_a_snapshot_has_it_sound() throws Exception {
    Path blob = Folders.files(workspace.ledger().resolve("blobs")).getFirst();
    byte[] sound = Files.readAllBytes(blob);
    Files.write(blob, new byte[5000]);
    Backups.Made made = backup();
    assertThat(made.damaged()).containsExactly(workspace.root().relativize(blob).toString());
    Files.write(blob, sound);
    backup();
    Files.write(blob, new byte[5000]);
    assertThat(backup().damaged()).isEmpty();
    assertThat(faults(restore("restored").workspace())).isEmpty();
  }

  @Test
  void takes_a_broken_off_backup_up_again() throws Exception {
    Backups.Made whole = backup();
    append(List.of(note(3)));
    Files.writeString(backups.resolve("objects/incoming/object.1-1.tmp"), "half");
    Files.writeString(backups.resolve("snapshots/20261129T030000Z.json.1-1.tmp"), "{\"format\"");
    assertThat(restore("before").size()).isEqualTo(whole.size());
    assertThat(backup().size()).isEqualTo(whole.size() + 1);
    assertThat(backups.resolve("objects/incoming")).isEmptyDirectory();
    assertThat(faults(restore("after").workspace())).isEmpty();
  }

  @Test
  void waits_for_nobody_and_lets_nobody_write_beside() throws Exception {
    backup();
    try (BackupFolder opened = BackupFolder.forReading(backups)) {
      assertThat(opened.snapshots()).hasSize(1);
      assertThatThrownBy(this::backup).hasMessageContaining("backup-locked");
    }
  }

  @Test
  void does_not_go_on_where_a_mirror_has_more() throws Exception {
    Files.writeString(
        workspace.settingsFile(),
        "mirrors:\n  - name: partner\n    folder: " + folder.resolve("mirror") + "\n");
    Backups.Made made = backup();
    Backups.Restored unknown = restore("unknown");
    assertThatThrownBy(() ->
            Backups.takeOver(
                unknown.workspace(),
                Backups.ask(unknown.workspace(), Duration.ofSeconds(1)),
                false,
                clock))
        .hasMessageContaining("restored-unknown");

    Folders.copy(workspace.root(), folder.resolve("mirror"));
    Backups.Restored same = restore("same");
    Backups.Standing clear = Backups.ask(same.workspace(), Duration.ofSeconds(1));
    assertThat(clear.clear()).isTrue();
    assertThat(Backups.takeOver(same.workspace(), clear, false, clock)).isEqualTo(made.size());

    append(List.of(note(9)));
    Workspace.deleteAll(folder.resolve("mirror"));
    Folders.copy(workspace.root(), folder.resolve("mirror"));
    Backups.Restored behind = restore("behind");
    Backups.Standing more = Backups.ask(behind.workspace(), Duration.ofSeconds(1));
    assertThat(more.answers()).extracting(Backups.Answer::known).containsOnly(Backups.Known.MORE);
    assertThatThrownBy(() -> Backups.takeOver(behind.workspace(), more, false, clock))
        .isInstanceOf(IntegrityException.class)
        .hasMessageContaining("restored-behind");
    assertThat(Backups.isHeld(behind.workspace())).isTrue();
    Backups.takeOver(behind.workspace(), more, true, clock);
    assertThat(Backups.isHeld(behind.workspace())).isFalse();
  }
}
