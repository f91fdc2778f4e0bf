package org.cairn.geopackage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/** The index by place of a table with geometries, and the triggers that keep it. Stateless. */
public final class RTree {
  private RTree() {}

  public static String name(Table table) {
    return "rtree_" + table.name() + "_geom";
  }

  /** From what is in the table; its triggers are for the programs that write to it later. */
  public static void create(Connection sqlite, Table table) throws SQLException {
    try (Statement statement = sqlite.createStatement()) {
      statement.execute(
          "CREATE VIRTUAL TABLE %s USING rtree(id, minx, maxx, miny, maxy)".formatted(name(table)));
    }
    fill(sqlite, table);
    try (Statement statement = sqlite.createStatement()) {
      for (String trigger : TRIGGERS) {
        statement.execute(trigger(table, trigger));
      }
    }
  }

  private static void fill(Connection sqlite, Table table) throws SQLException {
    try (Statement statement = sqlite.createStatement();
        PreparedStatement insert = sqlite.prepareStatement(insertBounds(table));
        var rows =
            statement.executeQuery(
                "SELECT fid, geom FROM %s WHERE geom NOT NULL ORDER BY fid"
                    .formatted(table.name()))) {
      while (rows.next()) {
        putBounds(insert, rows.getLong(1), GeoPackageGeometry.decode(rows.getBytes(2)));
        insert.executeUpdate();
      }
    }
  }

  /** Of one row, for {@link #putBounds}. */
  public static String insertBounds(Table table) {
    return "INSERT INTO %s VALUES (?, ?, ?, ?, ?)".formatted(name(table));
  }

  public static void putBounds(PreparedStatement insert, long fid, Geometry geometry)
      throws SQLException {
    Envelope bounds = geometry.getEnvelopeInternal();
    insert.setLong(1, fid);
    insert.setDouble(2, bounds.getMinX());
    insert.setDouble(3, bounds.getMaxX());
    insert.setDouble(4, bounds.getMinY());
    insert.setDouble(5, bounds.getMaxY());
  }

  /**
   * The triggers that call functions only other programs have: away while we write ourselves, in a
   * transaction.
   */
  public static void dropInsertTriggers(Connection sqlite, List<Table> tables) throws SQLException {
    try (Statement statement = sqlite.createStatement()) {
      for (Table table : tables) {
        statement.execute("DROP TRIGGER %s_insert".formatted(name(table)));
      }
    }
  }

  public static void createInsertTriggers(Connection sqlite, List<Table> tables)
      throws SQLException {
    try (Statement statement = sqlite.createStatement()) {
      for (Table table : tables) {
        statement.execute(trigger(table, TRIGGERS.getFirst()));
      }
    }
  }

  private static String trigger(Table table, String trigger) {
    return trigger
        .replace("$RTREE", name(table))
        .replace("$TABLE", table.name())
        .replace(
            "$BOUNDS",
            "ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)");
  }

  /** Of the R-tree extension, OGC 12-128r17 annex F.3; the first is the only one for inserts. */
  private static final List<String> TRIGGERS =
      List.of(
          "CREATE TRIGGER $RTREE_insert AFTER INSERT ON $TABLE WHEN (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN INSERT OR REPLACE INTO $RTREE VALUES (NEW.fid, $BOUNDS); END",
          "CREATE TRIGGER $RTREE_update1 AFTER UPDATE OF geom ON $TABLE WHEN OLD.fid = NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN INSERT OR REPLACE INTO $RTREE VALUES (NEW.fid, $BOUNDS); END",
          "CREATE TRIGGER $RTREE_update2 AFTER UPDATE OF geom ON $TABLE WHEN OLD.fid = NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom)) BEGIN DELETE FROM $RTREE WHERE id = OLD.fid; END",
          "CREATE TRIGGER $RTREE_update3 AFTER UPDATE ON $TABLE WHEN OLD.fid != NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN DELETE FROM $RTREE WHERE id = OLD.fid; INSERT OR REPLACE INTO $RTREE VALUES (NEW.fid, $BOUNDS); END",
          "CREATE TRIGGER $RTREE_update4 AFTER UPDATE ON $TABLE WHEN OLD.fid != NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom)) BEGIN DELETE FROM $RTREE WHERE id IN (OLD.fid, NEW.fid); END",
          "CREATE TRIGGER $RTREE_delete AFTER DELETE ON $TABLE WHEN OLD.geom NOT NULL BEGIN DELETE FROM $RTREE WHERE id = OLD.fid; END");
}
