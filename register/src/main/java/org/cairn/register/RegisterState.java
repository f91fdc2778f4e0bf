package org.cairn.register;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * How far a register goes.
 *
 * @param schema of its tables
 * @param logSize it has the entries before this index
 * @param logRoot of the log of that size, in base64
 * @param nextFid number of the next row
 */
record RegisterState(int schema, long logSize, String logRoot, long nextFid) {
  /** Of one that has nothing yet. */
  static final RegisterState EMPTY = new RegisterState(GeoPackage.SCHEMA, 0, "", 1);

  static RegisterState read(Connection sqlite) throws SQLException {
    try (PreparedStatement select =
            sqlite.prepareStatement(
                "SELECT schema, log_size, log_root, next_fid FROM register_state WHERE fid = 1");
        ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        throw new SQLException("Table 'register_state' has no row");
      }
      return new RegisterState(row.getInt(1), row.getLong(2), row.getString(3), row.getLong(4));
    }
  }

  void write(Connection sqlite) throws SQLException {
    try (PreparedStatement replace =
        sqlite.prepareStatement(
            "INSERT OR REPLACE INTO register_state (fid, schema, log_size, log_root, next_fid)"
                + " VALUES (1, ?, ?, ?, ?)")) {
      replace.setInt(1, schema);
      replace.setLong(2, logSize);
      replace.setString(3, logRoot);
      replace.setLong(4, nextFid);
      replace.executeUpdate();
    }
  }
}
