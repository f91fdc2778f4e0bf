package org.cairn.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.RowProblem.Severity;
import org.cairn.heritage.Certainty;
import org.cairn.heritage.place.Link;
import org.cairn.heritage.place.LinkScheme;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.NameRole;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceType;
import org.cairn.heritage.place.Relation;
import org.cairn.heritage.place.Source;
import org.cairn.heritage.place.StatementKind;
import org.cairn.heritage.time.EdtfDate;
import org.cairn.heritage.time.Period;
import org.cairn.heritage.time.TimeBound;
import org.cairn.heritage.time.TimeSpan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Linked Places Format in the spellings that are met. */
class LpfReaderTest {
  @TempDir Path folder;

  private Described read(String... lines) throws IOException {
    return Described.read(
        JsonFormats.all().stream().filter(f -> f.name().equals("lpf")).findFirst().orElseThrow(),
        Lists.write(folder, "places.geojson", lines));
  }

  /** One feature with these members besides. */
  private Described feature(String members) throws IOException {
    return read(
        "{\"@id\":\"p\",\"type\":\"Feature\",\"properties\":{\"title\":\"T\"}" + members + "}");
  }

  @Test
  void keeps_everything_the_published_example_says() throws IOException {
    Described read =
        feature(
            """
            ,"geometry":{"type":"Point","coordinates":[-1.2879,51.6708,50]},
            "when":{"timespans":[{"start":{"in":"0676"},"end":{"in":"1066"}}],
              "periods":[{"name":"Anglo-Saxon Period","@id":"periodo:p06c6g3whtg"}],
              "label":"words","duration":"P100Y"},
            "names":[{"toponym":"Abingdon","lang":"en",
              "citations":[{"label":"Ye Olde Gazetteer","year":1635,"@id":"http://archive.org/x"}],
              "when":{"timespans":[{"start":{"in":"1600"}}]}}],
            "types":[{"identifier":"aat:300008375","label":"town",
              "sourceLabels":[{"label":"Market Town","lang":"en"}]}],
            "relations":[{"relationType":"gvp:broaderPartitive","relationTo":"mygaz:places/p_9876",
              "label":"part of Berkshire","certainty":"less certain"}],
            "links":[{"type":"exactMatch","identifier":"http://vocab.getty.edu/tgn/7011944"}],
            "descriptions":[{"@id":"https://en.wikipedia.org/wiki/A","value":"a town","lang":"en"}],
            "depictions":[{"@id":"https://commons.wikimedia.org/x.jpg","title":"The river",
              "license":"cc:by-sa/3.0/"}]\
            """);

    PlaceDescription place = read.only();
    assertThat(read.problems).isEmpty();
    assertThat(place.extra()).isEmpty();
    assertThat(place.names().getFirst()).isEqualTo(Name.of("T").withRole(NameRole.TITLE));
    Name name = place.names().get(1);
    assertThat(name.language()).contains("en");
    assertThat(name.attribution().sources())
        .containsExactly(
            new Source(
                Optional.of("Ye Olde Gazetteer"),
                Optional.of("http://archive.org/x"),
                Optional.of("1635")));
    assertThat(name.attribution().times()).containsExactly(TimeSpan.during(TimeBound.inYear(1600)));
    TimeSpan when = place.existences().getFirst().attribution().times().getFirst();
    assertThat(when.reading()).isEqualTo(TimeSpan.Reading.FROM);
    assertThat(when.periods())
        .containsExactly(Period.of("periodo:p06c6g3whtg", "Anglo-Saxon Period"));
    assertThat(when.duration()).contains("P100Y");
    assertThat(place.types().getFirst().term().id()).contains("300008375");
    assertThat(place.types().getFirst().sourceLabels()).hasSize(1);
    Relation relation = place.relations().getFirst();
    assertThat(relation.type()).isEqualTo(Relation.Type.PART_OF);
    assertThat(relation.attribution().certainty()).contains(Certainty.LESS_CERTAIN);
    assertThat(place.links())
        .containsExactly(Link.of(LinkScheme.TGN.code(), "7011944", Link.Match.EXACT));
    assertThat(place.descriptions()).hasSize(1);
    assertThat(place.depictions().getFirst().licence()).contains("cc:by-sa/3.0/");
    assertThat(place.geometries().getFirst().geometry().getCoordinate().getZ()).isEqualTo(50);
  }

