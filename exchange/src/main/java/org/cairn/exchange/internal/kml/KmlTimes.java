package org.cairn.exchange.internal.kml;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.heritage.time.EdtfDate;
import org.cairn.heritage.time.EdtfException;
import org.cairn.heritage.time.TimeBound;
import org.cairn.heritage.time.TimeSpan;

/**
 * {@code TimeStamp} and {@code TimeSpan}: years, months, days and times of XML Schema. A stamp
 * means "during"; a span without one of its ends is unbounded there, as KML says. Of a time of day
 * the day is taken and the text kept beside it.
 */
final class KmlTimes {
  private static final Pattern DATE =
      Pattern.compile("(-?\\d{4,}(?:-\\d\\d(?:-\\d\\d)?)?)(?:T.*|Z|[+-]\\d\\d:\\d\\d)?");

  private KmlTimes() {}

  /** Why a time cannot be read. */
  static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableException(String message) {
      super(message, null, false, false);
    }
  }

  static TimeSpan stamp(Element element) throws UnreadableException {
    String when = element.textOf("when").orElse("").strip();
    TimeBound bound = bound(when);
    if (bound instanceof TimeBound.Open) {
      throw new UnreadableException("it has no time");
    }
    TimeSpan span = TimeSpan.during(bound);
    return isPlain(bound, when) ? span : span.withOriginal(when);
  }

  static TimeSpan span(Element element) throws UnreadableException {
    String begin = element.textOf("begin").orElse("").strip();
    String end = element.textOf("end").orElse("").strip();
    if (begin.isEmpty() && end.isEmpty()) {
      throw new UnreadableException("it has neither begin nor end");
    }
    TimeBound first = bound(begin);
    TimeBound last = bound(end);
    try {
      TimeSpan span = TimeSpan.from(first, last);
      return isPlain(first, begin) && isPlain(last, end)
          ? span
          : span.withOriginal(begin + "/" + end);
    } catch (IllegalArgumentException e) {
      throw new UnreadableException(String.valueOf(e.getMessage()));
    }
  }

  private static boolean isPlain(TimeBound bound, String text) {
    return text.isEmpty() || (bound instanceof TimeBound.In in && in.date().text().equals(text));
  }

  private static TimeBound bound(String text) throws UnreadableException {
    if (text.isEmpty()) {
      return TimeBound.OPEN;
    }
    Matcher date = DATE.matcher(text);
    if (!date.matches()) {
      throw new UnreadableException("'%s' is no date of XML Schema".formatted(text));
    }
    String plain = date.group(1);
    int digits = plain.replaceFirst("^-", "").indexOf('-');
    int year = digits < 0 ? plain.replaceFirst("^-", "").length() : digits;
    try {
      return TimeBound.in(EdtfDate.parse(year > 4 ? "Y" + plain : plain));
    } catch (EdtfException | IllegalArgumentException e) {
      throw new UnreadableException(Optional.ofNullable(e.getMessage()).orElse("it is no date"));
    }
  }
}
