package org.cairn.exchange.internal.periodo;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.cairn.exchange.DescriptionSink;
import org.cairn.exchange.PeriodDefinitions;
import org.cairn.exchange.PeriodDefinitions.Definition;
import org.cairn.exchange.RowProblem;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.RowProblem.Severity;
import org.cairn.exchange.internal.Finding;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.Statement;
import org.cairn.heritage.time.Period;
import org.cairn.heritage.time.TimeBound;
import org.cairn.heritage.time.TimeSpan;

/** Hands places on with their periods completed; tells of each period once. Single-thread. */
public final class PeriodCompletion implements DescriptionSink {
  private static final Pattern PERIODO = Pattern.compile("p0[0-9a-z]{5,}");

  private final PeriodDefinitions definitions;
  private final Path file;
  private final DescriptionSink sink;
  private final Set<Period> told = new HashSet<>();

  public PeriodCompletion(PeriodDefinitions definitions, Path file, DescriptionSink sink) {
    this.definitions = definitions;
    this.file = file;
    this.sink = sink;
  }

  @Override
  public void place(PlaceDescription place, int row) {
    List<Statement> statements =
        place.statements().stream().map(each -> completed(each, row)).toList();
    sink.place(place.withStatements(statements), row);
  }

  @Override
  public void problem(RowProblem problem) {
    sink.problem(problem);
  }

  private Statement completed(Statement statement, int row) {
    List<TimeSpan> times = statement.attribution().times();
    List<TimeSpan> completed = times.stream().map(each -> completed(each, row)).toList();
    return completed.equals(times)
        ? statement
        : statement.withAttribution(statement.attribution().withTimes(completed));
  }

  private TimeSpan completed(TimeSpan span, int row) {
    return span.periods().isEmpty()
        ? span
        : span.withPeriods(span.periods().stream().map(each -> completed(each, row)).toList());
  }

  private Period completed(Period period, int row) {
    Optional<Definition> definition = period.uri().flatMap(definitions::find);
    if (definition.isEmpty()) {
      boolean ofPeriodO =
          period.uri().filter(uri -> PERIODO.matcher(PeriodFile.key(uri)).matches()).isPresent();
      if (ofPeriodO) {
        tell(
            period,
            row,
            Code.PERIOD_UNKNOWN,
            "The file of periods does not have this one; it was kept as it is.",
            "See whether the file is old, or the URI misspelt.");
      }
      return period;
    }
    Period defined = definition.get().period();
    boolean otherName =
        period.label().isPresent() && !definition.get().labels().contains(period.label().get());
    if (otherName
        || differ(period.start(), defined.start())
        || differ(period.stop(), defined.stop())) {
      tell(
          period,
          row,
          Code.PERIOD_DIFFERS,
          "The list has another name or other years for this period than its definition ('%s'); it was believed."
              .formatted(Finding.excerptOf(defined.label().orElse(""))),
          "See which definition is meant.");
    }
    return new Period(
        period.uri(),
        period.label().or(defined::label),
        period.start().or(defined::start),
        period.stop().or(defined::stop),
        period.startLabel().or(defined::startLabel),
        period.stopLabel().or(defined::stopLabel));
  }

  private static boolean differ(Optional<TimeBound> said, Optional<TimeBound> defined) {
    return said.isPresent() && defined.isPresent() && !said.equals(defined);
  }

  private void tell(Period period, int row, Code code, String message, String whatToDo) {
    if (told.add(period)) {
      sink.problem(
          new RowProblem(
              Severity.NOTE,
              file.toString(),
              OptionalInt.of(row),
              Optional.of("period"),
              period.uri().map(Finding::excerptOf),
              code,
              "",
              message,
              whatToDo));
    }
  }
}
