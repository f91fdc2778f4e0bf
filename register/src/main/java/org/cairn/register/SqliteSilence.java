package org.cairn.register;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Places without alert, as the tables have them. Stateless. */
final class SqliteSilence {
  private SqliteSilence() {}

  static Silence silence(Connection sqlite, int most) throws SQLException {
    List<Long> entries = new ArrayList<>();
    try (PreparedStatement select =
        sqlite.prepareStatement(
            """
            SELECT entry FROM coverage
            WHERE run = (SELECT run FROM coverage ORDER BY fid DESC LIMIT 1)
              AND status = 'watched' AND alerts = 0
            ORDER BY fid DESC LIMIT ?
            """)) {
      select.setInt(1, most);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          entries.add(rows.getLong(1));
        }
      }
    }
    return new Silence(
        count(sqlite, "SELECT COUNT(*) FROM places"),
        count(sqlite, "SELECT COUNT(DISTINCT place) FROM alerts"),
        count(sqlite, "SELECT COUNT(*) FROM places WHERE status IS NULL OR status <> 'watched'"),
        entries);
  }

  private static long count(Connection sqlite, String sql) throws SQLException {
    try (Statement statement = sqlite.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.getLong(1);
    }
  }

  /**
   * @param after id of the last place of the page before; empty for the first
   */
  static List<Silence.Unwatched> unwatched(Connection sqlite, String after, int most)
      throws SQLException {
    List<Silence.Unwatched> found = new ArrayList<>();
    try (PreparedStatement select =
        sqlite.prepareStatement(
            """
            SELECT place, coalesce(names, ''), coalesce(status, '') FROM places
            WHERE (status IS NULL OR status <> 'watched') AND place > ? ORDER BY place LIMIT ?
            """)) {
      select.setString(1, after);
      select.setInt(2, most);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(new Silence.Unwatched(rows.getString(1), rows.getString(2), rows.getString(3)));
        }
      }
    }
    return found;
  }
}
