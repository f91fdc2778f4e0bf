package org.cairn.exchange.internal.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cairn.exchange.PlaceFormatException;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.internal.Finding;
import org.cairn.exchange.internal.LimitedZip;

/**
 * An XLSX workbook (ECMA-376). Macros and links to other files are not looked at. Texts that its
 * sheets share are read once. Single-thread.
 */
final class Workbook implements AutoCloseable {
  private static final String BOOK = "xl/workbook.xml";

  private final Path file;
  private final LimitedZip zip;
  private final List<Sheet> sheets = new ArrayList<>();
  private final Map<String, String> parts;
  private final SharedStrings strings;
  private final WorkbookStyles styles;
  private final boolean from1904;

  private Workbook(Path file, LimitedZip zip) throws IOException {
    this.file = file;
    this.zip = zip;
    this.from1904 = readBook(zip, file, sheets);
    if (sheets.isEmpty()) {
      throw notAWorkbook(file);
    }
    this.parts = relations(zip);
    this.strings = SharedStrings.read(zip, "xl/sharedStrings.xml");
    this.styles = WorkbookStyles.read(zip, "xl/styles.xml");
  }

  /** A sheet as the workbook lists it. */
  record Sheet(String name, String relation, boolean hidden) {
    /** Named as templates name their examples and standards: {@code _example_}. */
    boolean isTemplates() {
      return name.length() > 2 && name.startsWith("_") && name.endsWith("_");
    }
  }

  static Workbook open(Path file) throws IOException {
    try {
      LimitedZip zip = LimitedZip.open(file);
      try {
        return new Workbook(file, zip);
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

  List<Sheet> sheets() {
    return sheets;
  }

  /** The sheets that may hold places: shown, and not a template's own; at least one. */
  List<Sheet> candidates() {
    List<Sheet> shown =
        sheets.stream().filter(each -> !each.hidden() && !each.isTemplates()).toList();
    return shown.isEmpty() ? sheets.subList(0, 1) : shown;
  }

  /**
   * @throws PlaceFormatException where there is no such sheet; says which there are
   */
  Sheet get(String name) throws PlaceFormatException {
    return sheets.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new PlaceFormatException(
                PlaceFormatException.Code.FILE_UNREADABLE,
                "The workbook '%s' has no sheet '%s', only: %s; name one of them"
                    .formatted(
                        file, name, String.join(", ", sheets.stream().map(Sheet::name).toList()))));
  }

  /** The rows of one sheet; closing them leaves the workbook open. */
  WorkbookTable table(Sheet sheet) throws IOException {
    String part = parts.getOrDefault(sheet.relation(), "xl/worksheets/sheet1.xml");
    var in = zip.read(part);
    if (in.isEmpty()) {
      throw notAWorkbook(file);
    }
    return new WorkbookTable(
        new SheetReader(sheet.name(), WorkbookXml.of(in.get()), strings, styles, from1904));
  }

  /** About the workbook as a whole. */
  List<Finding> notes() {
    return zip.has("xl/vbaProject.bin")
        ? List.of(
            Finding.of(
                Code.MACROS_IGNORED,
                "The workbook has macros; they were not looked at and never run.",
                "",
                ""))
        : List.of();
  }

  @Override
  public void close() throws IOException {
    zip.close();
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
