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
 * of the ids met their hashes.
 */
public final class TableFormat implements DescriptionFormat {
  private final Dialect dialect;
  private final Optional<String> sheet;

  /**
   * @param sheet of a workbook; empty takes the first that is shown
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
    if (startsLikeJsonOrXml(head)) {
      return false;
    }
    try (TableFile table = TableFile.peek(file, sheet)) {
      return HeadingRow.in(table).take().filter(dialect::recognises).isPresent();
    } catch (IOException notATable) {
      return false;
    }
  }

  @Override
  public void read(Path file, DescriptionSink sink) throws IOException {
    TableProblems problems = new TableProblems(file, sink);
    try (TableFile table = TableFile.open(file, sheet)) {
      HeadingRow rows = HeadingRow.in(table);
      Optional<Columns> columns = rows.take();
      if (columns.isEmpty()) {
        refuseEmpty(rows, problems);
      } else {
        PlaceRows reader = dialect.reader(columns.get(), rows.sample());
        reader.notes().forEach(problems::noteFile);
        reader.faults().forEach(problems::refuseFile);
        if (reader.faults().isEmpty()) {
          new TableReading(columns.get(), reader, table, sink, problems).read(rows);
        }
      }
      table.notes().forEach(problems::noteFile);
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
