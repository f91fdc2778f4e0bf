package org.cairn.heritage.time;

import java.util.regex.Pattern;

/**
 * The month, season or day of an EDTF date.
 *
 * @param digits two digits, each of which may be {@code X}
 * @param qualifier of this part alone
 */
public record EdtfPart(String digits, Qualifier qualifier) {
  private static final Pattern TWO = Pattern.compile("[0-9X]{2}");

  public EdtfPart {
    if (!TWO.matcher(digits).matches()) {
      throw new IllegalArgumentException(
          "A part of a date has two digits or X, found '" + digits + "'");
    }
  }

  static EdtfPart of(int value) {
    return new EdtfPart("%02d".formatted(value), Qualifier.NONE);
  }

  EdtfPart withQualifier(Qualifier qualifier) {
    return new EdtfPart(digits, qualifier);
  }

  boolean isExact() {
    return !digits.contains("X");
  }

  boolean matches(int value) {
    return matches(digits.charAt(0), value / 10) && matches(digits.charAt(1), value % 10);
  }

  private static boolean matches(char digit, int value) {
    return digit == 'X' || digit - '0' == value;
  }

  /** Whether some value from 1 to the largest is meant. */
  boolean matchesUpTo(int largest) {
    for (int value = 1; value <= largest; value++) {
      if (matches(value)) {
        return true;
      }
    }
    return false;
  }
}
