package org.cairn.register;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/**
 * The register's tables, laid out as <a href="https://www.geopackage.org/spec130/">GeoPackage
 * 1.3</a>: QGIS and GDAL open the file as it is. Each change of a table needs a new {@link
 * #SCHEMA}: a register of another one is made again from the ledger when it is next opened.
 */
final class GeoPackage {
  /** Of the tables below. */
  static final int SCHEMA = 2;

  static final int WGS_84 = 4326;
  static final int APPLICATION_ID = 0x47504B47;
  private static final int VERSION = 10_300;

  /** Until the first record says a time. */
  private static final String NEVER = "1970-01-01T00:00:00Z";

  static final Table PLACES =
      Table.attributes(
          "places",
          "One row for each place",
          "place TEXT NOT NULL UNIQUE",
          "names TEXT",
          "sensitivity TEXT NOT NULL",
          "cell_metres INTEGER NOT NULL",
          "first_entry INTEGER NOT NULL",
          "entry INTEGER NOT NULL",
          "status TEXT",
          "watched_until TEXT");

  /** Its {@code fid} is the index of the entry. */
  static final Table VERSIONS =
      Table.attributes(
          "versions",
          "Every description of a place that the ledger has; fid is the entry",
          "place TEXT NOT NULL",
          "time TEXT",
          "sha256 TEXT NOT NULL",
          "record TEXT NOT NULL");

  static final Table NAMES =
      Table.statements(
          "names",
          "All names of the places; none is the name",
          "place TEXT NOT NULL",
          "name TEXT NOT NULL",
          "language TEXT",
          "script TEXT",
          "romanisations TEXT",
          "role TEXT",
          "words TEXT NOT NULL",
          "sound TEXT NOT NULL");

  static final Table TYPES =
      Table.statements(
          "types",
          "What places are said to be or to be used for",
          "place TEXT NOT NULL",
          "facet TEXT NOT NULL",
          "vocabulary TEXT",
          "term TEXT",
          "label TEXT",
          "words TEXT NOT NULL");

  static final Table LINKS =
      Table.statements(
          "links",
          "Records of the places elsewhere",
          "place TEXT NOT NULL",
          "scheme TEXT",
          "identifier TEXT NOT NULL",
          "uri TEXT",
          "match TEXT NOT NULL");

  static final Table RELATIONS =
      Table.statements(
          "relations",
          "How places stand to each other",
          "place TEXT NOT NULL",
          "relation TEXT NOT NULL",
          "target TEXT",
          "label TEXT");

  static final Table STATEMENTS =
      Table.statements(
          "statements",
          "Everything else that is said of places; content is JSON",
          "place TEXT NOT NULL",
          "kind TEXT NOT NULL",
          "content TEXT NOT NULL");

  /** Days are {@link Days} numbers. */
  static final Table TIMES =
      Table.attributes(
          "times",
          "For which days the statements hold, at most",
          "place TEXT NOT NULL",
          "kind TEXT NOT NULL",
          "statement INTEGER NOT NULL",
          "first_day INTEGER NOT NULL",
          "last_day INTEGER NOT NULL",
          "earliest TEXT",
          "latest TEXT");

  static final Table COVERAGE =
      Table.attributes(
          "coverage",
          "What each finished run could have seen of each place",
          "place TEXT NOT NULL",
          "run TEXT NOT NULL",
          "status TEXT",
          "why TEXT",
          "looks INTEGER",
          "acquisitions INTEGER",
          "alerts INTEGER",
          "from_day TEXT",
          "until_day TEXT",
          "max_score REAL",
          "threshold REAL",
          "entry INTEGER NOT NULL");

  /** Entries that are of a kind the register knows and cannot be read. */
  static final Table UNREADABLE =
      Table.attributes(
          "unreadable",
          "Entries that could not be read; fid is the entry",
          "code TEXT NOT NULL",
          "message TEXT NOT NULL");

  static final Table GEOMETRIES =
      Table.features(
          "geometries",
          "Where places are said to be",
          Table.said(
              "place TEXT NOT NULL",
              "names TEXT",
              "extent TEXT NOT NULL",
              "role TEXT",
              "precision_metres REAL",
              "precision TEXT",
              "sensitivity TEXT NOT NULL"));

