package org.cairn.register;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.cairn.geopackage.Container;
import org.cairn.geopackage.Table;

/**
 * The register's tables, laid out as <a href="https://www.geopackage.org/spec130/">GeoPackage
 * 1.3</a>: QGIS and GDAL open the file as it is. Each change of a table needs a new {@link
 * #SCHEMA}: a register of another one is made again from the ledger when it is next opened.
 */
final class GeoPackage {
  /** Of the tables below. */
  static final int SCHEMA = 4;

  /** {@code entry} is the newest whole description, {@code latest_entry} the newest of all. */
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
          "latest_entry INTEGER NOT NULL",
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
          "record TEXT NOT NULL",
          "person TEXT",
          "name TEXT",
          "organisation TEXT",
          "organisation_name TEXT");

  static final Table NAMES =
      StatementTable.of(
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
      StatementTable.of(
          "types",
          "What places are said to be or to be used for",
          "place TEXT NOT NULL",
          "facet TEXT NOT NULL",
          "vocabulary TEXT",
          "term TEXT",
          "label TEXT",
          "words TEXT NOT NULL");

  static final Table LINKS =
      StatementTable.of(
          "links",
          "Records of the places elsewhere",
          "place TEXT NOT NULL",
          "scheme TEXT",
          "identifier TEXT NOT NULL",
          "uri TEXT",
          "match TEXT NOT NULL");

  static final Table RELATIONS =
      StatementTable.of(
          "relations",
          "How places stand to each other",
          "place TEXT NOT NULL",
          "relation TEXT NOT NULL",
          "target TEXT",
          "label TEXT");

  static final Table STATEMENTS =
      StatementTable.of(
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

  /** {@code least_seen_m2}: see {@link RunTables#leastSeen}. */
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
          "least_seen_m2 REAL",
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
          StatementTable.said(
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
          ImageTables.PICTURES,
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
          ImageTables.SCENES,
          ImageTables.USES,
          PairRecords.DECISIONS,
          ReviewTables.REVIEWS,
          JudgementRecords.JUDGEMENTS,
          FindingRecords.FINDINGS,
          VERSIONS,
          ContributionTables.CONTRIBUTIONS,
          CaseTables.CASES,
          CaseTables.CASE_ITEMS,
          CaseTables.CASE_TASKS,
          CaseTables.CASE_EVENTS,
          UNREADABLE);

  static final List<Table> FEATURES = List.of(GEOMETRIES, ALERTS, ImageTables.PICTURES);

  static final List<Table> ALL =
      Stream.concat(LAYERS.stream(), Stream.of(PENDING, STATE, TableSums.TABLES)).toList();

  /** What is said of one place now, and goes when it is said anew. */
  static final List<Table> STATED =
      Stream.concat(
              Stream.of(GEOMETRIES, NAMES, TYPES, LINKS, RELATIONS, STATEMENTS, TIMES),
              ConditionTables.ALL.stream())
          .toList();

  private GeoPackage() {}

  /** Everything but what {@link RegisterIndexes#index} makes, in an empty database. */
  static void create(Connection sqlite) throws SQLException {
    Container.create(sqlite);
    try (Statement statement = sqlite.createStatement()) {
      statement.execute(LAYER_STYLES);
      for (Table table : ALL) {
        statement.execute(table.create());
      }
      for (String index : RegisterIndexes.ALWAYS) {
        statement.execute(index);
      }
    }
    for (Table table : LAYERS) {
      Container.register(sqlite, table);
    }
    Container.register(sqlite, "layer_styles", "Styles for QGIS", false);
    style(
        sqlite,
        GEOMETRIES,
        LayerStyles.places(),
        "Places by how much of where they are may be shown, with all names");
    style(sqlite, ALERTS, LayerStyles.alerts(), "Changed areas, with the alert's id");
    style(
        sqlite,
        ImageTables.PICTURES,
        LayerStyles.pictures(),
        "Ground that pictures of alerts show, with the alert's id");
  }

  private static void style(Connection sqlite, Table table, String qml, String description)
      throws SQLException {
    try (PreparedStatement insert =
        sqlite.prepareStatement(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner, ui, update_time) VALUES ('', '', ?, 'geom', ?, ?, '', 1, ?, '', NULL, ?)")) {
      insert.setString(1, table.name());
      insert.setString(2, table.name());
      insert.setString(3, qml);
      insert.setString(4, description);
      insert.setString(5, Container.NEVER);
      insert.executeUpdate();
    }
  }

  private static final String LAYER_STYLES =
      "CREATE TABLE layer_styles (id INTEGER PRIMARY KEY NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME)";
}
