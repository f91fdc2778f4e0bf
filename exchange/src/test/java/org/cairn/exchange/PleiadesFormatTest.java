package org.cairn.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.cairn.heritage.Certainty;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry.Extent;
import org.cairn.heritage.place.Relation;
import org.cairn.heritage.place.StatementKind;
import org.cairn.heritage.time.Period;
import org.cairn.heritage.time.TimeBound;
import org.cairn.heritage.time.TimeSpan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Places of Pleiades. */
class PleiadesFormatTest {
  private static final String URI = "https://pleiades.stoa.org/places/1";

  @TempDir Path folder;

  private Described read(String members) throws IOException {
    return Described.read(
        Lists.write(
            folder,
            "1.json",
            "{\"uri\":\"" + URI + "\",\"connectsWith\":[\"" + URI + "2\"]" + members + "}"));
  }

  @Test
  void keeps_the_attested_name_with_its_romanisation_periods_and_certainty() throws IOException {
    Name name =
        read("""
        ,"title":"T","names":[{"attested":"Βαβυλών","romanized":"Babylon","language":"grc",
        "nameType":"geographic","associationCertainty":"less-certain","start":-750,"end":640,
        "attestations":[{"timePeriod":"roman","timePeriodURI":"https://p/roman"}],
        "references":[{"formattedCitation":"Hdt. 1","accessURI":"http://x/1"}],
        "provenance":"BAtlas 91"}]\
        """)
            .only()
            .names()
            .get(1);

    assertThat(name.text()).isEqualTo("Βαβυλών");
    assertThat(name.romanisations().getFirst().text()).isEqualTo("Babylon");
    assertThat(name.language()).contains("grc");
    assertThat(name.attribution().certainty()).contains(Certainty.LESS_CERTAIN);
    TimeSpan time = name.attribution().times().getFirst();
    assertThat(time.start()).isEqualTo(TimeBound.inYear(-750));
    assertThat(time.periods()).containsExactly(Period.of("https://p/roman", "roman"));
    assertThat(name.attribution().sources()).hasSize(2);
  }

  @Test
  void reads_locations_with_their_accuracy_and_connections_once() throws IOException {
    PlaceDescription place =
        read("""
        ,"reprPoint":[44.4,32.5],"locations":[
        {"geometry":{"type":"Point","coordinates":[44.42,32.54]},
         "locationType":["central_point"],"accuracy_value":20,"title":"kept"},
        {"geometry":null,"title":"nowhere"}],
        "connections":[{"connectsTo":"https://pleiades.stoa.org/places/12",
         "connectionType":"part_of_physical","title":"Larger"}]\
        """)
            .only();

    assertThat(place.geometries()).hasSize(2);
    assertThat(place.geometries().getFirst().extent()).isEqualTo(Extent.POINT);
    assertThat(place.geometries().getFirst().precision().orElseThrow().metres().orElseThrow())
        .isEqualByComparingTo("20");
    assertThat(place.relations())
        .extracting(Relation::type, Relation::asRead)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                Relation.Type.PART_OF, Optional.of("part_of_physical")));
    assertThat(place.extra())
        .extracting(each -> each.field())
        .containsExactlyInAnyOrder("locations[0].title", "locations[1]");
  }

  @Test
  void says_what_is_wrong_and_keeps_it() throws IOException {
    Described read =
        read(
            """
            ,"reprPoint":[400000,5000000],"names":[{"attested":"","romanized":null,"id":"x"},
            {"romanized":"A","start":640,"end":300}]\
            """);

    assertThat(read.told())
        .containsExactly(
            "1 names[0] statement-malformed",
            "1 names[1].start date-reversed",
            "1 reprPoint coordinates-projected");
    assertThat(read.extras())
        .contains(
            "reprPoint=[400000,5000000]",
            "names[1].start=640",
            "names[1].end=300",
            "names[0]={\"attested\":\"\",\"romanized\":null,\"id\":\"x\"}");
  }

  @Test
  void reads_the_two_shared_places() throws IOException {
    Described constantinople = Described.read(Described.shared("lpf/pleiades/520998.json"));
    Described babylon = Described.read(Described.shared("lpf/pleiades/893951.json"));

    System.out.println(constantinople.figures("pleiades/520998.json"));
    System.out.println(babylon.figures("pleiades/893951.json"));
    assertThat(constantinople.problems).isEmpty();
    assertThat(babylon.problems).isEmpty();
    assertThat(constantinople.count(StatementKind.NAME)).isEqualTo(1 + 3);
    assertThat(babylon.count(StatementKind.NAME)).isEqualTo(1 + 8);
    assertThat(constantinople.count(StatementKind.RELATION)).isEqualTo(12);
    assertThat(babylon.only().geometries().getFirst().extent()).isEqualTo(Extent.REPRESENTATIVE);
  }
}
