package org.cairn.exchange.internal.geopackage;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.internal.Finding;
import org.cairn.exchange.internal.ProblemTexts;
import org.cairn.exchange.internal.json.Problems;

/**
 * A layer of features in WGS 84.
 *
 * @param srs under which the file knows that
 * @param columns stored ones, without that of the geometry
 * @param key name of the primary key, under which other programs number the features
 */
record Layer(String table, String geometry, int srs, List<String> columns, Optional<String> key) {
  /** EPSG codes of WGS 84 in degrees: in two dimensions and in three. */
  private static final List<Integer> WGS_84 = List.of(4326, 4979);

  private static final List<String> CATALOGUE =
      List.of("gpkg_contents", "gpkg_geometry_columns", "gpkg_spatial_ref_sys");

  Layer {
    columns = List.copyOf(columns);
  }

  /** All that can be read; of the others is said why not. */
  static List<Layer> of(Connection sqlite, Schema schema, Problems problems) throws SQLException {
    for (String table : CATALOGUE) {
      if (!schema.hasTable(table)) {
        throw new SQLException("table '%s' is missing".formatted(table));
      }
    }
    List<Layer> layers = new ArrayList<>();
    try (Statement statement = sqlite.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT g.table_name, g.column_name, g.srs_id, s.organization, s.organization_coordsys_id"
                    + " FROM gpkg_contents c JOIN gpkg_geometry_columns g ON g.table_name = c.table_name"
                    + " LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id"
                    + " WHERE c.data_type = 'features' ORDER BY g.table_name")) {
      while (rows.next()) {
        String table = String.valueOf(rows.getString(1));
        String geometry = String.valueOf(rows.getString(2));
        int srs = rows.getInt(3);
        String organisation = String.valueOf(rows.getString(4));
        int code = rows.getInt(5);
        boolean wgs84 =
            (organisation.equalsIgnoreCase("EPSG") && WGS_84.contains(code)) || srs == 4326;
        Optional<Finding> fault =
            !schema.hasTable(table)
                ? Optional.of(notATable(table, schema.has(table)))
                : wgs84 ? Optional.empty() : Optional.of(otherCrs(table, organisation, code));
        if (fault.isPresent()) {
          problems.at(0);
          problems.refuse(fault.get());
        } else {
          layers.add(of(schema, table, geometry, srs));
        }
      }
    }
    return layers;
  }

  private static Layer of(Schema schema, String table, String geometry, int srs)
      throws SQLException {
    List<Schema.Column> all = schema.columns(table);
    if (all.stream().noneMatch(each -> each.name().equalsIgnoreCase(geometry))) {
      throw new SQLException(
          "table '%s' has no stored column '%s' of geometries".formatted(table, geometry));
    }
    List<Schema.Column> keys = all.stream().filter(Schema.Column::key).toList();
    return new Layer(
        table,
        geometry,
        srs,
        all.stream()
            .map(Schema.Column::name)
            .filter(each -> !each.equalsIgnoreCase(geometry))
            // Of features that were refused, corrected and come again.
            .filter(each -> !each.equals(ProblemTexts.MEMBER))
            .toList(),
        keys.size() == 1 ? Optional.of(keys.getFirst().name()) : Optional.empty());
  }

  private static Finding otherCrs(String table, String organisation, int code) {
    boolean unknown = organisation.equals("null") || organisation.equalsIgnoreCase("NONE");
    String crs = unknown ? "an undefined coordinate system" : organisation + ":" + code;
    return Finding.of(
            Code.CRS_NOT_WGS84,
            "The layer is in %s, not in WGS 84; none of its features was read.".formatted(crs),
            "EPSG:4326",
            unknown
                ? "Say in the program it came from which system it is, and export it in WGS 84."
                : "Convert it first, for example with 'ogr2ogr -t_srs EPSG:4326 out.gpkg in.gpkg'.")
        .withField("layer " + table)
        .withValue(crs);
  }

  private static Finding notATable(String table, boolean there) {
    return Finding.of(
            Code.FILE_LEFT_OUT,
            there
                ? "The layer is a view or a virtual table, which would have to be run; it was not read."
                : "The layer is named in the file's contents, but not there.",
            "a layer that is a table",
            there ? "Save the layer as a new GeoPackage." : "Export the file again.")
        .withField("layer " + table);
  }
}
