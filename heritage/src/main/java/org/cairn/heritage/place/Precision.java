package org.cairn.heritage.place;

import java.math.BigDecimal;
import java.util.Optional;
import org.cairn.heritage.TextLimit;

/**
 * How precisely a geometry is known.
 *
 * @param metres the true place is within so many metres; over 0
 * @param asRead the source's own words
 */
public record Precision(Optional<BigDecimal> metres, Optional<String> asRead) {
  public Precision {
    if (metres.isEmpty() && asRead.isEmpty()) {
      throw new IllegalArgumentException(
          "A precision needs metres or words, found neither: leave it out");
    }
    if (metres.isPresent()
        && (metres.get().signum() <= 0 || metres.get().compareTo(BigDecimal.valueOf(1e8)) > 0)) {
      throw new IllegalArgumentException(
          "A precision must be over 0 and at most 100,000,000 metres, found "
              + metres.get().toEngineeringString());
    }
    metres = metres.map(Precision::plain);
    TextLimit.SHORT.check("a precision", asRead);
  }

  public static Precision ofMetres(double metres) {
    return new Precision(Optional.of(BigDecimal.valueOf(metres)), Optional.empty());
  }

  public static Precision asRead(String words) {
    return new Precision(Optional.empty(), Optional.of(words));
  }

  /** The same number is the same text: 10, never 10.0 or 1E+1. */
  private static BigDecimal plain(BigDecimal number) {
    if (number.scale() > 30) {
      throw new IllegalArgumentException("A precision has at most 30 decimals");
    }
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
