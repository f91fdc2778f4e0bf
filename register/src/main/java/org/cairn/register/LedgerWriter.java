package org.cairn.register;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.cairn.ledger.Fault;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.log.Appended;
import org.cairn.ledger.log.Log;
import org.cairn.ledger.log.LogReader;
import org.cairn.ledger.log.StorageFullException;
import org.cairn.ledger.note.Checkpoint;
import org.cairn.ledger.note.NoteSignature;
import org.cairn.ledger.note.SigningKey;
import org.cairn.ledger.note.VerifierKey;
import org.cairn.ledger.record.ActorKey;
import org.cairn.ledger.record.KeyRecords;
import org.cairn.ledger.record.SignedRecord;
import org.cairn.ledger.storage.FolderLock;
import org.cairn.ledger.witness.WitnessClient;
import org.cairn.ledger.witness.WitnessSizes;
import tools.jackson.databind.node.ObjectNode;

/**
 * The right to add records to a workspace's ledger, held by one process at a time. Thread-safe;
 * while a key is changed, everything else waits.
 *
 * <p>Every record gets two members: {@code time}, the clock of this machine, which is a claim; and
 * {@code after}, the root of the log's newest checkpoint in base64, which shows that the record was
 * not made before that root was.
 */
public final class LedgerWriter implements AutoCloseable {
  private static final long RETRY_MILLIS = 50;

  private final FolderLock lock;
  private final Log log;
  private final Vault vault;
  private final Sealing sealing;
  private final KeyFolder keys;
  private final Settings settings;
  private final Path witnessSizes;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  /** Guarded by itself. */
  private final TimestampRecorder timestamps;

  /** Shared by those who add records, alone for who changes a key. */
  private final ReadWriteLock changing = new ReentrantReadWriteLock();

  /**
   * Signs this node's records; empty once it is revoked, and while it is changed, so that nothing
   * is signed with an old key where that breaks off. Written while {@link #changing}.
   */
  private Optional<ActorKey> node;

  private LedgerWriter(
      FolderLock lock,
      Log log,
      Workspace workspace,
      KeyFolder keys,
      ActorKey node,
      InstantSource clock)
      throws IOException, RefusedException {
    this.settings = workspace.settings();
    this.lock = lock;
    this.log = log;
    this.vault = workspace.vault();
    this.sealing = new Sealing(workspace.blobs(), random);
    this.witnessSizes = workspace.state().resolve("witness-sizes");
    this.timestamps = new TimestampRecorder(workspace.timestampStore(), settings.timestamps());
    this.keys = keys;
    this.node = Optional.of(node);
    this.clock = clock;
  }

  /**
   * Opens the ledger for writing; what a crash left undone is done first, a change of keys too.
   *
   * @throws RefusedException {@code log-locked} while another process writes, {@code
   *     node-key-ended} and {@code node-key-unknown} where this node's key may not sign, or a key
   *     file's fault
   * @throws IntegrityException where folder and checkpoint store contradict each other; {@code
   *     restored-held} where the workspace was restored and may not go on yet
   */
  public static LedgerWriter open(Workspace workspace, InstantSource clock)
      throws IOException, RefusedException {
    return open(workspace, workspace.keys(), clock);
  }

