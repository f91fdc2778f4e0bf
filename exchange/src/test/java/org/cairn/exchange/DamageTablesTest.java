package org.cairn.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.TableMapping.Meaning;
import org.cairn.heritage.Certainty;
import org.cairn.heritage.codec.PlaceCodec;
import org.cairn.heritage.place.ConditionAssessment;
import org.cairn.heritage.place.Source;
import org.cairn.heritage.place.Term;
import org.cairn.heritage.time.Edtf;
import org.cairn.heritage.time.TimeSpan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of damage: UNOSAT's, Linked4Resilience's, and any with codes of Amal or words. */
class DamageTablesTest {
  @TempDir Path folder;

  private DescriptionsRead read(DescriptionFormat format, String... lines) throws IOException {
    return DescriptionsRead.of(format, Lists.write(folder, "damage.csv", lines));
  }

  private static Optional<String> id(Optional<Term> term) {
    return term.flatMap(Term::id);
  }

  private static DescriptionFormat format(String name) {
    return TableFormats.all().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void gives_an_assessment_for_each_image_of_a_wide_table() throws IOException {
    DescriptionsRead read =
        read(
            format("unosat"),
            "SiteID,SensorID,SensorDate,Confidence,Main_Damage_Site_Class,Damage_Status,"
                + "SensorDate_2,Confidence_2,Main_Damage_Site_Class_2,Damage_Status_2,"
                + "SensorDate_3,Main_Damage_Site_Class_3,lon,lat,Governorate",
            "S1,WV03,2023-05-10,Very High,6,0,2023-10-17T00:00:00.000Z,Uncertain,4,1,"
                + "1728604800000,1.0,34.5,31.5,North");

    List<ConditionAssessment> looks = read.place("S1").conditions();
    assertThat(looks)
        .extracting(each -> id(each.sourceState()).orElse(""))
        .containsExactly("6", "4", "1");
    assertThat(looks)
        .allMatch(
            each -> each.sourceState().orElseThrow().vocabulary().equals(Optional.of("unosat")));
    assertThat(looks)
        .extracting(each -> id(each.state()).orElse(""))
        .containsExactly("", "", "condition-state/destroyed");
    assertThat(id(looks.getFirst().extent())).contains("damage-extent/no-visible-known");
    assertThat(looks)
        .extracting(each ->
            each.attribution()
                .times()
                .getFirst()
                .start()
                .bounds()
                .earliest()
                .orElseThrow()
                .toString())
        .containsExactly("2023-05-10", "2023-10-17", "2024-10-11");
    assertThat(looks)
        .extracting(each -> each.attribution().certainty())
        .containsExactly(
            Optional.of(Certainty.LESS_CERTAIN),
            Optional.of(Certainty.UNCERTAIN),
            Optional.empty());
    assertThat(looks.getFirst().attribution().sources()).containsExactly(Source.cited("WV03"));
    assertThat(read.place("S1").extra())
        .extracting(each -> each.field() + "=" + each.value())
        .containsExactly(
            "Confidence=Very High",
            "Damage_Status=0",
            "Confidence_2=Uncertain",
            "Damage_Status_2=1",
            "Governorate=North");
    assertThat(PlaceCodec.decode(PlaceCodec.encode(read.place("S1")))).isEqualTo(read.place("S1"));
  }

  @Test
  void keeps_codes_that_nobody_knows_and_says_where_class_and_date_do_not_meet()
      throws IOException {
    DescriptionsRead read =
        read(
            format("unosat"),
            "OBJECTID,SensorDate,Main_Damage_Site_Class,SensorDate_2,Main_Damage_Site_Class_2",
            "1,2023-05-10,7,2023-10-17,",
            "2,,Severe Damage,3/4/2020,3");

    ConditionAssessment odd = read.place("1").conditions().getFirst();
    assertThat(id(odd.sourceState())).contains("7");
    assertThat(odd.state()).isEmpty();
    assertThat(read.of(Code.TERM_UNKNOWN).getFirst().expected()).contains("11 possible damage");
    assertThat(read.of(Code.VALUE_MISSING)).hasSize(2);
    assertThat(read.place("1").extra().getFirst().value()).isEqualTo("2023-10-17");
    assertThat(read.place("2").conditions()).hasSize(2);
    assertThat(id(read.place("2").conditions().getFirst().sourceState())).contains("2");
    assertThat(read.place("2").conditions().getLast().attribution().times().getFirst().label())
        .contains("3/4/2020");
  }

  @Test
  void is_recognised_before_the_general_table() throws IOException {
    Path file =
        Lists.write(
            folder,
            "wide.csv",
            "OBJECTID,SensorDate,Main_Damage_Site_Class,lon,lat",
            "1,2023-05-10,1,1,1");

    assertThat(
            TableFormats.all().stream()
                .filter(each -> each.recognises(file, new byte[0]))
                .findFirst()
                .orElseThrow()
                .name())
        .isEqualTo("unosat");
  }

  @Test
  void takes_the_codes_of_amal_from_a_column_that_names_it() throws IOException {
    DescriptionsRead read =
        read(
            TableFormats.guessed(),
            "id,name,Condition (Amal),Assessed by,Condition date",
            "a,Mill,4,A. Surveyor; B. Surveyor,2022-08-12",
            "b,Gate,9,,");

    ConditionAssessment severe = read.place("a").conditions().getFirst();
    assertThat(severe.sourceState().orElseThrow().vocabulary()).contains("amal");
    assertThat(id(severe.sourceState())).contains("4");
    assertThat(id(severe.state())).contains("condition-state/very-bad");
    assertThat(severe.assessors()).hasSize(2);
    assertThat(severe.attribution().times()).containsExactly(TimeSpan.of(Edtf.of("2022-08-12")));
    assertThat(id(read.place("b").conditions().getFirst().sourceState())).contains("9");
    assertThat(read.of(Code.TERM_UNKNOWN)).hasSize(1);
    assertThat(read.extras()).isZero();
  }

  @Test
  void takes_words_of_condition_in_any_language_and_leaves_bare_numbers() throws IOException {
    DescriptionsRead read =
        read(
            TableFormats.guessed(),
            "id,name,Condition,Assessed by",
            "a,Mill,جيد,",
            "b,Gate,31-60%,",
            "c,Tower,roof fell in during the flood,",
            "d,Bridge,3,A. Surveyor");

    assertThat(id(read.place("a").conditions().getFirst().state()))
        .contains("condition-state/good");
    assertThat(id(read.place("b").conditions().getFirst().extent()))
        .contains("damage-extent/31-60");
    assertThat(read.place("c").conditions().getFirst().comment())
        .contains("roof fell in during the flood");
    assertThat(read.place("d").conditions()).isEmpty();
    assertThat(read.place("d").extra())
        .extracting(each -> each.value())
        .containsExactly("3", "A. Surveyor");
    assertThat(read.of(Code.TERM_UNKNOWN)).hasSize(2);
  }

  @Test
  void lets_a_mapping_say_which_scheme_numbers_are_of() throws IOException {
    Path file = Lists.write(folder, "m.csv", "id,name,condition", "a,Mill,3");
    TableMapping mapping =
        TableMapping.guess(file, Optional.empty()).with("condition", Meaning.CONDITION, "unosat");

    DescriptionsRead read =
        DescriptionsRead.of(TableFormats.mapped(mapping, Optional.empty()), file);

    assertThat(id(read.place("a").conditions().getFirst().state()))
        .contains("condition-state/poor");
  }

  @Test
  void says_that_a_mapping_names_a_scheme_nobody_knows() throws IOException {
    Path file = Lists.write(folder, "m.csv", "id,name,condition", "a,Mill,Good");
    TableMapping mapping =
        TableMapping.guess(file, Optional.empty()).with("condition", Meaning.CONDITION, "ours");

    DescriptionsRead read =
        DescriptionsRead.of(TableFormats.mapped(mapping, Optional.empty()), file);

    assertThat(read.of(Code.TERM_UNKNOWN).getFirst().value()).contains("ours");
    assertThat(id(read.place("a").conditions().getFirst().state()))
        .contains("condition-state/good");
  }

  @Test
  void gives_one_assessment_for_each_observation_of_a_damaged_site() throws IOException {
    DescriptionsRead read =
        read(
            format("linked4resilience"),
            "site,name,altName,observationYear,comment,newsLink,wkt",
            "https://example.org/1,House,A,2022-02-27,roof gone,https://example.org/n1,Point (31 51)",
            "https://example.org/1,House,B,2022-02-27,roof gone,https://example.org/n2,Point (31 51)",
            "https://example.org/1,House,B,2023,,,Point (31 51)",
            "https://example.org/2,Hall,,,,,Point (31 51)");

    List<ConditionAssessment> seen = read.place("https://example.org/1").conditions();
    assertThat(seen)
        .extracting(ConditionAssessment::comment)
        .containsExactly(Optional.of("roof gone"), Optional.empty());
    assertThat(seen.getFirst().attribution().sources())
        .containsExactly(
            Source.at("https://example.org/1"),
            Source.at("https://example.org/n1"),
            Source.at("https://example.org/n2"));
    assertThat(seen.getFirst().state()).isEmpty();
    assertThat(read.place("https://example.org/2").conditions()).isEmpty();
  }

  @Test
  void reads_every_observation_of_the_shared_list_and_finds_none_among_finds() throws IOException {
    DescriptionsRead sites =
        DescriptionsRead.of(
            format("linked4resilience"),
            Described.shared("damage/linked4resilience_cultural_sites.csv"));
    DescriptionsRead finds =
        DescriptionsRead.of(
            format("arches-her"), Described.shared("arches/LHD_Heritage_Asset_Artefacts.csv"));

    assertThat(sites.places().stream().mapToInt(each -> each.conditions().size()).sum())
        .isEqualTo(208);
    assertThat(sites.places())
        .allMatch(each -> PlaceCodec.decode(PlaceCodec.encode(each)).equals(each));
    assertThat(finds.places()).allMatch(each -> each.conditions().isEmpty());
  }
}
