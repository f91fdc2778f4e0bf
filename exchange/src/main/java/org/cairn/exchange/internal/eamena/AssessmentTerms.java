package org.cairn.exchange.internal.eamena;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.internal.CleanText;
import org.cairn.heritage.place.Term;

/** The words of one line as terms, and what is to be said of its lists. Single-thread. */
final class AssessmentTerms {
  private final AssessmentLine line;
  private final EamenaWords words;

  AssessmentTerms(AssessmentLine line, EamenaWords words) {
    this.line = line;
    this.words = words;
  }

  /** Of a column that has a list. */
  Term term(AssessmentColumn column, String word) {
    return words.term(
        column.list().orElseThrow(),
        CleanText.key(line.heading(column)),
        word,
        (code, value, message, expected, whatToDo) ->
            line.note(column, code, value, message, expected, whatToDo));
  }

  Optional<Term> at(Aligned aligned, AssessmentColumn column, int i) {
    return aligned.at(column, i).map(word -> term(column, word));
  }

  /** The one value of a column; several that differ are left for the caller to keep, and told. */
  Optional<Term> only(AssessmentColumn column) {
    var distinct = line.distinct(column);
    if (distinct.size() > 1) {
      line.note(
          column,
          Code.LIST_MISALIGNED,
          line.text(column),
          "It has %d different values; which of them is meant was not guessed."
              .formatted(distinct.size()),
          "one value",
          "Give each assessment a row of its own.");
      return Optional.empty();
    }
    line.say(column);
    return distinct.stream().findFirst().map(word -> term(column, word));
  }

  /**
   * Says once for a group of columns which of them have another number of values.
   *
   * @param column that the others are compared with
   */
  void tellMisaligned(AssessmentColumn column, int size, Map<AssessmentColumn, Integer> loose) {
    if (!loose.isEmpty()) {
      line.note(
          column,
          Code.LIST_MISALIGNED,
          line.text(column),
          "It has %d value(s), but %s; which belongs to which was not guessed, and the columns were kept."
              .formatted(
                  size,
                  loose.entrySet().stream()
                      .map(each ->
                          "'%s' has %d".formatted(line.heading(each.getKey()), each.getValue()))
                      .collect(Collectors.joining(", "))),
          "as many values as in the other columns",
          "Correct the record where it was made.");
    }
  }
}
