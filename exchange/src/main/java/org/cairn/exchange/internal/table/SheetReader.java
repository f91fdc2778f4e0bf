package org.cairn.exchange.internal.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.internal.Finding;
import org.cairn.exchange.internal.Refusal;

/**
 * The rows of one sheet.
 *
 * <pre>{@code <row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2"><f>A1+1</f><v>2</v></c></row>}</pre>
 */
final class SheetReader {
  private final String name;
  private final WorkbookXml xml;
  private final SharedStrings strings;
  private final WorkbookStyles styles;
  private final boolean from1904;
  private int row;

  SheetReader(
      String name,
      WorkbookXml xml,
      SharedStrings strings,
      WorkbookStyles styles,
      boolean from1904) {
    this.name = name;
    this.xml = xml;
    this.strings = strings;
    this.styles = styles;
    this.from1904 = from1904;
  }

  Optional<TableRow> next() throws IOException, Refusal {
    if (!xml.advanceTo("row")) {
      return Optional.empty();
    }
    row = xml.attribute("r").flatMap(SheetReader::number).orElse(row + 1);
    List<String> cells = new ArrayList<>();
    List<Finding> notes = new ArrayList<>();
    int column = -1;
    while (xml.advance() && !xml.ends("row")) {
      if (xml.starts("c")) {
        column =
            xml.attribute("r").map(SheetReader::columnOf).filter(c -> c >= 0).orElse(column + 1);
        String text = cell(column, notes);
        if (!text.isEmpty()) {
          put(cells, column, text);
        }
      }
    }
    return Optional.of(new TableRow(name, row, cells, notes));
  }

  void close() throws IOException {
    xml.close();
  }

  private static void put(List<String> cells, int column, String text) throws Refusal {
    if (column >= TableFile.MAX_COLUMNS) {
      throw DelimitedTable.tooManyColumns(column + 1);
    }
    while (cells.size() <= column) {
      cells.add("");
    }
    cells.set(column, text);
  }

  private String cell(int column, List<Finding> notes) throws IOException {
    String type = xml.attribute("t").orElse("n");
    String style = xml.attribute("s").orElse("");
    String value = "";
    boolean formula = false;
    while (xml.advance() && !xml.ends("c")) {
      if (xml.starts("v")) {
        value = xml.text();
      } else if (xml.starts("is")) {
        value = xml.richText("is");
      } else if (xml.starts("f")) {
        formula = true;
        xml.text();
      }
    }
    if (formula) {
      notes.add(
          Finding.of(
                  Code.FORMULA_NOT_RUN,
                  value.isEmpty()
                      ? "The cell holds a formula without a stored value; it was left empty."
                      : "The cell holds a formula; the value stored with it was taken.",
                  "",
                  value.isEmpty() ? "Replace the formula by its value." : "")
              .withField("column " + letters(column))
              .withValue(value));
    }
    return switch (type) {
      case "s" -> strings.text(value);
      case "str" -> Escapes.decoded(value);
      case "inlineStr", "d", "e" -> value;
      case "b" -> value.equals("1") ? "TRUE" : value.isEmpty() ? "" : "FALSE";
      default ->
          value.isEmpty()
              ? ""
              : styles.isDate(style) ? SerialDate.iso(value, from1904) : SerialDate.plain(value);
    };
  }

  /** Index of a column from a reference such as {@code AB12}; -1 where it is none. */
  static int columnOf(String reference) {
    int column = 0;
    int i = 0;
    for (; i < reference.length() && i < 4; i++) {
      char c = reference.charAt(i);
      if (c < 'A' || c > 'Z') {
        break;
      }
      column = 26 * column + (c - 'A' + 1);
    }
    return i == 0 ? -1 : column - 1;
  }

  /** As a spreadsheet heads its columns: A, B … Z, AA. */
  static String letters(int column) {
    StringBuilder letters = new StringBuilder();
    for (int rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
      letters.insert(0, (char) ('A' + (rest - 1) % 26));
    }
    return letters.toString();
  }

  private static Optional<Integer> number(String text) {
    try {
      return Optional.of(Integer.parseInt(text.strip()));
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }
}
