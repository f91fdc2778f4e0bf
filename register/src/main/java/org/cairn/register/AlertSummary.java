package org.cairn.register;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the newest finished run says of an alert, in short. Days are in ISO 8601.
 *
 * @param alert its id
 * @param place id of the place
 * @param entry of the ledger that has it
 * @param lastUnchanged the last look before the change
 * @param firstSeen the first that shows it
 */
public record AlertSummary(
    String alert,
    String place,
    long entry,
    Optional<String> lastUnchanged,
    Optional<String> firstSeen,
    OptionalDouble areaSquareMetres,
    Optional<String> sensor) {
  static Optional<AlertSummary> find(Connection sqlite, String alert) throws SQLException {
    try (PreparedStatement select =
        sqlite.prepareStatement(
            "SELECT place, entry, last_unchanged, first_seen, area_m2, sensor FROM alerts"
                + " WHERE alert = ?")) {
      select.setString(1, alert);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        double area = row.getDouble(5);
        OptionalDouble known = row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(area);
        return Optional.of(
            new AlertSummary(
                alert,
                row.getString(1),
                row.getLong(2),
                Optional.ofNullable(row.getString(3)),
                Optional.ofNullable(row.getString(4)),
                known,
                Optional.ofNullable(row.getString(6))));
      }
    }
  }
}
