package org.cairn.register;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.register.FeatureProperty.Type;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Cases as features. Single-thread. */
final class CaseFeatures {
  private static final GeometryFactory FACTORY = new GeometryFactory();

  /** The places {@code p} of the items {@code i}; the case comes before. */
  private static final String PLACES =
      " case_items i LEFT JOIN alerts a ON a.alert = i.alert JOIN places p ON p.place = coalesce(i.place, a.place)";

  /** Values before those of the table's own columns, see {@link FeatureLayer#CASES}. */
  private static final int PLACES_AT = 10;

  private final Connection sqlite;
  private final FeatureQuery query;
  private final SqliteFunctions functions;

  CaseFeatures(Connection sqlite, FeatureQuery query, SqliteFunctions functions) {
    this.sqlite = sqlite;
    this.query = query;
    this.functions = functions;
  }

  private record Row(String id, long fid, @Nullable Object[] values) {}

  Optional<String> read(FeatureSearch.Taker taker) throws SQLException {
    List<Row> rows = rows();
    boolean more = rows.size() > query.limit();
    List<Row> page = more ? rows.subList(0, query.limit()) : rows;
    ArrayNode ids = JsonMapper.shared().createArrayNode();
    page.forEach(row -> ids.add(row.id()));
    try (PreparedStatement select =
        sqlite.prepareStatement(
            "SELECT c.key, p.place, p.sensitivity, p.cell_metres, "
                + SqliteFeatures.BEST
                + " FROM json_each(?) c JOIN"
                + PLACES
                + " WHERE i.case_id = c.value ORDER BY c.key, i.fid")) {
      select.setString(1, ids.toString());
      try (ResultSet places = select.executeQuery()) {
        boolean any = places.next();
        for (int at = 0; at < page.size(); at++) {
          List<String> names = new ArrayList<>();
          List<Geometry> seen = new ArrayList<>();
          while (any && places.getInt(1) == at) {
            if (!names.contains(places.getString(2))) {
              names.add(places.getString(2));
              Geometry one =
                  SqliteFeatures.seen(
                      query.sight(), places.getString(3), places.getInt(4), places.getBytes(5));
              if (one != null) {
                seen.add(one);
              }
            }
            any = places.next();
          }
          Row row = page.get(at);
          row.values()[PLACES_AT] = names;
          String key = Long.toString(row.fid());
          boolean open = taker.take(new FeatureRow(row.id(), key, together(seen), row.values()));
          if (!open) {
            return at + 1 < page.size() || more ? Optional.of(key) : Optional.empty();
          }
        }
      }
    }
    return more ? Optional.of(Long.toString(page.getLast().fid())) : Optional.empty();
  }

  private static @Nullable Geometry together(List<Geometry> seen) {
    return switch (seen.size()) {
      case 0 -> null;
      case 1 -> seen.getFirst();
      default -> FACTORY.buildGeometry(seen);
    };
  }

  private List<Row> rows() throws SQLException {
    List<String> where = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    where.add("k.fid > ?");
    values.add(query.after().map(Long::valueOf).orElse(-1L));
    query
        .id()
        .ifPresent(id -> {
          where.add("k.case_id = ?");
          values.add(id);
        });
    query
        .during()
        .ifPresent(
            during -> where.add(SqliteFeatures.during(during, "k.opened", "k.opened", values)));
    query.within().ifPresent(area -> where.add(meets(functions.area(area))));
    if (query.filter().isPresent()) {
      FeatureSql sql = columns();
      where.add(sql.of(query.filter().get()));
      values.addAll(sql.values());
    }
    values.add(query.limit() + 1);
    List<Row> rows = new ArrayList<>();
    try (PreparedStatement select =
        sqlite.prepareStatement(
            "SELECT k.case_id, k.fid, k.title, k.kind, k.status, k.opened, k.changed, k.organisation, k.organisation_name, k.items, k.open_tasks, k.next_due, k.entry FROM cases k WHERE "
                + String.join(" AND ", where)
                + " ORDER BY k.fid LIMIT ?")) {
      SqliteFeatures.put(select, 1, values);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          rows.add(row(row));
        }
      }
    }
    return rows;
  }

  private static Row row(ResultSet row) throws SQLException {
    @Nullable Object[] values = {
      SqliteFeatures.text(row, 3),
      SqliteFeatures.text(row, 4),
      SqliteFeatures.text(row, 5),
      SqliteFeatures.text(row, 6),
      SqliteFeatures.text(row, 7),
      SqliteFeatures.text(row, 8),
      SqliteFeatures.text(row, 9),
      SqliteFeatures.whole(row, 10),
      SqliteFeatures.whole(row, 11),
      SqliteFeatures.text(row, 12),
      List.of(),
      SqliteFeatures.whole(row, 13)
    };
    return new Row(row.getString(1), row.getLong(2), values);
  }

  private String meets(int area) {
    return "EXISTS (SELECT 1 FROM"
        + PLACES
        + " WHERE i.case_id = k.case_id AND "
        + SqliteFeatures.placeMeets(query.sight(), area)
        + ")";
  }

  private FeatureSql columns() {
    FeatureSql sql = new FeatureSql(functions, this::meets).column("id", Type.TEXT, "k.case_id");
    for (FeatureProperty each : FeatureLayer.CASES.properties(query.sight())) {
      if (each.type() == Type.TEXTS) {
        sql.column(
            each.name(),
            "p.place",
            "EXISTS (SELECT 1 FROM" + PLACES + " WHERE i.case_id = k.case_id AND %s)");
      } else {
        sql.column(each.name(), each.type(), "k." + each.name());
      }
    }
    return sql;
  }
}
