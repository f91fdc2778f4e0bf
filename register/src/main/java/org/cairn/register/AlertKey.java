package org.cairn.register;

import java.util.Optional;

/**
 * Where an alert stands in the order of the queue: what chance alone explains least comes first,
 * then the larger, then by id.
 *
 * @param byChance how often chance alone scores so high, per site and year; infinite where unknown
 * @param areaSquareMetres 0 where unknown
 * @param alert its id
 */
public record AlertKey(double byChance, double areaSquareMetres, String alert) {
  /** On one line, for {@link #parse}. */
  public String text() {
    return byChance + "_" + areaSquareMetres + "_" + alert;
  }

  /** Empty for what {@link #text} never gives. */
  public static Optional<AlertKey> parse(String text) {
    String[] parts = text.split("_", 3);
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      double byChance = Double.parseDouble(parts[0]);
      double area = Double.parseDouble(parts[1]);
      return Double.isNaN(byChance) || Double.isNaN(area)
          ? Optional.empty()
          : Optional.of(new AlertKey(byChance, area, parts[2]));
    } catch (NumberFormatException noKey) {
      return Optional.empty();
    }
  }
}
