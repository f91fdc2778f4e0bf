package org.cairn.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.cairn.exchange.Lists.codes;
import static org.cairn.exchange.Lists.csv;
import static org.cairn.exchange.Lists.ids;
import static org.cairn.exchange.Lists.names;
import static org.cairn.exchange.Lists.only;
import static org.cairn.exchange.Lists.wkt;
import static org.cairn.exchange.RowProblem.Severity.NOTE;
import static org.cairn.exchange.RowProblem.Severity.REFUSED;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.heritage.PlaceName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables as people keep them, whose columns are told by their headings. */
class PlaceTablesTest {
  @Test
  void reads_ids_names_in_several_languages_and_coordinates(@TempDir Path dir) throws IOException {
    DescriptionsRead read =
        csv(dir, "id,name,name:ar,lon,lat", "w1,Upper Well,البئر العليا,0.25,-0.5", "w2,,,1,2");

    assertThat(read.problems()).isEmpty();
    assertThat(ids(read)).containsExactly("w1", "w2");
    assertThat(names(read.places().getFirst()))
        .containsExactly(PlaceName.of("Upper Well"), PlaceName.of("البئر العليا", "ar"));
    assertThat(wkt(read)).isEqualTo("POINT (0.25 -0.5)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ID,Longitude,Latitude",
        "site_id,LON,LAT",
        "EAMENA ID,x,y",
        "identifier,lng,lat",
        "placeId,decimalLongitude,decimalLatitude"
      })
  void knows_the_common_spellings_of_headings(String heading, @TempDir Path dir)
      throws IOException {
    DescriptionsRead read = csv(dir, heading, "a,10.5,20.25");

    assertThat(ids(read)).containsExactly("a");
    assertThat(wkt(read)).isEqualTo("POINT (10.5 20.25)");
    assertThat(read.problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t", "|"})
  void finds_the_delimiter(String delimiter, @TempDir Path dir) throws IOException {
    DescriptionsRead read =
        csv(
            dir,
            String.join(delimiter, "id", "name", "lon", "lat"),
            String.join(delimiter, "a", "Mill", "10.5", "20.25"));

    assertThat(ids(read)).containsExactly("a");
    assertThat(wkt(read)).isEqualTo("POINT (10.5 20.25)");
  }

  @Test
  void takes_commas_for_decimal_marks_where_they_do_not_separate(@TempDir Path dir)
      throws IOException {
    assertThat(wkt(csv(dir, "id;lon;lat", "a;10,5;-20,25"))).isEqualTo("POINT (10.5 -20.25)");
  }

  @Test
  void takes_quoted_cells_with_delimiters_quotes_and_line_ends_in_them(@TempDir Path dir)
      throws IOException {
    DescriptionsRead read =
        csv(dir, "id,name,lon,lat", "a,\"Mill, \"\"the old\"\"", "one\",1,2", "b,Ford,3,95");

    assertThat(names(read.places().getFirst()))
        .containsExactly(PlaceName.of("Mill, \"the old\"\none"));
    assertThat(read.refused().getFirst().row()).as("rows as a spreadsheet counts them").hasValue(3);
  }

  @Test
  void passes_over_blank_lines_and_the_separator_hint_but_counts_them(@TempDir Path dir)
      throws IOException {
    DescriptionsRead read = csv(dir, "sep=;", "", "id;lon;lat", "a;1;2", ";;", "b;3;x");

    assertThat(ids(read)).containsExactly("a");
    assertThat(only(read).row()).hasValue(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"wkt", "geowkt", "geometry", "WKT_GEOM", "Geometric Place Expression"})
  void reads_well_known_text(String heading, @TempDir Path dir) throws IOException {
    assertThat(wkt(csv(dir, "id," + heading, "a,\"POLYGON ((0 0, 2 0, 2 2, 0 2, 0 0))\"")))
        .isEqualTo("POLYGON ((0 0, 2 0, 2 2, 0 2, 0 0))");
  }

  @Test
  void reads_well_known_text_with_heights_srid_and_geojson_cells(@TempDir Path dir)
      throws IOException {
    DescriptionsRead read =
        csv(
            dir,
            "id;geom",
            "a;POINT Z (1 2 3)",
            "b;SRID=4326;POINT(1 2)",
            "c;\"SRID=4326;POINT(1 2)\"",
            "d;\"{\"\"type\"\":\"\"Point\"\",\"\"coordinates\"\":[1,2]}\"");

    assertThat(ids(read)).containsExactly("a", "c", "d");
    assertThat(read.places())
        .allSatisfy(p ->
            assertThat(p.toPlace().orElseThrow().geometry().toText()).isEqualTo("POINT (1 2)"));
    assertThat(only(read).code()).isEqualTo(Code.ROW_LENGTH);
  }

  @Test
  void refuses_a_cell_that_only_begins_like_geojson(@TempDir Path dir) throws IOException {
    DescriptionsRead read =
        csv(dir, "id;geojson", "a;{\"type\":\"Point\"", "b;\"{\"\"type\"\":\"\"Circle\"\"}\"");

    assertThat(read.places()).isEmpty();
    assertThat(codes(read)).containsExactly(Code.GEOMETRY_MALFORMED, Code.GEOMETRY_TYPE_UNKNOWN);
    assertThat(read.problems()).allSatisfy(p -> assertThat(p.field()).contains("geojson"));
  }

  @Test
  void falls_back_to_the_degrees_where_the_well_known_text_is_blank(@TempDir Path dir)
      throws IOException {
    assertThat(wkt(csv(dir, "id,wkt,lon,lat", "a,,1,2"))).isEqualTo("POINT (1 2)");
  }

  @Test
  void reads_digits_of_any_script_and_the_true_minus(@TempDir Path dir) throws IOException {
    assertThat(wkt(csv(dir, "id;lon;lat", "a;−١٢٫٥;१५"))).isEqualTo("POINT (-12.5 15)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "abc|2|lon|the coordinate is not a number",
        "1|12°30'|lat|degrees, minutes and seconds",
        "1|12.5 N|lat|compass letter",
        "1 234|5|lon|not a number",
        "1.2.3|5|lon|not a number"
      })
  void refuses_coordinates_that_are_no_decimal_degrees_and_says_which(
      String lon, String lat, String field, String words, @TempDir Path dir) throws IOException {
    RowProblem problem = only(csv(dir, "id,lon,lat", "a," + lon + "," + lat));

    assertThat(problem.severity()).isEqualTo(REFUSED);
    assertThat(problem.code()).isEqualTo(Code.COORDINATE_NOT_A_NUMBER);
    assertThat(problem.field()).contains(field);
    assertThat(problem.message()).containsIgnoringCase(words);
  }

  @Test
  void refuses_nan_coordinates(@TempDir Path dir) throws IOException {
    assertThat(only(csv(dir, "id,lon,lat", "a,NaN,2")).code())
        .isEqualTo(Code.COORDINATE_NOT_A_NUMBER);
  }

  @Test
  void suggests_the_swap_when_only_the_swapped_pair_fits(@TempDir Path dir) throws IOException {
    RowProblem problem = only(csv(dir, "id,lon,lat", "a,36.5,-120.25"));

    assertThat(problem.code()).isEqualTo(Code.COORDINATES_SWAPPED);
    assertThat(problem.whatToDo()).contains("longitude -120.25, latitude 36.5");
    assertThat(problem.field()).contains("lon, lat");
  }

  @Test
  void names_projected_coordinates_for_what_they_are(@TempDir Path dir) throws IOException {
    RowProblem problem = only(csv(dir, "id,x,y", "a,465181,5080254"));

    assertThat(problem.code()).isEqualTo(Code.COORDINATES_PROJECTED);
    assertThat(problem.message()).contains("look projected");
    assertThat(problem.expected()).contains("WGS 84");
    assertThat(problem.value()).contains("465181, 5080254");
    assertThat(problem.whatToDo()).contains("EPSG:4326");
  }

  @Test
  void refuses_coordinates_out_of_range(@TempDir Path dir) throws IOException {
    assertThat(codes(csv(dir, "id,lon,lat", "a,-181,5", "b,400,5", "c,100,95")))
        .containsOnly(Code.COORDINATE_OUT_OF_RANGE);
  }

  @Test
  void refuses_a_row_with_more_or_fewer_cells_than_headings_and_goes_on(@TempDir Path dir)
      throws IOException {
    DescriptionsRead read =
        csv(dir, "id,name,lon,lat", "a,Mill, the old,1,2", "b,1,2", "c,Ford,3,4", "d,Gate,5,6,,");

    assertThat(ids(read)).containsExactly("c", "d");
    assertThat(read.problems())
        .extracting(RowProblem::code, RowProblem::row, RowProblem::severity)
        .containsExactly(
            tuple(Code.ROW_LENGTH, OptionalInt.of(2), REFUSED),
            tuple(Code.ROW_LENGTH, OptionalInt.of(3), REFUSED));
    assertThat(read.problems().getFirst().whatToDo()).contains("double quotes");
    assertThat(read.problems().getFirst().message()).contains("5 cells, the headings 4");
  }

  @Test
  void reports_every_bad_row_at_once(@TempDir Path dir) throws IOException {
    DescriptionsRead read = csv(dir, "id,lon,lat", "a,x,1", "b,1,2", "c,,2", "d,1,", "e,1,91");

    assertThat(ids(read)).containsExactly("b");
    assertThat(codes(read))
        .containsExactly(
            Code.COORDINATE_NOT_A_NUMBER,
            Code.VALUE_MISSING,
            Code.VALUE_MISSING,
            Code.COORDINATES_SWAPPED);
  }

  @Test
  void says_which_columns_of_degrees_are_missing(@TempDir Path dir) throws IOException {
    DescriptionsRead metres = csv(dir, "id,Easting,Northing", "a,465181,5080254");

    assertThat(only(csv(dir, "id,lon", "a,1")).message()).contains("one of longitude and latitude");
    assertThat(metres.of(Code.COLUMN_MISSING).getFirst().message()).contains("columns of metres");
    assertThat(metres.of(Code.COLUMN_MISSING).getFirst().severity()).isEqualTo(NOTE);
    assertThat(metres.place("a").geometries()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id,EAMENA ID|4,E-1|E-1",
        "id,EAMENA ID|4,|4",
        "id,EAMENA ID|m4,E-1|m4",
        "ID,identifier|4,E-1|E-1",
        "name,fid|Mill,7|7",
        "fid,uuid|7,u|u",
        "name,remark|Mill,7|Mill"
      })
  void takes_the_id_of_a_register_before_the_number_of_a_row(
      String headings, String cells, String id, @TempDir Path dir) throws IOException {
    assertThat(ids(csv(dir, headings + ",lon,lat", cells + ",1,2"))).containsExactly(id);
  }

  @Test
  void notices_that_there_is_no_row_of_headings(@TempDir Path dir) throws IOException {
    assertThat(only(csv(dir, "a,Mill,12.5,41.2", "b,Ford,12.6,41.3")).code())
        .isEqualTo(Code.HEADING_MISSING);
    assertThat(only(csv(dir, "a;POINT (1 2)")).code()).isEqualTo(Code.HEADING_MISSING);
  }

  @Test
  void names_the_row_of_a_quote_that_is_never_closed(@TempDir Path dir) throws IOException {
    DescriptionsRead read = csv(dir, "id,name,lon,lat", "a,Mill,1,2", "b,\"Ford,3,4", "c,Gate,5,6");

    assertThat(ids(read)).containsExactly("a");
    assertThat(only(read).code()).isEqualTo(Code.QUOTE_UNCLOSED);
    assertThat(only(read).row()).hasValue(3);
  }

  @Test
  void stops_at_a_row_that_never_ends(@TempDir Path dir) throws IOException {
    DescriptionsRead read =
        csv(dir, "id,name,lon,lat", "a,Mill,1,2", "b,\"" + "x".repeat(17 << 20) + "\",1,2");

    assertThat(ids(read)).containsExactly("a");
    assertThat(only(read).code()).isEqualTo(Code.VALUE_TOO_LONG);
    assertThat(only(read).row()).hasValue(3);
  }

  @Test
  void reads_a_quote_that_opens_in_the_middle_of_a_cell_as_a_letter(@TempDir Path dir)
      throws IOException {
    assertThat(names(csv(dir, "id,name,lon,lat", "a,Mill \"x,1,2").places().getFirst()))
        .containsExactly(PlaceName.of("Mill \"x"));
  }

  @Test
  void refuses_broken_well_known_text_and_another_srid(@TempDir Path dir) throws IOException {
    DescriptionsRead read =
        csv(
            dir,
            "id\twkt",
            "a\tPOINT (1)",
            "b\tPOLYGON ((0 0, 1 1",
            "c\tSRID=32633;POINT(465181 5080254)",
            "d\t" + "GEOMETRYCOLLECTION(".repeat(5_000) + "POINT(1 2)" + ")".repeat(5_000),
            "e\tPOINT EMPTY",
            "f\tPOINT (1 2)");

    assertThat(ids(read)).containsExactly("e", "f");
    assertThat(codes(read))
        .containsExactly(Code.WKT_BROKEN, Code.WKT_BROKEN, Code.CRS_NOT_WGS84, Code.WKT_BROKEN);
    assertThat(read.place("e").geometries()).isEmpty();
    assertThat(read.problems()).allSatisfy(p -> assertThat(p.field()).contains("wkt"));
  }

  @Test
  void closes_an_open_ring_of_well_known_text(@TempDir Path dir) throws IOException {
    DescriptionsRead read = csv(dir, "id;wkt", "a;POLYGON ((0 0, 2 0, 2 2, 0 2))");

    assertThat(wkt(read)).isEqualTo("POLYGON ((0 0, 2 0, 2 2, 0 2, 0 0))");
    assertThat(only(read).code()).isEqualTo(Code.RING_CLOSED);
  }

  @Test
  void says_a_problem_in_one_line(@TempDir Path dir) throws IOException {
    RowProblem problem = only(csv(dir, "id,lon,lat", "a,ten,2"));

    assertThat(problem.describe())
        .startsWith(dir.resolve("places.csv") + ", row 2, lon: The coordinate is not a number.")
        .contains("Found 'ten'. Expected decimal degrees")
        .endsWith("[coordinate-not-a-number]");
    assertThat(problem.value()).isEqualTo(Optional.of("ten"));
  }
}
