package org.cairn.register;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.geopackage.Table;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Puts rows into the tables of one connection, and numbers them: each statement is prepared once.
 * Single-thread; within the caller's transaction.
 */
final class TableWriter implements AutoCloseable {
  private final Connection sqlite;
  private final TableSums sums;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();
  private final Map<Table, PreparedStatement> inserts = new IdentityHashMap<>();
  private final Map<Table, PreparedStatement> insertsNew = new IdentityHashMap<>();
  private long nextFid;

  /**
   * @param sums of what is in the tables; every row that is written or deleted changes them
   */
  TableWriter(Connection sqlite, TableSums sums, long nextFid) {
    this.sqlite = sqlite;
    this.sums = sums;
    this.nextFid = nextFid;
  }

  /** Number of the next row. */
  long nextFid() {
    return nextFid;
  }

  /** That number, which is then taken. */
  long takeFid() {
    return nextFid++;
  }

  /** The first of so many numbers, which are then taken. */
  long takeFids(int count) {
    long first = nextFid;
    nextFid += count;
    return first;
  }

  void insert(Table table, long fid, List<? extends @Nullable Object> values) throws SQLException {
    put(insertInto(table), table, fid, values);
  }

  /** Known by the table, for its text takes longer to make than the row to insert. */
  private PreparedStatement insertInto(Table table) throws SQLException {
    PreparedStatement known = inserts.get(table);
    if (known == null) {
      known = prepare(table.insert());
      inserts.put(table, known);
    }
    return known;
  }

  /** As {@link #value} makes them of what is given. */
  void insert(Table table, long fid, @Nullable Object... values) throws SQLException {
    put(insertInto(table), table, fid, values(values));
  }

  /**
   * A row with a text that another may have.
   *
   * @param unique the column of which no two rows have the same
   * @return whether none had it
   */
  boolean insertNew(Table table, String unique, long fid, @Nullable Object... values)
      throws SQLException {
    PreparedStatement insert = insertsNew.get(table);
    if (insert == null) {
      insert = prepare("%s ON CONFLICT (%s) DO NOTHING".formatted(table.insert(), unique));
      insertsNew.put(table, insert);
    }
    return put(insert, table, fid, values(values));
  }

  private boolean put(
      PreparedStatement insert, Table table, long fid, List<? extends @Nullable Object> values)
      throws SQLException {
    insert.setLong(1, fid);
    for (int at = 0; at < values.size(); at++) {
      insert.setObject(at + 2, values.get(at));
    }
    boolean isNew = insert.executeUpdate() == 1;
    if (isNew) {
      sums.add(table, fid, values);
    }
    return isNew;
  }

  /** Takes away the rows that have this value. */
  void delete(Table table, String column, String value) throws SQLException {
    if (each(table, column, value, row -> sums.remove(table, row))) {
      execute("DELETE FROM %s WHERE %s = ?".formatted(table.name(), column), value);
    }
  }

  /**
   * Changes the rows that have this value in a column.
   *
   * @param assignments {@code "names = ?, entry = ?"}
   * @param values for them
   */
  void update(
      Table table, String column, String value, String assignments, @Nullable Object... values)
      throws SQLException {
    if (each(table, column, value, row -> sums.remove(table, row))) {
      List<@Nullable Object> all = values(values);
      all.add(value);
      execute(
          "UPDATE %s SET %s WHERE %s = ?".formatted(table.name(), assignments, column),
          all.toArray());
      each(table, column, value, row -> sums.add(table, row));
    }
  }

  /** Takes a row, {@code fid} first. */
  @FunctionalInterface
  private interface RowTaker {
    void take(ResultSet row) throws SQLException;
  }

  private boolean each(Table table, String column, String value, RowTaker taker)
      throws SQLException {
    PreparedStatement select =
        prepare("SELECT * FROM %s WHERE %s = ?".formatted(table.name(), column));
    select.setString(1, value);
    boolean any = false;
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        taker.take(rows);
        any = true;
      }
    }
    return any;
  }

  /** Of a statement that changes no row whose sum is kept, or whose rows were told. */
  void execute(String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = prepare(sql);
    List<@Nullable Object> all = values(values);
    for (int at = 0; at < all.size(); at++) {
      statement.setObject(at + 1, all.get(at));
    }
    statement.executeUpdate();
  }

  /** A statement of this connection; closed with this. */
  PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement known = prepared.get(sql);
    if (known == null) {
      known = sqlite.prepareStatement(sql);
      prepared.put(sql, known);
    }
    return known;
  }

  private static List<@Nullable Object> values(@Nullable Object... given) {
    List<@Nullable Object> values = new ArrayList<>(given.length);
    for (Object each : given) {
      values.add(value(each));
    }
    return values;
  }

  /** JSON as its text, what is empty or missing as NULL. */
  static @Nullable Object value(@Nullable Object given) {
    Object value = given instanceof Optional<?> maybe ? maybe.orElse(null) : given;
    if (value instanceof JsonNode json) {
      return json.isMissingNode() ? null : json.toString();
    }
    return value;
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement statement : prepared.values()) {
      statement.close();
    }
  }
}
