package org.cairn.exchange.internal.table;

import java.util.List;
import org.cairn.exchange.internal.Finding;

/** Reads the rows of one place after those of another, of one table. */
public interface PlaceRows {
  /** Column of the id, -1 where the table has none. */
  int idColumn();

  /** What one row says; all that is wrong with it, not the first only. */
  void read(RowCells row);

  /** Whether a place without an id is refused; else it gets one from its name or row. */
  default boolean needsId() {
    return true;
  }

  /** Whether rows below each other with the same id are one place. */
  default boolean severalRows() {
    return false;
  }

  /** Why no row of the table can be read; empty where they can. */
  default List<Finding> faults() {
    return List.of();
  }

  /** What the owner of the table should know of its headings. */
  default List<Finding> notes() {
    return List.of();
  }

  /** Fills the draft that the rows of one place share. */
  default void read(List<RowCells> rows) {
    rows.forEach(this::read);
  }
}
