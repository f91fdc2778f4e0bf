package org.cairn.app.node;

import java.io.PrintWriter;
import java.time.Duration;

/**
 * Starts what a server does again and again beside serving, so that its keeper is told of failures
 * and the metrics of every round. Thread-safe.
 *
 * @param err the keeper's; closed by whoever gave it
 */
public record Chores(NodeStatus status, PrintWriter err) {
  /** One round that is as it should be unless it fails. */
  @FunctionalInterface
  public interface Chore {
    /**
     * @throws Exception whatever stops this round; the next comes all the same
     */
    void run() throws Exception;
  }

  /**
   * Starts at once, in a thread of its own.
   *
   * @param work its kind in metrics: one of few words
   * @param name for messages
   * @param interval from the end of a round to the start of the next
   */
  public BackgroundTask start(String work, String name, Duration interval, Chore chore) {
    BackgroundTask.Round round =
        status.noting(
            work,
            () -> {
              chore.run();
              return NodeStatus.Outcome.FINE;
            });
    return new BackgroundTask(name, interval, round, err);
  }
}
