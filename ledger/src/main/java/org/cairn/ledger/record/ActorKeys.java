package org.cairn.ledger.record;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.crypto.Ed25519;

/**
 * Which key may sign at which index: built from the log itself, by feeding every entry in order, so
 * that everyone who has the log comes to the same answer. Single-thread. Keys change by entries
 * (see {@link KeyChange} for their form) under these rules:
 *
 * <ul>
 *   <li>Entry 0 registers the root actor's key and is signed by that key.
 *   <li>Only the root actor registers further keys, for anyone. A key is valid from the entry after
 *       its registration.
 *   <li>A key is rotated or revoked by any valid key of its own actor or of the root actor, itself
 *       included. It is valid up to and including that entry; with a rotation the new key follows.
 *   <li>A key is registered once: what was revoked stays so, and no two actors share a key.
 * </ul>
 *
 * An entry signed outside its key's span is refused and changes nothing, but what a key signed
 * within its span stands for ever. Revoking the root actor's last key closes the log to new keys;
 * rotating it does not.
 */
public final class ActorKeys {
  private final SequencedMap<String, Known> knownByKid = new LinkedHashMap<>();
  private Optional<String> rootActor = Optional.empty();
  private long lastIndex = -1;

  private record Known(KeySpan span, KeyChange.NewKey key) {}

  /** Of an empty log. */
  public ActorKeys() {}

  /**
   * Judges the next entry and, when it is a key entry that holds, changes the spans. An entry with
   * faults changes nothing.
   *
   * @param index of the entry; higher than that of the entry before, for skipped entries cannot be
   *     judged later
   * @return empty when the entry holds; else {@code record-key-unknown}, {@code record-key-ended},
   *     {@code record-signature}, {@code record-key-bootstrap} (entry 0 does not register a root
   *     key, or is missing), {@code record-key-form}, {@code record-key-unacceptable}, {@code
   *     record-key-reused} or {@code record-key-not-allowed}
   * @throws IllegalArgumentException when the index is not higher than the last
   */
  public List<Fault> accept(long index, SignedRecord record) {
    if (index <= lastIndex) {
      throw new IllegalArgumentException(
          "Entries come in the order of the log: expected an index above "
              + lastIndex
              + ", not "
              + index);
    }
    lastIndex = index;
    try {
      if (rootActor.isPresent()) {
        acceptNext(index, record, rootActor.get());
      } else {
        bootstrap(index, record);
      }
      return List.of();
    } catch (RefusedException e) {
      return List.of(at(index, e.fault()));
    }
  }

  /** Every key there ever was, in the order of registration. */
  public List<KeySpan> spans() {
    return knownByKid.values().stream().map(Known::span).toList();
  }

  /** The span of this key. */
  public Optional<KeySpan> findSpan(String kid) {
    return Optional.ofNullable(knownByKid.get(kid)).map(Known::span);
  }

  /** The 32 bytes of this key, a copy; also of an ended one. */
  public Optional<byte[]> findPublicKey(String kid) {
    return findKey(kid).map(Ed25519.Key::bytes);
  }

  /** The same, ready to verify with. */
  public Optional<Ed25519.Key> findKey(String kid) {
    return Optional.ofNullable(knownByKid.get(kid)).map(known -> known.key().publicKey());
  }

  /** The actor of entry 0; empty before it and when it did not hold. */
  public Optional<String> rootActor() {
    return rootActor;
  }

  private void bootstrap(long index, SignedRecord record) throws RefusedException {
    Optional<KeyChange> change = index == 0 ? KeyChange.find(record.content()) : Optional.empty();
    if (change.isEmpty() || !(change.get() instanceof KeyChange.Register register)) {
      throw RefusedException.expected(
          "record-key-bootstrap",
          "log",
          "entry 0 to register the root actor's key, signed by that key",
          index == 0 ? "another entry" : "none: feed the log from its first entry");
    }
    if (!register.newKey().kid().equals(record.kid())) {
      throw RefusedException.expected(
          "record-key-bootstrap",
          "header 'kid'",
          "the root actor's key signed by itself, " + register.newKey().kid(),
          record.kid());
    }
    record.verifySignature(register.newKey().publicKey());
    add(register.actor(), register.newKey(), index, register.reason());
    rootActor = Optional.of(register.actor());
  }

  private void acceptNext(long index, SignedRecord record, String root) throws RefusedException {
    Known signing = requireValid(record.kid(), index, "header 'kid'");
    record.verifySignature(signing.key().publicKey());
    KeySpan signer = signing.span();
    Optional<KeyChange> change = KeyChange.find(record.content());
    if (change.isEmpty()) {
      return;
    }
    switch (change.get()) {
      case KeyChange.Register register -> {
        requireActor(List.of(root), signer, "register a key");
        requireNew(register.newKey());
        add(register.actor(), register.newKey(), index + 1, register.reason());
      }
      case KeyChange.Rotate rotate -> {
        requireMayEnd(rotate.oldKid(), rotate.actor(), index, signer, root);
        requireNew(rotate.newKey());
        end(rotate.oldKid(), index, rotate.reason());
        add(rotate.actor(), rotate.newKey(), index + 1, rotate.reason());
      }
      case KeyChange.Revoke revoke -> {
        requireMayEnd(revoke.oldKid(), revoke.actor(), index, signer, root);
        end(revoke.oldKid(), index, revoke.reason());
      }
    }
  }

  private void requireMayEnd(String kid, String actor, long index, KeySpan signer, String root)
      throws RefusedException {
    KeySpan target = requireValid(kid, index, "member 'kid'").span();
    if (!target.actor().equals(actor)) {
      throw RefusedException.expected(
          "record-key-form", "member 'actor'", "'" + target.actor() + "', whose key it is", actor);
    }
    requireActor(List.of(actor, root), signer, "end this key");
  }

  private Known requireValid(String kid, long index, String where) throws RefusedException {
    Known known = knownByKid.get(kid);
    if (known == null) {
      throw RefusedException.expected(
          "record-key-unknown", where, "a key registered in an earlier entry", kid);
    }
    KeySpan span = known.span();
    if (!span.contains(index)) {
      throw RefusedException.expected(
          "record-key-ended",
          where,
          "a key valid at this entry; sign again with the actor's current key",
          kid + ", valid from " + span.from() + " to " + span.to().orElse(Long.MAX_VALUE));
    }
    return known;
  }

  private static void requireActor(List<String> allowed, KeySpan signer, String what)
      throws RefusedException {
    if (!allowed.contains(signer.actor())) {
      throw RefusedException.expected(
          "record-key-not-allowed",
          "header 'kid'",
          "a key of " + String.join(" or ", allowed) + " to " + what,
          "one of " + signer.actor());
    }
  }

  private void requireNew(KeyChange.NewKey newKey) throws RefusedException {
    Known known = knownByKid.get(newKey.kid());
    if (known != null) {
      throw RefusedException.expected(
          "record-key-reused",
          "member 'jwk'",
          "a key never registered before; generate a new one",
          newKey.kid() + " of " + known.span().actor());
    }
  }

  private void add(String actor, KeyChange.NewKey newKey, long from, String reason) {
    var span = new KeySpan(actor, newKey.kid(), from, OptionalLong.empty(), reason);
    knownByKid.put(newKey.kid(), new Known(span, newKey));
  }

  private void end(String kid, long index, String reason) {
    knownByKid.computeIfPresent(
        kid, (same, known) -> new Known(known.span().endedAt(index, reason), known.key()));
  }

  static Fault at(long index, Fault fault) {
    return new Fault(fault.code(), "entry " + index + ", " + fault.where(), fault.message());
  }
}
