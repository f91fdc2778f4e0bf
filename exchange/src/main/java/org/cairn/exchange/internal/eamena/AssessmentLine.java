package org.cairn.exchange.internal.eamena;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cairn.exchange.RowProblem.Code;

/**
 * The columns of one feature or row that describe an assessment, while they are read. What no
 * statement says wholly is for the caller to keep. Single-thread.
 */
abstract class AssessmentLine {
  private final Set<AssessmentColumn> said = EnumSet.noneOf(AssessmentColumn.class);

  /** The cell's text, empty where there is no such column. */
  abstract String text(AssessmentColumn column);

  /** Each value of a cell, word for word; blank ones keep their place. */
  abstract List<String> split(AssessmentColumn column, String text);

  /** As the source heads it. */
  abstract String heading(AssessmentColumn column);

  /** Something that the owner should know. */
  abstract void note(
      AssessmentColumn column,
      Code code,
      String value,
      String message,
      String expected,
      String whatToDo);

  /** Something that cannot be so; whether it costs the row is for each format to say. */
  abstract void wrong(
      AssessmentColumn column,
      Code code,
      String value,
      String message,
      String expected,
      String whatToDo);

  /** Each value by its place; none at all where all are blank or {@code None}. */
  List<Optional<String>> values(AssessmentColumn column) {
    List<Optional<String>> values = new ArrayList<>();
    for (String piece : split(column, text(column))) {
      String value = piece.strip();
      values.add(value.isEmpty() || value.equals("None") ? Optional.empty() : Optional.of(value));
    }
    return values.stream().allMatch(Optional::isEmpty) ? List.of() : values;
  }

  /** Values without those that are blank, each once. */
  Set<String> distinct(AssessmentColumn column) {
    return values(column).stream()
        .flatMap(Optional::stream)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** All that the column holds is in a statement. */
  void say(AssessmentColumn... columns) {
    said.addAll(List.of(columns));
  }

  void unsay(AssessmentColumn... columns) {
    said.removeAll(List.of(columns));
  }

  /** Nothing of it became a statement. */
  void unsayAll() {
    said.clear();
  }

  boolean isSaid(AssessmentColumn column) {
    return said.contains(column);
  }
}
