package org.cairn.app.node;

import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * What came of the work that a node does beside serving, since it was started: when each kind last
 * ran, and how it ended. Thread-safe.
 */
public final class NodeStatus implements Measured {
  /** How a round ended. */
  public enum Outcome {
    /** As it should. */
    FINE,
    /** It ran, and found something that is not as it should be. */
    WANTING,
    /** It could not run. */
    FAILED;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** One round, that says how it ended. */
  @FunctionalInterface
  public interface Work {
    Outcome run() throws Exception;
  }

  private record Past(Outcome last, Instant at, Map<Outcome, Long> rounds) {}

  private final Map<String, Past> works = new ConcurrentSkipListMap<>();
  private final InstantSource clock;

  public NodeStatus(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * The same round, told.
   *
   * @param work its kind: one of few words, such as {@code scrub}
   */
  public BackgroundTask.Round noting(String work, Work round) {
    return () -> {
      Outcome outcome = Outcome.FAILED;
      try {
        outcome = round.run();
      } finally {
        note(work, outcome);
      }
    };
  }

  /** That a round of it ended now. */
  public void note(String work, Outcome outcome) {
    works.compute(
        work,
        (name, before) -> {
          Map<Outcome, Long> rounds = new EnumMap<>(Outcome.class);
          if (before != null) {
            rounds.putAll(before.rounds());
          }
          rounds.merge(outcome, 1L, Long::sum);
          return new Past(outcome, clock.instant(), rounds);
        });
  }

  @Override
  public void tell(Measures to) {
    works.forEach((work, past) -> {
      to.gauge(
          "cairn_work_last_timestamp_seconds",
          "When a round of the node's own work last ended",
          past.at().getEpochSecond(),
          "work",
          work);
      for (Outcome outcome : Outcome.values()) {
        to.gauge(
            "cairn_work_last_outcome",
            "1 for how that round ended: fine, wanting (it found something wrong), failed",
            outcome == past.last() ? 1 : 0,
            "work",
            work,
            "outcome",
            outcome.code());
        to.counter(
            "cairn_work_rounds_total",
            "Rounds since the start, by how they ended",
            past.rounds().getOrDefault(outcome, 0L),
            "work",
            work,
            "outcome",
            outcome.code());
      }
    });
  }
}
