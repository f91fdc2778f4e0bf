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

  @Test
  void placemarks_come_back_in_their_folders_with_all_they_held() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("a.kml"),
            """
            <kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2" xmlns:s="http://example.org/s">
            <Document><name>List</name><Folder><name>North &amp; East</name>
            <Placemark id="a"><name>Mill</name><Point><coordinates>1,2</coordinates></Point></Placemark>
            <Placemark id="b"><name>Gate &lt;old&gt;</name><gx:drawOrder>1</gx:drawOrder>
            <ExtendedData><Data name="warden"><value>Somebody</value></Data><s:age>12</s:age></ExtendedData>
            <Point><coordinates>3,120</coordinates></Point></Placemark></Folder></Document></kml>
            """);
    DescriptionFormat kml = DescriptionFormats.all().of(file);
    Path out = folder.resolve("refused.kml");

    assertThat(RefusedRows.write(kml, file, DescriptionsRead.of(kml, file).problems(), out))
        .isEqualTo(1);

    String written = Files.readString(out);
    assertThat(written)
        .contains("<Data name=\"cairn_problem\"><value>", "[coordinates-swapped]")
        .contains("<name>North &amp; East</name>", "<s:age xmlns:s=\"http://example.org/s\">12<")
        .doesNotContain("Mill");
    Files.writeString(out, written.replace("3,120", "3,12"));
    DescriptionsRead again = DescriptionsRead.of(DescriptionFormats.all().of(out), out);
    assertThat(again.refused()).isEmpty();
    assertThat(again.place("b").names().getFirst().text()).isEqualTo("Gate <old>");
    assertThat(again.place("b").geometries()).hasSize(1);
    assertThat(again.place("b").extra())
        .extracting(each -> each.field() + "=" + each.value())
        .containsExactlyInAnyOrder(
            "gx:drawOrder=1", "warden=Somebody", "s:age=12", "Folder=List / North & East");
  }

  @Test
  void resources_of_linked_data_come_back_with_the_context_of_all() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("a.json"),
            """
            {"@graph":[
            {"id":"https://example.org/1","type":"Place","_label":"Mill"},
            {"id":"https://example.org/1","type":"Place","_label":"Gate"}],
            "@context":"https://linked.art/ns/v1/linked-art.json"}
            """);
    DescriptionFormat format = DescriptionFormats.all().of(file);
    assertThat(format.name()).isEqualTo("linked-art");
    Path out = folder.resolve("refused.json");

    assertThat(RefusedRows.write(format, file, DescriptionsRead.of(format, file).problems(), out))
        .isEqualTo(1);

    String written = Files.readString(out);
    assertThat(written)
        .startsWith("{\"@context\":\"https://linked.art/ns/v1/linked-art.json\",\"@graph\":[")
        .contains("cairn_problem", "[id-duplicate]")
        .doesNotContain("Mill");
    Files.writeString(out, written.replace("example.org/1", "example.org/2"));
    DescriptionsRead again = DescriptionsRead.of(DescriptionFormats.all().of(out), out);
    assertThat(again.refused()).isEmpty();
    assertThat(again.places())
        .singleElement()
        .satisfies(place -> {
          assertThat(place.id()).isEqualTo("https://example.org/2");
          assertThat(place.names().getFirst().text()).isEqualTo("Gate");
          assertThat(place.extra()).isEmpty();
        });
  }
}
