package org.cairn.register;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.blob.BlobStore;
import org.cairn.ledger.log.Appended;
import org.cairn.ledger.log.Log;
import org.cairn.ledger.log.LogReader;
import org.cairn.ledger.note.Checkpoint;
import org.cairn.ledger.note.NoteSignature;
import org.cairn.ledger.note.VerifierKey;
import org.cairn.ledger.record.ActorKey;
import org.cairn.ledger.record.Disclosure;
import org.cairn.ledger.record.Disclosures;
import org.cairn.ledger.record.SignedRecord;
import org.cairn.ledger.witness.WitnessClient;
import org.cairn.ledger.witness.WitnessSizes;

/**
 * The right to add records to a workspace's ledger, held by one process at a time. Thread-safe.
 *
 * <p>Every record gets two members: {@code time}, the clock of this machine, which is a claim; and
 * {@code after}, the root of the log's newest checkpoint in base64, which shows that the record was
 * not made before that root was.
 */
public final class LedgerWriter implements AutoCloseable {
  private final Log log;
  private final Vault vault;
  private final BlobStore blobs;
  private final ActorKey key;
  private final Settings settings;
  private final Path witnessSizes;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  /** Guarded by itself. */
  private final TimestampRecorder timestamps;

  private LedgerWriter(
      Log log,
      Vault vault,
      BlobStore blobs,
      ActorKey key,
      Settings settings,
      Path witnessSizes,
      TimestampRecorder timestamps,
      InstantSource clock) {
    this.timestamps = timestamps;
    this.settings = settings;
    this.witnessSizes = witnessSizes;
    this.log = log;
    this.vault = vault;
    this.blobs = blobs;
    this.key = key;
    this.clock = clock;
  }

  /**
   * Opens the ledger for writing; what a crash left undone is done first.
   *
   * @throws RefusedException {@code log-locked} while another process writes, or a key file's fault
   * @throws IntegrityException where folder and checkpoint store contradict each other
   */
  public static LedgerWriter open(Workspace workspace, InstantSource clock)
      throws IOException, RefusedException {
    ActorKey node = workspace.nodeKey();
    Settings settings = workspace.settings();
    List<VerifierKey> keys = workspace.logKeys();
    Log log =
        Log.open(
            workspace.log(),
            workspace.state(),
            workspace.signingKey(),
            keys.subList(0, keys.size() - 1));
    return new LedgerWriter(
        log,
        workspace.vault(),
        workspace.blobs(),
        node,
        settings,
        workspace.state().resolve("witness-sizes"),
        new TimestampRecorder(workspace.timestampStore(), settings.timestamps()),
        clock);
  }

  /**
   * Signs the records and adds them, all or none; returns when they are durable and published. What
   * is protected is in the vault before the log has its digest. Of a record too long for an entry,
   * the longest open members go to a blob; {@link LedgerRecords} puts them back. Tokens of
   * authorities that the log does not name yet are named first, in a step of its own, so that
   * {@code after} commits to them.
   *
   * @param drafts without {@code time} and {@code after}; at least one
   * @throws RefusedException {@code append-empty}, {@code entry-size}, {@code append-size}
   * @throws IllegalArgumentException for what cannot be a record, see {@link SignedRecord#sign}
   */
  public Appended append(List<Draft> drafts) throws IOException, RefusedException {
    if (!drafts.isEmpty()) {
      appendTimestamps();
    }
    return add(drafts);
  }

  private void appendTimestamps() throws IOException, RefusedException {
    synchronized (timestamps) {
      List<KeptToken> tokens = timestamps.listUnrecorded(log.reader());
      if (!tokens.isEmpty()) {
        add(tokens.stream().map(token -> Draft.open(token.record().json())).toList());
        timestamps.recorded(tokens);
      }
    }
  }

  private Appended add(List<Draft> drafts) throws IOException, RefusedException {
    String after = Checkpoint.parse(log.checkpoint().text()).head().root().base64();
    String time = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    List<Disclosure> kept = new ArrayList<>();
    List<byte[]> entries = new ArrayList<>();
    for (Draft draft : drafts) {
      Disclosures.Protection protection =
          Disclosures.protect(
              draft.record().put("time", time).put("after", after),
              draft.protectedFields(),
              draft.digests(),
              random);
      kept.addAll(protection.disclosures());
      entries.add(SignedRecord.sign(LongRecord.fit(protection.record(), blobs), key).bytes());
    }
    vault.keep(kept);
    return log.append(entries);
  }

  /**
   * Asks the witnesses of the settings to cosign the newest checkpoint, and publishes it with what
   * came. Those that are absent are told and delay nothing but this call.
   *
   * @param patience for all together
   */
  public List<WitnessClient.Outcome> cosign(Duration patience)
      throws IOException, RefusedException, InterruptedException {
    if (settings.witnesses().isEmpty()) {
      return List.of();
    }
    LogReader newest = log.reader();
    WitnessSizes sizes = WitnessSizes.load(witnessSizes);
    List<WitnessClient.Outcome> outcomes;
    try (WitnessClient client = new WitnessClient(patience, clock, sizes)) {
      outcomes = client.ask(settings.witnesses(), newest);
    }
    sizes.save(witnessSizes);
    List<NoteSignature> cosignatures =
        outcomes.stream().flatMap(outcome -> outcome.cosignature().stream()).toList();
    if (!cosignatures.isEmpty()) {
      log.cosign(newest.checkpoint().text(), cosignatures);
    }
    return outcomes;
  }

  @Override
  public void close() throws IOException {
    log.close();
  }
}
