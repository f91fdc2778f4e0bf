package org.cairn.ledger.record;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.note.Checkpoint;
import org.cairn.ledger.note.SignedNote;
import org.cairn.ledger.note.VerifierKey;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which key may sign what: records by {@link ActorKeys}, checkpoints by the rules below. Built from
 * the log itself, by feeding every entry in order, so that everyone who has the log comes to the
 * same answer. Single-thread.
 *
 * <ul>
 *   <li>Entry 0 names the log's first key in its member {@code log}, a vkey.
 *   <li>Only the root actor changes the key, to one of the same name that the log never had (see
 *       {@link LogKeyChange} for the form). The entry is the last of its step.
 *   <li>Checkpoints that do not cover that entry are signed by the old key, the one of its step by
 *       both, all later ones by the new key.
 * </ul>
 *
 * So a stolen key is worth nothing after the change: what it signs then is refused, and what it
 * signed before stands. Against a history that leaves the change out only those help who remember a
 * later checkpoint: witnesses, and whoever was given the new key.
 */
public final class KeyHistory {
  /** How every entry begins, in canonical form. */
  private static final byte[] PAYLOAD = "{\"payload\":\"".getBytes(ISO_8859_1);

  private final ActorKeys actors = new ActorKeys();
  private final List<LogKeySpan> log = new ArrayList<>();

  /** Of an empty log. */
  public KeyHistory() {}

  /** Whether an entry that holds can change a key; all others may be left out. */
  public static boolean bearsOnKeys(SignedRecord record) {
    String type = record.content().path("type").asString("");
    return type.equals(KeyChange.TYPE) || type.equals(LogKeyChange.TYPE);
  }

  /**
   * The same of an entry not yet read, at a fraction of the cost: true also for some that turn out
   * to be none, and for what is no record.
   */
  public static boolean mayBearOnKeys(byte[] entry) {
    int from = PAYLOAD.length;
    if (entry.length < from || !Arrays.equals(PAYLOAD, 0, from, entry, 0, from)) {
      return true;
    }
    int to = from;
    while (to < entry.length && entry[to] != '"') {
      to++;
    }
    String payload;
    try {
      payload =
          new String(
              Base64.getUrlDecoder().decode(Arrays.copyOfRange(entry, from, to)), ISO_8859_1);
    } catch (IllegalArgumentException notBase64) {
      return true;
    }
    // Canonical JSON has one spelling of these members.
    return payload.contains("\"type\":\"" + KeyChange.TYPE + "\"")
        || payload.contains("\"type\":\"" + LogKeyChange.TYPE + "\"");
  }

  /**
   * Judges the next entry and, when it holds, follows the change it makes. An entry with faults
   * changes no key of the log.
   *
   * @param index of the entry; higher than that of the entry before
   * @return empty when the entry holds; else what {@link ActorKeys#accept} gives, or {@code
   *     log-key-form}, {@code log-key-not-allowed}, {@code log-key-not-current}, {@code
   *     log-key-reused}
   * @throws IllegalArgumentException when the index is not higher than the last
   */
  public List<Fault> accept(long index, SignedRecord record) {
    List<Fault> faults = actors.accept(index, record);
    if (!faults.isEmpty()) {
      return faults;
    }
    try {
      if (index == 0) {
        begin(record.content());
      } else {
        acceptNext(index, record);
      }
      return List.of();
    } catch (RefusedException e) {
      return List.of(ActorKeys.at(index, e.fault()));
    }
  }

  /** Which actor's key may sign which entry. */
  public ActorKeys actors() {
    return actors;
  }

  /** The log's keys in their order; the last is the present one. Empty while none is known. */
  public List<LogKeySpan> logKeys() {
    return List.copyOf(log);
  }

