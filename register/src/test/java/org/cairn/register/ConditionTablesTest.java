package org.cairn.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cairn.register.RegisterFixture.add;
import static org.cairn.register.RegisterFixture.in;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cairn.heritage.place.ConditionAssessment;
import org.cairn.heritage.place.ConditionAssessment.Assessor;
import org.cairn.heritage.place.ConditionAssessment.Disturbance;
import org.cairn.heritage.place.ConditionAssessment.Effect;
import org.cairn.heritage.place.ConditionAssessment.Threat;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.Term;
import org.cairn.heritage.place.UseChange;
import org.cairn.heritage.vocabulary.Crosswalk;
import org.cairn.heritage.vocabulary.Eamena;
import org.cairn.heritage.vocabulary.UseAndIdentity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConditionTablesTest {
  @TempDir private Path folder = Path.of("");

  private Workspace workspace() throws Exception {
    return Workspace.at(folder.resolve("workspace"));
  }

  private List<String> rows(String sql) throws Exception {
    return RegisterRows.query(workspace().register(), sql);
  }

  private List<String> find(PlaceQuery query) throws Exception {
    try (PlaceRegister register = PlaceRegister.open(workspace())) {
      return register.search(query).stream().map(PlaceHit::place).toList();
    }
  }

  private static Disturbance bulldozed() {
    return new Disturbance(
        Optional.of(Term.unknown("Earthworks of some kind")),
        Optional.of(Term.of(Eamena.DISTURBANCE_CAUSE.get("clearance-bulldozing-levelling"))),
        Optional.of(Term.unknown("Probable")),
        List.of(
            new Effect(Optional.of(Term.unknown("Flattened")), Optional.empty()),
            new Effect(Optional.of(Term.unknown("Scattered")), Optional.empty())),
        Optional.empty(),
        in("2019").times(),
        Optional.of("Person Two"));
  }

  @BeforeEach
  void fill() throws Exception {
    RegisterFixture.workspace(folder.resolve("workspace"));
    PlaceDescription fort =
        PlaceDescription.of(
            "fort",
            Name.of("Fort"),
            ConditionAssessment.builder()
                .assessors(List.of(Assessor.of("Person One")))
                .state(Term.of(Eamena.CONDITION_STATE.get("very-bad")))
                .disturbances(List.of(bulldozed()))
                .threats(
                    List.of(
                        new Threat(
                            Optional.empty(),
                            Optional.of(Term.unknown("A new road")),
                            Optional.of(Term.unknown("Possible")),
                            Optional.of("Person Two"))))
                .attribution(in("2020"))
                .build(),
            new UseChange(
                Term.of(UseAndIdentity.terms().terms().getFirst()),
                Optional.of("A barracks"),
                Optional.of("A school"),
                Optional.empty(),
                in("1960")));
    PlaceDescription tower =
        PlaceDescription.of(
            "tower",
            Name.of("Tower"),
            ConditionAssessment.builder()
                .sourceState(Crosswalk.UNOSAT, "3")
                .attribution(in("2023"))
                .build(),
            ConditionAssessment.builder()
                .state(Term.unknown("A bit leaning"))
                .attribution(in("2024"))
                .build());
    PlaceDescription wall =
        PlaceDescription.of(
            "wall",
            ConditionAssessment.builder()
                .sourceState(Crosswalk.AMAL, "3")
                .attribution(in("2023"))
                .build(),
            ConditionAssessment.builder().sourceState(Crosswalk.UNOSAT, "4").build());
    add(workspace(), fort, tower, wall);
  }

  @Test
  void assessments_are_rows_with_the_source_s_code_beside_the_state() throws Exception {
    assertThat(
            rows(
                "SELECT place, state_term, source_scheme, source_code, author FROM conditions ORDER BY fid"))
        .containsExactly(
            "fort|condition-state/very-bad|null|null|A surveyor",
            "tower|condition-state/poor|unosat|3|A surveyor",
            "tower|null|null|null|A surveyor",
            "wall|condition-state/poor|amal|3|A surveyor",
            "wall|null|unosat|4|null");
    assertThat(
            rows(
                "SELECT d.place, c.state, d.category, d.cause_term, d.effects FROM disturbances d"
                    + " JOIN conditions c ON c.fid = d.condition"))
        .containsExactly(
            "fort|Very Bad|Earthworks of some kind|disturbance-cause/clearance-bulldozing-levelling|Flattened · Scattered");
    assertThat(rows("SELECT place, cause, probability FROM threats"))
        .containsExactly("fort|A new road|Possible");
    assertThat(rows("SELECT place, change_vocabulary, before, after FROM use_changes"))
        .containsExactly("fort|cairn|A barracks|A school");
    assertThat(rows("SELECT kind FROM statements")).isEmpty();
    assertThat(rows("SELECT count(*) FROM times WHERE kind IN ('conditions', 'useChanges')"))
        .containsExactly("5");
  }

  @Test
  void a_condition_is_found_by_label_id_and_code_in_several_languages() throws Exception {
    for (String asked : List.of("very bad", "condition-state/very-bad", "very-bad", "سيئ جدا")) {
      assertThat(find(PlaceQuery.ALL.withCondition(asked))).as(asked).containsExactly("fort");
    }
    assertThat(find(PlaceQuery.ALL.withCondition("Poor"))).containsExactly("tower", "wall");
    assertThat(find(PlaceQuery.ALL.withCondition("3"))).containsExactly("tower", "wall");
    assertThat(find(PlaceQuery.ALL.withCondition("unosat:3"))).containsExactly("tower");
    assertThat(find(PlaceQuery.ALL.withCondition("possible damage"))).containsExactly("wall");
    assertThat(find(PlaceQuery.ALL.withCondition("a bit leaning"))).containsExactly("tower");
    assertThat(find(PlaceQuery.ALL.withCondition("Poor").withName("tow"))).containsExactly("tower");
    assertThat(find(PlaceQuery.ALL.withCondition("Good"))).isEmpty();
    assertThatThrownBy(() -> PlaceQuery.ALL.withCondition(" "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs a letter or digit");
  }

  @Test
  void a_disturbance_is_found_by_category_cause_and_change_of_use() throws Exception {
    String change = UseAndIdentity.terms().terms().getFirst().label("fr");
    for (String asked :
        List.of(
            "Clearance (Bulldozing/Levelling)",
            "disturbance-cause/clearance-bulldozing-levelling",
            "EARTHWORKS of some kind",
            change)) {
      assertThat(find(PlaceQuery.ALL.withDisturbance(asked))).as(asked).containsExactly("fort");
    }
    assertThat(find(PlaceQuery.ALL.withDisturbance("A new road"))).isEmpty();
  }

  @Test
  void what_is_said_anew_replaces_its_rows() throws Exception {
    add(workspace(), PlaceDescription.of("fort", Name.of("Fort")));
    assertThat(find(PlaceQuery.ALL.withCondition("very bad"))).isEmpty();
    assertThat(rows("SELECT * FROM disturbances")).isEmpty();
    assertThat(rows("SELECT * FROM threats")).isEmpty();
    assertThat(rows("SELECT * FROM use_changes")).isEmpty();
    List<String> grown = RegisterRows.dump(workspace().register());
    PlaceRegister.rebuild(workspace()).close();
    assertThat(RegisterRows.dump(workspace().register())).isEqualTo(grown);
  }

  @Test
  void assessments_stay_out_of_the_log_and_persons_out_of_the_tables_of_parts() throws Exception {
    try (var files = Files.walk(workspace().log())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(
                new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
            .doesNotContain("Person One", "condition-state");
      }
    }
    assertThat(rows("SELECT content FROM conditions WHERE place = 'fort'").getFirst())
        .contains("Person One", "Person Two");
    for (String table : List.of("disturbances", "threats", "names", "statements")) {
      assertThat(String.join("\n", rows("SELECT * FROM " + table))).doesNotContain("Person");
    }
  }

  @Test
  void a_register_of_the_schema_before_is_made_again_when_opened() throws Exception {
    List<String> right = RegisterRows.dump(workspace().register());
    RegisterRows.execute(
        workspace().register(),
        "UPDATE register_state SET schema = 1",
        "DROP TABLE conditions",
        "DROP TABLE disturbances",
        "DROP TABLE threats",
        "DROP TABLE use_changes",
        "DELETE FROM gpkg_contents WHERE table_name IN ('conditions', 'disturbances', 'threats', 'use_changes')");

    assertThat(find(PlaceQuery.ALL.withCondition("very bad"))).containsExactly("fort");
    assertThat(RegisterRows.dump(workspace().register())).isEqualTo(right);
  }
}
