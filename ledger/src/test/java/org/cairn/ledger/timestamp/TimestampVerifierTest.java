package org.cairn.ledger.timestamp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.bouncycastle.tsp.TimeStampResponse;
import org.cairn.fixtures.LocalAuthority;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.crypto.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class TimestampVerifierTest {
  private static final byte[] DATA = "example.org/log\n1\n".getBytes(UTF_8);
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.250Z");

  @Test
  void gives_every_crafted_token_its_recorded_verdict() throws Exception {
    Path folder = Vectors.folder("crafted/tsa");
    var listing = new StringBuilder();
    for (JsonNode vector : Vectors.json(folder.resolve("verdicts.json"))) {
      String token = vector.get("token").stringValue();
      String data = vector.get("data").stringValue();
      String root = vector.get("root").stringValue();

      String verdict =
          verdict(
              TimestampVerifier.ofPem(bytes(folder, root)),
              bytes(folder, token),
              bytes(folder, data));

      assertThat(verdict.equals("valid") ? "valid" : "invalid")
          .as(token + " over " + data + " under " + root + ": " + verdict)
          .isEqualTo(vector.get("verdict").stringValue());
      listing.append(String.join("  ", verdict, token, data, root)).append('\n');
    }
    Vectors.assertGolden("timestamp-verdicts.txt", listing.toString());
  }

  @Test
  void finds_the_signer_among_given_certificates_where_the_token_has_none() throws Exception {
    Path folder = Vectors.folder("crafted/tsa");
    TimestampVerifier verifier = TimestampVerifier.ofPem(bytes(folder, "a-root.pem"));
    byte[] token = bytes(folder, "no-certs.tsr");
    byte[] data = bytes(folder, "data.checkpoint");

    assertThat(verdict(verifier.withUntrusted(bytes(folder, "a-tsa.pem")), token, data))
        .isEqualTo("valid");
    assertThat(verdict(verifier.withUntrusted(bytes(folder, "b-tsa.pem")), token, data))
        .isEqualTo("tsa-no-certificate");
  }

  @Test
  void reads_what_a_token_says() throws Exception {
    Path folder = Vectors.folder("crafted/tsa");

    VerifiedTimestamp timestamp =
        TimestampVerifier.ofPem(bytes(folder, "a-root.pem"))
            .verify(bytes(folder, "good.tsr"), bytes(folder, "data.checkpoint"));

    assertThat(timestamp)
        .isEqualTo(
            new VerifiedTimestamp(
                Instant.parse("2026-11-23T16:09:44Z"),
                Optional.of(Duration.ofSeconds(1)),
                "1.3.6.1.4.1.99999.1",
                BigInteger.TWO,
                "CN=Cairn test TSA a"));
  }

  /**
   * The token has a self-made certificate of the signer's name, and one of nobody, before the true
   * one, whose issuer is not in it: no root here is its issuer.
   */
  @Test
  void does_not_take_an_injected_certificate_for_the_signers() throws Exception {
    byte[] token = bytes(Vectors.folder("rfc3161"), "response-injected-certs.tsr");
    byte[] data = "hello".getBytes(UTF_8);
    try (var local = new LocalAuthority("a", InstantSource.fixed(NOW))) {
      TimestampVerifier verifier = TimestampVerifier.ofPem(local.rootPem());

      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> verifier.verify(token, data))
          .satisfies(refused -> {
            assertThat(refused.code()).isEqualTo("tsa-chain");
            // By name both look the same; that the signature held says the true one was taken.
            assertThat(refused.fault().where()).contains("Test TSA Timestamping");
          });
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GOOD,valid",
    "GRANTED_WITH_MODS,valid",
    "INJECTED_CERTIFICATES,valid",
    "REJECTION,tsa-status",
    "WRONG_NONCE,tsa-nonce",
    "WRONG_IMPRINT,tsa-imprint",
    "EXPIRED_CERTIFICATE,tsa-certificate-time",
    "OTHER_NAME,tsa-name",
    "WEAK_CERTIFICATE_NAMED,tsa-signing-certificate",
    "WEAK_SIGNATURE,tsa-weak-algorithm",
    "WEAK_IMPRINT,tsa-imprint-algorithm",
    "CRITICAL_EXTENSION,tsa-extension",
    "TRAILING_INSIDE,tsa-format",
    "MORE_KEY_USES,tsa-key-usage",
    "KEY_USE_NOT_CRITICAL,tsa-key-usage",
    "FOREIGN_SIGNER,tsa-chain",
    "NO_CERTIFICATE,tsa-no-certificate",
    "HUGE,tsa-too-large",
    "TRAILING,tsa-trailing-bytes",
    "NOT_DER,tsa-format"
  })
  void names_each_failing_check(LocalAuthority.Manner manner, String verdict) throws Exception {
    try (var local = new LocalAuthority("a", InstantSource.fixed(NOW))) {
      local.manner = manner;
      BigInteger nonce = new BigInteger("1234567890123456789");
      byte[] response = local.respond(TimestampClient.query(DATA, nonce));

      String found = "valid";
      try {
        TimestampVerifier.ofPem(local.rootPem()).verify(response, DATA, nonce);
      } catch (RefusedException e) {
        found = e.code();
      }

      assertThat(found).isEqualTo(verdict);
    }
  }

  @Test
  void reads_a_bare_token_as_well_as_a_response() throws Exception {
    try (var local = new LocalAuthority("a", InstantSource.fixed(NOW))) {
      byte[] response = local.respond(TimestampClient.query(DATA, BigInteger.TEN));
      byte[] token = new TimeStampResponse(response).getTimeStampToken().getEncoded();
      TimestampVerifier verifier = TimestampVerifier.ofPem(local.rootPem());

      VerifiedTimestamp timestamp = verifier.verify(token, DATA);

      assertThat(timestamp).isEqualTo(verifier.verify(response, DATA, BigInteger.TEN));
      assertThat(timestamp.genTime()).isEqualTo(NOW);
      assertThat(timestamp.accuracy()).contains(Duration.ofMillis(1500));
      assertThat(timestamp.policy()).isEqualTo(LocalAuthority.POLICY);
      assertThat(timestamp.authority()).isEqualTo("CN=Test TSA a");
    }
  }

  /** What is not signed may change without effect, what is signed may not. */
  @Test
  void answers_every_flipped_or_missing_byte_with_a_refusal_or_the_same_time() throws Exception {
    try (var local = new LocalAuthority("a", InstantSource.fixed(NOW))) {
      TimestampVerifier verifier = TimestampVerifier.ofPem(local.rootPem());
      byte[] good = local.respond(TimestampClient.query(DATA, BigInteger.TEN));
      VerifiedTimestamp expected = verifier.verify(good, DATA);
      int refused = 0;
      for (int i = 0; i < good.length; i++) {
        byte[] flipped = good.clone();
        flipped[i] ^= (byte) (1 << i % 8);
        try {
          assertThat(verifier.verify(flipped, DATA)).as("byte %d", i).isEqualTo(expected);
        } catch (RefusedException e) {
          assertThat(e.code()).startsWith("tsa-");
          refused++;
        }
        byte[] cut = Arrays.copyOf(good, i);
        assertThat(verdict(verifier, cut, DATA)).as("cut at %d", i).isEqualTo("tsa-format");
      }
      assertThat(refused).isGreaterThan(good.length / 2);
    }
  }

  @Test
  void answers_random_damage_with_refusals_only() throws Exception {
    long seed = 3161;
    var random = new Random(seed);
    try (var local = new LocalAuthority("a", InstantSource.fixed(NOW))) {
      TimestampVerifier verifier = TimestampVerifier.ofPem(local.rootPem());
      byte[] good = local.respond(TimestampClient.query(DATA, BigInteger.TEN));
      VerifiedTimestamp expected = verifier.verify(good, DATA);
      for (int round = 0; round < 3000; round++) {
        byte[] damaged = good.clone();
        for (int hits = 1 + random.nextInt(4); hits > 0; hits--) {
          damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        try {
          assertThat(verifier.verify(damaged, DATA))
              .as("seed %d round %d", seed, round)
              .isEqualTo(expected);
        } catch (RefusedException e) {
          assertThat(e.code()).startsWith("tsa-");
        }
      }
    }
  }

  @Test
  void refuses_nesting_as_deep_as_the_size_allows() throws Exception {
    try (var local = new LocalAuthority("a", InstantSource.fixed(NOW))) {
      TimestampVerifier verifier = TimestampVerifier.ofPem(local.rootPem());
      byte[] nested = new byte[0];
      while (nested.length < TimestampVerifier.MAX_BYTES - 4) {
        byte[] outer = new byte[nested.length + 4];
        outer[0] = 0x30;
        outer[1] = (byte) 0x82;
        outer[2] = (byte) (nested.length >> 8);
        outer[3] = (byte) nested.length;
        System.arraycopy(nested, 0, outer, 4, nested.length);
        nested = outer;
      }

      assertThat(verdict(verifier, nested, DATA)).isEqualTo("tsa-format");
    }
  }

  @Test
  void refuses_roots_that_are_none() throws Exception {
    Path folder = Vectors.folder("crafted/tsa");

    for (byte[] pem : new byte[][] {new byte[0], DATA, bytes(folder, "a-tsa.pem")}) {
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> TimestampVerifier.ofPem(pem))
          .satisfies(refused -> assertThat(refused.code()).isEqualTo("tsa-roots"));
    }
  }

  private static String verdict(TimestampVerifier verifier, byte[] token, byte[] data) {
    try {
      verifier.verify(token, data);
      return "valid";
    } catch (RefusedException e) {
      return e.code();
    }
  }

  private static byte[] bytes(Path folder, String name) throws IOException {
    return Files.readAllBytes(folder.resolve(name));
  }
}
