package org.cairn.register;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@link WatchedPast} from the tables. Stateless. */
final class WatchedReading {
  /** A watch that runs daily has a year in these. */
  private static final int MOST = 400;

  private WatchedReading() {}

  static WatchedPast read(Connection sqlite, String place) throws SQLException {
    List<WatchedPast.Span> spans = new ArrayList<>();
    String coverage =
        "SELECT run, status, why, looks, acquisitions, from_day, until_day, entry FROM coverage"
            + " WHERE place = ? ORDER BY entry DESC LIMIT "
            + MOST;
    try (PreparedStatement select = asked(sqlite, coverage, place);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        spans.add(
            new WatchedPast.Span(
                row.getString(1),
                text(row, 2).orElse(""),
                text(row, 3).filter(why -> !why.isBlank()),
                row.getInt(4),
                row.getInt(5),
                text(row, 6),
                text(row, 7),
                row.getLong(8)));
      }
    }
    List<WatchedPast.Raised> alerts = new ArrayList<>();
    String raised =
        "SELECT alert, last_unchanged, first_seen, raised, score, expected_per_site_year, area_m2,"
            + " direction, sensor, entry FROM alerts WHERE place = ? ORDER BY entry DESC LIMIT "
            + MOST;
    try (PreparedStatement select = asked(sqlite, raised, place);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        alerts.add(
            new WatchedPast.Raised(
                row.getString(1),
                text(row, 2),
                text(row, 3),
                text(row, 4),
                row.getDouble(5),
                row.getDouble(6),
                row.getDouble(7),
                text(row, 8),
                text(row, 9),
                row.getLong(10)));
      }
    }
    return new WatchedPast(spans, alerts);
  }

  private static PreparedStatement asked(Connection sqlite, String sql, String place)
      throws SQLException {
    PreparedStatement select = sqlite.prepareStatement(sql);
    select.setString(1, place);
    return select;
  }

  private static Optional<String> text(ResultSet row, int column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }
}
