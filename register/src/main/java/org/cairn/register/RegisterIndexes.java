package org.cairn.register;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cairn.geopackage.RTree;
import org.cairn.geopackage.Table;

/**
 * What the tables of {@link GeoPackage} are searched by: indexes, full text over the names, R-trees
 * with the triggers that their extension asks for. Stateless.
 */
final class RegisterIndexes {
  /** By which rows are found while others are put in: made with the tables, and never dropped. */
  static final List<String> ALWAYS =
      Stream.concat(
              Stream.of(
                  "CREATE INDEX pending_run ON pending (run)",
                  ReviewTables.ALWAYS,
                  ContributionTables.INDEX),
              Stream.concat(CaseTables.ALWAYS.stream(), ImageTables.ALWAYS.stream()))
          .toList();

  private RegisterIndexes() {}

  /** By which the statements of a place are found; where they are there already, nothing. */
  static void indexStated(Connection sqlite) throws SQLException {
    try (Statement statement = sqlite.createStatement()) {
      for (Table table : GeoPackage.STATED) {
        statement.execute(
            "CREATE INDEX IF NOT EXISTS %1$s_place ON %1$s (place)".formatted(table.name()));
      }
    }
  }

  /** The indexes that are cheaper made at the end, from what is in the tables. */
  static void index(Connection sqlite) throws SQLException {
    indexStated(sqlite);
    try (Statement statement = sqlite.createStatement()) {
      statement.execute("CREATE INDEX types_words ON types (words)");
      statement.execute("CREATE INDEX types_term ON types (term)");
      statement.execute("CREATE INDEX times_days ON times (first_day, last_day)");
      statement.execute("CREATE INDEX links_identifier ON links (scheme, identifier)");
      statement.execute("CREATE INDEX relations_target ON relations (target)");
      statement.execute("CREATE INDEX versions_place ON versions (place)");
      statement.execute("CREATE INDEX coverage_place ON coverage (place)");
      statement.execute("CREATE INDEX alerts_place ON alerts (place)");
      statement.execute("CREATE INDEX places_status ON places (status)");
      for (String index : ConditionTables.INDEXES) {
        statement.execute(index);
      }
      for (String index : CaseTables.INDEXES) {
        statement.execute(index);
      }
      for (String index : ReviewTables.INDEXES) {
        statement.execute(index);
      }
      for (String index : ImageTables.INDEXES) {
        statement.execute(index);
      }
      statement.execute(
          "CREATE VIRTUAL TABLE names_search USING fts5(words, sound, content = 'names',"
              + " content_rowid = 'fid', prefix = '1 2 3',"
              + " tokenize = \"unicode61 remove_diacritics 0 categories 'L* M* N* Co'\")");
      statement.execute("INSERT INTO names_search (names_search) VALUES ('rebuild')");
    }
    for (Table table : GeoPackage.FEATURES) {
      RTree.create(sqlite, table);
    }
  }

  /** Undoes {@link #index}. */
  static void unindex(Connection sqlite) throws SQLException {
    List<String> drops = new ArrayList<>();
    try (Statement statement = sqlite.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT type, name, sql FROM sqlite_schema WHERE type = 'trigger'"
                    + " OR type = 'index' AND sql NOT NULL")) {
      while (rows.next()) {
        if (!ALWAYS.contains(rows.getString(3))) {
          drops.add("DROP %s \"%s\"".formatted(rows.getString(1), rows.getString(2)));
        }
      }
    }
    drops.add("DROP TABLE names_search");
    GeoPackage.FEATURES.forEach(table -> drops.add("DROP TABLE " + RTree.name(table)));
    try (Statement statement = sqlite.createStatement()) {
      for (String drop : drops) {
        statement.execute(drop);
      }
    }
  }
}
