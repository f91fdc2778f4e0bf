package org.cairn.exchange;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Writes the running maxima of the places' scores as CSV (RFC 4180, UTF-8): {@code
 * place,date,score}, a row each time a maximum rises, so that any threshold can be swept
 * afterwards. Scores are written in full, so that reading them gives the same numbers.
 */
public final class ScoresWriter {
  private ScoresWriter() {}

  /**
   * From this date on the place's running maximum is at least this score.
   *
   * @param placeId the {@link org.cairn.heritage.Place#id()}
   * @param score finite
   */
  public record Rise(String placeId, LocalDate date, double score) {
    public Rise {
      if (!Double.isFinite(score)) {
        throw new IllegalArgumentException(
            "The score of '" + placeId + "' on " + date + " must be finite, found " + score);
      }
    }
  }

  /**
   * Writes the file as a whole or not at all, rows in the order given.
   *
   * @throws IOException as {@link AtomicFiles#write}
   */
  public static void write(Path file, List<Rise> rises) throws IOException {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader("place", "date", "score").get();
    AtomicFiles.write(
        file,
        out -> {
          Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
          CSVPrinter printer = new CSVPrinter(writer, format);
          for (Rise rise : rises) {
            printer.printRecord(rise.placeId(), rise.date(), Double.toString(rise.score()));
          }
          printer.flush();
        });
  }
}
