package org.cairn.register;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cairn.ledger.Fault;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.log.LogReader;
import org.cairn.ledger.log.LogSource;
import org.cairn.ledger.note.Checkpoint;
import org.cairn.ledger.note.SignedNote;
import org.cairn.ledger.peer.PeerReport;
import org.cairn.ledger.storage.DurableFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What keeps a restored workspace from signing until somebody says that it may: {@code
 * ledger/state/restored.json}. The checkpoint store of the node it was copied from is gone, and
 * with it what was promised after the snapshot; another history after the same beginning would be a
 * fork. Immutable.
 *
 * @param snapshot it was made of
 * @param size of the log in it, in entries
 * @param root of the log, base64
 * @param restored when
 */
record RestoredHold(String snapshot, long size, String root, String restored) {
  private static final int MAX_BYTES = 1 << 16;

  static Path file(Workspace workspace) {
    return workspace.state().resolve("restored.json");
  }

  void write(Workspace workspace) throws IOException {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("snapshot", snapshot)
            .put("size", size)
            .put("root", root)
            .put("restored", restored);
    DurableFile.replace(file(workspace), JsonMapper.shared().writeValueAsBytes(json));
  }

  /**
   * @throws RefusedException {@code not-restored}
   */
  static RestoredHold read(Workspace workspace) throws IOException, RefusedException {
    Path file = file(workspace);
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IntegrityException(
            Fault.expected("restored-form", file.toString(), "a small file", "a large one"));
      }
      JsonNode json = JsonMapper.shared().readTree(Files.readAllBytes(file));
      return new RestoredHold(
          json.path("snapshot").asString(""),
          json.path("size").asLong(0),
          json.path("root").asString(""),
          json.path("restored").asString(""));
    } catch (NoSuchFileException none) {
      throw new RefusedException(
          Fault.expected(
              "not-restored",
              workspace.root().toString(),
              "a workspace that 'cairn restore' made and that nobody let go on yet",
              "one that may go on"),
          none);
    } catch (JacksonException e) {
      throw new IntegrityException(
          Fault.expected(
              "restored-form", file.toString(), "JSON", "something else; restore once more"),
          e);
    }
  }

  /**
   * @throws IntegrityException {@code restored-held}, with the step that lets it go on
   */
  static void requireNone(Workspace workspace) throws IOException {
    if (Files.exists(file(workspace))) {
      throw new IntegrityException(
          new Fault(
              "restored-held",
              workspace.root().toString(),
              "this workspace was restored from a backup, and nothing is added to its log before"
                  + " somebody says that the node it was copied from is gone for good: run 'cairn"
                  + " restore --take-over --workspace "
                  + workspace.root()
                  + "', which first asks the witnesses whether the log had grown since"));
    }
  }

  Backups.Standing ask(Workspace workspace, Duration patience)
      throws IOException, RefusedException, InterruptedException {
    List<Backups.Answer> answers = new ArrayList<>();
    for (PeerReport report : workspace.askWitnesses(patience)) {
      answers.add(answer(report));
    }
    for (Mirror mirror : workspace.settings().mirrors()) {
      answers.add(answer(workspace, mirror));
    }
    return new Backups.Standing(snapshot, size, answers);
  }

  private static Backups.Answer answer(PeerReport report) {
    return switch (report) {
      case PeerReport.Consistent same ->
          new Backups.Answer(
              same.address(),
              Backups.Known.NOT_MORE,
              "cosigned this log up to " + same.size() + " entries, which are here");
      case PeerReport.Trouble trouble ->
          new Backups.Answer(trouble.address(), Backups.Known.UNKNOWN, trouble.fault().toString());
      case PeerReport.Alarm alarm ->
          new Backups.Answer(alarm.address(), Backups.Known.MORE, alarm.fault().toString());
    };
  }

  /** A copy of the log, wherever a mirror may have it. */
  private Backups.Answer answer(Workspace workspace, Mirror mirror)
      throws IOException, RefusedException {
    for (String part : List.of("ledger/log", "log", ".")) {
      Path log = mirror.folder().resolve(part).normalize();
      if (Files.isRegularFile(log.resolve(LogReader.CHECKPOINT))) {
        return answer(workspace, mirror.name(), log);
      }
    }
    return new Backups.Answer(
        mirror.name(),
        Backups.Known.UNKNOWN,
        "this mirror has no copy of the log, or is not there");
  }

  private Backups.Answer answer(Workspace workspace, String name, Path log)
      throws IOException, RefusedException {
    LogReader own = workspace.reader();
    try {
      SignedNote note =
          SignedNote.parse(LogSource.folder(log).read(LogReader.CHECKPOINT, SignedNote.MAX_BYTES));
      Checkpoint shown = Checkpoint.parse(note.text());
      if (note.verify(workspace.logKeys()).isEmpty()) {
        return new Backups.Answer(
            name, Backups.Known.UNKNOWN, "its checkpoint is signed by no key of this log");
      }
      boolean beginning =
          shown.size() <= own.head().size() && own.rootAt(shown.size()).equals(shown.head().root());
      return beginning
          ? new Backups.Answer(
              name, Backups.Known.NOT_MORE, "has " + shown.size() + " entries, which are here")
          : new Backups.Answer(
              name,
              Backups.Known.MORE,
              "has a checkpoint of this log's key with "
                  + shown.size()
                  + " entries, that is not in what was restored ("
                  + own.head().size()
                  + " entries)");
    } catch (RefusedException e) {
      return new Backups.Answer(name, Backups.Known.UNKNOWN, e.fault().toString());
    }
  }

  /** Returns the index of the entry that says it. */
  long lift(Workspace workspace, Backups.Standing standing, boolean evenSo, InstantSource clock)
      throws IOException, RefusedException {
    Optional<Backups.Answer> more =
        standing.answers().stream()
            .filter(answer -> answer.known() == Backups.Known.MORE)
            .findFirst();
    if (more.isPresent() && !evenSo) {
      throw new IntegrityException(
          new Fault(
              "restored-behind",
              more.get().who(),
              "the log was longer than this backup: "
                  + more.get().message()
                  + ". Restore a newer backup. With --accept-loss it goes on from here all the same:"
                  + " the entries after it are lost, and to whoever holds the newer checkpoint this"
                  + " log is a fork"));
    }
    if (!standing.clear() && !evenSo) {
      throw new IntegrityException(
          new Fault(
              "restored-unknown",
              standing.answers().stream()
                  .filter(answer -> answer.known() == Backups.Known.UNKNOWN)
                  .map(Backups.Answer::who)
                  .findFirst()
                  .orElse("cairn.yaml"),
              standing.answers().isEmpty()
                  ? "no witness and no mirror is named there, so that nobody can say whether the log"
                      + " had grown since this backup. If you know that it is the newest there is, add"
                      + " --accept-loss: what came after it is lost then"
                  : "it could not be found out whether the log had grown since this backup. Try again"
                      + " when all witnesses and mirrors can be reached, or add --accept-loss if you"
                      + " know that this is the newest there is"));
    }
    // All that could refuse to sign does so before the hold is gone.
    workspace.keys().logKey();
    workspace.keys().nodeKey();
    Files.delete(file(workspace));
    BackupFolder.force(workspace.state());
    try (LedgerWriter writer = LedgerWriter.open(workspace, clock)) {
      return writer.append(List.of(Draft.open(record(standing, evenSo)))).firstIndex();
    } catch (IOException | RefusedException | RuntimeException e) {
      write(workspace);
      throw e;
    }
  }

  private ObjectNode record(Backups.Standing standing, boolean evenSo) {
    ObjectNode record =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", "restore")
            .put("snapshot", snapshot)
            .put("size", size)
            .put("root", root)
            .put("restored", restored)
            .put("loss_accepted", evenSo && !standing.clear());
    ArrayNode asked = record.putArray("asked");
    for (Backups.Answer answer : standing.answers()) {
      asked
          .addObject()
          .put("who", answer.who())
          .put("knew", answer.known().name().toLowerCase(Locale.ROOT));
    }
    return record;
  }
}
