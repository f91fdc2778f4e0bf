package org.cairn.heritage.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import org.cairn.heritage.place.ConditionAssessment;
import org.cairn.heritage.place.Term;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrosswalkTest {
  @ParameterizedTest
  @CsvSource({
    "AMAL, 0, unknown, ''",
    "AMAL, 1, good, ''",
    "AMAL, 2, fair, ''",
    "AMAL, 3, poor, ''",
    "AMAL, 4, very-bad, ''",
    "AMAL, 5, destroyed, ''",
    "UNOSAT, 1, destroyed, ''",
    "UNOSAT, 2, very-bad, ''",
    "UNOSAT, 3, poor, ''",
    "UNOSAT, 4, '', ''",
    "UNOSAT, 6, '', no-visible-known",
    "UNOSAT, 11, '', ''",
  })
  void each_code_stands_beside_its_degree_or_says_that_it_has_none(
      Crosswalk scheme, String code, String state, String extent) {
    Crosswalk.Mapping mapping = scheme.find(code).orElseThrow();
    assertThat(mapping.state().map(VocabularyTerm::id).orElse("")).isEqualTo(state);
    assertThat(mapping.extent().map(VocabularyTerm::id).orElse("")).isEqualTo(extent);
    assertThat(mapping.hasNoCounterpart()).isEqualTo(state.isEmpty() && extent.isEmpty());
    assertThat(mapping.why()).isNotBlank();
    ConditionAssessment assessment =
        ConditionAssessment.builder().sourceState(scheme, code).build();
    assertThat(assessment.sourceState().flatMap(Term::id)).contains(code);
    assertThat(assessment.sourceState().flatMap(Term::vocabulary)).contains(scheme.scheme());
    assertThat(assessment.state()).isEqualTo(mapping.state().map(Term::of));
    assertThat(assessment.extent()).isEqualTo(mapping.extent().map(Term::of));
  }

  @Test
  void the_tables_have_these_codes_and_no_others() {
    assertThat(Crosswalk.AMAL.mappings()).hasSize(6);
    assertThat(Crosswalk.UNOSAT.mappings()).hasSize(6);
  }

  @Test
  void a_code_the_scheme_does_not_have_is_kept_without_a_state() {
    assertThat(Crosswalk.UNOSAT.find("5")).isEmpty();
    ConditionAssessment assessment =
        ConditionAssessment.builder().sourceState(Crosswalk.UNOSAT, "5").build();
    assertThat(assessment.sourceState().flatMap(Term::id)).contains("5");
    assertThat(assessment.state()).isEmpty();
    assertThat(assessment.extent()).isEmpty();
  }

  @Test
  void possible_is_no_degree_of_damage() {
    assertThat(Crosswalk.UNOSAT.find("4").orElseThrow().why()).contains("how sure");
    assertThat(Crosswalk.UNOSAT.find(" 11 ").orElseThrow().why()).contains("how sure");
  }
}
