package org.cairn.register;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cairn.geopackage.GeoPackageGeometry;
import org.cairn.heritage.place.Link;
import org.cairn.register.LikelyDuplicate.Reason;

/**
 * Finds descriptions in the tables that may be of one place. Single-thread, scores on all cores.
 */
final class DuplicateSearch {
  private static final Comparator<LikelyDuplicate> MOST_LIKELY_FIRST =
      Comparator.comparingDouble(LikelyDuplicate::score)
          .reversed()
          .thenComparing(LikelyDuplicate::pair);

  private final List<ComparedPlace> places = new ArrayList<>();
  private final Map<String, ComparedPlace> byId = new HashMap<>();

  private DuplicateSearch() {}

  /** Pairs of at least this score that no decision settles, most likely first. */
  static List<LikelyDuplicate> search(Connection sqlite, double least) throws SQLException {
    DuplicateSearch search = new DuplicateSearch();
    search.read(sqlite);
    PairDecisions decisions = PairRecords.read(sqlite);
    long[] candidates = CandidatePairs.of(search.places);
    return Arrays.stream(candidates)
        .parallel()
        .mapToObj(search::compare)
        .filter(each -> each.score() >= least && !decisions.settles(each.pair()))
        .sorted(MOST_LIKELY_FIRST)
        .toList();
  }

  private LikelyDuplicate compare(long candidate) {
    ComparedPlace one = places.get((int) (candidate >>> 32));
    ComparedPlace other = places.get((int) candidate);
    PlacePair pair = new PlacePair(one.id(), other.id());
    boolean inOrder = pair.first().equals(one.id());
    ComparedPlace first = inOrder ? one : other;
    ComparedPlace second = inOrder ? other : one;
    List<Reason> reasons = PairScore.reasons(first, second);
    return new LikelyDuplicate(
        pair, first.shownNames(), second.shownNames(), PairScore.score(reasons), reasons);
  }

  /** Takes one row. */
  @FunctionalInterface
  private interface Row {
    void take(ComparedPlace place, ResultSet row) throws SQLException;
  }

  private void read(Connection sqlite) throws SQLException {
    try (Statement statement = sqlite.createStatement();
        ResultSet rows = statement.executeQuery("SELECT place, names FROM places ORDER BY fid")) {
      while (rows.next()) {
        String names = rows.getString(2);
        ComparedPlace place = new ComparedPlace(rows.getString(1), names == null ? "" : names);
        places.add(place);
        byId.put(place.id(), place);
      }
    }
    ComparedName.Words words = new ComparedName.Words();
    each(
        sqlite,
        "SELECT place, name, words FROM names WHERE words != '' ORDER BY fid",
        (place, row) -> place.addName(words.name(row.getString(2), row.getString(3))));
    words.weigh();
    each(
        sqlite,
        "SELECT place, substr(geom, 1, %d) FROM geometries WHERE geom NOT NULL ORDER BY fid"
            .formatted(GeoPackageGeometry.BOUNDED),
        (place, row) -> GeoPackageGeometry.bounds(row.getBytes(2)).ifPresent(place::addBounds));
    each(
        sqlite,
        "SELECT place, words FROM types WHERE words != '' ORDER BY fid",
        (place, row) -> place.addType(row.getString(2)));
    each(
        sqlite,
        "SELECT place, scheme, identifier FROM links WHERE match IN ('%s', '%s', '%s') ORDER BY fid"
            .formatted(
                Link.Match.EXACT.code(), Link.Match.CLOSE.code(), Link.Match.SOURCE_RECORD.code()),
        (place, row) -> {
          String scheme = row.getString(2);
          place.addLink(new ComparedPlace.Link(scheme == null ? "" : scheme, row.getString(3)));
        });
  }

  private void each(Connection sqlite, String sql, Row taker) throws SQLException {
    try (Statement statement = sqlite.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        ComparedPlace place = byId.get(rows.getString(1));
        if (place != null) {
          taker.take(place, rows);
        }
      }
    }
  }
}
