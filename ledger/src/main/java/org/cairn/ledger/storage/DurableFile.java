package org.cairn.ledger.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Small files that are replaced whole: written beside, forced, renamed over the old one, and their
 * folder forced. A reader sees the old content or the new, never a mixture; once {@link #replace}
 * has returned, a power cut does not bring the old content back. Stateless, thread-safe; two
 * writers of one file must agree among themselves who is last.
 */
public final class DurableFile {
  /** Ending of files that were being written; one found when nothing writes is left by a crash. */
  public static final String TEMPORARY = ".tmp";

  private static final AtomicLong SERIAL = new AtomicLong();

  private DurableFile() {}

  /**
   * @param target in a folder that exists
   */
  public static void replace(Path target, byte[] content) throws IOException {
    Path absolute = target.toAbsolutePath();
    Path folder = absolute.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new NoSuchFileException(target.toString(), null, "its folder does not exist");
    }
    // Held open from before the write: a fault of the disk in between shows when it is forced.
    try (FileChannel open = FileChannel.open(folder, StandardOpenOption.READ)) {
      Path temporary = temporaryBeside(absolute);
      try {
        writeForced(temporary, content);
        Files.move(
            temporary,
            absolute,
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        Files.deleteIfExists(temporary);
        throw e;
      }
      open.force(true);
    }
  }

  /** A name no other writer of this machine uses now. */
  public static Path temporaryBeside(Path target) {
    String unique =
        String.format(
            Locale.ROOT, ".%d-%d", ProcessHandle.current().pid(), SERIAL.incrementAndGet());
    return target.resolveSibling(target.getFileName() + unique + TEMPORARY);
  }

  private static void writeForced(Path temporary, byte[] content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }
}
