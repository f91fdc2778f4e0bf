package org.cairn.register;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.cairn.geopackage.GeoPackageGeometry;
import org.cairn.register.PlaceQuery.Box;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/** {@link PlaceQuery} as SQL over the tables of {@link GeoPackage}. */
final class SqliteSearch {
  private static final GeometryFactory FACTORY = new GeometryFactory();

  private static final String HIT =
      "places.place, places.names, places.latest_entry, places.status";

  private static final String NUMBER = "places.fid";

  private final PlaceQuery query;

  /** By id, in the order found. */
  private final Map<String, PlaceHit> found = new LinkedHashMap<>();

  private SqliteSearch(PlaceQuery query) {
    this.query = query;
  }

  static List<PlaceHit> search(Connection sqlite, PlaceQuery query) throws SQLException {
    SqliteSearch search = new SqliteSearch(query);
    if (query.name().isEmpty()) {
      search.run(sqlite, Optional.empty());
    } else {
      for (String match : NameQuestion.of(query.name().get())) {
        search.run(sqlite, Optional.of(match));
      }
    }
    return List.copyOf(search.found.values());
  }

  /** The numbers of the same places, in the same order. */
  static long[] numbers(Connection sqlite, PlaceQuery query) throws SQLException {
    SqliteSearch search = new SqliteSearch(query);
    if (query.name().isEmpty() && query.box().isEmpty()) {
      return search.inOrder(sqlite);
    }
    Set<Long> numbers = new LinkedHashSet<>();
    List<Optional<String>> questions =
        query.name().isEmpty()
            ? List.of(Optional.empty())
            : NameQuestion.of(query.name().get()).stream().map(Optional::of).toList();
    for (Optional<String> match : questions) {
      search.collect(sqlite, match, numbers);
    }
    return numbers.stream().mapToLong(Long::longValue).toArray();
  }

  /** Each place once, as the question without a name and a box has them; may be a million. */
  private long[] inOrder(Connection sqlite) throws SQLException {
    List<Object> values = new ArrayList<>();
    LongStream.Builder numbers = LongStream.builder();
    int left = query.limit();
    try (PreparedStatement select = asked(sqlite, sql(NUMBER, Optional.empty(), values), values);
        ResultSet rows = select.executeQuery()) {
      while (left-- > 0 && rows.next()) {
        numbers.add(rows.getLong(1));
      }
    }
    return numbers.build().toArray();
  }

  private void collect(Connection sqlite, Optional<String> match, Set<Long> numbers)
      throws SQLException {
    List<Object> values = new ArrayList<>();
    try (PreparedStatement select = asked(sqlite, sql(NUMBER, match, values), values);
        ResultSet rows = select.executeQuery()) {
      while (numbers.size() < query.limit() && rows.next()) {
        if (query.box().isEmpty()
            || touches(GeoPackageGeometry.decode(rows.getBytes(2)), query.box().get())) {
          numbers.add(rows.getLong(1));
        }
      }
    }
  }

  private static PreparedStatement asked(Connection sqlite, String sql, List<Object> values)
      throws SQLException {
    PreparedStatement select = sqlite.prepareStatement(sql);
    for (int at = 0; at < values.size(); at++) {
      select.setObject(at + 1, values.get(at));
    }
    return select;
  }

  private void run(Connection sqlite, Optional<String> match) throws SQLException {
    if (found.size() >= query.limit()) {
      return;
    }
    List<Object> values = new ArrayList<>();
    String sql = sql(HIT, match, values);
    try (PreparedStatement select = asked(sqlite, sql, values);
        ResultSet rows = select.executeQuery()) {
      while (found.size() < query.limit() && rows.next()) {
        take(rows);
      }
    }
  }

  private void take(ResultSet row) throws SQLException {
    String place = row.getString(1);
    if (found.containsKey(place)
        || query.box().isPresent()
            && !touches(GeoPackageGeometry.decode(row.getBytes(5)), query.box().get())) {
      return;
    }
    String names = row.getString(2);
    found.put(
        place,
        new PlaceHit(
            place,
            names == null ? "" : names,
            row.getLong(3),
            Optional.ofNullable(row.getString(4))));
  }

