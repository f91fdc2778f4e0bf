package org.cairn.exchange;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.cairn.exchange.Lists.codes;
import static org.cairn.exchange.Lists.ids;
import static org.cairn.exchange.Lists.names;
import static org.cairn.exchange.Lists.only;
import static org.cairn.exchange.Lists.read;
import static org.cairn.exchange.Lists.write;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.heritage.PlaceName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists of text in whatever encoding their program wrote them. */
class TextEncodingTest {
  private static final String[] MILL = {"id,name,lon,lat", "a,Mühle,1,2"};

  @Test
  void reads_every_byte_order_mark(@TempDir Path dir) throws IOException {
    for (Charset charset : new Charset[] {UTF_8, UTF_16LE, UTF_16BE, Charset.forName("UTF-32LE")}) {
      DescriptionsRead read = read(write(dir, "places.csv", charset, "\uFEFF" + MILL[0], MILL[1]));

      assertThat(ids(read)).as(charset.name()).containsExactly("a");
      assertThat(names(read.places().getFirst())).containsExactly(PlaceName.of("Mühle"));
      assertThat(read.problems()).isEmpty();
    }
    DescriptionsRead json =
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
    DescriptionsRead read = read(write(dir, "places.csv", UTF_16LE, MILL));

    assertThat(names(read.places().getFirst())).containsExactly(PlaceName.of("Mühle"));
    assertThat(only(read).code()).isEqualTo(Code.ENCODING_GUESSED);
    assertThat(only(read).message()).contains("UTF-16LE");
  }

  @Test
  void refuses_only_the_features_that_are_not_utf_8_and_gives_the_offset(@TempDir Path dir)
      throws IOException {
    String start =
        "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]},\"properties\":{\"name\":\"";
    DescriptionsRead read =
        read(write(dir, "places.geojson", ISO_8859_1, start + "Mill\"}}", start + "Mühle\"}}"));

    assertThat(ids(read)).containsExactly("Mill");
    assertThat(read.refused()).extracting(RowProblem::code).containsExactly(Code.ENCODING_NOT_UTF8);
    assertThat(read.of(Code.ENCODING_NOT_UTF8))
        .filteredOn(problem -> problem.row().isEmpty())
        .singleElement()
        .satisfies(problem ->
            assertThat(problem.message())
                .contains("offset " + (start.length() + 8 + start.length() + 1) + " "));
  }

  @Test
  void takes_rows_whose_odd_bytes_stand_in_columns_that_mean_nothing(@TempDir Path dir)
      throws IOException {
    DescriptionsRead read =
        read(write(dir, "places.csv", ISO_8859_1, "id,lon,lat,warden", "a,1,2,schön"));

    assertThat(ids(read)).containsExactly("a");
    assertThat(read.refused()).isEmpty();
    assertThat(codes(read)).contains(Code.ENCODING_GUESSED);
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

    DescriptionsRead read = read(file);

    assertThat(read.places()).hasSize(20_000);
    assertThat(read.refused().getFirst().row()).hasValue(20_002);
    assertThat(read.of(Code.ENCODING_NOT_UTF8).getFirst().message())
        .contains("offset " + offset + " ");
  }
}
