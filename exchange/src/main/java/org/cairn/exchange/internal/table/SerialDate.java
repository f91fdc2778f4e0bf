package org.cairn.exchange.internal.table;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;

/** Numbers of a workbook as texts: dates in ISO 8601, others plain. */
final class SerialDate {
  private static final double LAST_DAY = 2_958_465;

  private SerialDate() {}

  /**
   * @param from1904 whether day 0 is 1 January 1904, else day 1 is 1 January 1900 and day 60 the 29
   *     February that year never had
   * @return the number itself where no date is meant by it
   */
  static String iso(String number, boolean from1904) {
    double value;
    try {
      value = Double.parseDouble(number);
    } catch (NumberFormatException notANumber) {
      return number;
    }
    if (!(value >= 0 && value <= LAST_DAY + 1)) {
      return plain(number);
    }
    long day = (long) Math.floor(value);
    long seconds = Math.round((value - day) * 86_400);
    if (seconds == 86_400) {
      day++;
      seconds = 0;
    }
    String time = LocalTime.ofSecondOfDay(seconds).format(DateTimeFormatter.ISO_LOCAL_TIME);
    if (day == 0 && !from1904) {
      return time;
    }
    LocalDate date =
        from1904
            ? LocalDate.of(1904, 1, 1).plusDays(day)
            : LocalDate.of(1899, 12, day < 60 ? 31 : 30).plusDays(day);
    return seconds == 0 ? date.toString() : date + "T" + time;
  }

  /** The shortest digits that mean the same number: writers make 2.53 a 2.5299999999999998. */
  static String plain(String number) {
    try {
      boolean shortEnough = number.length() <= 15 && number.matches("-?[0-9]+(\\.[0-9]+)?");
      double value = Double.parseDouble(number);
      if (shortEnough || !Double.isFinite(value)) {
        return number;
      }
      BigDecimal shortest = BigDecimal.valueOf(value).stripTrailingZeros();
      return shortest.toPlainString();
    } catch (NumberFormatException notANumber) {
      return number;
    }
  }
}
