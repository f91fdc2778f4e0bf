package org.cairn.register;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.geopackage.GeoPackageGeometry;
import org.cairn.geopackage.RTree;
import org.cairn.geopackage.Table;
import org.cairn.heritage.codec.MalformedRecordException;
import org.cairn.heritage.codec.PlaceCodec;
import org.cairn.heritage.place.Link;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.PlaceType;
import org.cairn.heritage.place.Precision;
import org.cairn.heritage.place.Relation;
import org.cairn.heritage.place.Statement;
import org.cairn.heritage.time.DaySpan;
import org.cairn.heritage.time.TimeSpan;
import org.cairn.ledger.record.CanonicalJson;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts entries of the ledger, one after the other, into the tables of {@link GeoPackage}. Rows get
 * their numbers from one counter, so that the same entries make the same rows however they are cut
 * into sessions. Single-thread; within the caller's transaction.
 */
final class Projection implements AutoCloseable {
  private static final int SHOWN_NAMES = 200;
  private static final String RUN = "run";
  private static final String COVERAGE = "coverage";
  private static final String ALERT = "alert";

  private final Connection sqlite;
  private final boolean indexed;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();
  private long nextFid;
  private Optional<String> lastTime = Optional.empty();

  /**
   * @param indexed whether {@link GeoPackage#index} has been called, and the indexes are to follow
   */
  Projection(Connection sqlite, boolean indexed, long nextFid) {
    this.sqlite = sqlite;
    this.indexed = indexed;
    this.nextFid = nextFid;
  }

  long nextFid() {
    return nextFid;
  }

  /** Of the last record; empty where none was seen. */
  Optional<String> lastTime() {
    return lastTime;
  }

  /**
   * @param record with everything the vault knows
   */
  void accept(long index, ObjectNode record) throws SQLException {
    lastTime = text(record, "time").or(() -> lastTime);
    switch (record.path("type").asString("")) {
      case PlaceRecords.TYPE -> place(index, record);
      case COVERAGE, ALERT ->
          insert(
              GeoPackage.PENDING,
              index,
              record.path(RUN).asString(""),
              new String(CanonicalJson.canonicalize(record), UTF_8));
      case RUN -> finish(record.path(RUN).asString(""));
      default -> {
        // Says nothing of places, coverage or alerts.
      }
    }
  }

  private void place(long index, ObjectNode record) throws SQLException {
    PlaceDescription place;
    try {
      place = PlaceRecords.decode(record);
    } catch (MalformedRecordException e) {
      unreadable(index, MalformedRecordException.CODE, e);
      return;
    } catch (IllegalArgumentException e) {
      unreadable(index, "place-record", e);
      return;
    }
    ObjectNode json = PlaceCodec.encode(place);
    String text = PlaceRecords.text(json);
    insert(
        GeoPackage.VERSIONS,
        index,
        place.id(),
        text(record, "time"),
        PlaceRecords.sha256(text),
        text);
    String names = shownNames(place);
    PreparedStatement update =
        prepare(
            "UPDATE places SET names = ?, sensitivity = ?, cell_metres = ?, entry = ? WHERE place = ?");
    set(
        update,
        1,
        names,
        place.sensitivity().level().code(),
        place.sensitivity().cellMetres(),
        index,
        place.id());
    if (update.executeUpdate() == 1) {
      forget(place.id());
    } else {
      insert(
          GeoPackage.PLACES,
          nextFid++,
          place.id(),
          names,
          place.sensitivity().level().code(),
          place.sensitivity().cellMetres(),
          index,
          index,
          null,
          null);
    }
    Map<String, Integer> ordinals = new HashMap<>();
    for (Statement statement : place.statements()) {
      String kind = statement.kind().member();
      int ordinal = ordinals.merge(kind, 1, Integer::sum) - 1;
      state(place, names, statement, json.path(kind).path(ordinal));
    }
  }

  private void unreadable(long index, String code, RuntimeException why) throws SQLException {
    insert(GeoPackage.UNREADABLE, index, code, String.valueOf(why.getMessage()));
  }