  @Test
  void reads_years_as_integers_and_minus_one_as_unknown() throws IOException {
    List<Name> names =
        feature(
                """
                ,"names":[
                {"toponym":"a","when":{"timespans":[{"start":1727,"end":-1}]}},
                {"toponym":"b","when":{"timespans":[{"start":-1,"end":-1}]}},
                {"toponym":"c","when":{"timespans":[{"start":-1,"end":800}]}},
                {"toponym":"d","when":{"timespan":[{"start":{"in":-320},"end":{"in":""}}]}}]\
                """)
            .only()
            .names();

    assertThat(names.get(1).attribution().times())
        .containsExactly(TimeSpan.from(TimeBound.inYear(1727), TimeBound.UNKNOWN));
    assertThat(names.get(2).attribution().times()).isEmpty();
    assertThat(names.get(3).attribution().times())
        .containsExactly(TimeSpan.from(TimeBound.UNKNOWN, TimeBound.inYear(800)));
    assertThat(names.get(4).attribution().times())
        .containsExactly(TimeSpan.during(TimeBound.inYear(-320)));
  }

  @Test
  void reads_earliest_and_latest_and_several_spans_with_periods_beside() throws IOException {
    List<TimeSpan> times =
        feature(
                """
                ,"when":{"timespans":[
                {"start":{"earliest":"1600","latest":"1610"}},{"start":{"in":"1700"}}],
                "periods":[{"name":"P","uri":"u:1"}],"certainty":"uncertain"}\
                """)
            .only()
            .existences()
            .getFirst()
            .attribution()
            .times();

    assertThat(times)
        .containsExactly(
            TimeSpan.during(TimeBound.between(EdtfDate.ofYear(1600), EdtfDate.ofYear(1610)))
                .withCertainty(Certainty.UNCERTAIN),
            TimeSpan.during(TimeBound.inYear(1700)).withCertainty(Certainty.UNCERTAIN),
            TimeSpan.during(Period.of("u:1", "P")).withCertainty(Certainty.UNCERTAIN));
  }

