package org.cairn.register;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.cairn.heritage.review.Finding;

/** {@link AlertSearch} over the tables of {@link GeoPackage}. */
final class SqliteAlerts {
  private static final Comparator<AlertKey> ORDER =
      Comparator.comparingDouble(AlertKey::byChance)
          .thenComparing(Comparator.comparingDouble(AlertKey::areaSquareMetres).reversed())
          .thenComparing(AlertKey::alert, SqliteAlerts::compareTexts);

  private static final String RANK = "(r.by_chance, r.minus_area, r.alert)";

  private static final String COLUMNS =
      "r.alert, r.place, alerts.run, alerts.entry, alerts.last_unchanged, r.first_seen, r.raised,"
          + " alerts.score, alerts.expected_per_site_year, alerts.area_m2, alerts.direction,"
          + " alerts.sensor, r.status, r.finding, r.by_chance, r.minus_area,"
          + " (SELECT count(DISTINCT person) FROM judgements WHERE judgements.alert = r.alert)";

  private final Connection sqlite;
  private final AlertQuery query;

  private SqliteAlerts(Connection sqlite, AlertQuery query) {
    this.sqlite = sqlite;
    this.query = query;
  }

  /** As SQLite has them, by their bytes in UTF-8: by code points. */
  private static int compareTexts(String one, String other) {
    int[] ones = one.codePoints().toArray();
    int[] others = other.codePoints().toArray();
    return Arrays.compare(ones, others);
  }

  static AlertPage page(Connection sqlite, AlertQuery query, Optional<AlertKey> after, int groups)
      throws SQLException {
    return new SqliteAlerts(sqlite, query).page(after, groups);
  }

  /** The first alert of a place that meets the question. */
  private record Leader(AlertKey key, String place) {}

  private AlertPage page(Optional<AlertKey> after, int groups) throws SQLException {
    List<Leader> leaders = new ArrayList<>();
    if (query.statuses().isEmpty()) {
      leaders.addAll(leaders(query, AlertConditions.IN_ORDER, after, groups));
    } else {
      for (Finding.Status status : query.statuses()) {
        leaders.addAll(
            leaders(query.withStatuses(Set.of(status)), AlertConditions.BY_STATUS, after, groups));
      }
      leaders.sort(Comparator.comparing(Leader::key, ORDER));
    }
    List<AlertPage.Group> page = new ArrayList<>();
    Set<String> places = new HashSet<>();
    Optional<AlertKey> last = Optional.empty();
    try (Places ofPlaces = new Places()) {
      for (Leader leader : leaders) {
        if (!places.add(leader.place)) {
          continue;
        }
        if (page.size() == groups) {
          return new AlertPage(page, last);
        }
        page.add(ofPlaces.group(leader.place));
        last = Optional.of(leader.key);
      }
    }
    return new AlertPage(page, Optional.empty());
  }

  /** One more than asked for, where there are so many. */
  private List<Leader> leaders(
      AlertQuery asked, String otherwise, Optional<AlertKey> after, int groups)
      throws SQLException {
    AlertConditions conditions = AlertConditions.of(sqlite, asked, otherwise);
    String sql =
        "SELECT r.by_chance, r.minus_area, r.alert, r.place FROM %s%s ORDER BY r.by_chance, r.minus_area, r.alert"
            .formatted(
                conditions.from(),
                after.isPresent() ? conditions.where(RANK + " > (?, ?, ?)") : conditions.where());
    List<Leader> leaders = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    try (PreparedStatement select = sqlite.prepareStatement(sql);
        Before before = new Before(after)) {
      int at = conditions.put(select);
      if (after.isPresent()) {
        put(select, at, after.get());
      }
      try (ResultSet rows = select.executeQuery()) {
        while (leaders.size() <= groups && rows.next()) {
          String place = rows.getString(4);
          if (seen.add(place) && !before.has(place)) {
            AlertKey key =
                new AlertKey(rows.getDouble(1), 0.0 - rows.getDouble(2), rows.getString(3));
            leaders.add(new Leader(key, place));
          }
        }
      }
    }
    return leaders;
  }

  private static void put(PreparedStatement select, int at, AlertKey key) throws SQLException {
    select.setDouble(at, key.byChance());
    select.setDouble(at + 1, 0.0 - key.areaSquareMetres());
    select.setString(at + 2, key.alert());
  }

  /** Whether a place was on a page before. */
  private final class Before implements AutoCloseable {
    private final Optional<AlertKey> after;
    private final AlertConditions conditions;
    private final PreparedStatement select;

    Before(Optional<AlertKey> after) throws SQLException {
      this.after = after;
      this.conditions = AlertConditions.ofOnePlace(sqlite, query);
      this.select =
          sqlite.prepareStatement(
              "SELECT 1 FROM %s%s LIMIT 1"
                  .formatted(conditions.from(), conditions.where(RANK + " <= (?, ?, ?)")));
    }

    boolean has(String place) throws SQLException {
      if (after.isEmpty()) {
        return false;
      }
      int at = conditions.put(select, place);
      put(select, at, after.get());
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
    }

    @Override
    public void close() throws SQLException {
      select.close();
    }
  }

