package org.cairn.ledger.timestamp;

import java.time.Duration;
import org.cairn.ledger.merkle.Hash;

/**
 * What one attempt came to. Immutable.
 *
 * @param checkpoint SHA-256 of the checkpoint's bytes
 */
public record TimestampOutcome(Hash checkpoint, String authority, Result result) {
  /** One of: stamped, failed. */
  public sealed interface Result {}

  /**
   * A token was checked and is kept.
   *
   * @param ahead the authority's clock less ours when the answer came: beyond some minutes one of
   *     them is wrong, and our own times deserve no trust
   */
  public record Stamped(VerifiedTimestamp timestamp, Duration ahead) implements Result {}

  /** No token; it is tried again. */
  public record Failed(TimestampStatus.Failure failure) implements Result {}
}
