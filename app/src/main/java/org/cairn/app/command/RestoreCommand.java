package org.cairn.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import org.cairn.register.Backups;
import org.cairn.register.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code cairn restore}. */
@Command(
    name = "restore",
    description = {
      "Make a workspace of a snapshot that 'cairn backup' took.",
      "",
      "Everything is verified first, beside the workspace that is to be: the manifest and the node's signature over it, every"
          + " file's hash, the log's root derived anew from its entries, the checkpoint's signature, and"
          + " whether the keys are those of this log. Whatever does not hold is named, and nothing is made."
          + " A folder with something in it is never written to.",
      "",
      "A restored workspace can be read, served (read-only) and verified, and signs nothing. For the lost node may have added"
          + " entries since the snapshot, and shown the checkpoint over them to others: a log that goes on"
          + " differently from there has two histories under one key, and everybody who holds such a"
          + " checkpoint can prove it. So restore asks the witnesses and mirrors of cairn.yaml what they know"
          + " last, and says it; --offline asks nobody.",
      "",
      "--take-over lets it go on as this node, and writes an entry that says so, with what the others answered. It refuses while"
          + " somebody knows more, did not answer, or nobody is named who could be asked. --accept-loss lets it"
          + " go on all the same: what came after the snapshot is lost, and to whoever saw it the log is a"
          + " fork. Never take over while the other node still runs, as when a restore is only tried out:"
          + " delete the trial instead.",
      "",
      "As a witness of others' logs, the workspace remembers what it had cosigned at the snapshot, and not what came after it.",
      "",
      "Exit codes: 0 done, 2 nothing to restore or no place for it, 3 something does not hold."
    },
    footer = {
      "",
      "Examples:",
      "  cairn restore /mnt/disk/cairn --keys /media/usb/cairn-keys --workspace trial",
      "  cairn ledger verify --workspace trial",
      "  cairn restore --take-over --workspace trial"
    })