  @ParameterizedTest
  @ValueSource(strings = {"geowkt", "geo_wkt"})
  void takes_well_known_text_beside_different_coordinates_as_a_second_geometry(String member)
      throws IOException {
    String coordinates = ",\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2],\"" + member;

    assertThat(feature(coordinates + "\":\"POINT (1 2)\"}").only().geometries()).hasSize(1);
    assertThat(feature(coordinates + "\":\"LINESTRING (1 2, 3 4)\"}").only().geometries())
        .hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"identifier\":\"aat:300008372\",\"label\":\"village\",\"sourceLabel\":\"Pueblo\"}",
        "{\"@id\":300008372,\"label\":\"Pueblo\",\"label_aat\":\"village\"}",
        "{\"identifier\":\"http://vocab.getty.edu/page/aat/300008372\",\"label\":\"village\","
            + "\"sourceLabels\":[{\"label\":\"Pueblo\"}]}"
      })
  void reads_one_type_in_every_spelling(String type) throws IOException {
    PlaceType read = feature(",\"types\":[" + type + "]").only().types().getFirst();

    assertThat(read.term().vocabulary()).contains("aat");
    assertThat(read.term().id()).contains("300008372");
    assertThat(read.term().label()).contains("village");
    assertThat(read.sourceLabels().getFirst().label()).contains("Pueblo");
  }

  @Test
  void keeps_what_it_does_not_know_with_its_path() throws IOException {
    Described read =
        feature(
            """
            ,"names":[{"toponym":"a","transcription":{"by":1.10}},"bare"],
            "odd":["x",null],"links":[{"type":"exactMatch"}]\
            """);

    assertThat(read.extras())
        .containsExactlyInAnyOrder(
            "odd=[\"x\",null]",
            "names[0].transcription={\"by\":1.10}",
            "names[1]=\"bare\"",
            "links[0]={\"type\":\"exactMatch\"}");
  }

  @Test
  void says_every_problem_at_once_and_takes_the_good_features() throws IOException {
    Described read =
        read(
            "{\"type\":\"FeatureCollection\",\"features\":[",
            "{\"@id\":\"1\",\"type\":\"Feature\",\"properties\":{\"title\":\"a\"},\"names\":[",
            "{\"toponym\":\"b\",\"when\":{\"timespans\":[{\"start\":{\"in\":\"circa 1600\"}}]}},",
            "{\"toponym\":\"c\",\"lang\":\"not a tag\"}],",
            "\"when\":{\"timespans\":[{\"start\":{\"in\":\"1700\"},\"end\":{\"in\":\"1600\"}}]}},",
            "{\"type\":\"Feature\",\"properties\":{\"title\":\"no id\"}},",
            "{\"@id\":\"3\",\"type\":\"Place\"}, 7,",
            "{\"@id\":\"1\",\"type\":\"Feature\",\"properties\":{\"title\":\"again\"}},",
            "{\"@id\":\"6\",\"type\":\"Feature\",\"properties\":{}}]}");

    assertThat(read.told())
        .containsExactly(
            "1 names[0].when.timespans[0].start.in date-unreadable",
            "1 names[1].lang language-unknown",
            "1 when.timespans[0] date-reversed",
            "2 @id feature-malformed",
            "3 type feature-malformed",
            "4 feature-malformed",
            "5 @id id-duplicate",
            "6 properties.title statement-malformed");
    assertThat(read.rows).containsExactly(1, 6);
    assertThat(read.places.getFirst().names()).hasSize(3);
    assertThat(read.extras())
        .anyMatch(each -> each.startsWith("names[0].when.timespans[0]={"))
        .contains("names[1].lang=\"not a tag\"");
  }

  @Test
  void asks_about_swapped_and_projected_coordinates_and_changes_none() throws IOException {
    for (String[] bad :
        new String[][] {
          {"[36.2, 137.1]", "coordinates-swapped"},
          {"[443000, 3600000]", "coordinates-projected"},
          {"[NaN, 1]", "coordinate-not-a-number"},
          {"[200, 1]", "coordinate-out-of-range"},
          {"[\"1\", 1]", "coordinate-not-a-number"},
          {"[]", "geometry-missing"}
        }) {
      Described read = feature(",\"geometry\":{\"type\":\"Point\",\"coordinates\":" + bad[0] + "}");
      assertThat(read.only().geometries()).isEmpty();
      if (!bad[0].equals("[]")) {
        assertThat(read.told()).containsExactly("1 geometry.coordinates " + bad[1]);
        assertThat(read.problems.getFirst().severity()).isEqualTo(Severity.NOTE);
        assertThat(read.extras()).hasSize(1);
      }
    }
  }

  @Test
  void goes_on_after_a_broken_line_where_each_line_is_a_feature() throws IOException {
    String good = "{\"@id\":\"%s\",\"type\":\"Feature\",\"properties\":{\"title\":\"t\"}}";
    String bomb = "{\"@id\":\"x\",\"type\":\"Feature\",\"odd\":" + "[".repeat(100_000);

    Described read =
        read(
            good.formatted("a"),
            "{\"@id\": oops}",
            good.formatted("b"),
            bomb,
            "\u001E" + good.formatted("c"));

    assertThat(read.told()).containsExactly("2 json-broken", "4 value-too-long");
    assertThat(read.rows).containsExactly(1, 3, 5);
  }

  @Test
  void keeps_what_was_whole_before_a_file_breaks_off() throws IOException {
    Described read =
        read(
            "{\"type\":\"FeatureCollection\",\"features\":[",
            "{\"@id\":\"1\",\"type\":\"Feature\",\"properties\":{\"title\":\"a\"}},",
            "{\"@id\":\"2\",\"type\":\"Feat");

    assertThat(read.codes()).containsExactly(Code.JSON_BROKEN);
    assertThat(read.problems.getFirst().severity()).isEqualTo(Severity.REFUSED);
    assertThat(read.only().id()).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
  void finds_the_encoding_with_and_without_mark(String charset) throws IOException {
    for (String mark : new String[] {"", "\uFEFF"}) {
      Path file =
          Lists.write(
              folder,
              "p.json",
              Charset.forName(charset),
              mark
                  + "{\"@id\":\"p\",\"type\":\"Feature\",\"properties\":{\"title\":\"حمص\","
                  + "\"ccodes\":[\"SY\"]}}");
      assertThat(Described.read(file).only().names().getFirst().text()).isEqualTo("حمص");
    }
  }

  @Test
  void refuses_only_the_features_whose_bytes_are_not_utf8() throws IOException {
    Described read =
        Described.read(
            Lists.write(
                folder,
                "p.jsonl",
                StandardCharsets.ISO_8859_1,
                "{\"@id\":\"a\",\"type\":\"Feature\",\"properties\":{\"title\":\"plain\",\"ccodes\":[]}}",
                "{\"@id\":\"b\",\"type\":\"Feature\",\"properties\":{\"title\":\"Góra\"}}",
                "{\"@id\":\"c\",\"type\":\"Feature\",\"properties\":{\"title\":\"plain\"}}"));

    assertThat(read.told()).containsExactly("2 encoding-not-utf8", "encoding-not-utf8");
    assertThat(read.rows).containsExactly(1, 3);
  }

  @Test
  void keeps_half_a_surrogate_pair_as_an_extra_and_the_rest_of_the_place() throws IOException {
    Described read = feature(",\"names\":[{\"toponym\":\"a\\ud800\"},{\"toponym\":\"b\"}]");

    assertThat(read.told()).containsExactly("1 names[0] statement-malformed");
    assertThat(read.only().names()).extracting(Name::text).containsExactly("T", "b");
    assertThat(read.extras()).containsExactly("names[0]={\"toponym\":\"a\\ud800\"}");
  }

  @Test
  void takes_a_name_of_100_000_characters_and_keeps_a_longer_one_as_an_extra() throws IOException {
    Described read =
        feature(
            ",\"names\":[{\"toponym\":\""
                + "x".repeat(100_000)
                + "\"},{\"toponym\":\""
                + "y".repeat(100_001)
                + "\"}]");

    assertThat(read.only().names()).hasSize(2);
    assertThat(read.told()).containsExactly("1 names[1] statement-malformed");
    assertThat(read.only().extra().getFirst().value()).hasSize(100_001 + 14);
  }

  @Test
  void nulls_everywhere_say_nothing() throws IOException {
    Described read =
        feature(
            """
            ,"names":null,"types":[null],"geometry":null,"when":null,"links":[{}],
            "relations":[{"relationType":null,"relationTo":null,"label":null}],
            "descriptions":[{"value":""}],"depictions":[{"@id":"","title":""}]\
            """);

    assertThat(read.problems).isEmpty();
    assertThat(read.only().statements()).hasSize(1);
    assertThat(read.only().extra()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not json",
        "7",
        "null",
        "[]",
        "{\"type\":\"FeatureCollection\",\"features\":[]}"
      })
  void says_of_a_file_without_features_that_it_has_none(String text) throws IOException {
    Described read = read(text);

    assertThat(read.places).isEmpty();
    assertThat(read.problems).hasSize(1);
    assertThat(read.problems.getFirst().severity()).isEqualTo(Severity.REFUSED);
  }

  @Test
  void refuses_a_collection_in_another_coordinate_system() throws IOException {
    Described read =
        read(
            "{\"type\":\"FeatureCollection\",\"crs\":{\"properties\":{\"name\":\"EPSG:3857\"}},",
            "\"features\":[]}");

    assertThat(read.told()).containsExactly("crs crs-not-wgs84");
  }

  @Test
  void takes_no_place_where_another_coordinate_system_is_named_after_the_features()
      throws IOException {
    Described read =
        read(
            "{\"type\":\"FeatureCollection\",\"features\":[{\"@id\":\"x:1\",\"type\":\"Feature\",",
            "\"properties\":{\"title\":\"A\"},\"names\":[{\"toponym\":\"A\"}]}],",
            "\"crs\":{\"properties\":{\"name\":\"EPSG:4267\"}}}");

    assertThat(read.told()).containsExactly("crs crs-not-wgs84");
    assertThat(read.places).isEmpty();
  }

  @Test
  void hands_on_each_feature_of_a_large_file() throws IOException {
    // 20 MB; nothing of a feature is kept once it was handed on.
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      line.append("{\"toponym\":\"name ").append(i).append("\"},");
    }
    String names = line + "{\"toponym\":\"last\"}";
    String[] features = new String[1_800];
    for (int i = 0; i < features.length; i++) {
      features[i] =
          "{\"@id\":\"%d\",\"type\":\"Feature\",\"properties\":{\"title\":\"t\"},\"names\":[%s]}"
              .formatted(i, names);
    }
    Path file = Lists.write(folder, "big.jsonl", features);
    int[] met = new int[1];
    JsonFormats.find(file)
        .orElseThrow()
        .read(
            file,
            new DescriptionSink() {
              @Override
              public void place(PlaceDescription place, int row) {
                met[0] += place.names().size();
              }

              @Override
              public void problem(RowProblem problem) {
                throw new AssertionError(problem.describe());
              }
            });

    assertThat(met[0]).isEqualTo(1_800 * 502);
  }

  @Test
  void reads_the_shared_sample_of_version_1_2_2() throws IOException {
    Described read = Described.read(Described.shared("lpf/linkedplaces-sample-v1.2.2.geojson"));

    System.out.println(read.figures("linkedplaces-sample-v1.2.2.geojson"));
    assertThat(read.problems).isEmpty();
    assertThat(read.only().extra()).isEmpty();
    assertThat(read.only().geometries()).hasSize(3);
    assertThat(read.only().geometries().get(2).attribution().certainty())
        .contains(Certainty.UNCERTAIN);
  }

  @Test
  void reads_the_shared_early_gazetteer_with_every_statement() throws IOException {
    Described read = Described.read(Described.shared("lpf/indias_sample200.jsonl"));

    System.out.println(read.figures("indias_sample200.jsonl"));
    assertThat(read.problems).isEmpty();
    assertThat(read.extras()).isEmpty();
    assertThat(read.places).hasSize(199);
    assertThat(read.count(StatementKind.NAME)).isEqualTo(199 + 204);
    assertThat(read.count(StatementKind.TYPE)).isEqualTo(199);
    assertThat(read.count(StatementKind.GEOMETRY)).isEqualTo(203);
    assertThat(read.count(StatementKind.LINK)).isEqualTo(267);
    assertThat(read.count(StatementKind.COUNTRY)).isEqualTo(199);
    assertThat(
            read.places.stream()
                .flatMap(place -> place.names().stream())
                .flatMap(name -> name.attribution().sources().stream()))
        .hasSize(203);
  }
}
