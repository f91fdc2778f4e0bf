package org.cairn.app.web.assess;

import java.util.List;
import java.util.Optional;
import org.cairn.heritage.TextLimit;
import org.cairn.heritage.time.Edtf;
import org.cairn.heritage.time.EdtfDate;
import org.cairn.heritage.time.EdtfException;
import org.cairn.heritage.time.TimeBound;
import org.cairn.heritage.time.TimeSpan;

/** Dates of the form, in EDTF; what is wrong with one goes to a list. Single-thread. */
final class AssessmentTimes {
  private static final String ON = "occurred-on";
  private static final String BETWEEN = "occurred-between";
  private static final String BEFORE = "occurred-before";

  private final Fields fields;
  private final List<Wrong> wrong;

  AssessmentTimes(Fields fields, List<Wrong> wrong) {
    this.fields = fields;
    this.wrong = wrong;
  }

  /** A date or an interval. */
  Optional<TimeSpan> span(String field, String label) {
    String text = fields.text(field);
    try {
      return Optional.of(TimeSpan.of(Edtf.parse(text)));
    } catch (EdtfException e) {
      edtf(field, label, text, e);
      return Optional.empty();
    }
  }

  /**
   * As the EAMENA vocabulary means them: on the one date, some time between two, some time before
   * the later one. Without a form, as the dates stand.
   */
  List<TimeSpan> disturbance(String part) {
    String from = part + ".from";
    String to = part + ".to";
    Optional<EdtfDate> first = date(from, "disturbance.from");
    Optional<EdtfDate> last = date(to, "disturbance.to");
    switch (fields.text(part + ".form")) {
      case ON -> {
        need(from, first);
        if (last.isPresent() && !last.equals(first)) {
          wrong.add(Wrong.of(to, "disturbance.to", "one-date", last.get().text()));
        }
        return first.map(on -> TimeSpan.during(TimeBound.in(on))).stream().toList();
      }
      case BEFORE -> {
        need(to, last);
        if (first.isPresent()) {
          wrong.add(Wrong.of(from, "disturbance.from", "no-first", first.get().text()));
        }
        return last
            .map(before ->
                TimeSpan.during(new TimeBound.Between(Optional.empty(), Optional.of(before))))
            .stream()
            .toList();
      }
      case BETWEEN -> {
        need(from, first);
        need(to, last);
        return between(to, first, last);
      }
      default -> {
        return between(to, first, last);
      }
    }
  }

  private List<TimeSpan> between(String field, Optional<EdtfDate> first, Optional<EdtfDate> last) {
    if (first.isEmpty() && last.isEmpty()) {
      return List.of();
    }
    try {
      return List.of(TimeSpan.during(new TimeBound.Between(first, last)));
    } catch (IllegalArgumentException reversed) {
      wrong.add(
          Wrong.of(
              field,
              "disturbance.to",
              "reversed",
              first.map(EdtfDate::text).orElse(""),
              last.map(EdtfDate::text).orElse("")));
      return List.of();
    }
  }

  private void need(String field, Optional<EdtfDate> date) {
    if (date.isEmpty() && fields.text(field).isEmpty()) {
      wrong.add(
          Wrong.of(
              field,
              field.endsWith(".to") ? "disturbance.to" : "disturbance.from",
              "date-missing"));
    }
  }

  private Optional<EdtfDate> date(String field, String label) {
    String text = fields.text(field);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(EdtfDate.parse(text));
    } catch (EdtfException e) {
      edtf(field, label, text, e);
      return Optional.empty();
    }
  }

  private void edtf(String field, String label, String text, EdtfException e) {
    wrong.add(Wrong.of(field, label, e.code().code(), TextLimit.excerpt(text), e.position() + 1));
  }
}
