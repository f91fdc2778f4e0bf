package org.cairn.app.web.assess;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.cairn.app.web.assess.AssessmentReading.Canvas;
import org.cairn.heritage.place.ConditionAssessment;
import org.cairn.heritage.place.UseChange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssessmentReadingTest {
  private static final Map<String, String> FULL =
      Map.ofEntries(
          Map.entry("state", "poor"),
          Map.entry("extent", "11-30"),
          Map.entry("comment", "سقط جزء من الجدار"),
          Map.entry("activity", "condition-assessment-image-interpretation"),
          Map.entry("date", "2026-05-11"),
          Map.entry("a0.name", "Invented Person"),
          Map.entry("a0.organisation", "One Trust"),
          Map.entry("a0.role", "academic-researcher"),
          Map.entry("d0.category", "natural"),
          Map.entry("d0.cause", "flooding"),
          Map.entry("d0.certainty", "medium"),
          Map.entry("d0.form", "occurred-between"),
          Map.entry("d0.from", "2026-04"),
          Map.entry("d0.to", "2026-05-11"),
          Map.entry("d0.e0.effect", "water-damage"),
          Map.entry("d0.e0.certainty", "high"),
          Map.entry("t0.cause", "flooding"),
          Map.entry("t0.probability", "probable"),
          Map.entry("r0.activity", "flood-mitigation"),
          Map.entry("r0.text", "A ditch"),
          Map.entry("u0.change", "closure"),
          Map.entry("u0.sources", "https://press.example.org/1\nA letter"),
          Map.entry("sources", "Sheet 3"));

  private static AssessmentReading.Read read(String... changes) {
    Map<String, String> values = new LinkedHashMap<>(FULL);
    for (int i = 0; i < changes.length; i += 2) {
      values.put(changes[i], changes[i + 1]);
    }
    return AssessmentReading.read(new Fields(values), "One Trust", Canvas.NONE);
  }

  @Test
  void makes_statements_that_fill_the_form_again() {
    AssessmentReading.Read read = read();
    assertThat(read.wrong()).isEmpty();
    assertThat(read.said()).hasSize(2);
    ConditionAssessment condition = (ConditionAssessment) read.said().getFirst().statement();
    UseChange change = (UseChange) read.said().getLast().statement();
    assertThat(change.attribution().sources()).hasSize(2);
    Fields again = AssessmentFilling.of(condition, 7);
    AssessmentReading.Read second = AssessmentReading.read(again, "One Trust", Canvas.NONE);
    assertThat(second.wrong()).isEmpty();
    assertThat(second.said().getFirst().statement()).isEqualTo(condition);
    assertThat(second.said().getFirst().replaces()).contains(7L);
    assertThat(
            AssessmentReading.read(AssessmentFilling.of(change, 8), "One Trust", Canvas.NONE)
                .said())
        .singleElement()
        .satisfies(said -> assertThat(said.statement()).isEqualTo(change));
  }

  @ParameterizedTest
  @CsvSource({
    "state, '', missing",
    "state, ruined, term",
    "date, '', missing",
    "date, 2026-13-01, edtf-range",
    "date, yesterday, edtf-syntax",
    "a0.name, '', missing",
    "d0.from, 2027, reversed",
    "d0.to, '', date-missing",
    "d0.form, occurred-before, no-first",
    "d0.form, occurred-on, one-date",
    "d0.e0.effect, '', missing",
    "u0.sources, '', evidence",
    "u0.change, '', missing",
    "comment, '\uD800', characters",
  })
  void says_of_the_field_what_is_wrong(String field, String value, String key) {
    AssessmentReading.Read read = read(field, value);
    assertThat(read.said()).isEmpty();
    assertThat(read.wrong()).extracting(Wrong::key).contains("assess.wrong." + key);
  }

  @Test
  void wants_something_to_be_said() {
    AssessmentReading.Read read =
        AssessmentReading.read(
            AssessmentFilling.empty("2026-05-11", "Invented Person", "One Trust"),
            "One Trust",
            Canvas.NONE);
    assertThat(read.wrong()).extracting(Wrong::key).containsExactly("assess.wrong.nothing");
  }
}