  /**
   * Refuses a checkpoint that the keys of its size have not signed. Signatures of strangers and of
   * other keys of the log are no fault beside those.
   *
   * @throws RefusedException {@code log-key-ended} when only keys signed whose time was over before
   *     this size, {@code log-key-early} when only such whose time comes later, {@code
   *     checkpoint-unsigned} when none did or one of two is missing, {@code checkpoint-origin} when
   *     it is of another log; and what {@link SignedNote#verify} and {@link Checkpoint#parse} throw
   */
  public void requireSigned(SignedNote note) throws RefusedException {
    Checkpoint checkpoint = Checkpoint.parse(note.text());
    List<LogKeySpan> due = log.stream().filter(span -> span.contains(checkpoint.size())).toList();
    List<VerifierKey> signers =
        note.verify(log.stream().map(LogKeySpan::key).toList()).stream()
            .map(SignedNote.Verified::key)
            .toList();
    for (LogKeySpan span : due) {
      if (!signers.contains(span.key())) {
        throw notSigned(checkpoint, due, signers);
      }
    }
    for (LogKeySpan span : due) {
      if (!span.key().name().equals(checkpoint.origin())) {
        throw RefusedException.expected(
            "checkpoint-origin", "line 1", "'" + span.key().name() + "'", checkpoint.origin());
      }
    }
    if (due.isEmpty()) {
      throw RefusedException.expected(
          "checkpoint-unsigned",
          "checkpoint of size " + checkpoint.size(),
          "a key that entry 0 names in its member 'log'",
          "none");
    }
  }

  private RefusedException notSigned(
      Checkpoint checkpoint, List<LogKeySpan> due, List<VerifierKey> signers) {
    String where = "checkpoint of size " + checkpoint.size();
    String expected =
        "a signature by "
            + due.stream().map(span -> span.key().text()).collect(Collectors.joining(" and by "));
    if (signers.stream().noneMatch(signer -> due.stream().anyMatch(s -> s.key().equals(signer)))) {
      for (LogKeySpan span : log) {
        if (signers.contains(span.key())) {
          boolean ended = span.from() < checkpoint.size();
          return RefusedException.expected(
              ended ? "log-key-ended" : "log-key-early",
              where,
              expected,
              "one by "
                  + span.key().text()
                  + (ended
                      ? ", which signs up to size "
                          + span.to().orElse(Long.MAX_VALUE)
                          + ": whoever signs with it now is not this log"
                      : ", which signs from size " + span.from() + " on"));
        }
      }
    }
    return RefusedException.expected(
        "checkpoint-unsigned",
        where,
        expected,
        signers.isEmpty() ? "none" : "only one by " + signers.getFirst());
  }

  private void begin(ObjectNode first) throws RefusedException {
    log.add(
        new LogKeySpan(
            LogKeyChange.key(first, "log"),
            0,
            OptionalLong.empty(),
            first.path("reason").asString("")));
  }

  private void acceptNext(long index, SignedRecord record) throws RefusedException {
    var change = LogKeyChange.find(record.content());
    if (change.isPresent()) {
      requireRoot(record);
      follow(index, change.get());
    }
  }

  private void requireRoot(SignedRecord record) throws RefusedException {
    String signer = actors.findSpan(record.kid()).orElseThrow().actor();
    String root = actors.rootActor().orElseThrow();
    if (!signer.equals(root)) {
      throw RefusedException.expected(
          "log-key-not-allowed",
          "header 'kid'",
          "a key of " + root + " to change the log's key",
          "one of " + signer);
    }
  }

  private void follow(long index, LogKeyChange change) throws RefusedException {
    if (log.isEmpty() || !log.getLast().key().equals(change.old())) {
      throw RefusedException.expected(
          "log-key-not-current",
          "member 'old'",
          log.isEmpty() ? "a first key in entry 0" : "the log's key, " + log.getLast().key(),
          "" + change.old());
    }
    if (!change.next().name().equals(change.old().name())) {
      throw RefusedException.expected(
          "log-key-form",
          "member 'new'",
          "a key named '" + change.old().name() + "'",
          "'" + change.next().name() + "'");
    }
    if (log.stream().anyMatch(span -> span.key().hasKeyOf(change.next()))) {
      throw RefusedException.expected(
          "log-key-reused",
          "member 'new'",
          "a key this log never had; generate a new one",
          "" + change.next());
    }
    long size = index + 1;
    LogKeySpan old = log.removeLast();
    log.add(old.endedAt(size, change.reason()));
    log.add(new LogKeySpan(change.next(), size, OptionalLong.empty(), change.reason()));
  }
}
