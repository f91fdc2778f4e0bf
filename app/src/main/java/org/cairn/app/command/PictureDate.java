package org.cairn.app.command;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The date in the name of a picture. */
sealed interface PictureDate {
  /**
   * @param toTheMonth whether no day was given: the first stands for it
   */
  record Dated(LocalDate date, boolean toTheMonth) implements PictureDate {}

  /**
   * No date, or not one.
   *
   * @param code stable
   * @param why what is wrong and what to do, as the end of a sentence about the name
   */
  record Undated(String code, String why) implements PictureDate {}

  /**
   * A year of four digits, a month of two and, perhaps, a day of two, all parted by the same
   * character or by none.
   */
  Pattern DATE = Pattern.compile("(?<!\\d)(\\d{4})([-_. ]?)(\\d{2})(?:\\2(\\d{2}))?(?!\\d)");

  int FIRST_YEAR = 1900;
  int LAST_YEAR = 2099;

  String EXPECTED = "name it by its day or month, such as 2023-12-01 or 2023_12";

  /**
   * @param name of the file without its ending; digits of any script count
   */
  static PictureDate in(String name) {
    TreeSet<LocalDate> days = new TreeSet<>();
    TreeSet<YearMonth> months = new TreeSet<>();
    String impossible = "";
    Matcher found = DATE.matcher(plainDigits(name));
    while (found.find()) {
      int year = Integer.parseInt(found.group(1));
      if (year < FIRST_YEAR || year > LAST_YEAR) {
        continue;
      }
      String day = found.group(4);
      try {
        YearMonth month = YearMonth.of(year, Integer.parseInt(found.group(3)));
        if (day == null) {
          months.add(month);
        } else {
          days.add(month.atDay(Integer.parseInt(day)));
        }
      } catch (DateTimeException notInTheCalendar) {
        impossible = found.group();
      }
    }
    days.forEach(day -> months.remove(YearMonth.from(day)));
    if (days.size() + months.size() > 1) {
      return new Undated(
          "picture-two-dates",
          "has the dates " + days + " and " + months + " in it: " + EXPECTED + ", once");
    }
    if (days.isEmpty() && months.isEmpty()) {
      return impossible.isEmpty()
          ? new Undated("picture-without-date", "has no date in it: " + EXPECTED)
          : new Undated(
              "picture-impossible-date",
              "has '" + impossible + "' in it, which no calendar has: " + EXPECTED);
    }
    return days.isEmpty()
        ? new Dated(months.getFirst().atDay(1), true)
        : new Dated(days.getFirst(), false);
  }

  private static String plainDigits(String name) {
    StringBuilder plain = new StringBuilder();
    name.codePoints()
        .forEach(point ->
            plain.appendCodePoint(
                Character.isDigit(point) ? '0' + Character.digit(point, 10) : point));
    return plain.toString();
  }
}
