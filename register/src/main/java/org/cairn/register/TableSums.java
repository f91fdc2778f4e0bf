package org.cairn.register;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cairn.geopackage.Table;
import org.jspecify.annotations.Nullable;

/**
 * For each table how many rows it has and the sum of their hashes, kept while rows are written: who
 * adds up the rows that are there now sees whether somebody else changed one. In whatever order
 * rows come and go, the same rows have the same sum. It tells what other programs did by mistake or
 * unaware; who wants to deceive can change the sums as well, and is found out by a comparison with
 * the ledger. Single-thread.
 */
final class TableSums {
  /** Sums of all tables but this and {@link GeoPackage#STATE}, which has its own row here. */
  static final Table TABLES =
      Table.attributes(
          "register_tables",
          "What the rows of each table add up to",
          "name TEXT NOT NULL",
          "rows INTEGER NOT NULL",
          "sum TEXT NOT NULL");

  /** Odd, for a polynomial over the ring of 64-bit numbers. */
  private static final long BASE = 0x9E3779B97F4A7C15L;

  private static final long BASE_2 = power(2);
  private static final long BASE_3 = power(3);
  private static final long BASE_4 = power(4);

  private final SortedMap<String, Sum> sums = new TreeMap<>();

  /** Of one table; changed in place. */
  private static final class Sum {
    private long rows;
    private long sum;
  }

  /**
   * What a table adds up to.
   *
   * @param sum of its rows' hashes, modulo 2^64
   */
  record Total(long rows, long sum) {}

  static TableSums read(Connection sqlite) throws SQLException {
    TableSums sums = new TableSums();
    try (Statement statement = sqlite.createStatement();
        ResultSet rows = statement.executeQuery("SELECT name, rows, sum FROM register_tables")) {
      while (rows.next()) {
        Sum sum = sums.of(rows.getString(1));
        sum.rows = rows.getLong(2);
        sum.sum = Long.parseUnsignedLong(rows.getString(3), 16);
      }
    } catch (NumberFormatException edited) {
      throw new SQLException("Table 'register_tables' has a sum that is no number", edited);
    }
    return sums;
  }

  /**
   * With the state as the only row of its table.
   *
   * @param state that is written with them
   */
  void write(Connection sqlite, RegisterState state) throws SQLException {
    Sum own = of(GeoPackage.STATE.name());
    own.rows = 1;
    own.sum = hash(state);
    GeoPackage.ALL.stream().filter(table -> table != TABLES).forEach(table -> of(table.name()));
    try (PreparedStatement replace =
        sqlite.prepareStatement(TABLES.insert().replace("INSERT", "INSERT OR REPLACE"))) {
      long fid = 1;
      for (Map.Entry<String, Sum> each : sums.entrySet()) {
        replace.setLong(1, fid++);
        replace.setString(2, each.getKey());
        replace.setLong(3, each.getValue().rows);
        replace.setString(4, Long.toHexString(each.getValue().sum));
        replace.executeUpdate();
      }
    }
  }

  Total total(String table) {
    Sum sum = of(table);
    return new Total(sum.rows, sum.sum);
  }

  /**
   * @param values of all columns but {@code fid}, as SQLite gives them back
   */
  void add(Table table, long fid, List<? extends @Nullable Object> values) {
    Sum sum = of(table.name());
    sum.rows++;
    sum.sum += hash(fid, values);
  }

  /** A row as it is read, {@code fid} first. */
  void add(Table table, ResultSet row) throws SQLException {
    Sum sum = of(table.name());
    sum.rows++;
    sum.sum += hash(table, row);
  }

  /** One that goes, as it is read, {@code fid} first. */
  void remove(Table table, ResultSet row) throws SQLException {
    Sum sum = of(table.name());
    sum.rows--;
    sum.sum -= hash(table, row);
  }

  private Sum of(String table) {
    return sums.computeIfAbsent(table, name -> new Sum());
  }

  static long hash(RegisterState state) {
    return hash(1, List.of(state.schema(), state.logSize(), state.logRoot(), state.nextFid()));
  }

  private static long hash(Table table, ResultSet row) throws SQLException {
    long hash = mix(row.getLong(1));
    for (int column = 0; column < table.columns().size(); column++) {
      hash = mix(hash * BASE + hash(row.getObject(column + 2)));
    }
    return hash;
  }

  private static long hash(long fid, List<? extends @Nullable Object> values) {
    long hash = mix(fid);
    for (Object value : values) {
      hash = mix(hash * BASE + hash(value));
    }
    return hash;
  }

  /** Different for the same digits as a text, a whole number and another number. */
  private static long hash(@Nullable Object value) {
    return switch (value) {
      case null -> 1;
      case String text -> mix(hash(text) + 2);
      case byte[] bytes -> mix(hash(bytes) + 3);
      case Double number -> mix(Double.doubleToLongBits(number) * BASE + 4);
      case Number number -> mix(number.longValue() * BASE + 5);
      default ->
          throw new IllegalArgumentException(
              "A column has texts, numbers and bytes, found " + value.getClass().getName());
    };
  }

  private static long hash(String text) {
    long hash = text.length();
    int at = 0;
    for (; at + 4 <= text.length(); at += 4) {
      hash =
          hash * BASE_4
              + text.charAt(at) * BASE_3
              + text.charAt(at + 1) * BASE_2
              + text.charAt(at + 2) * BASE
              + text.charAt(at + 3);
    }
    for (; at < text.length(); at++) {
      hash = hash * BASE + text.charAt(at);
    }
    return hash;
  }

  private static long power(int exponent) {
    long power = 1;
    for (int each = 0; each < exponent; each++) {
      power *= BASE;
    }
    return power;
  }

  private static long hash(byte[] bytes) {
    long hash = bytes.length;
    for (byte each : bytes) {
      hash = hash * BASE + each;
    }
    return hash;
  }

  /** The finaliser of SplitMix64 (Steele, Lea, Flood, 2014). */
  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
