package org.cairn.ledger.note;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.fuzz.FuzzTarget;

/** Policy files: whatever one says, it never makes an unsigned checkpoint a trusted one. */
public final class PolicyFuzz implements FuzzTarget {
  private final SignedNote cosigned = SignedNote.parse(new NoteFuzz().seeds().getFirst());
  private final byte[] unsigned =
      SignedNote.of(cosigned.text(), List.of(NoteFuzz.STRANGER.sign(cosigned.text() + "other\n")))
          .bytes();

  public PolicyFuzz() throws RefusedException {}

  @Override
  public List<byte[]> seeds() {
    String log = "log " + NoteFuzz.LOG.verifier().text() + " https://log.example/\n";
    String witness = "witness w " + NoteFuzz.WITNESS.verifier().text() + "\n";
    return List.of(
        NoteFuzz.POLICY.getBytes(UTF_8),
        (log + "quorum none\n").getBytes(UTF_8),
        (log + witness + "group a any w\ngroup b 1 a\ngroup c all b\nquorum c\n").getBytes(UTF_8));
  }

  @Override
  public void accept(byte[] input) throws RefusedException {
    TrustPolicy policy = TrustPolicy.parse(new String(input, UTF_8));
    FuzzTarget.require(!policy.logs().isEmpty(), "a policy trusts a log");
    try {
      policy.verify(unsigned, NoteFuzz.NOW);
      throw new AssertionError("Broken promise: an unsigned checkpoint is refused");
    } catch (RefusedException expected) {
      FuzzTarget.require(!expected.code().isEmpty(), "a refusal has a code");
    }
    TrustPolicy.Accepted accepted = policy.verify(cosigned.bytes(), NoteFuzz.NOW);
    FuzzTarget.require(
        policy.logs().stream().anyMatch(log -> log.key().equals(accepted.log())),
        "the log that signed is one of the policy's");
    FuzzTarget.require(
        !policy.needsWitnesses() || !accepted.cosignatures().isEmpty(),
        "a quorum is not reached by nobody");
  }
}
