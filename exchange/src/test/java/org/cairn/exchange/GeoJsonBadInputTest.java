package org.cairn.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cairn.exchange.Lists.geoJson;
import static org.cairn.exchange.Lists.geometry;
import static org.cairn.exchange.Lists.ids;
import static org.cairn.exchange.Lists.only;

import java.io.IOException;
import java.nio.file.Path;
import org.cairn.exchange.RowProblem.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of features that are broken, empty or beyond any measure. */
class GeoJsonBadInputTest {
  private static final String GOOD =
      "{\"type\":\"Feature\",\"id\":\"good\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]}}";

  private static String collection(String... features) {
    return "{\"type\":\"FeatureCollection\",\"features\":[" + String.join(",\n", features) + "]}";
  }

  @Test
  void reads_what_stands_before_the_end_of_a_truncated_file_and_gives_the_position(
      @TempDir Path dir) throws IOException {
    DescriptionsRead read =
        geoJson(
            dir,
            "{\"type\":\"FeatureCollection\",\"features\":[",
            GOOD + ",",
            "{\"type\":\"Feature\",\"geom");

    assertThat(ids(read)).containsExactly("good");
    assertThat(only(read).code()).isEqualTo(Code.JSON_BROKEN);
    assertThat(only(read).message())
        .contains("ends in the middle")
        .contains("line 3")
        .contains("1 feature(s) before it");
  }

  @Test
  void gives_line_and_column_of_broken_json(@TempDir Path dir) throws IOException {
    RowProblem problem =
        only(geoJson(dir, "{\"type\": \"FeatureCollection\",", " \"features\" []}"));

    assertThat(problem.code()).isEqualTo(Code.JSON_BROKEN);
    assertThat(problem.message()).contains("line 2, column 13");
  }

  @Test
  void says_that_an_empty_list_holds_no_place(@TempDir Path dir) throws IOException {
    assertThat(only(geoJson(dir, collection())).code()).isEqualTo(Code.NO_PLACES);
  }

  @Test
  void refuses_texts_and_nesting_beyond_any_measure(@TempDir Path dir) throws IOException {
    String note = "\"properties\":{\"note\":\"" + "x".repeat(17 << 20) + "\"}";

    assertThat(only(geoJson(dir, GOOD.replaceFirst("}}$", "}," + note + "}"))).code())
        .isEqualTo(Code.VALUE_TOO_LONG);
    assertThat(only(geometry(dir, "[".repeat(100_000))).code()).isEqualTo(Code.VALUE_TOO_LONG);
  }

  @Test
  void refuses_a_geometry_of_more_than_a_million_positions_and_goes_on(@TempDir Path dir)
      throws IOException {
    String line = "[0.5,0.5],".repeat(1_000_001) + "[0,0]";
    DescriptionsRead read =
        geoJson(
            dir,
            collection(
                "{\"type\":\"Feature\",\"geometry\":{\"type\":\"LineString\",\"coordinates\":["
                    + line
                    + "]}}",
                GOOD));

    assertThat(ids(read)).containsExactly("good");
    assertThat(only(read).code()).isEqualTo(Code.GEOMETRY_TOO_LARGE);
  }
}
