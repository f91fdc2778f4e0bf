package org.cairn.exchange.internal.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import org.cairn.heritage.place.Extra;

/**
 * The cells of one row while they are read: what nobody takes is left over and can be kept. The id
 * counts as taken. Single-thread.
 */
public final class RowCells {
  private final TableRow row;
  private final PlaceDraft draft;
  private final BitSet taken = new BitSet();

  RowCells(TableRow row, PlaceDraft draft, int idColumn) {
    this.row = row;
    this.draft = draft;
    if (idColumn >= 0) {
      taken.set(idColumn);
    }
  }

  public PlaceDraft draft() {
    return draft;
  }

  public Columns columns() {
    return draft.columns();
  }

  TableRow row() {
    return row;
  }

  /** The cell under the first of these headings that is there, blank where none is. */
  public Cell peek(String... keys) {
    return peek(columns().find(keys));
  }

  public Cell peek(int column) {
    return draft.cell(row, column);
  }

  /** As {@link #peek(String...)}; the cell is not left over. */
  public Cell take(String... keys) {
    return take(columns().find(keys));
  }

  public Cell take(int column) {
    if (column >= 0) {
      taken.set(column);
    }
    return peek(column);
  }

  /** Stands for the row as a whole. */
  public Cell whole() {
    return peek(-1);
  }

  /** Keeps each cell that is left over by itself. */
  public void keepEach(String format) {
    for (int column : leftOver(key -> true)) {
      Cell cell = peek(column);
      if (!cell.isBlank()) {
        draft.keep(cell, () -> Extra.text(format, columns().heading(column), cell.text()));
      }
    }
  }

  /** Keeps the cells that are left over under some headings in one piece. */
  public void keepTogether(String format, String field, Predicate<String> keys) {
    keep(format, field, leftOver(keys));
  }

  /** Keeps the cells under these headings in one piece, taken or not. */
  public void keepTogether(String format, String field, String... keys) {
    keep(
        format,
        field,
        Arrays.stream(keys).map(columns()::find).filter(column -> column >= 0).toList());
  }

  private void keep(String format, String field, List<Integer> kept) {
    RowJson.of(row, columns(), kept)
        .ifPresent(json -> draft.keep(whole(), () -> Extra.json(format, field, json)));
  }

  private List<Integer> leftOver(Predicate<String> keys) {
    List<Integer> columns = new ArrayList<>();
    for (int i = 0; i < columns().headings().size(); i++) {
      if (!taken.get(i) && keys.test(columns().keys().get(i))) {
        columns.add(i);
      }
    }
    return columns;
  }
}