  /**
   * The same, after those who write now; they take seconds.
   *
   * @param patience for which they are waited for
   * @throws java.io.InterruptedIOException where the thread is interrupted meanwhile
   */
  public static LedgerWriter open(Workspace workspace, InstantSource clock, Duration patience)
      throws IOException, RefusedException {
    long until = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        return open(workspace, clock);
      } catch (RefusedException e) {
        if (!e.code().equals("log-locked") || System.nanoTime() > until) {
          throw e;
        }
        pause();
      }
    }
  }

  private static void pause() throws InterruptedIOException {
    try {
      Thread.sleep(RETRY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Stopped while waiting for the ledger; nothing was written");
    }
  }

  static LedgerWriter open(Workspace workspace, KeyFolder keys, InstantSource clock)
      throws IOException, RefusedException {
    FolderLock lock = FolderLock.take(workspace.ledger(), "log-locked");
    try {
      RestoredHold.requireNone(workspace);
      return open(lock, workspace, keys, clock);
    } catch (IOException | RefusedException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static LedgerWriter open(
      FolderLock lock, Workspace workspace, KeyFolder keys, InstantSource clock)
      throws IOException, RefusedException {
    SigningKey logKey = LedgerKeys.settleLogKey(workspace, keys);
    List<VerifierKey> known = keys.logList();
    List<VerifierKey> earlier =
        known.stream().filter(key -> !key.equals(logKey.verifier())).toList();
    Log log = Log.open(workspace.log(), workspace.state(), logKey, earlier);
    try {
      if (!known.getLast().equals(logKey.verifier())) {
        keys.writeLogList(LedgerKeys.logKeys(log.reader()));
      }
      ActorKey node = LedgerKeys.settleNodeKey(log.reader(), keys);
      return new LedgerWriter(lock, log, workspace, keys, node, clock);
    } catch (IOException | RefusedException | RuntimeException e) {
      log.close();
      throw e;
    }
  }

  /** How many entries the log has, those included that are not in its files yet. */
  public long size() throws RefusedException {
    return Checkpoint.parse(log.checkpoint().text()).head().size();
  }

  /**
   * Signs the records and adds them, all or none; returns when they are durable and published. What
   * is protected is in the vault before the log has its digest. Of a record too long for an entry,
   * the longest open members go to a blob; {@link LedgerRecords} puts them back. Tokens of
   * authorities that the log does not name yet are named first, in a step of its own, so that
   * {@code after} commits to them.
   *
   * @param drafts without {@code time} and {@code after}; at least one
   * @throws RefusedException {@code append-empty}, {@code entry-size}, {@code append-size}, {@code
   *     node-key-ended} after this node's key was revoked; nothing was added
   * @throws StorageFullException nothing was added
   * @throws NotYetPublishedException they were added, and the log's files lack them
   * @throws IllegalArgumentException for what cannot be a record, see {@link SignedRecord#sign}
   */
  public Appended append(List<Draft> drafts) throws IOException, RefusedException {
    return appendRecords(drafts).appended();
  }

  /**
   * What was added.
   *
   * @param records as whoever may see everything sees them, with {@code time} and {@code after}
   */
  record AppendedRecords(Appended appended, List<ObjectNode> records) {}

  /** As {@link #append}. */
  AppendedRecords appendRecords(List<Draft> drafts) throws IOException, RefusedException {
    changing.readLock().lock();
    try {
      if (!drafts.isEmpty()) {
        appendTimestamps();
      }
      return add(drafts);
    } finally {
      changing.readLock().unlock();
    }
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

  private AppendedRecords add(List<Draft> drafts) throws IOException, RefusedException {
    ActorKey key = nodeKey();
    String after = newestRoot();
    List<ObjectNode> records =
        drafts.stream().map(draft -> complete(draft.record(), after)).toList();
    Sealing.Sealed sealed = sealing.seal(records, drafts, key);
    vault.keep(sealed.disclosures());
    Appended appended;
    try {
      appended = log.append(sealed.entries());
    } catch (StorageFullException | RefusedException nothingAdded) {
      vault.takeBack(sealed.disclosures());
      throw nothingAdded;
    }
    return new AppendedRecords(published(appended), records);
  }

  private Appended published(Appended appended) throws IOException, RefusedException {
    requirePublished();
    return appended;
  }

  /** So that who is answered here finds the entries in the log's folder. */
  private void requirePublished() throws IOException, RefusedException {
    try {
      log.reader();
    } catch (StorageFullException behind) {
      throw new NotYetPublishedException(behind);
    }
  }

  private String newestRoot() throws RefusedException {
    return Checkpoint.parse(log.checkpoint().text()).head().root().base64();
  }

  private ObjectNode complete(ObjectNode record, String after) {
    return record
        .put("time", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
        .put("after", after);
  }

  private ActorKey nodeKey() throws RefusedException {
    return node.orElseThrow(() ->
        new RefusedException(
            new Fault(
                "node-key-ended",
                keys.nodeKeyFile().toString(),
                "nothing can be signed with this node's key: it was revoked, or changing it broke off,"
                    + " which the next command that writes finishes")));
  }

  /**
   * Gives the log a new key, which signs from the entry on that says so.
   *
   * @return the new key
   * @throws RefusedException {@code record-key-form}, {@code log-key-form} for a reason without a
   *     word, {@code log-key-not-allowed} where this node is not the root actor
   */
  public VerifierKey rotateLogKey(String reason) throws IOException, RefusedException {
    changing.writeLock().lock();
    try {
      VerifierKey old = keys.logKey().verifier();
      SigningKey next = SigningKey.generate(old.name(), VerifierKey.Kind.LOG, random);
      byte[] entry = change(KeyRecords.rotateLog(old, next.verifier(), reason));
      keys.writeNextLogKey(next);
      try {
        log.rotate(next, entry);
      } catch (StorageFullException nothingAdded) {
        keys.dropNext(keys.logKeyFile());
        throw nothingAdded;
      }
      requirePublished();
      keys.takeNext(keys.logKeyFile());
      keys.writeLogList(LedgerKeys.logKeys(log.reader()));
      return next.verifier();
    } finally {
      changing.writeLock().unlock();
    }
  }

  /**
   * Gives this node a new key to sign records with.
   *
   * @return the new key's thumbprint
   */
  public String rotateNodeKey(String reason) throws IOException, RefusedException {
    changing.writeLock().lock();
    try {
      ActorKey old = nodeKey();
      ActorKey next = ActorKey.generate(random);
      String actor =
          LedgerKeys.history(log.reader()).actors().findSpan(old.kid()).orElseThrow().actor();
      byte[] entry = change(KeyRecords.rotate(actor, old.kid(), next.publicJwk(), reason));
      keys.writeNextNodeKey(next);
      node = Optional.empty();
      try {
        log.append(List.of(entry));
      } catch (StorageFullException nothingAdded) {
        node = Optional.of(old);
        keys.dropNext(keys.nodeKeyFile());
        throw nothingAdded;
      }
      requirePublished();
      keys.takeNext(keys.nodeKeyFile());
      node = Optional.of(next);
      return next.kid();
    } finally {
      changing.writeLock().unlock();
    }
  }

  /**
   * Lets another actor's key sign, from the next entry on.
   *
   * @param jwk public, as {@link KeyRecords#parseJwk} gives it
   * @throws RefusedException {@code record-key-reused}, {@code record-key-form}, {@code
   *     record-key-not-allowed}
   */
  public Appended registerKey(String actor, ObjectNode jwk, String reason)
      throws IOException, RefusedException {
    changing.writeLock().lock();
    try {
      return published(log.append(List.of(change(KeyRecords.register(actor, jwk, reason)))));
    } finally {
      changing.writeLock().unlock();
    }
  }

  /**
   * Ends an actor's key; what it signed before stands.
   *
   * @param evenOwn whether the key this node signs with may be ended, after which nothing can be
   *     added here
   * @throws RefusedException {@code node-key-in-use} without that, {@code record-key-unknown},
   *     {@code record-key-ended}, {@code record-key-not-allowed}, {@code record-key-form}
   */
  public Appended revokeKey(String kid, String reason, boolean evenOwn)
      throws IOException, RefusedException {
    changing.writeLock().lock();
    try {
      boolean own = kid.equals(nodeKey().kid());
      if (own && !evenOwn) {
        throw new RefusedException(
            new Fault(
                "node-key-in-use",
                "key " + kid,
                "this node signs with it, and without it nothing can be added to this ledger ever"
                    + " again; use 'cairn ledger key rotate node' to replace it, or --yes to close"
                    + " the ledger for good"));
      }
      byte[] entry = change(LedgerKeys.revocation(log.reader(), kid, reason));
      Appended appended = published(log.append(List.of(entry)));
      if (own) {
        node = Optional.empty();
      }
      return appended;
    } finally {
      changing.writeLock().unlock();
    }
  }

  private byte[] change(ObjectNode record) throws IOException, RefusedException {
    SignedRecord signed;
    try {
      signed = SignedRecord.sign(complete(record, newestRoot()), nodeKey());
    } catch (IllegalArgumentException e) {
      throw new RefusedException(
          new Fault("record-form", "change of a key", String.valueOf(e.getMessage())), e);
    }
    LedgerKeys.requireHolds(log.reader(), signed);
    return signed.bytes();
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
    try {
      log.close();
    } finally {
      lock.close();
    }
  }
}
