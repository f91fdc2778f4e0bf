package org.cairn.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.heritage.place.Attribution;
import org.cairn.heritage.place.Country;
import org.cairn.heritage.place.Depiction;
import org.cairn.heritage.place.Description;
import org.cairn.heritage.place.Existence;
import org.cairn.heritage.place.Link;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.PlaceGeometry.Extent;
import org.cairn.heritage.place.PlaceType;
import org.cairn.heritage.place.Relation;
import org.cairn.heritage.place.Term;
import org.cairn.heritage.time.Edtf;
import org.cairn.heritage.time.EdtfDate;
import org.cairn.heritage.time.TimeBound;
import org.cairn.heritage.time.TimeSpan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The CIDOC CRM in JSON: instances of Arches, Linked Art in and out. */
class CrmFormatTest {
  /** By the ways of the resource model of heritage places that EAMENA uses. */
  private static final String SITE =
      """
      {"@context":{"crm":"http://www.cidoc-crm.org/cidoc-crm/","rdfs":"http://www.w3.org/2000/01/rdf-schema#",
        "rdf":"http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
       "@id":"https://x.invalid/resources/1","@type":"crm:E27_Site",
       "crm:P1_is_identified_by":{"@type":"crm:E42_Identifier","rdf:value":"SITE-1"},
       "crm:P130i_features_are_also_found_on":{"@type":"crm:E28_Conceptual_Object",
         "crm:P1_is_identified_by":[
           {"@type":"crm:E41_Appellation","rdf:value":{"@value":"طاحونة","@language":"ar"},
            "crm:P2_has_type":{"@id":"https://x.invalid/concepts/9","@type":"crm:E55_Type","rdfs:label":"Toponym"}},
           {"@type":"crm:E41_Appellation","rdf:value":"Mill"}],
         "crm:P2_has_type":{"@id":"http://vocab.getty.edu/aat/300006207","@type":"crm:E55_Type","rdfs:label":"mills"},
         "crm:P17i_motivated":[
           {"@type":"crm:E13_Attribute_Assignment","crm:P3_has_note":"A mill by the river"},
           {"@type":"crm:E13_Attribute_Assignment","crm:P141_assigned":{"@type":"crm:I2_Belief",
             "crm:P2_has_type":{"@type":"crm:E55_Type","rdfs:label":"Industrial/Productive"}}}]},
       "crm:P53_has_former_or_current_location":[
         {"@type":"crm:E53_Place","crm:P129i_is_subject_of":{"@type":"http://x.invalid/SP5_Geometric_Place_Expression",
           "rdf:value":"{\\"type\\":\\"FeatureCollection\\",\\"features\\":[{\\"type\\":\\"Feature\\",\\"geometry\\":{\\"type\\":\\"Point\\",\\"coordinates\\":[1,2]}}]}",
           "crm:P2_has_type":{"@type":"crm:E55_Type","rdfs:label":"Center Point"}}},
         {"@type":"crm:E53_Place","crm:P87_is_identified_by":{"@type":"crm:E48_Place_Name",
           "crm:P2_has_type":{"@type":"crm:E55_Type","rdfs:label":"Jordan"}}}],
       "crm:P4_has_time-span":{"@type":"crm:E52_Time-Span","crm:P82a_begin_of_the_begin":"1850-01-01","crm:P82b_end_of_the_end":"1900"},
       "crm:P17i_motivated":{"@type":"crm:E14_Condition_Assessment","crm:P14_carried_out_by":{"@type":"crm:E39_Actor",
           "crm:P1_is_identified_by":{"@type":"crm:E41_Appellation","rdf:value":"A. Person"}}}}
      """;

  @TempDir Path folder;

  private Described read(String text, String format) throws IOException {
    Path file = Files.writeString(folder.resolve("places.jsonld"), text);
    DescriptionFormat found = DescriptionFormats.all().of(file);
    assertThat(found.name()).isEqualTo(format);
    return Described.read(found, file);
  }

