package org.cairn.ledger.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.fuzz.FuzzTarget;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.merkle.Merkle;
import org.cairn.ledger.merkle.TreeHead;
import org.cairn.ledger.note.Checkpoint;
import org.cairn.ledger.note.SignedNote;
import org.cairn.ledger.note.SigningKey;
import org.cairn.ledger.note.VerifierKey;

/** Requests to a witness: each is written as it was read, and within its limits. */
public final class RequestFuzz implements FuzzTarget {
  private final SigningKey key =
      SigningKey.generate("log.example", VerifierKey.Kind.LOG, FuzzTarget.random("request"));

  @Override
  public List<byte[]> seeds() {
    Hash some = Merkle.leafHash("some".getBytes(UTF_8));
    String text = new Checkpoint("log.example", new TreeHead(9, some)).text();
    SignedNote note = SignedNote.of(text, List.of(key.sign(text)));
    return List.of(
        new AddCheckpoint(0, List.of(), note).bytes(),
        new AddCheckpoint(7, List.of(some, some, Merkle.EMPTY_ROOT), note).bytes());
  }

  @Override
  public void accept(byte[] input) throws RefusedException {
    AddCheckpoint request = AddCheckpoint.parse(input);
    FuzzTarget.require(
        Arrays.equals(request.bytes(), input), "a request is written as it was read");
    FuzzTarget.require(
        request.old() >= 0 && request.proof().size() <= AddCheckpoint.MAX_PROOF,
        "sizes and proofs stay within their limits");
    Checkpoint.parse(request.checkpoint().text());
  }
}
