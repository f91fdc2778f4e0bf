package org.cairn.exchange.internal.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cairn.exchange.internal.Finding;
import org.cairn.exchange.internal.Refusal;

/** One sheet together with its workbook, closed with it. Single-thread. */
final class OneSheet implements TableFile {
  private final Workbook book;
  private final TableFile sheet;

  private OneSheet(Workbook book, TableFile sheet) {
    this.book = book;
    this.sheet = sheet;
  }

  /**
   * @param name empty takes the first that may hold places
   */
  static OneSheet open(Path file, Optional<String> name) throws IOException {
    Workbook book = Workbook.open(file);
    try {
      Workbook.Sheet chosen =
          name.isPresent() ? book.get(name.get()) : book.candidates().getFirst();
      return new OneSheet(book, book.table(chosen));
    } catch (IOException | RuntimeException e) {
      book.close();
      throw e;
    }
  }

  @Override
  public Optional<TableRow> next() throws IOException, Refusal {
    return sheet.next();
  }

  @Override
  public List<Finding> notes() {
    return book.notes();
  }

  @Override
  public boolean endsEarly() {
    return sheet.endsEarly();
  }

  @Override
  public boolean commaDecimal() {
    return sheet.commaDecimal();
  }

  @Override
  public void close() throws IOException {
    try {
      sheet.close();
    } finally {
      book.close();
    }
  }
}