  @Test
  void reads_an_instance_of_arches_by_the_ways_of_its_classes() throws Exception {
    Described read = read(SITE, "arches-json-ld");
    PlaceDescription place = read.only();

    assertThat(place.id()).isEqualTo("https://x.invalid/resources/1");
    assertThat(place.names())
        .containsExactly(
            Name.of("طاحونة", "ar")
                .withRole(
                    new Term(
                        Optional.empty(),
                        Optional.of("https://x.invalid/concepts/9"),
                        Optional.of("Toponym"),
                        Optional.empty())),
            Name.of("Mill"));
    assertThat(place.types())
        .containsExactly(
            PlaceType.of(Term.of("aat", "300006207", "mills")),
            PlaceType.function(Term.unknown("Industrial/Productive")));
    assertThat(place.descriptions()).containsExactly(Description.of("A mill by the river"));
    assertThat(place.geometries())
        .containsExactly(
            PlaceGeometry.of(Samples.wkt("POINT (1 2)"), Extent.UNKNOWN)
                .withRole(Term.unknown("Center Point")));
    assertThat(place.countries()).containsExactly(Country.of("Jordan"));
    assertThat(place.existences().getFirst().attribution().times())
        .containsExactly(
            TimeSpan.from(
                new TimeBound.Between(Optional.of(EdtfDate.parse("1850-01-01")), Optional.empty()),
                new TimeBound.Between(Optional.empty(), Optional.of(EdtfDate.parse("1900")))));
    assertThat(place.links())
        .containsExactly(
            new Link(
                Optional.empty(),
                "SITE-1",
                Link.Match.SOURCE_RECORD,
                Optional.empty(),
                Attribution.NONE));
    assertThat(read.problems).isEmpty();
  }

  @Test
  void keeps_assessments_and_the_persons_in_them_out_of_the_names() throws IOException {
    Described read = read(SITE, "arches-json-ld");

    assertThat(read.only().names()).extracting(Name::text).doesNotContain("A. Person");
    assertThat(read.extras())
        .anyMatch(each -> each.startsWith("P17i_motivated={") && each.contains("A. Person"));
  }

  @Test
  void reads_full_iris_lists_and_graphs_without_any_context() throws IOException {
    String crm = "http://www.cidoc-crm.org/cidoc-crm/";
    String one =
        "{\"@id\":\"x:%1$d\",\"@type\":[\""
            + crm
            + "E53_Place\"],\""
            + crm
            + "P1_is_identified_by\":[{\"@type\":[\""
            + crm
            + "E41_Appellation\"],\"http://www.w3.org/1999/02/22-rdf-syntax-ns#value\":[{\"@value\":\"N%1$d\"}]}],\""
            + crm
            + "P168_place_is_defined_by\":[{\"@value\":\"POINT (1 %1$d)\"}]}";
    for (String text :
        List.of(
            "[" + one.formatted(1) + "," + one.formatted(2) + "]",
            "{\"@graph\":["
                + one.formatted(1)
                + ","
                + one.formatted(2)
                + "],\"@context\":\"https://x.invalid/c.json\"}")) {
      Described read = read(text, "arches-json-ld");

      assertThat(read.places).extracting(PlaceDescription::id).containsExactly("x:1", "x:2");
      assertThat(read.places).allMatch(each -> each.geometries().size() == 1);
      assertThat(read.places.getFirst().names()).containsExactly(Name.of("N1"));
      assertThat(read.codes())
          .as("a context is named, never fetched")
          .isEqualTo(text.startsWith("[") ? List.of() : List.of(Code.MEMBER_LEFT_OUT));
    }
  }

  @Test
  void keeps_what_makes_no_sense_and_refuses_what_is_no_place() throws IOException {
    Described read =
        read(
            "{\"@context\":{\"crm\":\"http://www.cidoc-crm.org/cidoc-crm/\"},\"@graph\":["
                + "{\"@id\":\"x:1\",\"@type\":\"crm:E21_Person\"},"
                + "{\"@type\":\"crm:E27_Site\"},"
                + "{\"@id\":\"x:2\",\"@type\":\"crm:E27_Site\",\"crm:P168_place_is_defined_by\":\"POINT (465181 5080254)\","
                + "\"crm:P4_has_time-span\":{\"crm:P82a_begin_of_the_begin\":\"1900\",\"crm:P82b_end_of_the_end\":\"1800\"},"
                + "\"crm:P1_is_identified_by\":{\"@type\":\"crm:E41_Appellation\",\"value\":{\"@value\":\"A\",\"@language\":\"not a tag\"}}},"
                + "{\"@id\":\"x:2\",\"@type\":\"crm:E27_Site\"}]}",
            "arches-json-ld");

    assertThat(read.only().id()).isEqualTo("x:2");
    assertThat(read.only().names()).containsExactly(Name.of("A"));
    assertThat(read.extras()).hasSize(3);
    assertThat(read.told())
        .containsExactly(
            "1 @type feature-malformed",
            "2 @id feature-malformed",
            "3 P168_place_is_defined_by coordinates-projected",
            "3 P4_has_time-span date-unreadable",
            "3 P1_is_identified_by language-unknown",
            "4 @id id-duplicate");
  }

