package org.cairn.register;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.cairn.geopackage.GeoPackageGeometry;
import org.cairn.heritage.place.Sensitivity;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/** {@link Footprint}s from the tables. Stateless. */
final class FootprintReading {
  /** The index of bounds rounds outwards: those of a point are as wide as this. */
  private static final double ROUNDING_DEGREES = 4e-5;

  private FootprintReading() {}

  static List<Footprint> within(Connection sqlite, Envelope box, boolean exactly, int most)
      throws SQLException {
    String sql =
        "SELECT places.fid, geometries.geom FROM rtree_geometries_geom bounds"
            + " CROSS JOIN geometries ON geometries.fid = bounds.id"
            + " CROSS JOIN places ON places.place = geometries.place"
            + " WHERE bounds.maxx >= ? AND bounds.minx <= ? AND bounds.maxy >= ? AND bounds.miny <= ?"
            + " AND (bounds.maxx - bounds.minx > ? OR bounds.maxy - bounds.miny > ?)"
            + " AND (? OR places.sensitivity = ?) LIMIT ?";
    List<Footprint> found = new ArrayList<>();
    try (PreparedStatement select = sqlite.prepareStatement(sql)) {
      select.setDouble(1, box.getMinX());
      select.setDouble(2, box.getMaxX());
      select.setDouble(3, box.getMinY());
      select.setDouble(4, box.getMaxY());
      select.setDouble(5, ROUNDING_DEGREES);
      select.setDouble(6, ROUNDING_DEGREES);
      select.setBoolean(7, exactly);
      select.setString(8, Sensitivity.Level.PUBLIC.code());
      select.setInt(9, most);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          Geometry geometry = GeoPackageGeometry.decode(rows.getBytes(2));
          if (geometry.getDimension() > 0) {
            found.add(new Footprint(rows.getLong(1), geometry));
          }
        }
      }
    }
    return found;
  }
}
