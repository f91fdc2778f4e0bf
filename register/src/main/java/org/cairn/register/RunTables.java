package org.cairn.register;

import static org.cairn.register.RegisterEntry.text;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.geopackage.GeoPackageGeometry;
import org.cairn.geopackage.RTree;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What runs of the watch found, in the tables: their records wait in {@link GeoPackage#PENDING}
 * until the run's own record comes. Single-thread.
 */
final class RunTables {
  /** Types of records; {@code run} is also the member that names the run. */
  static final String RUN = "run";

  static final String SCENE = "scene";
  static final String COVERAGE = "coverage";
  static final String ALERT = "alert";

  /**
   * A change counts as one that would have been seen when at least this share of tries found it.
   */
  private static final double SEEN = 0.8;

  /** Records of a run that are in memory together. */
  private static final int AT_ONCE = 1_000;

  private final TableWriter tables;
  private final ReviewTables reviews;
  private final ImageTables images;
  private final boolean indexed;

  /**
   * @param indexed whether {@link RegisterIndexes#index} has been called, and the indexes are to
   *     follow
   */
  RunTables(TableWriter tables, ReviewTables reviews, boolean indexed) {
    this.tables = tables;
    this.reviews = reviews;
    this.images = new ImageTables(tables, indexed);
    this.indexed = indexed;
  }

  void keep(long index, RegisterEntry.OfRun record) throws SQLException {
    tables.insert(GeoPackage.PENDING, index, record.run(), record.text());
  }

  /** A run's records count from its last one on. A million places are not in memory at once. */
  void finish(String run) throws SQLException {
    long after = -1;
    for (List<Kept> some = kept(run, after); !some.isEmpty(); some = kept(run, after)) {
      for (Kept each : some) {
        if (JsonMapper.shared().readTree(each.record()) instanceof ObjectNode record) {
          switch (record.path("type").asString("")) {
            case SCENE -> images.scene(each.index(), record);
            case COVERAGE -> coverage(each.index(), record);
            default -> {
              alert(each.index(), record);
              images.alert(each.index(), record);
            }
          }
        }
        after = each.index();
      }
    }
    tables.delete(GeoPackage.PENDING, "run", run);
  }

  /** A record that waits, and its entry. */
  private record Kept(long index, String record) {}

  private List<Kept> kept(String run, long after) throws SQLException {
    PreparedStatement select =
        tables.prepare(
            "SELECT fid, record FROM pending WHERE run = ? AND fid > ? ORDER BY fid LIMIT "
                + AT_ONCE);
    select.setString(1, run);
    select.setLong(2, after);
    List<Kept> some = new ArrayList<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        some.add(new Kept(rows.getLong(1), rows.getString(2)));
      }
    }
    return some;
  }

  private void coverage(long index, ObjectNode record) throws SQLException {
    tables.insert(
        GeoPackage.COVERAGE,
        tables.takeFid(),
        record.path("place").asString(""),
        record.path(RUN).asString(""),
        text(record, "status"),
        text(record, "why"),
        record.path("looks").asLong(0),
        record.path("acquisitions").asLong(0),
        record.path("alerts").asLong(0),
        text(record, "from"),
        text(record, "until"),
        decimal(record, "max_score"),
        decimal(record, "threshold"),
        leastSeen(record),
        index);
    tables.update(
        GeoPackage.PLACES,
        "place",
        record.path("place").asString(""),
        "status = ?, watched_until = ?",
        text(record, "status"),
        text(record, "until"));
  }

  /**
   * The smallest size in square metres of which any change that was tried would have been seen in
   * four of five tries; empty where no size would have, and where nothing was tried.
   */
  static Optional<Double> leastSeen(ObjectNode record) {
    Optional<Double> least = Optional.empty();
    for (JsonNode one : record.path("smallest_detectable").values()) {
      Optional<Double> area = decimal(one, "area_m2");
      boolean seen =
          decimal(one, "power").orElse(0.0) >= SEEN && decimal(one, "contrast").isPresent();
      if (seen && area.isPresent() && area.get() < least.orElse(Double.POSITIVE_INFINITY)) {
        least = area;
      }
    }
    return least;
  }

  private void alert(long index, ObjectNode record) throws SQLException {
    Optional<Geometry> area = Optional.empty();
    try {
      String wkt = record.path("changed_area").asString("");
      area = wkt.isEmpty() ? Optional.empty() : Optional.of(new WKTReader().read(wkt));
    } catch (ParseException | IllegalArgumentException e) {
      tables.insert(
          GeoPackage.UNREADABLE,
          index,
          "alert-record",
          "member 'changed_area' is no well-known text");
    }
    tables.delete(GeoPackage.ALERTS, "alert", record.path(ALERT).asString(""));
    List<String> directions = new ArrayList<>();
    record.path("direction").values().forEach(each -> directions.add(each.asString("")));
    long fid = tables.takeFid();
    tables.insert(
        GeoPackage.ALERTS,
        fid,
        record.path(ALERT).asString(""),
        record.path("place").asString(""),
        record.path(RUN).asString(""),
        text(record, "last_unchanged"),
        text(record, "first_seen"),
        text(record, "raised"),
        decimal(record, "score"),
        decimal(record, "expected_per_site_year"),
        decimal(record, "area_m2"),
        String.join(", ", directions),
        text(record, "sensor"),
        index,
        area.filter(each -> !each.isEmpty()).map(GeoPackageGeometry::encode));
    reviews.alert(
        fid,
        record.path(ALERT).asString(""),
        record.path("place").asString(""),
        decimal(record, "expected_per_site_year"),
        decimal(record, "area_m2"),
        text(record, "first_seen"),
        text(record, "raised"));
    if (indexed && area.isPresent() && !area.get().isEmpty()) {
      PreparedStatement bounds = tables.prepare(RTree.insertBounds(GeoPackage.ALERTS));
      RTree.putBounds(bounds, fid, area.get().getEnvelopeInternal());
      bounds.executeUpdate();
    }
  }

  /** Empty for what is no finite number. */
  static Optional<Double> decimal(JsonNode record, String member) {
    try {
      return text(record, member).map(Double::valueOf).filter(Double::isFinite);
    } catch (NumberFormatException noNumber) {
      return Optional.empty();
    }
  }
}