  /**
   * @param columns what is told of each place; where a box is asked for, a geometry follows
   */
  private String sql(String columns, Optional<String> match, List<Object> values) {
    StringBuilder from = new StringBuilder();
    List<String> where = new ArrayList<>();
    if (match.isPresent()) {
      from.append(
          "names_search CROSS JOIN names ON names.fid = names_search.rowid"
              + " CROSS JOIN places ON places.place = names.place");
      where.add("names_search MATCH ?");
      values.add(match.get());
      if (query.box().isPresent()) {
        from.append(
            " CROSS JOIN geometries ON geometries.place = places.place"
                + " CROSS JOIN rtree_geometries_geom bounds ON bounds.id = geometries.fid");
      }
    } else if (query.box().isPresent()) {
      from.append(
          "rtree_geometries_geom bounds CROSS JOIN geometries ON geometries.fid = bounds.id"
              + " CROSS JOIN places ON places.place = geometries.place");
    } else {
      from.append("places");
    }
    query.box().ifPresent(box -> where.add(within(box, values)));
    query
        .type()
        .ifPresent(type -> {
          where.add("places.place IN (SELECT place FROM types WHERE words = ? OR term = ?)");
          values.add(FoldedName.of(type).words());
          values.add(type);
        });
    query
        .stated()
        .ifPresent(kind -> {
          where.add("places.place IN (SELECT place FROM statements WHERE kind = ?)");
          values.add(kind.member());
        });
    query
        .during()
        .ifPresent(days -> {
          where.add(
              "EXISTS (SELECT 1 FROM times WHERE times.place = places.place"
                  + " AND times.first_day <= ? AND times.last_day >= ?)");
          values.add(Days.last(days));
          values.add(Days.first(days));
        });
    query.condition().ifPresent(asked -> where.add(ConditionTables.askCondition(asked, values)));
    query
        .disturbance()
        .ifPresent(asked -> where.add(ConditionTables.askDisturbance(asked, values)));
    query
        .organisation()
        .ifPresent(organisation -> {
          where.add(
              "places.place IN (SELECT place FROM contributions WHERE organisation = ?"
                  + " UNION ALL SELECT place FROM versions WHERE organisation = ?)");
          values.add(organisation);
          values.add(organisation);
        });
    query
        .status()
        .ifPresent(status -> {
          where.add("places.status = ?");
          values.add(status);
        });
    boolean inOrder = match.isEmpty() && query.box().isEmpty();
    return "SELECT %s%s FROM %s%s%s"
        .formatted(
            columns,
            query.box().isPresent() ? ", geometries.geom" : "",
            from,
            where.isEmpty() ? "" : " WHERE " + String.join(" AND ", where),
            inOrder ? " ORDER BY places.fid" : "");
  }

  private static String within(Box box, List<Object> values) {
    values.add(box.north());
    values.add(box.south());
    String latitudes = "bounds.miny <= ? AND bounds.maxy >= ? AND ";
    values.add(box.east());
    values.add(box.west());
    return box.goesOverAntimeridian()
        ? latitudes + "(bounds.minx <= ? OR bounds.maxx >= ?)"
        : latitudes + "bounds.minx <= ? AND bounds.maxx >= ?";
  }

  /** The bounds of a geometry that is cut at the antimeridian say little: its parts decide. */
  private static boolean touches(Geometry geometry, Box box) {
    if (box.goesOverAntimeridian()) {
      return touches(geometry, new Box(box.west(), box.south(), 180, box.north()))
          || touches(geometry, new Box(-180, box.south(), box.east(), box.north()));
    }
    Geometry area =
        FACTORY.toGeometry(new Envelope(box.west(), box.east(), box.south(), box.north()));
    for (int part = 0; part < geometry.getNumGeometries(); part++) {
      Geometry one = geometry.getGeometryN(part);
      boolean touches =
          one.getNumGeometries() > 1
              ? touches(one, box)
              : one.getEnvelopeInternal().intersects(area.getEnvelopeInternal())
                  && area.intersects(one);
      if (touches) {
        return true;
      }
    }
    return false;
  }
}
