package org.cairn.exchange.internal.table;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.heritage.time.Edtf;
import org.cairn.heritage.time.EdtfDate;
import org.cairn.heritage.time.EdtfException;
import org.cairn.heritage.time.EdtfInterval;
import org.cairn.heritage.time.TimeBound;

/**
 * Dates as tables write them: EDTF, and what is EDTF but for its spelling. A year of one to three
 * digits, {@code 43 BC}, {@code ca. 1200}, {@code 1480-1491} and {@code ..1491} are read; {@code
 * 3/4/2020} is not, since it means two days.
 */
public final class DateText {
  private static final Pattern SHORT_YEAR = Pattern.compile("([-−]?)(\\d{1,3})");
  private static final Pattern LONG_YEAR = Pattern.compile("([-−]?)(\\d{5,12})");
  private static final Pattern BEFORE =
      Pattern.compile(
          "(\\d{1,9})\\s*(?:BCE?|B\\.\\s?C\\.(?:\\s?E\\.)?|av\\.?\\s?J\\.?-?\\s?C\\.?|ق\\.?\\s?م\\.?)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern CIRCA =
      Pattern.compile(
          "(?:c\\.|ca\\.?|circa|vers|env\\.?|environ|حوالي)\\s*(.+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern YEARS = Pattern.compile("(\\d{4})\\s*[-–—]\\s*(\\d{4})");

  private static final Pattern OPEN = Pattern.compile("\\.\\.\\s?(-?\\d{4}.*)");
  private static final Pattern DAYS =
      Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)[:–](\\d{4}-\\d\\d-\\d\\d)");

  private DateText() {}

  /**
   * @throws EdtfException where it is neither a date nor an interval
   */
  public static Edtf parse(String text) throws EdtfException {
    return Edtf.parse(edtf(text.strip()));
  }

  /** When something began or ended: an interval is the time in which it did. */
  public static TimeBound bound(String text) throws EdtfException {
    return switch (parse(text)) {
      case EdtfDate date -> TimeBound.in(date);
      case EdtfInterval interval -> bound(interval);
    };
  }

  private static TimeBound bound(EdtfInterval interval) {
    var earliest =
        interval.start() instanceof EdtfInterval.At at
            ? Optional.of(at.date())
            : Optional.<EdtfDate>empty();
    var latest =
        interval.end() instanceof EdtfInterval.At at
            ? Optional.of(at.date())
            : Optional.<EdtfDate>empty();
    return earliest.isEmpty() && latest.isEmpty()
        ? TimeBound.UNKNOWN
        : new TimeBound.Between(earliest, latest);
  }

  private static String edtf(String text) {
    Matcher circa = CIRCA.matcher(text);
    if (circa.matches()) {
      return edtf(circa.group(1).strip()) + "~";
    }
    Matcher before = BEFORE.matcher(text);
    if (before.matches()) {
      long year = 1 - Long.parseLong(before.group(1));
      return year(year < 0 ? "-" : "", String.valueOf(Math.abs(year)));
    }
    Matcher shortYear = SHORT_YEAR.matcher(text);
    if (shortYear.matches()) {
      return year(shortYear.group(1), shortYear.group(2));
    }
    Matcher longYear = LONG_YEAR.matcher(text);
    if (longYear.matches()) {
      return year(longYear.group(1), longYear.group(2));
    }
    Matcher open = OPEN.matcher(text);
    if (open.matches()) {
      return "../" + open.group(1);
    }
    Matcher days = DAYS.matcher(text);
    if (days.matches()) {
      return days.group(1) + "/" + days.group(2);
    }
    Matcher years = YEARS.matcher(text);
    return years.matches() ? years.group(1) + "/" + years.group(2) : text;
  }

  private static String year(String sign, String digits) {
    String minus = sign.isEmpty() ? "" : "-";
    String bare = digits.replaceFirst("^0+(?=\\d)", "");
    if (bare.equals("0")) {
      return "0000";
    }
    return bare.length() > 4 ? "Y" + minus + bare : minus + "0".repeat(4 - bare.length()) + bare;
  }
}
