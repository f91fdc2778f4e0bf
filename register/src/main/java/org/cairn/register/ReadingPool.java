package org.cairn.register;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.cairn.ledger.RefusedException;

/** Readings of one register for any number of threads; a few are kept open. Thread-safe. */
final class ReadingPool implements AutoCloseable {
  private static final int MOST_IDLE = 8;

  private final Path file;

  /** The last used first. Guarded by itself. */
  private final Deque<RegisterReading> idle = new ArrayDeque<>();

  /** Guarded by {@link #idle}. */
  private boolean closed;

  ReadingPool(Path file) {
    this.file = file;
  }

  /**
   * @throws RefusedException as {@link RegisterReading#read}
   */
  <T> T read(RegisterFile.Work<T> work) throws IOException, RefusedException {
    RegisterReading reading = take();
    boolean whole = false;
    try {
      T answer = reading.read(work);
      whole = true;
      return answer;
    } finally {
      giveBack(reading, whole);
    }
  }

  private RegisterReading take() {
    synchronized (idle) {
      if (closed) {
        throw new IllegalStateException("This register is closed: open it again");
      }
      RegisterReading known = idle.poll();
      return known == null ? new RegisterReading(file) : known;
    }
  }

  private void giveBack(RegisterReading reading, boolean whole) throws RefusedException {
    synchronized (idle) {
      if (whole && !closed && idle.size() < MOST_IDLE) {
        idle.push(reading);
        return;
      }
    }
    reading.close();
  }

  @Override
  public void close() throws RefusedException {
    synchronized (idle) {
      closed = true;
      while (!idle.isEmpty()) {
        idle.pop().close();
      }
    }
  }
}
