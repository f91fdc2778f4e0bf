package org.cairn.exchange;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cairn.exchange.internal.table.MappingFile;
import org.cairn.exchange.internal.table.MappingGuess;

/**
 * What the columns of a table mean: guessed from the headings, shown to a person, kept in a small
 * JSON file and used again. A column that means nothing here is kept with each place word for word.
 *
 * @param severalRows whether rows one below the other with the same id describe one place
 * @param columns in the order of the table
 */
public record TableMapping(boolean severalRows, List<Column> columns) {
  public TableMapping {
    columns = List.copyOf(columns);
  }

  /**
   * One column.
   *
   * @param heading as written
   * @param parameter of {@link Meaning#NAME}, {@link Meaning#OTHER_NAMES} and {@link
   *     Meaning#DESCRIPTION} a language tag, of {@link Meaning#LINK} a scheme, of {@link
   *     Meaning#CONDITION} {@code amal} or {@code unosat} for its codes; else empty
   * @param samples up to three values met under it, shortened and safe to print
   */
  public record Column(String heading, Meaning meaning, String parameter, List<String> samples) {
    public Column {
      samples = List.copyOf(samples);
    }

    public Column as(Meaning meaning, String parameter) {
      return new Column(heading, meaning, parameter, samples);
    }
  }

  /** Codes are written to files; adding one is compatible. */
  public enum Meaning {
    ID,
    NAME,
    /** Several names in one cell, separated by semicolons, each maybe with {@code @language}. */
    OTHER_NAMES,
    LONGITUDE,
    LATITUDE,
    /** Well-known text. */
    GEOMETRY,
    TYPE,
    FUNCTION,
    /** When it began, in EDTF; alone it means "from". */
    START,
    END,
    /** A date or interval in EDTF. */
    DATES,
    START_EARLIEST,
    START_LATEST,
    END_EARLIEST,
    END_LATEST,
    PERIOD,
    SOURCE,
    SOURCE_URI,
    AUTHOR,
    CERTAINTY,
    COUNTRY,
    /** In EAMENA's words or the source's own; or a code of the scheme that the parameter names. */
    CONDITION,
    /** The day of the assessment of condition. */
    ASSESSED_ON,
    /** Who assessed it; several are separated by semicolons. */
    ASSESSOR,
    DESCRIPTION,
    LINK,
    PART_OF,
    DESIGNATION,
    IMAGE,
    /** Kept with the place word for word. */
    KEEP;

    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Meaning> ofCode(String code) {
      return Arrays.stream(values()).filter(each -> each.code().equals(code)).findFirst();
    }
  }

  /**
   * Guesses from the headings (English, French, Arabic) and the first rows.
   *
   * @param sheet of a workbook; empty takes the first that is shown
   * @throws PlaceFormatException where it is no table
   */
  public static TableMapping guess(Path file, Optional<String> sheet) throws IOException {
    return MappingGuess.of(file, sheet);
  }

  /**
   * @throws PlaceFormatException where the file is not such a mapping; says what is wrong in it
   */
  public static TableMapping read(Path file) throws IOException {
    return MappingFile.read(file);
  }

  /** Whole or not at all; the same mapping gives the same bytes. */
  public void write(Path file) throws IOException {
    MappingFile.write(this, file);
  }

  /** The same with another meaning for one column. */
  public TableMapping with(String heading, Meaning meaning, String parameter) {
    return new TableMapping(
        severalRows,
        columns.stream()
            .map(each -> each.heading().equals(heading) ? each.as(meaning, parameter) : each)
            .toList());
  }

  /** A table of text: heading, meaning, samples; one line a column. */
  public String describe() {
    int width = columns.stream().mapToInt(each -> each.heading().length()).max().orElse(0);
    int heading = Math.clamp(width, 7, 40);
    String format = "%-" + heading + "s  %-20s  %s%n";
    StringBuilder text = new StringBuilder(format.formatted("heading", "meaning", "samples"));
    for (Column each : columns) {
      String meaning =
          each.parameter().isEmpty()
              ? each.meaning().code()
              : each.meaning().code() + " " + each.parameter();
      text.append(format.formatted(each.heading(), meaning, String.join(" | ", each.samples())));
    }
    return text.toString();
  }
}
