package org.cairn.register;

import java.io.IOException;
import java.util.Optional;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.crypto.Sha256;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.note.Checkpoint;
import org.cairn.ledger.note.SignedNote;
import org.cairn.ledger.timestamp.TimestampStore;
import org.cairn.ledger.timestamp.TimestampStore.TokenName;
import org.cairn.ledger.timestamp.TimestampVerifier;

/** A token that is kept and holds. Immutable. */
record KeptToken(TokenName name, TimestampRecord record) {
  /**
   * Checks a token against the bytes it is about and the roots of its authority; whether those
   * bytes are a checkpoint of the log is not asked.
   *
   * @throws RefusedException {@code tsa-…}, or for bytes that are no checkpoint
   */
  static KeptToken check(TokenName name, byte[] checkpoint, byte[] token, TimestampVerifier roots)
      throws RefusedException {
    var verified = roots.verify(token, checkpoint);
    long size = Checkpoint.parse(SignedNote.parse(checkpoint).text()).size();
    return new KeptToken(
        name,
        new TimestampRecord(
            name.checkpoint(),
            size,
            name.authority(),
            verified.genTime(),
            Hash.of(Sha256.of(token))));
  }

  /** The same for one in the store; empty where there is none. */
  static Optional<KeptToken> find(TimestampStore store, TokenName name, TimestampSettings settings)
      throws IOException, RefusedException {
    Optional<byte[]> token = store.findToken(name.checkpoint(), name.authority());
    if (token.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        check(
            name,
            store.getCheckpoint(name.checkpoint()),
            token.get(),
            settings.verifier(name.authority())));
  }
}
