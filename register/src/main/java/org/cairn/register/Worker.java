package org.cairn.register;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.cairn.ledger.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * One thread that does its work in the order in which it is given, a little behind who gives it:
 * who is too far ahead waits. After a failure nothing more is done, and whoever gives work or waits
 * for it is told. Thread-safe.
 */
final class Worker implements AutoCloseable {
  private static final int WAITING = 2;
  private static final long IDLE_MILLIS = 500;

  /** A piece of work. */
  @FunctionalInterface
  interface Task {
    void run() throws IOException, RefusedException;
  }

  /** A piece of work with a result. */
  @FunctionalInterface
  interface Question<T> {
    T answer() throws IOException, RefusedException;
  }

  private final Task whenIdle;
  private final BlockingQueue<Task> tasks = new ArrayBlockingQueue<>(WAITING);
  private final Thread thread;

  /** Written by the thread alone. */
  private volatile @Nullable Throwable failure;

  private volatile boolean ended;

  /**
   * @param whenIdle done by the same thread whenever it has waited half a second for work; not
   *     after a failure
   */
  Worker(String name, Task whenIdle) {
    this.whenIdle = whenIdle;
    this.thread = Thread.ofPlatform().daemon().name(name).start(this::work);
  }

  /**
   * Waits while too much is waiting.
   *
   * @throws IOException what went wrong with work given before, with its own type
   */
  void give(Task task) throws IOException, RefusedException {
    ask(() -> {
      task.run();
      return true;
    });
  }

  /**
   * The same with a result, which fails where the work fails or is not done for what failed before.
   */
  <T> Future<T> ask(Question<T> question) throws IOException, RefusedException {
    requireSound();
    CompletableFuture<T> answer = new CompletableFuture<>();
    put(() -> {
      try {
        requireSound();
        answer.complete(question.answer());
      } catch (IOException | RefusedException | RuntimeException | Error e) {
        answer.completeExceptionally(e);
        throw e;
      }
    });
    return answer;
  }

  /** Waits until everything is done that was given. */
  void finish() throws IOException, RefusedException {
    CountDownLatch done = new CountDownLatch(1);
    put(done::countDown);
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while places were added", e);
    }
    requireSound();
  }

  private void put(Task task) throws IOException {
    try {
      tasks.put(task);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while places were added", e);
    }
  }

  private void requireSound() throws IOException, RefusedException {
    Throwable known = failure;
    if (known != null) {
      throw Ahead.thrown(known);
    }
  }

  private void work() {
    try {
      while (!ended) {
        Task task = tasks.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        if (task != null) {
          run(task);
        } else if (failure == null) {
          run(whenIdle);
        }
      }
    } catch (InterruptedException e) {
      // Nobody has this thread but this object, which never interrupts it.
      throw new IllegalStateException(e);
    }
  }

  private void run(Task task) {
    try {
      task.run();
    } catch (IOException | RefusedException | RuntimeException | Error e) {
      failure = e;
    }
  }

  /**
   * Waits until everything is done that was given, even if interrupted; what went wrong is not told
   * here.
   */
  @Override
  public void close() throws IOException {
    close(() -> {});
  }

  /**
   * The same.
   *
   * @param last done by the same thread before it ends; not after a failure
   */
  void close(Task last) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      put(() -> {
        ended = true;
        if (failure == null) {
          last.run();
        }
      });
      thread.join();
    } catch (InterruptedException e) {
      throw new IOException("Interrupted while places were added", e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
