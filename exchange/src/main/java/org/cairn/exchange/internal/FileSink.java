package org.cairn.exchange.internal;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.cairn.exchange.RowProblem;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.RowProblem.Severity;

/** What one file gives, kept apart until its end: only then is it known whether it counts. */
final class FileSink {
  /** Of one kind in one file; the others are counted. */
  static final int MAX_PROBLEMS_OF_A_KIND = 1_000;

  private final String file;
  private final List<Draft> drafts = new ArrayList<>();
  private final List<RowProblem> problems = new ArrayList<>();
  private final Map<Code, Integer> counts = new EnumMap<>(Code.class);
  private int rows;

  /**
   * @param file as the caller named it
   */
  FileSink(String file) {
    this.file = file;
  }

  String file() {
    return file;
  }

  /** A row or feature was met, good or bad. */
  void countRow() {
    rows++;
  }

  int rows() {
    return rows;
  }

  void accept(Draft draft, List<Finding> notes) {
    drafts.add(draft);
    notes.forEach(note -> add(Severity.NOTE, OptionalInt.of(draft.row()), note));
  }

  void refuse(int row, Finding finding) {
    add(Severity.REFUSED, OptionalInt.of(row), finding);
  }

  void refuseFile(Finding finding) {
    add(Severity.REFUSED, OptionalInt.empty(), finding);
  }

  /** None of what was read so far counts. */
  void refuseWhole(Finding finding) {
    drafts.clear();
    problems.clear();
    counts.clear();
    refuseFile(finding);
  }

  void note(int row, Finding finding) {
    add(Severity.NOTE, OptionalInt.of(row), finding);
  }

  void noteFile(Finding finding) {
    add(Severity.NOTE, OptionalInt.empty(), finding);
  }

  List<Draft> drafts() {
    return drafts;
  }

  /** Whether a row had this problem. */
  boolean has(Code code) {
    return counts.containsKey(code);
  }

  boolean isRefused() {
    return problems.stream().anyMatch(p -> p.severity() == Severity.REFUSED);
  }

  /** In the order of the rows, what concerns the file as a whole first. */
  List<RowProblem> problems() {
    List<RowProblem> sorted = new ArrayList<>(problems);
    sorted.sort((a, b) -> Integer.compare(a.row().orElse(0), b.row().orElse(0)));
    counts.forEach((code, count) -> {
      if (count > MAX_PROBLEMS_OF_A_KIND) {
        Severity severity =
            problems.stream().filter(p -> p.code() == code).findFirst().orElseThrow().severity();
        sorted.add(
            problem(
                severity,
                OptionalInt.empty(),
                Finding.of(
                    Code.MORE_OF_THE_SAME,
                    (count - MAX_PROBLEMS_OF_A_KIND) + " more of the kind " + code.id() + ".",
                    "",
                    "")));
      }
    });
    return sorted;
  }

  private void add(Severity severity, OptionalInt row, Finding finding) {
    if (row.isEmpty()) {
      problems.add(problem(severity, row, finding));
      return;
    }
    int count = counts.merge(finding.code(), 1, Integer::sum);
    if (count <= MAX_PROBLEMS_OF_A_KIND) {
      problems.add(problem(severity, row, finding));
    }
  }

  private RowProblem problem(Severity severity, OptionalInt row, Finding finding) {
    Optional<String> field = finding.field();
    return new RowProblem(
        severity,
        file,
        row,
        field,
        finding.value(),
        finding.code(),
        finding.expected(),
        finding.message(),
        finding.whatToDo());
  }
}
