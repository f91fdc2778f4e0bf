package org.cairn.ledger.timestamp;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cairn.ledger.RefusedException;

/**
 * The right to drive a queue, held by one object of one process. The operating system takes it back
 * when the process ends.
 */
final class QueueLock implements Closeable {
  /**
   * Held by this process. Closing any channel of a locked file gives the process's lock up (POSIX),
   * so a file in here is not even opened.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private QueueLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * @throws RefusedException {@code timestamp-queue-locked}
   */
  static QueueLock take(Path folder) throws IOException, RefusedException {
    Path file = folder.toRealPath().resolve("lock");
    if (!HELD.add(file)) {
      throw locked(file);
    }
    boolean taken = false;
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        if (channel.tryLock() == null) {
          throw locked(file);
        }
        taken = true;
        return new QueueLock(file, channel);
      } finally {
        if (!taken) {
          channel.close();
        }
      }
    } finally {
      if (!taken) {
        HELD.remove(file);
      }
    }
  }

  private static RefusedException locked(Path file) {
    return RefusedException.expected(
        "timestamp-queue-locked",
        file.toString(),
        "no other queue at work",
        "another one; stop the other 'cairn' that uses this workspace");
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
