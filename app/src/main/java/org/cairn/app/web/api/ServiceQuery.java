package org.cairn.app.web.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.cairn.register.FeatureQuery.During;

/**
 * Parameters that services for maps and images share: {@code limit}, {@code bbox} and {@code
 * datetime} (OGC 17-069r4, 7.15; STAC API 1.0.0, Item Search). Each throws {@link ProblemException}
 * that says what was expected. Stateless.
 */
public final class ServiceQuery {
  public static final String LIMIT = "limit";
  public static final String BBOX = "bbox";
  public static final String DATETIME = "datetime";

  private ServiceQuery() {}

  /** More than the most are as many as that. */
  public static int limit(String text, int most) {
    if (!text.matches("[0-9]{1,80}") || text.matches("0+")) {
      throw ProblemException.parameter(LIMIT, "a whole number from 1", text);
    }
    String digits = text.replaceFirst("^0+", "");
    return digits.length() > 9 ? most : Math.min(most, Integer.parseInt(digits));
  }

  /**
   * The numbers of a box without heights.
   *
   * @return two of the lower corner, two of the upper one
   */
  public static double[] bbox(String text) {
    String[] parts = text.split(",", -1);
    double[] numbers = new double[parts.length];
    for (int each = 0; each < parts.length; each++) {
      numbers[each] = number(parts[each].strip(), text);
    }
    return bbox(numbers, text);
  }

  /**
   * The same of numbers.
   *
   * @param text that they are from
   */
  public static double[] bbox(double[] numbers, String text) {
    if (numbers.length != 4 && numbers.length != 6) {
      throw ProblemException.parameter(BBOX, "four or six numbers", text);
    }
    if (numbers.length == 6 && !(numbers[2] <= numbers[5])) {
      throw ProblemException.parameter(BBOX, "a lower height before the upper one", text);
    }
    int upper = numbers.length / 2;
    return new double[] {numbers[0], numbers[1], numbers[upper], numbers[upper + 1]};
  }

  private static double number(String part, String text) {
    try {
      // What Java reads beyond numbers, as in "1d", is none here.
      if (part.matches("[-+0-9.eE]{1,40}")) {
        double number = Double.parseDouble(part);
        if (Double.isFinite(number)) {
          return number;
        }
      }
    } catch (NumberFormatException wrong) {
      // Told below.
    }
    throw ProblemException.parameter(BBOX, "numbers between commas", text);
  }

  /** A time of RFC 3339 or a day, or two with a slash between them, one of which may be open. */
  public static During datetime(String text) {
    String[] ends = text.split("/", -1);
    if (ends.length > 2) {
      throw ProblemException.parameter(DATETIME, "a time, or two with a slash between them", text);
    }
    try {
      During during =
          new During(
              isOpen(ends, 0) ? Optional.empty() : Optional.of(first(ends[0])),
              isOpen(ends, ends.length - 1)
                  ? Optional.empty()
                  : Optional.of(last(ends[ends.length - 1])));
      if (during.from().isEmpty() && during.until().isEmpty()) {
        throw ProblemException.parameter(DATETIME, "an interval with a beginning or an end", text);
      }
      boolean backwards =
          during.from().isPresent()
              && during.until().isPresent()
              && during.from().get().isAfter(during.until().get());
      if (backwards) {
        throw ProblemException.parameter(DATETIME, "a beginning before the end", text);
      }
      return during;
    } catch (DateTimeException wrong) {
      throw ProblemException.parameter(
          DATETIME, "times as 2026-02-07 or 2026-02-07T10:15:00Z (RFC 3339), or '..'", text);
    }
  }

  private static boolean isOpen(String[] ends, int which) {
    return ends.length == 2 && (ends[which].isEmpty() || ends[which].equals(".."));
  }

  private static Instant first(String text) {
    return isDay(text)
        ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
        : instant(text);
  }

  /** A bare day goes to its end. */
  private static Instant last(String text) {
    return isDay(text)
        ? LocalDate.parse(text).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusNanos(1)
        : instant(text);
  }

  private static boolean isDay(String text) {
    return text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  }

  /** A plus sign in an address is a blank. */
  private static Instant instant(String text) {
    if (!text.matches("[0-9]{4}-.*")) {
      throw new DateTimeException("No year of four digits");
    }
    return OffsetDateTime.parse(text.toUpperCase(Locale.ROOT).replace(' ', '+')).toInstant();
  }
}
