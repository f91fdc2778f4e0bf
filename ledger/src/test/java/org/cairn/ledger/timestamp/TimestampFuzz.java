package org.cairn.ledger.timestamp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.cairn.fixtures.LocalAuthority;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.crypto.Sha256;
import org.cairn.ledger.fuzz.FuzzTarget;

/** RFC 3161 responses: none states another time, or speaks of other bytes, than was signed. */
public final class TimestampFuzz implements FuzzTarget {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final byte[] DATA = "a checkpoint\n".getBytes(UTF_8);

  private final TimestampVerifier verifier;
  private final List<byte[]> tokens = new ArrayList<>();

  public TimestampFuzz() throws Exception {
    try (LocalAuthority authority = new LocalAuthority("fuzz", () -> NOW)) {
      verifier = TimestampVerifier.ofPem(authority.rootPem());
      var generator = new TimeStampRequestGenerator();
      generator.setCertReq(true);
      byte[] query =
          generator.generate(TSPAlgorithms.SHA256, Sha256.of(DATA), BigInteger.TEN).getEncoded();
      for (LocalAuthority.Manner manner :
          Set.of(
              LocalAuthority.Manner.GOOD,
              LocalAuthority.Manner.GRANTED_WITH_MODS,
              LocalAuthority.Manner.INJECTED_CERTIFICATES)) {
        authority.manner = manner;
        tokens.add(authority.respond(query));
      }
    }
  }

  @Override
  public List<byte[]> seeds() {
    return List.copyOf(tokens);
  }

  @Override
  public void accept(byte[] input) throws RefusedException {
    VerifiedTimestamp verified = verifier.verify(input, DATA);
    FuzzTarget.require(verified.genTime().equals(NOW), "no time is believed but the signed one");
    try {
      verifier.verify(input, "other bytes".getBytes(UTF_8));
    } catch (RefusedException expected) {
      FuzzTarget.require(
          expected.code().equals("tsa-imprint"), "a token is about its own bytes only");
      return;
    }
    throw new AssertionError("Broken promise: a token says nothing of other bytes");
  }
}
