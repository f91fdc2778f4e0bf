package org.cairn.exchange.internal.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.internal.DecodingReader;
import org.cairn.exchange.internal.Finding;
import org.cairn.exchange.internal.PeekedReader;
import org.cairn.exchange.internal.Refusal;
import org.cairn.exchange.internal.TextInput;

/** A table as text: RFC 4180 and its relatives with semicolons, tabs or bars. */
final class DelimitedTable implements TableFile {
  private static final long MAX_ROW_CHARACTERS = 16L << 20;
  private static final char[] DELIMITERS = {',', ';', '\t', '|'};

  private final TextInput text;
  private final boolean western;
  private final char delimiter;
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private int row;

  private DelimitedTable(TextInput text, boolean western, char delimiter, CSVParser parser) {
    this.text = text;
    this.western = western;
    this.delimiter = delimiter;
    this.parser = parser;
    this.records = parser.iterator();
  }

  /**
   * @param otherwise the encoding of a file that does not tell its own
   */
  static DelimitedTable open(Path file, Charset otherwise) throws IOException {
    TextInput text = TextInput.open(file, otherwise);
    try {
      PeekedReader reader = PeekedReader.of(text.reader());
      char delimiter = delimiterOf(reader.head(), file);
      boolean western = text.charset().equals(EncodingGuess.WINDOWS_1252);
      CSVParser parser = CSVParser.builder().setReader(reader).setFormat(format(delimiter)).get();
      return new DelimitedTable(text, western, delimiter, parser);
    } catch (IOException | RuntimeException e) {
      text.close();
      throw e;
    }
  }

  @Override
  public Optional<TableRow> next() throws IOException, Refusal {
    try {
      text.decoding().startValue(MAX_ROW_CHARACTERS);
      if (!records.hasNext()) {
        return Optional.empty();
      }
      CSVRecord record = records.next();
      row++;
      if (record.size() > MAX_COLUMNS) {
        throw tooManyColumns(record.size());
      }
      boolean hint = row == 1 && record.get(0).strip().toLowerCase(Locale.ROOT).startsWith("sep=");
      return Optional.of(new TableRow("", row, hint ? List.of() : record.toList(), List.of()));
    } catch (UncheckedIOException e) {
      IOException cause = e.getCause();
      throw cause == null ? new IOException(e) : unreadable(cause);
    }
  }

  static Refusal tooManyColumns(int found) {
    return new Refusal(
        Finding.of(
                Code.COLUMNS_TOO_MANY,
                "The row has more columns than any list of places.",
                "at most " + MAX_COLUMNS + " columns",
                "Look for rows written as columns, or for a wrong separator; it and nothing after it"
                    + " was read.")
            .withValue(found + " columns"));
  }

  @Override
  public List<Finding> notes() {
    List<Finding> notes = new ArrayList<>();
    if (text.isGuessed() || western) {
      notes.add(
          Finding.of(
              Code.ENCODING_GUESSED,
              "The file does not say its encoding and was read as %s."
                      .formatted(text.charset().name())
                  + (western ? " It is not UTF-8; see whether the names look right." : ""),
              "UTF-8",
              "Where names look wrong, save it as 'CSV UTF-8' in the program it came from."));
    }
    if (text.decoding().firstUndecodableByte().isPresent()) {
      notes.add(
          Finding.of(
                  Code.ENCODING_NOT_UTF8,
                  "The bytes at offset %d are not valid %s."
                      .formatted(
                          text.decoding().firstUndecodableByte().getAsLong(),
                          text.charset().name()),
                  "UTF-8",
                  "Save the file as 'CSV UTF-8' and see whether the names look right.")
              .withValue("0x" + text.decoding().firstUndecodable()));
    }
    return notes;
  }

  /** Tab-separated files are often cut at the last cell that says something. */
  @Override
  public boolean endsEarly() {
    return delimiter == '\t';
  }

  @Override
  public boolean commaDecimal() {
    return delimiter != ',';
  }

  @Override
  public void close() throws IOException {
    parser.close();
    text.close();
  }

  private IOException unreadable(IOException cause) throws Refusal {
    if (cause instanceof DecodingReader.TooLongException) {
      throw new Refusal(
          Finding.of(
              Code.VALUE_TOO_LONG,
              "The row is longer than %d characters; it and nothing after it was read."
                  .formatted(MAX_ROW_CHARACTERS),
              "rows with their quotes closed",
              "Look for a double quote in this row that is never closed."));
    }
    if (cause.getMessage() != null && cause.getMessage().contains("EOF reached")) {
      throw new Refusal(
          Finding.of(
              Code.QUOTE_UNCLOSED,
              "A double quote opened in this row is never closed; nothing after it was read.",
              "a closing quote; a quote within a cell is written twice",
              "Close the quote and read the file again."));
    }
    return cause;
  }

  private static CSVFormat format(char delimiter) {
    return CSVFormat.DEFAULT
        .builder()
        .setDelimiter(delimiter)
        .setIgnoreEmptyLines(false)
        .setTrailingData(true)
        .get();
  }

  /** The one with which most headings make sense; with equals, the one that gives most columns. */
  private static char delimiterOf(String head, Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    char best = ',';
    int bestScore = -1;
    for (char delimiter : DELIMITERS) {
      int score = score(head, delimiter);
      if (delimiter == '\t' && (name.endsWith(".tsv") || name.endsWith(".tab")) && score > 1) {
        score += 500;
      }
      if (score > bestScore) {
        bestScore = score;
        best = delimiter;
      }
    }
    return best;
  }

  private static int score(String head, char delimiter) {
    CSVFormat lenient = format(delimiter).builder().setLenientEof(true).get();
    int best = 0;
    try (CSVParser parser = CSVParser.parse(head, lenient)) {
      Iterator<CSVRecord> records = parser.iterator();
      for (int i = 0; i < HeadingRow.LOOKED_AT && records.hasNext(); i++) {
        List<String> cells = records.next().toList();
        best = Math.max(best, 1_000 * HeadingRow.understood(cells) + Math.min(cells.size(), 400));
      }
      return best;
    } catch (IOException | UncheckedIOException e) {
      // Not readable with this delimiter beyond the rows seen: those count.
      return best;
    }
  }
}
