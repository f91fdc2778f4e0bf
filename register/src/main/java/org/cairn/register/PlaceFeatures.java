package org.cairn.register;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.register.FeatureProperty.Type;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * Places as features. A page takes one question for its places, and one for each table with what is
 * said of all of them, read side by side. Single-thread.
 */
final class PlaceFeatures {
  /** Days before all others and after them, where a span is open. */
  private static final long NO_BOUND_FIRST = Long.MIN_VALUE;

  private static final long NO_BOUND_LAST = Long.MAX_VALUE;

  private final Connection sqlite;
  private final FeatureQuery query;
  private final SqliteFunctions functions;

  PlaceFeatures(Connection sqlite, FeatureQuery query, SqliteFunctions functions) {
    this.sqlite = sqlite;
    this.query = query;
    this.functions = functions;
  }

  /** A row of the table; what is said of the place comes later. */
  private record Row(
      long fid,
      String place,
      String sensitivity,
      int cellMetres,
      @Nullable String status,
      @Nullable String watchedUntil,
      long latestEntry) {}

  Optional<String> read(FeatureSearch.Taker taker) throws SQLException {
    List<Row> rows = rows();
    boolean more = rows.size() > query.limit();
    List<Row> page = more ? rows.subList(0, query.limit()) : rows;
    ArrayNode ids = JsonMapper.shared().createArrayNode();
    page.forEach(row -> ids.add(row.place()));
    String asked = ids.toString();
    boolean claims = query.sight().claims();
    try (Parts names = new Parts("name, coalesce(language, 'und')", "names", asked);
        Parts types = new Parts("coalesce(label, term)", "types", asked);
        Parts conditions =
            new Parts(
                "coalesce(state, source_label, source_code)", "conditions", claims ? asked : "[]");
        Parts geometries = new Parts("extent, geom", "geometries", asked)) {
      for (int at = 0; at < page.size(); at++) {
        FeatureRow row = row(page.get(at), at, names, types, conditions, geometries);
        if (!taker.take(row)) {
          return at + 1 < page.size() || more ? Optional.of(row.key()) : Optional.empty();
        }
      }
    }
    return more ? Optional.of(Long.toString(page.getLast().fid())) : Optional.empty();
  }

  private FeatureRow row(
      Row row, int at, Parts names, Parts types, Parts conditions, Parts geometries)
      throws SQLException {
    FeatureSight sight = query.sight();
    List<String> named = new ArrayList<>();
    List<String> languages = new ArrayList<>();
    while (names.isAt(at)) {
      named.add(names.text(1));
      languages.add(names.text(2));
      names.step();
    }
    @Nullable Object[] values = new @Nullable Object[8];
    int next = 0;
    values[next++] = named;
    values[next++] = languages;
    values[next++] = types.texts(at);
    if (sight.claims()) {
      values[next++] = conditions.texts(at);
    }
    values[next++] = row.sensitivity();
    if (sight.watch()) {
      values[next++] = row.status();
      values[next++] = row.watchedUntil();
    }
    values[next++] = row.latestEntry();
    return new FeatureRow(
        row.place(),
        Long.toString(row.fid()),
        SqliteFeatures.seen(sight, row.sensitivity(), row.cellMetres(), geometries.best(at)),
        values);
  }

  /** What one table says of the places of a page, in their order. */
  private final class Parts implements AutoCloseable {
    private final PreparedStatement select;
    private final ResultSet rows;

    /** Position of the place that the row is of; past the last of all after the last row. */
    private int position;

    private final int keyColumn;

    Parts(String columns, String table, String ids) throws SQLException {
      select =
          sqlite.prepareStatement(
              "SELECT %s, i.key FROM json_each(?) i CROSS JOIN %s t ON t.place = i.value"
                  .formatted(columns, table));
      select.setString(1, ids);
      rows = select.executeQuery();
      keyColumn = rows.getMetaData().getColumnCount();
      step();
    }

    void step() throws SQLException {
      position = rows.next() ? rows.getInt(keyColumn) : Integer.MAX_VALUE;
    }

    boolean isAt(int at) {
      return position == at;
    }

    String text(int column) throws SQLException {
      return rows.getString(column);
    }

    List<String> texts(int at) throws SQLException {
      List<String> texts = new ArrayList<>();
      while (isAt(at)) {
        String one = rows.getString(1);
        if (one != null && !texts.contains(one)) {
          texts.add(one);
        }
        step();
      }
      return texts;
    }

