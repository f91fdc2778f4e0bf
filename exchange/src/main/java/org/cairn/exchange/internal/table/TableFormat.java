package org.cairn.exchange.internal.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.exchange.DescriptionFormat;
import org.cairn.exchange.DescriptionSink;
import org.cairn.exchange.PlaceFormatException;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.internal.Finding;
import org.cairn.exchange.internal.Refusal;

/**
 * A table of one {@link Dialect}, read row by row: at any time the rows of one place are held, and
 * of the ids met their hashes. Of a workbook every sheet is read that is of the dialect, unless one
 * is named.
 */
public final class TableFormat implements DescriptionFormat {
  private final Dialect dialect;
  private final Optional<String> sheet;

  /**
   * @param sheet of a workbook; empty takes all that hold places
   */
  public TableFormat(Dialect dialect, Optional<String> sheet) {
    this.dialect = dialect;
    this.sheet = sheet;
  }

  @Override
  public String name() {
    return dialect.name();
  }

  @Override
  public boolean recognises(Path file, byte[] head) {
    return first(List.of(this), file, head).isPresent();
  }

  /** The first of these, all of one sheet, that recognises a file; a text is opened once. */
  public static Optional<TableFormat> first(List<TableFormat> formats, Path file, byte[] head) {
    if (formats.isEmpty() || startsLikeJsonOrXml(head)) {
      return Optional.empty();
    }
    Optional<String> sheet = formats.getFirst().sheet;
    try {
      if (sheet.isEmpty() && TableFile.isWorkbook(file)) {
        try (Workbook book = Workbook.open(file)) {
          for (TableFormat each : formats) {
            if (!each.ofDialect(book).isEmpty()) {
              return Optional.of(each);
            }
          }
          return Optional.empty();
        }
      }
      try (TableFile table = TableFile.peek(file, sheet)) {
        HeadingRow rows = HeadingRow.in(table);
        Optional<Columns> columns = rows.take();
        return formats.stream()
            .filter(each ->
                columns.isPresent()
                    ? each.dialect.recognises(columns.get())
                    : rows.isRefused() && each.dialect.takesAny())
            .findFirst();
      }
    } catch (IOException notATable) {
      return Optional.empty();
    }
  }

  @Override
  public void read(Path file, DescriptionSink sink) throws IOException {
    TableProblems problems = new TableProblems(file, sink);
    try {
      if (sheet.isEmpty() && TableFile.isWorkbook(file)) {
        readWorkbook(file, sink, problems);
      } else {
        try (TableFile table = TableFile.open(file, sheet)) {
          problems.in(TableFile.isWorkbook(file) ? sheet.orElse("") : "");
          if (!readTable(table, sink, problems, new SheetIds())) {
            refuseRowless(problems);
          }
          problems.in("");
          table.notes().forEach(problems::noteFile);
        }
      }
      problems.finish();
    } catch (PlaceFormatException e) {
      throw e;
    } catch (IOException e) {
      throw new PlaceFormatException(
          PlaceFormatException.Code.FILE_UNREADABLE,
          "Cannot read '%s' (%s): see its permissions and the disk".formatted(file, e.getMessage()),
          e);
    }
  }

  private void readWorkbook(Path file, DescriptionSink sink, TableProblems problems)
      throws IOException {
    try (Workbook book = Workbook.open(file)) {
      List<Workbook.Sheet> fitting = ofDialect(book);
      // Where none fits, the first says what is wrong with it.
      List<Workbook.Sheet> read = fitting.isEmpty() ? book.candidates().subList(0, 1) : fitting;
      SheetIds ids = new SheetIds();
      boolean anyRow = false;
      for (Workbook.Sheet each : read) {
        problems.in(each.name());
        ids.next(each.name());
        try (TableFile table = book.table(each)) {
          anyRow |= readTable(table, sink, problems, ids);
        }
      }
      problems.in("");
      if (!anyRow) {
        refuseRowless(problems);
      }
      book.notes().forEach(problems::noteFile);
      noteOthers(book, read, problems);
    }
  }

