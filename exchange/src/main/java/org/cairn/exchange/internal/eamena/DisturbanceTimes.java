package org.cairn.exchange.internal.eamena;

import static org.cairn.exchange.internal.eamena.AssessmentColumn.DISTURBED_BEFORE;
import static org.cairn.exchange.internal.eamena.AssessmentColumn.DISTURBED_FROM;
import static org.cairn.exchange.internal.eamena.AssessmentColumn.DISTURBED_ON;
import static org.cairn.exchange.internal.eamena.AssessmentColumn.DISTURBED_TO;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.internal.table.DateText;
import org.cairn.heritage.time.EdtfDate;
import org.cairn.heritage.time.EdtfException;
import org.cairn.heritage.time.TimeBound;
import org.cairn.heritage.time.TimeSpan;
import org.cairn.heritage.vocabulary.Eamena;
import org.cairn.heritage.vocabulary.VocabularyTerm;

/**
 * When a disturbance was: on a date, between two, or before one. Each says when something happened
 * once, not that it went on, so all are read as "during".
 */
final class DisturbanceTimes {
  private static final String EXPECTED = "a date such as 2016-11-27, or EDTF";

  private DisturbanceTimes() {}

  /** EAMENA's three ways to date a disturbance. */
  enum Form {
    ON("occurred-on"),
    BETWEEN("occurred-between"),
    BEFORE("occurred-before");

    private final String id;

    Form(String id) {
      this.id = id;
    }

    VocabularyTerm term() {
      return Eamena.DISTURBANCE_DATE.get(id);
    }
  }

  /** The times of the event at a place; a column with one that is no date is left to be kept. */
  static Map<Form, TimeSpan> of(AssessmentLine line, Aligned events, int at) {
    Map<Form, TimeSpan> times = new EnumMap<>(Form.class);
    date(line, events, DISTURBED_ON, at)
        .ifPresent(on -> times.put(Form.ON, TimeSpan.during(TimeBound.in(on))));
    Optional<EdtfDate> from = date(line, events, DISTURBED_FROM, at);
    Optional<EdtfDate> to = date(line, events, DISTURBED_TO, at);
    if (from.isPresent() || to.isPresent()) {
      try {
        times.put(Form.BETWEEN, TimeSpan.during(new TimeBound.Between(from, to)));
      } catch (IllegalArgumentException e) {
        line.unsay(DISTURBED_FROM, DISTURBED_TO);
        line.wrong(
            DISTURBED_TO,
            Code.DATE_REVERSED,
            from.map(EdtfDate::text).orElse("") + " – " + to.map(EdtfDate::text).orElse(""),
            "The disturbance ends before it starts.",
            "an end that is not before the start",
            "Exchange the two.");
      }
    }
    date(line, events, DISTURBED_BEFORE, at)
        .ifPresent(last ->
            times.put(
                Form.BEFORE,
                TimeSpan.during(new TimeBound.Between(Optional.empty(), Optional.of(last)))));
    return times;
  }

  private static Optional<EdtfDate> date(
      AssessmentLine line, Aligned events, AssessmentColumn column, int at) {
    return events.at(column, at).flatMap(text -> date(line, column, text));
  }

  /**
   * Empty and told where it is none. The column is left to be kept unless the date's own text says
   * all of it.
   */
  static Optional<EdtfDate> date(AssessmentLine line, AssessmentColumn column, String text) {
    Optional<EdtfDate> date = parse(text);
    if (date.isEmpty()) {
      line.note(
          column,
          Code.DATE_UNREADABLE,
          text,
          "The date cannot be read; it was kept as it is.",
          EXPECTED,
          "Correct it.");
    }
    if (!date.map(EdtfDate::text).equals(Optional.of(text))) {
      line.unsay(column);
    }
    return date;
  }

  private static Optional<EdtfDate> parse(String text) {
    try {
      return DateText.parse(text) instanceof EdtfDate date ? Optional.of(date) : Optional.empty();
    } catch (EdtfException | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }
}
