package org.cairn.ledger.record;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A double as ECMAScript writes it (ECMA-262 Number::toString, radix 10), which RFC 8785 section
 * 3.2.2.3 takes over: the fewest digits that read back as the same double, of those the nearest.
 */
final class EcmaNumber {
  private EcmaNumber() {}

  /** Text of a finite number; minus zero is "0". */
  static String format(double value) {
    if (value == 0) {
      return "0";
    }
    String sign = value < 0 ? "-" : "";
    BigDecimal shortest = shortest(Math.abs(value));
    String digits = shortest.unscaledValue().toString();
    // The names k and n are the specification's: digits × 10^(n-k).
    int k = digits.length();
    int n = k - shortest.scale();
    if (k <= n && n <= 21) {
      return sign + digits + "0".repeat(n - k);
    }
    if (0 < n && n <= 21) {
      return sign + digits.substring(0, n) + "." + digits.substring(n);
    }
    if (-6 < n && n <= 0) {
      return sign + "0." + "0".repeat(-n) + digits;
    }
    String fraction = k == 1 ? "" : "." + digits.substring(1);
    String exponent = (n > 0 ? "e+" : "e-") + Math.abs(n - 1);
    return sign + digits.charAt(0) + fraction + exponent;
  }

  /**
   * Java's own text has the fewest digits as well, but never fewer than two: 4.9E-324 where one
   * digit, 5e-324, is enough.
   */
  private static BigDecimal shortest(double value) {
    BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (decimal.precision() != 2) {
      return decimal;
    }
    BigDecimal exact = new BigDecimal(value);
    BigDecimal down = oneDigit(decimal, RoundingMode.DOWN);
    BigDecimal up = oneDigit(decimal, RoundingMode.UP);
    boolean downReadsBack = down.doubleValue() == value;
    boolean upReadsBack = up.doubleValue() == value;
    if (downReadsBack && upReadsBack) {
      return exact.subtract(down).compareTo(up.subtract(exact)) <= 0 ? down : up;
    }
    return downReadsBack ? down : upReadsBack ? up : decimal;
  }

  private static BigDecimal oneDigit(BigDecimal decimal, RoundingMode rounding) {
    return decimal.setScale(decimal.scale() - 1, rounding).stripTrailingZeros();
  }
}
