package org.cairn.register;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.cairn.geopackage.GeoPackageGeometry;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.ledger.RefusedException;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/** {@link FeatureSearch} over the tables of {@link GeoPackage}. */
final class SqliteFeatures implements FeatureSearch {
  private static final String PUBLIC = Sensitivity.Level.PUBLIC.code();
  private static final String GENERALISED = Sensitivity.Level.GENERALISED.code();

  /**
   * Of several geometries of a place the one that stands for it, as {@code KnownLocation} has it.
   */
  static final String BEST =
      "(SELECT g.geom FROM geometries g WHERE g.place = p.place ORDER BY CASE g.extent "
          + Arrays.stream(PlaceGeometry.Extent.values())
              .map(each -> "WHEN '%s' THEN %d".formatted(each.code(), each.ordinal()))
              .collect(Collectors.joining(" "))
          + " ELSE 99 END, g.fid LIMIT 1)";

  /** So many geometries in the bounds of what is asked for are looked up before the places. */
  private static final int FEW = 20_000;

  private final RegisterReading reading;

  SqliteFeatures(RegisterReading reading) {
    this.reading = reading;
  }

  @Override
  public OptionalLong count(FeatureLayer layer) throws IOException, RefusedException {
    String table =
        switch (layer) {
          case PLACES -> "places";
          case ALERTS -> "reviews";
          case CASES -> "cases";
          case ASSESSMENTS -> "";
        };
    if (table.isEmpty()) {
      return OptionalLong.empty();
    }
    return reading.read(sqlite -> {
      try (PreparedStatement select = sqlite.prepareStatement("SELECT count(*) FROM " + table);
          ResultSet row = select.executeQuery()) {
        return OptionalLong.of(row.getLong(1));
      }
    });
  }

  @Override
  public Optional<String> read(FeatureLayer layer, FeatureQuery query, Taker taker)
      throws IOException, RefusedException {
    return reading.read(sqlite -> {
      sqlite.setAutoCommit(false); // one state for all questions
      try (SqliteFunctions functions = new SqliteFunctions(sqlite)) {
        return switch (layer) {
          case PLACES -> new PlaceFeatures(sqlite, query, functions).read(taker);
          case ALERTS -> AlertFeatures.read(sqlite, query, functions, taker);
          case ASSESSMENTS -> new AssessmentFeatures(sqlite, query, functions).read(taker);
          case CASES -> new CaseFeatures(sqlite, query, functions).read(taker);
        };
      } finally {
        sqlite.setAutoCommit(true);
      }
    });
  }

  /** Whether the geometry of the place {@code p} as it may be seen meets an area. */
  static String placeMeets(FeatureSight sight, int area) {
    String exactly = "cairn_meets(" + BEST + ", " + area + ")";
    return sight.exact() ? exactly : asSeen(exactly, area);
  }

  /** The condition where the place {@code p} is public, else the same of its grid cell. */
  static String asSeen(String exactly, int area) {
    return "(CASE p.sensitivity WHEN '%s' THEN %s WHEN '%s' THEN cairn_cell_meets(%s, p.cell_metres, %d) END)"
        .formatted(PUBLIC, exactly, GENERALISED, BEST, area);
  }

  /** What of a geometry that stands for a place so protected may be seen. */
  static @Nullable Geometry seen(
      FeatureSight sight, @Nullable String level, int cellMetres, byte @Nullable [] blob) {
    if (blob == null) {
      return null;
    }
    if (sight.exact() || PUBLIC.equals(level)) {
      return GeoPackageGeometry.decode(blob);
    }
    return GENERALISED.equals(level)
        ? SqliteFunctions.cell(GeoPackageGeometry.decode(blob), cellMetres)
        : null;
  }

  /**
   * A condition that all public places that meet an area meet, found by their bounds; empty where
   * too many do for that to be quicker.
   */
  static Optional<String> narrowed(
      Connection sqlite, FeatureSight sight, Geometry area, List<Object> values)
      throws SQLException {
    List<String> each = new ArrayList<>();
    List<Object> bounds = new ArrayList<>();
    for (int part = 0; part < area.getNumGeometries(); part++) {
      Envelope box = area.getGeometryN(part).getEnvelopeInternal();
      each.add(
          "SELECT b.id FROM rtree_geometries_geom b WHERE b.maxx >= ? AND b.minx <= ? AND b.maxy >= ? AND b.miny <= ?");
      bounds.addAll(List.of(box.getMinX(), box.getMaxX(), box.getMinY(), box.getMaxY()));
    }
    if (each.isEmpty() || each.size() > 8) {
      return Optional.empty();
    }
    String ids = String.join(" UNION ALL ", each);
    try (PreparedStatement select =
        sqlite.prepareStatement(
            "SELECT count(*) FROM (SELECT 1 FROM (%s) LIMIT %d)".formatted(ids, FEW))) {
      put(select, 1, bounds);
      try (ResultSet row = select.executeQuery()) {
        if (row.getInt(1) >= FEW) {
          return Optional.empty();
        }
      }
    }
    values.addAll(bounds);
    String found =
        "p.place IN (SELECT n.place FROM geometries n WHERE n.fid IN (%s))".formatted(ids);
    return Optional.of(
        sight.exact() ? found : "(p.sensitivity <> '%s' OR %s)".formatted(PUBLIC, found));
  }

  /** A column of days or times within what is asked for. */
  static String during(FeatureQuery.During during, String first, String last, List<Object> values) {
    List<String> bounds = new ArrayList<>();
    bounds.add(first + " IS NOT NULL");
    during
        .from()
        .ifPresent(from -> {
          bounds.add("substr(%1$s, 1, 19) >= substr(?, 1, length(%1$s))".formatted(last));
          values.add(second(from));
        });
    during
        .until()
        .ifPresent(until -> {
          bounds.add("substr(%1$s, 1, 19) <= substr(?, 1, length(%1$s))".formatted(first));
          values.add(second(until));
        });
    return String.join(" AND ", bounds);
  }

  private static String second(Instant instant) {
    return FeatureSql.second(instant);
  }

  static int put(PreparedStatement select, int first, List<Object> values) throws SQLException {
    int at = first;
    for (Object value : values) {
      select.setObject(at++, value);
    }
    return at;
  }

  static @Nullable Long whole(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : Long.valueOf(value);
  }

  static @Nullable Double decimal(ResultSet row, int column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? null : Double.valueOf(value);
  }

  static @Nullable String text(ResultSet row, int column) throws SQLException {
    return row.getString(column);
  }
}
