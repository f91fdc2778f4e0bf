package org.cairn.app.command;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import org.cairn.register.Backups;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cairn backup}. */
@Command(
    name = "backup",
    description = {
      "Copy the workspace as a snapshot into DIR, also while it is served, watched and written to.",
      "",
      "A snapshot is a state that the log really had, up to one checkpoint, with all blobs, protected values, time stamps,"
          + " accounts and settings. What DIR has already is not copied again, and earlier snapshots stay"
          + " restorable. A snapshot is there when it is whole; one that is broken off leaves the others as"
          + " they are, and the next goes on from what it had copied.",
      "",
      "Not in DIR: the private keys, for whoever has both can sign as this node. --keys DIR2 copies them to"
          + " another place: take another medium, and keep it elsewhere. register.gpkg and watch/ are made"
          + " again where they are missing. Files with secrets that cairn.yaml names are not taken.",
      "",
      "DIR has protected values in clear and everybody's password hashes: it is made for its owner alone."
          + " What is erased here stays in older snapshots until --keep removes them.",
      "",
      "Exit code 1 when a file of the workspace is damaged and was left out: it is named, and 'cairn ledger"
          + " scrub' puts it back from a mirror."
    },
    footer = {
      "",
      "Examples:",
      "  cairn backup /mnt/disk/cairn --keys /media/usb/cairn-keys --keep 30",
      "  cairn restore /mnt/disk/cairn --list"
    })
final class BackupCommand extends Verb {
  @Parameters(
      paramLabel = "DIR",
      description = "Where snapshots of this workspace are kept; made where it does not exist.")
  private Path folder = Path.of(".");

  @Option(
      names = "--keys",
      paramLabel = "DIR2",
      description = "Copy the private keys too, to this folder, which must not be in DIR.")
  private Optional<Path> keys = Optional.empty();

  @Option(
      names = "--with-register",
      description =
          "Take register.gpkg too, so that nothing has to be made again: quicker to restore.")
  private boolean withRegister;

  @Option(
      names = "--keep",
      paramLabel = "N",
      description =
          "Then remove all but the N newest snapshots, in DIR and DIR2. Default: none is removed.")
  private Optional<Integer> keep = Optional.empty();

  @Override
  public Integer call() throws IOException, RefusedException {
    if (keep.isPresent() && keep.get() < 1) {
      throw new CommandLine.ParameterException(
          commandLine(), "--keep takes 1 or more, not " + keep.get());
    }
    Backups.Made made = backup();
    if (json()) {
      print(document(made));
    } else {
      tell(made);
    }
    return made.damaged().isEmpty() ? ExitCode.DONE : ExitCode.PARTLY_REFUSED;
  }

  private Backups.Made backup() throws IOException, RefusedException {
    try (CopyProgress progress = CopyProgress.of(err(), "Copying")) {
      return Backups.backup(
          workspace(),
          new Backups.Request(
              folder,
              keys,
              withRegister,
              keep.isPresent() ? OptionalInt.of(keep.get()) : OptionalInt.empty(),
              CairnCommand.VERSION),
          Clock.systemUTC(),
          progress::reached);
    } catch (IntegrityException | FileSystemException told) {
      throw told;
    } catch (IOException e) {
      throw CommandFailure.unreadable(
          "the backup to '"
              + folder
              + "' broke off: "
              + e.getMessage()
              + "; no snapshot was made and the earlier ones are as they were. Mend that and run it again: what"
              + " was copied is not copied twice",
          e);
    }
  }

  private void tell(Backups.Made made) {
    made.damaged().forEach(file -> out().println("damaged, left out: " + file));
    out()
        .printf(
            "Snapshot %s: %d entries, %d files, %s; %d files, %s, were new.%n",
            made.snapshot(),
            made.size(),
            made.files(),
            CopyProgress.bytes(made.bytes()),
            made.copiedFiles(),
            CopyProgress.bytes(made.copiedBytes()));
    if (!made.removed().isEmpty()) {
      out().println("Removed: " + String.join(", ", made.removed()));
    }
    made.leftOut().forEach(part -> err().println("Not in it: " + explained(part)));
    if (made.keys()) {
      err()
          .println(
              "The private keys are in "
                  + keys.orElseThrow()
                  + ": keep it apart from "
                  + folder
                  + ".");
    }
    if (!made.damaged().isEmpty()) {
      err()
          .println(
              made.damaged().size()
                  + " files are not what their names say and were left out: run 'cairn ledger verify' and 'cairn"
                  + " ledger scrub'.");
    }
  }

  static String explained(String part) {
    return switch (part) {
      case "private keys" ->
          "the private keys. Without them a restored workspace can be read and verified, and signs nothing:"
              + " copy them elsewhere with --keys.";
      case "register.gpkg" -> "register.gpkg, which the next command makes again from the ledger.";
      case "watch" -> "watch/, which the next watch makes again.";
      default -> part + ": keep a copy of that yourself.";
    };
  }

  private static Map<String, Object> document(Backups.Made made) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("snapshot", made.snapshot());
    document.put("origin", made.origin());
    document.put("entries", made.size());
    document.put("root", made.root());
    document.put("files", made.files());
    document.put("bytes", made.bytes());
    document.put("copied_files", made.copiedFiles());
    document.put("copied_bytes", made.copiedBytes());
    document.put("keys", made.keys());
    document.put("left_out", List.copyOf(made.leftOut()));
    document.put("damaged", List.copyOf(made.damaged()));
    document.put("removed", List.copyOf(made.removed()));
    return document;
  }
}
