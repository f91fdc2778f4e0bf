package org.cairn.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cairn.exchange.DescriptionFormats;
import org.cairn.exchange.DescriptionWriters;
import org.cairn.exchange.PlaceFormatException;
import org.cairn.exchange.RowProblem;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.RowProblem.Severity;
import org.cairn.heritage.Coverage;
import org.cairn.heritage.Place;
import org.cairn.heritage.PlaceName;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.PlaceGeometry.Extent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

/** Lists of places on their way to being watched at once. */
class PlacesToWatchTest {
  @TempDir private Path folder = Path.of("");

  private Path write(String name, String... lines) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, String.join("\n", lines) + "\n");
  }

  private static PlacesToWatch read(Path... files) throws IOException {
    return PlacesToWatch.read(
        PlaceFiles.find(Arrays.asList(files), Optional.empty(), DescriptionFormats.all()));
  }

  private static List<String> ids(PlacesToWatch read) {
    return read.places().stream().map(Place::id).toList();
  }

  private static List<RowProblem> refused(PlacesToWatch read) {
    return read.problems().stream().filter(p -> p.severity() == Severity.REFUSED).toList();
  }

  private static String feature(String id, String lonLat) {
    return "{\"type\":\"Feature\",\"id\":\"%s\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[%s]}}"
        .formatted(id, lonLat);
  }

  @ParameterizedTest
  @CsvSource({"lpf,a.json", "geojson,a.geojson", "csv,a.csv", "geopackage,a.gpkg"})
  void reads_what_is_exported(String format, String name) throws IOException {
    PlaceDescription mill =
        PlaceDescription.of(
            "x:1",
            Name.of("Mill").withLanguage("en"),
            PlaceGeometry.of(
                new GeometryFactory().createPoint(new Coordinate(1.5, 2.25)), Extent.POINT));
    Path file = folder.resolve(name);
    DescriptionWriters.named(format).write(List.of(mill), file);

    PlacesToWatch read = read(file);

    assertThat(read.places())
        .singleElement()
        .satisfies(place -> {
          assertThat(place.id()).isEqualTo("x:1");
          assertThat(place.nameFor(List.of())).isEqualTo(PlaceName.of("Mill", "en"));
          assertThat(place.geometry().toText()).isEqualTo("POINT (1.5 2.25)");
        });
    assertThat(read.anyRefused()).isFalse();
  }

  @Test
  void reads_map_programs_placemarks() throws IOException {
    Path file =
        write(
            "a.kml",
            "<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Placemark id=\"k\"><name>Mill</name>",
            "<Point><coordinates>1,2</coordinates></Point></Placemark></kml>");

    assertThat(ids(read(file))).containsExactly("k");
  }

  @Test
  void names_places_that_cannot_be_watched_and_says_so_of_each() throws IOException {
    PlacesToWatch read =
        read(
            write(
                "a.csv",
                "id,name,wkt",
                "a,Mill,POINT (1 2)",
                "b,Gate,",
                "c,Wall,\"POLYGON ((0 0, 1 0, 2 0, 0 0))\""),
            write(
                "b.geojson",
                "{\"type\":\"Feature\",\"id\":\"d\",\"properties\":{},\"geometry\":null}"));

    assertThat(ids(read)).containsExactly("a");
    assertThat(read.unlocated()).containsExactly("b", "c", "d");
    assertThat(read.unwatched())
        .extracting(Coverage::status)
        .containsOnly(Coverage.Status.NO_GEOMETRY)
        .hasSize(3);
    assertThat(refused(read))
        .extracting(RowProblem::code)
        .containsExactly(Code.GEOMETRY_MISSING, Code.POLYGON_WITHOUT_AREA, Code.GEOMETRY_MISSING);
    assertThat(refused(read).getFirst().describe()).contains("a.csv, row 3, geometry:", "'b'");
    assertThat(read.anyRefused()).isTrue();
    assertThat(read.problems()).hasSize(3);
  }

  @Test
  void keeps_the_order_of_the_rows_where_a_place_has_several_features() throws IOException {
    Path file =
        write(
            "a.geojson",
            "{\"type\":\"FeatureCollection\",\"features\":["
                + String.join(
                    ",",
                    feature("z", "1,2"),
                    feature("b", "3,4"),
                    feature("a", "5,6"),
                    feature("z", "1,2.001"))
                + "]}");

    assertThat(ids(read(file))).containsExactly("z", "b", "a");
  }

  @Test
  void tells_of_outlines_of_a_place_beside_the_one_that_is_watched() throws IOException {
    PlacesToWatch read =
        read(
            write(
                "a.csv",
                "id;wkt",
                "a;POLYGON ((1 2, 1.001 2, 1.001 2.001, 1 2))",
                "a;POLYGON ((1.002 2, 1.003 2, 1.003 2.001, 1.002 2))",
                "a;POINT (1.0005 2.0005)"));

    assertThat(ids(read)).containsExactly("a");
    assertThat(read.problems())
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.code()).isEqualTo(Code.GEOMETRY_PARTS_LEFT_OUT);
          assertThat(problem.severity()).isEqualTo(Severity.NOTE);
          assertThat(problem.message()).contains("1 more outline");
        });
  }

  @Test
  void puts_together_what_several_files_say_of_a_place_where_it_stood_first() throws IOException {
    PlacesToWatch read =
        read(
            write("1.csv", "id,name,lon,lat", "a,Mill,1,2", "b,Gate,3,4", "c,Fort,30,40"),
            write("2.csv", "id,name,lon,lat", "b,Porte,3,4", "d,Wall,5,6", "c,Other,1,1"));

    assertThat(ids(read)).containsExactly("a", "b", "c", "d");
    assertThat(read.places().get(1).names())
        .containsExactly(PlaceName.of("Gate"), PlaceName.of("Porte"));
    assertThat(refused(read))
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.code()).isEqualTo(Code.ID_DUPLICATE);
          assertThat(problem.file()).endsWith("2.csv");
          assertThat(problem.row()).hasValue(4);
          assertThat(problem.message()).contains("row 4 of '").contains("1.csv");
        });
  }

  @Test
  void reads_a_folder_by_name_and_names_what_it_left_out_or_could_not_read() throws IOException {
    write("list/b.csv", "id,lon,lat", "b,3,4");
    write("list/a.geojson", feature("a", "1,2"));
    write("list/.hidden.csv", "id,lon,lat", "h,5,6");
    write("list/README.md", "notes");
    write("list/c.csv", "%PDF-1.7");
    Files.createDirectory(folder.resolve("list/more"));

    PlacesToWatch read = read(folder.resolve("list"));

    assertThat(ids(read)).containsExactly("a", "b");
    assertThat(read.problems())
        .filteredOn(problem -> problem.code() == Code.FILE_LEFT_OUT)
        .extracting(problem -> Path.of(problem.file()).getFileName().toString())
        .containsExactly("README.md", "more");
    assertThat(refused(read))
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.file()).endsWith("c.csv");
          assertThat(problem.message()).contains("is a PDF");
        });
  }

  @Test
  void refuses_a_folder_without_lists_and_a_file_that_is_not_there() throws IOException {
    write("list/README.md", "notes");

    assertThatThrownBy(() -> read(folder.resolve("list")))
        .isInstanceOfSatisfying(
            PlaceFormatException.class,
            e -> assertThat(e.code()).isEqualTo(PlaceFormatException.Code.FOLDER_WITHOUT_PLACES));
    assertThatThrownBy(() -> read(folder.resolve("nowhere.csv")))
        .hasMessageContaining("nowhere.csv");
  }

  @Test
  void lists_a_thousand_problems_of_a_kind_and_counts_the_others() throws IOException {
    String[] lines =
        Stream.concat(
                Stream.of("id,lon,lat", "good,1,2"),
                IntStream.range(0, 1_500).mapToObj(i -> "p" + i + ",1,x"))
            .toArray(String[]::new);

    PlacesToWatch read = read(write("a.csv", lines));

    assertThat(read.problems()).hasSize(1_001);
    assertThat(read.problems().getLast().message()).contains("500 more").contains("not-a-number");
    assertThat(read.problems().getLast().severity()).isEqualTo(Severity.REFUSED);
  }
}
