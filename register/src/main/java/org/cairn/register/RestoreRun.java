package org.cairn.register;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.cairn.ledger.Fault;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.crypto.Sha256;
import org.cairn.ledger.log.CheckpointStore;
import org.cairn.ledger.log.LogReader;
import org.cairn.ledger.merkle.Hash;

/**
 * One restoring. Everything is made and verified in a folder beside the target, which gets the
 * target's name last, or is removed:
 *
 * <ol>
 *   <li>the manifest's form, and whether the target and its disk can take what it lists;
 *   <li>the log's files, each with its hash; the root derived from the entries; the checkpoint's
 *       signature by the key that the entries name; the manifest's by the node's;
 *   <li>all other files, each with its hash;
 *   <li>values of the vault that no entry has are left out; the checkpoint store is begun, and the
 *       hold put on it.
 * </ol>
 */
final class RestoreRun {
  private final Backups.Recovery recovery;
  private final InstantSource clock;
  private final Backups.Progress progress;
  private final AtomicLong reached = new AtomicLong();
  private volatile long all;

  RestoreRun(Backups.Recovery recovery, InstantSource clock, Backups.Progress progress) {
    this.recovery = recovery;
    this.clock = clock;
    this.progress = progress;
  }

  Backups.Restored run() throws IOException, RefusedException {
    Path target = freeTarget();
    try (BackupFolder folder = BackupFolder.forReading(recovery.folder())) {
      BackupManifest manifest = manifest(folder);
      if (recovery.keys().isEmpty()) {
        return restore(target, new Source(folder, manifest), Optional.empty());
      }
      if (Files.isDirectory(recovery.keys().get())
          && Files.isSameFile(recovery.keys().get(), recovery.folder())) {
        throw RefusedException.expected(
            "backup-kind",
            recovery.keys().get().toString(),
            "a backup of keys, made with 'cairn backup --keys'",
            "the backup of the workspace itself");
      }
      try (BackupFolder keys = BackupFolder.forReading(recovery.keys().get())) {
        return restore(
            target,
            new Source(folder, manifest),
            Optional.of(new Source(keys, keysManifest(keys, manifest))));
      }
    }
  }

  /** A snapshot and where its content is. */
  private record Source(BackupFolder folder, BackupManifest manifest) {}

