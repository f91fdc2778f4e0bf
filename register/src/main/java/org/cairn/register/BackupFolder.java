package org.cairn.register;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.crypto.Sha256;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.storage.DurableFile;
import org.cairn.ledger.storage.FolderLock;
import org.jspecify.annotations.Nullable;

/**
 * Where snapshots are kept, on any file system: no links, no names but letters, digits, point and
 * hyphen.
 *
 * <pre>
 * cairn-backup.txt               what this is, of which log, how it is checked without Cairn
 * objects/sha256/ab/HEX          each content once, named by its SHA-256, whichever snapshots have it
 * objects/incoming/              being written; what a broken-off backup left there is removed
 * snapshots/TIME.json            what a snapshot consists of ({@link BackupManifest}): written last
 * snapshots/TIME.signature       the node's signature over it
 * lock                           held by the process that writes
 * </pre>
 *
 * A content appears under its name when it is on stable storage. Thread-safe but for {@link
 * #prune}.
 */
final class BackupFolder implements Closeable {
  private static final String NOTE = "cairn-backup.txt";
  private static final String MANIFEST = ".json";
  private static final String SIGNATURE = ".signature";

  private final Path root;
  private final Optional<FolderLock> lock;

  private BackupFolder(Path root, Optional<FolderLock> lock) {
    this.root = root;
    this.lock = lock;
  }

