package org.cairn.exchange.internal.eamena;

import java.util.List;
import org.cairn.exchange.TermLists;
import org.cairn.exchange.internal.table.Columns;
import org.cairn.exchange.internal.table.Dialect;
import org.cairn.exchange.internal.table.PlaceRows;
import org.cairn.exchange.internal.table.TableRow;

/**
 * The bulk-upload sheet of EAMENA, as workbook or CSV: up to three rows of headings, a place over
 * several rows with the same id, values of a cell separated by bars. Stateless.
 */
public final class BulkUpload implements Dialect {
  private final TermLists lists;

  public BulkUpload(TermLists lists) {
    this.lists = lists;
  }

  @Override
  public String name() {
    return "eamena-bulk-upload";
  }

  @Override
  public boolean recognises(Columns columns) {
    return columns.find("uniqueid", "resourceid") >= 0
        && columns.has("resourcename", "heritageplacetype", "disturbancecausetype");
  }

  @Override
  public PlaceRows reader(Columns columns, List<TableRow> sample) {
    return new BulkUploadRows(columns, lists);
  }
}
