package org.cairn.exchange.internal.table;

import java.util.List;

/** A kind of table: which headings it has, and what its rows say. Stateless. */
public interface Dialect {
  /** As in {@code --format}. */
  String name();

  /** Whether a table with these headings is of this kind. */
  boolean recognises(Columns columns);

  /** Whether it is the one that says what is wrong with a table whose headings cannot be read. */
  default boolean takesAny() {
    return false;
  }

  /**
   * A reader for one table.
   *
   * @param sample its first rows
   */
  PlaceRows reader(Columns columns, List<TableRow> sample);
}