final class RestoreCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "Where the snapshots are. Leave it out to take over what was restored before.")
  private Optional<Path> folder = Optional.empty();

  @Option(
      names = "--workspace",
      paramLabel = "NEW",
      defaultValue = ".",
      description =
          "The workspace to make: a folder that does not exist or is empty. Default: the current folder.")
  private Path target = Path.of(".");

  @Option(
      names = "--snapshot",
      paramLabel = "TIME",
      description = "Which one, by its name as --list has it. Default: the newest.")
  private Optional<String> snapshot = Optional.empty();

  @Option(
      names = "--keys",
      paramLabel = "DIR2",
      description = "Where the backup of the private keys is, if there is one.")
  private Optional<Path> keys = Optional.empty();

  @Option(names = "--list", description = "Name the snapshots in DIR and stop.")
  private boolean list;

  @Option(
      names = "--take-over",
      description = "Let the workspace go on as this node, the other one being gone for good.")
  private boolean takeOver;

  @Option(
      names = "--accept-loss",
      description =
          "With --take-over: although somebody knows more, did not answer, or nobody could be asked.")
  private boolean acceptLoss;

  @Option(names = "--offline", description = "Ask nobody.")
  private boolean offline;

  @Option(names = "--json", description = "Print one JSON document on stdout.")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and stop.")
  private boolean helpAsked;

  private CommandLine commandLine() {
    return Objects.requireNonNull(spec).commandLine();
  }

  private PrintWriter out() {
    return commandLine().getOut();
  }

  private PrintWriter err() {
    return commandLine().getErr();
  }

  @Override
  public Integer call() throws IOException, RefusedException, InterruptedException {
    requireSense();
    if (list) {
      return list();
    }
    Map<String, Object> document = new LinkedHashMap<>();
    Workspace workspace;
    if (folder.isPresent()) {
      Backups.Restored restored = restore(folder.get());
      workspace = restored.workspace();
      tell(restored, document);
    } else {
      workspace = Workspace.at(target);
      document.put("workspace", workspace.root().toString());
    }
    Backups.Standing standing = standing(workspace, document);
    boolean held = true;
    try {
      if (takeOver) {
        long entry = Backups.takeOver(workspace, standing, acceptLoss, Clock.systemUTC());
        held = false;
        document.put("entry", entry);
        say("It goes on as this node: entry " + entry + " says so.");
      } else {
        say(
            "Nothing is added to its log before somebody says that the other node is gone for good:\n"
                + "  cairn restore --take-over --workspace "
                + workspace.root()
                + "\nCheck it first: cairn ledger verify --workspace "
                + workspace.root());
      }
    } finally {
      document.put("held", held);
      if (json) {
        out().println(JsonMapper.shared().writeValueAsString(document));
      }
    }
    return ExitCode.DONE;
  }

  private void requireSense() {
    if (folder.isEmpty() && (!takeOver || list)) {
      throw new CommandLine.ParameterException(
          commandLine(),
          "DIR is missing, the folder that 'cairn backup' wrote; without it only --take-over can be asked for");
    }
    if (folder.isEmpty() && (snapshot.isPresent() || keys.isPresent())) {
      throw new CommandLine.ParameterException(
          commandLine(), "--snapshot and --keys go with DIR, the folder that 'cairn backup' wrote");
    }
    if (acceptLoss && !takeOver) {
      throw new CommandLine.ParameterException(
          commandLine(), "--accept-loss goes with --take-over");
    }
  }

  private int list() throws IOException, RefusedException {
    List<Backups.Snapshot> all = Backups.list(folder.orElseThrow());
    if (json) {
      List<Map<String, Object>> documents = new ArrayList<>();
      for (Backups.Snapshot one : all) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("snapshot", one.name());
        document.put("origin", one.origin());
        document.put("entries", one.size());
        document.put("bytes", one.bytes());
        one.fault().ifPresent(fault -> document.put("fault", fault));
        documents.add(document);
      }
      out().println(JsonMapper.shared().writeValueAsString(Map.of("snapshots", documents)));
      return ExitCode.DONE;
    }
    for (Backups.Snapshot one : all) {
      out()
          .println(
              one.name()
                  + "\t"
                  + one.fault()
                      .orElseGet(() ->
                          one.origin()
                              + "\t"
                              + one.size()
                              + " entries\t"
                              + CopyProgress.bytes(one.bytes())));
    }
    return ExitCode.DONE;
  }

  private Backups.Restored restore(Path from) throws IOException, RefusedException {
    try (CopyProgress progress = CopyProgress.of(err(), "Restoring")) {
      return Backups.restore(
          new Backups.Recovery(from, snapshot, keys, target), Clock.systemUTC(), progress::reached);
    } catch (IntegrityException | FileSystemException told) {
      throw told;
    } catch (IOException e) {
      throw CommandFailure.unreadable(
          "'"
              + from
              + "' could not be restored to '"
              + target
              + "': "
              + e.getMessage()
              + "; nothing was made",
          e);
    }
  }

  private void tell(Backups.Restored restored, Map<String, Object> document) {
    document.put("workspace", restored.workspace().root().toString());
    document.put("snapshot", restored.snapshot());
    document.put("entries", restored.size());
    document.put("root", restored.root());
    document.put("files", restored.files());
    document.put("bytes", restored.bytes());
    document.put("keys", restored.keys());
    document.put("damaged", restored.damaged());
    document.put("left_out", restored.leftOut());
    document.put("values_left_out", restored.unknownValues());
    if (json) {
      return;
    }
    out()
        .printf(
            "Restored snapshot %s: %d entries, %d files, %s, in %s.%n",
            restored.snapshot(),
            restored.size(),
            restored.files(),
            CopyProgress.bytes(restored.bytes()),
            restored.workspace().root());
    restored
        .damaged()
        .forEach(file -> err().println("Missing, damaged when it was backed up: " + file));
    for (String part : restored.leftOut()) {
      if (!part.equals("private keys") || !restored.keys()) {
        err().println("Not in it: " + BackupCommand.explained(part));
      }
    }
    if (restored.unknownValues() > 0) {
      err()
          .println(
              "Left out: "
                  + restored.unknownValues()
                  + " files of protected values of records after the snapshot.");
    }
  }

  /** What others know; told as it is. */
  private Backups.Standing standing(Workspace workspace, Map<String, Object> document)
      throws IOException, RefusedException, InterruptedException {
    Backups.Standing standing =
        offline ? Backups.unasked(workspace) : Backups.ask(workspace, PATIENCE);
    List<Map<String, Object>> answers = new ArrayList<>();
    for (Backups.Answer answer : standing.answers()) {
      String known = answer.known().name().toLowerCase(Locale.ROOT);
      answers.add(Map.of("who", answer.who(), "knows", known, "message", answer.message()));
      say(answer.who() + ": " + answer.message());
    }
    document.put("asked", answers);
    if (standing.answers().isEmpty()) {
      say(
          offline
              ? "Nobody was asked whether the log had grown since."
              : "cairn.yaml names no witness and no mirror: nobody can say whether the log had grown since.");
    } else if (standing.clear()) {
      say("Nobody knows of more entries than were restored.");
    }
    return standing;
  }

  private void say(String text) {
    if (!json) {
      err().println(text);
    }
  }
}
