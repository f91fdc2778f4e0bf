package org.cairn.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.heritage.place.PlaceDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

class TableBadInputTest {
  @TempDir Path folder;

  private DescriptionsRead csv(String... lines) throws IOException {
    return DescriptionsRead.of(TableFormats.guessed(), Lists.write(folder, "places.csv", lines));
  }

  @Test
  void reads_ten_thousand_columns_and_refuses_more() throws IOException {
    String headings =
        IntStream.range(0, 9_998).mapToObj(i -> ",c" + i).collect(Collectors.joining());

    DescriptionsRead read = csv("id,name" + headings, "a,Mill" + headings);
    DescriptionsRead tooMany = csv("id,name,more" + headings, "a,Mill,x" + headings);

    assertThat(read.place("a").extra()).hasSize(9_998);
    assertThat(tooMany.refused())
        .extracting(RowProblem::code)
        .containsExactly(Code.COLUMNS_TOO_MANY);
  }

  @Test
  void keeps_a_name_of_100_000_characters_and_refuses_a_longer() throws IOException {
    DescriptionsRead read = csv("id,name", "a," + "ñ".repeat(100_000), "b," + "ñ".repeat(100_001));

    assertThat(read.place("a").names().getFirst().text()).hasSize(100_000);
    assertThat(read.refused()).extracting(RowProblem::code).containsExactly(Code.VALUE_MALFORMED);
    assertThat(read.refused().getFirst().row()).hasValue(3);
  }

  @Test
  void keeps_composed_and_decomposed_twins_apart_and_tells() throws IOException {
    DescriptionsRead read = csv("id,name", "caf\u00e9,One", "cafe\u0301,Two");

    assertThat(read.places()).hasSize(2);
    assertThat(read.of(Code.ID_TWIN)).hasSize(1);
  }

  @Test
  void keeps_a_name_with_direction_controls_and_tells() throws IOException {
    DescriptionsRead read = csv("id,name", "a,Mill\u202Egnp");

    assertThat(read.place("a").names().getFirst().text()).isEqualTo("Mill\u202Egnp");
    assertThat(read.of(Code.NAME_INVISIBLE).getFirst().value()).contains("Mill\\u202Egnp");
  }

  @Test
  void never_swaps_or_projects_in_silence() throws IOException {
    DescriptionsRead read =
        csv(
            "id,name,lon,lat,wkt",
            "a,Far,40.1,140.2,",
            "b,Metres,497614,371405,",
            "c,Both,40.1,44.2,POINT (44.2 40.1)",
            "d,Good,40.1,44.2,POINT (40.1 44.2)");

    assertThat(read.places()).extracting(PlaceDescription::id).containsExactly("d");
    assertThat(read.place("d").geometries()).hasSize(1);
    assertThat(read.refused())
        .extracting(RowProblem::code)
        .containsExactly(
            Code.COORDINATES_SWAPPED, Code.COORDINATES_PROJECTED, Code.COORDINATES_SWAPPED);
    assertThat(read.refused().get(2).whatToDo()).contains("which of the two is right");
  }

  @Test
  void tells_everything_that_is_wrong_with_a_row_at_once() throws IOException {
    DescriptionsRead read = csv("id,name,start,end,lon,lat", ",Mill,1900,1800,x,1");

    assertThat(read.refused())
        .extracting(RowProblem::code)
        .containsExactly(Code.COORDINATE_NOT_A_NUMBER, Code.DATE_REVERSED);
    assertThat(read.of(Code.ID_FROM_NAME)).hasSize(1);
  }

  @Test
  void refuses_the_second_place_with_an_id() throws IOException {
    DescriptionsRead read =
        csv("id,name,lon,lat", "a,Mill,1,1", "b,Bridge,2,2", "a,Tower,3,3", "c,Gate,4,4");

    assertThat(read.places()).extracting(PlaceDescription::id).containsExactly("a", "b", "c");
    assertThat(read.refused().getFirst().code()).isEqualTo(Code.ID_DUPLICATE);
    assertThat(read.refused().getFirst().row()).hasValue(4);
    assertThat(read.refused().getFirst().message()).contains("row 2");
  }

  @Test
  void joins_neighbouring_rows_of_one_id_but_not_two_places() throws IOException {
    DescriptionsRead joined = csv("id,name,lon,lat,use", "a,Mill,1,1,flour", "a,,,,power");
    DescriptionsRead apart = csv("id,name,lon,lat", "a,Mill,1,1", "a,Tower,3,3");

    assertThat(joined.places()).hasSize(1);
    assertThat(joined.place("a").types()).hasSize(2);
    assertThat(apart.places()).hasSize(1);
    assertThat(apart.refused()).extracting(RowProblem::code).containsExactly(Code.ID_DUPLICATE);
  }

