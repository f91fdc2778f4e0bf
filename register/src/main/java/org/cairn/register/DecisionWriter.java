package org.cairn.register;

import java.io.IOException;
import java.util.List;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.merkle.TreeHead;
import org.cairn.ledger.note.Checkpoint;
import org.cairn.ledger.storage.FolderLock;
import tools.jackson.databind.node.ObjectNode;

/**
 * Adds single records to the ledger and puts them into the register at once, without reading the
 * ledger through: what the register lacks is read entry by entry. For one thread at a time.
 */
final class DecisionWriter {
  /** More entries than this are read by all cores. */
  private static final long MANY = 1_000;

  private final Workspace workspace;
  private final RegisterUpdate update;
  private final EntryReader entries;

  DecisionWriter(Workspace workspace, RegisterUpdate update, EntryReader entries) {
    this.workspace = workspace;
    this.update = update;
    this.entries = entries;
  }

  /**
   * A record that was added.
   *
   * @param entry its index
   * @param record as whoever may see everything sees it
   */
  record Added(long entry, ObjectNode record) {}

  /**
   * @throws RefusedException as {@link LedgerWriter#append}; {@code register-locked} where the
   *     record is in the ledger, and the register, which another process writes, gets it later
   */
  Added add(LedgerWriter writer, Draft draft) throws IOException, RefusedException {
    LedgerWriter.AppendedRecords added = writer.appendRecords(List.of(draft));
    long index = added.appended().firstIndex();
    TreeHead head = Checkpoint.parse(added.appended().checkpoint().text()).head();
    Added one = new Added(index, added.records().getFirst());
    try (FolderLock lock = RegisterUpdate.lock(workspace, RegisterUpdate.PATIENCE)) {
      if (head.size() == index + 1) {
        put(one, head);
      }
    }
    catchUp();
    return one;
  }

  private void put(Added added, TreeHead head) throws IOException, RefusedException {
    try (RegisterGrowth growth = RegisterGrowth.begin(workspace.register())) {
      long from = growth.logSize();
      if (from > added.entry() || added.entry() - from > MANY) {
        return;
      }
      for (long index = from; index < added.entry(); index++) {
        growth.accept(index, RegisterEntry.of(entries.read(index).record()));
      }
      growth.accept(added.entry(), RegisterEntry.of(added.record()));
      growth.commit(head);
    }
  }

  /** Brings the register up to the newest checkpoint. */
  void catchUp() throws IOException, RefusedException {
    update.catchUp(RegisterUpdate.PATIENCE);
  }
}
