package org.cairn.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
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
final class RunWriter {
  /** Records of one call to the ledger; a run of many places takes several. */
  private static final int RECORDS_AT_ONCE = 1000;

  /**
   * For witnesses, and again for authorities; those that are absent are told, and the run is done
   * without them.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private RunWriter() {}

  /**
   * @param name of the run, new
   * @param entry index of the run's own record, the last one; without it the others do not count
   */
  record Written(String name, long entry) {}

  /**
   * @param index the ledger as it was when the places were taken from it
   * @param catalog name of the catalogue that was watched over
   */
  static Written write(
      Workspace workspace,
      WorkspaceIndex index,
      WatchResult result,
      String catalog,
      PrintWriter err)
      throws IOException, RefusedException {
    return write(workspace, index, result, catalog, err, RECORDS_AT_ONCE);
  }

  /** With so many records in one call to the ledger. */
  static Written write(
      Workspace workspace,
      WorkspaceIndex index,
      WatchResult result,
      String catalog,
      PrintWriter err,
      int recordsAtOnce)
      throws IOException, RefusedException {
    String name = UUID.randomUUID().toString();
    List<Draft> drafts =
        RunRecords.of(
            result,
            new RunRecords.Run(name, catalog, "cairn " + CairnCommand.VERSION),
            index,
            workspace.blobs());
    long last = -1;
    try (LedgerWriter writer = LedgerWriter.open(workspace, Clock.systemUTC())) {
      for (int first = 0; first < drafts.size(); first += recordsAtOnce) {
        int end = Math.min(drafts.size(), first + recordsAtOnce);
        Appended appended = writer.append(drafts.subList(first, end));
        last = appended.firstIndex() + appended.count() - 1;
      }
      writer
          .cosign(PATIENCE)
          .forEach(outcome -> outcome.fault().ifPresent(fault -> err.println(fault)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.unreadable(
          "Stopped while waiting for witnesses; the run is in the ledger.", e);
    }
    stamp(workspace, err);
    return new Written(name, last);
  }

  /** Not while the right to write is held: others need not wait for authorities. */
  private static void stamp(Workspace workspace, PrintWriter err) throws RefusedException {
    try {
      TimestampLines.tell(Timestamping.run(workspace, PATIENCE, Clock.systemUTC()), err);
    } catch (IOException e) {
      err.println(
          "No time stamp could be asked for ("
              + e.getMessage()
              + "); the run is in the ledger, 'cairn ledger stamp' asks again.");
    }
  }
}
