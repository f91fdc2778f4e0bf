package org.cairn.exchange.internal.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.cairn.exchange.PlaceFormatException;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.internal.Finding;
import org.cairn.exchange.internal.LimitedZip;
import org.cairn.exchange.internal.Refusal;

/**
 * One sheet of an XLSX workbook (ECMA-376), read as it streams out of its archive. Formulas are not
 * worked out: the value that the spreadsheet last stored is taken, and told. Macros and links to
 * other files are not looked at.
 */
final class WorkbookTable implements TableFile {
  private static final String BOOK = "xl/workbook.xml";

  private final LimitedZip zip;
  private final SheetReader sheet;
  private final List<Finding> notes;

  private WorkbookTable(LimitedZip zip, SheetReader sheet, List<Finding> notes) {
    this.zip = zip;
    this.sheet = sheet;
    this.notes = notes;
  }

  private record Sheet(String name, String relation, boolean hidden) {}

  static WorkbookTable open(Path file, Optional<String> wanted) throws IOException {
    try {
      LimitedZip zip = LimitedZip.open(file);
      try {
        return open(file, zip, wanted);
      } catch (IOException | RuntimeException e) {
        zip.close();
        throw e;
      }
    } catch (LimitedZip.UnsafeException | WorkbookXml.BrokenException e) {
      throw new PlaceFormatException(
          PlaceFormatException.Code.BINARY_FILE,
          "The workbook '%s' %s, so nothing of it was read: save the sheet alone as .xlsx or as 'CSV UTF-8'"
              .formatted(
                  file,
                  e instanceof LimitedZip.UnsafeException
                      ? e.getMessage()
                      : "has a part that is not well-formed XML (" + e.getMessage() + ")"),
          e);
    }
  }

  private static WorkbookTable open(Path file, LimitedZip zip, Optional<String> wanted)
      throws IOException {
    List<Finding> notes = new ArrayList<>();
    List<Sheet> sheets = new ArrayList<>();
    boolean from1904 = readBook(zip, file, sheets);
    Sheet chosen = choose(file, sheets, wanted);
    Map<String, String> relations = relations(zip);
    if (zip.has("xl/vbaProject.bin")) {
      notes.add(
          Finding.of(
              Code.MACROS_IGNORED,
              "The workbook has macros; they were not looked at and never run.",
              "",
              ""));
    }
    List<String> others =
        sheets.stream().filter(each -> !each.equals(chosen)).map(Sheet::name).toList();
    if (!others.isEmpty()) {
      notes.add(
          Finding.of(
                  Code.SHEET_LEFT_OUT,
                  "Sheet '%s' was read, %d other sheet(s) were not."
                      .formatted(chosen.name(), others.size()),
                  "",
                  "Save a sheet that holds places as a file of its own.")
              .withValue(String.join(", ", others)));
    }
    String part = relations.getOrDefault(chosen.relation(), "xl/worksheets/sheet1.xml");
    SharedStrings strings = SharedStrings.read(zip, "xl/sharedStrings.xml");
    WorkbookStyles styles = WorkbookStyles.read(zip, "xl/styles.xml");
    var in = zip.read(part);
    if (in.isEmpty()) {
      throw notAWorkbook(file);
    }
    return new WorkbookTable(
        zip,
        new SheetReader(chosen.name(), WorkbookXml.of(in.get()), strings, styles, from1904),
        notes);
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
    return List.copyOf(notes);
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
    try {
      sheet.close();
    } finally {
      zip.close();
    }
  }

  private static Sheet choose(Path file, List<Sheet> sheets, Optional<String> wanted)
      throws PlaceFormatException {
    if (sheets.isEmpty()) {
      throw notAWorkbook(file);
    }
    if (wanted.isEmpty()) {
      return sheets.stream().filter(each -> !each.hidden()).findFirst().orElse(sheets.getFirst());
    }
    return sheets.stream()
        .filter(each -> each.name().equals(wanted.get()))
        .findFirst()
        .orElseThrow(() ->
            new PlaceFormatException(
                PlaceFormatException.Code.FILE_UNREADABLE,
                "The workbook '%s' has no sheet '%s', only: %s; name one of them"
                    .formatted(
                        file,
                        wanted.get(),
                        String.join(", ", sheets.stream().map(Sheet::name).toList()))));
  }

  private static boolean readBook(LimitedZip zip, Path file, List<Sheet> sheets)
      throws IOException {
    boolean from1904 = false;
    var in = zip.read(BOOK);
    if (in.isEmpty()) {
      throw notAWorkbook(file);
    }
    try (WorkbookXml xml = WorkbookXml.of(in.get())) {
      while (xml.advance()) {
        if (xml.starts("workbookPr")) {
          String flag = xml.attribute("date1904").orElse("0");
          from1904 = flag.equals("1") || flag.equals("true");
        } else if (xml.starts("sheet")) {
          sheets.add(
              new Sheet(
                  xml.attribute("name").orElse(""),
                  xml.attribute("id").orElse(""),
                  xml.attribute("state")
                      .orElse("visible")
                      .toLowerCase(Locale.ROOT)
                      .contains("hidden")));
        }
      }
    }
    return from1904;
  }

  private static Map<String, String> relations(LimitedZip zip) throws IOException {
    Map<String, String> parts = new LinkedHashMap<>();
    var in = zip.read("xl/_rels/workbook.xml.rels");
    if (in.isEmpty()) {
      return new HashMap<>();
    }
    try (WorkbookXml xml = WorkbookXml.of(in.get())) {
      while (xml.advanceTo("Relationship")) {
        boolean inside = !xml.attribute("TargetMode").orElse("").equals("External");
        String target = xml.attribute("Target").orElse("");
        if (inside) {
          parts.put(
              xml.attribute("Id").orElse(""),
              target.startsWith("/") ? target.substring(1) : "xl/" + target);
        }
      }
    }
    return parts;
  }

  private static PlaceFormatException notAWorkbook(Path file) {
    return new PlaceFormatException(
        PlaceFormatException.Code.BINARY_FILE,
        "'%s' is an archive, but not an .xlsx workbook: save the list as .xlsx or as 'CSV UTF-8'"
            .formatted(file));
  }
}
