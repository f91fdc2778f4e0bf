package org.cairn.register;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.register.FeatureProperty.Type;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/** Alerts as features. Stateless. */
final class AlertFeatures {
  private static final String PUBLIC = Sensitivity.Level.PUBLIC.code();

  private static final String FROM =
      " FROM alerts a JOIN reviews r ON r.fid = a.fid LEFT JOIN places p ON p.place = a.place";

  private AlertFeatures() {}

  static Optional<String> read(
      Connection sqlite, FeatureQuery query, SqliteFunctions functions, FeatureSearch.Taker taker)
      throws SQLException {
    FeatureSight sight = query.sight();
    List<Object> values = new ArrayList<>();
    // Whoever judges is to learn what follows from judgements after their own.
    String finding = finding(sight);
    sight.judge().ifPresent(values::add);
    List<String> where = new ArrayList<>();
    where.add("a.alert > ?");
    values.add(query.after().orElse(""));
    query
        .id()
        .ifPresent(id -> {
          where.add("a.alert = ?");
          values.add(id);
        });
    query
        .during()
        .ifPresent(during ->
            where.add(
                SqliteFeatures.during(
                    during,
                    "coalesce(a.last_unchanged, a.first_seen, a.raised)",
                    "coalesce(a.first_seen, a.raised, a.last_unchanged)",
                    values)));
    query.within().ifPresent(area -> where.add(meets(sight, functions.area(area))));
    if (query.filter().isPresent()) {
      FeatureSql sql = columns(sight, functions);
      where.add(sql.of(query.filter().get()));
      values.addAll(sql.values());
    }
    values.add(query.limit() + 1);
    String sql =
        "SELECT a.alert, a.place, p.names, a.last_unchanged, a.first_seen, a.raised, a.score, a.expected_per_site_year, a.area_m2, a.direction, a.sensor, "
            + finding
            + ", a.entry, p.sensitivity, p.cell_metres, CASE WHEN "
            + (sight.exact() ? "1" : "p.sensitivity = '" + PUBLIC + "'")
            + " THEN a.geom ELSE "
            + SqliteFeatures.BEST
            + " END"
            + FROM
            + " WHERE "
            + String.join(" AND ", where)
            + " ORDER BY a.alert LIMIT ?";
    try (PreparedStatement select = sqlite.prepareStatement(sql)) {
      SqliteFeatures.put(select, 1, values);
      try (ResultSet row = select.executeQuery()) {
        return take(row, query, taker);
      }
    }
  }

  private static Optional<String> take(ResultSet row, FeatureQuery query, FeatureSearch.Taker taker)
      throws SQLException {
    Optional<String> last = Optional.empty();
    int taken = 0;
    boolean open = true;
    while (row.next()) {
      if (!open || taken == query.limit()) {
        return last;
      }
      String alert = row.getString(1);
      @Nullable Object[] values = {
        alert,
        SqliteFeatures.text(row, 2),
        SqliteFeatures.text(row, 3),
        SqliteFeatures.text(row, 4),
        SqliteFeatures.text(row, 5),
        SqliteFeatures.text(row, 6),
        SqliteFeatures.decimal(row, 7),
        SqliteFeatures.decimal(row, 8),
        SqliteFeatures.decimal(row, 9),
        SqliteFeatures.text(row, 10),
        SqliteFeatures.text(row, 11),
        SqliteFeatures.text(row, 12),
        SqliteFeatures.whole(row, 13)
      };
      Geometry seen =
          SqliteFeatures.seen(query.sight(), row.getString(14), row.getInt(15), row.getBytes(16));
      open = taker.take(new FeatureRow(alert, alert, seen, values));
      last = Optional.of(alert);
      taken++;
    }
    return Optional.empty();
  }

  private static String finding(FeatureSight sight) {
    return sight.judge().isEmpty()
        ? "r.status"
        : "CASE WHEN EXISTS (SELECT 1 FROM judgements j WHERE j.alert = a.alert AND j.person = ?) THEN r.status END";
  }

  private static String meets(FeatureSight sight, int area) {
    String exactly = "cairn_meets(a.geom, " + area + ")";
    return sight.exact() ? exactly : SqliteFeatures.asSeen(exactly, area);
  }

  private static FeatureSql columns(FeatureSight sight, SqliteFunctions functions) {
    FeatureSql sql = new FeatureSql(functions, area -> meets(sight, area));
    sql.column("id", Type.TEXT, "a.alert").column("alert", Type.TEXT, "a.alert");
    sql.column("place", Type.TEXT, "a.place").column("place_name", Type.TEXT, "p.names");
    sql.column("last_unchanged", Type.DATE, "a.last_unchanged");
    sql.column("first_seen", Type.DATE, "a.first_seen").column("raised", Type.DATE, "a.raised");
    sql.column("score", Type.NUMBER, "a.score");
    sql.column("expected_per_site_year", Type.NUMBER, "a.expected_per_site_year");
    sql.column("area_m2", Type.NUMBER, "a.area_m2");
    sql.column("direction", Type.TEXT, "a.direction").column("sensor", Type.TEXT, "a.sensor");
    sql.column("finding", Type.TEXT, finding(sight), sight.judge().stream().toArray());
    return sql.column("entry", Type.INTEGER, "a.entry");
  }
}
