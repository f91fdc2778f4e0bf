package org.cairn.ledger.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EcmaNumberTest {
  /** RFC 8785 appendix B. */
  @ParameterizedTest
  @CsvSource({
    "0000000000000000, 0",
    "8000000000000000, 0",
    "0000000000000001, 5e-324",
    "8000000000000001, -5e-324",
    "7fefffffffffffff, 1.7976931348623157e+308",
    "ffefffffffffffff, -1.7976931348623157e+308",
    "4340000000000000, 9007199254740992",
    "c340000000000000, -9007199254740992",
    "4430000000000000, 295147905179352830000",
    "44b52d02c7e14af5, 9.999999999999997e+22",
    "44b52d02c7e14af6, 1e+23",
    "44b52d02c7e14af7, 1.0000000000000001e+23",
    "444b1ae4d6e2ef4e, 999999999999999700000",
    "444b1ae4d6e2ef4f, 999999999999999900000",
    "444b1ae4d6e2ef50, 1e+21",
    "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d, 0.000001",
    "41b3de4355555553, 333333333.3333332",
    "41b3de4355555554, 333333333.33333325",
    "41b3de4355555555, 333333333.3333333",
    "41b3de4355555556, 333333333.3333334",
    "41b3de4355555557, 333333333.33333343",
    "becbf647612f3696, -0.0000033333333333333333",
    "43143ff3c1cb0959, 1424953923781206.2"
  })
  void writes_the_examples_of_the_rfc(String bits, String expected) {
    assertThat(EcmaNumber.format(ofBits(bits))).isEqualTo(expected);
  }

  @Test
  void writes_numbers_as_an_independent_implementation_does() throws IOException {
    List<String> wrong = new ArrayList<>();
    List<String> lines = Files.readAllLines(Path.of("src/test/resources/numbers/es-numbers.txt"));
    for (String line : lines) {
      int comma = line.indexOf(',');
      String written = EcmaNumber.format(ofBits(line.substring(0, comma)));
      if (!written.equals(line.substring(comma + 1))) {
        wrong.add(line + " but " + written);
      }
    }
    assertThat(lines).hasSizeGreaterThan(5000);
    assertThat(wrong).isEmpty();
  }

  @Test
  void writes_what_reads_back_as_the_same_double() {
    long seed = 8785;
    var random = new Random(seed);
    for (int trial = 0; trial < 20_000; trial++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        assertThat(Double.parseDouble(EcmaNumber.format(value)))
            .as("seed %d, trial %d", seed, trial)
            .isEqualTo(value);
      }
    }
  }

  private static double ofBits(String hex) {
    return Double.longBitsToDouble(Long.parseUnsignedLong(hex, 16));
  }
}