  /** All names, so that none is the first by more than the order of its source. */
  private static String shownNames(PlaceDescription place) {
    Set<String> texts = new LinkedHashSet<>();
    place.names().forEach(name -> texts.add(name.text()));
    String joined = String.join(" · ", texts);
    if (joined.codePointCount(0, joined.length()) <= SHOWN_NAMES) {
      return joined;
    }
    return joined.substring(0, joined.offsetByCodePoints(0, SHOWN_NAMES)) + "…";
  }

  private void forget(String place) throws SQLException {
    if (indexed) {
      PreparedStatement names = prepare("SELECT fid, words, sound FROM names WHERE place = ?");
      names.setString(1, place);
      try (ResultSet rows = names.executeQuery()) {
        PreparedStatement unindex =
            prepare(
                "INSERT INTO names_search (names_search, rowid, words, sound) VALUES ('delete', ?, ?, ?)");
        while (rows.next()) {
          set(unindex, 1, rows.getLong(1), rows.getString(2), rows.getString(3));
          unindex.executeUpdate();
        }
      }
    }
    for (Table table : GeoPackage.STATED) {
      PreparedStatement delete = prepare("DELETE FROM %s WHERE place = ?".formatted(table.name()));
      delete.setString(1, place);
      delete.executeUpdate();
    }
  }

  private void state(PlaceDescription place, String names, Statement statement, JsonNode json)
      throws SQLException {
    long fid = nextFid++;
    List<@Nullable Object> row = new ArrayList<>();
    row.add(place.id());
    Table table =
        switch (statement) {
          case Name name -> {
            FoldedName folded = folded(name);
            add(row, name.text(), name.language(), name.script(), json.path("romanisations"));
            add(row, name.role().flatMap(role -> role.label().or(role::id)));
            add(row, folded.words(), folded.sound());
            yield GeoPackage.NAMES;
          }
          case PlaceType type -> {
            add(row, type.facet().code(), type.term().vocabulary(), type.term().id());
            add(row, type.term().label(), typeWords(type));
            yield GeoPackage.TYPES;
          }
          case Link link -> {
            add(row, link.scheme(), link.identifier(), link.uri(), link.match().code());
            yield GeoPackage.LINKS;
          }
          case Relation relation -> {
            add(row, relation.type().code(), relation.target(), relation.label());
            yield GeoPackage.RELATIONS;
          }
          case PlaceGeometry geometry -> {
            add(row, names, geometry.extent().code());
            add(row, geometry.role().flatMap(role -> role.label().or(role::id)));
            add(row, geometry.precision().flatMap(Precision::metres).map(Number::doubleValue));
            add(row, geometry.precision().flatMap(Precision::asRead));
            add(row, place.sensitivity().level().code());
            yield GeoPackage.GEOMETRIES;
          }
          default -> {
            add(row, statement.kind().member(), json);
            yield GeoPackage.STATEMENTS;
          }
        };
    add(row, statement.attribution().author(), json.path("sources"));
    add(row, statement.attribution().certainty().map(each -> each.code()), json.path("times"));
    if (statement instanceof PlaceGeometry geometry) {
      row.add(GeoPackageGeometry.encode(geometry.geometry()));
    }
    insert(table, fid, row.toArray());
    if (statement instanceof PlaceGeometry geometry) {
      indexBounds(table, fid, geometry.geometry());
    }
    if (statement instanceof Name && indexed) {
      PreparedStatement index =
          prepare(
              "INSERT INTO names_search (rowid, words, sound) SELECT fid, words, sound FROM names WHERE fid = ?");
      index.setLong(1, fid);
      index.executeUpdate();
    }
    for (TimeSpan span : statement.attribution().times()) {
      DaySpan possible = span.possible();
      insert(
          GeoPackage.TIMES,
          nextFid++,
          place.id(),
          statement.kind().member(),
          fid,
          Days.first(possible),
          Days.last(possible),
          Days.text(possible.earliest()),
          Days.text(possible.latest()));
    }
  }

  private static FoldedName folded(Name name) {
    StringBuilder all = new StringBuilder(name.text());
    name.romanisations().forEach(each -> all.append(' ').append(each.text()));
    return FoldedName.of(all.toString());
  }

