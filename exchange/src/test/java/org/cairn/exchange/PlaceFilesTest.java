package org.cairn.exchange;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.cairn.exchange.Lists.codes;
import static org.cairn.exchange.Lists.ids;
import static org.cairn.exchange.Lists.only;
import static org.cairn.exchange.Lists.read;
import static org.cairn.exchange.Lists.write;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.RowProblem.Severity;
import org.cairn.heritage.PlaceName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceFilesTest {
  private static final String[] MILL = {"id,name,lon,lat", "a,Mühle,1,2"};

  private static PlaceFormatException.Code failure(Path... inputs) {
    try {
      read(inputs);
    } catch (PlaceFormatException e) {
      return e.code();
    }
    throw new AssertionError("a PlaceFormatException was expected");
  }

  @Test
  void says_that_a_file_is_missing(@TempDir Path dir) {
    assertThatExceptionOfType(PlaceFormatException.class)
        .isThrownBy(() -> read(dir.resolve("nowhere.csv")))
        .withMessageContaining("nowhere.csv")
        .satisfies(e -> assertThat(e.code().id()).isEqualTo("file-missing"));
  }

  @Test
  void refuses_binary_files_by_what_they_are(@TempDir Path dir) throws IOException {
    Path sheet = Files.write(dir.resolve("places.csv"), new byte[] {'P', 'K', 3, 4, 0, 0});
    Path noise = Files.write(dir.resolve("places.geojson"), new byte[] {7, 0, 0, 9, 1, 0, 0, 3, 2});

    assertThatExceptionOfType(PlaceFormatException.class)
        .isThrownBy(() -> read(sheet))
        .withMessageContaining("spreadsheet")
        .withMessageContaining("export it");
    assertThat(failure(noise)).isEqualTo(PlaceFormatException.Code.BINARY_FILE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n\r\n\t", "\uFEFF"})
  void says_that_a_file_is_empty(String content, @TempDir Path dir) throws IOException {
    Path file = Files.writeString(dir.resolve("places.csv"), content);

    PlacesRead read = read(file);

    assertThat(read.places()).isEmpty();
    assertThat(only(read).code()).isEqualTo(Code.FILE_EMPTY);
    assertThat(only(read).severity()).isEqualTo(Severity.REFUSED);
  }

  @Test
  void says_that_a_sheet_has_no_rows(@TempDir Path dir) throws IOException {
    assertThat(only(read(write(dir, "places.csv", "id,lon,lat"))).code()).isEqualTo(Code.NO_PLACES);
  }

  @Test
  void reads_a_folder_by_name_without_hidden_files_and_names_what_it_left_out(@TempDir Path dir)
      throws IOException {
    write(dir, "b.csv", "id,lon,lat", "b,3,4");
    write(
        dir,
        "a.geojson",
        "{\"type\":\"Feature\",\"id\":\"a\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]}}");
    write(dir, ".hidden.csv", "id,lon,lat", "h,5,6");
    write(dir, "README.md", "notes");
    Files.createDirectory(dir.resolve("more"));
    Files.write(dir.resolve("c.csv"), new byte[] {'%', 'P', 'D', 'F'});

    PlacesRead read = read(dir);

    assertThat(ids(read)).containsExactly("a", "b");
    assertThat(codes(read))
        .containsExactlyInAnyOrder(Code.FILE_LEFT_OUT, Code.FILE_LEFT_OUT, Code.BINARY_FILE);
    assertThat(read.problems())
        .filteredOn(p -> p.severity() == Severity.REFUSED)
        .extracting(RowProblem::file)
        .containsExactly(dir.resolve("c.csv").toString());
  }

  @Test
  void says_that_a_folder_holds_no_list(@TempDir Path dir) throws IOException {
    write(dir, "README.md", "notes");

    assertThat(failure(dir)).isEqualTo(PlaceFormatException.Code.FOLDER_WITHOUT_PLACES);
  }

  @Test
  void reads_several_files_together_and_finds_problems_in_each(@TempDir Path dir)
      throws IOException {
    PlacesRead read =
        read(
            write(dir, "1.csv", "id,lon,lat", "a,1,2", "x,1"),
            write(dir, "2.csv", "id,lon,lat", "b,3,4", "y,1"));

    assertThat(ids(read)).containsExactly("a", "b");
    assertThat(read.problems())
        .extracting(RowProblem::file)
        .containsExactly(dir.resolve("1.csv").toString(), dir.resolve("2.csv").toString());
  }

  @Test
  void tells_formats_by_content_not_by_ending(@TempDir Path dir) throws IOException {
    Path sheet = write(dir, "list.txt", "id,lon,lat", "a,1,2");
    Path json = write(dir, "list.csv", "{\"type\":\"Point\",\"coordinates\":[3,4]}");

    assertThat(ids(read(sheet, json))).containsExactly("a", "list.csv#1");
  }

  @Test
  void reads_every_byte_order_mark(@TempDir Path dir) throws IOException {
    for (Charset charset : new Charset[] {UTF_8, UTF_16LE, UTF_16BE, Charset.forName("UTF-32LE")}) {
      PlacesRead read = read(write(dir, "places.csv", charset, "\uFEFF" + MILL[0], MILL[1]));

      assertThat(ids(read)).as(charset.name()).containsExactly("a");
      assertThat(read.places().getFirst().names()).containsExactly(PlaceName.of("Mühle"));
      assertThat(read.problems()).isEmpty();
    }
    PlacesRead json =
        read(
            write(
                dir,
                "places.json",
                UTF_16LE,
                "\uFEFF{\"type\":\"Feature\",\"id\":\"a\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]}}"));
    assertThat(ids(json)).containsExactly("a");
  }

  @Test
  void guesses_utf_16_without_a_mark_and_says_so(@TempDir Path dir) throws IOException {
    PlacesRead read = read(write(dir, "places.csv", UTF_16LE, MILL));

    assertThat(read.places().getFirst().names()).containsExactly(PlaceName.of("Mühle"));
    assertThat(only(read).code()).isEqualTo(Code.ENCODING_GUESSED);
    assertThat(only(read).message()).contains("UTF-16LE");
  }

  @Test
  void refuses_only_the_rows_that_are_not_utf_8_and_gives_the_offset(@TempDir Path dir)
      throws IOException {
    PlacesRead read =
        read(
            write(
                dir,
                "places.csv",
                ISO_8859_1,
                "id,name,lon,lat",
                "a,Mill,1,2",
                "b,Mühle,3,4",
                "c,Été,5,6"));

    assertThat(ids(read)).containsExactly("a");
    assertThat(codes(read))
        .containsExactly(Code.ENCODING_NOT_UTF8, Code.ENCODING_NOT_UTF8, Code.ENCODING_NOT_UTF8);
    RowProblem file = read.problems().getFirst();
    assertThat(file.row()).isEmpty();
    assertThat(file.message()).contains("offset 30 ").contains("windows-1252");
    assertThat(file.value()).contains("0xFC");
    assertThat(file.whatToDo()).contains("iconv");
    assertThat(read.problems().get(1).row()).hasValue(3);
    assertThat(read.problems().get(1).field()).contains("name");
  }

  @Test
  void does_the_same_in_geojson(@TempDir Path dir) throws IOException {
    String start =
        "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]},\"properties\":{\"name\":\"";
    PlacesRead read =
        read(write(dir, "places.geojson", ISO_8859_1, start + "Mill\"}}", start + "Mühle\"}}"));

    assertThat(ids(read)).containsExactly("Mill");
    assertThat(codes(read)).contains(Code.ENCODING_NOT_UTF8);
  }

  @Test
  void takes_rows_whose_undecodable_bytes_stand_in_columns_nobody_reads(@TempDir Path dir)
      throws IOException {
    PlacesRead read =
        read(write(dir, "places.csv", ISO_8859_1, "id,lon,lat,remark", "a,1,2,schön"));

    assertThat(ids(read)).containsExactly("a");
    assertThat(only(read).severity()).isEqualTo(Severity.NOTE);
    assertThat(only(read).code()).isEqualTo(Code.ENCODING_NOT_UTF8);
  }

  @Test
  void finds_the_offset_far_into_a_large_file(@TempDir Path dir) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes("id,name,lon,lat\n".getBytes(UTF_8));
    for (int i = 0; i < 20_000; i++) {
      bytes.writeBytes(("p" + i + ",Mühle,1,2\n").getBytes(UTF_8));
    }
    int offset = bytes.size() + 2;
    bytes.writeBytes(new byte[] {'z', ',', (byte) 0xE9, ',', '1', ',', '2', '\n'});
    Path file = Files.write(dir.resolve("places.csv"), bytes.toByteArray());

    PlacesRead read = read(file);

    assertThat(read.places()).hasSize(20_000);
    assertThat(read.problems().getFirst().message()).contains("offset " + offset + " ");
    assertThat(read.problems().get(1).row()).hasValue(20_002);
  }
}
