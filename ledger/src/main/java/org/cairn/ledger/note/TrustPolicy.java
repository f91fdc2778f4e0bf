package org.cairn.ledger.note;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;

/**
 * Whom a verifier trusts (C2SP tlog-policy): the logs, the witnesses, and how many of which
 * witnesses must have cosigned a checkpoint. Immutable.
 */
public final class TrustPolicy {
  /** How far a cosignature's time may lie ahead of the verifier's clock. */
  public static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(5);

  /**
   * @param address where the log's files are served, when the policy says so
   */
  public record Log(VerifierKey key, Optional<String> address) {}

  /**
   * @param name in the policy only
   * @param address its submission prefix, when the policy says so
   */
  public record Witness(String name, VerifierKey key, Optional<String> address) {}

  /**
   * @param threshold how many members must be satisfied
   * @param members names of witnesses and groups
   */
  record Group(String name, int threshold, List<String> members) {
    Group {
      members = List.copyOf(members);
    }
  }

  /**
   * A checkpoint that satisfied the policy.
   *
   * @param note as it was read, with every signature line
   * @param log the key that signed it
   * @param cosignatures of the policy's witnesses, one per witness at most
   */
  public record Accepted(
      SignedNote note,
      Checkpoint checkpoint,
      VerifierKey log,
      List<SignedNote.Verified> cosignatures) {
    public Accepted {
      cosignatures = List.copyOf(cosignatures);
    }

    /** The earliest time a witness states; the tree existed by then if that witness is honest. */
    public Optional<Instant> earliestCosignature() {
      return cosignatures.stream()
          .flatMap(cosignature -> cosignature.time().stream())
          .min(Comparator.naturalOrder());
    }
  }

  private final List<Log> logs;
  private final List<Witness> witnesses;

  /** Members stand before the groups that name them. */
  private final List<Group> groups;

  private final Optional<String> quorum;

  TrustPolicy(
      List<Log> logs, List<Witness> witnesses, List<Group> groups, Optional<String> quorum) {
    this.logs = List.copyOf(logs);
    this.witnesses = List.copyOf(witnesses);
    this.groups = List.copyOf(groups);
    this.quorum = quorum;
  }

  /** Trusts one log and asks for no witness. */
  public static TrustPolicy ofLog(VerifierKey key) {
    return new TrustPolicy(
        List.of(new Log(key, Optional.empty())), List.of(), List.of(), Optional.empty());
  }

  /**
   * @throws RefusedException {@code policy-format}, {@code policy-name}, {@code policy-duplicate},
   *     {@code policy-quorum}, and what {@link VerifierKey#parse} throws; the place is the line
   */
  public static TrustPolicy parse(String text) throws RefusedException {
    return PolicyReader.read(text);
  }

  public List<Log> logs() {
    return logs;
  }

  public List<Witness> witnesses() {
    return witnesses;
  }

  /** Whether any cosignature is asked for. */
  public boolean needsWitnesses() {
    return quorum.isPresent();
  }

  /**
   * Checks a checkpoint: the log's signature, its origin, the cosignatures and their times, the
   * quorum.
   *
   * @param note bytes of the checkpoint file
   * @param now the verifier's clock: cosignatures from its future are refused
   * @throws RefusedException what {@link SignedNote#parse} and {@link Checkpoint#parse} throw, and
   *     {@code note-signature}, {@code checkpoint-unsigned}, {@code checkpoint-origin}, {@code
   *     cosignature-future}, {@code checkpoint-quorum}
   */
  public Accepted verify(byte[] note, Instant now) throws RefusedException {
    SignedNote signed = SignedNote.parse(note);
    Checkpoint checkpoint = Checkpoint.parse(signed.text());
    List<SignedNote.Verified> verified =
        signed.verify(
            Stream.concat(logs.stream().map(Log::key), witnesses.stream().map(Witness::key))
                .toList());
    VerifierKey log = requireLog(checkpoint, verified);
    List<SignedNote.Verified> cosignatures =
        verified.stream().filter(each -> each.time().isPresent()).toList();
    for (SignedNote.Verified cosignature : cosignatures) {
      requirePast(cosignature, now);
    }
    requireQuorum(cosignatures);
    return new Accepted(signed, checkpoint, log, cosignatures);
  }

  private VerifierKey requireLog(Checkpoint checkpoint, List<SignedNote.Verified> verified)
      throws RefusedException {
    List<VerifierKey> signers =
        verified.stream()
            .map(SignedNote.Verified::key)
            .filter(key -> logs.stream().anyMatch(log -> log.key().equals(key)))
            .toList();
    if (signers.isEmpty()) {
      throw RefusedException.expected(
          "checkpoint-unsigned",
          "checkpoint of '" + checkpoint.origin() + "'",
          "a signature of " + names(logs.stream().map(Log::key).toList()),
          "none");
    }
    return signers.stream()
        .filter(key -> key.name().equals(checkpoint.origin()))
        .findFirst()
        .orElseThrow(() ->
            RefusedException.expected(
                "checkpoint-origin", "line 1", names(signers), checkpoint.origin()));
  }

  private static String names(List<VerifierKey> keys) {
    return keys.stream()
        .map(key -> "'" + key.name() + "' (" + key.idHex() + ")")
        .collect(Collectors.joining(" or "));
  }

  private static void requirePast(SignedNote.Verified cosignature, Instant now)
      throws RefusedException {
    Instant time = cosignature.time().orElseThrow();
    if (time.isAfter(now.plus(MAX_CLOCK_SKEW))) {
      throw RefusedException.expected(
          "cosignature-future",
          "cosignature of " + cosignature.key().name(),
          "a time up to " + now.plus(MAX_CLOCK_SKEW),
          time + "; check this machine's clock, then ask the witness");
    }
  }

  private void requireQuorum(List<SignedNote.Verified> cosignatures) throws RefusedException {
    Set<String> satisfied =
        witnesses.stream()
            .filter(w -> cosignatures.stream().anyMatch(each -> each.key().equals(w.key())))
            .map(Witness::name)
            .collect(Collectors.toSet());
    if (quorum.isPresent() && !isSatisfied(quorum.get(), satisfied)) {
      List<String> missing = new ArrayList<>();
      witnesses.stream()
          .filter(witness -> !satisfied.contains(witness.name()))
          .forEach(witness -> missing.add(witness.name()));
      throw new RefusedException(
          new Fault(
              "checkpoint-quorum",
              "cosignatures",
              "too few witnesses have cosigned for quorum '"
                  + quorum.get()
                  + "': "
                  + satisfied.size()
                  + " of "
                  + witnesses.size()
                  + " have, missing "
                  + missing));
    }
  }

  /** Group by group as the policy lists them, so that no nesting is too deep. */
  private boolean isSatisfied(String name, Set<String> cosigned) {
    Set<String> satisfied = new HashSet<>(cosigned);
    for (Group group : groups) {
      if (group.members().stream().filter(satisfied::contains).count() >= group.threshold()) {
        satisfied.add(group.name());
      }
    }
    return satisfied.contains(name);
  }
}