  @Test
  void refuses_ragged_rows_and_goes_on() throws IOException {
    DescriptionsRead read = csv("id,name,lon,lat", "a,Mill", "b,Mill,1,2,3", "c,Gate,4,4");

    assertThat(read.places()).extracting(PlaceDescription::id).containsExactly("c");
    assertThat(read.refused())
        .extracting(RowProblem::code)
        .containsExactly(Code.ROW_LENGTH, Code.ROW_LENGTH);
  }

  @Test
  void keeps_the_rows_before_a_quote_that_is_never_closed() throws IOException {
    DescriptionsRead read = csv("id,name", "a,Mill", "b,\"Gate", "c,Tower");

    assertThat(read.places()).extracting(PlaceDescription::id).containsExactly("a");
    assertThat(read.refused().getFirst().code()).isEqualTo(Code.QUOTE_UNCLOSED);
    assertThat(read.refused().getFirst().row()).hasValue(3);
  }

  @Test
  void says_that_a_file_is_empty_or_holds_headings_only() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.csv"));

    assertThat(DescriptionsRead.of(TableFormats.guessed(), empty).refused())
        .extracting(RowProblem::code)
        .containsExactly(Code.FILE_EMPTY);
    assertThat(csv("id,name,lon,lat").refused())
        .extracting(RowProblem::code)
        .containsExactly(Code.NO_PLACES);
  }

  @Test
  void reads_other_encodings_and_tells_what_was_guessed() throws IOException {
    String[] lines = {"id;name", "a;Chapelle Saint-Étienne à Évry"};
    for (Charset charset :
        new Charset[] {
          StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, Charset.forName("windows-1252")
        }) {
      Path file = Lists.write(folder, charset.name() + ".csv", charset, lines);
      DescriptionsRead read = DescriptionsRead.of(TableFormats.guessed(), file);
      assertThat(read.place("a").names().getFirst().text())
          .as(charset.name())
          .isEqualTo("Chapelle Saint-Étienne à Évry");
      assertThat(read.of(Code.ENCODING_GUESSED))
          .hasSize(charset.equals(StandardCharsets.UTF_8) ? 0 : 1);
    }
  }

  @Test
  void refuses_only_the_rows_with_damaged_bytes_of_a_file_in_utf_8() throws IOException {
    byte[] good = "id,name\na,Évry é è ê\nb,caf".getBytes(StandardCharsets.UTF_8);
    byte[] file = Arrays.copyOf(good, good.length + 2);
    file[good.length] = (byte) 0xE9;
    file[good.length + 1] = '\n';
    Path path = Files.write(folder.resolve("damaged.csv"), file);

    DescriptionsRead read = DescriptionsRead.of(TableFormats.guessed(), path);

    assertThat(read.places()).extracting(PlaceDescription::id).containsExactly("a");
    assertThat(read.refused()).extracting(RowProblem::code).containsExactly(Code.NAME_DAMAGED);
  }

  /** Writes 200 MB: run with {@code -Dcairn.large=true}. */
  @Test
  @EnabledIfSystemProperty(named = "cairn.large", matches = "true")
  void reads_200_megabytes_row_by_row() throws IOException {
    Path file = folder.resolve("large.csv");
    String filler = "x".repeat(160);
    int rows = 1_000_000;
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("id,name,lon,lat,remarks in full\n");
      for (int i = 0; i < rows; i++) {
        out.write(
            "p%d,Place %d,%.4f,%.4f,%s%n".formatted(i, i, i % 360 - 180.0, i % 170 - 85.0, filler));
      }
    }
    AtomicInteger places = new AtomicInteger();
    long start = System.nanoTime();
    TableFormats.guessed()
        .read(
            file,
            new DescriptionSink() {
              @Override
              public void place(PlaceDescription place, int row) {
                places.incrementAndGet();
              }

              @Override
              public void problem(RowProblem problem) {
                assertThat(problem.severity()).isEqualTo(RowProblem.Severity.NOTE);
              }
            });
    System.out.printf(
        Locale.ROOT,
        "%,d bytes, %,d places in %.1f s%n",
        Files.size(file),
        places.get(),
        (System.nanoTime() - start) / 1e9);
    assertThat(places).hasValue(rows);
  }
}
