package org.cairn.exchange.internal.eamena;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.TermLists;
import org.cairn.exchange.internal.table.Cell;
import org.cairn.exchange.internal.table.Columns;
import org.cairn.exchange.internal.table.DateText;
import org.cairn.exchange.internal.table.Dialect;
import org.cairn.exchange.internal.table.PlaceRows;
import org.cairn.exchange.internal.table.RowCells;
import org.cairn.exchange.internal.table.TableRow;
import org.cairn.heritage.place.ConditionAssessment;
import org.cairn.heritage.place.ConditionAssessment.Disturbance;
import org.cairn.heritage.place.Term;
import org.cairn.heritage.time.EdtfException;
import org.cairn.heritage.time.TimeBound;
import org.cairn.heritage.time.TimeSpan;
import org.cairn.heritage.vocabulary.Eamena;

/**
 * A list of disturbances, a row for each: the id of its site, category, cause, how its dates are
 * meant, two dates, and the same in EDTF. All of one site are one assessment. Stateless.
 */
public final class DisturbanceList implements Dialect {
  private static final String FORMAT = "eamena-disturbances";

  @Override
  public String name() {
    return FORMAT;
  }

  @Override
  public boolean recognises(Columns columns) {
    return columns.has("disturbancecause", "disturbancedatetype") && idColumn(columns) >= 0;
  }

  @Override
  public PlaceRows reader(Columns columns, List<TableRow> sample) {
    return new Rows(columns, new EamenaWords(TermLists.NONE));
  }

  private static int idColumn(Columns columns) {
    return columns.find("sid", "siteid", "uniqueid", "resourceid", "eamenaid", "id");
  }

  private record Rows(Columns columns, EamenaWords words) implements PlaceRows {
    @Override
    public int idColumn() {
      return DisturbanceList.idColumn(columns);
    }

    @Override
    public boolean severalRows() {
      return true;
    }

    @Override
    public void read(List<RowCells> rows) {
      List<Disturbance> disturbances = new ArrayList<>();
      rows.forEach(row -> disturbances.add(disturbance(row)));
      RowCells first = rows.getFirst();
      first
          .draft()
          .add(
              first.whole(),
              () -> ConditionAssessment.builder().disturbances(disturbances).build());
      rows.forEach(row -> row.keepTogether(FORMAT, "row", key -> true));
    }

    @Override
    public void read(RowCells row) {
      read(List.of(row));
    }

    private Disturbance disturbance(RowCells row) {
      Optional<Term> form = term(row, Eamena.DISTURBANCE_DATE, "disturbancedatetype");
      return new Disturbance(
          term(row, Eamena.DISTURBANCE_CATEGORY, "disturbancetype", "disturbancecategory"),
          term(row, Eamena.DISTURBANCE_CAUSE, "disturbancecause"),
          Optional.empty(),
          List.of(),
          form,
          time(row, form).stream().toList(),
          Optional.empty());
    }

    private Optional<Term> term(RowCells row, Eamena list, String... keys) {
      Cell cell = row.take(keys);
      return cell.isBlank()
          ? Optional.empty()
          : Optional.of(
              words.term(
                  list,
                  keys[0],
                  cell.value(),
                  (code, value, message, expected, whatToDo) ->
                      row.draft().note(cell, code, message, expected, whatToDo)));
    }

    /** By its EDTF, else by its dates; both are compared, and kept where they differ. */
    private Optional<TimeSpan> time(RowCells row, Optional<Term> form) {
      Cell written = row.peek("edtf");
      Optional<TimeBound> edtf = bound(row, written);
      Cell first = row.peek("date1");
      Optional<TimeBound> dates = between(row, form, first, row.peek("date2"));
      boolean differ = edtf.isPresent() && dates.isPresent() && !edtf.equals(dates);
      if (differ) {
        row.draft()
            .note(
                written,
                Code.DATES_DIFFER,
                "It says another time than the columns of dates; it was taken, they were kept.",
                "the same time in both",
                "See which of the two is right.");
      } else if (dates.isPresent()) {
        row.take("date1");
        row.take("date2");
      }
      edtf.ifPresent(read -> row.take("edtf"));
      return edtf.or(() -> dates)
          .map(bound -> {
            TimeSpan span = TimeSpan.during(bound);
            boolean once = bound instanceof TimeBound.In;
            return edtf.isEmpty() || once ? span : span.withOriginal(written.value());
          });
    }

    private static Optional<TimeBound> between(
        RowCells row, Optional<Term> form, Cell first, Cell second) {
      Optional<TimeBound> start = bound(row, first);
      Optional<TimeBound> end = bound(row, second);
      String id = form.flatMap(Term::id).orElse("");
      try {
        if (id.endsWith("/occurred-before") && end.isEmpty()) {
          return start.flatMap(bound -> joined(Optional.empty(), Optional.of(bound)));
        }
        if (id.endsWith("/occurred-between") && start.isPresent() && end.isPresent()) {
          return joined(start, end);
        }
        boolean once = end.isEmpty() || end.equals(start);
        return id.endsWith("/occurred-on") && once ? start : Optional.empty();
      } catch (IllegalArgumentException reversed) {
        row.draft()
            .refuse(
                second,
                Code.DATE_REVERSED,
                "The disturbance ends before it starts.",
                "an end that is not before the start",
                "Exchange the two.");
        return Optional.empty();
      }
    }

    private static Optional<TimeBound> joined(
        Optional<TimeBound> earliest, Optional<TimeBound> latest) {
      boolean days =
          earliest.stream().allMatch(TimeBound.In.class::isInstance)
              && latest.stream().allMatch(TimeBound.In.class::isInstance);
      return days
          ? Optional.of(
              new TimeBound.Between(
                  earliest.map(each -> ((TimeBound.In) each).date()),
                  latest.map(each -> ((TimeBound.In) each).date())))
          : Optional.empty();
    }

    private static Optional<TimeBound> bound(RowCells row, Cell cell) {
      if (cell.isBlank()) {
        return Optional.empty();
      }
      try {
        return Optional.of(DateText.bound(cell.value()));
      } catch (EdtfException | IllegalArgumentException unreadable) {
        row.draft()
            .note(
                cell,
                Code.DATE_UNREADABLE,
                "The date cannot be read (%s); it was kept as it is."
                    .formatted(unreadable.getMessage()),
                "a date such as 2016-11-27, ../2004-04-30 or 2009-05-16/2011-06-10",
                "Correct it.");
        return Optional.empty();
      }
    }
  }
}
