package org.cairn.ledger.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cairn.ledger.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * The right to write what is in a folder, held by one process, and in it by one object. The
 * operating system takes it back when the process ends, however it ends.
 */
public final class FolderLock implements Closeable {
  private static final String NAME = "lock";

  /**
   * Locks held by this process. Closing any channel of a locked file gives up the process's lock on
   * it (POSIX), so the file is not even opened while it is in here.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private FolderLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * @param code of the refusal
   * @throws RefusedException while another writer has it
   */
  public static FolderLock take(Path folder, String code) throws IOException, RefusedException {
    Path file = folder.toRealPath().resolve(NAME);
    if (!HELD.add(file)) {
      throw locked(file, code);
    }
    FolderLock lock = null;
    try {
      lock = lockFile(file);
    } finally {
      if (lock == null) {
        HELD.remove(file);
      }
    }
    if (lock == null) {
      throw locked(file, code);
    }
    return lock;
  }

  private static @Nullable FolderLock lockFile(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
    return lock == null ? null : new FolderLock(file, channel);
  }

  private static RefusedException locked(Path file, String code) {
    return RefusedException.expected(
        code,
        file.toString(),
        "no other writer",
        "another one at work; wait for it, or stop the other 'cairn' that uses this workspace");
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      HELD.remove(file);
    }
  }
}
