package org.cairn.ledger.log;

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
 * The right to write a log, held by one process, and in it by one object. The operating system
 * takes it back when the process ends, however it ends.
 */
final class LogLock implements Closeable {
  private static final String NAME = "lock";

  /**
   * Locks held by this process. Closing any channel of a locked file gives up the process's lock on
   * it (POSIX), so the file is not even opened while it is in here.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private LogLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * @throws RefusedException {@code log-locked} while another writer has it
   */
  static LogLock take(Path state) throws IOException, RefusedException {
    Path file = state.toRealPath().resolve(NAME);
    if (!HELD.add(file)) {
      throw locked(file);
    }
    LogLock lock = null;
    try {
      lock = lockFile(file);
    } finally {
      if (lock == null) {
        HELD.remove(file);
      }
    }
    if (lock == null) {
      throw locked(file);
    }
    return lock;
  }

  private static @Nullable LogLock lockFile(Path file) throws IOException {
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
    return lock == null ? null : new LogLock(file, channel);
  }

  private static RefusedException locked(Path file) {
    return RefusedException.expected(
        "log-locked",
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
