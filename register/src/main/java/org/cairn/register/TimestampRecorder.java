package org.cairn.register;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.log.LogReader;
import org.cairn.ledger.merkle.TileAddress;
import org.cairn.ledger.record.SignedRecord;
import org.cairn.ledger.timestamp.TimestampStore;
import org.cairn.ledger.timestamp.TimestampStore.TokenName;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which tokens the log is still to name. For the log's one writer; not thread-safe.
 *
 * <p>What the store marks as new is looked for in the log first, from the end of the checkpoint it
 * is about on: a crash between the append and the removal of the mark leads to no second record.
 */
final class TimestampRecorder {
  private final TimestampStore store;
  private final TimestampSettings settings;

  TimestampRecorder(TimestampStore store, TimestampSettings settings) {
    this.store = store;
    this.settings = settings;
  }

  /** Tokens that hold and are not in the log; those that do not hold are the check's to name. */
  List<KeptToken> listUnrecorded(LogReader log) throws IOException, RefusedException {
    List<KeptToken> marked = new ArrayList<>();
    for (TokenName name : store.listUnrecorded()) {
      try {
        KeptToken.find(store, name, settings).ifPresent(marked::add);
      } catch (RefusedException | IntegrityException doesNotHold) {
        // Bounds nothing. It stays marked, for it may be restored; 'ledger verify' tells of it.
        continue;
      }
    }
    if (marked.isEmpty()) {
      return marked;
    }
    long from = marked.stream().mapToLong(token -> token.record().size()).min().orElse(0);
    Set<TokenName> known = recordedSince(from, log);
    for (KeptToken token : marked) {
      if (known.contains(token.name())) {
        store.recorded(token.name());
      }
    }
    return marked.stream().filter(token -> !known.contains(token.name())).toList();
  }

  private static Set<TokenName> recordedSince(long from, LogReader log)
      throws IOException, RefusedException {
    Set<TokenName> known = new HashSet<>();
    long first = from / TileAddress.FULL;
    for (long bundle = first; bundle * TileAddress.FULL < log.head().size(); bundle++) {
      for (byte[] entry : log.bundle(bundle)) {
        ObjectNode record = SignedRecord.parse(entry).record();
        if (TimestampRecord.isOne(record)) {
          TimestampRecord named = TimestampRecord.parse(record);
          known.add(new TokenName(named.checkpoint(), named.authority()));
        }
      }
    }
    return known;
  }

  /** The log names these now. */
  void recorded(List<KeptToken> tokens) throws IOException {
    for (KeptToken token : tokens) {
      store.recorded(token.name());
    }
  }
}
