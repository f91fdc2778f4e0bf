package org.cairn.exchange.internal.geopackage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The ordinary tables of a file, and their stored columns. Single-thread. */
final class Schema {
  private final Connection sqlite;

  /** By name in lower case, as SQLite compares names; whether it is an ordinary table. */
  private final Map<String, Boolean> tables = new HashMap<>();

  /**
   * A column whose values are stored, not worked out.
   *
   * @param key whether it is the primary key
   */
  record Column(String name, boolean key) {}

  Schema(Connection sqlite) throws SQLException {
    this.sqlite = sqlite;
    try (Statement statement = sqlite.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT name, type, sql FROM sqlite_schema WHERE type IN ('table', 'view')")) {
      while (rows.next()) {
        String sql = String.valueOf(rows.getString(3)).stripLeading().toUpperCase(Locale.ROOT);
        tables.put(
            rows.getString(1).toLowerCase(Locale.ROOT),
            rows.getString(2).equals("table") && !sql.startsWith("CREATE VIRTUAL"));
      }
    }
  }

  /** Whether there is a table of that name whose rows are stored in the file as they are. */
  boolean hasTable(String name) {
    return tables.getOrDefault(name.toLowerCase(Locale.ROOT), false);
  }

  /** Whether there is anything of that name. */
  boolean has(String name) {
    return tables.containsKey(name.toLowerCase(Locale.ROOT));
  }

  List<Column> columns(String table) throws SQLException {
    List<Column> columns = new ArrayList<>();
    try (PreparedStatement statement =
        sqlite.prepareStatement("SELECT name, pk, hidden FROM pragma_table_xinfo(?)")) {
      statement.setString(1, table);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          if (rows.getInt(3) == 0) {
            columns.add(new Column(rows.getString(1), rows.getInt(2) > 0));
          }
        }
      }
    }
    return columns;
  }

  /** How the columns of a table are declared, where that is a plain word of types. */
  Map<String, String> types(String table) throws SQLException {
    Map<String, String> types = new HashMap<>();
    try (PreparedStatement statement =
        sqlite.prepareStatement("SELECT name, type FROM pragma_table_xinfo(?)")) {
      statement.setString(1, table);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          String type = String.valueOf(rows.getString(2));
          if (type.matches("[A-Za-z]{1,20}(\\([0-9]{1,9}\\))?")) {
            types.put(rows.getString(1), type);
          }
        }
      }
    }
    return types;
  }

  /** As SQL has names that may hold anything. */
  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
