package org.cairn.exchange.internal;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cairn.exchange.RowProblem;
import org.cairn.exchange.RowProblem.Severity;

/** What stands beside a row that is handed back. */
public final class ProblemTexts {
  /** The column or member; what comes again with it is read without it. */
  public static final String MEMBER = "cairn_problem";

  private ProblemTexts() {}

  /** All that a row was refused for, by row. */
  public static Map<Integer, String> byRow(List<RowProblem> problems) {
    Map<Integer, String> wrong = new TreeMap<>();
    for (RowProblem problem : problems) {
      if (problem.severity() == Severity.REFUSED && problem.row().isPresent()) {
        wrong.merge(problem.row().getAsInt(), text(problem), (one, other) -> one + " | " + other);
      }
    }
    return wrong;
  }

  private static String text(RowProblem problem) {
    return problem.field().map(field -> field + ": ").orElse("")
        + problem.message()
        + (problem.expected().isEmpty() ? "" : " Expected " + problem.expected() + ".")
        + (problem.whatToDo().isEmpty() ? "" : " " + problem.whatToDo())
        + " ["
        + problem.code().id()
        + "]";
  }
}
