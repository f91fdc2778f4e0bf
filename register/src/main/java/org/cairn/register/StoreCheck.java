package org.cairn.register;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.cairn.ledger.Fault;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.log.CheckpointStore;
import org.cairn.ledger.note.SignedNote;
import org.cairn.ledger.note.VerifierKey;

/** What opening the ledger for writing would say of its checkpoint store. Stateless. */
final class StoreCheck {
  private StoreCheck() {}

  /**
   * @param last checkpoint the store promises; empty where it has none that the log's keys signed
   * @param inDoubt whether the store and the log's files contradict each other, or the store itself
   *     is damaged: then nothing may be written
   */
  record Found(Optional<SignedNote> last, boolean inDoubt) {}

  /**
   * @param keys of the log, the one a writer would sign with last; at least one
   * @param faults with the codes and steps that opening gives
   */
  static Found compare(Workspace workspace, List<VerifierKey> keys, Consumer<Fault> faults)
      throws IOException {
    try {
      SignedNote last =
          CheckpointStore.compare(
              workspace.log(), workspace.state(), keys.getLast(), keys.subList(0, keys.size() - 1));
      return new Found(Optional.of(last), false);
    } catch (IntegrityException doubt) {
      faults.accept(doubt.fault());
      return new Found(findLast(workspace, keys), true);
    }
  }

  /** Only to have something to compare the log's files with. */
  private static Optional<SignedNote> findLast(Workspace workspace, List<VerifierKey> keys)
      throws IOException {
    try {
      SignedNote last = CheckpointStore.last(workspace.state());
      return last.verify(keys).isEmpty() ? Optional.empty() : Optional.of(last);
    } catch (IntegrityException | RefusedException toldByTheComparison) {
      return Optional.empty();
    }
  }
}
