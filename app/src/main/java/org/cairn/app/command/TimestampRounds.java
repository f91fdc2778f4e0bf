package org.cairn.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.cairn.app.log.FailureText;
import org.cairn.app.node.NodeStatus;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.timestamp.TimestampOutcome;
import org.cairn.register.Timestamping;
import org.cairn.register.Workspace;

/**
 * Asks for time stamps in the background, at once and then again and again. Between rounds others
 * may ask. What fails is told, the same words once, and the next round tries again.
 */
final class TimestampRounds implements AutoCloseable {
  static final Duration PERIOD = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Workspace workspace;
  private final InstantSource clock;
  private final NodeStatus status;
  private final PrintWriter err;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());

  /** Owned by the thread. */
  private String told = "";

  private TimestampRounds(
      Workspace workspace, InstantSource clock, NodeStatus status, PrintWriter err) {
    this.workspace = workspace;
    this.clock = clock;
    this.status = status;
    this.err = err;
  }

  static TimestampRounds start(
      Workspace workspace, Duration period, InstantSource clock, PrintWriter err) {
    return start(workspace, period, clock, new NodeStatus(clock), err);
  }

  /**
   * @param status is told how rounds end
   */
  static TimestampRounds start(
      Workspace workspace,
      Duration period,
      InstantSource clock,
      NodeStatus status,
      PrintWriter err) {
    var rounds = new TimestampRounds(workspace, clock, status, err);
    var unused =
        rounds.thread.scheduleWithFixedDelay(
            rounds::round, 0, period.toMillis(), TimeUnit.MILLISECONDS);
    return rounds;
  }

  private void round() {
    try {
      // While another process asks, its round counts.
      if (Timestamping.run(workspace, PATIENCE, clock) instanceof Timestamping.Asked asked) {
        TimestampLines.tellOutcomes(asked.outcomes(), err);
        status.note("timestamps", outcome(asked.outcomes()));
      }
      told = "";
    } catch (IOException | RefusedException | RuntimeException e) {
      // A failure of any kind ends this round alone; serving goes on.
      status.note("timestamps", NodeStatus.Outcome.FAILED);
      String words = "cairn: time stamps could not be asked for: " + FailureText.of(e);
      if (!words.equals(told)) {
        err.println(words);
        told = words;
      }
    }
  }

  private static NodeStatus.Outcome outcome(List<TimestampOutcome> outcomes) {
    return outcomes.stream().anyMatch(one -> one.result() instanceof TimestampOutcome.Failed)
        ? NodeStatus.Outcome.WANTING
        : NodeStatus.Outcome.FINE;
  }

  /** Waits for a round at work, as long as its patience lasts. */
  @Override
  public void close() {
    thread.close();
  }
}
