package org.cairn.exchange.internal.eamena;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.internal.CleanText;
import org.cairn.exchange.internal.json.Problems;

/** The columns of condition of one exported feature; several values are joined by commas. */
final class ExportedLine extends AssessmentLine {
  private final Map<AssessmentColumn, String> headings = new EnumMap<>(AssessmentColumn.class);
  private final Map<String, String> cells;
  private final Problems problems;

  /**
   * @param cells by heading, without blanks around it
   */
  ExportedLine(Map<String, String> cells, Problems problems) {
    this.cells = cells;
    this.problems = problems;
    for (String heading : cells.keySet()) {
      AssessmentColumn.of(CleanText.key(heading))
          .ifPresent(column -> headings.putIfAbsent(column, heading));
    }
  }

  /** Headings of the columns that statements say wholly. */
  List<String> saidHeadings() {
    return headings.entrySet().stream()
        .filter(each -> isSaid(each.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  @Override
  String text(AssessmentColumn column) {
    return cells.getOrDefault(headings.getOrDefault(column, ""), "");
  }

  @Override
  List<String> split(AssessmentColumn column, String text) {
    return column
        .list()
        .map(list -> list.terms().split(text))
        .orElseGet(() -> ParallelList.pieces(text));
  }

  @Override
  String heading(AssessmentColumn column) {
    return headings.getOrDefault(column, "");
  }

  @Override
  void note(
      AssessmentColumn column,
      Code code,
      String value,
      String message,
      String expected,
      String whatToDo) {
    problems.note(code, heading(column), value, message, expected, whatToDo);
  }

  /** A feature is not refused for one column: it is kept as it is. */
  @Override
  void wrong(
      AssessmentColumn column,
      Code code,
      String value,
      String message,
      String expected,
      String whatToDo) {
    note(column, code, value, message + " It was kept as it is.", expected, whatToDo);
  }
}
