package org.cairn.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cairn.exchange.Lists.codes;
import static org.cairn.exchange.Lists.geoJson;
import static org.cairn.exchange.Lists.geometry;
import static org.cairn.exchange.Lists.ids;
import static org.cairn.exchange.Lists.only;
import static org.cairn.exchange.Lists.wkt;

import java.io.IOException;
import java.nio.file.Path;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.RowProblem.Severity;
import org.cairn.heritage.PlaceName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeoJsonPlacesTest {
  private static final String POINT = "\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]}";

  private static String feature(String members) {
    return "{\"type\":\"Feature\"," + POINT + (members.isEmpty() ? "" : "," + members) + "}";
  }

  private static String collection(String... features) {
    return "{\"type\":\"FeatureCollection\",\"features\":[" + String.join(",\n", features) + "]}";
  }

  @Test
  void reads_a_collection_a_feature_and_a_bare_geometry(@TempDir Path dir) throws IOException {
    assertThat(ids(geoJson(dir, collection(feature("\"id\":\"a\""), feature("\"id\":7")))))
        .containsExactly("a", "7");
    assertThat(ids(geoJson(dir, feature("\"id\":\"a\"")))).containsExactly("a");
    assertThat(wkt(geoJson(dir, "{\"type\":\"Point\",\"coordinates\":[1,2]}")))
        .isEqualTo("POINT (1 2)");
  }

  @Test
  void reads_the_members_of_a_bare_collection_as_places(@TempDir Path dir) throws IOException {
    PlacesRead read =
        geoJson(
            dir,
            "{\"geometries\":[{\"coordinates\":[1,2],\"type\":\"Point\"},",
            "{\"type\":\"Point\",\"coordinates\":[3,4]}],\"type\":\"GeometryCollection\"}");

    assertThat(ids(read)).containsExactly("places.geojson#1", "places.geojson#2");
    assertThat(only(read).code()).isEqualTo(Code.ID_FROM_POSITION);
    assertThat(only(read).severity()).isEqualTo(Severity.NOTE);
  }

  @Test
  void reads_one_feature_per_line_and_text_sequences(@TempDir Path dir) throws IOException {
    assertThat(ids(geoJson(dir, feature("\"id\":\"a\""), "\u001E" + differentPlace("b"))))
        .containsExactly("a", "b");
  }

  private static String differentPlace(String id) {
    return "{\"type\":\"Feature\",\"id\":\""
        + id
        + "\",\"properties\":null,\"geometry\":{\"type\":\"Point\",\"coordinates\":[30,40]}}";
  }

  @Test
  void reads_members_in_any_order(@TempDir Path dir) throws IOException {
    PlacesRead read =
        geoJson(
            dir,
            "{\"features\":[{\"properties\":{\"name\":\"Mill\"},\"geometry\":{\"coordinates\":[1,2],"
                + "\"type\":\"Point\"},\"id\":\"a\",\"type\":\"Feature\"}],\"type\":\"FeatureCollection\"}");

    assertThat(ids(read)).containsExactly("a");
    assertThat(read.problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"id\":\"f\",\"properties\":{\"id\":\"p\"}|f",
        "\"@id\":\"http://example.org/1\",\"properties\":{}|http://example.org/1",
        "\"properties\":{\"ID\":\"p\"}|p",
        "\"properties\":{\"@id\":\"p\"}|p",
        "\"properties\":{\"identifier\":\"p\"}|p",
        "\"properties\":{\"eamena_id\":\"E-1\"}|E-1",
        "\"properties\":{\"id\":4,\"EAMENA ID\":\"E-1\"}|E-1",
        "\"properties\":{\"id\":4,\"name\":\"Mill\"}|4",
        "\"properties\":{\"id\":\" \",\"uuid\":\"u\"}|u",
        "\"properties\":{\"Grid ID\":\"g\",\"name\":\"Mill\"}|Mill"
      })
  void takes_the_id_from_the_feature_then_its_properties_then_the_name(
      String members, String id, @TempDir Path dir) throws IOException {
    assertThat(ids(geoJson(dir, feature(members)))).containsExactly(id);
  }

  @Test
  void takes_names_from_every_place_they_are_kept_in(@TempDir Path dir) throws IOException {
    PlacesRead read =
        geoJson(
            dir,
            feature(
                "\"id\":\"a\",\"names\":[{\"toponym\":\"Molino\",\"lang\":\"es\"}],\"properties\":{"
                    + "\"title\":\"Mill\",\"name:zh-hant\":\"磨坊\",\"name_fr\":\"Moulin\","
                    + "\"name_old\":\"x\",\"name_source\":\"y\",\"place_name\":\"The Mill\","
                    + "\"names\":[{\"text\":\"طاحونة\",\"language\":\"ar\",\"source\":\"survey\"},"
                    + "{\"text\":\"Mill\",\"language\":\"en\"},\"Mühle\"]}"));

    assertThat(read.problems()).isEmpty();
    assertThat(read.places().getFirst().names())
        .containsExactly(
            PlaceName.of("Molino", "es"),
            PlaceName.of("Mill", "en"),
            PlaceName.of("磨坊", "zh-Hant"),
            PlaceName.of("Moulin", "fr"),
            PlaceName.of("The Mill"),
            new PlaceName("طاحونة", java.util.Optional.of("ar"), java.util.Optional.of("survey")),
            PlaceName.of("Mühle"));
  }

  @Test
  void takes_a_name_without_its_language_when_that_is_no_tag(@TempDir Path dir) throws IOException {
    PlacesRead read =
        geoJson(
            dir, feature("\"id\":\"a\",\"names\":[{\"text\":\"Mill\",\"language\":\"English\"}]"));

    assertThat(read.places().getFirst().names()).containsExactly(PlaceName.of("Mill"));
    assertThat(only(read).code()).isEqualTo(Code.LANGUAGE_UNKNOWN);
  }

  @Test
  void takes_controls_and_overrides_out_of_names_and_keeps_what_scripts_need(@TempDir Path dir)
      throws IOException {
    PlacesRead read =
        geoJson(
            dir,
            feature("\"id\":\"a\",\"properties\":{\"name\":\"\\u0000Mi\\u202Ell\\u0007\"}"),
            feature("\"id\":\"b\",\"properties\":{\"name\":\"نیم\u200Cفاصله\"}"),
            feature("\"id\":\"c\",\"properties\":{\"name\":\"raw\u0001 control\"}"));

    assertThat(read.places().get(0).names()).containsExactly(PlaceName.of("Mill"));
    assertThat(read.places().get(1).names()).containsExactly(PlaceName.of("نیم\u200Cفاصله"));
    assertThat(read.places().get(2).names()).containsExactly(PlaceName.of("raw control"));
    assertThat(codes(read)).containsExactly(Code.NAME_CLEANED, Code.NAME_CLEANED);
    assertThat(read.problems().getFirst().value()).contains("\\u0000Mi\\u202Ell\\u0007");
  }

  @Test
  void keeps_very_long_names_up_to_a_limit_and_says_so(@TempDir Path dir) throws IOException {
    PlacesRead read =
        geoJson(
            dir,
            feature("\"id\":\"a\",\"properties\":{\"name\":\"" + "é".repeat(10_000) + "\"}"),
            feature("\"id\":\"b\",\"properties\":{\"name\":\"" + "𐤀".repeat(10_001) + "\"}"));

    assertThat(read.places().get(0).names().getFirst().text()).hasSize(10_000);
    assertThat(read.places().get(1).names().getFirst().text()).isEqualTo("𐤀".repeat(10_000));
    assertThat(codes(read)).containsExactly(Code.NAME_LONG, Code.NAME_LONG);
    assertThat(read.problems().get(1).message()).contains("10001").contains("cut at 10000");
  }

  @Test
  void points_at_letters_lost_in_an_earlier_conversion(@TempDir Path dir) throws IOException {
    assertThat(
            only(geoJson(dir, feature("\"id\":\"a\",\"properties\":{\"name\":\"M\uFFFDhle\"}")))
                .code())
        .isEqualTo(Code.NAME_DAMAGED);
  }

  @Test
  void drops_heights(@TempDir Path dir) throws IOException {
    assertThat(wkt(geometry(dir, "{\"type\":\"LineString\",\"coordinates\":[[1,2,3],[4,5,null]]}")))
        .isEqualTo("LINESTRING (1 2, 4 5)");
  }

  @Test
  void refuses_a_feature_without_geometry(@TempDir Path dir) throws IOException {
    assertThat(only(geometry(dir, "null")).code()).isEqualTo(Code.GEOMETRY_MISSING);
    assertThat(only(geometry(dir, "{\"type\":\"Polygon\",\"coordinates\":[]}")).code())
        .isEqualTo(Code.GEOMETRY_MISSING);
    assertThat(only(geometry(dir, "{\"type\":\"Point\",\"coordinates\":[]}")).code())
        .isEqualTo(Code.GEOMETRY_MISSING);
    assertThat(only(geometry(dir, "{\"type\":\"GeometryCollection\",\"geometries\":[]}")).code())
        .isEqualTo(Code.GEOMETRY_MISSING);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'type':'Point','coordinates':['1','2']}|COORDINATE_NOT_A_NUMBER",
        "{'type':'Point','coordinates':[NaN,2]}|COORDINATE_NOT_A_NUMBER",
        "{'type':'Point','coordinates':[1e999,2]}|COORDINATE_NOT_A_NUMBER",
        "{'type':'Point','coordinates':[1,null]}|COORDINATE_NOT_A_NUMBER",
        "{'type':'Point','coordinates':[null,null]}|COORDINATE_NOT_A_NUMBER",
        "{'type':'Point','coordinates':[[1,2]]}|GEOMETRY_MALFORMED",
        "{'type':'Polygon','coordinates':[[1,2],[3,4]]}|GEOMETRY_MALFORMED",
        "{'type':'MultiPoint','coordinates':[1,2]}|GEOMETRY_MALFORMED",
        "{'type':'LineString','coordinates':[[1,2]]}|GEOMETRY_MALFORMED",
        "{'type':'Point'}|GEOMETRY_MALFORMED",
        "[1,2]|GEOMETRY_MALFORMED",
        "{'type':'point','coordinates':[1,2]}|GEOMETRY_TYPE_UNKNOWN",
        "{'type':'Circle','coordinates':[1,2]}|GEOMETRY_TYPE_UNKNOWN",
        "{'type':'Point','coordinates':[465181,5080254]}|COORDINATES_PROJECTED",
        "{'type':'Point','coordinates':[12,-170]}|COORDINATES_SWAPPED",
        "{'type':'Point','coordinates':[12,300]}|COORDINATE_OUT_OF_RANGE",
        "{'type':'Polygon','coordinates':[[[0,0],[1,1]]]}|RING_TOO_SHORT",
        "{'type':'Polygon','coordinates':[[[0,0],[1,1],[2,2],[0,0]]]}|POLYGON_WITHOUT_AREA",
      })
  void refuses_geometries_that_make_no_sense_and_goes_on(
      String geometry, Code code, @TempDir Path dir) throws IOException {
    PlacesRead read =
        geoJson(
            dir,
            collection(
                "{\"type\":\"Feature\",\"id\":\"bad\",\"geometry\":"
                    + geometry.replace('\'', '"')
                    + "}",
                feature("\"id\":\"good\"")));

    assertThat(ids(read)).containsExactly("good");
    assertThat(only(read).severity()).isEqualTo(Severity.REFUSED);
    assertThat(only(read).code()).isEqualTo(code);
    assertThat(only(read).row()).hasValue(1);
    assertThat(only(read).field()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"Point\",\"coordinates\":[1,2]}",
        "{\"type\":\"Featre\",\"geometry\":null}",
        "{\"type\":\"Feature\",\"id\":{},\"geometry\":null}",
        "{\"type\":\"Feature\",\"properties\":[],\"geometry\":null}",
        "null",
        "[1,[2]]",
        "\"x\""
      })
  void refuses_members_of_the_list_that_are_no_features_and_goes_on(
      String member, @TempDir Path dir) throws IOException {
    PlacesRead read = geoJson(dir, collection(member, feature("\"id\":\"good\"")));

    assertThat(ids(read)).containsExactly("good");
    assertThat(only(read).code()).isEqualTo(Code.FEATURE_MALFORMED);
  }

  @Test
  void reads_what_stands_before_the_end_of_a_truncated_file_and_gives_the_position(
      @TempDir Path dir) throws IOException {
    PlacesRead read =
        geoJson(
            dir,
            "{\"type\":\"FeatureCollection\",\"features\":[",
            feature("\"id\":\"a\"") + ",",
            "{\"type\":\"Feature\",\"geom");

    assertThat(ids(read)).containsExactly("a");
    assertThat(only(read).code()).isEqualTo(Code.JSON_BROKEN);
    assertThat(only(read).message())
        .contains("ends in the middle")
        .contains("line 3")
        .contains("1 complete feature");
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "\"x\"",
        "{}",
        "{\"type\":\"FeatureCollection\"}",
        "{\"type\":\"FeatureCollection\",\"features\":{}}",
        "{\"type\":\"featurecollection\",\"features\":[]}",
        "{\"type\":\"Topology\",\"objects\":{}}",
        "{\"geometryType\":\"esriGeometryPoint\",\"features\":[{\"geometry\":{\"x\":1,\"y\":2}}]}"
      })
  void refuses_json_that_is_no_geojson(String text, @TempDir Path dir) throws IOException {
    PlacesRead read = geoJson(dir, text);

    assertThat(read.places()).isEmpty();
    assertThat(only(read).code()).isEqualTo(Code.NOT_GEOJSON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "urn:ogc:def:crs:OGC:1.3:CRS84",
        "urn:ogc:def:crs:EPSG::4326",
        "EPSG:4326",
        "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
      })
  void takes_the_old_crs_member_when_it_names_wgs_84(String name, @TempDir Path dir)
      throws IOException {
    assertThat(withCrs(dir, name).problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"urn:ogc:def:crs:EPSG::32633", "EPSG:3857", "EPSG:14326"})
  void refuses_the_file_when_the_old_crs_member_names_another(String name, @TempDir Path dir)
      throws IOException {
    PlacesRead read = withCrs(dir, name);

    assertThat(read.places()).as("also what stood before the member").isEmpty();
    assertThat(only(read).code()).isEqualTo(Code.CRS_NOT_WGS84);
    assertThat(only(read).value()).contains(name);
  }

  private static PlacesRead withCrs(Path dir, String name) throws IOException {
    return geoJson(
        dir,
        "{\"type\":\"FeatureCollection\",\"features\":[" + feature("\"id\":\"a\"") + "],",
        "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"" + name + "\"}}}");
  }

  @Test
  void refuses_texts_and_nesting_beyond_any_measure(@TempDir Path dir) throws IOException {
    assertThat(
            only(geoJson(
                    dir, feature("\"properties\":{\"note\":\"" + "x".repeat(17 << 20) + "\"}")))
                .code())
        .isEqualTo(Code.VALUE_TOO_LONG);
    assertThat(only(geometry(dir, "[".repeat(100_000))).code()).isEqualTo(Code.VALUE_TOO_LONG);
  }

  @Test
  void refuses_a_geometry_of_more_than_a_million_positions_and_goes_on(@TempDir Path dir)
      throws IOException {
    String ring = "[0.5,0.5],".repeat(1_000_001) + "[0,0]";
    PlacesRead read =
        geoJson(
            dir,
            collection(
                "{\"type\":\"Feature\",\"geometry\":{\"type\":\"LineString\",\"coordinates\":["
                    + ring
                    + "]}}",
                feature("\"id\":\"good\"")));

    assertThat(ids(read)).containsExactly("good");
    assertThat(only(read).code()).isEqualTo(Code.GEOMETRY_TOO_LARGE);
  }
}
