package org.cairn.register;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;

/**
 * Backups of a workspace, and workspaces made of them again. Each backup is a snapshot; snapshots
 * share what they have in common ({@link BackupFolder} has the layout). Stateless.
 *
 * <p>A snapshot is a state that the log really had: its files up to one checkpoint, which the log's
 * key signed. It can be taken while other processes write, and takes no lock but the backup
 * folder's.
 */
public final class Backups {
  private Backups() {}

  /**
   * What a backup is asked for.
   *
   * @param folder where snapshots are kept
   * @param keys where the private keys go, apart from all else; empty where they are kept otherwise
   * @param withRegister whether {@code register.gpkg} is taken too, which can be made again
   * @param keep how many snapshots stay; all where it is empty
   * @param software version of this software
   */
  public record Request(
      Path folder, Optional<Path> keys, boolean withRegister, OptionalInt keep, String software) {}

  /** Told how far it is. Called by several threads. */
  @FunctionalInterface
  public interface Progress {
    /**
     * @param bytes done so far, with those that were there already
     * @param all of them, as far as is known
     */
    void reached(long bytes, long all);
  }

  /**
   * A snapshot that was made.
   *
   * @param size of the log in it, in entries
   * @param files it consists of
   * @param bytes of these
   * @param copiedFiles of them that were not in the folder before
   * @param leftOut what of the workspace is not in it
   * @param damaged files that were not taken since they are not what their name says
   * @param keys whether the private keys were taken
   * @param removed older snapshots that are gone
   */
  public record Made(
      String snapshot,
      String origin,
      long size,
      String root,
      long files,
      long bytes,
      long copiedFiles,
      long copiedBytes,
      List<String> leftOut,
      List<String> damaged,
      boolean keys,
      List<String> removed) {
    public Made {
      leftOut = List.copyOf(leftOut);
      damaged = List.copyOf(damaged);
      removed = List.copyOf(removed);
    }
  }

  /**
   * Takes a snapshot. It is there whole when this returns, and not at all otherwise; earlier ones
   * are never touched before.
   *
   * @throws RefusedException {@code backup-folder}, {@code backup-foreign}, {@code backup-locked},
   *     {@code backup-place}; or what is wrong with the log's checkpoint or a key
   * @throws IntegrityException where the log's files contradict its checkpoint's
   */
  public static Made backup(
      Workspace workspace, Request request, InstantSource clock, Progress progress)
      throws IOException, RefusedException {
    return new BackupRun(workspace, request, clock, progress).run();
  }

  /**
   * A snapshot that is there.
   *
   * @param fault why it cannot be restored, as far as its manifest tells; empty where it can
   */
  public record Snapshot(
      String name, String time, String origin, long size, long bytes, Optional<String> fault) {}

  /** The snapshots of a folder, the newest last. */
  public static List<Snapshot> list(Path folder) throws IOException, RefusedException {
    try (BackupFolder backup = BackupFolder.forReading(folder)) {
      List<Snapshot> all = new ArrayList<>();
      for (String name : backup.snapshots()) {
        try {
          BackupManifest manifest = backup.manifest(name, BackupManifest.Kind.NODE);
          all.add(
              new Snapshot(
                  name,
                  manifest.time(),
                  manifest.origin(),
                  manifest.size(),
                  manifest.bytes(),
                  Optional.empty()));
        } catch (RefusedException e) {
          all.add(new Snapshot(name, "", "", 0, 0, Optional.of(e.fault().toString())));
        }
      }
      return all;
    }
  }

  /**
   * What to restore.
   *
   * @param folder with snapshots
   * @param snapshot its name; the newest where it is empty
   * @param keys folder with a backup of the keys
   * @param target a folder that does not exist, or is empty
   */
  public record Recovery(
      Path folder, Optional<String> snapshot, Optional<Path> keys, Path target) {}

