package org.cairn.heritage.time;

/**
 * Seasons and parts of a year, which EDTF writes where a month stands: 21 to 24 spring, summer,
 * autumn, winter somewhere; 25 to 28 the same in the north, 29 to 32 in the south; 33 to 36
 * quarters; 37 to 39 four months each; 40 and 41 halves.
 *
 * <p>A season is three whole months. One that lies across the turn of the year is either of the two
 * the year can name: winter of 2004 in the north is bounded by 2004-01-01 and 2005-02-28. A season
 * without a hemisphere is bounded by both.
 */
final class Season {
  private static final int SPRING = 0;
  private static final int SUMMER = 1;
  private static final int AUTUMN = 2;

  private Season() {}

  static boolean isSeason(EdtfPart part) {
    if (!part.isExact()) {
      return false;
    }
    int code = Integer.parseInt(part.digits());
    return code >= 21 && code <= 41;
  }

  static DaySpan bounds(EdtfPart part, long earliestYear, long latestYear) {
    int code = Integer.parseInt(part.digits());
    if (code <= 24) {
      return switch (code - 21) {
        case SPRING, AUTUMN -> months(earliestYear, 3, latestYear, 11);
        default -> overTurnOfYear(earliestYear, latestYear);
      };
    }
    if (code <= 32) {
      int northern = code <= 28 ? code - 25 : (code - 29 + 2) % 4;
      return switch (northern) {
        case SPRING -> months(earliestYear, 3, latestYear, 5);
        case SUMMER -> months(earliestYear, 6, latestYear, 8);
        case AUTUMN -> months(earliestYear, 9, latestYear, 11);
        default -> overTurnOfYear(earliestYear, latestYear);
      };
    }
    int length = code <= 36 ? 3 : code <= 39 ? 4 : 6;
    int index = code - (code <= 36 ? 33 : code <= 39 ? 37 : 40);
    return months(earliestYear, index * length + 1, latestYear, (index + 1) * length);
  }

  private static DaySpan overTurnOfYear(long earliestYear, long latestYear) {
    return months(earliestYear, 1, latestYear + 1, 2);
  }

  private static DaySpan months(long fromYear, int fromMonth, long toYear, int toMonth) {
    return DaySpan.of(
        new IsoDay(fromYear, fromMonth, 1),
        new IsoDay(toYear, toMonth, IsoDay.monthLength(toYear, toMonth)));
  }
}