    /** Of the geometries of a place the one that stands for it. */
    byte @Nullable [] best(int at) throws SQLException {
      byte[] best = null;
      int rank = Integer.MAX_VALUE;
      while (isAt(at)) {
        int next = rank(rows.getString(1));
        if (next < rank) {
          rank = next;
          best = rows.getBytes(2);
        }
        step();
      }
      return best;
    }

    @Override
    public void close() throws SQLException {
      select.close();
    }
  }

  private static int rank(String extent) {
    for (PlaceGeometry.Extent known : PlaceGeometry.Extent.values()) {
      if (known.code().equals(extent)) {
        return known.ordinal();
      }
    }
    return 99;
  }

  /** One more than asked for, where there are so many. */
  private List<Row> rows() throws SQLException {
    List<String> where = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    where.add("p.fid > ?");
    values.add(query.after().map(PlaceFeatures::number).orElse(-1L));
    query
        .id()
        .ifPresent(id -> {
          where.add("p.place = ?");
          values.add(id);
        });
    query
        .during()
        .ifPresent(during -> {
          where.add(
              "EXISTS (SELECT 1 FROM times t WHERE t.place = p.place AND t.first_day <= ? AND t.last_day >= ?)");
          values.add(
              during
                  .until()
                  .map(each -> day(each.atOffset(ZoneOffset.UTC).toLocalDate()))
                  .orElse(NO_BOUND_LAST));
          values.add(
              during
                  .from()
                  .map(each -> day(each.atOffset(ZoneOffset.UTC).toLocalDate()))
                  .orElse(NO_BOUND_FIRST));
        });
    if (query.within().isPresent()) {
      SqliteFeatures.narrowed(sqlite, query.sight(), query.within().get(), values)
          .ifPresent(where::add);
      where.add(SqliteFeatures.placeMeets(query.sight(), functions.area(query.within().get())));
    }
    if (query.filter().isPresent()) {
      if (query.filter().get() instanceof FeatureFilter.Intersects only) {
        SqliteFeatures.narrowed(sqlite, query.sight(), only.with(), values).ifPresent(where::add);
      }
      FeatureSql sql = columns();
      where.add(sql.of(query.filter().get()));
      values.addAll(sql.values());
    }
    values.add(query.limit() + 1);
    String sql =
        "SELECT p.fid, p.place, p.sensitivity, p.cell_metres, p.status, p.watched_until, p.latest_entry FROM places p WHERE "
            + String.join(" AND ", where)
            + " ORDER BY p.fid LIMIT ?";
    List<Row> rows = new ArrayList<>();
    try (PreparedStatement select = sqlite.prepareStatement(sql)) {
      SqliteFeatures.put(select, 1, values);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          rows.add(
              new Row(
                  row.getLong(1),
                  row.getString(2),
                  row.getString(3),
                  row.getInt(4),
                  row.getString(5),
                  row.getString(6),
                  row.getLong(7)));
        }
      }
    }
    return rows;
  }

  private static long number(String key) {
    return Long.parseLong(key);
  }

  /** As {@link Days} numbers them. */
  private static long day(LocalDate day) {
    return day.getYear() * 512L + day.getMonthValue() * 32L + day.getDayOfMonth();
  }

  private FeatureSql columns() {
    FeatureSight sight = query.sight();
    FeatureSql sql = new FeatureSql(functions, area -> SqliteFeatures.placeMeets(sight, area));
    sql.column("id", Type.TEXT, "p.place");
    sql.column("names", "m.name", among("names"));
    sql.column("languages", "coalesce(m.language, 'und')", among("names"))
        .column("types", "coalesce(m.label, m.term)", among("types"));
    if (sight.claims()) {
      sql.column(
          "conditions", "coalesce(m.state, m.source_label, m.source_code)", among("conditions"));
    }
    sql.column("sensitivity", Type.TEXT, "p.sensitivity");
    if (sight.watch()) {
      sql.column("status", Type.TEXT, "p.status");
      sql.column("watched_until", Type.DATE, "p.watched_until");
    }
    return sql.column("latest_entry", Type.INTEGER, "p.latest_entry");
  }

  private static String among(String table) {
    return "EXISTS (SELECT 1 FROM " + table + " m WHERE m.place = p.place AND %s)";
  }
}
