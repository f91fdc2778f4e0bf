package org.cairn.heritage.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EamenaTest {
  @ParameterizedTest
  @CsvSource({
    "CONDITION_STATE, 6", "DAMAGE_EXTENT, 7", "DISTURBANCE_CATEGORY, 25",
    "DISTURBANCE_CAUSE, 66", "DISTURBANCE_EFFECT, 22", "DISTURBANCE_DATE, 3",
    "CERTAINTY, 6", "THREAT_PROBABILITY, 4", "INTERVENTION, 3",
    "RECOMMENDATION, 49", "PRIORITY, 5", "ACTIVITY, 19",
    "INVESTIGATOR_ROLE, 8", "PLACE_TYPE, 5", "FUNCTION, 16",
    "GEOMETRY_TYPE, 10", "INTERPRETATION, 128", "FEATURE_FORM, 26"
  })
  void each_list_is_complete(Eamena list, int terms) {
    assertThat(list.terms().terms()).hasSize(terms);
  }

  @Test
  void every_term_is_found_by_every_label_it_has_and_has_arabic() {
    int terms = 0;
    Set<String> shared = new TreeSet<>();
    for (Eamena list : Eamena.values()) {
      for (VocabularyTerm term : list.terms().terms()) {
        assertThat(list.find(term.label())).as(term.path()).contains(term);
        assertThat(term.labels()).as(term.path()).containsKey("ar");
        if (list.find(term.label("ar")).isEmpty()) {
          shared.add(term.path());
        } else {
          assertThat(list.find(term.label("ar"))).as(term.path()).contains(term);
        }
        assertThat(Eamena.findByPath(term.path())).contains(term);
        term.broader().ifPresent(broader -> assertThat(list.get(broader)).isNotNull());
        terms++;
      }
    }
    System.out.printf("%d terms in %d lists%n", terms, Eamena.values().length);
    assertThat(terms).isEqualTo(510);
    // Where the project's lists have one Arabic word for two terms, it leads to neither.
    assertThat(shared)
        .containsExactly(
            "feature-shape/semi-circular",
            "feature-shape/sub-circular",
            "interpretation/anchorage",
            "interpretation/landing-place",
            "overall-shape/semi-circular",
            "overall-shape/sub-circular");
  }

  @ParameterizedTest
  @CsvSource({
    "DISTURBANCE_CAUSE, Grafitti, graffiti",
    "DISTURBANCE_CAUSE, Graffiti, graffiti",
    "DISTURBANCE_CAUSE, Tunelling, tunnelling",
    "DISTURBANCE_CATEGORY, Utilties, utilities",
    "DISTURBANCE_EFFECT, Lack of Adehsion, lack-of-adhesion",
    "DISTURBANCE_EFFECT, Erosion/Deterioration, erosion-deterioration-micro-bio",
    "ACTIVITY, Desk-based Assessment, desk-based-assessment",
    "ACTIVITY, FIELD BASED ASSESSMENT, field-based-assessment",
    "RECOMMENDATION, مسح أثري, archaeological-survey",
    "RECOMMENDATION, مسح اثرى, archaeological-survey",
    "RECOMMENDATION, Structural Strengthening/Reinforcement, structural-strengthening-reinforcement",
    "CONDITION_STATE, جيّـــد, good",
    "DISTURBANCE_CAUSE, زراعه بالرى, aquaculture",
    "GEOMETRY_TYPE, facade point, facade-point",
    "PRIORITY, immediate action, immediate-action-emergency",
    "DAMAGE_EXTENT, %10-1, 1-10",
  })
  void finds_a_term_however_it_is_spelt(Eamena list, String label, String id) {
    assertThat(list.find(label)).map(VocabularyTerm::id).contains(id);
  }

  @Test
  void does_not_choose_where_a_shortened_label_is_of_several_terms() {
    assertThat(Eamena.DISTURBANCE_CAUSE.find("Irrigation")).isEmpty();
    assertThat(Eamena.DISTURBANCE_CAUSE.find("")).isEmpty();
    assertThat(Eamena.DISTURBANCE_CAUSE.find("Irrigation (Channels)")).isPresent();
  }

  @Test
  void keeps_the_sources_misspelling_as_a_source_label() {
    assertThat(Eamena.DISTURBANCE_CATEGORY.get("utilities").sourceLabels())
        .containsExactly("Utilties");
    assertThat(Eamena.DISTURBANCE_CATEGORY.get("utilities").label()).isEqualTo("Utilities");
  }

  @Test
  void offers_the_nearest_terms_for_a_word_it_does_not_know() {
    assertThat(Eamena.DISTURBANCE_CAUSE.terms().nearest("Ploghing", 3).getFirst().id())
        .isEqualTo("ploughing");
    assertThat(Eamena.CONDITION_STATE.terms().nearest("Very bda", 1).getFirst().id())
        .isEqualTo("very-bad");
    assertThat(Eamena.DISTURBANCE_EFFECT.terms().nearest("حرييق", 2).getFirst().id())
        .isEqualTo("burning");
    assertThat(Eamena.CONDITION_STATE.terms().nearest("zzzzzzzz", 3)).isEmpty();
    assertThat(Eamena.CONDITION_STATE.terms().nearest("x".repeat(100_000), 3)).isEmpty();
  }

  @Test
  void names_what_is_missing_and_what_there_is() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Eamena.CONDITION_STATE.get("ruined"))
        .withMessageContaining("ruined")
        .withMessageContaining("very-bad");
    assertThat(Eamena.findByPath("condition-state")).isEmpty();
    assertThat(Eamena.findByPath("no-list/good")).isEmpty();
  }

  @Test
  void splits_joined_values_though_some_contain_the_separator() {
    String conservation = "Conservation, Restoration, and Maintenance Activities";
    assertThat(
            Eamena.INTERVENTION
                .terms()
                .split(conservation + ", Emergency Actions, , None, " + conservation))
        .containsExactly(conservation, "Emergency Actions", "", "None", conservation);
    assertThat(Eamena.INTERPRETATION.terms().split("Building, Enclosure"))
        .containsExactly("Building", "Enclosure");
    assertThat(Eamena.DISTURBANCE_CATEGORY.terms().split("Natural, , ")).hasSize(3);
  }

  /** Any values joined come apart again; the seed is in the message. */
  @Test
  void splitting_is_the_reverse_of_joining() {
    for (int seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      Eamena list = Eamena.values()[random.nextInt(Eamena.values().length)];
      List<VocabularyTerm> terms = list.terms().terms();
      List<String> values = new ArrayList<>();
      for (int i = 1 + random.nextInt(6); i > 0; i--) {
        int drawn = random.nextInt(terms.size() + 2);
        values.add(
            drawn < terms.size() ? terms.get(drawn).label() : drawn == terms.size() ? "" : "None");
      }
      assertThat(list.terms().split(String.join(", ", values)))
          .as("seed %d", seed)
          .isEqualTo(values);
    }
  }

  @Test
  void every_word_of_the_projects_own_value_lists_is_found() throws IOException {
    int words = 0;
    Set<String> files = new HashSet<>();
    for (var entry : VALUE_LISTS.entrySet()) {
      var file = SharedData.file("heritage/eamena/vocabulary/" + entry.getKey() + ".tsv");
      files.add(file.toString());
      for (String line : Files.readAllLines(file).stream().skip(1).toList()) {
        String[] cells = line.split("\t", -1);
        String english = cells[0].strip();
        if (english.isEmpty() || english.equals("x")) {
          continue;
        }
        VocabularyTerm term =
            entry.getValue().find(english).orElseThrow(() -> new AssertionError(english));
        assertThat(term.label().equals(english) || term.sourceLabels().contains(english))
            .as(english)
            .isTrue();
        String arabic = cells[1].strip().replaceAll("^\"|\"$", "").replace("\"\"", "\"");
        assertThat(term.label("ar")).as(english).isEqualTo(arabic.replaceAll("\\s+", " "));
        words++;
      }
    }
    System.out.printf("%d words of %d value lists%n", words, files.size());
    assertThat(words).isGreaterThan(300);
  }

  @ParameterizedTest
  @CsvSource({"caravanserais, 9000", "wadi_naqqat, 150"})
  void every_value_of_real_exports_comes_apart_and_is_found(String export, int atLeast)
      throws IOException {
    JsonNode features =
        new JsonMapper()
            .readTree(Files.readString(SharedData.file("heritage/eamena/" + export + ".geojson")))
            .path("features");
    Set<String> unknown = new TreeSet<>();
    int found = 0;
    for (JsonNode feature : features.values()) {
      for (var column : feature.path("properties").properties()) {
        Eamena list = EXPORT_COLUMNS.get(column.getKey().strip());
        if (list == null) {
          continue;
        }
        for (String value : list.terms().split(column.getValue().asString(""))) {
          if (value.isEmpty() || value.equals("None")) {
            continue;
          }
          if (list.find(value).isPresent()) {
            found++;
          } else {
            unknown.add(column.getKey() + ": " + value);
          }
        }
      }
    }
    System.out.printf("%s: %d values found, unknown %s%n", export, found, unknown);
    assertThat(unknown).isEmpty();
    assertThat(found).isGreaterThan(atLeast);
  }

  private static final Map<String, Eamena> EXPORT_COLUMNS =
      Map.ofEntries(
          Map.entry("Assessment Activity Type", Eamena.ACTIVITY),
          Map.entry("Damage Extent Type", Eamena.DAMAGE_EXTENT),
          Map.entry("Disturbance Cause Category Type", Eamena.DISTURBANCE_CATEGORY),
          Map.entry("Disturbance Cause Certainty", Eamena.CERTAINTY),
          Map.entry("Disturbance Cause Type", Eamena.DISTURBANCE_CAUSE),
          Map.entry("Effect Certainty", Eamena.CERTAINTY),
          Map.entry("Effect Type", Eamena.DISTURBANCE_EFFECT),
          Map.entry("Geometry Type", Eamena.GEOMETRY_TYPE),
          Map.entry("Heritage Place Function", Eamena.FUNCTION),
          Map.entry("Heritage Place Function Certainty", Eamena.CERTAINTY),
          Map.entry("Heritage Place Type", Eamena.PLACE_TYPE),
          Map.entry("Intervention Activity Type", Eamena.INTERVENTION),
          Map.entry("Investigator Role Type", Eamena.INVESTIGATOR_ROLE),
          Map.entry("Location Certainty", Eamena.CERTAINTY),
          Map.entry("Name Type", Eamena.NAME_TYPE),
          Map.entry("Overall Condition State Type", Eamena.CONDITION_STATE),
          Map.entry("Priority Type", Eamena.PRIORITY),
          Map.entry("Recommendation Type", Eamena.RECOMMENDATION),
          Map.entry("Site Feature Form Type", Eamena.FEATURE_FORM),
          Map.entry("Site Feature Interpretation Type", Eamena.INTERPRETATION),
          Map.entry("Site Feature Shape Type", Eamena.FEATURE_SHAPE),
          Map.entry("Site Feature Arrangement Type", Eamena.FEATURE_ARRANGEMENT),
          Map.entry("Site Feature Number Type", Eamena.FEATURE_NUMBER),
          Map.entry("Overall Site Shape Type", Eamena.OVERALL_SHAPE),
          Map.entry("Overall Site Morphology Type", Eamena.MORPHOLOGY),
          Map.entry("Threat Category", Eamena.DISTURBANCE_CATEGORY),
          Map.entry("Threat Cause Type", Eamena.DISTURBANCE_CAUSE),
          Map.entry("Threat Probability", Eamena.THREAT_PROBABILITY));

  private static final Map<String, Eamena> VALUE_LISTS =
      Map.ofEntries(
          Map.entry("Overall_Site_Condition", Eamena.CONDITION_STATE),
          Map.entry("Damage_Disturbance_Extent", Eamena.DAMAGE_EXTENT),
          Map.entry("Disturbance_Category", Eamena.DISTURBANCE_CATEGORY),
          Map.entry("Threat_Category", Eamena.DISTURBANCE_CATEGORY),
          Map.entry("Disturbance_Cause_Type", Eamena.DISTURBANCE_CAUSE),
          Map.entry("Threat_Type", Eamena.DISTURBANCE_CAUSE),
          Map.entry("Disturbance_Effect", Eamena.DISTURBANCE_EFFECT),
          Map.entry("Disturbance_Cause_Certainty", Eamena.CERTAINTY),
          Map.entry("Threat_Probability", Eamena.THREAT_PROBABILITY),
          Map.entry("Intervention_Activity_Type", Eamena.INTERVENTION),
          Map.entry("Recommendation_Type", Eamena.RECOMMENDATION),
          Map.entry("Priority_Type", Eamena.PRIORITY),
          Map.entry("Activity_Type", Eamena.ACTIVITY),
          Map.entry("Investigator_Role_Type", Eamena.INVESTIGATOR_ROLE));
}
