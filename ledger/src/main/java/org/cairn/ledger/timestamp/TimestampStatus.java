package org.cairn.ledger.timestamp;

import java.time.Instant;
import java.util.List;
import org.cairn.ledger.Fault;
import org.cairn.ledger.merkle.Hash;

/**
 * Where the request of one checkpoint to one authority stands. Immutable.
 *
 * @param checkpoint SHA-256 of the checkpoint's bytes
 */
public record TimestampStatus(Hash checkpoint, String authority, State state) {
  /** One of: obtained, waiting, without its authority. */
  public sealed interface State {}

  /** A token is kept. */
  public record Obtained(VerifiedTimestamp timestamp) implements State {}

  /**
   * To be asked for.
   *
   * @param enqueued by our clock
   * @param attempts that failed, all of them
   * @param nextTry not before then
   * @param failures the latest, oldest first
   */
  public record Waiting(Instant enqueued, int attempts, Instant nextTry, List<Failure> failures)
      implements State {
    public Waiting {
      failures = List.copyOf(failures);
    }
  }

  /** Waiting, but the authority is no longer configured: it is not asked until it is again. */
  public record NotConfigured(Instant enqueued, int attempts, List<Failure> failures)
      implements State {
    public NotConfigured {
      failures = List.copyOf(failures);
    }
  }

  /**
   * An attempt that failed.
   *
   * @param at by our clock
   * @param nextTry as decided then
   */
  public record Failure(Instant at, Fault fault, Instant nextTry) {}
}
