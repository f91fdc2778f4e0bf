package org.cairn.register;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.ledger.Fault;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.blob.BlobStore;
import org.cairn.ledger.crypto.Ed25519;
import org.cairn.ledger.log.LogReader;
import org.cairn.ledger.merkle.TileAddress;
import org.cairn.ledger.merkle.TreeHead;
import org.cairn.ledger.record.KeyHistory;
import org.cairn.ledger.record.KeySpan;
import org.cairn.ledger.record.SignedRecord;
import tools.jackson.databind.node.ObjectNode;

/**
 * Single records of a workspace's ledger by their index, for who stays: which keys sign what, and
 * where the vault has each value, is read once and goes on with the log. Each entry's inclusion is
 * proven to the newest checkpoint known and its signature verified before it is given. Thread-safe.
 */
public final class EntryReader {
  private static final int KEPT_BUNDLES = 64;

  private final Workspace workspace;
  private final BlobStore blobs;
  private final Object lock = new Object();

  // Guarded by lock.
  private final KeyHistory history = new KeyHistory();
  private LogReader log;

  /** How many entries the key history has judged, where they may bear on keys. */
  private long judged;

  private final Map<Long, List<byte[]>> bundles =
      new LinkedHashMap<>(KEPT_BUNDLES, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, List<byte[]>> eldest) {
          return size() > KEPT_BUNDLES;
        }
      };

  private final VaultIndex vault;

  private EntryReader(Workspace workspace, LogReader log, VaultIndex vault) {
    this.workspace = workspace;
    this.blobs = workspace.blobs();
    this.log = log;
    this.vault = vault;
  }

  /**
   * Reads through the vault and all entries that may bear on keys: a second or two for a million
   * entries.
   *
   * @throws IntegrityException for a key entry or a checkpoint that does not hold, with its code
   * @throws RefusedException where the log's checkpoint or files are not in form
   */
  public static EntryReader open(Workspace workspace) throws IOException, RefusedException {
    LogReader log = workspace.reader();
    EntryReader reader = new EntryReader(workspace, log, VaultIndex.of(workspace.vault()));
    synchronized (reader.lock) {
      reader.judge(log);
    }
    return reader;
  }

  /**
   * A record.
   *
   * @param index of its entry
   * @param record with everything the vault has of it, and what was moved to a blob
   * @param actor whose key signed the entry
   * @param kid that key's thumbprint
   */
  public record Entry(long index, ObjectNode record, String actor, String kid) {
    public Entry {
      record = record.deepCopy();
    }

    /** The record, a copy. */
    @Override
    public ObjectNode record() {
      return record.deepCopy();
    }
  }

  /** The newest checkpoint that this has met. */
  public TreeHead head() {
    synchronized (lock) {
      return log.head();
    }
  }

  /**
   * Reads one; looks for a newer checkpoint where the known one does not cover it.
   *
   * @throws RefusedException {@code entry-index} where the log has no such entry
   * @throws IntegrityException for an entry that does not hold, a log that does not continue what
   *     this met before, or a blob that is missing or another, with its code
   */
  public Entry read(long index) throws IOException, RefusedException {
    byte[] bytes;
    synchronized (lock) {
      if (index >= log.head().size()) {
        goOn();
      }
      bytes = proven(index);
    }
    try {
      SignedRecord signed = SignedRecord.parse(bytes);
      KeySpan span = verify(index, signed);
      ObjectNode record = LongRecord.whole(vault.reveal(signed.record()), blobs);
      return new Entry(index, record, span.actor(), signed.kid());
    } catch (RefusedException e) {
      throw doesNotHold("entry " + index + ", ", e);
    }
  }

  private byte[] proven(long index) throws IOException, RefusedException {
    if (index < 0 || index >= log.head().size()) {
      return log.entry(index); // says what is wrong with the index
    }
    long number = index / TileAddress.FULL;
    int within = (int) (index % TileAddress.FULL);
    List<byte[]> known = bundles.get(number);
    if (known == null || known.size() <= within) {
      try {
        known = log.bundle(number);
      } catch (RefusedException e) {
        throw doesNotHold("", e);
      }
      bundles.put(number, known);
    }
    byte[] entry = known.get(within);
    try {
      log.requireEntry(index, entry);
    } catch (RefusedException e) {
      throw doesNotHold("entry " + index + ", ", e);
    }
    return entry;
  }

  private KeySpan verify(long index, SignedRecord signed) throws RefusedException {
    Optional<KeySpan> span;
    Optional<Ed25519.Key> key;
    synchronized (lock) {
      span = history.actors().findSpan(signed.kid()).filter(each -> each.contains(index));
      key = history.actors().findKey(signed.kid());
    }
    if (span.isEmpty() || key.isEmpty()) {
      throw RefusedException.expected(
          key.isEmpty() ? "record-key-unknown" : "record-key-ended",
          "header 'kid'",
          "a key that may sign this entry",
          signed.kid());
    }
    signed.verifySignature(key.get());
    return span.get();
  }

  /** Takes the newest checkpoint, which must continue the one before. */
  private void goOn() throws IOException, RefusedException {
    LogReader newest = workspace.reader();
    if (newest.head().size() <= log.head().size()) {
      return;
    }
    try {
      newest.consistencyProof(log.head());
    } catch (RefusedException e) {
      throw doesNotHold("", e);
    }
    vault.goOn(workspace.vault());
    judge(newest);
    log = newest;
  }

  private void judge(LogReader newest) throws IOException, RefusedException {
    long size = newest.head().size();
    for (long first = judged - judged % TileAddress.FULL; first < size; first += TileAddress.FULL) {
      List<byte[]> entries = newest.bundle(first / TileAddress.FULL);
      for (int entry = 0; entry < entries.size(); entry++) {
        long index = first + entry;
        if (index >= judged && KeyHistory.mayBearOnKeys(entries.get(entry))) {
          judge(index, entries.get(entry));
        }
      }
    }
    judged = size;
    try {
      history.requireSigned(newest.checkpoint());
    } catch (RefusedException e) {
      throw doesNotHold("", e);
    }
  }

  private void judge(long index, byte[] entry) throws IntegrityException {
    List<Fault> faults = new ArrayList<>();
    try {
      faults.addAll(history.accept(index, SignedRecord.parse(entry)));
    } catch (RefusedException e) {
      throw doesNotHold("entry " + index + ", ", e);
    }
    if (!faults.isEmpty()) {
      throw doesNotHold("", new RefusedException(faults.getFirst()));
    }
  }

  private static IntegrityException doesNotHold(String where, RefusedException why) {
    Fault fault = why.fault();
    return new IntegrityException(
        new Fault(
            fault.code(),
            where + fault.where(),
            fault.message() + "; run 'cairn ledger verify' to see everything that is wrong"),
        why);
  }
}
