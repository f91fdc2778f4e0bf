package org.cairn.exchange.internal.table;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.cairn.exchange.DescriptionSink;
import org.cairn.exchange.RowProblem;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.RowProblem.Severity;
import org.cairn.exchange.internal.Finding;

/** Tells problems to the sink: every refusal, and of each kind of note the first 1,000. */
final class TableProblems {
  private static final int MAX_NOTES_OF_A_KIND = 1_000;

  private final Path file;
  private final DescriptionSink sink;
  private final Map<Code, Integer> notes = new EnumMap<>(Code.class);
  private String sheet = "";

  TableProblems(Path file, DescriptionSink sink) {
    this.file = file;
    this.sink = sink;
  }

  /** What follows is about a sheet of a workbook; empty for the file as a whole. */
  void in(String name) {
    sheet = name;
  }

  /** Without its folder. */
  String fileName() {
    return String.valueOf(file.getFileName());
  }

  void refuse(int row, Finding finding) {
    tell(Severity.REFUSED, OptionalInt.of(row), finding);
  }

  void refuseFile(Finding finding) {
    tell(Severity.REFUSED, OptionalInt.empty(), finding);
  }

  void note(int row, Finding finding) {
    if (notes.merge(finding.code(), 1, Integer::sum) <= MAX_NOTES_OF_A_KIND) {
      tell(Severity.NOTE, OptionalInt.of(row), finding);
    }
  }

  void noteFile(Finding finding) {
    tell(Severity.NOTE, OptionalInt.empty(), finding);
  }

  /** Says how many notes were left out. */
  void finish() {
    notes.forEach((code, count) -> {
      if (count > MAX_NOTES_OF_A_KIND) {
        noteFile(
            Finding.of(
                Code.MORE_OF_THE_SAME,
                (count - MAX_NOTES_OF_A_KIND) + " more of the kind " + code.id() + ".",
                "",
                ""));
      }
    });
  }

  private void tell(Severity severity, OptionalInt row, Finding finding) {
    sink.problem(
        new RowProblem(
            severity,
            file.toString(),
            row,
            sheet.isEmpty()
                ? finding.field()
                : Optional.of(Columns.inSheet(sheet, finding.field().orElse(""))),
            finding.value(),
            finding.code(),
            finding.expected(),
            finding.message(),
            finding.whatToDo()));
  }
}