  /** The alerts of one place after the other. */
  private final class Places implements AutoCloseable {
    private final AlertConditions conditions;
    private final PreparedStatement alerts;
    private final PreparedStatement count;
    private final PreparedStatement names;

    Places() throws SQLException {
      conditions = AlertConditions.ofOnePlace(sqlite, query);
      alerts =
          sqlite.prepareStatement(
              "SELECT %s FROM %s CROSS JOIN alerts ON alerts.fid = r.fid%s ORDER BY r.by_chance, r.minus_area, r.alert LIMIT %d"
                  .formatted(
                      COLUMNS, conditions.from(), conditions.where(), AlertPage.MOST_OF_A_PLACE));
      count =
          sqlite.prepareStatement(
              "SELECT count(*) FROM %s%s".formatted(conditions.from(), conditions.where()));
      names = sqlite.prepareStatement("SELECT names FROM places WHERE place = ?");
    }

    AlertPage.Group group(String place) throws SQLException {
      List<AlertHit> hits = new ArrayList<>();
      conditions.put(alerts, place);
      try (ResultSet rows = alerts.executeQuery()) {
        while (rows.next()) {
          hits.add(hit(rows));
        }
      }
      long all = hits.size();
      if (all == AlertPage.MOST_OF_A_PLACE) {
        conditions.put(count, place);
        try (ResultSet row = count.executeQuery()) {
          all = row.getLong(1);
        }
      }
      names.setString(1, place);
      try (ResultSet row = names.executeQuery()) {
        String known = row.next() ? row.getString(1) : null;
        return new AlertPage.Group(place, known == null ? "" : known, hits, all);
      }
    }

    @Override
    public void close() throws SQLException {
      alerts.close();
      count.close();
      names.close();
    }
  }

  /** What somebody has not judged is everything less what they have, which is less to look at. */
  static Map<Finding.Status, Long> counts(Connection sqlite, AlertQuery query) throws SQLException {
    Optional<String> none = Optional.empty();
    Optional<String> person = query.notJudgedBy();
    Optional<String> organisation = query.notJudgedByOrganisation();
    if (person.isPresent() && query.judgedBy().isEmpty()) {
      return less(
          counts(sqlite, query.withJudges(none, none, query.judgedByOrganisation(), organisation)),
          counted(
              sqlite, query.withJudges(person, none, query.judgedByOrganisation(), organisation)));
    }
    if (organisation.isPresent() && query.judgedByOrganisation().isEmpty()) {
      return less(
          counts(sqlite, query.withJudges(query.judgedBy(), person, none, none)),
          counted(sqlite, query.withJudges(query.judgedBy(), person, organisation, none)));
    }
    return counted(sqlite, query);
  }

  private static Map<Finding.Status, Long> less(
      Map<Finding.Status, Long> all, Map<Finding.Status, Long> some) {
    Map<Finding.Status, Long> rest = new EnumMap<>(all);
    some.forEach((status, count) -> rest.merge(status, -count, Long::sum));
    return rest;
  }

  private static Map<Finding.Status, Long> counted(Connection sqlite, AlertQuery query)
      throws SQLException {
    Map<Finding.Status, Long> counts = new EnumMap<>(Finding.Status.class);
    for (Finding.Status status : Finding.Status.values()) {
      counts.put(status, 0L);
    }
    AlertConditions conditions = AlertConditions.toCount(sqlite, query.withStatuses(Set.of()));
    try (PreparedStatement select =
        sqlite.prepareStatement(
            "SELECT r.status, count(*) FROM %s%s GROUP BY r.status"
                .formatted(conditions.from(), conditions.where()))) {
      conditions.put(select);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          counts.put(status(rows.getString(1)), rows.getLong(2));
        }
      }
    }
    return counts;
  }

  static Optional<AlertHit> find(Connection sqlite, String alert) throws SQLException {
    try (PreparedStatement select =
        sqlite.prepareStatement(
            "SELECT %s FROM reviews r CROSS JOIN alerts ON alerts.fid = r.fid WHERE r.alert = ?"
                .formatted(COLUMNS))) {
      select.setString(1, alert);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(hit(row)) : Optional.empty();
      }
    }
  }

  private static AlertHit hit(ResultSet row) throws SQLException {
    String alert = row.getString(1);
    long finding = row.getLong(14);
    Optional<Long> found = row.wasNull() ? Optional.empty() : Optional.of(finding);
    return new AlertHit(
        alert,
        row.getString(2),
        row.getString(3),
        row.getLong(4),
        Optional.ofNullable(row.getString(5)),
        Optional.ofNullable(row.getString(6)),
        Optional.ofNullable(row.getString(7)),
        decimal(row, 8),
        decimal(row, 9),
        decimal(row, 10),
        Optional.ofNullable(row.getString(11)),
        Optional.ofNullable(row.getString(12)),
        status(row.getString(13)),
        found,
        row.getInt(17),
        new AlertKey(row.getDouble(15), 0.0 - row.getDouble(16), alert));
  }

  private static OptionalDouble decimal(ResultSet row, int column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static Finding.Status status(String code) throws SQLException {
    return Finding.Status.findByCode(code)
        .orElseThrow(
            () -> new SQLException("Table 'reviews' has a status that Cairn did not write"));
  }
}
