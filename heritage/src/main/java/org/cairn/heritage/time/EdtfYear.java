package org.cairn.heritage.time;

import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The year of an EDTF date.
 *
 * @param negative before year 0
 * @param digits four digits, each of which may be {@code X}; or of a long year its digits, without
 *     leading zeros: five to sixteen, or with an exponent one to sixteen
 * @param exponent of a long year, {@code Y17E8}: 1 to 15
 * @param significant how many digits from the left are meant, {@code 1950S2}: a year from 1900 to
 *     1999, about 1950
 * @param qualifier of the year alone
 */
public record EdtfYear(
    boolean negative,
    String digits,
    OptionalInt exponent,
    OptionalInt significant,
    Qualifier qualifier) {
  private static final Pattern FOUR = Pattern.compile("[0-9X]{4}");
  private static final Pattern LONG = Pattern.compile("[1-9][0-9]{4,15}");
  private static final Pattern WITH_EXPONENT = Pattern.compile("[1-9][0-9]{0,15}");

  public EdtfYear {
    boolean wellFormed =
        exponent.isPresent()
            ? WITH_EXPONENT.matcher(digits).matches()
            : FOUR.matcher(digits).matches() || LONG.matcher(digits).matches();
    if (!wellFormed) {
      throw new IllegalArgumentException(
          "A year has four digits or X, or five and more after Y, found '" + digits + "'");
    }
    if (negative && digits.equals("0000")) {
      throw new IllegalArgumentException("Year zero has no sign: 0000 is 1 BCE");
    }
    if (exponent.isPresent() && (exponent.getAsInt() < 1 || exponent.getAsInt() > 15)) {
      throw new IllegalArgumentException(
          "The exponent of a year is 1 to 15, found " + exponent.getAsInt());
    }
    if (significant.isPresent() && (significant.getAsInt() < 1 || digits.contains("X"))) {
      throw new IllegalArgumentException(
          "Significant digits are at least 1, and of a year without X, found '%sS%d'"
              .formatted(digits, significant.getAsInt()));
    }
    if (exponent.isPresent() || digits.length() > 4) {
      long magnitude = magnitude(digits, exponent);
      if (magnitude > IsoDay.MAX_YEAR) {
        throw new IllegalArgumentException(
            "A year must be between -10^15 and 10^15, found '" + digits + "'");
      }
    }
  }

  static EdtfYear of(long year) {
    if (year < -IsoDay.MAX_YEAR || year > IsoDay.MAX_YEAR) {
      throw new IllegalArgumentException("A year must be between -10^15 and 10^15, found " + year);
    }
    return new EdtfYear(
        year < 0,
        "%04d".formatted(Math.abs(year)),
        OptionalInt.empty(),
        OptionalInt.empty(),
        Qualifier.NONE);
  }

  EdtfYear withQualifier(Qualifier qualifier) {
    return new EdtfYear(negative, digits, exponent, significant, qualifier);
  }

  /** Written with a {@code Y}; such a year stands without a month. */
  public boolean isLong() {
    return exponent.isPresent() || digits.length() > 4;
  }

  /** Neither unspecified nor rounded digits. */
  public boolean isExact() {
    return significant.isEmpty() && !digits.contains("X");
  }

  /** The smallest year it can mean. */
  public long earliest() {
    return negative ? -largest() : smallest();
  }

  /** The largest year it can mean. */
  public long latest() {
    return negative ? -smallest() : largest();
  }

  /** How many years it can mean, counted by its digits X. */
  int choices() {
    int choices = 1;
    for (int i = 0; i < digits.length(); i++) {
      choices *= digits.charAt(i) == 'X' ? 10 : 1;
    }
    return choices;
  }

  /** One of the years that the digits X allow, ascending from 0 to {@link #choices()} - 1. */
  long choice(int index) {
    int left = negative ? choices() - 1 - index : index;
    StringBuilder filled = new StringBuilder(digits);
    for (int i = digits.length() - 1; i >= 0; i--) {
      if (digits.charAt(i) == 'X') {
        filled.setCharAt(i, (char) ('0' + left % 10));
        left /= 10;
      }
    }
    long magnitude = magnitude(filled.toString(), exponent);
    return negative ? -magnitude : magnitude;
  }

  String text() {
    StringBuilder text = new StringBuilder(isLong() ? "Y" : "");
    text.append(negative ? "-" : "").append(digits);
    exponent.ifPresent(power -> text.append('E').append(power));
    significant.ifPresent(count -> text.append('S').append(count));
    return text.toString();
  }

  private long smallest() {
    long magnitude = magnitude(digits.replace('X', '0'), exponent);
    long unit = unit(magnitude);
    return magnitude / unit * unit;
  }

  private long largest() {
    long magnitude = magnitude(digits.replace('X', '9'), exponent);
    long unit = unit(magnitude);
    return Math.min(magnitude / unit * unit + unit - 1, IsoDay.MAX_YEAR);
  }

  /** What the last significant digit counts in. */
  private long unit(long magnitude) {
    if (significant.isEmpty()) {
      return 1;
    }
    int length = Long.toString(magnitude).length();
    long unit = 1;
    for (int i = significant.getAsInt(); i < length; i++) {
      unit *= 10;
    }
    return unit;
  }

  private static long magnitude(String digits, OptionalInt exponent) {
    long magnitude = Long.parseLong(digits);
    for (int i = 0; i < exponent.orElse(0) && magnitude <= IsoDay.MAX_YEAR; i++) {
      magnitude *= 10;
    }
    return magnitude;
  }
}
