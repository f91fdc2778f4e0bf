package org.cairn.exchange.internal.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.TableMapping.Column;
import org.cairn.exchange.TableMapping.Meaning;
import org.cairn.heritage.place.Attribution;
import org.cairn.heritage.place.ConditionAssessment;
import org.cairn.heritage.place.ConditionAssessment.Assessor;
import org.cairn.heritage.place.Term;
import org.cairn.heritage.time.TimeSpan;
import org.cairn.heritage.vocabulary.Crosswalk;
import org.cairn.heritage.vocabulary.Eamena;
import org.cairn.heritage.vocabulary.VocabularyTerm;

/**
 * The condition of a place from the mapped columns of a row: in EAMENA's words, as a code of a
 * scheme that the mapping names, or in the source's own words. Each column is an assessment, by the
 * row's assessors on the row's day.
 */
final class ConditionCells {

  /** Longer texts are descriptions, not words that could be on a list. */
  private static final int WORD_CHARACTERS = 40;

  private ConditionCells() {}

  static void read(MappedColumns columns, RowCells row, Attribution said) {
    List<Integer> assessed = new ArrayList<>();
    for (int i = 0; i < columns.meanings().size(); i++) {
      if (columns.meanings().get(i).meaning() == Meaning.CONDITION && !row.peek(i).isBlank()) {
        assessed.add(i);
      }
    }
    if (assessed.isEmpty()) {
      return;
    }
    Attribution dated = said.withTimes(day(row, row.peek(columns.first(Meaning.ASSESSED_ON))));
    List<Assessor> assessors =
        NameCells.parts(row.peek(columns.first(Meaning.ASSESSOR))).stream()
            .map(Assessor::of)
            .toList();
    for (int column : assessed) {
      ConditionAssessment.Builder assessment =
          ConditionAssessment.builder().assessors(assessors).attribution(dated);
      if (judge(row, column, columns.meanings().get(column), assessment)) {
        row.draft().add(row.take(column), assessment::build);
        row.take(columns.first(Meaning.ASSESSED_ON));
        row.take(columns.first(Meaning.ASSESSOR));
      }
    }
  }

  private static List<TimeSpan> day(RowCells row, Cell cell) {
    return DateCells.dates(row.draft(), cell).stream().toList();
  }

  /** False where nobody knows what the cell means. */
  private static boolean judge(
      RowCells row, int index, Column column, ConditionAssessment.Builder assessment) {
    Cell cell = row.peek(index);
    Optional<Crosswalk> scheme =
        Arrays.stream(Crosswalk.values())
            .filter(each -> each.scheme().equals(column.parameter()))
            .findFirst();
    if (scheme.isPresent()) {
      DamageCodes.state(row.draft(), cell, scheme.get(), assessment);
      return true;
    }
    Optional<VocabularyTerm> state = Eamena.CONDITION_STATE.find(cell.value());
    Optional<VocabularyTerm> extent = Eamena.DAMAGE_EXTENT.find(cell.value());
    if (state.isPresent()) {
      assessment.state(Term.of(state.get(), cell.value()));
    } else if (extent.isPresent()) {
      assessment.extent(Term.of(extent.get(), cell.value()));
    } else if (cell.value().matches("\\d+(?:\\.0+)?")) {
      row.draft()
          .note(
              cell,
              Code.TERM_UNKNOWN,
              "A number alone is no condition; it was kept as it is.",
              "a scheme named in the mapping: amal or unosat",
              "Say in the mapping which scheme the numbers are of.");
      return false;
    } else {
      tellWord(row, cell);
      assessment.comment(cell.value());
    }
    return true;
  }

  private static void tellWord(RowCells row, Cell cell) {
    if (cell.value().length() <= WORD_CHARACTERS) {
      row.draft()
          .note(
              cell,
              Code.TERM_UNKNOWN,
              "The word is no state of condition known here; it was kept in the source's own words.",
              "one of "
                  + String.join(
                      " · ",
                      Eamena.CONDITION_STATE.terms().terms().stream()
                          .map(VocabularyTerm::label)
                          .toList()),
              "Where one of these is meant, put it in.");
    }
  }
}
