package org.cairn.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescriptionFormatsTest {
  @TempDir private Path folder;

  private final DescriptionFormats formats = DescriptionFormats.all();

  private String of(String file, String... lines) throws IOException {
    return formats.of(Lists.write(folder, file, lines)).name();
  }

  @Test
  void tells_a_format_by_its_most_particular_marks() throws IOException {
    assertThat(
            of(
                "a.json",
                "{\"type\":\"FeatureCollection\",\"@context\":\"https://linkedpasts.org/assets/linkedplaces-context-v1.1.jsonld\",\"features\":[{\"@id\":\"x:1\",\"type\":\"Feature\",\"names\":[{\"toponym\":\"A\"}]}]}"))
        .isEqualTo("lpf");
    assertThat(
            of(
                "b.json",
                "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"EAMENA ID\":\"EAMENA-1\"}}]}"))
        .isEqualTo("eamena");
    assertThat(
            of(
                "c.json",
                "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"name\":\"A\"}}]}"))
        .isEqualTo("geojson");
    assertThat(of("d.tsv", "id\ttitle\ttitle_source\tfclasses\tstart", "1\tA\tB\tS\t1800"))
        .isEqualTo("lp-tsv");
    assertThat(of("e.csv", "id,name,lon,lat", "1,A,0,0")).isEqualTo("table");
  }

  @Test
  void refuses_a_file_of_no_format_with_the_names_there_are() throws IOException {
    Path file = Lists.write(folder, "letter.txt", "Dear colleague");

    assertThatThrownBy(() -> formats.of(file))
        .isInstanceOf(PlaceFormatException.class)
        .hasMessageContaining("letter.txt' is in no format that is known")
        .hasMessageContaining(
            "--format (arches, arches-her, arches-json-ld, eamena, eamena-bulk-upload, eamena-disturbances, geojson");
  }

  @Test
  void says_what_a_file_is_that_is_no_list() throws IOException {
    Path file = folder.resolve("scan.pdf");
    Files.writeString(file, "%PDF-1.7");

    assertThatThrownBy(() -> formats.of(file))
        .isInstanceOfSatisfying(
            PlaceFormatException.class,
            e -> assertThat(e.code()).isEqualTo(PlaceFormatException.Code.BINARY_FILE))
        .hasMessageContaining("is a PDF");
  }

  @Test
  void refuses_an_unknown_name_with_the_names_there_are() {
    assertThatThrownBy(() -> formats.named("shapefile"))
        .hasMessageContaining("no format 'shapefile' to read: choose one of arches,");
    assertThatThrownBy(() -> DescriptionWriters.named("docx"))
        .hasMessageContaining("no format 'docx' to write: choose one of ");
  }

  @Test
  void every_name_is_given_once() throws IOException {
    List<String> names = formats.list().stream().map(DescriptionFormat::name).toList();

    assertThat(names).doesNotHaveDuplicates();
    for (String name : names) {
      assertThat(formats.named(name).name()).isEqualTo(name);
    }
  }
}
