package org.cairn.exchange.internal.geopackage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairn.exchange.DescriptionSink;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.internal.geopackage.PlaceTables.NoPlaceException;
import org.cairn.exchange.internal.json.Problems;
import org.cairn.geopackage.Table;
import org.cairn.heritage.place.PlaceDescription;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@link Layout} again, also after somebody has edited it in a map program: all tables
 * are gone through side by side, in the order of the places' ids. Rows of places that are not in
 * the table of places make places of their own. Single-thread.
 */
final class OwnPlaces {
  private OwnPlaces() {}

  static boolean areIn(Schema schema) {
    return Layout.ALL.stream().allMatch(each -> schema.hasTable(each.name()));
  }

  static void read(Connection sqlite, Problems problems, DescriptionSink sink) throws SQLException {
    List<Cursor> cursors = new ArrayList<>();
    try {
      cursors.add(new Cursor(sqlite, Layout.PLACES));
      for (Table table : Layout.OF_PLACES) {
        cursors.add(new Cursor(sqlite, table));
      }
      for (String id = first(cursors); id != null; id = first(cursors)) {
        PlaceTables tables = new PlaceTables();
        int row = 0;
        for (Cursor each : cursors) {
          row = Math.max(row, each.take(id, tables));
        }
        problems.at(row);
        hand(id, tables, problems, sink);
      }
    } finally {
      for (Cursor each : cursors) {
        each.close();
      }
    }
  }

  private static void hand(String id, PlaceTables tables, Problems problems, DescriptionSink sink) {
    try {
      PlaceDescription place = tables.place(id);
      sink.place(place, problems.row());
    } catch (NoPlaceException e) {
      problems.refuse(
          Code.FEATURE_MALFORMED,
          "place",
          id,
          "The statements of the place cannot be read back: " + e.getMessage() + ".",
          "statements as they were written",
          "Correct the tables, or export the file again.");
    }
  }

  private static @Nullable String first(List<Cursor> cursors) {
    String first = null;
    for (Cursor each : cursors) {
      String next = each.place;
      if (next != null && (first == null || compare(next, first) < 0)) {
        first = next;
      }
    }
    return first;
  }

  /** As SQLite orders texts: by their bytes in UTF-8. */
  private static int compare(String one, String other) {
    return Arrays.compareUnsigned(one.getBytes(UTF_8), other.getBytes(UTF_8));
  }

  /** The rows of one table in the order of their places. */
  private static final class Cursor implements AutoCloseable {
    private final Table table;
    private final Statement statement;
    private final ResultSet rows;
    private @Nullable String place;

    Cursor(Connection sqlite, Table table) throws SQLException {
      this.table = table;
      statement = sqlite.createStatement();
      rows =
          statement.executeQuery(
              "SELECT * FROM %s WHERE place IS NOT NULL ORDER BY place, fid"
                  .formatted(table.name()));
      next();
    }

    private void next() throws SQLException {
      place = rows.next() ? rows.getString("place") : null;
    }

    /** Takes the rows of one place; the number of the first in the table of places, else 0. */
    int take(String id, PlaceTables tables) throws SQLException {
      int number = 0;
      while (id.equals(place)) {
        if (table.equals(Layout.PLACES)) {
          number = rows.getInt("fid");
        } else {
          tables.add(table, row());
        }
        next();
      }
      return number;
    }

    private Map<String, @Nullable Object> row() throws SQLException {
      ResultSetMetaData columns = rows.getMetaData();
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        String name = columns.getColumnName(i);
        if (!name.equals("fid") && !name.equals("place")) {
          row.put(name, rows.getObject(i));
        }
      }
      return row;
    }

    @Override
    public void close() throws SQLException {
      statement.close();
    }
  }
}
