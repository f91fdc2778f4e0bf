package org.cairn.exchange.internal.table;

import java.util.List;
import org.cairn.exchange.internal.Finding;

/** Reads the rows of one place after those of another, of one table. */
public interface PlaceRows {
  /** Column of the id, -1 where the table has none. */
  int idColumn();

  /** Whether a place without an id is refused; else it gets one from its name or row. */
  boolean needsId();

  /** Whether rows below each other with the same id are one place. */
  boolean severalRows();

  /** Why no row of the table can be read; empty where they can. */
  List<Finding> faults();

  /** What the owner of the table should know of its headings. */
  List<Finding> notes();

  /** Fills the draft with what the rows say; all that is wrong with them, not the first only. */
  void read(List<TableRow> rows, PlaceDraft draft);
}
