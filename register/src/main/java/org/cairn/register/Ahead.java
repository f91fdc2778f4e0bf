package org.cairn.register;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cairn.ledger.RefusedException;

/**
 * Work that all cores do ahead of the one thread which takes its results in the order in which it
 * was given. Whoever gives and takes keeps it from being full, so that memory stays bounded. For
 * one thread.
 *
 * @param <T> result of one piece of work
 */
final class Ahead<T> implements AutoCloseable {
  private final int most;
  private final ExecutorService threads;
  private final Queue<Future<T>> waiting = new ArrayDeque<>();

  Ahead(String name) {
    int cores = Runtime.getRuntime().availableProcessors();
    this.most = 2 * cores + 2;
    this.threads =
        Executors.newFixedThreadPool(cores, Thread.ofPlatform().daemon().name(name, 0).factory());
  }

  void give(Callable<T> work) {
    waiting.add(threads.submit(work));
  }

  /** Whether a result should be taken before more is given. */
  boolean isFull() {
    return waiting.size() >= most;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /**
   * The result of the work that was given first; waits for it.
   *
   * @throws IOException also when this thread was interrupted
   */
  T take() throws IOException, RefusedException {
    return get(waiting.remove());
  }

  /** What another thread comes to; waits for it. */
  static <T> T get(Future<T> result) throws IOException, RefusedException {
    try {
      return result.get();
    } catch (ExecutionException e) {
      throw thrown(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while records were read or added", e);
    }
  }

  /** What another thread failed with, as it is. */
  static RuntimeException thrown(Throwable failure) throws IOException, RefusedException {
    switch (failure) {
      case RefusedException refused -> throw refused;
      case IOException io -> throw io;
      case RuntimeException mistake -> throw mistake;
      default -> throw new IllegalStateException("Another thread failed", failure);
    }
  }

  /** Gives up what was not taken. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
