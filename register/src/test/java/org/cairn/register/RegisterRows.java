package org.cairn.register;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cairn.geopackage.RTree;
import org.cairn.geopackage.Table;

/** What a register's file holds, read by SQLite alone. */
final class RegisterRows {
  private RegisterRows() {}

  static Connection open(Path file) throws Exception {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  static List<String> query(Path file, String sql) throws Exception {
    try (Connection sqlite = open(file);
        Statement statement = sqlite.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> lines = new ArrayList<>();
      int width = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        List<String> line = new ArrayList<>();
        for (int column = 1; column <= width; column++) {
          Object value = rows.getObject(column);
          line.add(
              value instanceof byte[] bytes
                  ? java.util.HexFormat.of().formatHex(bytes)
                  : String.valueOf(value));
        }
        lines.add(String.join("|", line));
      }
      return lines;
    }
  }

  static void execute(Path file, String... statements) throws Exception {
    try (Connection sqlite = open(file);
        Statement statement = sqlite.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** Every row of every table but those that SQLite keeps for its indexes; and what they are. */
  static List<String> dump(Path file) throws Exception {
    List<String> tables =
        Stream.of(
                GeoPackage.ALL.stream().map(Table::name),
                GeoPackage.FEATURES.stream().map(RTree::name),
                Stream.of(
                    "names_search",
                    "gpkg_spatial_ref_sys",
                    "gpkg_contents",
                    "gpkg_geometry_columns",
                    "gpkg_extensions",
                    "layer_styles"))
            .flatMap(each -> each)
            .toList();
    List<String> all =
        new ArrayList<>(query(file, "SELECT type, name, sql FROM sqlite_schema ORDER BY 1, 2"));
    for (String table : tables) {
      for (String row : query(file, "SELECT rowid, * FROM " + table + " ORDER BY 1")) {
        all.add(table + ": " + row);
      }
    }
    return all;
  }
}
