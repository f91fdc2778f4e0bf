package org.cairn.exchange.internal.json;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.cairn.exchange.DescriptionSink;
import org.cairn.exchange.RowProblem;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.RowProblem.Severity;
import org.cairn.exchange.internal.Finding;
import org.cairn.heritage.place.PlaceDescription;

/**
 * Hands problems of one file on, each with the feature it stands in: every refusal, and of each
 * kind of note the first 1,000; the others are counted. Single-thread.
 */
public final class Problems {
  private static final int MAX_OF_A_KIND = 1_000;

  private final String file;
  private final DescriptionSink sink;
  private final Map<Code, Integer> counts = new EnumMap<>(Code.class);
  private int row;
  private String part = "";
  private boolean refused;

  public Problems(String file, DescriptionSink sink) {
    this.file = file;
    this.sink = sink;
  }

  /** For a reading that only looks; what is wrong is said in another. */
  public static Problems silent(String file) {
    return new Problems(
        file,
        new DescriptionSink() {
          @Override
          public void place(PlaceDescription place, int row) {}

          @Override
          public void problem(RowProblem problem) {}
        });
  }

  public String file() {
    return file;
  }

  /** What follows is about this feature, the first = 1; 0 for the file as a whole. */
  public void at(int row) {
    this.row = row;
  }

  /** What follows is within a part of the file, which its problems name; empty for the file. */
  public void within(String part) {
    this.part = part;
  }

  public int row() {
    return row;
  }

  /** Whether anything was refused so far. */
  public boolean anyRefused() {
    return refused;
  }

  public void refuse(
      Code code, String field, String value, String message, String expected, String whatToDo) {
    refused = true;
    add(Severity.REFUSED, code, field, value, message, expected, whatToDo);
  }

  public void note(
      Code code, String field, String value, String message, String expected, String whatToDo) {
    add(Severity.NOTE, code, field, value, message, expected, whatToDo);
  }

  public void refuse(Finding finding) {
    refuse(
        finding.code(),
        finding.field().orElse(""),
        finding.value().orElse(""),
        finding.message(),
        finding.expected(),
        finding.whatToDo());
  }

  public void note(Finding finding) {
    note(
        finding.code(),
        finding.field().orElse(""),
        finding.value().orElse(""),
        finding.message(),
        finding.expected(),
        finding.whatToDo());
  }

  /** Says how many more there were of each kind. */
  public void finish() {
    counts.forEach((code, count) -> {
      if (count > MAX_OF_A_KIND) {
        sink.problem(
            new RowProblem(
                Severity.NOTE,
                file,
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                Code.MORE_OF_THE_SAME,
                "",
                (count - MAX_OF_A_KIND) + " more of the kind " + code.id() + ".",
                ""));
      }
    });
  }

  private void add(
      Severity severity,
      Code code,
      String field,
      String value,
      String message,
      String expected,
      String whatToDo) {
    if (severity == Severity.NOTE && counts.merge(code, 1, Integer::sum) > MAX_OF_A_KIND) {
      return;
    }
    sink.problem(
        new RowProblem(
            severity,
            file,
            row == 0 ? OptionalInt.empty() : OptionalInt.of(row),
            located(field.isEmpty() ? "" : Finding.excerptOf(field)),
            value.isEmpty() ? Optional.empty() : Optional.of(Finding.excerptOf(value)),
            code,
            expected,
            message,
            whatToDo));
  }

  private Optional<String> located(String field) {
    if (part.isEmpty() || field.isEmpty()) {
      return Optional.of(field + part).filter(text -> !text.isEmpty());
    }
    return Optional.of("%s (%s)".formatted(field, part));
  }
}