  /** The sheets whose headings say that they are of this dialect and can be read. */
  private List<Workbook.Sheet> ofDialect(Workbook book) throws IOException {
    List<Workbook.Sheet> fitting = new ArrayList<>();
    List<String> first = List.of();
    for (Workbook.Sheet each : book.candidates()) {
      Optional<Columns> columns = readable(book, each);
      List<String> keys = columns.map(Columns::keys).orElse(List.of());
      boolean further =
          fitting.isEmpty()
              || keys.equals(first)
              || columns.filter(dialect::recognisesFurther).isPresent();
      if (columns.isPresent() && further) {
        first = fitting.isEmpty() ? keys : first;
        fitting.add(each);
      }
    }
    return fitting;
  }

  private Optional<Columns> readable(Workbook book, Workbook.Sheet sheet) throws IOException {
    try (TableFile table = book.table(sheet)) {
      HeadingRow rows = HeadingRow.in(table);
      return rows.take()
          .filter(dialect::recognises)
          .filter(columns -> dialect.reader(columns, rows.sample()).faults().isEmpty());
    }
  }

  /** Whether there was a row below the headings, or something else to say of the table. */
  private boolean readTable(
      TableFile table, DescriptionSink sink, TableProblems problems, SheetIds ids)
      throws IOException {
    HeadingRow rows = HeadingRow.in(table);
    Optional<Columns> columns = rows.take();
    if (columns.isEmpty()) {
      refuseEmpty(rows, problems);
      return true;
    }
    PlaceRows reader = dialect.reader(columns.get(), rows.sample());
    reader.notes().forEach(problems::noteFile);
    reader.faults().forEach(problems::refuseFile);
    return !reader.faults().isEmpty()
        || new TableReading(columns.get(), reader, table, sink, problems, ids).read(rows);
  }

  private static void noteOthers(Workbook book, List<Workbook.Sheet> read, TableProblems problems) {
    List<String> others =
        book.sheets().stream()
            .filter(each -> !read.contains(each))
            .map(Workbook.Sheet::name)
            .toList();
    if (!others.isEmpty()) {
      problems.noteFile(
          Finding.of(
                  Code.SHEET_LEFT_OUT,
                  "Of the workbook %s read, %d other sheet(s) were not: they are hidden, a template's own, or have no headings of places."
                      .formatted(named(read), others.size()),
                  "",
                  "Name a sheet that holds places all the same.")
              .withValue(String.join(", ", others)));
    }
  }

  private static String named(List<Workbook.Sheet> read) {
    String names =
        String.join(
            ", ", read.stream().map(each -> "'" + Finding.excerptOf(each.name()) + "'").toList());
    return read.size() == 1 ? "sheet " + names + " was" : "sheets " + names + " were";
  }

  private static void refuseRowless(TableProblems problems) {
    problems.refuseFile(
        Finding.of(
            Code.NO_PLACES,
            "The table holds headings, but no place.",
            "at least one row below the headings",
            "See whether the export finished, or the places stand on another sheet."));
  }

  private static void refuseEmpty(HeadingRow rows, TableProblems problems) throws IOException {
    try {
      rows.next();
    } catch (Refusal refusal) {
      problems.refuseFile(refusal.finding());
      return;
    }
    problems.refuseFile(
        Finding.of(
            Code.FILE_EMPTY,
            "The table is empty.",
            "a row of headings and a row for each place",
            "See whether the export finished."));
  }

  private static boolean startsLikeJsonOrXml(byte[] head) {
    List<Integer> starts = new ArrayList<>();
    for (int i = 0; i < head.length && starts.isEmpty(); i++) {
      int b = head[i] & 0xFF;
      boolean markOrSpace = b <= ' ' || b == 0xEF || b == 0xBB || b == 0xBF || b >= 0xFE;
      if (!markOrSpace) {
        starts.add(b);
      }
    }
    return !starts.isEmpty() && "{[<".indexOf(starts.getFirst()) >= 0;
  }
}
