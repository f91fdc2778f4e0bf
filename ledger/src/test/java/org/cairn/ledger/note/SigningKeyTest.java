package org.cairn.ledger.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.security.SecureRandom;
import org.cairn.ledger.RefusedException;
import org.junit.jupiter.api.Test;

/** What is said of a private key that cannot be read: nothing of the key. */
class SigningKeyTest {
  private static final SigningKey KEY =
      SigningKey.generate("log.example/a", VerifierKey.Kind.LOG, new SecureRandom());

  private static String refusal(String text) {
    RefusedException refused =
        catchThrowableOfType(RefusedException.class, () -> SigningKey.parse(text));
    assertThat(refused.fault().code()).isEqualTo("signing-key-format");
    return refused.fault().toString();
  }

  @Test
  void a_key_pasted_where_its_name_should_be_is_not_repeated() {
    String secret = KEY.secretText().strip().split("\\+", 5)[4];
    assertThat(refusal("PRIVATE+KEY+" + secret.replace('+', '/') + "\nPRIVATE+KEY+" + secret))
        .doesNotContain(secret.substring(0, 20));
    assertThat(refusal("PRIVATE+KEY+log.example/a+" + secret.replace('+', '/') + "+" + secret))
        .doesNotContain(secret.substring(0, 20));
  }

  @Test
  void one_that_is_as_it_should_be_is_read() throws RefusedException {
    assertThat(SigningKey.parse(KEY.secretText()).verifier()).isEqualTo(KEY.verifier());
  }
}
