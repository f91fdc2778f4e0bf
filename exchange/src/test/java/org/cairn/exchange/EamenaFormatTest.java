package org.cairn.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.RowProblem.Severity;
import org.cairn.heritage.Certainty;
import org.cairn.heritage.place.Country;
import org.cairn.heritage.place.Link;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry.Extent;
import org.cairn.heritage.place.PlaceType;
import org.cairn.heritage.place.Relation;
import org.cairn.heritage.place.StatementKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Point;

/** Exports with flat columns and several values in one cell. */
class EamenaFormatTest {
  private static final String POINT = "{\"type\":\"Point\",\"coordinates\":[44.5,33.5]}";
  private static final String AREA =
      "{\"type\":\"Polygon\",\"coordinates\":[[[44,33],[44,34],[45,34],[44,33]]]}";

  @TempDir Path folder;

  private Described read(String... features) throws IOException {
    return Described.read(
        Lists.write(
            folder,
            "export.geojson",
            "{\"features\":["
                + String.join(",\n", features)
                + "],\"type\":\"FeatureCollection\"}"));
  }

  private static String feature(String geometry, String properties) {
    return "{\"type\":\"Feature\",\"geometry\":%s,\"properties\":{%s}}"
        .formatted(geometry, properties);
  }

  private Described one(String properties) throws IOException {
    return read(feature(POINT, "\"EAMENA ID\":\"EAMENA-0000001\"," + properties));
  }

  @Test
  void takes_parallel_lists_apart_with_the_role_of_each_name() throws IOException {
    List<Name> names =
        one("\"Resource Name\":\"Khan, خان\",\"Name Type\":\"Toponym, Alternative Reference\"")
            .only()
            .names();

    assertThat(names).extracting(Name::text).containsExactly("Khan", "خان");
    assertThat(names.get(1).role().orElseThrow().label()).contains("Alternative Reference");
  }

  @Test
  void keeps_values_together_that_hold_the_separator() throws IOException {
    PlaceDescription place =
        one("""
        "Country Type":"Palestine, State of",
        "Cultural Sub-period Type":"Islamic, Late (Timurid/Safavid, Qajar) (Iran), Unknown",
        "Cultural Sub-period Certainty":"Definite, None\"\
        """)
            .only();

    assertThat(place.countries()).containsExactly(Country.of("Palestine, State of"));
    assertThat(place.existences())
        .extracting(each ->
            each.attribution().times().getFirst().periods().getFirst().label().orElseThrow())
        .containsExactly("Islamic, Late (Timurid/Safavid, Qajar) (Iran)", "Unknown");
    assertThat(place.existences().getFirst().attribution().certainty()).contains(Certainty.CERTAIN);
    assertThat(place.existences().getLast().attribution().certainty()).isEmpty();
  }

  @Test
  void says_where_lists_do_not_line_up_and_guesses_nothing() throws IOException {
    Described read = one("\"Resource Name\":\"A, B\",\"Name Type\":\"Toponym\"");

    assertThat(read.told()).containsExactly("1 Resource Name list-misaligned");
    assertThat(read.only().names()).containsExactly(Name.of("A, B"));
    assertThat(read.extras()).contains("Name Type=Toponym");
  }

  @Test
  void makes_one_place_of_its_rows_however_far_apart() throws IOException {
    String id = "\"EAMENA ID\":\"%s\",\"Geometry Qualifier\":\"Center Point, Perimeter Polygon\"";
    Described read =
        read(
            feature(POINT, id.formatted("A") + ",\"Threat Category\":\"Natural\""),
            feature(POINT, id.formatted("B")),
            feature(AREA, id.formatted("A") + ",\"Threat Category\":\"Vandalism\""));

    assertThat(read.places).extracting(PlaceDescription::id).containsExactly("B", "A");
    assertThat(read.rows).containsExactly(2, 1);
    PlaceDescription place = read.places.getLast();
    assertThat(place.geometries())
        .extracting(each -> each.extent())
        .containsExactly(Extent.POINT, Extent.FOOTPRINT);
    assertThat(place.conditions())
        .extracting(
            each -> each.threats().getFirst().category().orElseThrow().label().orElseThrow())
        .containsExactly("Natural", "Vandalism");
  }

