package org.cairn.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.heritage.codec.PlaceCodec;
import org.cairn.heritage.place.ConditionAssessment;
import org.cairn.heritage.place.ConditionAssessment.Assessor;
import org.cairn.heritage.place.ConditionAssessment.Disturbance;
import org.cairn.heritage.place.ConditionAssessment.Effect;
import org.cairn.heritage.place.ConditionAssessment.Recommendation;
import org.cairn.heritage.place.ConditionAssessment.Threat;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.StatementKind;
import org.cairn.heritage.place.Term;
import org.cairn.heritage.time.Edtf;
import org.cairn.heritage.time.EdtfDate;
import org.cairn.heritage.time.TimeBound;
import org.cairn.heritage.time.TimeSpan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conditions, disturbances and threats in exports, bulk-upload sheets and lists of EAMENA. */
class EamenaConditionsTest {
  private static final String SHEET =
      "UNIQUEID,Assessment Investigator - Actor,Investigator Role Type,Assessment Activity Type,"
          + "Assessment Activity Date,Resource Name,Heritage Place Type,Overall Condition State,"
          + "Damage Extent Type,Disturbance Cause Category Type,Disturbance Cause Type,"
          + "Disturbance Cause Certainty,Disturbance Date From,Disturbance Date To,"
          + "Disturbance Date Occurred Before,Effect Type,Effect Certainty,Threat Category,"
          + "Threat Type,Threat Probability";

  @TempDir Path folder;

  private Described export(String properties) throws IOException {
    return Described.read(
        Lists.write(
            folder,
            "export.geojson",
            "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"geometry\":null,"
                + "\"properties\":{\"EAMENA ID\":\"EAMENA-1\","
                + properties
                + "}}]}"));
  }

  private DescriptionsRead sheet(String... rows) throws IOException {
    return DescriptionsRead.of(
        TableFormats.eamena(TermLists.NONE, Optional.empty()),
        Lists.write(
            folder,
            "bulk.csv",
            Stream.concat(Stream.of(SHEET), Stream.of(rows)).toArray(String[]::new)));
  }

  private static Optional<String> label(Optional<Term> term) {
    return term.flatMap(Term::label);
  }

  private static TimeSpan during(String edtf) {
    return TimeSpan.of(Edtf.of(edtf));
  }

  private static EdtfDate date(String edtf) {
    return (EdtfDate) Edtf.of(edtf);
  }