  /**
   * A workspace that was restored, and to which nothing can be added yet: see {@link #takeOver}.
   *
   * @param damaged files that the snapshot lacks
   * @param unknownValues files of protected values that no record has, since theirs came after the
   *     snapshot: they are not in the workspace
   * @param keys whether it has its private keys
   */
  public record Restored(
      Workspace workspace,
      String snapshot,
      long size,
      String root,
      long files,
      long bytes,
      List<String> damaged,
      List<String> leftOut,
      int unknownValues,
      boolean keys) {
    public Restored {
      damaged = List.copyOf(damaged);
      leftOut = List.copyOf(leftOut);
    }
  }

  /**
   * Makes a workspace of a snapshot. Everything is verified beside the target first: the manifest's
   * form and signature, the hash of every file, the log's root derived from its entries, the
   * checkpoint's signature. Then it gets its name.
   *
   * @throws RefusedException what keeps the snapshot from being restored; nothing was made
   */
  public static Restored restore(Recovery recovery, InstantSource clock, Progress progress)
      throws IOException, RefusedException {
    return new RestoreRun(recovery, clock, progress).run();
  }

  /** What somebody else knows of a log that was restored. */
  public enum Known {
    /** Its newest checkpoint is of what was restored. */
    NOT_MORE,
    /** It has a checkpoint of more entries, or of others: the restored log is behind it. */
    MORE,
    /** It could not be asked, or did not tell. */
    UNKNOWN
  }

  /**
   * What one of them answered.
   *
   * @param who address of a witness, or name of a mirror
   * @param message for a person
   */
  public record Answer(String who, Known known, String message) {}

  /**
   * What came of asking.
   *
   * @param snapshot the workspace was made of
   * @param size of the log, in entries
   */
  public record Standing(String snapshot, long size, List<Answer> answers) {
    public Standing {
      answers = List.copyOf(answers);
    }

    /** Whether there was somebody to ask, all answered, and nobody knows more. */
    public boolean clear() {
      return !answers.isEmpty()
          && answers.stream().allMatch(answer -> answer.known() == Known.NOT_MORE);
    }
  }

  /**
   * Whether a workspace was restored and nobody has said since that it takes the other one's place.
   */
  public static boolean isHeld(Workspace workspace) {
    return Files.exists(RestoredHold.file(workspace));
  }

  /**
   * Asks the witnesses and mirrors that the settings name what they know of this log.
   *
   * @param patience for each
   * @throws RefusedException {@code not-restored} where nothing is held
   */
  public static Standing ask(Workspace workspace, Duration patience)
      throws IOException, RefusedException, InterruptedException {
    return RestoredHold.read(workspace).ask(workspace, patience);
  }

  /**
   * The same without asking anybody.
   *
   * @throws RefusedException {@code not-restored} where nothing is held
   */
  public static Standing unasked(Workspace workspace) throws IOException, RefusedException {
    RestoredHold hold = RestoredHold.read(workspace);
    return new Standing(hold.snapshot(), hold.size(), List.of());
  }

  /**
   * Lets a restored workspace go on as this node, which is said in its log. To be called when the
   * workspace it was copied of is gone for good: two that go on from one state sign two histories
   * with one key, and everybody who holds a checkpoint of one can prove that.
   *
   * @param evenSo where somebody knows more or could not be asked, or nobody was to be
   * @return index of the entry that says it
   * @throws IntegrityException {@code restored-behind} where somebody knows more, {@code
   *     restored-unknown} where that could not be found out, both without {@code evenSo}
   * @throws RefusedException {@code not-restored}, or a fault of a key
   */
  public static long takeOver(
      Workspace workspace, Standing standing, boolean evenSo, InstantSource clock)
      throws IOException, RefusedException {
    return RestoredHold.read(workspace).lift(workspace, standing, evenSo, clock);
  }

  /** Names of snapshots: the time they were begun, to the second. */
  static String name(Instant time) {
    return DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
        .withZone(ZoneOffset.UTC)
        .format(time);
  }
}
