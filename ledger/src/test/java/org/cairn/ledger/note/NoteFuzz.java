package org.cairn.ledger.note;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.fuzz.FuzzTarget;
import org.cairn.ledger.merkle.Merkle;
import org.cairn.ledger.merkle.TreeHead;

/**
 * Notes, checkpoints and cosignatures: what is read is written the same, and nothing is believed
 * that the keys have not signed.
 */
public final class NoteFuzz implements FuzzTarget {
  static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  static final SigningKey LOG =
      SigningKey.generate("log.example/fuzz", VerifierKey.Kind.LOG, FuzzTarget.random("log"));
  static final SigningKey WITNESS =
      SigningKey.generate("witness.example", VerifierKey.Kind.WITNESS, FuzzTarget.random("wit"));
  static final SigningKey STRANGER =
      SigningKey.generate("stranger.example", VerifierKey.Kind.LOG, FuzzTarget.random("stranger"));
  static final String POLICY =
      "# who is trusted\nlog %s\nwitness w %s https://witness.example/\ngroup g all w\nquorum g\n"
          .formatted(LOG.verifier().text(), WITNESS.verifier().text());

  private final TrustPolicy policy = TrustPolicy.parse(POLICY);
  private final Set<String> signed = new HashSet<>();
  private final List<SignedNote> notes;

  public NoteFuzz() throws RefusedException {
    TreeHead head = new TreeHead(1, Merkle.leafHash("one".getBytes(UTF_8)));
    SignedNote plain = signed(new Checkpoint(LOG.verifier().name(), head));
    SignedNote empty = signed(new Checkpoint(LOG.verifier().name(), TreeHead.EMPTY));
    SignedNote extended =
        signed(new Checkpoint(LOG.verifier().name(), head, List.of("an extension", "— dash")));
    notes =
        Stream.of(plain, empty, extended)
            .map(note -> note.with(List.of(WITNESS.cosign(note.text(), NOW.minusSeconds(60)))))
            .toList();
  }

  private SignedNote signed(Checkpoint checkpoint) {
    signed.add(checkpoint.text());
    return SignedNote.of(checkpoint.text(), List.of(LOG.sign(checkpoint.text())));
  }

  @Override
  public List<byte[]> seeds() {
    SignedNote first = notes.getFirst();
    SignedNote among = first.with(List.of(STRANGER.sign(first.text())));
    return Stream.concat(notes.stream(), Stream.of(among)).map(SignedNote::bytes).toList();
  }

  @Override
  public void accept(byte[] input) throws RefusedException {
    SignedNote note = SignedNote.parse(input);
    FuzzTarget.require(Arrays.equals(note.bytes(), input), "a note is written as it was read");
    FuzzTarget.require(
        note.with(note.signatures()).signatures().equals(note.signatures()),
        "lines a note has are not added again");
    Checkpoint checkpoint = Checkpoint.parse(note.text());
    FuzzTarget.require(
        checkpoint.text().equals(note.text()), "a checkpoint is written as it was read");
    TrustPolicy.Accepted accepted = policy.verify(input, NOW);
    FuzzTarget.require(signed.contains(note.text()), "only what the log signed is accepted");
    FuzzTarget.require(
        accepted.earliestCosignature().equals(Optional.of(NOW.minusSeconds(60))),
        "only a time that the witness signed is accepted");
  }
}
