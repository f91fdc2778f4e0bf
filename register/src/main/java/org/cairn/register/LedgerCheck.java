package org.cairn.register;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.blob.BlobStore;
import org.cairn.ledger.log.LogAudit;
import org.cairn.ledger.log.LogReader;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.merkle.TileAddress;
import org.cairn.ledger.merkle.TreeHead;
import org.cairn.ledger.record.ActorKeys;
import org.cairn.ledger.record.SignedRecord;
import tools.jackson.databind.JsonNode;

/**
 * Derives everything about a ledger anew from its entries and names every fault: the checkpoint's
 * signature, each tile and bundle, each record's form, signature, key span and claimed time, each
 * time stamp, each blob that a record names and each blob that is there. Reads only, takes no lock.
 * Single-thread.
 *
 * <p>A record names a blob by a member {@code blob}, at any depth: {@code sha256:} and 64 hex
 * digits.
 */
public final class LedgerCheck {
  private static final String BLOB = "blob";
  private static final Pattern BLOB_NAME = Pattern.compile("sha256:([0-9a-f]{64})");
  private final Workspace workspace;
  private final Consumer<Fault> faults;
  private final ActorKeys keys = new ActorKeys();
  private final BlobStore blobs;

  private LedgerCheck(Workspace workspace, Consumer<Fault> faults) {
    this.workspace = workspace;
    this.faults = faults;
    this.blobs = workspace.blobs();
  }

  /**
   * What was checked.
   *
   * @param head of the checkpoint; empty where it does not hold, so that nothing else was checked
   * @param blobs number of blobs there are
   * @param timestamps how far its times are vouched for from outside
   */
  public record Outcome(Optional<TreeHead> head, long blobs, TimestampSummary timestamps) {}

  /**
   * @param faults told each fault as it is met
   * @throws IOException when the disk cannot be read, apart from single missing files
   */
  public static Outcome check(Workspace workspace, Consumer<Fault> faults) throws IOException {
    return new LedgerCheck(workspace, faults).check();
  }

  private Outcome check() throws IOException {
    LogReader reader;
    try {
      reader = workspace.reader();
    } catch (RefusedException e) {
      faults.accept(e.fault());
      return new Outcome(Optional.empty(), 0, TimestampSummary.NONE);
    }
    LogAudit.audit(workspace.log(), reader.head(), faults);
    TimestampCheck times = TimestampCheck.read(workspace, reader, faults);
    checkRecords(reader, times);
    return new Outcome(Optional.of(reader.head()), blobs.scrub(faults), times.summary());
  }

  private void checkRecords(LogReader reader, TimestampCheck times) {
    long size = reader.head().size();
    for (long index = 0; index < size; index += TileAddress.FULL) {
      List<byte[]> entries;
      try {
        entries = reader.bundle(index / TileAddress.FULL);
      } catch (IOException | RefusedException e) {
        // The audit has named the file; who may sign after it cannot be known without it.
        faults.accept(
            new Fault(
                "records-not-judged",
                "entries " + index + " to " + (size - 1),
                "the records from here on were not checked, for a bundle is unreadable: "
                    + e.getMessage()));
        return;
      }
      for (int entry = 0; entry < entries.size(); entry++) {
        checkRecord(index + entry, entries.get(entry), times);
      }
    }
  }

  private void checkRecord(long index, byte[] entry, TimestampCheck times) {
    try {
      SignedRecord record = SignedRecord.parse(entry);
      keys.accept(index, record).forEach(faults);
      times.accept(index, record.record());
      for (JsonNode blob : record.record().findValues(BLOB)) {
        checkBlob(index, blob.asString(""));
      }
    } catch (RefusedException e) {
      Fault fault = e.fault();
      faults.accept(
          new Fault(fault.code(), "entry " + index + ", " + fault.where(), fault.message()));
    }
  }

  /** Its content is checked with all the others. */
  private void checkBlob(long index, String name) {
    var match = BLOB_NAME.matcher(name);
    if (!match.matches()) {
      faults.accept(
          Fault.expected(
              "blob-reference",
              "entry " + index + ", member 'blob'",
              "sha256: and 64 hexadecimal digits",
              "'" + name + "'"));
      return;
    }
    Hash hash = Hash.of(HexFormat.of().parseHex(match.group(1)));
    if (!Files.exists(blobs.path(hash))) {
      faults.accept(
          new Fault(
              "blob-missing",
              "entry " + index,
              "names blob "
                  + match.group(1)
                  + ", which is not here; put a copy of it back from a mirror"));
    }
  }
}
