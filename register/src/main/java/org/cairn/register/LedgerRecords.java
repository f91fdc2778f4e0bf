package org.cairn.register;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.cairn.ledger.Fault;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.blob.BlobStore;
import org.cairn.ledger.log.LogReader;
import org.cairn.ledger.merkle.TileAddress;
import org.cairn.ledger.record.Disclosure;
import org.cairn.ledger.record.KeyHistory;
import org.cairn.ledger.record.SignedRecord;
import tools.jackson.databind.node.ObjectNode;

/** The records of a workspace's ledger, in order, with what the vault knows of them. Stateless. */
public final class LedgerRecords {
  private LedgerRecords() {}

  /** Takes one record. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * @param index of its entry
     * @param record the visitor's own
     */
    void visit(long index, ObjectNode record) throws IOException;
  }

  /**
   * Reads all records up to the newest checkpoint; each is verified before it is handed on, and in
   * the end the checkpoint by the keys they name.
   *
   * @throws IntegrityException for a record, or the checkpoint, that does not hold, and for a
   *     record that lacks the blob with its longest members, with its code
   * @throws RefusedException where the log's checkpoint or files are not in form
   */
  public static void forEach(Workspace workspace, Visitor visitor)
      throws IOException, RefusedException {
    forEach(workspace, workspace.reader(), 0, visitor);
  }

  /**
   * The same from one entry on, up to the reader's checkpoint. Of those before, only what may bear
   * on keys is read.
   */
  static void forEach(Workspace workspace, LogReader log, long from, Visitor visitor)
      throws IOException, RefusedException {
    Map<String, Disclosure> known = workspace.vault().read();
    KeyHistory keys = new KeyHistory();
    BlobStore blobs = workspace.blobs();
    for (long first = 0; first < log.head().size(); first += TileAddress.FULL) {
      List<byte[]> entries = log.bundle(first / TileAddress.FULL);
      for (int entry = 0; entry < entries.size(); entry++) {
        long index = first + entry;
        if (index >= from) {
          visitor.visit(index, judged(index, entries.get(entry), keys, known, blobs));
        } else if (KeyHistory.mayBearOnKeys(entries.get(entry))) {
          judged(index, entries.get(entry), keys, known, blobs);
        }
      }
    }
    try {
      keys.requireSigned(log.checkpoint());
    } catch (RefusedException e) {
      throw new IntegrityException(e.fault(), e);
    }
  }

  private static ObjectNode judged(
      long index, byte[] entry, KeyHistory keys, Map<String, Disclosure> known, BlobStore blobs)
      throws IOException {
    try {
      SignedRecord signed = SignedRecord.parse(entry);
      List<Fault> faults = keys.accept(index, signed);
      if (!faults.isEmpty()) {
        throw new RefusedException(faults.getFirst());
      }
      return LongRecord.whole(Vault.reveal(signed.record(), known), blobs);
    } catch (RefusedException e) {
      Fault fault = e.fault();
      throw new IntegrityException(
          new Fault(
              fault.code(),
              "entry " + index + ", " + fault.where(),
              fault.message() + "; run 'cairn ledger verify' to see everything that is wrong"),
          e);
    }
  }
}
