package org.cairn.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Workbooks made for a test, part by part. */
final class Workbooks {
  private final Map<String, String> parts = new LinkedHashMap<>();

  /** One sheet called Places, whose rows are given as XML. */
  static Workbooks of(String rows) {
    Workbooks book = new Workbooks();
    book.parts.put(
        "xl/workbook.xml",
        "<workbook xmlns:r='r'><sheets><sheet name='Places' sheetId='1' r:id='r1'/></sheets></workbook>");
    book.parts.put(
        "xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id='r1' Target='worksheets/sheet1.xml'/></Relationships>");
    book.parts.put(
        "xl/styles.xml",
        "<styleSheet><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs></styleSheet>");
    book.parts.put(
        "xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>");
    return book;
  }

  /** One more sheet. */
  Workbooks andSheet(String name, String rows) {
    int number = parts.size();
    String book = parts.getOrDefault("xl/workbook.xml", "");
    parts.put(
        "xl/workbook.xml",
        book.replace(
            "</sheets>",
            "<sheet name='%s' sheetId='%d' r:id='r%d'/></sheets>".formatted(name, number, number)));
    parts.put(
        "xl/_rels/workbook.xml.rels",
        parts
            .getOrDefault("xl/_rels/workbook.xml.rels", "")
            .replace(
                "</Relationships>",
                "<Relationship Id='r%d' Target='worksheets/sheet%d.xml'/></Relationships>"
                    .formatted(number, number)));
    return with(
        "xl/worksheets/sheet" + number + ".xml",
        "<worksheet><sheetData>" + rows + "</sheetData></worksheet>");
  }

  Workbooks with(String part, String content) {
    parts.put(part, content);
    return this;
  }

  Path write(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return file;
  }

  /** A row of texts, as XML. */
  static String row(int number, String... texts) {
    StringBuilder row = new StringBuilder("<row r='" + number + "'>");
    for (String text : texts) {
      row.append("<c t='inlineStr'><is><t>").append(text).append("</t></is></c>");
    }
    return row.append("</row>").toString();
  }
}
