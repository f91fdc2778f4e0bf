package org.cairn.exchange.internal.table;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.internal.Finding;
import org.cairn.exchange.internal.LimitedZip;
import org.cairn.exchange.internal.Refusal;

/**
 * One sheet of a workbook, read as it streams out of its archive. Formulas are not worked out: the
 * value that the spreadsheet last stored is taken, and told.
 */
final class WorkbookTable implements TableFile {
  private final SheetReader sheet;

  WorkbookTable(SheetReader sheet) {
    this.sheet = sheet;
  }

  @Override
  public Optional<TableRow> next() throws IOException, Refusal {
    try {
      return sheet.next();
    } catch (LimitedZip.UnsafeException e) {
      throw new Refusal(
          Finding.of(
              Code.WORKBOOK_UNSAFE,
              "The workbook " + e.getMessage() + "; nothing after it was read.",
              "a workbook as a spreadsheet saves it",
              "Save the sheet alone as .xlsx or as 'CSV UTF-8'."));
    } catch (WorkbookXml.BrokenException e) {
      throw new Refusal(
          Finding.of(
              Code.WORKBOOK_BROKEN,
              "The sheet is not well-formed XML (%s); nothing after it was read."
                  .formatted(Finding.excerptOf(String.valueOf(e.getMessage()))),
              "a workbook as a spreadsheet saves it",
              "Open it in a spreadsheet and save it again."));
    }
  }

  @Override
  public List<Finding> notes() {
    return List.of();
  }

  @Override
  public boolean endsEarly() {
    return true;
  }

  @Override
  public boolean commaDecimal() {
    return true;
  }

  @Override
  public void close() throws IOException {
    sheet.close();
  }
}
