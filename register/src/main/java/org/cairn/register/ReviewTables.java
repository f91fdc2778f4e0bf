package org.cairn.register;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.cairn.geopackage.Table;
import org.cairn.heritage.review.Finding;

/**
 * How far the review of each alert is, in the tables: beside {@link GeoPackage#ALERTS}, whose rows
 * are wide and whose triggers ask for functions that only other programs have. Single-thread.
 */
final class ReviewTables {
  /**
   * A row has the number of its alert. {@code by_chance} is infinite and {@code minus_area} 0 where
   * the alert does not say, so that their order is the queue's.
   */
  static final Table REVIEWS =
      Table.attributes(
          "reviews",
          "How far the review of each alert is, and what alerts are ranked by; fid is the alert's",
          "alert TEXT NOT NULL UNIQUE",
          "place TEXT NOT NULL",
          "status TEXT NOT NULL",
          "finding INTEGER",
          "by_chance REAL NOT NULL",
          "minus_area REAL NOT NULL",
          "first_seen TEXT",
          "raised TEXT");

  /** By which what holds of an alert is found while it is put in. */
  static final String ALWAYS = "CREATE INDEX findings_alert ON findings (alert)";

  static final List<String> INDEXES =
      List.of(
          "CREATE INDEX reviews_rank ON reviews (by_chance, minus_area, alert, place, status, raised)",
          "CREATE INDEX reviews_status ON reviews (status, by_chance, minus_area, alert, place, raised)",
          "CREATE INDEX reviews_place ON reviews (place, by_chance, minus_area, alert, status, raised)",
          "CREATE INDEX reviews_raised ON reviews (raised)",
          "CREATE INDEX reviews_area ON reviews (minus_area)",
          "CREATE INDEX judgements_alert ON judgements (alert, person)",
          "CREATE INDEX judgements_person ON judgements (person, alert)",
          "CREATE INDEX judgements_organisation ON judgements (organisation, alert)");

  private final TableWriter tables;

  ReviewTables(TableWriter tables) {
    this.tables = tables;
  }

  /**
   * An alert as the last run has it.
   *
   * @param fid of its row
   */
  void alert(
      long fid,
      String alert,
      String place,
      Optional<Double> byChance,
      Optional<Double> areaSquareMetres,
      Optional<String> firstSeen,
      Optional<String> raised)
      throws SQLException {
    tables.delete(REVIEWS, "alert", alert);
    PreparedStatement newest =
        tables.prepare(
            "SELECT fid, status FROM findings WHERE alert = ? ORDER BY fid DESC LIMIT 1");
    newest.setString(1, alert);
    Optional<Long> finding = Optional.empty();
    String status = Finding.Status.UNREVIEWED.code();
    try (ResultSet row = newest.executeQuery()) {
      if (row.next()) {
        finding = Optional.of(row.getLong(1));
        status = row.getString(2);
      }
    }
    tables.insert(
        REVIEWS,
        fid,
        alert,
        place,
        status,
        finding,
        byChance.orElse(Double.POSITIVE_INFINITY),
        0.0 - areaSquareMetres.orElse(0.0),
        firstSeen,
        raised);
  }

  void finding(long index, RegisterEntry.OfFinding finding) throws SQLException {
    tables.insert(FindingRecords.FINDINGS, index, finding.values());
    tables.update(
        REVIEWS,
        "alert",
        finding.alert(),
        "status = ?, finding = ?",
        finding.status().code(),
        index);
  }
}
