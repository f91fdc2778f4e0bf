package org.cairn.register;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.blob.BlobStore;
import org.cairn.ledger.log.LogAudit;
import org.cairn.ledger.log.LogReader;
import org.cairn.ledger.log.LogSource;
import org.cairn.ledger.merkle.TreeHead;
import org.cairn.ledger.note.SignedNote;
import org.cairn.ledger.note.TrustPolicy;
import org.cairn.ledger.note.VerifierKey;

/**
 * Derives everything about a ledger anew from its entries and names every fault, in this order: the
 * checkpoint store ({@link StoreCheck}), each tile and bundle ({@link LogAudit}), each time stamp
 * and record ({@link TimestampCheck}, {@link RecordCheck}), the checkpoint's signatures ({@link
 * CheckpointCheck}), keys ({@link KeyCheck}), vault ({@link VaultCheck}), what this node remembers
 * as a witness ({@link WitnessCheck}), the register ({@link RegisterAgreement}) and blobs. Reads
 * only, takes no lock. Single-thread.
 *
 * <p>Where the published checkpoint does not hold, the files are compared with the one the store
 * promises.
 */
public final class LedgerCheck {
  private final Workspace workspace;
  private final Consumer<Fault> faults;
  private final CheckpointCheck checkpoints;

  private LedgerCheck(Workspace workspace, Consumer<Fault> faults) {
    this.workspace = workspace;
    this.faults = faults;
    this.checkpoints = new CheckpointCheck(faults);
  }

  /**
   * What was checked.
   *
   * @param head the files were compared with; empty where neither checkpoint nor store gave one, so
   *     that no entry was checked
   * @param blobs number of blobs there are
   * @param withheld digests in the log, decoys included, without a value in the vault
   * @param unpublished entries that the store promises and the published checkpoint does not cover
   *     yet; the next opening for writing publishes them
   * @param storeInDoubt whether opening the ledger for writing would be refused
   * @param timestamps how far its times are vouched for from outside
   * @param register whether its tables agree with the ledger
   */
  public record Outcome(
      Optional<TreeHead> head,
      long blobs,
      long withheld,
      long unpublished,
      boolean storeInDoubt,
      TimestampSummary timestamps,
      RegisterSummary register) {}

  /** As the other one, and asks for no policy. */
  public static Outcome check(Workspace workspace, Consumer<Fault> faults) throws IOException {
    return check(workspace, Optional.empty(), InstantSource.system(), faults);
  }

  /**
   * Checks everything.
   *
   * @param policy that the checkpoint must meet
   * @param clock for the times of cosignatures
   * @param faults told each fault as it is met
   * @throws IOException when the disk cannot be read, apart from single missing files
   */
  public static Outcome check(
      Workspace workspace,
      Optional<TrustPolicy> policy,
      InstantSource clock,
      Consumer<Fault> faults)
      throws IOException {
    return new LedgerCheck(workspace, faults).check(policy, clock);
  }

  private Outcome check(Optional<TrustPolicy> policy, InstantSource clock) throws IOException {
    VaultCheck vault =
        VaultCheck.begin(workspace.vault(), workspace.log().resolve(LogReader.CHECKPOINT));
    KeyCheck keys = new KeyCheck(workspace, faults);
    List<VerifierKey> candidates = keys.candidates();
    Optional<SignedNote> published = checkpoints.read(workspace, candidates);
    StoreCheck.Found store =
        candidates.isEmpty()
            ? new StoreCheck.Found(Optional.empty(), false)
            : StoreCheck.compare(workspace, candidates, faults);

    RecordCheck records =
        new RecordCheck(
            workspace.blobs(),
            vault,
            new PersonSignatureCheck(workspace.vault(), workspace.blobs()),
            faults);
    Optional<LogReader> log = reader(published.or(store::last));
    boolean judged = false;
    TimestampSummary timestamps = TimestampSummary.NONE;
    if (log.isPresent()) {
      LogAudit.audit(workspace.log(), log.get().head(), faults);
      TimestampCheck times = TimestampCheck.read(workspace, log.get(), candidates, faults);
      judged = records.check(log.get(), times);
      timestamps = times.summary();
    }

    if (judged && published.isPresent() && !records.history().logKeys().isEmpty()) {
      checkpoints.tellSignatures(published.get(), records.history());
    }
    published.ifPresent(
        note -> policy.ifPresent(asked -> checkpoints.tellPolicy(note, asked, clock)));
    checkSettings(published);
    keys.tell(
        judged ? Optional.of(records.history()) : Optional.empty(),
        log.map(reader -> reader.head().size()).orElse(0L));
    vault.tell(judged, faults);
    RegisterSummary register =
        log.isPresent()
            ? RegisterAgreement.check(workspace, log.get(), faults)
            : RegisterSummary.NONE;
    BlobStore blobs = workspace.blobs();
    return new Outcome(
        log.map(LogReader::head),
        blobs.scrub(faults),
        vault.withheld(),
        unpublished(published, store),
        store.inDoubt(),
        timestamps,
        register);
  }

  private Optional<LogReader> reader(Optional<SignedNote> checkpoint) {
    if (checkpoint.isEmpty()) {
      faults.accept(
          new Fault(
              "records-not-judged",
              "all entries",
              "no entry was checked, for there is no checkpoint that a key of this log signed"));
      return Optional.empty();
    }
    try {
      return Optional.of(LogReader.at(LogSource.folder(workspace.log()), checkpoint.get()));
    } catch (RefusedException impossible) {
      throw new IllegalStateException("A checkpoint read before was refused", impossible);
    }
  }

  /** What the settings say of others, and what those say of us or we of them. */
  private void checkSettings(Optional<SignedNote> published) throws IOException {
    Settings settings;
    try {
      settings = workspace.settings();
    } catch (RefusedException e) {
      faults.accept(e.fault());
      return;
    }
    published.ifPresent(note -> checkpoints.tellCosignatures(note, settings.witnesses()));
    VerifierKey own;
    try {
      own = workspace.witnessKey();
    } catch (NoSuchFileException | RefusedException toldWithTheKeys) {
      return;
    }
    WitnessCheck.tell(workspace.witnessState(), own, settings.logs(), faults);
  }

  private static long unpublished(Optional<SignedNote> published, StoreCheck.Found store) {
    if (published.isEmpty() || store.last().isEmpty()) {
      return 0;
    }
    return Math.max(
        0, CheckpointCheck.size(store.last().get()) - CheckpointCheck.size(published.get()));
  }
}
