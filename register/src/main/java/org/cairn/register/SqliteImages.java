package org.cairn.register;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.cairn.geopackage.GeoPackageGeometry;
import org.cairn.geopackage.RTree;
import org.cairn.heritage.place.Sensitivity;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;

/** {@link Images} over the tables of {@link ImageTables}; for one question. */
final class SqliteImages {
  /** So many rows are quicker read out of an index and sorted than met in the table's order. */
  private static final int FEW = 4_000;

  private static final String OPEN =
      "coalesce((SELECT places.sensitivity FROM places WHERE places.place = i.place), '') = '"
          + Sensitivity.Level.PUBLIC.code()
          + "'";

  private static final String OPEN_USE =
      "EXISTS (SELECT 1 FROM scene_uses u JOIN places ON places.place = u.place"
          + " WHERE u.item = i.item AND places.sensitivity = '"
          + Sensitivity.Level.PUBLIC.code()
          + "')";

  private static final String PICTURE =
      "SELECT i.fid, i.entry, i.number, i.alert, i.place, i.role, i.acquired, i.sensor, i.item,"
          + " i.sha256, i.geom, "
          + OPEN;

  private static final String SCENE =
      "SELECT i.fid, i.entry, i.run, i.item, i.collection, i.acquired, i.sensor, i.clear_share,"
          + " i.held_back";

  private final Connection sqlite;
  private final ImageQuery query;
  private final List<PreparedGeometry> areas;
  private final List<String> conditions = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();

  SqliteImages(Connection sqlite, ImageQuery query) {
    this.sqlite = sqlite;
    this.query = query;
    this.areas = query.areas().stream().map(PreparedGeometryFactory::prepare).toList();
  }

  List<PictureHit> pictures(OptionalLong before, int most) throws SQLException {
    if (!query.exact()) {
      conditions.add(OPEN);
    }
    String from = "pictures i NOT INDEXED";
    if (!areas.isEmpty() && few(box())) {
      from = RTree.name(ImageTables.PICTURES) + " r CROSS JOIN pictures i ON i.fid = r.id";
      add(box());
    } else if (!areas.isEmpty()) {
      Part box = box();
      add(
          new Part(
              "EXISTS (SELECT 1 FROM %s r WHERE r.id = i.fid AND %s)"
                  .formatted(RTree.name(ImageTables.PICTURES), box.sql()),
              box.values()));
    }
    if (hasTimes()) {
      if (areas.isEmpty() && fewTimes("pictures")) {
        from = "pictures i INDEXED BY pictures_acquired";
      }
      add(times());
    }
    before(before);
    return list(PICTURE, from, most, row -> picture(row).filter(this::touches));
  }

  List<SceneHit> scenes(OptionalLong before, int most) throws SQLException {
    seenScenes();
    conditions.add("i.acquired NOT NULL");
    String from = "scenes i NOT INDEXED";
    if (hasTimes()) {
      if (fewTimes("scenes")) {
        from = "scenes i INDEXED BY scenes_acquired";
      }
      add(times());
    }
    before(before);
    return list(SCENE, from, most, SqliteImages::scene);
  }

  Optional<PictureHit> picture(long entry, int number) throws SQLException {
    if (!query.exact()) {
      conditions.add(OPEN);
    }
    add(new Part("i.entry = ? AND i.number = ?", List.of(entry, number)));
    return list(PICTURE, "pictures i INDEXED BY pictures_entry", 1, SqliteImages::picture).stream()
        .findFirst();
  }

  Optional<SceneHit> scene(String item) throws SQLException {
    seenScenes();
    add(new Part("i.acquired NOT NULL AND i.item = ?", List.of(item)));
    return list(SCENE, "scenes i", 1, SqliteImages::scene).stream().findFirst();
  }

