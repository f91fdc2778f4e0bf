package org.cairn.register;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.cairn.ledger.Fault;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.timestamp.RetrySchedule;
import org.cairn.ledger.timestamp.TimestampClient;
import org.cairn.ledger.timestamp.TimestampOutcome;
import org.cairn.ledger.timestamp.TimestampQueue;
import org.cairn.ledger.timestamp.TimestampStatus;

/**
 * Asks the authorities of a workspace for time stamps. Needs no right to write the log, and holds
 * the queue only while it asks. Stateless.
 */
public final class Timestamping {
  /** How far a clock may be from an authority's before its times are not believed. */
  public static final Duration SKEW = Duration.ofMinutes(5);

  private Timestamping() {}

  /** What one round came to; one of: off, elsewhere, asked. */
  public sealed interface Round {}

  /** The settings name no authority to be asked. */
  public record Off() implements Round {}

  /**
   * Another process is asking at this moment. Before it lets go, and in each round after this, it
   * takes the newest checkpoint too.
   *
   * @param fault what was met
   */
  public record Elsewhere(Fault fault) implements Round {}

  /**
   * What was due was asked.
   *
   * @param newest SHA-256 of the newest checkpoint's bytes
   * @param outcomes one per attempt of this round
   * @param status where the newest checkpoint stands with each authority, and every older one that
   *     lacks a token
   */
  public record Asked(Hash newest, List<TimestampOutcome> outcomes, List<TimestampStatus> status)
      implements Round {
    public Asked {
      outcomes = List.copyOf(outcomes);
      status = List.copyOf(status);
    }
  }

  /**
   * Enqueues the newest checkpoint as it is published, cosignatures included, and asks all
   * authorities side by side for what is due. An authority that is absent costs no more than the
   * patience, and is asked again in later rounds, however many restarts lie between.
   *
   * @param patience for the whole round
   * @throws RefusedException for what is wrong with settings and checkpoint
   * @throws IntegrityException where the queue's own files are damaged
   */
  public static Round run(Workspace workspace, Duration patience, InstantSource clock)
      throws IOException, RefusedException {
    TimestampSettings settings = workspace.settings().timestamps();
    if (settings.asked().isEmpty()) {
      return new Off();
    }
    try (TimestampClient client = new TimestampClient(new SecureRandom(), patience);
        TimestampQueue queue =
            TimestampQueue.open(
                workspace.timestamps(), settings.asked(), client, RetrySchedule.USUAL, clock)) {
      Hash newest = queue.enqueue(newest(workspace));
      List<TimestampOutcome> outcomes = queue.runDue(clock.instant(), patience);
      // Whoever was shut out meanwhile counts on us for what it published.
      queue.enqueue(newest(workspace));
      Set<TimestampStatus> status = new LinkedHashSet<>(queue.status());
      status.addAll(queue.statusOf(newest));
      return new Asked(newest, outcomes, new ArrayList<>(status));
    } catch (RefusedException e) {
      if (e.code().equals("timestamp-queue-locked")) {
        return new Elsewhere(e.fault());
      }
      throw e;
    }
  }

  private static byte[] newest(Workspace workspace) throws IOException, RefusedException {
    return workspace.reader().checkpoint().bytes();
  }
}