  private static String typeWords(PlaceType type) {
    return FoldedName.of(type.term().label().or(() -> type.term().id()).orElse("")).words();
  }

  private void indexBounds(Table table, long fid, Geometry geometry) throws SQLException {
    if (indexed) {
      PreparedStatement bounds = prepare(RTree.insertBounds(table));
      RTree.putBounds(bounds, fid, geometry);
      bounds.executeUpdate();
    }
  }

  /** A run's records count from its last one on. */
  private void finish(String run) throws SQLException {
    List<Map.Entry<Long, ObjectNode>> records = new ArrayList<>();
    PreparedStatement select =
        prepare("SELECT fid, record FROM pending WHERE run = ? ORDER BY fid");
    select.setString(1, run);
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        if (JsonMapper.shared().readTree(rows.getString(2)) instanceof ObjectNode record) {
          records.add(Map.entry(rows.getLong(1), record));
        }
      }
    }
    for (Map.Entry<Long, ObjectNode> record : records) {
      if (record.getValue().path("type").asString("").equals(COVERAGE)) {
        coverage(record.getKey(), record.getValue());
      } else {
        alert(record.getKey(), record.getValue());
      }
    }
    PreparedStatement delete = prepare("DELETE FROM pending WHERE run = ?");
    delete.setString(1, run);
    delete.executeUpdate();
  }

  private void coverage(long index, ObjectNode record) throws SQLException {
    insert(
        GeoPackage.COVERAGE,
        nextFid++,
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
        index);
    PreparedStatement update =
        prepare("UPDATE places SET status = ?, watched_until = ? WHERE place = ?");
    set(
        update,
        1,
        text(record, "status"),
        text(record, "until"),
        record.path("place").asString(""));
    update.executeUpdate();
  }

  private void alert(long index, ObjectNode record) throws SQLException {
    Optional<Geometry> area = Optional.empty();
    try {
      String wkt = record.path("changed_area").asString("");
      area = wkt.isEmpty() ? Optional.empty() : Optional.of(new WKTReader().read(wkt));
    } catch (ParseException | IllegalArgumentException e) {
      insert(
          GeoPackage.UNREADABLE,
          index,
          "alert-record",
          "member 'changed_area' is no well-known text");
    }
    PreparedStatement delete = prepare("DELETE FROM alerts WHERE alert = ?");
    delete.setString(1, record.path(ALERT).asString(""));
    delete.executeUpdate();
    List<String> directions = new ArrayList<>();
    record.path("direction").values().forEach(each -> directions.add(each.asString("")));
    long fid = nextFid++;
    insert(
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
    if (area.isPresent() && !area.get().isEmpty()) {
      indexBounds(GeoPackage.ALERTS, fid, area.get());
    }
  }

  private static Optional<String> text(JsonNode record, String member) {
    JsonNode value = record.path(member);
    return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
  }

  /** Empty for what is no finite number. */
  private static Optional<Double> decimal(JsonNode record, String member) {
    try {
      return text(record, member).map(Double::valueOf).filter(Double::isFinite);
    } catch (NumberFormatException noNumber) {
      return Optional.empty();
    }
  }

  private static void add(List<@Nullable Object> row, @Nullable Object... values) {
    for (Object value : values) {
      row.add(value);
    }
  }

  private void insert(Table table, long fid, @Nullable Object... values) throws SQLException {
    PreparedStatement insert = prepare(table.insert());
    insert.setLong(1, fid);
    set(insert, 2, values);
    insert.executeUpdate();
  }

  /** JSON as its text, what is empty or missing as NULL. */
  private static void set(PreparedStatement statement, int from, @Nullable Object... values)
      throws SQLException {
    for (int at = 0; at < values.length; at++) {
      Object value = values[at] instanceof Optional<?> maybe ? maybe.orElse(null) : values[at];
      if (value instanceof JsonNode json) {
        value = json.isMissingNode() ? null : json.toString();
      }
      statement.setObject(from + at, value);
    }
  }

  private PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement known = prepared.get(sql);
    if (known == null) {
      known = sqlite.prepareStatement(sql);
      prepared.put(sql, known);
    }
    return known;
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement statement : prepared.values()) {
      statement.close();
    }
  }
}
