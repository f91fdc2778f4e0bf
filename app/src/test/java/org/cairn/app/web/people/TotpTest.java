package org.cairn.app.web.people;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the vectors of RFC 6238, appendix B, and RFC 4648, section 10. */
class TotpTest {
  private static final byte[] SECRET = "12345678901234567890".getBytes(US_ASCII);

  @ParameterizedTest
  @CsvSource({
    "59, 94287082",
    "1111111109, 07081804",
    "1111111111, 14050471",
    "1234567890, 89005924",
    "2000000000, 69279037",
    "20000000000, 65353130",
  })
  void gives_the_codes_of_the_standard(long seconds, String code) {
    assertThat(Totp.code(SECRET, Totp.step(Instant.ofEpochSecond(seconds)), 8)).isEqualTo(code);
  }

  @Test
  void accepts_a_code_a_step_early_or_late_and_never_twice() {
    Instant now = Instant.ofEpochSecond(1_111_111_111);
    long step = Totp.step(now);
    for (long near = step - 1; near <= step + 1; near++) {
      assertThat(Totp.accept(SECRET, Totp.code(SECRET, near, 6), now, 0)).hasValue(near);
    }
    assertThat(Totp.accept(SECRET, Totp.code(SECRET, step - 2, 6), now, 0)).isEmpty();
    assertThat(Totp.accept(SECRET, Totp.code(SECRET, step + 2, 6), now, 0)).isEmpty();
    assertThat(Totp.accept(SECRET, Totp.code(SECRET, step, 6), now, step)).isEmpty();
    assertThat(Totp.accept(SECRET, "", now, 0)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "f, MY",
    "fo, MZXQ",
    "foo, MZXW6",
    "foob, MZXW6YQ",
    "fooba, MZXW6YTB",
    "foobar, MZXW6YTBOI"
  })
  void writes_secrets_in_base32(String bytes, String text) {
    assertThat(Tokens.base32(bytes.getBytes(US_ASCII))).isEqualTo(text);
  }
}
