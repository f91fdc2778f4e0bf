package org.cairn.register;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cairn.geopackage.GeoPackageGeometry;
import org.cairn.heritage.contribution.ContributionEntry;
import org.cairn.heritage.contribution.PlaceHistory;
import org.cairn.heritage.contribution.StatementOrigin;
import org.cairn.heritage.place.Antimeridian;
import org.cairn.heritage.place.ConditionAssessment;
import org.cairn.heritage.place.DrawnExtent;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.heritage.place.Statement;
import org.cairn.heritage.place.Term;
import org.cairn.heritage.review.Author;
import org.cairn.register.FeatureProperty.Type;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Assessments as features, place by place: rows of the tables get new numbers whenever something is
 * said of their place, so that only the entries they come from name them for good. Some places are
 * read together, and what is asked for is picked out of them by SQLite, as it is of tables.
 * Single-thread.
 */
final class AssessmentFeatures {
  /** Places read together. */
  private static final int AT_ONCE = 200;

  private static final List<FeatureProperty> PROPERTIES =
      FeatureLayer.ASSESSMENTS.properties(new FeatureSight(true, true, true, Optional.empty()));

  private final Connection sqlite;
  private final FeatureQuery query;
  private final SqliteFunctions functions;
  private final Optional<Key> after;

  AssessmentFeatures(Connection sqlite, FeatureQuery query, SqliteFunctions functions) {
    this.sqlite = sqlite;
    this.query = query;
    this.functions = functions;
    this.after = query.after().map(Key::parse);
  }

  /**
   * Where an assessment stands.
   *
   * @param number among the statements of an imported description; -1 for one that was added alone
   */
  private record Key(String place, long entry, int number) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparingLong(Key::entry).thenComparingInt(Key::number);

    static Key parse(String text) {
      String[] parts = text.split(":", 3);
      if (parts.length != 3) {
        throw new IllegalArgumentException("Expected the key of an assessment, found another");
      }
      return new Key(parts[2], Long.parseLong(parts[0]), Integer.parseInt(parts[1]));
    }

    String id() {
      return number < 0 ? Long.toString(entry) : entry + "-" + number;
    }

    @Override
    public String toString() {
      return entry + ":" + number + ":" + place;
    }

    /** Within one place. */
    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  Optional<String> read(FeatureSearch.Taker taker) throws SQLException {
    if (!query.sight().claims()) {
      return Optional.empty(); // They name persons.
    }
    Optional<String> last = Optional.empty();
    int taken = 0;
    boolean open = true;
    String from = after.map(Key::place).orElse("");
    boolean fromIncluded = true;
    while (true) {
      List<String> places =
          query.id().isPresent() ? placesOf(query.id().get()) : places(from, fromIncluded);
      for (FeatureRow row : asked(rows(places))) {
        if (!open || taken == query.limit()) {
          return last;
        }
        open = taker.take(row);
        last = Optional.of(row.key());
        taken++;
      }
      if (query.id().isPresent() || places.size() < AT_ONCE) {
        return Optional.empty();
      }
      from = places.getLast();
      fromIncluded = false;
    }
  }

  private List<String> places(String from, boolean included) throws SQLException {
    return texts(
        "SELECT DISTINCT place FROM conditions WHERE place %s ? ORDER BY place LIMIT %d"
            .formatted(included ? ">=" : ">", AT_ONCE),
        from);
  }

  private List<String> placesOf(String id) throws SQLException {
    if (!id.matches("[0-9]{1,18}(-[0-9]{1,9})?")) {
      return List.of();
    }
    return texts(
        id.indexOf('-') < 0
            ? "SELECT place FROM contributions WHERE fid = CAST(? AS INTEGER)"
            : "SELECT place FROM versions WHERE fid = CAST(? AS INTEGER)",
        id.replaceFirst("-.*", ""));
  }

