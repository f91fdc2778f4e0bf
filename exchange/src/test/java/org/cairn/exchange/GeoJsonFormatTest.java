package org.cairn.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.RowProblem.Severity;
import org.cairn.heritage.place.Attribution;
import org.cairn.heritage.place.Designation;
import org.cairn.heritage.place.Extra;
import org.cairn.heritage.place.Link;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.NameRole;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.PlaceType;
import org.cairn.heritage.place.Source;
import org.cairn.heritage.place.StatementKind;
import org.cairn.heritage.place.Term;
import org.cairn.heritage.time.TimeBound;
import org.cairn.heritage.time.TimeSpan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Plain GeoJSON as whole descriptions: nothing that stands in a feature is lost. */
class GeoJsonFormatTest {
  private static final String POINT = "\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]}";

  @TempDir Path folder;

  private Described read(String... lines) throws IOException {
    Path file = folder.resolve("places.geojson");
    Files.writeString(file, String.join("\n", lines));
    DescriptionFormat format = DescriptionFormats.all().of(file);
    assertThat(format.name()).isEqualTo("geojson");
    return Described.read(format, file);
  }

  private static String feature(String members) {
    return "{\"type\":\"Feature\"," + POINT + (members.isEmpty() ? "" : "," + members) + "}";
  }

  private static String shaped(String members, String geometry) {
    return "{\"type\":\"Feature\",\"geometry\":"
        + geometry.replace('\'', '"')
        + ","
        + members
        + "}";
  }

  private static String collection(String... features) {
    return "{\"type\":\"FeatureCollection\",\"features\":[" + String.join(",\n", features) + "]}";
  }

  private static List<String> ids(Described read) {
    return read.places.stream().map(PlaceDescription::id).toList();
  }

  private static String wkt(Described read) {
    return read.only().geometries().getFirst().geometry().toText();
  }

