package org.cairn.register;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.cairn.ledger.crypto.Sha256;
import org.cairn.ledger.merkle.Hash;

/**
 * Brings files of a workspace into a {@link BackupFolder}. What is there already is not read again:
 * a file named by its hash where that content is there, any other where the snapshot before has it
 * with the same length and time of change. Several files at a time, so that one is hashed while
 * another waits for the disk. One copy at a time uses an instance.
 */
final class BackupCopy {
  private final BackupFolder folder;
  private final Map<String, BackupManifest.Entry> before;

  /** Told how many bytes more are done. */
  private final Told told;

  private final ConcurrentLinkedQueue<BackupManifest.Entry> done = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> damaged = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Path> vanished = new ConcurrentLinkedQueue<>();
  private final AtomicLong copiedFiles = new AtomicLong();
  private final AtomicLong copiedBytes = new AtomicLong();

  @FunctionalInterface
  interface Told {
    void more(long bytes);
  }

  /**
   * @param before files of the snapshot before, by path
   */
  BackupCopy(BackupFolder folder, Map<String, BackupManifest.Entry> before, Told told) {
    this.folder = folder;
    this.before = before;
    this.told = told;
  }

  /**
   * A file to take.
   *
   * @param path in the workspace, with {@code /}
   * @param modified as in {@link BackupManifest.Entry}; empty for one made for the backup
   * @param named the hash that its name says
   */
  record Wanted(String path, Path file, long bytes, String modified, Optional<Hash> named) {
    static Wanted of(String path, Path file, BasicFileAttributes found) {
      return new Wanted(path, file, found.size(), modified(found), Optional.empty());
    }

    static Wanted of(String path, Path file) throws IOException {
      return of(
          path,
          file,
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    }

    static Wanted named(String path, Path file, BasicFileAttributes found, Hash name) {
      return new Wanted(path, file, found.size(), modified(found), Optional.of(name));
    }

    private static String modified(BasicFileAttributes found) {
      Instant time = found.lastModifiedTime().toInstant();
      return String.format(Locale.ROOT, "%d.%09d", time.getEpochSecond(), time.getNano());
    }
  }

  /**
   * Takes all of them.
   *
   * @return files that were gone when they were to be read; nothing is taken of them
   * @throws IOException the first failure; what was taken until then stays
   */
  List<Path> take(List<Wanted> files) throws IOException {
    vanished.clear();
    FileWork.each(files, this::take);
    return List.copyOf(vanished);
  }

  private void take(Wanted wanted, byte[] buffer) throws IOException {
    Optional<Hash> known = known(wanted);
    if (known.isPresent()) {
      done.add(new BackupManifest.Entry(wanted.path, wanted.bytes, known.get(), wanted.modified));
      told.more(wanted.bytes);
      return;
    }
    Path written = folder.incoming();
    try {
      copy(wanted, written, buffer);
    } catch (NoSuchFileException gone) {
      if (Files.exists(wanted.file, LinkOption.NOFOLLOW_LINKS)) {
        throw gone;
      }
      vanished.add(wanted.file);
    } finally {
      Files.deleteIfExists(written);
    }
    told.more(wanted.bytes);
  }

  private Optional<Hash> known(Wanted wanted) throws IOException {
    Optional<Hash> hash = wanted.named;
    if (hash.isEmpty() && !wanted.modified.isEmpty()) {
      hash =
          Optional.ofNullable(before.get(wanted.path))
              .filter(
                  last -> last.bytes() == wanted.bytes && last.modified().equals(wanted.modified))
              .map(BackupManifest.Entry::sha256);
    }
    return hash.isPresent() && folder.has(hash.get(), wanted.bytes) ? hash : Optional.empty();
  }

  private void copy(Wanted wanted, Path written, byte[] buffer) throws IOException {
    if (!Files.isRegularFile(wanted.file, LinkOption.NOFOLLOW_LINKS)) {
      if (!Files.exists(wanted.file, LinkOption.NOFOLLOW_LINKS)) {
        throw new NoSuchFileException(wanted.file.toString());
      }
      damaged.add(wanted.path);
      return;
    }
    MessageDigest digest = Sha256.start();
    long length = 0;
    try (InputStream in = new FileInputStream(wanted.file.toFile());
        FileOutputStream out = new FileOutputStream(written.toFile())) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
        digest.update(buffer, 0, read);
        length += read;
      }
      Hash hash = Hash.of(digest.digest());
      if (wanted.named.isPresent() && !wanted.named.get().equals(hash)) {
        damaged.add(wanted.path);
        return;
      }
      if (!folder.has(hash, length)) {
        out.getChannel().force(true);
        folder.take(written, hash);
        copiedFiles.incrementAndGet();
        copiedBytes.addAndGet(length);
      }
      done.add(new BackupManifest.Entry(wanted.path, length, hash, wanted.modified));
    }
  }

  /** Puts content that is in memory. */
  void take(String path, byte[] content) throws IOException {
    Hash hash = Hash.of(Sha256.of(content));
    folder.put(content, hash);
    done.add(new BackupManifest.Entry(path, content.length, hash, ""));
  }

  /** Forgets what was taken under these paths: they are taken once more. */
  void forget(String start) {
    done.removeIf(entry -> entry.path().startsWith(start));
  }

  /** All that was taken, by path. */
  List<BackupManifest.Entry> entries() {
    return done.stream().sorted(Comparator.comparing(BackupManifest.Entry::path)).toList();
  }

  /** Paths of files that are not what their name says, and were not taken. */
  List<String> damaged() {
    return damaged.stream().sorted().toList();
  }

  /** Files that were written. */
  long copiedFiles() {
    return copiedFiles.get();
  }

  long copiedBytes() {
    return copiedBytes.get();
  }
}
