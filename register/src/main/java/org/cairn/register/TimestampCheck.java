package org.cairn.register;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.cairn.ledger.Fault;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.log.LogReader;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.merkle.TreeHead;
import org.cairn.ledger.note.Checkpoint;
import org.cairn.ledger.note.SignedNote;
import org.cairn.ledger.note.TrustPolicy;
import org.cairn.ledger.note.VerifierKey;
import org.cairn.ledger.timestamp.TimestampStore;
import org.cairn.ledger.timestamp.TimestampStore.TokenName;
import org.cairn.ledger.timestamp.TimestampVerifier;
import org.cairn.register.TimestampSummary.Stamped;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds the times that records claim against what others have signed. A token that the log names
 * was there before every later entry; a checkpoint that was stamped or cosigned was there at that
 * time, with every entry it covers. Between the two, five minutes allowed for clocks, lies the
 * truth. Single-thread; {@link #read}, then each record in order.
 *
 * <p>Codes: {@code time-outside-bounds}, {@code time-format}, {@code timestamp-contradiction},
 * {@code timestamp-missing}, {@code timestamp-record}, {@code timestamp-log}, {@code
 * timestamp-checkpoint}, and those of the token itself, {@code tsa-…}.
 */
final class TimestampCheck {
  private static final Duration SKEW = Timestamping.SKEW;

  /**
   * A time that somebody outside vouches for.
   *
   * @param by who, for people
   */
  private record Bound(Instant time, String by) {
    @Override
    public String toString() {
      return time + " (" + by + ")";
    }
  }

  /** Two bounds between which there is no time. */
  private record Contradiction(Bound lower, Bound upper) {}

  private final TimestampStore store;
  private final LogReader log;
  private final Collection<VerifierKey> logKeys;
  private final Settings settings;
  private final Consumer<Fault> faults;
  private final Map<String, TimestampVerifier> roots = new HashMap<>();
  private final Map<TokenName, KeptToken> kept = new HashMap<>();
  private final Set<Hash> stamped = new HashSet<>();
  private final SortedMap<String, Long> waiting = new TreeMap<>();
  private final Set<Contradiction> contradictions = new HashSet<>();

  /** By size of the checkpoint: the earliest time by which all entries below it were there. */
  private final NavigableMap<Long, Bound> upper = new TreeMap<>();

  private Optional<Bound> lower = Optional.empty();

  private TimestampCheck(
      TimestampStore store,
      LogReader log,
      Collection<VerifierKey> logKeys,
      Settings settings,
      Consumer<Fault> faults) {
    this.store = store;
    this.log = log;
    this.logKeys = logKeys;
    this.settings = settings;
    this.faults = faults;
  }

  /**
   * Checks every kept token and checkpoint, before the records.
   *
   * @param keys of the log
   */
  static TimestampCheck read(
      Workspace workspace, LogReader log, Collection<VerifierKey> keys, Consumer<Fault> faults)
      throws IOException {
    var check =
        new TimestampCheck(workspace.timestampStore(), log, keys, settings(workspace), faults);
    check.checkStore();
    return check;
  }

  private static Settings settings(Workspace workspace) throws IOException {
    try {
      return workspace.settings();
    } catch (RefusedException toldWithTheSettings) {
      return Settings.NONE;
    }
  }

  private void checkStore() throws IOException {
    try {
      boundByWitnesses(log.checkpoint(), log.head().size());
    } catch (RefusedException toldWithTheCheckpoint) {
      // It bounds nothing then; CheckpointCheck names it.
    }
    for (Hash checkpoint : store.listCheckpoints()) {
      try {
        check(checkpoint);
      } catch (IntegrityException e) {
        faults.accept(e.fault());
      }
    }
    try {
      countWaiting();
    } catch (IntegrityException e) {
      faults.accept(e.fault());
    }
    // A smaller tree was there no later than a larger one.
    Optional<Bound> earliest = Optional.empty();
    for (Map.Entry<Long, Bound> one : upper.descendingMap().entrySet()) {
      earliest = Optional.of(earlier(one.getValue(), earliest));
      one.setValue(earliest.get());
    }
  }

  private void check(Hash checkpoint) throws IOException {
    byte[] bytes = store.getCheckpoint(checkpoint);
    String folder = "timestamps/" + checkpoint.hex() + "/";
    Optional<Long> size = sizeInLog(bytes, folder + LogReader.CHECKPOINT);
    for (Map.Entry<String, byte[]> token : store.listTokens(checkpoint).entrySet()) {
      TokenName name = new TokenName(checkpoint, token.getKey());
      try {
        KeptToken holds = KeptToken.check(name, bytes, token.getValue(), roots(name.authority()));
        kept.put(name, holds);
        if (size.isPresent()) {
          stamped.add(checkpoint);
          boundAbove(
              size.get(),
              new Bound(
                  holds.record().genTime(),
                  "checkpoint of size " + size.get() + ", stamped by '" + name.authority() + "'"));
        }
      } catch (RefusedException e) {
        String file = folder + LogReader.CHECKPOINT + "." + name.authority() + ".tsr";
        faults.accept(within(file, e.fault()));
      }
    }
  }

  /** Read once for each authority. */
  private TimestampVerifier roots(String authority) throws RefusedException {
    TimestampVerifier known = roots.get(authority);
    if (known == null) {
      known = settings.timestamps().verifier(authority);
      roots.put(authority, known);
    }
    return known;
  }

  /** The size of a checkpoint that is one of this log; the faults of one that is not are told. */
  private Optional<Long> sizeInLog(byte[] bytes, String file) {
    try {
      SignedNote note = SignedNote.parse(bytes);
      TreeHead then = Checkpoint.parse(note.text()).head();
      if (note.verify(logKeys).isEmpty()) {
        throw RefusedException.expected(
            "timestamp-checkpoint", "checkpoint", "a signature of this log's key", "none");
      }
      long size = then.size();
      if (size < 1 || size > log.head().size()) {
        throw RefusedException.expected(
            "timestamp-log",
            "checkpoint",
            "a size up to the log's, " + log.head().size(),
            size + ", signed with the log's key: entries are missing from the log");
      }
      if (!rootAt(size).equals(then.root())) {
        throw RefusedException.expected(
            "timestamp-log",
            "checkpoint of size " + size,
            "the root that the log has at this size",
            "another, signed with the log's key: the log is not the one that was stamped");
      }
      try {
        boundByWitnesses(note, size);
      } catch (RefusedException e) {
        faults.accept(within(file, e.fault()));
      }
      return Optional.of(size);
    } catch (RefusedException e) {
      faults.accept(within(file, e.fault()));
      return Optional.empty();
    }
  }

  private Hash rootAt(long size) throws RefusedException {
    try {
      return log.rootAt(size);
    } catch (IOException e) {
      throw new RefusedException(
          new Fault(
              "timestamp-not-judged",
              "checkpoint of size " + size,
              "was not compared with the log, for a tile is unreadable: " + e.getMessage()),
          e);
    }
  }

  private void boundByWitnesses(SignedNote note, long size) throws RefusedException {
    List<VerifierKey> witnesses =
        settings.witnesses().stream().map(TrustPolicy.Witness::key).toList();
    for (SignedNote.Verified cosigned : note.verify(witnesses)) {
      cosigned
          .time()
          .ifPresent(time ->
              boundAbove(
                  size,
                  new Bound(
                      time,
                      "checkpoint of size " + size + ", cosigned by " + cosigned.key().name())));
    }
  }

  private void boundAbove(long size, Bound bound) {
    upper.merge(size, bound, (known, other) -> earlier(known, Optional.of(other)));
  }

  private static Bound earlier(Bound one, Optional<Bound> other) {
    return other.isPresent() && other.get().time().isBefore(one.time()) ? other.get() : one;
  }

  private void countWaiting() throws IOException {
    for (Hash checkpoint : store.listPending()) {
      for (var authority : settings.timestamps().asked()) {
        if (store.findToken(checkpoint, authority.id()).isEmpty()) {
          waiting.merge(authority.id(), 1L, Long::sum);
        }
      }
    }
  }

  /** The next record of the log. */
  void accept(long index, ObjectNode record) {
    if (TimestampRecord.isOne(record)) {
      try {
        boundBelow(index, TimestampRecord.parse(record));
      } catch (RefusedException e) {
        faults.accept(within("entry " + index, e.fault()));
      }
    }
    if (record.has("time")) {
      judge(index, record.path("time").asString(""));
    }
  }

  private void boundBelow(long index, TimestampRecord record) throws RefusedException {
    KeptToken token = kept.get(new TokenName(record.checkpoint(), record.authority()));
    if (token == null) {
      throw new RefusedException(
          new Fault(
              "timestamp-missing",
              "token sha256:" + record.token().hex(),
              "of authority '"
                  + record.authority()
                  + "' over checkpoint "
                  + record.checkpoint().hex()
                  + " is not in ledger/timestamps, or does not hold; put a copy of it back"));
    }
    if (!token.record().equals(record)) {
      throw RefusedException.expected(
          TimestampRecord.CODE, "record", "what the token says, " + token.record(), "" + record);
    }
    if (lower.isEmpty() || record.genTime().isAfter(lower.get().time())) {
      lower =
          Optional.of(
              new Bound(record.genTime(), "token of '" + record.authority() + "', entry " + index));
    }
  }

  private void judge(long index, String text) {
    Optional<Bound> above = Optional.ofNullable(upper.higherEntry(index)).map(Map.Entry::getValue);
    if (contradict(above)) {
      return;
    }
    try {
      Instant claimed = Instant.parse(text);
      boolean tooEarly = lower.isPresent() && claimed.isBefore(lower.get().time().minus(SKEW));
      boolean tooLate = above.isPresent() && claimed.isAfter(above.get().time().plus(SKEW));
      if (tooEarly || tooLate) {
        faults.accept(
            Fault.expected(
                "time-outside-bounds",
                "entry " + index,
                "a time from "
                    + lower.map(Bound::toString).orElse("any")
                    + " to "
                    + above.map(Bound::toString).orElse("any")
                    + ", give or take "
                    + SKEW.toMinutes()
                    + " minutes",
                claimed
                    + ": the clock of the machine that wrote it was wrong, or another time was"
                    + " claimed; the bounds stand"));
      }
    } catch (DateTimeException e) {
      faults.accept(
          Fault.expected(
              "time-format",
              "entry " + index + ", member 'time'",
              "a time like 2026-01-01T00:00:00Z",
              "'" + text + "' (" + e.getMessage() + ")"));
    }
  }

  /** Where those outside cannot all be right, no claim is held against them; told once a pair. */
  private boolean contradict(Optional<Bound> above) {
    if (lower.isEmpty()
        || above.isEmpty()
        || !lower.get().time().isAfter(above.get().time().plus(SKEW))) {
      return false;
    }
    if (contradictions.add(new Contradiction(lower.get(), above.get()))) {
      faults.accept(
          new Fault(
              "timestamp-contradiction",
              "ledger/timestamps",
              "entries after "
                  + lower.get()
                  + " are in what was there by "
                  + above.get()
                  + ": the clock of one of the two is wrong; ask a third authority"));
    }
    return true;
  }

  TimestampSummary summary() {
    Map<String, Long> tokens = new TreeMap<>();
    Optional<Stamped> newest = Optional.empty();
    for (KeptToken token : kept.values()) {
      if (!stamped.contains(token.name().checkpoint())) {
        continue;
      }
      TimestampRecord said = token.record();
      tokens.merge(said.authority(), 1L, Long::sum);
      if (newest.isEmpty()
          || said.size() > newest.get().size()
          || said.size() == newest.get().size() && said.genTime().isBefore(newest.get().time())) {
        newest = Optional.of(new Stamped(said.size(), said.genTime(), said.authority()));
      }
    }
    return new TimestampSummary(stamped.size(), newest, new TreeMap<>(tokens), waiting);
  }

  private static Fault within(String file, Fault fault) {
    return new Fault(fault.code(), file + ", " + fault.where(), fault.message());
  }
}
