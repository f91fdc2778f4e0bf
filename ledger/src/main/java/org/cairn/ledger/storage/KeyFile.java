package org.cairn.ledger.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;

/**
 * A small file that only its owner may read. Where the file system has no such permissions (FAT,
 * Windows) they are neither set nor checked.
 */
public final class KeyFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  /** Many times the size of a key file. */
  private static final int MAX_BYTES = 4096;

  private KeyFile() {}

  public static byte[] read(Path file) throws IOException, RefusedException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view != null) {
      requireOwnerOnly(file, view.readAttributes().permissions());
    }
    try (var in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(MAX_BYTES + 1);
      if (content.length > MAX_BYTES) {
        throw RefusedException.expected(
            "key-file", file.toString(), "at most " + MAX_BYTES + " bytes", "more");
      }
      return content;
    }
  }

  /**
   * Writes beside the target and links it there, since a link, other than a renaming, never
   * replaces a file.
   */
  public static void write(Path file, byte[] content) throws IOException {
    Path target = file.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new NoSuchFileException(
          file.toString(), null, "its folder does not exist; create it first");
    }
    // Held open from before the write: a fault of the disk in between shows when it is forced.
    try (FileChannel open = FileChannel.open(folder, StandardOpenOption.READ)) {
      Path temporary = Files.createTempFile(folder, ".key", ".tmp", ownerOnly(folder));
      try {
        writeForced(temporary, content);
        link(target, temporary);
      } finally {
        Files.deleteIfExists(temporary);
      }
      open.force(true);
    }
  }

  private static void writeForced(Path temporary, byte[] content) throws IOException {
    try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }

  private static void link(Path target, Path temporary) throws IOException {
    try {
      Files.createLink(target, temporary);
    } catch (FileAlreadyExistsException e) {
      throw alreadyThere(target, e);
    } catch (UnsupportedOperationException e) {
      throw new IOException(
          "Cannot write '" + target + "': its file system has no hard links; use a local folder",
          e);
    }
  }

  private static FileAlreadyExistsException alreadyThere(Path target, Throwable cause) {
    var exception =
        new FileAlreadyExistsException(
            target.toString(), null, "a key file is never overwritten; choose another name");
    exception.initCause(cause);
    return exception;
  }

  private static void requireOwnerOnly(Path file, Set<PosixFilePermission> permissions)
      throws RefusedException {
    for (PosixFilePermission permission : permissions) {
      if (!permission.name().startsWith("OWNER_")) {
        throw new RefusedException(
            new Fault(
                "key-file-open",
                file.toString(),
                "others than its owner may use this private key (mode "
                    + PosixFilePermissions.toString(permissions)
                    + "): run 'chmod 600 "
                    + file
                    + "', and rotate the key if others could have read it"));
      }
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path folder) {
    boolean posix = Files.getFileAttributeView(folder, PosixFileAttributeView.class) != null;
    return posix
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
        : new FileAttribute<?>[0];
  }
}