  @Test
  void reads_a_building_of_linked_art() throws IOException {
    Described read =
        read(
            "{\"@context\":\"https://linked.art/ns/v1/linked-art.json\",\"id\":\"https://x.invalid/1\",\"type\":\"HumanMadeObject\",\"_label\":\"Mill\","
                + "\"identified_by\":[{\"type\":\"Name\",\"content\":\"Mill\",\"language\":[{\"id\":\"http://vocab.getty.edu/aat/300388277\",\"type\":\"Language\",\"_label\":\"English\"}]}],"
                + "\"produced_by\":{\"type\":\"Production\",\"timespan\":{\"type\":\"TimeSpan\",\"identified_by\":[{\"type\":\"Name\",\"content\":\"1850~\"}],\"begin_of_the_begin\":\"1848-01-01T00:00:00Z\"}},"
                + "\"current_location\":{\"type\":\"Place\",\"defined_by\":\"POINT(1 2)\"}}",
            "linked-art");

    assertThat(read.only().names()).containsExactly(Name.of("Mill", "en"));
    assertThat(read.only().geometries()).hasSize(1);
    assertThat(read.only().existences())
        .containsExactly(
            new Existence(
                Optional.of("production"),
                Attribution.NONE.withTimes(List.of(TimeSpan.of(Edtf.of("1850~"))))));
    assertThat(read.problems).isEmpty();
  }

  @Test
  void writes_a_place_as_an_object_where_somebody_says_when_it_was_made() throws IOException {
    PlaceDescription mill =
        PlaceDescription.of(
            "https://x.invalid/m",
            Name.of("Mill", "en"),
            PlaceGeometry.of(Samples.wkt("POINT (1 2)"), Extent.UNKNOWN),
            new Existence(
                Optional.of("production"),
                Attribution.NONE.withTimes(List.of(TimeSpan.of(Edtf.of("-0319~/-0300"))))),
            Relation.to(Relation.Type.PART_OF, "https://x.invalid/q"));
    Path file = folder.resolve("out.json");

    assertThat(DescriptionWriters.named("linked-art").write(List.of(mill), file)).isEmpty();
    assertThat(read(Files.readString(file), "linked-art").only()).isEqualTo(mill);
    assertThat(Files.readString(file))
        .contains("\"type\":\"HumanMadeObject\"")
        .contains(
            "\"current_location\":{\"type\":\"Place\",\"defined_by\":\"POINT (1 2)\",\"part_of\":")
        .contains("\"begin_of_the_begin\":\"-0319-01-01T00:00:00Z\"");
  }

  @Test
  void writes_linked_art_and_lists_what_it_has_no_room_for() throws IOException {
    PlaceDescription kept =
        PlaceDescription.of(
            "https://x.invalid/p",
            Name.of("Homs", "en"),
            Name.of("حمص", "ar").withRole(Term.of("cairn", "official", "official name")),
            PlaceType.of(Term.of("aat", "300008375", "town")),
            PlaceType.function(Term.unknown("market")),
            PlaceGeometry.of(Samples.wkt("POLYGON ((0 0, 1 0, 1 1, 0 0))"), Extent.UNKNOWN),
            PlaceGeometry.of(Samples.wkt("POINT (0.5 0.5)"), Extent.APPROXIMATE),
            Link.read("http://www.wikidata.org/entity/Q1", Link.Match.EXACT),
            Relation.to(Relation.Type.PART_OF, "https://x.invalid/q"),
            new Description("Old", Optional.of("fr"), Optional.empty(), Attribution.NONE),
            new Depiction(
                Optional.of("https://x.invalid/a.jpg"),
                Optional.of("View"),
                Optional.empty(),
                Attribution.NONE));
    PlaceDescription place =
        kept.withStatement(Country.of("SY"))
            .withStatement(PlaceGeometry.of(Samples.wkt("POINT (0.5 0.5)"), Extent.FOOTPRINT));
    Path file = folder.resolve("out.json");
    List<NotCarried> lost = DescriptionWriters.named("linked-art").write(List.of(place), file);

    assertThat(lost)
        .extracting(NotCarried::describe)
        .containsExactly(
            "https://x.invalid/p, geometries 3: A Place of Linked Art has one exact geometry.",
            "https://x.invalid/p, countries 1: A Place of Linked Art has no room for it.");
    assertThat(read(Files.readString(file), "linked-art").only()).isEqualTo(kept);
    assertThat(Files.readString(file))
        .startsWith(
            "{\"@context\":\"https://linked.art/ns/v1/linked-art.json\",\"@graph\":[\n{\"id\":\"https://x.invalid/p\",\"type\":\"Place\",\"_label\":\"Homs\"")
        .contains("\"defined_by\":\"POLYGON ((0 0, 1 0, 1 1, 0 0))\"")
        .contains("\"approximated_by\":[{\"type\":\"Place\",\"defined_by\":\"POINT (0.5 0.5)\"}]");
  }
}