  /**
   * To write a snapshot into it; made where it does not exist.
   *
   * @throws RefusedException {@code backup-folder} for a folder with other things in it, {@code
   *     backup-foreign} for one of another log or kind, {@code backup-locked}
   */
  static BackupFolder forWriting(Path folder, BackupManifest.Kind kind, String origin)
      throws IOException, RefusedException {
    Path root = folder.toAbsolutePath().normalize();
    Files.createDirectories(root);
    byte[] note = note(kind, origin);
    Path file = root.resolve(NOTE);
    if (!Files.exists(file)) {
      requireEmpty(root);
    }
    FolderLock lock = FolderLock.take(root, "backup-locked");
    try {
      if (!Files.exists(file)) {
        ownersOnly(root);
        DurableFile.replace(file, note);
      } else if (!firstLines(Files.readAllBytes(file)).equals(firstLines(note))) {
        throw RefusedException.expected(
            "backup-foreign",
            file.toString(),
            "backups of the " + kind.word() + " of '" + origin + "'",
            "'"
                + firstLines(Files.readAllBytes(file))
                + "'; give each workspace a folder of its own");
      }
      for (String part : List.of("snapshots", "objects", "objects/sha256", "objects/incoming")) {
        Files.createDirectories(root.resolve(part));
      }
      BackupFolder opened = new BackupFolder(root, Optional.of(lock));
      opened.clearIncoming();
      return opened;
    } catch (IOException | RefusedException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * To read from it.
   *
   * @throws RefusedException {@code backup-missing}; {@code backup-locked} while another process
   *     writes there
   */
  static BackupFolder forReading(Path folder) throws IOException, RefusedException {
    Path root = folder.toAbsolutePath().normalize();
    if (!Files.isRegularFile(root.resolve(NOTE)) || !Files.isDirectory(root.resolve("snapshots"))) {
      throw RefusedException.expected(
          "backup-missing",
          root.toString(),
          "a folder that 'cairn backup' wrote, with '" + NOTE + "' and 'snapshots'",
          "none; name the folder itself, not one above or below it");
    }
    // A medium that cannot be written needs no lock.
    return new BackupFolder(
        root,
        Files.isWritable(root)
            ? Optional.of(FolderLock.take(root, "backup-locked"))
            : Optional.empty());
  }

  private static byte[] note(BackupManifest.Kind kind, String origin) {
    return """
    cairn backup 1, %s
    %s

    Snapshots of a Cairn node. 'cairn restore' makes a workspace of one.

    snapshots/TIME.json lists the files of a snapshot with their SHA-256; the content of each is
    objects/sha256/AB/HEX, where HEX is that hash and AB its first two digits. Without Cairn:

      cd objects/sha256 && for f in */*; do echo "${f#*/}  $f"; done | sha256sum --quiet -c

    %s
    """
        .formatted(
            kind.word(),
            origin,
            kind == BackupManifest.Kind.NODE
                ? "It has protected values and accounts: keep it as private as the node itself. The private\nkeys are not in it."
                : "It has private keys: keep it apart from the backup of the node.")
        .getBytes(UTF_8);
  }

  private static String firstLines(byte[] note) {
    String[] lines = new String(note, UTF_8).split("\n", 3);
    return lines.length < 2 ? lines[0] : lines[0] + ", " + lines[1];
  }

  /** A file system's own folder does no harm. */
  private static void requireEmpty(Path root) throws IOException, RefusedException {
    try (Stream<Path> there = Files.list(root)) {
      Optional<Path> other =
          there.filter(path -> !path.endsWith("lost+found") && !path.endsWith("lock")).findFirst();
      if (other.isPresent()) {
        throw RefusedException.expected(
            "backup-folder",
            root.toString(),
            "an empty folder, or one that 'cairn backup' made",
            "'" + other.get().getFileName() + "' in it");
      }
    }
  }

  private static void ownersOnly(Path folder) throws IOException {
    if (Files.getFileAttributeView(folder, PosixFileAttributeView.class) != null) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  private void clearIncoming() throws IOException {
    try (Stream<Path> left = Files.list(root.resolve("objects/incoming"))) {
      for (Path file : left.toList()) {
        Files.delete(file);
      }
    }
    try (Stream<Path> left = Files.list(root.resolve("snapshots"))) {
      for (Path file :
          left.filter(one -> one.toString().endsWith(DurableFile.TEMPORARY)).toList()) {
        Files.delete(file);
      }
    }
  }

  Path root() {
    return root;
  }

  /** A name for content that is being written; nobody else's. */
  Path incoming() {
    return DurableFile.temporaryBeside(root.resolve("objects/incoming/object"));
  }

  /** Where a content is or would be. */
  Path object(Hash hash) {
    String hex = hash.hex();
    return root.resolve("objects").resolve("sha256").resolve(hex.substring(0, 2)).resolve(hex);
  }

  /** Whether it is there in its whole length; it is not read. */
  boolean has(Hash hash, long bytes) throws IOException {
    try {
      var found =
          Files.readAttributes(
              object(hash),
              java.nio.file.attribute.BasicFileAttributes.class,
              LinkOption.NOFOLLOW_LINKS);
      return found.isRegularFile() && found.size() == bytes;
    } catch (NoSuchFileException notYet) {
      return false;
    }
  }

  /**
   * Gives a written and forced file its name. The folders of names are forced by {@link #finish}.
   */
  void take(Path written, Hash hash) throws IOException {
    Path target = object(hash);
    Path around = target.getParent();
    if (around != null && !Files.isDirectory(around)) {
      Files.createDirectories(around);
    }
    Files.move(
        written, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Puts small content that is in memory. */
  void put(byte[] content, Hash hash) throws IOException {
    if (has(hash, content.length)) {
      return;
    }
    Path written = incoming();
    try (FileChannel channel =
        FileChannel.open(written, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      Channels.newOutputStream(channel).write(content);
      channel.force(true);
    }
    take(written, hash);
  }

  /** Signs the hash of a manifest. */
  @FunctionalInterface
  interface Signing {
    byte[] sign(Hash manifest, long bytes);
  }

  /**
   * Makes a snapshot of what was put: from here on it is there, and was not before.
   *
   * @param signing none for keys, which vouch for themselves
   */
  void finish(BackupManifest manifest, @Nullable Signing signing) throws IOException {
    forceFolders();
    Path folder = root.resolve("snapshots");
    Path target = folder.resolve(manifest.snapshot() + MANIFEST);
    Path beside = DurableFile.temporaryBeside(target);
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      MessageDigest digest = Sha256.start();
      try (FileChannel channel =
              FileChannel.open(beside, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
          OutputStream out = Channels.newOutputStream(channel)) {
        manifest.write(
            new DigestOutputStream(out, digest) {
              @Override
              public void close() {
                // The channel is forced first.
              }
            });
        channel.force(true);
      }
      if (signing != null) {
        DurableFile.replace(
            signatureFile(manifest.snapshot()),
            signing.sign(Hash.of(digest.digest()), Files.size(beside)));
      }
      Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
      names.force(true);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /** So that the names of objects are on stable storage. */
  private void forceFolders() throws IOException {
    // Also those with nothing new: a backup that was broken off may have put something there.
    List<Path> folders;
    try (Stream<Path> found = Files.list(root.resolve("objects/sha256"))) {
      folders = found.toList();
    }
    FileWork.each(folders, (folder, buffer) -> force(folder));
    force(root.resolve("objects/sha256"));
    force(root.resolve("objects"));
    force(root);
  }

  static void force(Path folder) throws IOException {
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  /** Names of the snapshots, the newest last. */
  List<String> snapshots() throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("snapshots"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(MANIFEST))
          .map(name -> name.substring(0, name.length() - MANIFEST.length()))
          .filter(name -> BackupManifest.SNAPSHOT.matcher(name).matches())
          .sorted()
          .toList();
    }
  }

  BackupManifest manifest(String snapshot, BackupManifest.Kind kind)
      throws IOException, RefusedException {
    return BackupManifest.read(manifestFile(snapshot), kind);
  }

  Path manifestFile(String snapshot) {
    return root.resolve("snapshots").resolve(snapshot + MANIFEST);
  }

  Path signatureFile(String snapshot) {
    return root.resolve("snapshots").resolve(snapshot + SIGNATURE);
  }

  /** Of the manifest's bytes. */
  Hash manifestHash(String snapshot) throws IOException {
    MessageDigest digest = Sha256.start();
    try (InputStream in = Files.newInputStream(manifestFile(snapshot), LinkOption.NOFOLLOW_LINKS)) {
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return Hash.of(digest.digest());
  }

  /**
   * Removes snapshots but the newest, and then the content that none of those has.
   *
   * @param keep at least 1
   * @return the names of the removed
   * @throws RefusedException where one that stays cannot be read: then no content is removed
   */
  List<String> prune(int keep, BackupManifest.Kind kind) throws IOException, RefusedException {
    List<String> all = snapshots();
    List<String> old = all.subList(0, Math.max(0, all.size() - keep));
    Set<Hash> wanted = new HashSet<>();
    for (String snapshot : all.subList(old.size(), all.size())) {
      manifest(snapshot, kind).files().forEach(file -> wanted.add(file.sha256()));
    }
    for (String snapshot : old) {
      Files.delete(manifestFile(snapshot));
      Files.deleteIfExists(signatureFile(snapshot));
    }
    force(root.resolve("snapshots"));
    Set<String> names = new HashSet<>();
    wanted.forEach(hash -> names.add(hash.hex()));
    try (Stream<Path> objects = Files.walk(root.resolve("objects/sha256"))) {
      for (Path object : (Iterable<Path>) objects.filter(Files::isRegularFile)::iterator) {
        if (!names.contains(object.getFileName().toString())) {
          Files.delete(object);
        }
      }
    }
    return List.copyOf(old);
  }

  @Override
  public void close() throws IOException {
    if (lock.isPresent()) {
      lock.get().close();
    }
  }
}