  private Path freeTarget() throws IOException, RefusedException {
    Path target = recovery.target().toAbsolutePath().normalize();
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      target = target.toRealPath();
      boolean empty = false;
      if (Files.isDirectory(target)) {
        try (Stream<Path> inside = Files.list(target)) {
          empty = inside.findFirst().isEmpty();
        }
      }
      if (!empty) {
        throw RefusedException.expected(
            "restore-target",
            target.toString(),
            "a folder that does not exist or is empty; a workspace is never overwritten",
            "something; name another with --workspace, or move this away");
      }
    }
    Path backup = recovery.folder().toAbsolutePath().normalize();
    if (target.startsWith(Files.exists(backup) ? backup.toRealPath() : backup)) {
      throw RefusedException.expected(
          "restore-target", target.toString(), "a folder outside the backup", "one inside");
    }
    return target;
  }

  private BackupManifest manifest(BackupFolder folder) throws IOException, RefusedException {
    List<String> all = folder.snapshots();
    String name = recovery.snapshot().orElse(all.isEmpty() ? "" : all.getLast());
    if (!all.contains(name)) {
      throw RefusedException.expected(
          "restore-snapshot",
          folder.root().toString(),
          all.isEmpty() ? "a finished snapshot" : "one of " + all,
          name.isEmpty() ? "none" : "'" + name + "'");
    }
    BackupManifest manifest = folder.manifest(name, BackupManifest.Kind.NODE);
    for (String file :
        List.of("cairn.yaml", "keys/log.vkey", "ledger/log/" + LogReader.CHECKPOINT)) {
      if (manifest.find(file).isEmpty()) {
        throw RefusedException.expected(
            "backup-manifest",
            folder.manifestFile(name).toString(),
            "'" + file + "' among the files",
            "none; take another snapshot");
      }
    }
    return manifest;
  }

  /** Those taken with the snapshot, else the newest there are. */
  private static BackupManifest keysManifest(BackupFolder keys, BackupManifest node)
      throws IOException, RefusedException {
    List<String> all = keys.snapshots();
    if (all.isEmpty()) {
      throw RefusedException.expected(
          "restore-snapshot", keys.root().toString(), "a finished backup of keys", "none");
    }
    BackupManifest manifest =
        keys.manifest(
            all.contains(node.snapshot()) ? node.snapshot() : all.getLast(),
            BackupManifest.Kind.KEYS);
    if (!manifest.origin().equals(node.origin())) {
      throw RefusedException.expected(
          "backup-foreign",
          keys.root().toString(),
          "keys of '" + node.origin() + "', as the backup is",
          "keys of '" + manifest.origin() + "'");
    }
    return manifest;
  }

  private Backups.Restored restore(Path target, Source node, Optional<Source> keys)
      throws IOException, RefusedException {
    Path around = target.getParent();
    if (around == null) {
      throw RefusedException.expected(
          "restore-target", target.toString(), "a folder in another", "the root of a disk");
    }
    List<Path> made = missing(around);
    Files.createDirectories(around);
    Path beside = Files.createTempDirectory(around, ".cairn-restore");
    boolean complete = false;
    try {
      requireRoom(beside, node.manifest);
      Backups.Restored restored = fill(beside.resolve("workspace"), target, node, keys);
      forceFolders(beside.resolve("workspace"));
      Files.move(beside.resolve("workspace"), target, StandardCopyOption.ATOMIC_MOVE);
      BackupFolder.force(around);
      complete = true;
      return new Backups.Restored(
          Workspace.at(target),
          restored.snapshot(),
          restored.size(),
          restored.root(),
          restored.files(),
          restored.bytes(),
          restored.damaged(),
          restored.leftOut(),
          restored.unknownValues(),
          restored.keys());
    } finally {
      Workspace.deleteAll(beside);
      if (!complete) {
        for (Path folder : made.reversed()) {
          Files.deleteIfExists(folder);
        }
      }
    }
  }

  /** Folders that are not there yet, the outermost first. */
  private static List<Path> missing(Path folder) {
    List<Path> missing = new ArrayList<>();
    for (Path one = folder; one != null && !Files.exists(one); one = one.getParent()) {
      missing.addFirst(one);
    }
    return missing;
  }

  private static void requireRoom(Path beside, BackupManifest manifest)
      throws IOException, RefusedException {
    long free = Files.getFileStore(beside).getUsableSpace();
    if (free < manifest.bytes()) {
      throw RefusedException.expected(
          "restore-space",
          String.valueOf(beside.getParent()),
          manifest.bytes() + " bytes free",
          free + " bytes; make room, or name another disk with --workspace");
    }
  }

  private Backups.Restored fill(Path workspace, Path target, Source node, Optional<Source> keys)
      throws IOException, RefusedException {
    Files.createDirectory(workspace);
    BackupManifest manifest = node.manifest;
    all = manifest.bytes();
    List<BackupManifest.Entry> first = new ArrayList<>();
    List<BackupManifest.Entry> rest = new ArrayList<>();
    for (BackupManifest.Entry file : manifest.files()) {
      boolean log = file.path().startsWith("ledger/log/") || !file.path().contains("/");
      (log || file.path().startsWith("keys/") ? first : rest).add(file);
    }
    copy(node.folder, first, workspace);
    if (keys.isPresent()) {
      List<BackupManifest.Entry> secret = new ArrayList<>(keys.get().manifest.files());
      secret.removeIf(file -> file.path().endsWith(".vkey"));
      copy(keys.get().folder, secret, workspace);
    }
    Workspace made = Workspace.at(workspace);
    LogReader log = RestoredLog.verify(made, node.folder, manifest);
    if (keys.isPresent()) {
      RestoredLog.requireKeys(
          made, log, keys.get().folder.manifestFile(keys.get().manifest.snapshot()));
    }
    Vault vault = Vault.create(made.vault().folder());
    copy(node.folder, rest, workspace);
    int unknown = RestoredLog.dropUnknownValues(vault, log);
    Files.createDirectories(made.state());
    CheckpointStore.begin(made.state(), log.checkpoint());
    new RestoredHold(
            manifest.snapshot(),
            manifest.size(),
            manifest.root(),
            clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
        .write(made);
    return new Backups.Restored(
        made,
        manifest.snapshot(),
        manifest.size(),
        manifest.root(),
        manifest.files().size(),
        manifest.bytes(),
        manifest.damaged(),
        manifest.leftOut(),
        unknown,
        keys.isPresent());
  }

  private void copy(BackupFolder from, List<BackupManifest.Entry> files, Path workspace)
      throws IOException {
    for (BackupManifest.Entry file : files) {
      Path around = workspace.resolve(file.path()).getParent();
      if (around != null && !Files.isDirectory(around)) {
        Files.createDirectories(around);
      }
    }
    FileWork.each(
        files,
        (file, buffer) -> {
          copy(from.object(file.sha256()), file, workspace.resolve(file.path()), buffer);
          progress.reached(reached.addAndGet(file.bytes()), all);
        });
  }

  private static void copy(Path object, BackupManifest.Entry file, Path target, byte[] buffer)
      throws IOException {
    if (!Files.isRegularFile(object, LinkOption.NOFOLLOW_LINKS)) {
      throw damaged("backup-object-missing", file, object, "no such file");
    }
    MessageDigest digest = Sha256.start();
    long length = 0;
    createFile(target, isPrivate(file.path()));
    try (InputStream in = Files.newInputStream(object, LinkOption.NOFOLLOW_LINKS);
        FileOutputStream out = new FileOutputStream(target.toFile())) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
        digest.update(buffer, 0, read);
        length += read;
        if (length > file.bytes()) {
          break;
        }
      }
      out.getChannel().force(true);
    }
    if (length != file.bytes()) {
      throw damaged(
          "backup-object-length",
          file,
          object,
          length > file.bytes() ? "more bytes" : length + " bytes");
    }
    Hash found = Hash.of(digest.digest());
    if (!found.equals(file.sha256())) {
      throw damaged("backup-object-damaged", file, object, found.hex());
    }
  }

  private static IntegrityException damaged(
      String code, BackupManifest.Entry file, Path object, String found) {
    return new IntegrityException(
        Fault.expected(
            code,
            object + ", content of '" + file.path() + "'",
            file.bytes() + " bytes with SHA-256 " + file.sha256().hex(),
            found
                + "; nothing was made. Put the object back from another copy of the backup, or take"
                + " another snapshot with --snapshot"));
  }

  private static boolean isPrivate(String path) {
    return path.startsWith("vault/")
        || path.endsWith(".db")
        || path.endsWith(".gpkg")
        || path.startsWith("keys/") && !path.endsWith(".vkey");
  }

  /** Before anything is in it. */
  private static void createFile(Path file, boolean ownersOnly) throws IOException {
    Path around = file.getParent();
    boolean posix =
        around != null && Files.getFileAttributeView(around, PosixFileAttributeView.class) != null;
    if (ownersOnly && posix) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(file);
    }
  }

  private static void forceFolders(Path workspace) throws IOException {
    List<Path> folders;
    try (Stream<Path> found = Files.walk(workspace)) {
      folders = found.filter(Files::isDirectory).toList();
    }
    FileWork.each(folders, (folder, buffer) -> BackupFolder.force(folder));
  }
}
