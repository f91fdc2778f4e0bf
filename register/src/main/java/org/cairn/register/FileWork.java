package org.cairn.register;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.cairn.ledger.IntegrityException;

/** The same done with many files, several at a time. Stateless. */
final class FileWork {
  /** More than there are cores: most wait until their file is on stable storage. */
  private static final int THREADS = 12;

  private static final int BUFFER = 256 << 10;

  private FileWork() {}

  /** What is done with one. */
  @FunctionalInterface
  interface Work<T> {
    /**
     * @param buffer for this call alone
     */
    void with(T one, byte[] buffer) throws IOException;
  }

  /**
   * Returns when all is done.
   *
   * @throws IOException the first failure; what is not begun then is left
   */
  static <T> void each(List<T> all, Work<T> work) throws IOException {
    AtomicInteger next = new AtomicInteger();
    List<Future<?>> working = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (int thread = 0; thread < Math.min(THREADS, all.size()); thread++) {
        working.add(
            threads.submit(() -> {
              byte[] buffer = new byte[BUFFER];
              try {
                for (int at = next.getAndIncrement();
                    at < all.size();
                    at = next.getAndIncrement()) {
                  work.with(all.get(at), buffer);
                }
              } catch (IOException | RuntimeException e) {
                next.set(all.size());
                throw e;
              }
              return null;
            }));
      }
    }
    for (Future<?> one : working) {
      require(one);
    }
  }

  private static void require(Future<?> done) throws IOException {
    try {
      done.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Copying was interrupted");
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IntegrityException doubt -> throw new IntegrityException(doubt.fault(), doubt);
        case IOException io -> throw io;
        case null, default -> throw new IllegalStateException("Copying failed", e);
      }
    }
  }
}
