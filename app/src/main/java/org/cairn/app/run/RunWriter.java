package org.cairn.app.run;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.cairn.app.node.Software;
import org.cairn.app.record.RunRecords;
import org.cairn.app.record.WorkspaceIndex;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.log.Appended;
import org.cairn.register.Draft;
import org.cairn.register.LedgerWriter;
import org.cairn.register.Timestamping;
import org.cairn.register.Workspace;
import org.cairn.watch.WatchResult;

/**
 * Puts the outcome of a watch into a workspace's ledger, and asks witnesses to cosign that and
 * authorities to time-stamp it.
 */
public final class RunWriter {
  /** Records of one call to the ledger; a run of many places takes several. */
  private static final int RECORDS_AT_ONCE = 1000;

  /**
   * For witnesses, and again for authorities; those that are absent are told, and the run is done
   * without them.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** For another process to have written what it writes: what was watched is not to be lost. */
  private static final Duration TURN = Duration.ofMinutes(1);

  private RunWriter() {}

  /** A name that no run had before. */
  public static String newName() {
    return UUID.randomUUID().toString();
  }

  /**
   * @param name of the run
   * @param entry index of the run's own record, the last one; without it the others do not count
   * @param notes what else whoever asked for the run is told, a sentence each
   * @param stamps what became of asking for time stamps; empty where that could not be done, which
   *     a note says
   */
  public record Written(
      String name, long entry, List<String> notes, Optional<Timestamping.Round> stamps) {
    public Written {
      notes = List.copyOf(notes);
    }
  }

  /**
   * @param run name of the run, see {@link #newName}
   * @param index the ledger as it was when the places were taken from it
   * @param catalog name of the catalogue that was watched over
   */
  public static Written write(
      Workspace workspace, String run, WorkspaceIndex index, WatchResult result, String catalog)
      throws IOException, RefusedException {
    return write(workspace, run, index, result, catalog, RECORDS_AT_ONCE);
  }

  /** With so many records in one call to the ledger. */
  public static Written write(
      Workspace workspace,
      String run,
      WorkspaceIndex index,
      WatchResult result,
      String catalog,
      int recordsAtOnce)
      throws IOException, RefusedException {
    List<Draft> drafts =
        RunRecords.of(
            result, new RunRecords.Run(run, catalog, Software.NAME), index, workspace.blobs());
    List<String> notes = new ArrayList<>();
    long last = -1;
    try (LedgerWriter writer = LedgerWriter.open(workspace, Clock.systemUTC(), TURN)) {
      for (int first = 0; first < drafts.size(); first += recordsAtOnce) {
        int end = Math.min(drafts.size(), first + recordsAtOnce);
        Appended appended = writer.append(drafts.subList(first, end));
        last = appended.firstIndex() + appended.count() - 1;
      }
      writer
          .cosign(PATIENCE)
          .forEach(outcome -> outcome.fault().ifPresent(fault -> notes.add(fault.toString())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      notes.add("Stopped while waiting for witnesses; the run is in the ledger.");
      return new Written(run, last, notes, Optional.empty());
    }
    Optional<Timestamping.Round> stamps = stamp(workspace, notes);
    return new Written(run, last, notes, stamps);
  }

  /** Not while the right to write is held: others need not wait for authorities. */
  private static Optional<Timestamping.Round> stamp(Workspace workspace, List<String> notes)
      throws RefusedException {
    try {
      return Optional.of(Timestamping.run(workspace, PATIENCE, Clock.systemUTC()));
    } catch (IOException e) {
      notes.add(
          "No time stamp could be asked for ("
              + e.getMessage()
              + "); the run is in the ledger, 'cairn ledger stamp' asks again.");
      return Optional.empty();
    }
  }
}
