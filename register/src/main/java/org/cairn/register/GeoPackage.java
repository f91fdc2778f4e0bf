package org.cairn.register;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cairn.geopackage.Container;
import org.cairn.geopackage.RTree;
import org.cairn.geopackage.Table;

/**
 * The register's tables, laid out as <a href="https://www.geopackage.org/spec130/">GeoPackage
 * 1.3</a>: QGIS and GDAL open the file as it is. Each change of a table needs a new {@link
 * #SCHEMA}: a register of another one is made again from the ledger when it is next opened.
 */
final class GeoPackage {
  /** Of the tables below. */
  static final int SCHEMA = 1;

  /** Who says it, where, how surely, when; {@code sources} and {@code times} are JSON. */
  private static final String[] SAID = {
    "author TEXT", "sources TEXT", "certainty TEXT", "times TEXT"
  };

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
      Table.attributes(
          "names",
          "All names of the places; none is the name",
          said(
              "place TEXT NOT NULL",
              "name TEXT NOT NULL",
              "language TEXT",
              "script TEXT",
              "romanisations TEXT",
              "role TEXT",
              "words TEXT NOT NULL",
              "sound TEXT NOT NULL"));

  static final Table TYPES =
      Table.attributes(
          "types",
          "What places are said to be or to be used for",
          said(
              "place TEXT NOT NULL",
              "facet TEXT NOT NULL",
              "vocabulary TEXT",
              "term TEXT",
              "label TEXT",
              "words TEXT NOT NULL"));

  static final Table LINKS =
      Table.attributes(
          "links",
          "Records of the places elsewhere",
          said(
              "place TEXT NOT NULL",
              "scheme TEXT",
              "identifier TEXT NOT NULL",
              "uri TEXT",
              "match TEXT NOT NULL"));

  static final Table RELATIONS =
      Table.attributes(
          "relations",
          "How places stand to each other",
          said("place TEXT NOT NULL", "relation TEXT NOT NULL", "target TEXT", "label TEXT"));

  static final Table STATEMENTS =
      Table.attributes(
          "statements",
          "Everything else that is said of places; content is JSON",
          said("place TEXT NOT NULL", "kind TEXT NOT NULL", "content TEXT NOT NULL"));

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
          said(
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
          STATEMENTS,
          TIMES,
          COVERAGE,
          VERSIONS,
          UNREADABLE);

  static final List<Table> FEATURES = List.of(GEOMETRIES, ALERTS);

  static final List<Table> ALL = Stream.concat(LAYERS.stream(), Stream.of(PENDING, STATE)).toList();

  /** What is said of one place now, and goes when it is said anew. */
  static final List<Table> STATED =
      List.of(GEOMETRIES, NAMES, TYPES, LINKS, RELATIONS, STATEMENTS, TIMES);

  private GeoPackage() {}

  /** Everything but {@link #index}, in an empty database. */
  static void create(Connection sqlite) throws SQLException {
    Container.create(sqlite);
    try (Statement statement = sqlite.createStatement()) {
      statement.execute(LAYER_STYLES);
      for (Table table : ALL) {
        statement.execute(table.create());
      }
      for (Table table : STATED) {
        statement.execute("CREATE INDEX %1$s_place ON %1$s (place)".formatted(table.name()));
      }
      statement.execute("CREATE INDEX pending_run ON pending (run)");
    }
    for (Table table : LAYERS) {
      Container.register(sqlite, table);
    }
    Container.register(sqlite, "layer_styles", "Styles for QGIS", false);
    style(sqlite, GEOMETRIES, "names");
    style(sqlite, ALERTS, "alert");
  }

  /** The indexes that are cheaper made at the end, from what is in the tables. */
  static void index(Connection sqlite) throws SQLException {
    try (Statement statement = sqlite.createStatement()) {
      statement.execute("CREATE INDEX types_words ON types (words)");
      statement.execute("CREATE INDEX types_term ON types (term)");
      statement.execute("CREATE INDEX times_days ON times (first_day, last_day)");
      statement.execute("CREATE INDEX links_identifier ON links (scheme, identifier)");
      statement.execute("CREATE INDEX relations_target ON relations (target)");
      statement.execute("CREATE INDEX versions_place ON versions (place)");
      statement.execute("CREATE INDEX coverage_place ON coverage (place)");
      statement.execute("CREATE INDEX places_status ON places (status)");
      statement.execute(
          "CREATE VIRTUAL TABLE names_search USING fts5(words, sound, content = 'names',"
              + " content_rowid = 'fid', prefix = '1 2 3',"
              + " tokenize = \"unicode61 remove_diacritics 0 categories 'L* M* N* Co'\")");
      statement.execute("INSERT INTO names_search (names_search) VALUES ('rebuild')");
    }
    for (Table table : FEATURES) {
      RTree.create(sqlite, table);
    }
  }

  private static void style(Connection sqlite, Table table, String label) throws SQLException {
    String qml =
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>"
            + "<qgis version=\"3.22.0\" styleCategories=\"Labeling\" labelsEnabled=\"1\">"
            + "<labeling type=\"simple\"><settings><text-style fieldName=\""
            + label
            + "\" isExpression=\"0\" fontSize=\"9\" fontSizeUnit=\"Point\"/>"
            + "<placement placement=\"0\" dist=\"1\" distUnits=\"MM\"/></settings></labeling></qgis>";
    try (PreparedStatement insert =
        sqlite.prepareStatement(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner, ui, update_time) VALUES ('', '', ?, 'geom', ?, ?, '', 1, 'Names as labels', '', NULL, ?)")) {
      insert.setString(1, table.name());
      insert.setString(2, table.name());
      insert.setString(3, qml);
      insert.setString(4, Container.NEVER);
      insert.executeUpdate();
    }
  }

  private static String[] said(String... columns) {
    List<String> all = new ArrayList<>(List.of(columns));
    all.addAll(List.of(SAID));
    return all.toArray(String[]::new);
  }

  private static final String LAYER_STYLES =
      "CREATE TABLE layer_styles (id INTEGER PRIMARY KEY NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME)";
}
