package org.cairn.register;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cairn.geopackage.GeoPackageGeometry;
import org.cairn.heritage.place.GridCell;
import org.cairn.heritage.place.Middle;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.Sensitivity;
import org.locationtech.jts.geom.Coordinate;

/** Makes {@link PlaceSpots} of the tables: a second or two for a million places. Single-thread. */
final class SpotReading {
  private static final String PUBLIC = Sensitivity.Level.PUBLIC.code();
  private static final String WITHHELD = Sensitivity.Level.WITHHELD.code();

  /** Rows of one question: some hundredths of a second. */
  private static final int SLICE = 10_000;

  private static final int TRIES = 3;

  private long[] numbers = new long[1024];
  private byte[] status = new byte[1024];

  /** Side of each place's cell in metres; 0 where all is public, -1 where nothing is. */
  private int[] cells = new int[1024];

  private int size;
  private final List<String> statuses = new ArrayList<>();

  private SpotReading() {}

  /** In slices, since no writer can finish, and then nobody read, while a question is answered. */
  static PlaceSpots read(Connection sqlite) throws SQLException {
    for (int each = 0; each < TRIES; each++) {
      PlacesVersion before = version(sqlite);
      PlaceSpots spots = new SpotReading().all(sqlite, before);
      if (version(sqlite).equals(before)) {
        return spots;
      }
    }
    sqlite.setAutoCommit(false); // Places change all the time: one state for all questions.
    try {
      return new SpotReading().all(sqlite, version(sqlite));
    } finally {
      sqlite.setAutoCommit(true);
    }
  }

  private PlaceSpots all(Connection sqlite, PlacesVersion version) throws SQLException {
    long logSize = RegisterState.read(sqlite).logSize();
    places(sqlite);
    int[][] exact = nowhere();
    int[][] shown = nowhere();
    geometries(sqlite, exact, shown);
    return new PlaceSpots(logSize, version, numbers, exact, shown, status, statuses);
  }

  /** Three looks at the end of a table. */
  static PlacesVersion version(Connection sqlite) throws SQLException {
    try (PreparedStatement select =
            sqlite.prepareStatement(
                "SELECT (SELECT coalesce(max(fid), 0) FROM versions),"
                    + " (SELECT coalesce(max(fid), 0) FROM contributions),"
                    + " max((SELECT coalesce(max(fid), 0) FROM coverage),"
                    + " (SELECT coalesce(max(fid), 0) FROM alerts))");
        ResultSet row = select.executeQuery()) {
      return new PlacesVersion(row.getLong(1), row.getLong(2), row.getLong(3));
    }
  }

  private void places(Connection sqlite) throws SQLException {
    try (PreparedStatement select =
        sqlite.prepareStatement(
            "SELECT fid, status, sensitivity, cell_metres FROM places WHERE fid > ? ORDER BY fid LIMIT "
                + SLICE)) {
      int before;
      do {
        before = size;
        select.setLong(1, size == 0 ? -1 : numbers[size - 1]);
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            place(rows);
          }
        }
      } while (size > before);
    }
    numbers = Arrays.copyOf(numbers, size);
    status = Arrays.copyOf(status, size);
  }

  private void place(ResultSet row) throws SQLException {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * size);
      status = Arrays.copyOf(status, 2 * size);
      cells = Arrays.copyOf(cells, 2 * size);
    }
    numbers[size] = row.getLong(1);
    status[size] = status(row.getString(2));
    String level = row.getString(3);
    cells[size] = level.equals(PUBLIC) ? 0 : level.equals(WITHHELD) ? -1 : row.getInt(4);
    size++;
  }

  private byte status(@org.jspecify.annotations.Nullable String code) {
    if (code == null) {
      return -1;
    }
    int known = statuses.indexOf(code);
    if (known < 0 && statuses.size() < Byte.MAX_VALUE) {
      statuses.add(code);
      known = statuses.size() - 1;
    }
    return (byte) known;
  }

  private void geometries(Connection sqlite, int[][] exact, int[][] shown) throws SQLException {
    byte[] rank = new byte[size];
    Arrays.fill(rank, Byte.MAX_VALUE);
    try (PreparedStatement select =
        sqlite.prepareStatement(
            "SELECT geometries.fid, places.fid, geometries.extent, geometries.geom FROM geometries"
                + " CROSS JOIN places ON places.place = geometries.place"
                + " WHERE geometries.fid > ? ORDER BY geometries.fid LIMIT "
                + SLICE)) {
      long last = -1;
      boolean more = true;
      while (more) {
        select.setLong(1, last);
        more = false;
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            more = true;
            last = rows.getLong(1);
            int index = Arrays.binarySearch(numbers, rows.getLong(2));
            byte next = rank(rows.getString(3));
            byte[] blob = rows.getBytes(4);
            if (index >= 0 && next < rank[index] && blob != null) {
              rank[index] = next;
              put(exact, shown, index, Middle.of(GeoPackageGeometry.decode(blob)));
            }
          }
        }
      }
    }
  }

  private void put(int[][] exact, int[][] shown, int index, Coordinate at) {
    put(exact, index, at.x, at.y);
    if (cells[index] == 0) {
      put(shown, index, at.x, at.y);
    } else if (cells[index] > 0) {
      GridCell cell = GridCell.of(at.x, at.y, cells[index]);
      put(shown, index, cell.lon(), cell.lat());
    }
  }

  private static void put(int[][] positions, int index, double lon, double lat) {
    positions[0][index] = (int) Math.round(lon * PlaceSpots.UNITS_PER_DEGREE);
    positions[1][index] = (int) Math.round(lat * PlaceSpots.UNITS_PER_DEGREE);
  }

  private int[][] nowhere() {
    int[][] positions = new int[2][size];
    Arrays.fill(positions[0], PlaceSpots.NOWHERE);
    Arrays.fill(positions[1], PlaceSpots.NOWHERE);
    return positions;
  }

  /** In the order in which {@link org.cairn.heritage.place.KnownLocation} prefers them. */
  private static byte rank(String extent) {
    for (PlaceGeometry.Extent known : PlaceGeometry.Extent.values()) {
      if (known.code().equals(extent)) {
        return (byte) known.ordinal();
      }
    }
    return Byte.MAX_VALUE - 1;
  }
}
