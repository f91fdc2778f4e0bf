package org.cairn.exchange.internal.geopackage;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cairn.exchange.AtomicFiles;
import org.cairn.exchange.RowProblem;
import org.cairn.exchange.internal.ProblemTexts;
import org.cairn.exchange.internal.json.Problems;
import org.cairn.geopackage.Container;
import org.cairn.geopackage.GeoPackageFile;

/**
 * Features that were refused, as a GeoPackage again: in layers of the same names and columns, each
 * under its number, with what is wrong in a column more. Of the file only stored values are taken:
 * none of its views, triggers, defaults and constraints.
 */
public final class RefusedFeatures {
  private RefusedFeatures() {}

  /**
   * @return how many were written; 0, and no file, of a file in Cairn's own layout, where a place
   *     is no single row
   */
  public static int write(Path source, List<RowProblem> problems, Path out) throws IOException {
    try (Connection from = GeoPackageFile.openForeign(source)) {
      Schema schema = new Schema(from);
      if (OwnPlaces.areIn(schema)) {
        return 0;
      }
      List<Layer> layers = Layer.of(from, schema, Problems.silent(source.toString()));
      int[] written = new int[1];
      AtomicFiles.make(
          out,
          temporary -> {
            try (Connection to = GeoPackageFile.create(temporary)) {
              Container.create(to);
              for (Layer each : layers) {
                written[0] += copy(from, to, each, wrong(each, layers.size() > 1, problems));
              }
              to.commit();
            } catch (SQLException e) {
              throw new IOException(
                  "Cannot write '%s' (%s): see that the disk has room"
                      .formatted(out, e.getMessage()),
                  e);
            }
          });
      return written[0];
    } catch (SQLException e) {
      throw new IOException("Cannot read '%s' again (%s)".formatted(source, e.getMessage()), e);
    }
  }

  private static Map<Integer, String> wrong(
      Layer layer, boolean several, List<RowProblem> problems) {
    String within = LayerReading.within(layer);
    return ProblemTexts.byRow(
        problems.stream()
            .filter(each -> !several || each.field().orElse("").contains(within))
            .toList());
  }

  private static int copy(Connection from, Connection to, Layer layer, Map<Integer, String> wrong)
      throws SQLException {
    if (wrong.isEmpty()) {
      return 0;
    }
    List<String> columns = new ArrayList<>(layer.columns());
    columns.add(layer.geometry());
    create(from, to, layer, columns);
    int written = 0;
    int counted = 0;
    try (Statement statement = from.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT %s FROM %s NOT INDEXED"
                    .formatted(listed(columns), Schema.quoted(layer.table())));
        PreparedStatement insert =
            to.prepareStatement(
                "INSERT INTO %s (%s, %s) VALUES (%s?)"
                    .formatted(
                        Schema.quoted(layer.table()),
                        listed(columns),
                        Schema.quoted(ProblemTexts.MEMBER),
                        String.join("", Collections.nCopies(columns.size(), "?, "))))) {
      int key = layer.key().map(columns::indexOf).orElse(-1);
      while (rows.next()) {
        counted++;
        boolean numbered = key >= 0 && rows.getObject(key + 1) instanceof Number;
        String problem = wrong.get(numbered ? rows.getInt(key + 1) : counted);
        if (problem == null) {
          continue;
        }
        for (int i = 1; i <= columns.size(); i++) {
          insert.setObject(i, rows.getObject(i));
        }
        insert.setString(columns.size() + 1, problem);
        insert.executeUpdate();
        written++;
      }
    }
    return written;
  }

  private static void create(Connection from, Connection to, Layer layer, List<String> columns)
      throws SQLException {
    Map<String, String> types = new Schema(from).types(layer.table());
    String declared =
        columns.stream()
            .map(column ->
                Schema.quoted(column)
                    + " "
                    + (column.equals(layer.geometry())
                        ? "GEOMETRY"
                        : types.getOrDefault(column, "TEXT"))
                    + (layer.key().equals(Optional.of(column)) ? " PRIMARY KEY" : ""))
            .collect(Collectors.joining(", "));
    try (Statement statement = to.createStatement()) {
      statement.execute(
          "CREATE TABLE %s (%s, %s TEXT)"
              .formatted(
                  Schema.quoted(layer.table()), declared, Schema.quoted(ProblemTexts.MEMBER)));
    }
    copySystem(from, to, layer.srs());
    insert(
        to,
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change, srs_id) VALUES (?, 'features', ?, ?, ?)",
        layer.table(),
        layer.table(),
        Container.NEVER,
        layer.srs());
    insert(
        to,
        "INSERT INTO gpkg_geometry_columns VALUES (?, ?, 'GEOMETRY', ?, 2, 0)",
        layer.table(),
        layer.geometry(),
        layer.srs());
  }

  /** WGS 84 under another number than its usual one, or in three dimensions. */
  private static void copySystem(Connection from, Connection to, int srs) throws SQLException {
    try (PreparedStatement select =
        from.prepareStatement(
            "SELECT srs_name, srs_id, organization, organization_coordsys_id, definition, description FROM gpkg_spatial_ref_sys WHERE srs_id = ?")) {
      select.setInt(1, srs);
      try (ResultSet row = select.executeQuery()) {
        if (row.next()) {
          insert(
              to,
              "INSERT OR IGNORE INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)",
              row.getString(1),
              row.getInt(2),
              row.getString(3),
              row.getInt(4),
              row.getString(5),
              String.valueOf(row.getString(6)));
        }
      }
    }
  }

  private static void insert(Connection to, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = to.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  private static String listed(List<String> columns) {
    return columns.stream().map(Schema::quoted).collect(Collectors.joining(", "));
  }
}
