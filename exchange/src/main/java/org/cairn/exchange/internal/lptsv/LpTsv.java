package org.cairn.exchange.internal.lptsv;

import java.util.List;
import org.cairn.exchange.internal.table.Columns;
import org.cairn.exchange.internal.table.Dialect;
import org.cairn.exchange.internal.table.PlaceRows;
import org.cairn.exchange.internal.table.TableRow;

/** LP-TSV v0.5 of the Linked Places Format, as TSV, CSV or workbook. */
public final class LpTsv implements Dialect {
  @Override
  public String name() {
    return "lp-tsv";
  }

  @Override
  public boolean recognises(Columns columns) {
    return columns.has("id", "title", "titlesource");
  }

  @Override
  public PlaceRows reader(Columns columns, List<TableRow> sample) {
    return new LpTsvRows(columns);
  }
}
