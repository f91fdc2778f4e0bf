package org.cairn.exchange.internal.table;

import java.util.List;

/** A kind of table: which headings it has, and what its rows say. Stateless. */
public interface Dialect {
  /** As in {@code --format}. */
  String name();

  /** Whether a table with these headings is of this kind. */
  boolean recognises(Columns columns);

  /** Whether a further sheet of a workbook with these headings surely holds places too. */
  default boolean recognisesFurther(Columns columns) {
    return recognises(columns);
  }

  /**
   * A reader for one table.
   *
   * @param sample its first rows
   */
  PlaceRows reader(Columns columns, List<TableRow> sample);
}
