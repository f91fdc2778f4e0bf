package org.cairn.exchange.internal.eamena;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.internal.table.Cell;
import org.cairn.exchange.internal.table.Columns;
import org.cairn.exchange.internal.table.RowCells;

/** The columns of condition of one row of a bulk-upload sheet; bars stand between values. */
final class SheetLine extends AssessmentLine {
  private final Map<AssessmentColumn, Integer> columns;
  private final RowCells row;

  SheetLine(Map<AssessmentColumn, Integer> columns, RowCells row) {
    this.columns = columns;
    this.row = row;
  }

  /** Where each of these columns is in a table. */
  static Map<AssessmentColumn, Integer> columns(Columns columns) {
    Map<AssessmentColumn, Integer> found = new EnumMap<>(AssessmentColumn.class);
    for (int i = 0; i < columns.headings().size(); i++) {
      int column = i;
      AssessmentColumn.of(columns.keys().get(i)).ifPresent(each -> found.putIfAbsent(each, column));
    }
    return found;
  }

  /** Takes from the row what statements say wholly. */
  void takeSaid() {
    columns.forEach((column, index) -> {
      if (isSaid(column)) {
        row.take(index);
      }
    });
  }

  private Cell cell(AssessmentColumn column) {
    return row.peek(columns.getOrDefault(column, -1));
  }

  private Cell cell(AssessmentColumn column, String value) {
    Cell cell = cell(column);
    return new Cell(cell.row(), cell.field(), value);
  }

  @Override
  String text(AssessmentColumn column) {
    return cell(column).text();
  }

  @Override
  List<String> split(AssessmentColumn column, String text) {
    return List.of(text.split("\\|", -1));
  }

  @Override
  String heading(AssessmentColumn column) {
    Integer index = columns.get(column);
    return index == null ? "" : row.columns().heading(index).strip();
  }

  @Override
  void note(
      AssessmentColumn column,
      Code code,
      String value,
      String message,
      String expected,
      String whatToDo) {
    row.draft().note(cell(column, value), code, message, expected, whatToDo);
  }

  /** The row comes back to its owner. */
  @Override
  void wrong(
      AssessmentColumn column,
      Code code,
      String value,
      String message,
      String expected,
      String whatToDo) {
    row.draft().refuse(cell(column, value), code, message, expected, whatToDo);
  }
}