  private List<String> texts(String sql, String value) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (PreparedStatement select = sqlite.prepareStatement(sql)) {
      select.setString(1, value);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          texts.add(row.getString(1));
        }
      }
    }
    return texts;
  }

  /** All assessments of places that come after the page before. */
  private List<FeatureRow> rows(List<String> places) throws SQLException {
    List<FeatureRow> rows = new ArrayList<>();
    for (String place : places) {
      Optional<PlaceHistory> history = ContributionTables.find(sqlite, place);
      if (history.isPresent()) {
        add(history.get(), rows);
      }
    }
    return rows;
  }

  private void add(PlaceHistory history, List<FeatureRow> rows) {
    PlaceDescription place = history.place();
    List<Key> keys = new ArrayList<>();
    List<ConditionAssessment> assessments = new ArrayList<>();
    List<StatementOrigin> origins = new ArrayList<>();
    List<Statement> described = history.described().place().statements();
    for (int at = 0; at < described.size(); at++) {
      if (described.get(at) instanceof ConditionAssessment assessed) {
        keys.add(new Key(place.id(), history.described().entry(), at));
        assessments.add(assessed);
        origins.add(
            new StatementOrigin(
                history.described().entry(), history.described().time(), history.described().by()));
      }
    }
    for (ContributionEntry added : history.standing()) {
      if (added.contribution().statement().orElse(null) instanceof ConditionAssessment assessed) {
        keys.add(new Key(place.id(), added.entry(), -1));
        assessments.add(assessed);
        origins.add(new StatementOrigin(added.entry(), added.time(), Optional.of(added.by())));
      }
    }
    List<Integer> order = new ArrayList<>();
    for (int at = 0; at < keys.size(); at++) {
      order.add(at);
    }
    order.sort(Comparator.comparing(keys::get));
    for (int at : order) {
      Key key = keys.get(at);
      boolean before =
          after
              .filter(one -> one.place().equals(key.place()) && key.compareTo(one) <= 0)
              .isPresent();
      boolean other = query.id().filter(id -> !id.equals(key.id())).isPresent();
      if (!before && !other) {
        rows.add(row(key, place, assessments.get(at), origins.get(at)));
      }
    }
  }

  private FeatureRow row(
      Key key, PlaceDescription place, ConditionAssessment assessed, StatementOrigin origin) {
    @Nullable Object[] values = {
      place.id(),
      PlaceRows.shownNames(place),
      origin.time().orElse(null),
      origin.by().map(Author::organisation).orElse(null),
      origin.by().map(Author::organisationName).orElse(null),
      assessors(assessed, origin),
      assessed.state().or(assessed::sourceState).map(AssessmentFeatures::shown).orElse(null),
      assessed.extent().map(AssessmentFeatures::shown).orElse(null),
      assessed.disturbances().stream()
          .flatMap(each -> each.category().or(each::cause).stream())
          .map(AssessmentFeatures::shown)
          .toList(),
      assessed.threats().stream()
          .flatMap(each -> each.category().or(each::cause).stream())
          .map(AssessmentFeatures::shown)
          .toList(),
      assessed.comment().orElse(null),
      key.entry()
    };
    return new FeatureRow(key.id(), key.toString(), geometry(place, assessed), values);
  }

  private static List<String> assessors(ConditionAssessment assessed, StatementOrigin origin) {
    return Stream.concat(
            assessed.assessors().stream().map(ConditionAssessment.Assessor::name),
            origin.by().flatMap(Author::name).stream())
        .distinct()
        .toList();
  }

  private static String shown(Term term) {
    return term.label().or(term::id).orElse("");
  }

  private @Nullable Geometry geometry(PlaceDescription place, ConditionAssessment assessed) {
    Sensitivity sensitivity = place.sensitivity();
    boolean located = query.sight().exact() || sensitivity.level() == Sensitivity.Level.PUBLIC;
    Optional<Geometry> drawn = assessed.drawn().map(DrawnExtent::outline);
    if (located && drawn.isPresent()) {
      return Antimeridian.withinBounds(drawn.get());
    }
    Optional<PlaceGeometry> best =
        place.geometries().stream().min(Comparator.comparing(PlaceGeometry::extent));
    return SqliteFeatures.seen(
        query.sight(),
        sensitivity.level().code(),
        sensitivity.cellMetres(),
        best.map(PlaceGeometry::geometry).map(GeoPackageGeometry::encode).orElse(null));
  }

  // ---- what is asked for

  private List<FeatureRow> asked(List<FeatureRow> rows) throws SQLException {
    boolean all = query.within().isEmpty() && query.during().isEmpty() && query.filter().isEmpty();
    if (all || rows.isEmpty()) {
      return rows;
    }
    functions.rows(rows);
    List<String> where = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    values.add(json(rows).toString());
    query
        .during()
        .ifPresent(during ->
            where.add(
                SqliteFeatures.during(during, column("recorded"), column("recorded"), values)));
    query.within().ifPresent(area -> where.add(meets(functions.area(area))));
    if (query.filter().isPresent()) {
      FeatureSql sql = columns();
      where.add(sql.of(query.filter().get()));
      values.addAll(sql.values());
    }
    List<FeatureRow> some = new ArrayList<>();
    try (PreparedStatement select =
        sqlite.prepareStatement(
            "SELECT i.key FROM json_each(?) i WHERE " + String.join(" AND ", where))) {
      SqliteFeatures.put(select, 1, values);
      Set<Integer> found = new HashSet<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(row.getInt(1));
        }
      }
      for (int at = 0; at < rows.size(); at++) {
        if (found.contains(at)) {
          some.add(rows.get(at));
        }
      }
    }
    return some;
  }

  private static String meets(int area) {
    return "cairn_row_meets(i.key, " + area + ")";
  }

  private static ArrayNode json(List<FeatureRow> rows) {
    ArrayNode all = JsonMapper.shared().createArrayNode();
    for (FeatureRow row : rows) {
      ObjectNode one = all.addObject().put("id", row.id());
      for (int at = 0; at < PROPERTIES.size(); at++) {
        Object value = row.value(at);
        if (value != null) {
          one.putPOJO(PROPERTIES.get(at).name(), value);
        }
      }
    }
    return all;
  }

  private FeatureSql columns() {
    FeatureSql sql = new FeatureSql(functions, AssessmentFeatures::meets);
    sql.column("id", Type.TEXT, column("id"));
    for (FeatureProperty each : PROPERTIES) {
      if (each.type() == Type.TEXTS) {
        sql.column(
            each.name(),
            "m.value",
            "EXISTS (SELECT 1 FROM json_each(i.value, '$." + each.name() + "') m WHERE %s)");
      } else {
        sql.column(each.name(), each.type(), column(each.name()));
      }
    }
    return sql;
  }

  private static String column(String property) {
    return "json_extract(i.value, '$." + property + "')";
  }
}