  @Test
  void maps_what_properties_mean_and_keeps_the_others() throws IOException {
    Described read =
        read(
            collection(
                feature(
                    "\"id\":\"a\",\"properties\":{\"name\":\"Mill\",\"name_fr\":\"Moulin\",\"alt name\":\"Old Mill\","
                        + "\"type\":\"mill\",\"start\":\"1850\",\"wikidata\":\"Q1\",\"designation\":\"listed\",\"source\":\"A Survey\","
                        + "\"population\":12.50,\"open\":true,\"tags\":{\"k\":[1]},\"note_x\":\"as is \",\"empty\":null},\"foreign\":[1]")));
    PlaceDescription place = read.only();
    Attribution said = Attribution.NONE.withSources(List.of(Source.cited("A Survey")));

    assertThat(place.names())
        .containsExactly(
            Name.of("Mill").withAttribution(said),
            Name.of("Moulin", "fr").withAttribution(said),
            Name.of("Old Mill").withRole(NameRole.VARIANT).withAttribution(said));
    assertThat(place.types())
        .containsExactly(PlaceType.of(Term.unknown("mill")).withAttribution(said));
    assertThat(place.existences().getFirst().attribution().times())
        .containsExactly(TimeSpan.from(TimeBound.inYear(1850), TimeBound.UNKNOWN));
    assertThat(place.links())
        .containsExactly(Link.of("wikidata", "Q1", Link.Match.CLOSE).withAttribution(said));
    assertThat(place.designations())
        .containsExactly(
            new Designation("listed", Optional.empty(), Optional.empty(), Optional.empty(), said));
    assertThat(place.extra())
        .containsExactlyInAnyOrder(
            Extra.json("geojson", "population", "12.50"),
            Extra.json("geojson", "open", "true"),
            Extra.json("geojson", "tags", "{\"k\":[1]}"),
            Extra.text("geojson", "note_x", "as is "),
            Extra.json("geojson", "foreign", "[1]"));
    assertThat(read.problems).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"id\":\"f\",\"properties\":{\"id\":\"p\"}|f|id=p",
        "\"@id\":\"http://example.org/1\",\"properties\":{}|http://example.org/1|",
        "\"properties\":{\"ID\":\"p\"}|p|",
        "\"properties\":{\"eamena_id\":\"E-1\"}|E-1|",
        "\"properties\":{\"id\":4,\"EAMENA_ID\":\"E-1\"}|E-1|id=4",
        "\"properties\":{\"id\":4,\"name\":\"Mill\"}|4|",
        "\"properties\":{\"id\":\" \",\"uuid\":\"u\"}|u|",
        "\"properties\":{\"Grid ID\":\"g\",\"name\":\"Mill\"}|Mill|Grid ID=g"
      })
  void takes_the_id_from_the_feature_then_its_properties_then_the_name(
      String members, String id, String kept) throws IOException {
    Described read = read(feature(members));

    assertThat(ids(read)).containsExactly(id);
    assertThat(read.extras()).isEqualTo(kept == null ? List.of() : List.of(kept));
  }

  @Test
  void takes_names_from_every_place_they_are_kept_in() throws IOException {
    Described read =
        read(
            feature(
                "\"id\":\"a\",\"names\":[{\"toponym\":\"Molino\",\"lang\":\"es\"}],\"properties\":{"
                    + "\"title\":\"Mill\",\"name:zh-hant\":\"磨坊\",\"name_fr\":\"Moulin\",\"place_name\":\"The Mill\","
                    + "\"names\":[{\"text\":\"طاحونة\",\"language\":\"ar\",\"source\":\"survey\"},"
                    + "{\"text\":\"Mill\",\"language\":\"en\",\"since\":1850},\"Mühle\"]}"));

    assertThat(read.only().names())
        .containsExactlyInAnyOrder(
            Name.of("Molino", "es"),
            Name.of("Mill", "en"),
            Name.of("磨坊", "zh-Hant").withScript("Hant"),
            Name.of("Moulin", "fr"),
            Name.of("The Mill"),
            Name.of("طاحونة", "ar")
                .withAttribution(Attribution.NONE.withSources(List.of(Source.cited("survey")))),
            Name.of("Mühle"));
    assertThat(read.extras())
        .containsExactly("names[1]={\"text\":\"Mill\",\"language\":\"en\",\"since\":1850}");
    assertThat(read.problems).isEmpty();
  }

  @Test
  void keeps_a_name_that_no_record_can_hold_and_a_language_that_is_none() throws IOException {
    Described read =
        read(
            feature(
                "\"id\":\"a\",\"names\":[{\"text\":\"Mi\\u0000ll\"},{\"text\":\"Mill\",\"language\":\"English\"}]"));

    assertThat(read.only().names()).containsExactly(Name.of("Mill"));
    assertThat(read.extras())
        .containsExactly(
            "names[0]={\"text\":\"Mi\\u0000ll\"}",
            "names[1]={\"text\":\"Mill\",\"language\":\"English\"}");
    assertThat(read.codes()).containsExactly(Code.STATEMENT_MALFORMED, Code.LANGUAGE_UNKNOWN);
  }

  @Test
  void refuses_a_property_that_contradicts_itself_with_its_name() throws IOException {
    Described read =
        read(
            collection(
                feature("\"id\":\"a\",\"properties\":{\"start\":\"1900\",\"end\":\"1800\"}"),
                feature("\"id\":\"b\"")));

    assertThat(ids(read)).containsExactly("b");
    assertThat(read.told()).containsExactly("1 end date-reversed");
  }

  @Test
  void keeps_heights_and_mixed_geometries_as_they_were_written() throws IOException {
    Described line =
        read(shaped("\"id\":\"a\"", "{'type':'LineString','coordinates':[[1,2,3],[4,5]]}"));
    assertThat(line.only().geometries().getFirst().geometry().getCoordinates()[0].getZ())
        .isEqualTo(3);
    assertThat(
            wkt(
                read(
                    shaped(
                        "\"id\":\"a\"",
                        "{'type':'GeometryCollection','geometries':[{'type':'Point','coordinates':[1,2]},{'type':'Polygon','coordinates':[[[0,0],[1,0],[1,1],[0,0]]]}]}"))))
        .startsWith("GEOMETRYCOLLECTION (POINT (1 2), POLYGON");
  }

  @Test
  void leaves_an_outline_that_crosses_itself_to_the_watch() throws IOException {
    String bowtie = "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,1],[1,0],[0,1],[0,0]]]}";
    Described read = read(shaped("\"id\":\"a\"", bowtie));

    assertThat(wkt(read)).isEqualTo("POLYGON ((0 0, 1 1, 1 0, 0 1, 0 0))");
    assertThat(read.only().toPlace().orElseThrow().geometry().isValid()).isTrue();
  }

  @Test
  void brings_longitudes_within_bounds_and_keeps_what_was_written() throws IOException {
    Described jump =
        read(
            shaped(
                "\"id\":\"a\"",
                "{'type':'Polygon','coordinates':[[[179,0],[-179,0],[-179,1],[179,1],[179,0]]]}"));
    Described beyond =
        read(shaped("\"id\":\"a\"", "{'type':'LineString','coordinates':[[179,0],[181,0]]}"));
    Described east = read(shaped("\"id\":\"a\"", "{'type':'Point','coordinates':[190,10]}"));

    assertThat(jump.only().toPlace().orElseThrow().geometry().getArea()).isEqualTo(2.0);
    assertThat(jump.extras()).isEmpty();
    assertThat(wkt(beyond)).isEqualTo("MULTILINESTRING ((179 0, 180 0), (-180 0, -179 0))");
    assertThat(beyond.extras())
        .containsExactly("geometry={\"type\":\"LineString\",\"coordinates\":[[179,0],[181,0]]}");
    assertThat(beyond.codes()).containsExactly(Code.SPLIT_AT_ANTIMERIDIAN);
    assertThat(wkt(east)).isEqualTo("POINT (-170 10)");
    assertThat(east.codes()).containsExactly(Code.LONGITUDE_WRAPPED);
  }

  @Test
  void closes_rings_with_a_note() throws IOException {
    Described read =
        read(shaped("\"id\":\"a\"", "{'type':'Polygon','coordinates':[[[0,0],[1,0],[1,1]]]}"));

    assertThat(wkt(read)).isEqualTo("POLYGON ((0 0, 1 0, 1 1, 0 0))");
    assertThat(read.codes()).containsExactly(Code.RING_CLOSED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{'type':'Point','coordinates':[]}",
        "{'type':'Polygon','coordinates':[]}"
      })
  void takes_a_place_without_geometry_and_says_so(String geometry) throws IOException {
    Described read = read(shaped("\"id\":\"a\"", geometry));

    assertThat(read.only().geometries()).isEmpty();
    assertThat(read.codes()).containsExactly(Code.GEOMETRY_MISSING);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'type':'Point','coordinates':['1','2']}|COORDINATE_NOT_A_NUMBER",
        "{'type':'Point','coordinates':[NaN,2]}|COORDINATE_NOT_A_NUMBER",
        "{'type':'Point','coordinates':[1e999,2]}|COORDINATE_NOT_A_NUMBER",
        "{'type':'Point','coordinates':[1,null]}|COORDINATE_NOT_A_NUMBER",
        "{'type':'LineString','coordinates':[[1,2]]}|GEOMETRY_MALFORMED",
        "{'type':'MultiPoint','coordinates':7}|GEOMETRY_MALFORMED",
        "[1,2]|GEOMETRY_MALFORMED",
        "{'type':'point','coordinates':[1,2]}|GEOMETRY_TYPE_UNKNOWN",
        "{'type':'Point','coordinates':[465181,5080254]}|COORDINATES_PROJECTED",
        "{'type':'Point','coordinates':[12,-170]}|COORDINATES_SWAPPED",
        "{'type':'Point','coordinates':[12,300]}|COORDINATE_OUT_OF_RANGE",
        "{'type':'Polygon','coordinates':[[[0,0],[1,1]]]}|RING_TOO_SHORT",
        "{'type':'Polygon','coordinates':[[[0,0],[1,1],[2,2],[0,0]]]}|POLYGON_WITHOUT_AREA",
      })
  void refuses_geometries_that_make_no_sense_and_goes_on(String geometry, Code code)
      throws IOException {
    Described read =
        read(collection(shaped("\"id\":\"bad\"", geometry), feature("\"id\":\"good\"")));

    assertThat(ids(read)).containsExactly("good");
    assertThat(read.codes()).containsExactly(code);
    assertThat(read.problems.getFirst().severity()).isEqualTo(Severity.REFUSED);
    assertThat(read.problems.getFirst().row()).hasValue(1);
    assertThat(read.problems.getFirst().field()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"Featre\",\"geometry\":null}",
        "{\"type\":\"Feature\",\"id\":{},\"geometry\":null}",
        "{\"type\":\"Feature\",\"properties\":[],\"geometry\":null}",
        "null",
        "[1,[2]]"
      })
  void refuses_members_of_the_list_that_are_no_features_and_goes_on(String member)
      throws IOException {
    Described read = read(collection(member, feature("\"id\":\"good\"")));

    assertThat(ids(read)).containsExactly("good");
    assertThat(read.codes()).containsExactly(Code.FEATURE_MALFORMED);
  }

  @Test
  void joins_the_features_of_one_place_wherever_they_stand() throws IOException {
    Described read =
        read(
            collection(
                feature("\"id\":\"a\",\"properties\":{\"name\":\"Mill\"}"),
                feature("\"id\":\"b\""),
                shaped(
                    "\"id\":\"a\",\"properties\":{\"name\":\"Mill\",\"name_fr\":\"Moulin\"}",
                    "{'type':'Polygon','coordinates':[[[1,2],[1.001,2],[1.001,2.001],[1,2]]]}"),
                shaped("\"id\":\"a\"", "{'type':'Point','coordinates':[30,40]}")));

    assertThat(ids(read)).containsExactlyInAnyOrder("a", "b");
    PlaceDescription joined =
        read.places.stream().filter(each -> each.id().equals("a")).findFirst().orElseThrow();
    assertThat(joined.names()).containsExactly(Name.of("Mill"), Name.of("Moulin", "fr"));
    assertThat(joined.geometries()).hasSize(2);
    assertThat(joined.toPlace().orElseThrow().geometry().getGeometryType()).isEqualTo("Polygon");
    assertThat(read.told()).containsExactly("3 id place-repeated", "4 id id-duplicate");
  }

  @Test
  void names_places_without_ids_and_tells_them_apart() throws IOException {
    Described read =
        read(
            collection(
                feature("\"properties\":{\"name\":\"Mill\"}"),
                feature("\"properties\":{\"name\":\"Mill\"}"),
                feature("\"properties\":{}")));

    assertThat(ids(read)).containsExactly("Mill", "Mill ~2", "places.geojson#3");
    assertThat(read.codes())
        .containsExactly(Code.ID_MADE_UNIQUE, Code.ID_FROM_NAME, Code.ID_FROM_POSITION);
  }

  @Test
  void reads_bare_geometries_lines_and_text_sequences() throws IOException {
    assertThat(wkt(read("{\"type\":\"Point\",\"coordinates\":[1,2]}"))).isEqualTo("POINT (1 2)");
    assertThat(
            read("{\"type\":\"GeometryCollection\",\"geometries\":[{\"coordinates\":[1,2],\"type\":\"Point\"},"
                    + "{\"type\":\"Point\",\"coordinates\":[3,4]}]}")
                .places)
        .hasSize(2);
    assertThat(ids(read(feature("\"id\":\"a\""), "\u001E" + feature("\"id\":\"b\""))))
        .containsExactly("a", "b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"Topology\",\"objects\":{},\"features\":[{\"type\":\"Feature\"}]}",
        "{\"type\":\"Feature collection\",\"features\":[{\"type\":\"Feature\"}]}",
        "{\"geometryType\":\"esriGeometryPoint\",\"features\":[{\"type\":\"Feature\",\"geometry\":{\"x\":1}}]}"
      })
  void refuses_json_that_is_no_geojson(String text) throws IOException {
    Described read = read(text);

    assertThat(read.places).isEmpty();
    assertThat(read.codes()).containsExactly(Code.NOT_GEOJSON);
  }

  @ParameterizedTest
  @CsvSource({
    "urn:ogc:def:crs:OGC:1.3:CRS84,1",
    "urn:ogc:def:crs:EPSG::4326,1",
    "urn:ogc:def:crs:EPSG::32633,0",
    "EPSG:3857,0",
    "EPSG:14326,0"
  })
  void takes_no_place_of_a_file_whose_crs_is_not_wgs_84(String crs, int places) throws IOException {
    Described read =
        read(
            "{\"type\":\"FeatureCollection\",\"features\":[" + feature("\"id\":\"a\"") + "],",
            "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"" + crs + "\"}}}");

    assertThat(read.places).as("also what stands before the member").hasSize(places);
    assertThat(read.codes()).isEqualTo(places == 1 ? List.of() : List.of(Code.CRS_NOT_WGS84));
  }

  @Test
  void reads_back_what_was_written_and_then_changed_by_hand() throws IOException {
    PlaceDescription place =
        PlaceDescription.of("p", Name.of("Homs", "en"))
            .withExtra(
                List.of(
                    Extra.json("geojson", "population", "12.50"),
                    Extra.text("sheet", "column", "kept")));
    Path file = folder.resolve("places.geojson");
    assertThat(JsonFormats.geoJson().write(List.of(place), file)).isEmpty();
    String written = Files.readString(file);
    assertThat(written).contains("\"population\":12.50").contains("\"source\":\"sheet\"");
    assertThat(read(written).only().extra()).containsExactlyInAnyOrderElementsOf(place.extra());

    Described edited = read(written.replace("\"name\":\"Homs\"", "\"name\":\"Emesa\""));
    assertThat(edited.extras()).contains("name=Emesa");
    assertThat(edited.codes()).containsExactly(Code.MEMBER_LEFT_OUT);

    Described broken = read(written.replace("\"language\":\"en\"", "\"language\":7"));
    assertThat(broken.told()).containsExactly("1 cairn_record feature-malformed");
    assertThat(broken.count(StatementKind.NAME)).isZero();
  }

  @Test
  void writes_several_geometries_with_what_each_stands_for() throws IOException {
    PlaceDescription place =
        PlaceDescription.of(
            "p",
            PlaceGeometry.of(Samples.wkt("POINT (1 2)"), PlaceGeometry.Extent.ACCESS),
            PlaceGeometry.of(
                Samples.wkt("GEOMETRYCOLLECTION (POINT (1 2), LINESTRING (1 2, 3 4))"),
                PlaceGeometry.Extent.FOOTPRINT));
    Path file = folder.resolve("places.geojson");

    assertThat(JsonFormats.geoJson().write(List.of(place), file)).isEmpty();
    assertThat(read(Files.readString(file)).only()).isEqualTo(place);
  }
}
