package org.cairn.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.heritage.place.Existence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkbookTablesTest {
  @TempDir Path folder;

  private DescriptionsRead read(Workbooks book) throws IOException {
    return DescriptionsRead.of(TableFormats.guessed(), book.write(folder.resolve("book.xlsx")));
  }

  @Test
  void takes_texts_numbers_and_dates_as_a_reader_of_the_sheet_sees_them() throws IOException {
    DescriptionsRead read =
        read(
            Workbooks.of(
                    Workbooks.row(1, "id", "name", "lon", "lat", "start")
                        + "<row r='3'><c r='A3'><v>7</v></c><c r='B3' t='s'><v>0</v></c>"
                        + "<c r='C3'><v>112.9</v></c><c r='D3'><v>-2.5299999999999998</v></c>"
                        + "<c r='E3' s='1'><v>44785</v></c></row>")
                .with(
                    "xl/sharedStrings.xml",
                    "<sst><si><r><t>Kuta </t></r><r><t>Lingga</t></r><rPh><t>x</t></rPh></si></sst>"));

    assertThat(read.problems()).isEmpty();
    assertThat(read.rows()).containsExactly(3);
    assertThat(read.place("7").names().getFirst().text()).isEqualTo("Kuta Lingga");
    assertThat(read.place("7").geometries().getFirst().geometry().toText())
        .isEqualTo("POINT (112.9 -2.53)");
    Existence existence = read.place("7").existences().getFirst();
    assertThat(existence.attribution().times().getFirst().start().toString()).contains("2022");
  }

  @Test
  void takes_the_stored_value_of_a_formula_and_tells() throws IOException {
    DescriptionsRead read =
        read(
            Workbooks.of(
                Workbooks.row(1, "id", "name")
                    + "<row r='2'><c r='A2'><f>1+1</f><v>2</v></c>"
                    + "<c r='B2' t='str'><f>HYPERLINK(\"http://x\")</f><v>Mill</v></c></row>"));

    assertThat(read.place("2").names().getFirst().text()).isEqualTo("Mill");
    assertThat(read.of(Code.FORMULA_NOT_RUN)).hasSize(2);
  }

  @Test
  void says_that_macros_were_not_looked_at() throws IOException {
    DescriptionsRead read =
        read(
            Workbooks.of(Workbooks.row(1, "id", "name") + Workbooks.row(2, "a", "Mill"))
                .with("xl/vbaProject.bin", "anything"));

    assertThat(read.of(Code.MACROS_IGNORED)).hasSize(1);
    assertThat(read.places()).hasSize(1);
  }

  @Test
  void names_sheet_row_and_column_of_a_refused_cell() throws IOException {
    DescriptionsRead read =
        read(
            Workbooks.of(
                Workbooks.row(1, "id", "name", "lon", "lat")
                    + Workbooks.row(2, "a", "Mill", "north", "1")));

    RowProblem problem = read.refused().getFirst();
    assertThat(problem.code()).isEqualTo(Code.COORDINATE_NOT_A_NUMBER);
    assertThat(problem.row()).hasValue(2);
    assertThat(problem.field()).contains("lon (sheet 'Places', column C)");
    assertThat(problem.value()).contains("north");
  }

  @Test
  void reads_every_sheet_that_holds_places_and_says_which_were_left() throws IOException {
    DescriptionsRead read =
        read(
            Workbooks.of(Workbooks.row(1, "id", "name") + Workbooks.row(2, "a", "Mill"))
                .andSheet("North", Workbooks.row(3, "id", "name") + Workbooks.row(4, "b", "Gate"))
                .andSheet("_example_", Workbooks.row(1, "id", "name") + Workbooks.row(2, "x", "X"))
                .andSheet("Codes", Workbooks.row(1, "id", "label") + Workbooks.row(2, "1", "Poor"))
                .andSheet("Words", Workbooks.row(1, "Poor", "schlecht")));

    assertThat(read.places()).extracting(each -> each.id()).containsExactly("a", "b");
    assertThat(read.rows()).containsExactly(2, 4);
    assertThat(read.of(Code.SHEET_LEFT_OUT).getFirst().value()).contains("_example_, Codes, Words");
    assertThat(read.of(Code.SHEET_LEFT_OUT).getFirst().message())
        .contains("'Places', 'North' were");
  }

  @Test
  void reads_the_one_sheet_that_is_named() throws IOException {
    Path book =
        Workbooks.of(Workbooks.row(1, "id", "name") + Workbooks.row(2, "a", "Mill"))
            .andSheet("_example_", Workbooks.row(1, "id", "name") + Workbooks.row(2, "x", "X"))
            .write(folder.resolve("book.xlsx"));

    DescriptionsRead read =
        DescriptionsRead.of(TableFormats.guessed(java.util.Optional.of("_example_")), book);

    assertThat(read.places()).extracting(each -> each.id()).containsExactly("x");
  }

  @Test
  void names_the_sheet_of_every_problem_and_of_an_id_met_before() throws IOException {
    DescriptionsRead read =
        read(
            Workbooks.of(Workbooks.row(1, "id", "name") + Workbooks.row(2, "a", "Mill"))
                .andSheet(
                    "North",
                    Workbooks.row(1, "id", "name", "lon", "lat", "start")
                        + Workbooks.row(2, "a", "Mill", "1", "1", "")
                        + "<row r='3'><c r='E3'><f>1+1</f><v>2</v></c></row>"));

    RowProblem again = read.refused().getFirst();
    assertThat(again.code()).isEqualTo(Code.ID_DUPLICATE);
    assertThat(again.field()).contains("id (sheet 'North', column A)");
    assertThat(again.message()).contains("row 2 of sheet 'Places'");
    assertThat(read.of(Code.ROW_LEFT_OUT).getFirst().field()).contains("sheet 'North'");
  }

  @Test
  void brings_refused_rows_of_sheets_with_other_headings_back_in_files_of_their_own()
      throws IOException {
    Path book =
        Workbooks.of(
                Workbooks.row(1, "id", "name", "lon", "lat")
                    + Workbooks.row(2, "a", "Mill", "x", "1"))
            .andSheet(
                "South",
                Workbooks.row(1, "id", "name", "lon", "lat")
                    + Workbooks.row(2, "b", "Gate", "y", "1"))
            .andSheet(
                "West", Workbooks.row(1, "id", "lon", "lat") + Workbooks.row(2, "c", "z", "1"))
            .write(folder.resolve("book.xlsx"));
    DescriptionsRead read = DescriptionsRead.of(TableFormats.guessed(), book);
    Path out = folder.resolve("refused.csv");

    assertThat(RefusedRows.write(book, read.problems(), out)).isEqualTo(3);

    assertThat(Files.readString(out)).contains("Mill").contains("Gate").doesNotContain("c,z");
    assertThat(Files.readString(folder.resolve("refused-West.csv"))).contains("c,z,1,");
  }

  @Test
  void opens_no_document_that_a_part_declares() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret.txt"), "not for you");
    Workbooks book =
        Workbooks.of(Workbooks.row(1, "id", "name") + Workbooks.row(2, "a", "Mill"))
            .with(
                "xl/sharedStrings.xml",
                "<!DOCTYPE sst [<!ENTITY x SYSTEM '%s'>]><sst><si><t>&x;</t></si></sst>"
                    .formatted(secret.toUri()));

    assertThatThrownBy(() -> read(book))
        .isInstanceOf(PlaceFormatException.class)
        .hasMessageContaining("document type")
        .hasMessageNotContaining("not for you");
  }

  @Test
  void stops_at_a_part_that_unpacks_without_end() throws IOException {
    Path packed = folder.resolve("packed.xlsx");
    try (OutputStream out = Files.newOutputStream(packed);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      part(
          zip,
          "xl/workbook.xml",
          "<workbook><sheets><sheet name='P' id='r1'/></sheets></workbook>");
      zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
      zip.write(
          ("<worksheet><sheetData>"
                  + Workbooks.row(1, "id", "name")
                  + Workbooks.row(2, "a", "Mill"))
              .getBytes(StandardCharsets.UTF_8));
      byte[] empty = "<row></row>".repeat(100_000).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 200; i++) {
        zip.write(empty);
      }
      zip.closeEntry();
    }

    DescriptionsRead read = DescriptionsRead.of(TableFormats.guessed(), packed);

    assertThat(read.places()).hasSize(1);
    assertThat(read.refused()).extracting(RowProblem::code).containsExactly(Code.WORKBOOK_UNSAFE);
  }

  private static void part(ZipOutputStream zip, String name, String content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  @Test
  void keeps_the_rows_before_broken_xml() throws IOException {
    DescriptionsRead read =
        read(
            Workbooks.of(
                Workbooks.row(1, "id", "name") + Workbooks.row(2, "a", "Mill") + "<row><c></row>"));

    assertThat(read.places()).hasSize(1);
    assertThat(read.refused()).extracting(RowProblem::code).containsExactly(Code.WORKBOOK_BROKEN);
  }

  @Test
  void refuses_an_archive_that_is_no_workbook() throws IOException {
    Path file = folder.resolve("other.xlsx");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      part(zip, "readme.txt", "hello");
    }

    assertThatThrownBy(() -> DescriptionsRead.of(TableFormats.guessed(), file))
        .isInstanceOf(PlaceFormatException.class)
        .hasMessageContaining("not an .xlsx workbook");
  }
}
