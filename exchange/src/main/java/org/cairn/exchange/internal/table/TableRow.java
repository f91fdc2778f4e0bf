package org.cairn.exchange.internal.table;

import java.util.List;
import org.cairn.exchange.internal.Finding;

/**
 * One row as its cells' texts.
 *
 * @param sheet of a workbook; empty for a file of text
 * @param row as a spreadsheet counts it, from 1
 * @param cells as written, up to the last that is not empty in a workbook
 * @param notes what was assumed in reading them
 */
public record TableRow(String sheet, int row, List<String> cells, List<Finding> notes) {
  public TableRow {
    cells = List.copyOf(cells);
    notes = List.copyOf(notes);
  }

  /** The cell's text, empty where the row ends before it. */
  public String cell(int column) {
    return column < cells.size() ? cells.get(column) : "";
  }

  public boolean isBlank() {
    return cells.stream().allMatch(String::isBlank);
  }
}
