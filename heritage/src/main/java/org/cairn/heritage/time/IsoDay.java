package org.cairn.heritage.time;

import java.time.LocalDate;
import java.util.Comparator;

/**
 * A day of the proleptic Gregorian calendar, in years that {@link LocalDate} has no room for.
 *
 * @param year astronomical: 0 is 1 BCE; -10^15 to 10^15
 * @param month 1 to 12
 * @param day 1 to the length of the month
 */
public record IsoDay(long year, int month, int day) implements Comparable<IsoDay> {
  /** The largest year either way: exact in JSON, and far beyond the age of anything. */
  public static final long MAX_YEAR = 1_000_000_000_000_000L;

  private static final Comparator<IsoDay> ORDER =
      Comparator.comparingLong(IsoDay::year)
          .thenComparingInt(IsoDay::month)
          .thenComparingInt(IsoDay::day);

  public IsoDay {
    if (year < -MAX_YEAR || year > MAX_YEAR) {
      throw new IllegalArgumentException(
          "A year must be between -10^15 and 10^15, found " + year + ": see where it was read");
    }
    if (month < 1 || month > 12) {
      throw new IllegalArgumentException("A month must be 1 to 12, found " + month);
    }
    if (day < 1 || day > monthLength(year, month)) {
      throw new IllegalArgumentException(
          "Month %d of year %d has days 1 to %d, found %d"
              .formatted(month, year, monthLength(year, month), day));
    }
  }

  public static IsoDay of(LocalDate date) {
    return new IsoDay(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
  }

  static IsoDay firstOf(long year) {
    return new IsoDay(year, 1, 1);
  }

  static IsoDay lastOf(long year) {
    return new IsoDay(year, 12, 31);
  }

  static int monthLength(long year, int month) {
    return switch (month) {
      case 2 -> isLeap(year) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  private static boolean isLeap(long year) {
    return Math.floorMod(year, 4) == 0
        && (Math.floorMod(year, 100) != 0 || Math.floorMod(year, 400) == 0);
  }

  @Override
  public int compareTo(IsoDay other) {
    return ORDER.compare(this, other);
  }

  /** {@code 2004-06-11}; a year of more than four digits has a sign: {@code +12004-06-11}. */
  @Override
  public String toString() {
    String sign = year < 0 ? "-" : year > 9999 ? "+" : "";
    return "%s%04d-%02d-%02d".formatted(sign, Math.abs(year), month, day);
  }
}
