package org.cairn.heritage.time;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads one EDTF text, from left to right. Single use, single thread.
 *
 * <pre>
 * interval = end "/" end          end = date | ".." | ""
 * date     = [q] year [q] ["-" [q] 2(digit|X) [q] ["-" [q] 2(digit|X) [q] ["T" time]]]
 * year     = ["-"] 4(digit|X) ["S" count] | "Y" ["-"] digits ["E" exponent] ["S" count]
 * q        = "?" | "~" | "%"
 * </pre>
 */
final class EdtfParser {
  private static final int MAX_LENGTH = 200;

  private final String text;
  private int at;
  private int to;

  EdtfParser(String text) {
    this.text = text;
  }

  Edtf parse() throws EdtfException {
    if (text.isEmpty()) {
      throw refusal(EdtfException.Code.EMPTY, 0, "found nothing, expected a date or an interval");
    }
    if (text.length() > MAX_LENGTH) {
      throw syntax(MAX_LENGTH, "the text is longer than any date: see whether it is one");
    }
    char first = text.charAt(0);
    if (first == '[' || first == '{') {
      throw refusal(
          EdtfException.Code.UNSUPPORTED,
          0,
          "sets of dates are not read: write an interval, or a statement for each date");
    }
    int slash = text.indexOf('/');
    if (slash < 0) {
      return date(0, text.length());
    }
    int second = text.indexOf('/', slash + 1);
    if (second >= 0) {
      throw syntax(second, "found a second '/', expected one between start and end");
    }
    EdtfInterval.End start = end(0, slash);
    EdtfInterval.End end = end(slash + 1, text.length());
    if (slash == 0 && text.length() == 1) {
      throw syntax(0, "found an interval with both ends unknown, which says nothing: leave it out");
    }
    try {
      return new EdtfInterval(start, end);
    } catch (IllegalArgumentException e) {
      throw refusal(
          EdtfException.Code.REVERSED,
          slash + 1,
          "the interval ends before it starts: exchange its ends, or see whether a year is BCE");
    }
  }

  private EdtfInterval.End end(int from, int until) throws EdtfException {
    if (from == until) {
      return EdtfInterval.End.UNKNOWN;
    }
    String word = text.substring(from, until);
    if (word.equals("..")) {
      return EdtfInterval.End.OPEN;
    }
    if (word.equals("open") || word.equals("unknown")) {
      throw syntax(
          from,
          "found '%s' of a draft of EDTF: write %s"
              .formatted(word, word.equals("open") ? "'..'" : "nothing"));
    }
    return new EdtfInterval.At(date(from, until));
  }

  private EdtfDate date(int from, int until) throws EdtfException {
    at = from;
    to = until;
    Qualifier own = qualifier();
    EdtfYear year = year();
    Qualifier group = qualifier();
    year = year.withQualifier(own.and(group));
    if (at == to) {
      return new EdtfDate(year, Optional.empty(), Optional.empty(), Optional.empty());
    }
    if (year.isLong() || year.significant().isPresent()) {
      throw syntax(
          at,
          "found %s after a year that stands alone: a year with Y or S has no month"
              .formatted(found()));
    }
    int monthAt = at;
    EdtfPart month = part("a month of two digits");
    group = qualifier();
    month = month.withQualifier(month.qualifier().and(group));
    year = year.withQualifier(year.qualifier().and(group));
    if (at == to) {
      return checked(year, month, Optional.empty(), monthAt);
    }
    int dayAt = at;
    EdtfPart day = part("a day of two digits");
    group = qualifier();
    day = day.withQualifier(day.qualifier().and(group));
    month = month.withQualifier(month.qualifier().and(group));
    year = year.withQualifier(year.qualifier().and(group));
    if (!month.matchesUpTo(12)) {
      throw noMonth(month, monthAt, " before a day");
    }
    EdtfDate date = checked(year, month, Optional.of(day), dayAt);
    return at == to ? date : withTime(date);
  }

  private EdtfDate checked(EdtfYear year, EdtfPart month, Optional<EdtfPart> day, int partAt)
      throws EdtfException {
    try {
      return new EdtfDate(year, Optional.of(month), day, Optional.empty());
    } catch (IllegalArgumentException e) {
      if (day.isEmpty()) {
        throw noMonth(month, partAt, ", a season or part of the year 21 to 41");
      }
      throw refusal(
          EdtfException.Code.RANGE,
          partAt + 1,
          "found day '%s', which that month does not have: see which day is meant"
              .formatted(day.get().digits()));
    }
  }

  private EdtfException noMonth(EdtfPart month, int monthAt, String alternative) {
    return refusal(
        EdtfException.Code.RANGE,
        monthAt + 1,
        "found '%s', expected a month 01 to 12%s: where day and month are exchanged, write year-month-day"
            .formatted(month.digits(), alternative));
  }

  private EdtfDate withTime(EdtfDate date) throws EdtfException {
    if (text.charAt(at) != 'T') {
      throw syntax(at, "found %s, expected the end of the date".formatted(found()));
    }
    int timeAt = at + 1;
    try {
      return new EdtfDate(
          date.year(), date.month(), date.day(), Optional.of(text.substring(timeAt, to)));
    } catch (IllegalArgumentException e) {
      throw refusal(
          EdtfException.Code.RANGE,
          timeAt,
          "found '%s', expected hh:mm:ss with Z or an offset, after an exact day: leave the time out, or write it so"
              .formatted(text.substring(timeAt, to)));
    }
  }

