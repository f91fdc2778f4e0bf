package org.cairn.ledger.timestamp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponse;
import org.cairn.fixtures.LocalAuthority;
import org.cairn.fixtures.LocalAuthority.Manner;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.crypto.Sha256;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TimestampClientTest {
  private static final byte[] DATA = "example.org/log\n1\n".getBytes(UTF_8);
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final SecureRandom random = new SecureRandom();
  private final TimestampClient client = new TimestampClient(random, Duration.ofSeconds(20));
  private LocalAuthority local = newAuthority();

  private static LocalAuthority newAuthority() {
    try {
      return new LocalAuthority("a", InstantSource.fixed(NOW));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void behave() {
    local.manner = Manner.GOOD;
  }

  @AfterEach
  void close() {
    client.close();
    local.close();
  }

  @Test
  void obtains_a_token_that_holds_and_keeps_it_as_it_came() throws Exception {
    TimestampAnswer answer = client.stamp(Asked.of(local), DATA);

    assertThat(answer.timestamp().genTime()).isEqualTo(NOW);
    assertThat(answer.timestamp())
        .isEqualTo(Asked.of(local).verifier().verify(answer.response(), DATA));
    assertThat(new TimeStampResponse(answer.response()).getStatus()).isZero();
  }

  @Test
  void asks_with_sha256_a_nonce_and_for_the_certificate() throws Exception {
    var request = new TimeStampRequest(TimestampClient.query(DATA, client.nonce()));

    assertThat(request.getMessageImprintAlgOID()).isEqualTo(TSPAlgorithms.SHA256);
    assertThat(request.getMessageImprintDigest()).isEqualTo(Sha256.of(DATA));
    assertThat(request.getCertReq()).isTrue();
    assertThat(request.getNonce().signum()).isPositive();
    assertThat(request.getNonce()).isNotEqualTo(client.nonce());
  }

  @ParameterizedTest
  @CsvSource({
    "REJECTION,tsa-status",
    "WRONG_NONCE,tsa-nonce",
    "WRONG_IMPRINT,tsa-imprint",
    "EXPIRED_CERTIFICATE,tsa-certificate-time",
    "FOREIGN_SIGNER,tsa-chain",
    "HUGE,tsa-too-large",
    "TRAILING,tsa-trailing-bytes",
    "NOT_DER,tsa-format",
    "SERVER_ERROR,tsa-http-status",
    "REDIRECT,tsa-http-status",
    "WRONG_TYPE,tsa-content-type"
  })
  void refuses_what_a_misbehaving_authority_answers(Manner manner, String code) throws Exception {
    local.manner = manner;
    TimestampAuthority authority = Asked.of(local);

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> client.stamp(authority, DATA))
        .satisfies(refused -> assertThat(refused.code()).isEqualTo(code));
    assertThat(local.asked).hasValue(1);
  }

  @Test
  void accepts_granted_with_modifications_where_the_token_holds() throws Exception {
    local.manner = Manner.GRANTED_WITH_MODS;

    TimestampAnswer answer = client.stamp(Asked.of(local), DATA);

    assertThat(new TimeStampResponse(answer.response()).getStatus()).isEqualTo(1);
    assertThat(answer.timestamp().genTime()).isEqualTo(NOW);
  }

  @ParameterizedTest
  @EnumSource(
      value = Manner.class,
      names = {"NO_ANSWER", "SLOW_BODY"})
  void gives_up_on_an_authority_that_does_not_finish(Manner manner) throws Exception {
    local.manner = manner;
    TimestampAuthority authority = Asked.of(local);
    try (var impatient = new TimestampClient(random, Duration.ofMillis(400))) {
      assertThatExceptionOfType(HttpTimeoutException.class)
          .isThrownBy(() -> impatient.stamp(authority, DATA));
    }
  }

  @Test
  void says_that_nobody_is_there() throws Exception {
    TimestampAuthority authority = Asked.of(local);
    local.close();

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> client.stamp(authority, DATA))
        .withMessageContaining("a cannot be reached");
  }

  @Test
  void takes_only_addresses_and_names_that_are_safe_to_use() throws Exception {
    TimestampVerifier verifier = Asked.of(local).verifier();

    for (String address : new String[] {"file:///etc/passwd", "http://me:secret@host/", "/tsa"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new TimestampAuthority("a", URI.create(address), verifier))
          .withMessageNotContaining("secret");
    }
    for (String id : new String[] {"", "../a", "A", "a.b", "-a"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new TimestampAuthority(id, local.address(), verifier));
    }
  }
}