  @Test
  void reads_links_functions_the_grid_and_dates() throws IOException {
    PlaceDescription place =
        one("""
        "resourceid":"563567f7","Heritage Place Function":"Religious, Military",
        "Heritage Place Function Certainty ":"Medium, Negligible","Grid ID":"E59N36-21",
        "Archaeological From Date":"0339","Archaeological To Date":"0599\"\
        """)
            .only();

    assertThat(place.links())
        .containsExactly(Link.of("eamena", "563567f7", Link.Match.SOURCE_RECORD));
    assertThat(place.types()).extracting(PlaceType::facet).containsOnly(PlaceType.Facet.FUNCTION);
    assertThat(place.types())
        .extracting(each -> each.attribution().certainty().orElseThrow())
        .containsExactly(Certainty.LESS_CERTAIN, Certainty.UNCERTAIN);
    assertThat(place.relations())
        .extracting(Relation::label)
        .containsExactly(Optional.of("E59N36-21"));
    assertThat(place.existences().getFirst().attribution().times().getFirst().possible().toString())
        .contains("0339-01-01", "0599-12-31");
  }

  @Test
  void says_every_problem_and_takes_the_other_features() throws IOException {
    Described read =
        read(
            feature(POINT, "\"Grid ID\":\"x\""),
            feature(
                "{\"type\":\"Point\",\"coordinates\":[33.5,144.5]}",
                "\"EAMENA ID\":\"A\",\"Archaeological From Date\":\"0599\","
                    + "\"Archaeological To Date\":\"0339\""),
            "null");

    assertThat(read.told())
        .containsExactly(
            "1 EAMENA ID feature-malformed",
            "2 geometry coordinates-swapped",
            "2 Archaeological From Date date-reversed",
            "3 feature-malformed");
    assertThat(read.problems)
        .extracting(RowProblem::severity)
        .containsExactly(Severity.REFUSED, Severity.NOTE, Severity.NOTE, Severity.REFUSED);
    assertThat(read.only().id()).isEqualTo("A");
    assertThat(read.extras())
        .contains("Archaeological From Date=0599", "Archaeological To Date=0339")
        .anyMatch(each -> each.startsWith("geometry={"));
  }

  @Test
  void reads_the_shared_caravanserais() throws IOException {
    Described read = Described.read(Described.shared("eamena/caravanserais.geojson"));

    System.out.println(read.figures("caravanserais.geojson"));
    assertThat(read.codes()).containsOnly(Code.LIST_MISALIGNED, Code.TERM_RESPELT);
    assertThat(read.problems).extracting(RowProblem::severity).containsOnly(Severity.NOTE);
    assertThat(read.places).hasSize(221);
    assertThat(read.count(StatementKind.GEOMETRY)).isEqualTo(424);
    assertThat(read.count(StatementKind.COUNTRY)).isEqualTo(221);
    assertThat(read.count(StatementKind.LINK)).isEqualTo(221);
    assertThat(read.count(StatementKind.NAME)).isEqualTo(569);
    assertThat(
            read.places.stream()
                .flatMap(place -> place.geometries().stream())
                .filter(each -> each.geometry() instanceof Point)
                .filter(each -> each.extent() == Extent.POINT)
                .count())
        .isGreaterThan(200);
  }

  @Test
  void reads_the_shared_wadi() throws IOException {
    Described read = Described.read(Described.shared("eamena/wadi_naqqat.geojson"));

    System.out.println(read.figures("wadi_naqqat.geojson"));
    assertThat(read.codes()).containsOnly(Code.TERM_RESPELT);
    assertThat(read.places).hasSize(14);
    Set<String> functions =
        read.places.stream()
            .flatMap(place -> place.types().stream())
            .filter(each -> each.facet() == PlaceType.Facet.FUNCTION)
            .flatMap(each -> each.term().label().stream())
            .collect(Collectors.toSet());
    assertThat(functions).contains("Religious");
  }
}
