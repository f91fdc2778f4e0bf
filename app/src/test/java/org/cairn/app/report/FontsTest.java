package org.cairn.app.report;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FontsTest {
  /** A word in each script. */
  private static final List<String> WORDS =
      List.of(
          "Stone", "Čáslav", "Πέτρα", "Камень", "حجر", "Քար", "পাথর", "पत्थर", "ქვა", "אבן", "ថ្ម",
          "ကျောက်", "கல்", "หิน");

  @Test
  void every_script_has_fonts_that_are_there() throws Exception {
    for (String word : WORDS) {
      Fonts fonts = new Fonts();
      fonts.use(word);
      assertThat(fonts.css()).as(word).contains("font-weight:400").contains("font-weight:600");
    }
    for (String file : Fonts.files()) {
      try (InputStream in = Fonts.open(file)) {
        assertThat(in).as(file).isNotNull();
        byte[] first = Objects.requireNonNull(in).readNBytes(4);
        assertThat(new String(first, US_ASCII)).as(file).isEqualTo("wOF2");
      }
    }
  }

  @Test
  void a_joiner_or_dotted_circle_brings_no_other_script() {
    Fonts fonts = new Fonts();
    fonts.use("می\u200Cخواهم\u25CC");
    assertThat(fonts.css()).contains("U+0600").doesNotContain("U+0E01", "U+1000", "U+0590");
  }
}
