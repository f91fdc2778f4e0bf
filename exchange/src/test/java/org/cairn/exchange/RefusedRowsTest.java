package org.cairn.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefusedRowsTest {
  @TempDir Path folder;

  @Test
  void come_back_in_the_same_shape_and_are_read_once_corrected() throws IOException {
    Path file =
        Lists.write(
            folder,
            "places.csv",
            "id,name,lon,lat,colour",
            "a,Mill,1,1,red",
            "b,\"Gate, old\",north,2,blue",
            "c,Tower,3,95,green");
    DescriptionsRead read = DescriptionsRead.of(TableFormats.guessed(), file);
    Path out = folder.resolve("refused.csv");

    assertThat(RefusedRows.write(file, read.problems(), out)).isEqualTo(2);

    String written = Files.readString(out);
    assertThat(written)
        .startsWith("\uFEFFid,name,lon,lat,colour,cairn_problem\r\nb,\"Gate, old\",north,2,blue,")
        .contains("[coordinate-not-a-number]")
        .doesNotContain("Mill");
    Files.writeString(out, written.replace("north", "2").replace("3,95", "3,45"));
    DescriptionsRead again = DescriptionsRead.of(TableFormats.guessed(), out);
    assertThat(again.refused()).isEmpty();
    assertThat(again.places()).hasSize(2);
    assertThat(again.place("b").extra()).hasSize(1);
  }

  @Test
  void of_a_workbook_come_back_as_csv_with_all_rows_of_the_place() throws IOException {
    Path book =
        Workbooks.of(
                Workbooks.row(1, "PLACES")
                    + Workbooks.row(2, "id", "name", "lon", "lat", "use")
                    + Workbooks.row(3, "a", "Mill", "1", "1", "flour")
                    + Workbooks.row(4, "b", "Gate", "x", "1", "toll")
                    + Workbooks.row(5, "b", "", "", "", "post"))
            .write(folder.resolve("book.xlsx"));
    DescriptionsRead read = DescriptionsRead.of(TableFormats.guessed(), book);
    Path out = folder.resolve("refused.csv");
    Path json = folder.resolve("refused.json");

    assertThat(RefusedRows.write(book, read.problems(), out)).isEqualTo(2);
    RefusedRows.writeJson(read.problems(), json);

    assertThat(Files.readString(out))
        .contains("PLACES,")
        .contains("post,")
        .contains("[place-refused]");
    assertThat(Files.readString(json))
        .contains("\"sheet\":\"Places\"")
        .contains("\"column\":\"lon\"")
        .contains("\"row\":4");
  }
}
