package org.cairn.register;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/**
 * What the tables of {@link GeoPackage} are searched by: indexes, full text over the names, R-trees
 * with the triggers that their extension asks for. Stateless.
 */
final class RegisterIndexes {
  /** Of the R-tree extension, OGC 12-128r17 annex F.3; the first is the only one for inserts. */
  private static final List<String> RTREE_TRIGGERS =
      List.of(
          "CREATE TRIGGER $RTREE_insert AFTER INSERT ON $TABLE WHEN (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN INSERT OR REPLACE INTO $RTREE VALUES (NEW.fid, $BOUNDS); END",
          "CREATE TRIGGER $RTREE_update1 AFTER UPDATE OF geom ON $TABLE WHEN OLD.fid = NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN INSERT OR REPLACE INTO $RTREE VALUES (NEW.fid, $BOUNDS); END",
          "CREATE TRIGGER $RTREE_update2 AFTER UPDATE OF geom ON $TABLE WHEN OLD.fid = NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom)) BEGIN DELETE FROM $RTREE WHERE id = OLD.fid; END",
          "CREATE TRIGGER $RTREE_update3 AFTER UPDATE ON $TABLE WHEN OLD.fid != NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN DELETE FROM $RTREE WHERE id = OLD.fid; INSERT OR REPLACE INTO $RTREE VALUES (NEW.fid, $BOUNDS); END",
          "CREATE TRIGGER $RTREE_update4 AFTER UPDATE ON $TABLE WHEN OLD.fid != NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom)) BEGIN DELETE FROM $RTREE WHERE id IN (OLD.fid, NEW.fid); END",
          "CREATE TRIGGER $RTREE_delete AFTER DELETE ON $TABLE WHEN OLD.geom NOT NULL BEGIN DELETE FROM $RTREE WHERE id = OLD.fid; END");

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
      statement.execute("CREATE INDEX places_status ON places (status)");
      for (String index : ConditionTables.INDEXES) {
        statement.execute(index);
      }
      statement.execute(
          "CREATE VIRTUAL TABLE names_search USING fts5(words, sound, content = 'names',"
              + " content_rowid = 'fid', prefix = '1 2 3',"
              + " tokenize = \"unicode61 remove_diacritics 0 categories 'L* M* N* Co'\")");
      statement.execute("INSERT INTO names_search (names_search) VALUES ('rebuild')");
      for (Table table : GeoPackage.FEATURES) {
        statement.execute(
            "CREATE VIRTUAL TABLE %s USING rtree(id, minx, maxx, miny, maxy)"
                .formatted(rtree(table)));
      }
    }
    for (Table table : GeoPackage.FEATURES) {
      fillRtree(sqlite, table);
    }
    triggers(sqlite);
  }

  /** Undoes {@link #index}. */
  static void unindex(Connection sqlite) throws SQLException {
    List<String> drops = new ArrayList<>();
    try (Statement statement = sqlite.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT type, name FROM sqlite_schema WHERE type = 'trigger'"
                    + " OR type = 'index' AND sql NOT NULL AND name <> 'pending_run'")) {
      while (rows.next()) {
        drops.add("DROP %s \"%s\"".formatted(rows.getString(1), rows.getString(2)));
      }
    }
    drops.add("DROP TABLE names_search");
    GeoPackage.FEATURES.forEach(table -> drops.add("DROP TABLE " + rtree(table)));
    try (Statement statement = sqlite.createStatement()) {
      for (String drop : drops) {
        statement.execute(drop);
      }
    }
  }

  static String rtree(Table table) {
    return "rtree_" + table.name() + "_geom";
  }

  private static void fillRtree(Connection sqlite, Table table) throws SQLException {
    try (Statement statement = sqlite.createStatement();
        PreparedStatement insert = sqlite.prepareStatement(insertBounds(table));
        var rows =
            statement.executeQuery(
                "SELECT fid, geom FROM %s WHERE geom NOT NULL ORDER BY fid"
                    .formatted(table.name()))) {
      while (rows.next()) {
        Geometry geometry = GeoPackageGeometry.decode(rows.getBytes(2));
        putBounds(insert, rows.getLong(1), geometry.getEnvelopeInternal());
        insert.executeUpdate();
      }
    }
  }

  static String insertBounds(Table table) {
    return "INSERT INTO %s VALUES (?, ?, ?, ?, ?)".formatted(rtree(table));
  }

  /**
   * @param bounds in degrees
   */
  static void putBounds(PreparedStatement insert, long fid, Envelope bounds) throws SQLException {
    insert.setLong(1, fid);
    insert.setDouble(2, bounds.getMinX());
    insert.setDouble(3, bounds.getMaxX());
    insert.setDouble(4, bounds.getMinY());
    insert.setDouble(5, bounds.getMaxY());
  }

  /**
   * The triggers of the R-tree extension that call functions only other programs have: away while
   * the register itself writes, in a transaction.
   */
  static void dropInsertTriggers(Connection sqlite) throws SQLException {
    try (Statement statement = sqlite.createStatement()) {
      for (Table table : GeoPackage.FEATURES) {
        statement.execute("DROP TRIGGER %s_insert".formatted(rtree(table)));
      }
    }
  }

  static void createInsertTriggers(Connection sqlite) throws SQLException {
    try (Statement statement = sqlite.createStatement()) {
      for (Table table : GeoPackage.FEATURES) {
        statement.execute(trigger(table, RTREE_TRIGGERS.getFirst()));
      }
    }
  }

  private static void triggers(Connection sqlite) throws SQLException {
    try (Statement statement = sqlite.createStatement()) {
      for (Table table : GeoPackage.FEATURES) {
        for (String trigger : RTREE_TRIGGERS) {
          statement.execute(trigger(table, trigger));
        }
      }
    }
  }

  private static String trigger(Table table, String trigger) {
    return trigger
        .replace("$RTREE", rtree(table))
        .replace("$TABLE", table.name())
        .replace(
            "$BOUNDS",
            "ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)");
  }
}
