package org.cairn.exchange.internal.table;

import java.util.Optional;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.heritage.time.EdtfDate;
import org.cairn.heritage.time.EdtfException;
import org.cairn.heritage.time.EdtfInterval;
import org.cairn.heritage.time.TimeBound;
import org.cairn.heritage.time.TimeSpan;

/** Times from the cells of a row. What cannot be a date is kept as words, or refused if strict. */
public final class DateCells {
  private static final String EXPECTED = "a date such as 1480, -0320, 1912-05, 1200~ or 1480/1491";

  private DateCells() {}

  /** From the one to the other; a start alone is "from", its end unknown. */
  public static Optional<TimeSpan> span(PlaceDraft draft, Cell start, Cell end, boolean strict) {
    if (start.isBlank() && end.isBlank()) {
      return Optional.empty();
    }
    Optional<TimeBound> first = bound(draft, start, strict);
    Optional<TimeBound> last = bound(draft, end, strict);
    if (first.isEmpty() || last.isEmpty()) {
      String words = start.isBlank() ? end.value() : start.value();
      String both = start.isBlank() || end.isBlank() ? words : start.value() + " – " + end.value();
      return strict ? Optional.empty() : Optional.of(asWords(both));
    }
    try {
      TimeSpan span = TimeSpan.from(first.get(), last.get());
      String written = start.value() + "/" + end.value();
      return Optional.of(isPlain(start) && isPlain(end) ? span : span.withOriginal(written));
    } catch (IllegalArgumentException reversed) {
      refuseReversed(draft, start, end);
      return Optional.empty();
    }
  }

  /** A date or an interval. */
  public static Optional<TimeSpan> dates(PlaceDraft draft, Cell cell) {
    if (cell.isBlank()) {
      return Optional.empty();
    }
    try {
      TimeSpan span = TimeSpan.of(DateText.parse(cell.value()));
      return Optional.of(isPlain(cell) ? span : span.withOriginal(cell.value()));
    } catch (EdtfException e) {
      if (e.code() == EdtfException.Code.REVERSED) {
        refuseReversed(draft, cell, cell);
        return Optional.empty();
      }
      noteWords(draft, cell);
      return Optional.of(asWords(cell.value()));
    } catch (IllegalArgumentException reversed) {
      refuseReversed(draft, cell, cell);
      return Optional.empty();
    }
  }

  /** Not before the one and not after the other. */
  public static Optional<TimeBound> between(PlaceDraft draft, Cell earliest, Cell latest) {
    if (earliest.isBlank() && latest.isBlank()) {
      return Optional.of(TimeBound.UNKNOWN);
    }
    Optional<EdtfDate> first = date(draft, earliest);
    Optional<EdtfDate> last = date(draft, latest);
    if (first.isEmpty() && last.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new TimeBound.Between(first, last));
    } catch (IllegalArgumentException reversed) {
      refuseReversed(draft, earliest, latest);
      return Optional.empty();
    }
  }

  /** Both ends as they were found. */
  public static Optional<TimeSpan> from(
      PlaceDraft draft, Cell cell, Optional<TimeBound> start, Optional<TimeBound> end) {
    if (start.isEmpty() || end.isEmpty()) {
      return Optional.empty();
    }
    if (start.get() instanceof TimeBound.Unknown && end.get() instanceof TimeBound.Unknown) {
      return Optional.empty();
    }
    try {
      return Optional.of(TimeSpan.from(start.get(), end.get()));
    } catch (IllegalArgumentException reversed) {
      refuseReversed(draft, cell, cell);
      return Optional.empty();
    }
  }

  private static Optional<EdtfDate> date(PlaceDraft draft, Cell cell) {
    if (cell.isBlank()) {
      return Optional.empty();
    }
    try {
      return switch (DateText.parse(cell.value())) {
        case EdtfDate date -> Optional.of(date);
        case EdtfInterval interval -> {
          refuse(draft, cell, "the cell holds an interval");
          yield Optional.empty();
        }
      };
    } catch (EdtfException e) {
      refuse(draft, cell, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static Optional<TimeBound> bound(PlaceDraft draft, Cell cell, boolean strict) {
    if (cell.isBlank()) {
      return Optional.of(TimeBound.UNKNOWN);
    }
    try {
      return Optional.of(DateText.bound(cell.value()));
    } catch (EdtfException | IllegalArgumentException e) {
      if (strict) {
        refuse(draft, cell, String.valueOf(e.getMessage()));
      } else {
        noteWords(draft, cell);
      }
      return Optional.empty();
    }
  }

  private static void refuse(PlaceDraft draft, Cell cell, String why) {
    draft.refuse(
        cell,
        Code.DATE_MALFORMED,
        "The date cannot be read: " + why + ".",
        EXPECTED,
        "Write the year first; a year before 1 CE with a minus sign and four digits.");
  }

  private static void noteWords(PlaceDraft draft, Cell cell) {
    draft.note(
        cell,
        Code.DATE_AS_WORDS,
        "The date is not one that can be placed in time; it was kept as words.",
        EXPECTED,
        "Write it so where the place should be found by its time.");
  }

  private static TimeSpan asWords(String words) {
    return TimeSpan.during(TimeBound.UNKNOWN).withLabel(words);
  }

  private static void refuseReversed(PlaceDraft draft, Cell start, Cell end) {
    Cell both =
        start.equals(end)
            ? start
            : new Cell(end.row(), end.field(), start.value() + " – " + end.value());
    draft.refuse(
        both,
        Code.DATE_REVERSED,
        "It ends before it starts.",
        "an end that is not before the start",
        "Exchange the two; see whether a year before 1 CE lacks its minus sign.");
  }

  /** Whether the date's own text says it all. */
  private static boolean isPlain(Cell cell) {
    if (cell.isBlank()) {
      return true;
    }
    try {
      return DateText.parse(cell.value()).text().equals(cell.value());
    } catch (EdtfException | IllegalArgumentException e) {
      return false;
    }
  }
}
