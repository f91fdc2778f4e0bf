package org.cairn.exchange;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Writes a file so that others see either the old one or the whole new one, never a part of it.
 * Thread-safe.
 */
public final class AtomicFiles {
  /** Temporary files of this process that are not yet renamed; removed when it is stopped. */
  private static final Set<Path> UNFINISHED = ConcurrentHashMap.newKeySet();

  static {
    // Ctrl-C ends the process without running finally blocks.
    Runtime.getRuntime().addShutdownHook(new Thread(AtomicFiles::removeUnfinished));
  }

  private AtomicFiles() {}

  /** Puts the content on the stream; need not flush or close it. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a temporary file in the target's own folder, forces it to the disk and renames it onto
   * the target. When the content fails or the thread is interrupted, the target stays as it was and
   * the temporary file is removed. A symbolic link stays a link; a device or pipe ({@code
   * /dev/stdout}) is written straight through, since renaming would replace it.
   *
   * @throws IOException when the folder is missing or the file cannot be written; also whatever the
   *     content throws
   */
  public static void write(Path target, Content content) throws IOException {
    Path destination = Files.isSymbolicLink(target) ? followLink(target) : target.toAbsolutePath();
    if (Files.isDirectory(destination)) {
      throw new IOException(
          "Cannot write '" + target + "': it is a folder; name a file inside it instead");
    }
    if (Files.exists(destination) && !Files.isRegularFile(destination)) {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(destination))) {
        content.writeTo(out);
      }
      return;
    }
    writeAndRename(existingFolder(target, destination), destination, content);
  }

  /** Makes a file by its path. */
  @FunctionalInterface
  public interface Making {
    /**
     * @param temporary where nothing is yet
     */
    void at(Path temporary) throws IOException;
  }

  /**
   * As {@link #write}, for what needs a path rather than a stream, such as a database. A device or
   * pipe cannot be written so.
   */
  public static void make(Path target, Making making) throws IOException {
    Path destination = Files.isSymbolicLink(target) ? followLink(target) : target.toAbsolutePath();
    if (Files.exists(destination) && !Files.isRegularFile(destination)) {
      throw new IOException(
          "Cannot write '" + target + "': it is no ordinary file; name one in a folder instead");
    }
    Path folder = existingFolder(target, destination);
    Path temporary = folder.resolve(temporaryName(destination));
    UNFINISHED.add(temporary);
    try {
      making.at(temporary);
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      finish(folder, temporary, destination);
    } finally {
      Files.deleteIfExists(temporary);
      UNFINISHED.remove(temporary);
    }
  }

  private static Path existingFolder(Path target, Path destination) throws IOException {
    Path folder = destination.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IOException(
          "Cannot write '" + target + "': its folder does not exist; create it first");
    }
    return folder;
  }

  private static Path followLink(Path link) throws IOException {
    if (Files.exists(link)) {
      return link.toRealPath();
    }
    Path folder = link.toAbsolutePath().getParent();
    Path aim = Files.readSymbolicLink(link);
    return folder == null ? aim.toAbsolutePath() : folder.resolve(aim).normalize();
  }

  private static void writeAndRename(Path folder, Path destination, Content content)
      throws IOException {
    Path temporary = folder.resolve(temporaryName(destination));
    FileChannel channel =
        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    UNFINISHED.add(temporary);
    try {
      try (channel) {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        content.writeTo(out);
        out.flush();
        channel.force(true);
      }
      finish(folder, temporary, destination);
    } finally {
      Files.deleteIfExists(temporary);
      UNFINISHED.remove(temporary);
    }
  }

  private static void finish(Path folder, Path temporary, Path destination) throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException(
          "Interrupted before '" + destination + "' was complete; nothing was written");
    }
    rename(temporary, destination);
    forceFolder(folder);
  }

  private static String temporaryName(Path destination) {
    // Hidden, so that no reader of the folder takes it for a result. Not createTempFile: that would
    // leave the result readable by its owner only.
    return "."
        + destination.getFileName()
        + "."
        + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong())
        + ".tmp";
  }

  private static void rename(Path temporary, Path destination) throws IOException {
    try {
      Files.move(temporary, destination, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw new IOException(
          "Cannot write '"
              + destination
              + "': its file system cannot rename in one step; write to a local folder instead",
          e);
    }
  }

  /** Makes the rename itself durable, where the system lets a folder be opened (not Windows). */
  private static void forceFolder(Path folder) throws IOException {
    if (!System.getProperty("os.name", "").startsWith("Windows")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static void removeUnfinished() {
    for (Path temporary : UNFINISHED) {
      // File.delete reports by its result: at this point nobody is left to tell.
      temporary.toFile().delete();
    }
  }
}
