package org.cairn.exchange;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.cairn.exchange.internal.table.RefusedRowsWriter;

/**
 * The rows of a table that gave no place, written back as a table of the same shape with a column
 * that says what is wrong; once corrected it can be read by itself. A copy for machines lists every
 * problem.
 */
public final class RefusedRows {
  private RefusedRows() {}

  /**
   * Reads the table again and writes its headings, whatever stands above them and the refused rows,
   * with {@code cairn_problem} as the last column. A workbook comes back as CSV; sheets with other
   * headings than the first come back beside it, as {@code refused-SHEET.csv}. Values that a
   * spreadsheet would take for a formula are written as they were.
   *
   * @param problems of {@code table}, of which those that refused a row count
   * @param out comma separated, with byte order mark; tab separated for a file ending in .tsv
   * @return how many rows were written
   */
  public static int write(Path table, List<RowProblem> problems, Path out) throws IOException {
    return RefusedRowsWriter.table(table, problems, out);
  }

  /** Writes all problems, notes too, as JSON: {@code {"problems":[{"severity":"refused", …}]}}. */
  public static void writeJson(List<RowProblem> problems, Path out) throws IOException {
    RefusedRowsWriter.json(problems, out);
  }
}