  private static DescriptionFormat format(String name) {
    return TableFormats.all().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void reads_an_assessment_with_assessors_days_and_images() throws IOException {
    Described read =
        export(
            """
            "Assessment Investigator - Actor":"A. Surveyor, B. Surveyor",
            "Investigator Role Type":"Academic Researcher, Student/Trainee",
            "Assessment Activity Type":"Condition Assessment, Condition Assessment",
            "Assessment Activity Date":"2022-08-21, 2022-08-21",
            "Google Earth Assessment":"True","GE Imagery Acquisition Date":"2019-09-01",
            "Overall Condition State Type":"Very Bad","Damage Extent Type":"61-90%"\
            """);

    ConditionAssessment read1 = read.only().conditions().getFirst();
    assertThat(read1.assessors())
        .extracting(Assessor::name)
        .containsExactly("A. Surveyor", "B. Surveyor");
    assertThat(read1.assessors().getLast().role().flatMap(Term::id))
        .contains("investigator-role/student-trainee");
    assertThat(read1.attribution().times()).containsExactly(during("2022-08-21"));
    assertThat(read1.attribution().sources().getFirst().year()).contains("2019-09-01");
    assertThat(read1.activity().flatMap(Term::id)).contains("activity/condition-assessment");
    assertThat(read1.state().flatMap(Term::id)).contains("condition-state/very-bad");
    assertThat(read1.extent().flatMap(Term::id)).contains("damage-extent/61-90");
    assertThat(read.problems).isEmpty();
    assertThat(read.extras()).isEmpty();
  }

  @Test
  void keeps_who_did_what_on_which_day_where_there_were_several() throws IOException {
    Described read =
        export(
            """
            "Assessment Investigator - Actor":"A. Surveyor, B. Surveyor",
            "Assessment Activity Date":"2021-07-21, 2022-08-31",
            "Overall Condition State Type":"Good"\
            """);

    assertThat(read.only().conditions().getFirst().attribution().times())
        .containsExactly(during("2021-07-21"), during("2022-08-31"));
    assertThat(read.extras())
        .containsExactly(
            "condition assessment={\"Assessment Investigator - Actor\":\"A. Surveyor, B. Surveyor\","
                + "\"Assessment Activity Date\":\"2021-07-21, 2022-08-31\"}");
  }

  @Test
  void joins_parallel_columns_by_their_places() throws IOException {
    Described read =
        export(
            """
            "Disturbance Cause Category Type":"Natural, , Vandalism",
            "Disturbance Cause Type ":"Water Action, Fire, Grafitti",
            "Disturbance Cause Certainty ":"High, None, Low",
            "Disturbance Date From":"None, 2016-01-01, None","Disturbance Date To ":"None, 2016-12-31, None",
            "Disturbance Date Occurred Before":"2010-05-01, None, None",
            "Disturbance Date Occurred On ":"None, None, 2020-03-01",
            "Effect Type":"Erosion/Deterioration, None, Visual Impact","Effect Certainty":"High, , Low"\
            """);

    List<Disturbance> found = read.only().conditions().getFirst().disturbances();
    assertThat(found)
        .extracting(each -> label(each.cause()).orElse(""))
        .containsExactly("Water Action", "Fire", "Grafitti");
    assertThat(found)
        .extracting(each -> label(each.category()).orElse(""))
        .containsExactly("Natural", "", "Vandalism");
    assertThat(found)
        .extracting(each -> each.dateForm().flatMap(Term::id).orElse(""))
        .containsExactly(
            "disturbance-date/occurred-before",
            "disturbance-date/occurred-between",
            "disturbance-date/occurred-on");
    assertThat(found.get(0).times())
        .containsExactly(
            TimeSpan.during(
                new TimeBound.Between(Optional.empty(), Optional.of(date("2010-05-01")))));
    assertThat(found.get(1).times())
        .containsExactly(
            TimeSpan.during(TimeBound.between(date("2016-01-01"), date("2016-12-31"))));
    assertThat(found.get(2).times()).containsExactly(during("2020-03-01"));
    assertThat(found.get(1).effects()).isEmpty();
    assertThat(found.get(0).effects().getFirst().effect().flatMap(Term::id))
        .contains("disturbance-effect/erosion-deterioration-micro-bio");
    assertThat(read.extras()).isEmpty();
    assertThat(read.told())
        .containsExactlyInAnyOrder(
            "1 Disturbance Cause Type term-respelt", "1 Effect Type term-respelt");
  }

  @Test
  void guesses_not_which_effect_is_of_which_cause() throws IOException {
    Described read =
        export(
            """
            "Disturbance Cause Type ":"Fire, Flooding","Disturbance Cause Certainty ":"High, Low",
            "Disturbance Cause Assignment Assessor Name - Actor":"A. Surveyor",
            "Effect Type":"Burning, Collapse/Structural Damage, Water Damage, Burning",
            "Effect Certainty":"High, High, Low, High"\
            """);

    List<Disturbance> found = read.only().conditions().getFirst().disturbances();
    assertThat(found)
        .extracting(each -> label(each.cause()).orElse("no cause"))
        .containsExactly("Fire", "Flooding", "no cause");
    assertThat(found.getLast().effects())
        .extracting(each -> label(each.effect()).orElse(""))
        .containsExactly("Burning", "Collapse/Structural Damage", "Water Damage");
    assertThat(found).allMatch(each -> each.assessor().isEmpty());
    assertThat(read.told()).containsExactly("1 Disturbance Cause Type list-misaligned");
    assertThat(read.extras())
        .containsExactly(
            "condition assessment={\"Disturbance Cause Assignment Assessor Name - Actor\":\"A. Surveyor\","
                + "\"Effect Type\":\"Burning, Collapse/Structural Damage, Water Damage, Burning\","
                + "\"Effect Certainty\":\"High, High, Low, High\"}");
  }

  @Test
  void gives_the_one_event_all_causes_and_the_one_cause_all_effects() throws IOException {
    List<Disturbance> causes =
        export(
                "\"Disturbance Cause Category Type\":\"Natural\","
                    + "\"Disturbance Cause Type \":\"Fire, Flooding\"")
            .only()
            .conditions()
            .getFirst()
            .disturbances();
    List<Effect> effects =
        export(
                "\"Disturbance Cause Type \":\"Fire\",\"Effect Type\":\"Burning, Surface Loss\","
                    + "\"Effect Certainty\":\"High, Low\"")
            .only()
            .conditions()
            .getFirst()
            .disturbances()
            .getFirst()
            .effects();

    assertThat(causes)
        .extracting(each -> label(each.category()))
        .containsExactly(Optional.of("Natural"), Optional.of("Natural"));
    assertThat(effects)
        .extracting(each -> label(each.certainty()).orElse(""))
        .containsExactly("High", "Low");
  }

  @Test
  void keeps_dates_that_are_none_and_columns_that_do_not_line_up() throws IOException {
    Described read =
        export(
            """
            "Disturbance Cause Type ":"Fire, Flooding","Disturbance Date Occurred On ":"3/4/2020, None",
            "Threat Cause Type":"Fire, Drought, Dumping","Threat Probability ":"Possible, Planned",
            "Recommendation Type":"Conservation Activity","Priority Type":"Within 1 to 2 years (High)",
            "Intervention Activity Type":"Conservation, Restoration, and Maintenance Activities",
            "Overall Condition State Type":"Good, Destroyed"\
            """);

    ConditionAssessment condition = read.only().conditions().getFirst();
    assertThat(condition.state()).isEmpty();
    assertThat(condition.threats()).extracting(Threat::probability).containsOnly(Optional.empty());
    assertThat(condition.recommendations())
        .containsExactly(
            new Recommendation(
                condition.recommendations().getFirst().activity(),
                condition.recommendations().getFirst().priority(),
                condition.recommendations().getFirst().intervention(),
                Optional.empty()));
    assertThat(condition.recommendations().getFirst().intervention().flatMap(Term::id))
        .contains("intervention/conservation-restoration-and-maintenance-activities");
    assertThat(read.told())
        .containsExactlyInAnyOrder(
            "1 Overall Condition State Type list-misaligned",
            "1 Disturbance Date Occurred On date-unreadable",
            "1 Threat Cause Type list-misaligned");
    assertThat(read.extras())
        .containsExactly(
            "condition assessment={\"Disturbance Date Occurred On \":\"3/4/2020, None\","
                + "\"Threat Probability \":\"Possible, Planned\","
                + "\"Overall Condition State Type\":\"Good, Destroyed\"}");
  }

  @Test
  void keeps_unknown_words_and_tells_the_nearest() throws IOException {
    Described read = export("\"Threat Cause Type\":\"Firre\",\"Damage Extent Type\":\"half\"");

    assertThat(label(read.only().conditions().getFirst().threats().getFirst().cause()))
        .contains("Firre");
    assertThat(read.problems).extracting(RowProblem::code).containsOnly(Code.TERM_UNKNOWN);
    assertThat(read.problems).anyMatch(each -> each.expected().contains("alike: Fire"));
  }

  @Test
  void makes_no_assessment_of_assessors_alone() throws IOException {
    Described read =
        export(
            "\"Assessment Investigator - Actor\":\"A. Surveyor\",\"Threat Category\":\"None, None\"");

    assertThat(read.only().conditions()).isEmpty();
    assertThat(read.extras())
        .containsExactly(
            "condition assessment={\"Assessment Investigator - Actor\":\"A. Surveyor\"}");
  }

  @Test
  void joins_the_rows_of_a_sheet_and_its_barred_cells() throws IOException {
    DescriptionsRead read =
        sheet(
            "1,A. Surveyor,Student/Trainee,Condition Assessment,2022-08-12,Mill,,Poor,31-60%,Natural,"
                + "Water Action,High,,,2019-02-01,Water Damage|Surface Loss,High|Low,Natural,Drought,Possible",
            "1,,,,,,,,,Vandalism,Graffiti,Low,,,,Visual Impact,,Vandalism,Graffiti,Probable");

    ConditionAssessment condition = read.place("1").conditions().getFirst();
    assertThat(read.place("1").conditions()).hasSize(1);
    assertThat(condition.disturbances()).hasSize(2);
    assertThat(condition.disturbances().getFirst().effects()).hasSize(2);
    assertThat(condition.threats()).hasSize(2);
    assertThat(condition.attribution().times()).containsExactly(during("2022-08-12"));
    assertThat(read.problems()).isEmpty();
    assertThat(read.place("1").extra()).noneMatch(each -> each.value().contains("Drought"));
  }

  @Test
  void begins_another_assessment_where_a_row_judges_again() throws IOException {
    DescriptionsRead read =
        sheet(
            "1,A. Surveyor,,,2020,Mill,,Fair,,,,,,,,,,,,",
            "1,,,,,,,Fair,,Natural,Fire,,,,,,,,,",
            "1,B. Surveyor,,,2022,,,Poor,,,,,,,,,,Natural,Drought,");

    List<ConditionAssessment> conditions = read.place("1").conditions();
    assertThat(conditions)
        .extracting(each -> label(each.state()).orElse(""))
        .containsExactly("Fair", "Poor");
    assertThat(conditions)
        .extracting(each -> each.assessors().getFirst().name())
        .containsExactly("A. Surveyor", "B. Surveyor");
    assertThat(conditions.getFirst().disturbances()).hasSize(1);
    assertThat(conditions.getLast().threats()).hasSize(1);
  }

  @Test
  void refuses_the_row_of_a_disturbance_that_ends_before_it_starts() throws IOException {
    DescriptionsRead read = sheet("1,,,,,Mill,,,,Natural,Fire,,2019-02-01,2018-01-01,,,,,,");

    RowProblem reversed = read.refused().getFirst();
    assertThat(reversed.code()).isEqualTo(Code.DATE_REVERSED);
    assertThat(reversed.field()).contains("Disturbance Date To");
    assertThat(reversed.value()).contains("2019-02-01 – 2018-01-01");
  }

  @Test
  void reads_a_list_of_disturbances_by_their_edtf_and_compares_the_dates() throws IOException {
    DescriptionsRead read =
        DescriptionsRead.of(
            format("eamena-disturbances"),
            Lists.write(
                folder,
                "disturbances.csv",
                "S_ID,Disturbance Type,Disturbance Cause,Disturbance Date Type,Date 1,Date 2,EDTF",
                "A,Natural,Fire,Occurred before,2004-04-30,,..2004-04-30",
                "A,Natural,Flooding,Occurred between,2009-05-16,2011-06-10,2009-05-16:2011-06-10",
                "B,Natural,Fire,Occurred on,2016-07-10,,2016-07-11",
                "B,Natural,Drought,Occurred between,2012-01-01,2011-01-01,"));

    List<Disturbance> ofA = read.place("A").conditions().getFirst().disturbances();
    assertThat(ofA)
        .extracting(each -> each.times().getFirst().start())
        .containsExactly(
            new TimeBound.Between(Optional.empty(), Optional.of(date("2004-04-30"))),
            TimeBound.between(date("2009-05-16"), date("2011-06-10")));
    assertThat(ofA.getFirst().times().getFirst().original()).contains("..2004-04-30");
    assertThat(read.of(Code.DATES_DIFFER)).hasSize(1);
    assertThat(read.refused())
        .extracting(RowProblem::code)
        .containsExactly(Code.DATE_REVERSED, Code.PLACE_REFUSED);
  }

  @Test
  void is_listed_where_linked_places_have_no_room_for_it() throws IOException {
    PlaceDescription place = export("\"Overall Condition State Type\":\"Good\"").only();

    assertThat(JsonFormats.lpf().write(List.of(place), folder.resolve("out.geojson")))
        .filteredOn(each -> each.kind().equals(Optional.of(StatementKind.CONDITION)))
        .hasSize(1);
  }

  @Test
  void reads_every_assessment_of_the_shared_caravanserais() throws IOException {
    Described read = Described.read(Described.shared("eamena/caravanserais.geojson"));

    count("caravanserais.geojson", read.places, 220, 534, 107, 596, 10);
    assertThat(
            disturbances(read.places)
                .filter(each -> each.cause().isEmpty() && each.category().isEmpty()))
        .hasSize(87);
    assertThat(read.problems.stream().filter(each -> each.code() == Code.LIST_MISALIGNED))
        .hasSize(231);
    assertThat(read.problems.stream().filter(each -> each.code() == Code.TERM_UNKNOWN)).isEmpty();
    comesBackFromItsRecord(read.places);
  }

  @Test
  void reads_every_assessment_of_the_shared_wadi() throws IOException {
    Described read = Described.read(Described.shared("eamena/wadi_naqqat.geojson"));

    count("wadi_naqqat.geojson", read.places, 14, 28, 0, 37, 14);
    assertThat(
            read.places
                .getFirst()
                .conditions()
                .getFirst()
                .recommendations()
                .getFirst()
                .activity()
                .flatMap(Term::label))
        .contains("مسح أثري");
    comesBackFromItsRecord(read.places);
  }

  @Test
  void reads_every_assessment_of_the_shared_workbook_and_list() throws IOException {
    DescriptionsRead example =
        DescriptionsRead.of(
            TableFormats.eamena(TermLists.NONE, Optional.of("_example_")),
            Described.shared("eamena/Bulk_Upload_template_240911.xlsx"));
    DescriptionsRead list =
        DescriptionsRead.of(
            format("eamena-disturbances"), Described.shared("eamena/disturbances_edtf.xlsx"));
    DescriptionsRead csv =
        DescriptionsRead.of(
            TableFormats.eamena(TermLists.NONE, Optional.empty()),
            Described.shared("eamena/bulk_data_hp_template.csv"));

    count("Bulk_Upload_template _example_", example.places(), 46, 92, 90, 135, 0);
    count("disturbances_edtf.xlsx", list.places(), 6, 62, 62, 0, 0);
    count("bulk_data_hp_template.csv", csv.places(), 0, 0, 0, 0, 0);
    assertThat(list.refused()).isEmpty();
    comesBackFromItsRecord(example.places());
    comesBackFromItsRecord(list.places());
  }

  private static Stream<Disturbance> disturbances(List<PlaceDescription> places) {
    return conditions(places).flatMap(each -> each.disturbances().stream());
  }

  private static Stream<ConditionAssessment> conditions(List<PlaceDescription> places) {
    return places.stream().flatMap(place -> place.conditions().stream());
  }

  private static void count(
      String file,
      List<PlaceDescription> places,
      int assessments,
      int disturbances,
      int dated,
      int threats,
      int recommendations) {
    List<Long> counted =
        List.of(
            conditions(places).count(),
            disturbances(places).count(),
            disturbances(places).filter(each -> !each.times().isEmpty()).count(),
            conditions(places).mapToLong(each -> each.threats().size()).sum(),
            conditions(places).mapToLong(each -> each.recommendations().size()).sum());
    System.out.println(
        file + ": assessments, disturbances, of these dated, threats, recommendations " + counted);
    assertThat(counted)
        .containsExactly(
            (long) assessments,
            (long) disturbances,
            (long) dated,
            (long) threats,
            (long) recommendations);
  }

  private static void comesBackFromItsRecord(List<PlaceDescription> places) {
    for (PlaceDescription place : places) {
      assertThat(PlaceCodec.decode(PlaceCodec.encode(place))).isEqualTo(place);
    }
    assertThat(places).isNotEmpty().extracting(PlaceDescription::id).doesNotHaveDuplicates();
  }
}
