package org.cairn.register;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.cairn.ledger.Fault;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.blob.BlobStore;
import org.cairn.ledger.crypto.Ed25519;
import org.cairn.ledger.log.LogReader;
import org.cairn.ledger.merkle.TileAddress;
import org.cairn.ledger.record.KeyHistory;
import org.cairn.ledger.record.SignedRecord;
import tools.jackson.databind.node.ObjectNode;

/**
 * The records of a workspace's ledger, in order, with what the vault knows of them. A bundle of
 * entries at a time is read and its signatures verified on all cores, some bundles ahead; what
 * depends on the order, which key may sign where, is judged in order by the caller's thread. Memory
 * does not grow with the ledger but for the {@link VaultIndex}.
 *
 * @param <T> what is made of each record
 */
public final class LedgerRecords<T> {
  private final VaultIndex vault;
  private final BlobStore blobs;
  private final Function<ObjectNode, T> work;
  private final KeyHistory history = new KeyHistory();

  /** Keys that some entry before was judged by; those of later ones are verified in order. */
  private final Map<String, Ed25519.Key> known = new ConcurrentHashMap<>();

  private LedgerRecords(Workspace workspace, Function<ObjectNode, T> work)
      throws IOException, RefusedException {
    this.vault = VaultIndex.of(workspace.vault());
    this.blobs = workspace.blobs();
    this.work = work;
  }

  /** Takes one record. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * @param index of its entry
     * @param record the visitor's own
     */
    void visit(long index, ObjectNode record) throws IOException;
  }

  /** Takes what was made of one record. */
  @FunctionalInterface
  interface Taker<T, E extends Exception> {
    void take(long index, T made) throws E;
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
    LedgerRecords.<ObjectNode, IOException>forEach(
        workspace, workspace.reader(), 0, record -> record, visitor::visit);
  }

  /**
   * The same from one entry on, up to the reader's checkpoint. Of those before, only what may bear
   * on keys is read.
   *
   * @param work done on any thread for each record once its signature is verified, before the
   *     record is judged: what it makes is handed on only afterwards
   */
  static <T, E extends Exception> void forEach(
      Workspace workspace,
      LogReader log,
      long from,
      Function<ObjectNode, T> work,
      Taker<T, E> taker)
      throws IOException, RefusedException, E {
    new LedgerRecords<>(workspace, work).read(log, from, taker);
  }

  private <E extends Exception> void read(LogReader log, long from, Taker<T, E> taker)
      throws IOException, RefusedException, E {
    long size = log.head().size();
    try (Ahead<List<Read<T>>> ahead = new Ahead<>("cairn-records-")) {
      for (long first = 0; first < size; first += TileAddress.FULL) {
        List<byte[]> entries = log.bundle(first / TileAddress.FULL);
        long at = first;
        ahead.give(() -> readBundle(at, entries, from));
        // The first names the key by which most are verified.
        if (first == 0 || ahead.isFull()) {
          hand(ahead.take(), from, taker);
        }
      }
      while (!ahead.isEmpty()) {
        hand(ahead.take(), from, taker);
      }
    }
    try {
      history.requireSigned(log.checkpoint());
    } catch (RefusedException e) {
      throw new IntegrityException(e.fault(), e);
    }
  }

  /** What can be said of an entry by itself. */
  private sealed interface Read<T> {
    long index();
  }

  /**
   * In form.
   *
   * @param made empty where its key was not known yet, or it is only read for its keys
   */
  private record InForm<T>(long index, SignedRecord record, Optional<T> made) implements Read<T> {}

  private record Refused<T>(long index, RefusedException why) implements Read<T> {}

  /** On any thread. */
  private List<Read<T>> readBundle(long first, List<byte[]> entries, long from) throws IOException {
    List<Read<T>> read = new ArrayList<>(entries.size());
    for (int entry = 0; entry < entries.size(); entry++) {
      long index = first + entry;
      if (index >= from || KeyHistory.mayBearOnKeys(entries.get(entry))) {
        read.add(read(index, entries.get(entry), index >= from));
      }
    }
    return read;
  }

  private Read<T> read(long index, byte[] entry, boolean wanted) throws IOException {
    try {
      SignedRecord signed = SignedRecord.parse(entry);
      Ed25519.Key key = known.get(signed.kid());
      if (key == null) {
        return new InForm<>(index, signed, Optional.empty());
      }
      signed.verifySignature(key);
      return new InForm<>(index, signed, wanted ? Optional.of(make(signed)) : Optional.empty());
    } catch (RefusedException e) {
      return new Refused<>(index, e);
    }
  }

  private T make(SignedRecord signed) throws IOException, RefusedException {
    return work.apply(LongRecord.whole(vault.reveal(signed.record()), blobs));
  }

  private <E extends Exception> void hand(List<Read<T>> bundle, long from, Taker<T, E> taker)
      throws IOException, RefusedException, E {
    for (Read<T> read : bundle) {
      Optional<T> made;
      try {
        made = judge(read, from);
      } catch (RefusedException e) {
        Fault fault = e.fault();
        throw new IntegrityException(
            new Fault(
                fault.code(),
                "entry " + read.index() + ", " + fault.where(),
                fault.message() + "; run 'cairn ledger verify' to see everything that is wrong"),
            e);
      }
      if (made.isPresent()) {
        taker.take(read.index(), made.get());
      }
    }
  }

  private Optional<T> judge(Read<T> read, long from) throws IOException, RefusedException {
    return switch (read) {
      case Refused<T> refused -> throw refused.why();
      case InForm<T> inForm -> {
        SignedRecord signed = inForm.record();
        List<Fault> faults = history.accept(read.index(), signed);
        if (!faults.isEmpty()) {
          throw new RefusedException(faults.getFirst());
        }
        history.actors().findKey(signed.kid()).ifPresent(key -> known.put(signed.kid(), key));
        boolean missing = read.index() >= from && inForm.made().isEmpty();
        yield missing ? Optional.of(make(signed)) : inForm.made();
      }
    };
  }
}