  List<String> alertsOf(String item, int most) throws SQLException {
    if (!query.exact()) {
      conditions.add(OPEN);
    }
    add(new Part("i.item = ?", List.of(item)));
    try (PreparedStatement select =
        sqlite.prepareStatement(
            "SELECT i.alert FROM scene_uses i INDEXED BY scene_uses_item%s ORDER BY i.alert LIMIT %d"
                .formatted(where(), most))) {
      put(select);
      List<String> alerts = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          alerts.add(rows.getString(1));
        }
      }
      return alerts;
    }
  }

  /**
   * @param table {@code pictures} or {@code scenes}
   */
  Optional<Images.Times> times(String table) throws SQLException {
    Optional<Instant> first = end(table, "");
    Optional<Instant> last = end(table, " DESC");
    return first.isPresent() && last.isPresent()
        ? Optional.of(new Images.Times(first.get(), last.get()))
        : Optional.empty();
  }

  private Optional<Instant> end(String table, String order) throws SQLException {
    String seen = query.exact() ? "" : " AND " + (table.equals("pictures") ? OPEN : OPEN_USE);
    try (PreparedStatement select =
            sqlite.prepareStatement(
                "SELECT i.acquired FROM %1$s i INDEXED BY %1$s_acquired WHERE i.acquired NOT NULL%2$s ORDER BY i.acquired%3$s LIMIT 1"
                    .formatted(table, seen, order));
        ResultSet row = select.executeQuery()) {
      return row.next() ? Optional.of(Instant.parse(row.getString(1))) : Optional.empty();
    }
  }

  private void seenScenes() {
    if (!query.exact()) {
      conditions.add(OPEN_USE);
    }
  }

  /** A condition and what is asked in it. */
  private record Part(String sql, List<Object> values) {
    Part {
      values = List.copyOf(values);
    }
  }

  private void add(Part part) {
    conditions.add(part.sql());
    values.addAll(part.values());
  }

  private void before(OptionalLong before) {
    if (before.isPresent()) {
      add(new Part("i.fid < ?", List.of(before.getAsLong())));
    }
  }

  /** Of the rows of the R-tree, which is coarser than the ground. */
  private Part box() {
    List<String> parts = new ArrayList<>();
    List<Object> its = new ArrayList<>();
    for (Geometry area : query.areas()) {
      Envelope box = area.getEnvelopeInternal();
      parts.add("(r.minx <= ? AND r.maxx >= ? AND r.miny <= ? AND r.maxy >= ?)");
      its.addAll(List.of(box.getMaxX(), box.getMinX(), box.getMaxY(), box.getMinY()));
    }
    return new Part("(" + String.join(" OR ", parts) + ")", its);
  }

  private boolean hasTimes() {
    return query.from().isPresent() || query.until().isPresent();
  }

  /** As they are written, without fractions: a second that begins before an end is within it. */
  private Part times() {
    String first = query.from().map(SqliteImages::nextSecond).orElse("");
    String last =
        query.until().map(end -> end.truncatedTo(ChronoUnit.SECONDS).toString()).orElse("\uFFFF");
    return new Part("i.acquired BETWEEN ? AND ?", List.of(first, last));
  }

  private static String nextSecond(Instant from) {
    Instant second = from.truncatedTo(ChronoUnit.SECONDS);
    return (second.equals(from) ? second : second.plusSeconds(1)).toString();
  }

  private boolean few(Part box) throws SQLException {
    return few(RTree.name(ImageTables.PICTURES) + " r", box);
  }

  private boolean fewTimes(String table) throws SQLException {
    return few(table + " i", times());
  }

  private boolean few(String table, Part part) throws SQLException {
    try (PreparedStatement select =
        sqlite.prepareStatement(
            "SELECT count(*) FROM (SELECT 1 FROM %s WHERE %s LIMIT %d)"
                .formatted(table, part.sql(), FEW + 1))) {
      for (int at = 0; at < part.values().size(); at++) {
        select.setObject(at + 1, part.values().get(at));
      }
      try (ResultSet row = select.executeQuery()) {
        return row.next() && row.getLong(1) <= FEW;
      }
    }
  }

  /** Makes something of a row, or passes it over. */
  @FunctionalInterface
  private interface Reading<T> {
    Optional<T> of(ResultSet row) throws SQLException;
  }

  private <T> List<T> list(String columns, String from, int most, Reading<T> reading)
      throws SQLException {
    List<T> found = new ArrayList<>();
    try (PreparedStatement select =
        sqlite.prepareStatement(columns + " FROM " + from + where() + " ORDER BY i.fid DESC")) {
      put(select);
      try (ResultSet rows = select.executeQuery()) {
        while (found.size() < most && rows.next()) {
          reading.of(rows).ifPresent(found::add);
        }
      }
    }
    return found;
  }

  private String where() {
    return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
  }

  private void put(PreparedStatement select) throws SQLException {
    for (int at = 0; at < values.size(); at++) {
      select.setObject(at + 1, values.get(at));
    }
  }

  private boolean touches(PictureHit hit) {
    return areas.isEmpty()
        || hit.ground().isPresent()
            && areas.stream().anyMatch(area -> area.intersects(hit.ground().get()));
  }

  private static Optional<PictureHit> picture(ResultSet row) throws SQLException {
    byte[] geometry = row.getBytes(11);
    return Optional.of(
        new PictureHit(
            row.getLong(1),
            row.getLong(2),
            row.getInt(3),
            row.getString(4),
            row.getString(5),
            Optional.ofNullable(row.getString(6)).orElse(""),
            Instant.parse(row.getString(7)),
            Optional.ofNullable(row.getString(8)),
            Optional.ofNullable(row.getString(9)),
            row.getString(10),
            geometry == null ? Optional.empty() : Optional.of(GeoPackageGeometry.decode(geometry)),
            row.getBoolean(12)));
  }

  private static Optional<SceneHit> scene(ResultSet row) throws SQLException {
    double share = row.getDouble(8);
    OptionalDouble clear = row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(share);
    return Optional.of(
        new SceneHit(
            row.getLong(1),
            row.getLong(2),
            row.getString(3),
            row.getString(4),
            Optional.ofNullable(row.getString(5)),
            Instant.parse(row.getString(6)),
            Optional.ofNullable(row.getString(7)),
            clear,
            Optional.ofNullable(row.getString(9))));
  }
}