  static final Table ALERTS =
      Table.features(
          "alerts",
          "Changes that finished runs of the watch found, as the last run has each",
          "alert TEXT NOT NULL UNIQUE",
          "place TEXT NOT NULL",
          "run TEXT NOT NULL",
          "last_unchanged TEXT",
          "first_seen TEXT",
          "raised TEXT",
          "score REAL",
          "expected_per_site_year REAL",
          "area_m2 REAL",
          "direction TEXT",
          "sensor TEXT",
          "entry INTEGER NOT NULL");

  /** Records of runs whose own record has not come yet; not shown as a layer. */
  static final Table PENDING =
      Table.attributes(
          "pending",
          "Records of unfinished runs; fid is the entry",
          "run TEXT NOT NULL",
          "record TEXT NOT NULL");

  static final Table STATE =
      Table.attributes(
          "register_state",
          "How far the register goes in the ledger",
          "schema INTEGER NOT NULL",
          "log_size INTEGER NOT NULL",
          "log_root TEXT NOT NULL",
          "next_fid INTEGER NOT NULL");

  /** What GDAL and QGIS list. */
  static final List<Table> LAYERS =
      List.of(
          GEOMETRIES,
          ALERTS,
          PLACES,
          NAMES,
          TYPES,
          LINKS,
          RELATIONS,
          ConditionTables.CONDITIONS,
          ConditionTables.DISTURBANCES,
          ConditionTables.THREATS,
          ConditionTables.USE_CHANGES,
          STATEMENTS,
          TIMES,
          COVERAGE,
          PairRecords.DECISIONS,
          VERSIONS,
          UNREADABLE);

  static final List<Table> FEATURES = List.of(GEOMETRIES, ALERTS);

  static final List<Table> ALL =
      Stream.concat(LAYERS.stream(), Stream.of(PENDING, STATE, TableSums.TABLES)).toList();

  /** What is said of one place now, and goes when it is said anew. */
  static final List<Table> STATED =
      Stream.concat(
              Stream.of(GEOMETRIES, NAMES, TYPES, LINKS, RELATIONS, STATEMENTS, TIMES),
              ConditionTables.ALL.stream())
          .toList();

  private GeoPackage() {}

  /** Everything but {@link #index}, in an empty database. */
  static void create(Connection sqlite) throws SQLException {
    try (Statement statement = sqlite.createStatement()) {
      statement.execute("PRAGMA application_id = " + APPLICATION_ID);
      statement.execute("PRAGMA user_version = " + VERSION);
      for (String table : STANDARD) {
        statement.execute(table);
      }
      for (Table table : ALL) {
        statement.execute(table.create());
      }
      statement.execute("CREATE INDEX pending_run ON pending (run)");
    }
    for (Table table : LAYERS) {
      register(sqlite, table.name(), table.description(), table.geometry());
    }
    register(sqlite, "layer_styles", "Styles for QGIS", false);
    style(
        sqlite,
        GEOMETRIES,
        LayerStyles.places(),
        "Places by how much of where they are may be shown, with all names");
    style(sqlite, ALERTS, LayerStyles.alerts(), "Changed areas, with the alert's id");
  }

