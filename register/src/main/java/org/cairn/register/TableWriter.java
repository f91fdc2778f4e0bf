package org.cairn.register;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Puts rows into the tables of one connection, and numbers them: each statement is prepared once.
 * Single-thread; within the caller's transaction.
 */
final class TableWriter implements AutoCloseable {
  private final Connection sqlite;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();
  private long nextFid;

  TableWriter(Connection sqlite, long nextFid) {
    this.sqlite = sqlite;
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
    PreparedStatement insert = prepare(table.insert());
    insert.setLong(1, fid);
    for (int at = 0; at < values.size(); at++) {
      insert.setObject(at + 2, values.get(at));
    }
    insert.executeUpdate();
  }

  /** As {@link #value} makes them of what is given. */
  void insert(Table table, long fid, @Nullable Object... values) throws SQLException {
    PreparedStatement insert = prepare(table.insert());
    insert.setLong(1, fid);
    set(insert, 2, values);
    insert.executeUpdate();
  }

  /**
   * @return how many rows it changed
   */
  int update(String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement update = prepare(sql);
    set(update, 1, values);
    return update.executeUpdate();
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

  private static void set(PreparedStatement statement, int from, @Nullable Object... values)
      throws SQLException {
    for (int at = 0; at < values.length; at++) {
      statement.setObject(from + at, value(values[at]));
    }
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
