package org.cairn.app.node;

import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.cairn.app.log.FailureText;

/**
 * Something a server does again and again beside serving, in a thread of its own; the first time at
 * once. What fails is told and tried again in the next round.
 */
public final class BackgroundTask implements AutoCloseable {
  /** One round. */
  @FunctionalInterface
  public interface Round {
    /**
     * @throws Exception whatever stops this round; the next comes all the same
     */
    void run() throws Exception;
  }

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;

  /**
   * Starts at once.
   *
   * @param name for messages
   * @param interval from the end of a round to the start of the next
   */
  public BackgroundTask(String name, Duration interval, Round round, PrintWriter err) {
    this.thread =
        Thread.ofPlatform().name(name).daemon().start(() -> repeat(name, interval, round, err));
  }

  private void repeat(String name, Duration interval, Round round, PrintWriter err) {
    try {
      do {
        runOnce(name, round, err);
      } while (!stopped.await(interval.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void runOnce(String name, Round round, PrintWriter err)
      throws InterruptedException {
    try {
      round.run();
    } catch (InterruptedException e) {
      throw e;
    } catch (InterruptedIOException e) {
      throw new InterruptedException(e.getMessage());
    } catch (Exception e) {
      err.println("cairn: " + name + ": " + FailureText.of(e) + " (tried again in the next round)");
    }
  }

  /** Stops, in the middle of a round if need be, and waits for its end. */
  @Override
  public void close() {
    stopped.countDown();
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