  /** By which the statements of a place are found; where they are there already, nothing. */
  static void indexStated(Connection sqlite) throws SQLException {
    try (Statement statement = sqlite.createStatement()) {
      for (Table table : STATED) {
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
      for (Table table : FEATURES) {
        statement.execute(
            "CREATE VIRTUAL TABLE %s USING rtree(id, minx, maxx, miny, maxy)"
                .formatted(rtree(table)));
      }
    }
    for (Table table : FEATURES) {
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
    FEATURES.forEach(table -> drops.add("DROP TABLE " + rtree(table)));
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
      for (Table table : FEATURES) {
        statement.execute("DROP TRIGGER %s_insert".formatted(rtree(table)));
      }
    }
  }

  static void createInsertTriggers(Connection sqlite) throws SQLException {
    try (Statement statement = sqlite.createStatement()) {
      for (Table table : FEATURES) {
        statement.execute(trigger(table, RTREE_TRIGGERS.getFirst()));
      }
    }
  }

  private static void triggers(Connection sqlite) throws SQLException {
    try (Statement statement = sqlite.createStatement()) {
      for (Table table : FEATURES) {
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

  private static void register(
      Connection sqlite, String table, String description, boolean geometry) throws SQLException {
    insert(
        sqlite,
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id) VALUES (?, ?, ?, ?, ?, ?)",
        table,
        geometry ? "features" : "attributes",
        table,
        description,
        NEVER,
        geometry ? WGS_84 : 0);
    if (geometry) {
      insert(
          sqlite,
          "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'GEOMETRY', ?, 2, 0)",
          table,
          WGS_84);
      insert(
          sqlite,
          "INSERT INTO gpkg_extensions VALUES (?, 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')",
          table);
    }
  }

  private static void style(Connection sqlite, Table table, String qml, String description)
      throws SQLException {
    insert(
        sqlite,
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner, ui, update_time) VALUES ('', '', ?, 'geom', ?, ?, '', 1, ?, '', NULL, ?)",
        table.name(),
        table.name(),
        qml,
        description,
        NEVER);
  }

  private static void insert(Connection sqlite, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = sqlite.prepareStatement(sql)) {
      for (int at = 0; at < values.length; at++) {
        statement.setObject(at + 1, values[at]);
      }
      statement.executeUpdate();
    }
  }

  /** As the standard has them, tables and rows. */
  private static final List<String> STANDARD =
      List.of(
          "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY NOT NULL, organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT)",
          "INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined Cartesian coordinate reference system')",
          "INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system')",
          "INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84 geodetic', 4326, 'EPSG', 4326, 'GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,298.257223563,AUTHORITY[\"EPSG\",\"7030\"]],AUTHORITY[\"EPSG\",\"6326\"]],PRIMEM[\"Greenwich\",0,AUTHORITY[\"EPSG\",\"8901\"]],UNIT[\"degree\",0.0174532925199433,AUTHORITY[\"EPSG\",\"9122\"]],AXIS[\"Latitude\",NORTH],AXIS[\"Longitude\",EAST],AUTHORITY[\"EPSG\",\"4326\"]]', 'longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid')",
          "CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER, CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id))",
          "CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL, CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name), CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name), CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id))",
          "CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name))",
          "CREATE TABLE layer_styles (id INTEGER PRIMARY KEY NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME)");

  /** Of the R-tree extension, OGC 12-128r17 annex F.3; the first is the only one for inserts. */
  private static final List<String> RTREE_TRIGGERS =
      List.of(
          "CREATE TRIGGER $RTREE_insert AFTER INSERT ON $TABLE WHEN (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN INSERT OR REPLACE INTO $RTREE VALUES (NEW.fid, $BOUNDS); END",
          "CREATE TRIGGER $RTREE_update1 AFTER UPDATE OF geom ON $TABLE WHEN OLD.fid = NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN INSERT OR REPLACE INTO $RTREE VALUES (NEW.fid, $BOUNDS); END",
          "CREATE TRIGGER $RTREE_update2 AFTER UPDATE OF geom ON $TABLE WHEN OLD.fid = NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom)) BEGIN DELETE FROM $RTREE WHERE id = OLD.fid; END",
          "CREATE TRIGGER $RTREE_update3 AFTER UPDATE ON $TABLE WHEN OLD.fid != NEW.fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN DELETE FROM $RTREE WHERE id = OLD.fid; INSERT OR REPLACE INTO $RTREE VALUES (NEW.fid, $BOUNDS); END",
          "CREATE TRIGGER $RTREE_update4 AFTER UPDATE ON $TABLE WHEN OLD.fid != NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom)) BEGIN DELETE FROM $RTREE WHERE id IN (OLD.fid, NEW.fid); END",
          "CREATE TRIGGER $RTREE_delete AFTER DELETE ON $TABLE WHEN OLD.geom NOT NULL BEGIN DELETE FROM $RTREE WHERE id = OLD.fid; END");
}
