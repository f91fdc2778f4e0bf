package org.cairn.register;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.log.LogReader;
import org.cairn.ledger.log.LogSource;
import org.cairn.ledger.note.Checkpoint;
import org.cairn.ledger.note.SignedNote;
import org.cairn.ledger.note.TrustPolicy;
import org.cairn.ledger.note.VerifierKey;
import org.cairn.ledger.record.KeyHistory;

/** Whether the published checkpoint and its signature lines hold. Stateless. */
final class CheckpointCheck {
  private final Consumer<Fault> faults;

  CheckpointCheck(Consumer<Fault> faults) {
    this.faults = faults;
  }

  /**
   * The checkpoint, where it is in form and one of the keys signed it.
   *
   * @param keys any that the log may have had; which of them may sign it is asked later
   */
  Optional<SignedNote> read(Workspace workspace, List<VerifierKey> keys) throws IOException {
    try {
      SignedNote note = LogReader.now(LogSource.folder(workspace.log())).checkpoint();
      if (note.verify(keys).isEmpty()) {
        throw RefusedException.expected(
            "checkpoint-unsigned", "signatures", "one by a key of this log", "none");
      }
      return Optional.of(note);
    } catch (NoSuchFileException missing) {
      faults.accept(
          Fault.expected(
              "checkpoint-missing",
              LogReader.CHECKPOINT,
              "a file",
              "none; the next command that writes puts it back from the store"));
    } catch (RefusedException e) {
      tell(e.fault());
    }
    return Optional.empty();
  }

  /** Whether the keys of its size signed it. */
  void tellSignatures(SignedNote note, KeyHistory history) {
    try {
      history.requireSigned(note);
    } catch (RefusedException e) {
      tell(e.fault());
    }
  }

  /** Cosignatures of the witnesses the settings name; lines of others say nothing here. */
  void tellCosignatures(SignedNote note, List<TrustPolicy.Witness> witnesses) {
    for (TrustPolicy.Witness witness : witnesses) {
      try {
        note.verify(List.of(witness.key()));
      } catch (RefusedException e) {
        tell(e.fault());
      }
    }
  }

  /** What somebody asks of the checkpoint before they trust it. */
  void tellPolicy(SignedNote note, TrustPolicy policy, InstantSource clock) {
    try {
      policy.verify(note.bytes(), clock.instant());
    } catch (RefusedException e) {
      tell(e.fault());
    }
  }

  static long size(SignedNote note) {
    try {
      return Checkpoint.parse(note.text()).size();
    } catch (RefusedException impossible) {
      throw new IllegalStateException("A checkpoint read before was refused", impossible);
    }
  }

  private void tell(Fault fault) {
    String where = LogReader.CHECKPOINT + ", " + fault.where();
    faults.accept(
        new Fault(
            fault.code(),
            fault.where().startsWith(LogReader.CHECKPOINT) ? fault.where() : where,
            fault.message()));
  }
}