  private EdtfYear year() throws EdtfException {
    int start = at;
    boolean isLong = at < to && text.charAt(at) == 'Y';
    at += isLong ? 1 : 0;
    boolean negative = at < to && text.charAt(at) == '-';
    at += negative ? 1 : 0;
    int digitsAt = at;
    while (at < to && isDigit(text.charAt(at), !isLong)) {
      at++;
    }
    String digits = text.substring(digitsAt, at);
    OptionalInt exponent = isLong ? count('E') : OptionalInt.empty();
    OptionalInt significant = count('S');
    checkDigits(isLong, negative, digits, exponent, start, digitsAt);
    try {
      return new EdtfYear(negative, digits, exponent, significant, Qualifier.NONE);
    } catch (IllegalArgumentException e) {
      throw refusal(EdtfException.Code.RANGE, start, e.getMessage() + ": see which year is meant");
    }
  }

  private void checkDigits(
      boolean isLong,
      boolean negative,
      String digits,
      OptionalInt exponent,
      int start,
      int digitsAt)
      throws EdtfException {
    if (digits.isEmpty()) {
      throw syntax(
          at, "found %s, expected a year of four digits%s".formatted(found(), draftHint()));
    }
    String sign = negative ? "-" : "";
    if (digits.length() > 16) {
      throw refusal(
          EdtfException.Code.RANGE,
          digitsAt,
          "found a year of more than 16 digits: see whether it is one");
    }
    if (isLong && digits.startsWith("0")) {
      throw syntax(digitsAt, "a year with Y has no leading zeros: leave them out");
    }
    if (isLong && exponent.isEmpty() && digits.length() < 5) {
      throw syntax(
          start,
          "a year of up to four digits has no Y: write '%s%s'"
              .formatted(sign, "0000".substring(digits.length()) + digits));
    }
    if (!isLong && digits.length() > 4) {
      throw syntax(
          digitsAt + 4,
          "found a year of %d digits: write 'Y%s%s', or with hyphens where it is a day"
              .formatted(digits.length(), sign, digits));
    }
    if (!isLong && digits.length() < 4) {
      throw syntax(
          at,
          "found a year of %d digits, expected four: write '%s%s', or X for digits that are not known%s"
              .formatted(
                  digits.length(), sign, "0000".substring(digits.length()) + digits, draftHint()));
    }
    if (negative && digits.equals("0000")) {
      throw syntax(start, "year zero has no sign: write '0000', which is 1 BCE");
    }
  }

  private String draftHint() {
    if (at >= to) {
      return "";
    }
    return switch (text.charAt(at)) {
      case 'u', 'x' -> "; an unspecified digit is a capital 'X'";
      case 'y' -> "; a long year begins with a capital 'Y'";
      default -> "";
    };
  }

  private OptionalInt count(char sign) throws EdtfException {
    if (at >= to || text.charAt(at) != sign) {
      return OptionalInt.empty();
    }
    int numberAt = ++at;
    while (at < to && isDigit(text.charAt(at), false)) {
      at++;
    }
    String number = text.substring(numberAt, at);
    if (number.isEmpty() || number.length() > 2 || number.startsWith("0")) {
      throw syntax(
          numberAt, "found '%s' after %s, expected a number 1 to 99".formatted(number, sign));
    }
    return OptionalInt.of(Integer.parseInt(number));
  }

  /** A hyphen, maybe a qualifier of the part alone, two digits. */
  private EdtfPart part(String expected) throws EdtfException {
    if (text.charAt(at) != '-') {
      throw syntax(
          at, "found %s, expected '-' or the end of the date%s".formatted(found(), draftHint()));
    }
    at++;
    Qualifier own = qualifier();
    for (int i = 0; i < 2; i++) {
      if (at + i >= to || !isDigit(text.charAt(at + i), true)) {
        at += i;
        throw syntax(at, "found %s, expected %s%s".formatted(found(), expected, draftHint()));
      }
    }
    at += 2;
    return new EdtfPart(text.substring(at - 2, at), own);
  }

  private Qualifier qualifier() throws EdtfException {
    if (at >= to) {
      return Qualifier.NONE;
    }
    Qualifier qualifier = Qualifier.of(text.charAt(at));
    if (qualifier == Qualifier.NONE) {
      return qualifier;
    }
    at++;
    if (at < to && Qualifier.of(text.charAt(at)) != Qualifier.NONE) {
      throw syntax(at, "found a second qualifier: for uncertain and approximate write '%'");
    }
    return qualifier;
  }

  private String found() {
    return at < to ? "'" + Character.toString(text.codePointAt(at)) + "'" : "the end";
  }

  private static boolean isDigit(char c, boolean orUnspecified) {
    return (c >= '0' && c <= '9') || (orUnspecified && c == 'X');
  }

  private EdtfException syntax(int position, String message) {
    return refusal(EdtfException.Code.SYNTAX, position, message);
  }

  private EdtfException refusal(EdtfException.Code code, int position, String message) {
    return new EdtfException(code, text, position, message);
  }
}
