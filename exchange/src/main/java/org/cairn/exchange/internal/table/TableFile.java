package org.cairn.exchange.internal.table;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cairn.exchange.PlaceFormatException;
import org.cairn.exchange.internal.Finding;
import org.cairn.exchange.internal.Refusal;
import org.cairn.exchange.internal.TextInput;

/**
 * A table opened for reading: the rows of a text file, or of one sheet of a workbook. It holds one
 * row at a time. Single-thread.
 */
public interface TableFile extends AutoCloseable {
  /** As many columns as any list of places has; more is a file gone wrong. */
  int MAX_COLUMNS = 10_000;

  /**
   * The next row, blank ones included.
   *
   * @throws Refusal where the row and all after it cannot be read
   */
  Optional<TableRow> next() throws IOException, Refusal;

  /** About the file as a whole; complete after the last row. */
  List<Finding> notes();

  /** Whether a row may end early without meaning anything: blank cells at its end are not kept. */
  boolean endsEarly();

  /** Whether a single comma may be a decimal mark. */
  boolean commaDecimal();

  @Override
  void close() throws IOException;

  /**
   * @param sheet of a workbook; empty takes the first that is shown
   * @throws PlaceFormatException where nothing of the file can be read as a table
   */
  static TableFile open(Path file, Optional<String> sheet) throws IOException {
    return open(file, sheet, EncodingGuess::of);
  }

  /** For a look at the headings: the encoding is not guessed, which needs the whole file. */
  static TableFile peek(Path file, Optional<String> sheet) throws IOException {
    return open(file, sheet, unread -> StandardCharsets.UTF_8);
  }

  private static TableFile open(Path file, Optional<String> sheet, Encoding encoding)
      throws IOException {
    if (isWorkbook(file)) {
      return OneSheet.open(file, sheet);
    }
    Optional<String> kind = TextInput.binaryKind(file);
    if (kind.isPresent()) {
      throw new PlaceFormatException(
          PlaceFormatException.Code.BINARY_FILE,
          "'%s' is %s, not a table: save it as .xlsx or as 'CSV UTF-8'"
              .formatted(file, kind.get()));
    }
    return DelimitedTable.open(file, encoding.of(file));
  }

  /** Of a file of text that does not tell its own. */
  @FunctionalInterface
  interface Encoding {
    Charset of(Path file) throws IOException;
  }

  /** Whether it begins as a ZIP archive does. */
  static boolean isWorkbook(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(4);
      return head.length == 4 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4;
    }
  }
}
