package org.cairn.heritage.time;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An EDTF date: a year, a month or season of it, or a day, maybe with a time of day.
 *
 * @param month 01 to 12 with any X, or of a date without day 21 to 41 (see {@link Season})
 * @param day only with a month
 * @param time of an exact day without qualifiers, as EDTF writes it: {@code 23:20:30}, {@code
 *     23:20:30Z}, {@code 23:20:30+05:30}
 */
public record EdtfDate(
    EdtfYear year, Optional<EdtfPart> month, Optional<EdtfPart> day, Optional<String> time)
    implements Edtf {
  public EdtfDate {
    if (month.isPresent() && (year.isLong() || year.significant().isPresent())) {
      throw new IllegalArgumentException(
          "A long year and a year with significant digits stand alone, found a month after '%s'"
              .formatted(year.text()));
    }
    if (day.isPresent() && month.isEmpty()) {
      throw new IllegalArgumentException("A day needs a month");
    }
    if (month.isPresent()) {
      boolean season = day.isEmpty() && Season.isSeason(month.get());
      if (!season && !month.get().matchesUpTo(12)) {
        throw new IllegalArgumentException(
            "There is no month '%s'%s"
                .formatted(month.get().digits(), day.isPresent() ? "" : " and no such season"));
      }
    }
    if (day.isPresent() && find(year, month.orElseThrow(), day.get(), true).isEmpty()) {
      throw new IllegalArgumentException(
          "There is no day '%s' in month '%s' of year '%s'"
              .formatted(day.get().digits(), month.get().digits(), year.text()));
    }
    if (time.isPresent()) {
      boolean exact =
          day.isPresent()
              && year.isExact()
              && month.get().isExact()
              && day.get().isExact()
              && year.qualifier() == Qualifier.NONE
              && month.get().qualifier() == Qualifier.NONE
              && day.get().qualifier() == Qualifier.NONE;
      if (!exact || !EdtfTime.isTime(time.get())) {
        throw new IllegalArgumentException(
            "A time is hh:mm:ss of an exact day, found '" + time.get() + "'");
      }
    }
  }

  /** A whole year, astronomical: 0 is 1 BCE. */
  public static EdtfDate ofYear(long year) {
    return new EdtfDate(EdtfYear.of(year), Optional.empty(), Optional.empty(), Optional.empty());
  }

  public static EdtfDate ofDay(LocalDate day) {
    return new EdtfDate(
        EdtfYear.of(day.getYear()),
        Optional.of(EdtfPart.of(day.getMonthValue())),
        Optional.of(EdtfPart.of(day.getDayOfMonth())),
        Optional.empty());
  }

  /**
   * As {@link Edtf#parse}, refusing an interval.
   *
   * @throws EdtfException where the text is not one EDTF date
   */
  public static EdtfDate parse(String text) throws EdtfException {
    return switch (Edtf.parse(text)) {
      case EdtfDate date -> date;
      case EdtfInterval interval ->
          throw new EdtfException(
              EdtfException.Code.SYNTAX,
              text,
              text.indexOf('/'),
              "found an interval, expected one date: give its ends apart");
    };
  }

  /** The same, with a qualifier on each of its parts. */
  public EdtfDate withQualifier(Qualifier qualifier) {
    return new EdtfDate(
        year.withQualifier(qualifier),
        month.map(part -> part.withQualifier(qualifier)),
        day.map(part -> part.withQualifier(qualifier)),
        time);
  }

  /** All qualifiers of its parts together. */
  public Qualifier qualifier() {
    return qualifiers().stream().reduce(Qualifier.NONE, Qualifier::and);
  }

  /**
   * A qualifier to the right of a part holds for it and all parts to its left; one to the left for
   * the part alone. Written is the longest run from the left that shares a qualifier, then each by
   * itself.
   */
  @Override
  public String text() {
    List<Qualifier> qualifiers = qualifiers();
    List<String> parts = new ArrayList<>(List.of(year.text()));
    month.ifPresent(part -> parts.add(part.digits()));
    day.ifPresent(part -> parts.add(part.digits()));
    int shared = 0;
    while (shared + 1 < parts.size() && qualifiers.get(shared + 1) == qualifiers.getFirst()) {
      shared++;
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      text.append(i == 0 ? "" : "-");
      text.append(i > shared ? qualifiers.get(i).sign() : "");
      text.append(parts.get(i));
      text.append(i == shared ? qualifiers.getFirst().sign() : "");
    }
    time.ifPresent(clock -> text.append('T').append(clock));
    return text.toString();
  }

  @Override
  public DaySpan bounds() {
    if (month.isEmpty()) {
      return DaySpan.of(IsoDay.firstOf(year.earliest()), IsoDay.lastOf(year.latest()));
    }
    if (day.isEmpty() && Season.isSeason(month.get())) {
      return Season.bounds(month.get(), year.earliest(), year.latest());
    }
    EdtfPart anyDay = day.orElse(new EdtfPart("XX", Qualifier.NONE));
    return DaySpan.of(
        find(year, month.get(), anyDay, true).orElseThrow(),
        find(year, month.get(), anyDay, false).orElseThrow());
  }

  private List<Qualifier> qualifiers() {
    List<Qualifier> qualifiers = new ArrayList<>(List.of(year.qualifier()));
    month.ifPresent(part -> qualifiers.add(part.qualifier()));
    day.ifPresent(part -> qualifiers.add(part.qualifier()));
    return qualifiers;
  }

  /** The first or last day that there is: {@code 15XX-02-29} is first in 1504. */
  private static Optional<IsoDay> find(EdtfYear year, EdtfPart month, EdtfPart day, boolean first) {
    int choices = isDayOfSomeYear(month, day) ? year.choices() : 0;
    for (int i = 0; i < choices; i++) {
      long y = year.choice(first ? i : choices - 1 - i);
      for (int j = 1; j <= 12; j++) {
        int m = first ? j : 13 - j;
        if (!month.matches(m)) {
          continue;
        }
        int length = IsoDay.monthLength(y, m);
        for (int k = 1; k <= length; k++) {
          int d = first ? k : length + 1 - k;
          if (day.matches(d)) {
            return Optional.of(new IsoDay(y, m, d));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Saves the search through ten thousand years for a 31st of February. */
  private static boolean isDayOfSomeYear(EdtfPart month, EdtfPart day) {
    for (int m = 1; m <= 12; m++) {
      if (month.matches(m) && day.matchesUpTo(IsoDay.monthLength(2000, m))) {
        return true;
      }
    }
    return false;
  }
}
