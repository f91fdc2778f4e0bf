package org.cairn.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.cairn.exchange.ScoresWriter.Rise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoresWriterTest {
  private static final LocalDate DAY = LocalDate.of(2024, 5, 31);

  @Test
  void writes_the_heading_and_quotes_what_needs_it(@TempDir Path dir) throws IOException {
    Path file = dir.resolve("scores.csv");

    ScoresWriter.write(
        file,
        List.of(
            new Rise("a", DAY, 4.123456789),
            new Rise("Mill, \"the old\"", DAY.plusDays(5), 12),
            new Rise("طاحونة", DAY, 1e-7)));

    assertThat(Files.readString(file))
        .isEqualTo(
            "place,date,score\r\na,2024-05-31,4.123456789\r\n"
                + "\"Mill, \"\"the old\"\"\",2024-06-05,12.0\r\nطاحونة,2024-05-31,1.0E-7\r\n");
  }

  @Test
  void writes_points_as_decimal_marks_whatever_the_locale(@TempDir Path dir) throws IOException {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      ScoresWriter.write(dir.resolve("s.csv"), List.of(new Rise("a", DAY, 1234.5)));
    } finally {
      Locale.setDefault(before);
    }
    assertThat(Files.readString(dir.resolve("s.csv"))).contains("a,2024-05-31,1234.5\r\n");
  }

  @Test
  void writes_the_heading_alone_when_nothing_rose(@TempDir Path dir) throws IOException {
    ScoresWriter.write(dir.resolve("s.csv"), List.of());
    assertThat(dir.resolve("s.csv")).hasContent("place,date,score");
  }

  @Test
  void refuses_a_score_that_is_no_number() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Rise("a", DAY, Double.NaN));
  }
}
