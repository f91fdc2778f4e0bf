package org.cairn.register;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.log.CheckpointStore;
import org.cairn.ledger.log.LogReader;
import org.cairn.ledger.merkle.TileAddress;
import org.cairn.ledger.note.SigningKey;
import org.cairn.ledger.note.VerifierKey;
import org.cairn.ledger.record.ActorKey;
import org.cairn.ledger.record.KeyHistory;
import org.cairn.ledger.record.KeyRecords;
import org.cairn.ledger.record.KeySpan;
import org.cairn.ledger.record.LogKeySpan;
import org.cairn.ledger.record.SignedRecord;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a ledger's entries say about its keys, and what follows for the files of them. Stateless.
 */
final class LedgerKeys {
  private LedgerKeys() {}

  /**
   * The history of the keys by the entries that change them; all others are not judged here.
   * Entries that do not hold change nothing.
   */
  static KeyHistory history(LogReader log) throws IOException, RefusedException {
    KeyHistory history = new KeyHistory();
    long size = log.head().size();
    for (long first = 0; first < size; first += TileAddress.FULL) {
      List<byte[]> entries = log.bundle(first / TileAddress.FULL);
      for (int entry = 0; entry < entries.size(); entry++) {
        if (KeyHistory.mayBearOnKeys(entries.get(entry))) {
          history.accept(first + entry, parse(first + entry, entries.get(entry)));
        }
      }
    }
    return history;
  }

  private static SignedRecord parse(long index, byte[] entry) throws RefusedException {
    try {
      return SignedRecord.parse(entry);
    } catch (RefusedException e) {
      Fault fault = e.fault();
      throw new RefusedException(
          new Fault(
              fault.code(),
              "entry " + index + ", " + fault.where(),
              fault.message() + "; run 'cairn ledger verify' to see everything that is wrong"),
          e);
    }
  }

  /** All keys the log had, the present one last. */
  static List<VerifierKey> logKeys(LogReader log) throws IOException, RefusedException {
    return history(log).logKeys().stream().map(LogKeySpan::key).toList();
  }

  /** Whether this actor has a key that may sign the entry of this index. */
  static boolean maySign(KeyHistory history, String actor, long index) {
    return history.actors().spans().stream()
        .anyMatch(span -> span.actor().equals(actor) && span.contains(index));
  }

  /**
   * Ends what a stopped change of the log's key began: the next key is taken where the checkpoint
   * store has its signature, else forgotten. To be called by the writer before it opens the log.
   */
  static SigningKey settleLogKey(Workspace workspace, KeyFolder keys)
      throws IOException, RefusedException {
    Path next = KeyFolder.nextOf(keys.logKeyFile());
    if (Files.exists(next)) {
      if (signedLast(workspace, SigningKey.load(next).verifier())) {
        keys.takeNext(keys.logKeyFile());
      } else {
        keys.dropNext(keys.logKeyFile());
      }
    }
    return keys.logKey();
  }

  /** Whether the last checkpoint that the store promises has this key's signature. */
  static boolean signedLast(Workspace workspace, VerifierKey key)
      throws IOException, RefusedException {
    return !CheckpointStore.last(workspace.state()).verify(List.of(key)).isEmpty();
  }

  /**
   * The same for the node's key, by the log's entries.
   *
   * @throws RefusedException {@code node-key-unknown}, {@code node-key-ended}: what this key signs
   *     next would be refused by everyone who checks the ledger
   */
  static ActorKey settleNodeKey(LogReader log, KeyFolder keys)
      throws IOException, RefusedException {
    long size = log.head().size();
    if (size == 0) {
      return keys.nodeKey();
    }
    Path next = KeyFolder.nextOf(keys.nodeKeyFile());
    if (Files.exists(next)) {
      String kid = ActorKey.load(next).kid();
      if (history(log).actors().findSpan(kid).filter(span -> span.contains(size)).isPresent()) {
        keys.takeNext(keys.nodeKeyFile());
      } else {
        keys.dropNext(keys.nodeKeyFile());
      }
    }
    ActorKey node = keys.nodeKey();
    // Who signed the last entry, which ended no key, may sign the next: no need to read them all.
    SignedRecord last = SignedRecord.parse(log.entry(size - 1));
    if (!last.kid().equals(node.kid()) || KeyHistory.bearsOnKeys(last)) {
      requireMaySign(history(log), size, node, keys);
    }
    return node;
  }

  private static void requireMaySign(KeyHistory history, long index, ActorKey node, KeyFolder keys)
      throws RefusedException {
    KeySpan span =
        history
            .actors()
            .findSpan(node.kid())
            .orElseThrow(() ->
                RefusedException.expected(
                    "node-key-unknown",
                    keys.nodeKeyFile().toString(),
                    "a key that the ledger registers; restore it from its backup",
                    node.kid()));
    if (!span.contains(index) && !maySign(history, span.actor(), index)) {
      throw new RefusedException(
          new Fault(
              "node-key-ended",
              keys.nodeKeyFile().toString(),
              "entry "
                  + span.to().orElse(index)
                  + " revoked the last key of this node: the ledger is closed, nothing can be added"));
    }
    if (!span.contains(index)) {
      throw RefusedException.expected(
          "node-key-ended",
          keys.nodeKeyFile().toString(),
          "a key that may sign now ('cairn ledger key list' shows them); restore the newer file from"
              + " its backup",
          node.kid() + ", ended by entry " + span.to().orElse(index));
    }
  }

  /**
   * A signed change of keys, when it holds as the log's next entry: one that does not would stand
   * there for ever.
   *
   * @throws RefusedException what {@link KeyHistory#accept} finds
   */
  static void requireHolds(LogReader log, SignedRecord change)
      throws IOException, RefusedException {
    List<Fault> faults = history(log).accept(log.head().size(), change);
    if (!faults.isEmpty()) {
      throw new RefusedException(faults.getFirst());
    }
  }

  /** The record that ends this key. */
  static ObjectNode revocation(LogReader log, String kid, String reason)
      throws IOException, RefusedException {
    KeySpan span =
        history(log)
            .actors()
            .findSpan(kid)
            .orElseThrow(() ->
                RefusedException.expected(
                    "record-key-unknown",
                    "key to revoke",
                    "one that 'cairn ledger key list' shows",
                    "'" + kid + "'"));
    return KeyRecords.revoke(span.actor(), kid, reason);
  }
}
