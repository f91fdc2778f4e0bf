package org.cairn.register;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cairn.geopackage.Table;
import org.cairn.heritage.codec.PlaceCodec;
import org.cairn.heritage.place.ConditionAssessment;
import org.cairn.heritage.place.ConditionAssessment.Disturbance;
import org.cairn.heritage.place.ConditionAssessment.Threat;
import org.cairn.heritage.place.Term;
import org.cairn.heritage.place.UseChange;
import org.cairn.heritage.vocabulary.Eamena;
import org.cairn.heritage.vocabulary.TermList;
import org.cairn.heritage.vocabulary.UseAndIdentity;
import org.cairn.heritage.vocabulary.VocabularyTerm;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The tables of assessments of condition and of changes of use, and how they are asked. Each term
 * is there as its source has it (vocabulary, id and label) with {@code words} to search by; the
 * code of another scheme stands beside the state that a crosswalk reads out of it. They hold what
 * {@link PlaceCodec#PROTECTED_MEMBERS} keeps out of the log, as the geometries do; persons are
 * named in the column {@code content} of the statement alone, not again in its parts. Stateless.
 */
final class ConditionTables {
  /** {@code content} is the whole assessment as JSON. */
  static final Table CONDITIONS =
      StatementTable.of(
          "conditions",
          "How places are said to be; source_ is the source's own code, content is JSON",
          "place TEXT NOT NULL",
          "state_vocabulary TEXT",
          "state_term TEXT",
          "state TEXT",
          "state_words TEXT",
          "source_scheme TEXT",
          "source_code TEXT",
          "source_label TEXT",
          "source_words TEXT",
          "extent_vocabulary TEXT",
          "extent_term TEXT",
          "extent TEXT",
          "activity TEXT",
          "content TEXT NOT NULL");

  static final Table DISTURBANCES =
      Table.attributes(
          "disturbances",
          "What is said to have happened to places, each a claim; condition is a row of conditions",
          "place TEXT NOT NULL",
          "condition INTEGER NOT NULL",
          "category_vocabulary TEXT",
          "category_term TEXT",
          "category TEXT",
          "category_words TEXT",
          "cause_vocabulary TEXT",
          "cause_term TEXT",
          "cause TEXT",
          "cause_words TEXT",
          "certainty TEXT",
          "effects TEXT",
          "date_form TEXT",
          "times TEXT");

  static final Table THREATS =
      Table.attributes(
          "threats",
          "What may happen to places; condition is a row of conditions",
          "place TEXT NOT NULL",
          "condition INTEGER NOT NULL",
          "category_vocabulary TEXT",
          "category_term TEXT",
          "category TEXT",
          "cause_vocabulary TEXT",
          "cause_term TEXT",
          "cause TEXT",
          "probability TEXT");

  static final Table USE_CHANGES =
      StatementTable.of(
          "use_changes",
          "Claims that a use or identity changed",
          "place TEXT NOT NULL",
          "change_vocabulary TEXT",
          "change_term TEXT",
          "change TEXT",
          "change_words TEXT",
          "before TEXT",
          "after TEXT",
          "statement TEXT");

  static final List<Table> ALL = List.of(CONDITIONS, DISTURBANCES, THREATS, USE_CHANGES);

  /** For the questions below. */
  static final List<String> INDEXES =
      Stream.of(
              "conditions (state_term)",
              "conditions (state_words)",
              "conditions (source_code)",
              "conditions (source_words)",
              "disturbances (category_term)",
              "disturbances (category_words)",
              "disturbances (cause_term)",
              "disturbances (cause_words)",
              "use_changes (change_term)",
              "use_changes (change_words)")
          .map(each -> "CREATE INDEX %s ON %s".formatted(each.replaceAll("\\W+", "_") + "of", each))
          .toList();

  private ConditionTables() {}

  /**
   * Values of {@link #CONDITIONS} up to the attribution.
   *
   * @param json what {@link PlaceCodec} made of it
   */
  static List<Object> values(ConditionAssessment assessed, JsonNode json) {
    List<Object> row = new ArrayList<>();
    addTerm(row, assessed.state(), true);
    addTerm(row, assessed.sourceState(), true);
    addTerm(row, assessed.extent(), false);
    row.add(assessed.activity().map(ConditionTables::shown));
    row.add(json);
    return row;
  }

  /** Values of {@link #USE_CHANGES} up to the attribution. */
  static List<Object> values(UseChange change) {
    List<Object> row = new ArrayList<>();
    addTerm(row, Optional.of(change.change()), true);
    row.add(change.before());
    row.add(change.after());
    row.add(change.statement());
    return row;
  }

  /**
   * The rows of an assessment's disturbances and threats.
   *
   * @param condition its own row
   */
  static List<PlaceRows.Row> parts(
      String place, PlaceRows.Numbered condition, ConditionAssessment assessed, JsonNode json) {
    List<PlaceRows.Row> rows = new ArrayList<>();
    for (int each = 0; each < assessed.disturbances().size(); each++) {
      Disturbance disturbance = assessed.disturbances().get(each);
      List<@Nullable Object> row = new ArrayList<>(List.of(place, condition));
      addTerm(row, disturbance.category(), true);
      addTerm(row, disturbance.cause(), true);
      row.add(disturbance.certainty().map(ConditionTables::shown));
      row.add(effects(disturbance));
      row.add(disturbance.dateForm().map(ConditionTables::shown));
      row.add(json.path("disturbances").path(each).path("times"));
      rows.add(PlaceRows.Row.of(DISTURBANCES, row));
    }
    for (Threat threat : assessed.threats()) {
      List<@Nullable Object> row = new ArrayList<>(List.of(place, condition));
      addTerm(row, threat.category(), false);
      addTerm(row, threat.cause(), false);
      row.add(threat.probability().map(ConditionTables::shown));
      rows.add(PlaceRows.Row.of(THREATS, row));
    }
    return rows;
  }

  /** Places with an assessment of this state or this code of the source's scheme. */
  static String askCondition(String asked, List<Object> values) {
    String words = FoldedName.of(asked).words();
    values.add(termOf(List.of(Eamena.CONDITION_STATE.terms()), asked));
    values.add(words);
    values.add(words);
    int colon = asked.indexOf(':');
    String code = "source_code = ?";
    if (colon > 0) {
      values.add(asked.substring(colon + 1).strip());
      values.add(asked.substring(0, colon).strip());
      code += " AND source_scheme = ?";
    } else {
      values.add(asked.strip());
    }
    return "places.place IN (SELECT place FROM conditions WHERE state_term = ? OR state_words = ?"
        + " OR source_words = ? OR "
        + code
        + ")";
  }

  /** Places with a disturbance of this category or cause, or with this change of use. */
  static String askDisturbance(String asked, List<Object> values) {
    String words = FoldedName.of(asked).words();
    String category = termOf(List.of(Eamena.DISTURBANCE_CATEGORY.terms()), asked);
    String cause = termOf(List.of(Eamena.DISTURBANCE_CAUSE.terms()), asked);
    String change = termOf(List.of(UseAndIdentity.terms()), asked);
    values.addAll(List.of(category, words, cause, words, change, words));
    return "places.place IN (SELECT place FROM disturbances WHERE category_term = ?"
        + " OR category_words = ? OR cause_term = ? OR cause_words = ?"
        + " UNION ALL SELECT place FROM use_changes WHERE change_term = ? OR change_words = ?)";
  }

  /** The id of the term that has this label in some language or spelling, else what was asked. */
  private static String termOf(List<TermList> lists, String asked) {
    return lists.stream()
        .flatMap(list -> list.find(asked).or(() -> list.findById(asked)).stream())
        .map(VocabularyTerm::path)
        .findFirst()
        .orElse(asked.strip());
  }

  private static String effects(Disturbance disturbance) {
    return disturbance.effects().stream()
        .flatMap(each -> each.effect().stream())
        .map(ConditionTables::shown)
        .collect(Collectors.joining(" · "));
  }

  private static void addTerm(List<? super Object> row, Optional<Term> term, boolean withWords) {
    row.add(term.flatMap(Term::vocabulary));
    row.add(term.flatMap(Term::id));
    row.add(term.flatMap(Term::label));
    if (withWords) {
      row.add(term.flatMap(Term::label).map(label -> FoldedName.of(label).words()));
    }
  }

  private static String shown(Term term) {
    return term.label().or(term::id).orElse("");
  }
}
